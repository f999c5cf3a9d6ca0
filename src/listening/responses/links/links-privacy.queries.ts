import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/storage/records.ts';

/** Under which names and identifiers somebody is known. */
export interface LinkOwner {
  names: readonly { kind: string; value: string }[];
  subjects: readonly string[];
}

/** As it was written when the link was made, which may not be the form in which identifiers are compared. */
const madeFor = ({ names, subjects }: LinkOwner): RawBuilder<unknown> =>
  sql`(subject = any(${subjects}::uuid[]) or (identifier_kind, lower(identifier_value)) in (select kind, lower(value) from unnest(${names.map((n) => n.kind)}::text[], ${names.map((n) => n.value)}::text[]) as named (kind, value)))`;

export async function countLinksOf(db: Db, owner: LinkOwner): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from survey_links where ${madeFor(owner)}`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function listLinksOf(db: Db, owner: LinkOwner): Promise<{ survey: string; createdAt: Date; usedAt: Date | null }[]> {
  const { rows } = await sql<{ survey: string; createdAt: Date; usedAt: Date | null }>`select survey, created_at, used_at from survey_links where ${madeFor(owner)} order by created_at limit 10000`.execute(db);
  return rows;
}

export async function deleteLinksOf(tx: Db, owner: LinkOwner): Promise<number> {
  const { rows } = await sql`delete from survey_links where ${madeFor(owner)} returning 1`.execute(tx);
  return rows.length;
}

export async function countLinksBefore(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from survey_links where created_at < ${before}`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function deleteLinksBefore(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`with gone as (delete from survey_links where created_at < ${before} returning 1) select count(*) as n from gone`.execute(db);
  return rows[0]?.n ?? 0;
}
