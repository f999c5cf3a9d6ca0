import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

export async function countOwnPageOf(db: Db, subjects: readonly string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`select (select count(*) from my_links where subject = any(${subjects}::uuid[])) + (select count(*) from my_corrections where subject = any(${subjects}::uuid[])) as n`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function listLinksOf(db: Db, subjects: readonly string[]): Promise<{ channel: string; address: string; madeAt: Date; openedAt: Date | null }[]> {
  const { rows } = await sql<{ channel: string; address: string; madeAt: Date; openedAt: Date | null }>`select channel, address, made_at, opened_at from my_links where subject = any(${subjects}::uuid[]) order by made_at limit 10000`.execute(db);
  return rows;
}

export async function listProposalsOf(db: Db, subjects: readonly string[]): Promise<{ what: string; after: unknown; note: string; proposedAt: Date; decision: string | null; reason: string | null }[]> {
  const { rows } = await sql<{ what: string; after: unknown; note: string; proposedAt: Date; decision: string | null; reason: string | null }>`
    select what, after, note, proposed_at, decision, reason from my_corrections where subject = any(${subjects}::uuid[]) order by proposed_at limit 10000`.execute(db);
  return rows;
}

export async function deleteOwnPageOf(tx: Db, subjects: readonly string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with links as (delete from my_links where subject = any(${subjects}::uuid[]) returning 1), corrections as (delete from my_corrections where subject = any(${subjects}::uuid[]) returning 1)
    select (select count(*) from links) + (select count(*) from corrections) as n`.execute(tx);
  return rows[0]?.n ?? 0;
}

export async function countDecidedBefore(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from my_corrections where decided_at < ${before}`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function deleteDecidedBefore(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`with gone as (delete from my_corrections where decided_at < ${before} returning 1) select count(*) as n from gone`.execute(db);
  return rows[0]?.n ?? 0;
}
