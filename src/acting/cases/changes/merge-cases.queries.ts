import { sql } from 'kysely';
import type { Db } from '../../../platform/storage/records.ts';
import type { CaseStatus } from '../cases.contract.ts';

/** What was merged into the one that is merged now. */
export async function redirectMerged(tx: Db, { from, to }: { from: string; to: string }): Promise<void> {
  await sql`update cases set merged_into = ${to}, version = version + 1 where merged_into = ${from}`.execute(tx);
}

export async function moveWatchers(tx: Db, { from, to }: { from: string; to: string }): Promise<void> {
  await sql`insert into case_watchers (case_id, user_id, since) select ${to}::uuid, user_id, since from case_watchers where case_id = ${from} on conflict do nothing`.execute(tx);
}

export async function moveLinks(tx: Db, { from, to }: { from: string; to: string }): Promise<void> {
  await sql`
    insert into case_links (case_id, other_id, linked_by, linked_at)
    select least(partner, ${to}::uuid), greatest(partner, ${to}::uuid), linked_by, linked_at
    from (select case when case_id = ${from} then other_id else case_id end as partner, linked_by, linked_at from case_links where case_id = ${from} or other_id = ${from}) as link
    where partner <> ${to}::uuid on conflict do nothing`.execute(tx);
  await sql`delete from case_links where case_id = ${from} or other_id = ${from}`.execute(tx);
}

const inOrder = ([one, other]: readonly [string, string]): [string, string] => (one < other ? [one, other] : [other, one]);

/** @returns whether it was not there yet */
export async function insertLink(tx: Db, { ids, by, at }: { ids: readonly [string, string]; by: string; at: Date }): Promise<boolean> {
  const [caseId, otherId] = inOrder(ids);
  const { rows } = await sql`insert into case_links (case_id, other_id, linked_by, linked_at) values (${caseId}, ${otherId}, ${by}, ${at}) on conflict do nothing returning case_id`.execute(tx);
  return rows.length > 0;
}

export async function deleteLink(tx: Db, ids: readonly [string, string]): Promise<boolean> {
  const [caseId, otherId] = inOrder(ids);
  const { rows } = await sql`delete from case_links where case_id = ${caseId} and other_id = ${otherId} returning case_id`.execute(tx);
  return rows.length > 0;
}

export interface NeighbourRow {
  id: string;
  number: number;
  subjectLine: string;
  status: CaseStatus;
  department: string | null;
  isMerged: boolean;
}

/** Cases that are linked with a case, and those merged into it. */
export async function listNeighbours(db: Db, caseId: string): Promise<NeighbourRow[]> {
  const { rows } = await sql<NeighbourRow>`
    select c.id, c.number, c.subject_line, c.status, c.department, c.merged_into is not distinct from ${caseId}::uuid as is_merged from cases c
    where c.id in (select id from cases where merged_into = ${caseId} union select other_id from case_links where case_id = ${caseId} union select case_id from case_links where other_id = ${caseId})
    order by c.number desc limit 200`.execute(db);
  return rows;
}

export async function readSearchText(tx: Db, caseId: string): Promise<string> {
  const { rows } = await sql<{ text: string }>`select text from case_search where case_id = ${caseId}`.execute(tx);
  return rows[0]?.text ?? '';
}
