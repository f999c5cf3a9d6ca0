import { sql } from 'kysely';
import type { CustomerReach } from '../../governance/privacy/personal-data.contract.ts';
import type { Db } from '../../platform/storage/records.ts';

/** Cases that hang on an identifier of the customer, those merged into them, and those of unknown writers that came from one of their addresses. */
const ofReach = ({ subjects, identifiers }: CustomerReach) => {
  const values = [...new Set(identifiers.flatMap(({ value, raw }) => [value.toLowerCase(), raw.trim().toLowerCase()]))].filter((value) => value !== '');
  return sql`(c.subject = any(${subjects}::uuid[]) or (c.subject is null and lower(c.reply_address) = any(${values}::text[])) or c.merged_into in (select m.id from cases m where m.subject = any(${subjects}::uuid[])))`;
};

export async function countCasesOf(db: Db, reach: CustomerReach): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from cases c where ${ofReach(reach)}`.execute(db);
  return rows[0]?.n ?? 0;
}

export interface ExportedCase {
  id: string;
  number: number;
  status: string;
  priority: string;
  category: string | null;
  touchpoint: string | null;
  channel: string;
  subjectLine: string;
  openedAt: Date;
  solvedAt: Date | null;
  closedAt: Date | null;
}

export async function listCasesOf(db: Db, reach: CustomerReach, afterNumber: number, limit: number): Promise<ExportedCase[]> {
  const { rows } = await sql<ExportedCase>`
    select c.id, c.number, c.status, c.priority, c.category, c.touchpoint, c.channel, c.subject_line, c.opened_at, c.solved_at, c.closed_at
    from cases c where ${ofReach(reach)} and c.number > ${afterNumber} order by c.number limit ${limit}`.execute(db);
  return rows;
}

export interface ExportedEntry {
  at: Date;
  kind: string;
  direction: string | null;
  channel: string | null;
  authorKind: string;
  address: string | null;
  text: string;
  what: string | null;
  files: string[] | null;
}

/** Notes among staff are about the customer, too. */
export async function listEntriesOf(db: Db, caseId: string, limit: number): Promise<ExportedEntry[]> {
  const { rows } = await sql<ExportedEntry>`
    select e.at, e.kind, e.direction, e.channel, e.author_kind, e.address, e.text, e.what, (select array_agg(a.name order by a.created_at) from case_attachments a where a.entry_id = e.id) as files
    from case_entries e where e.case_id = ${caseId} order by e.seq limit ${limit}`.execute(db);
  return rows;
}

/** @returns ids of the cases and of the files of their attachments */
export async function lockCasesOf(tx: Db, reach: CustomerReach): Promise<{ ids: string[]; fileIds: string[] }> {
  const { rows } = await sql<{ id: string }>`select c.id from cases c where ${ofReach(reach)} order by c.id limit 100000 for update`.execute(tx);
  const ids = rows.map(({ id }) => id);
  return { ids, fileIds: await listFilesOf(tx, ids) };
}

export async function listFilesOf(tx: Db, caseIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ fileId: string }>`select file_id from case_attachments where case_id = any(${caseIds}::uuid[])`.execute(tx);
  return rows.map(({ fileId }) => fileId);
}

export async function listAgedCases(tx: Db, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from cases where status = 'closed' and anonymised_at is null and closed_at < ${before} order by closed_at limit ${limit} for update skip locked`.execute(tx);
  return rows.map(({ id }) => id);
}

export async function countAgedCases(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from cases where status = 'closed' and anonymised_at is null and closed_at < ${before}`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function countAgedByYear(db: Db, before: Date): Promise<{ year: number; n: number }[]> {
  const { rows } = await sql<{ year: number; n: number }>`
    select extract(year from closed_at)::int as year, count(*) as n from cases where status = 'closed' and anonymised_at is null and closed_at < ${before} group by 1 order by 1 limit 200`.execute(db);
  return rows;
}

/** What was said goes for good; a case stays as a figure: when, where, how long, of what kind. */
export async function emptyCases(tx: Db, ids: readonly string[], at: Date): Promise<void> {
  await sql`delete from case_attachments where case_id = any(${ids}::uuid[])`.execute(tx);
  await sql`delete from case_entries where case_id = any(${ids}::uuid[])`.execute(tx);
  await sql`delete from case_search where case_id = any(${ids}::uuid[])`.execute(tx);
  await sql`delete from case_links where case_id = any(${ids}::uuid[]) or other_id = any(${ids}::uuid[])`.execute(tx);
  await sql`
    update cases set subject = null, subject_line = '', reply_address = null, source_ref = null, external_key = null, token = '', snoozed_until = null, status = 'closed', solved_at = coalesce(solved_at, ${at}), closed_at = coalesce(closed_at, ${at}),
      service_level_due_at = null, promise_due_at = null, inquiry_due_at = null, next_due_at = null, anonymised_at = ${at}, version = version + 1
    where id = any(${ids}::uuid[])`.execute(tx);
}
