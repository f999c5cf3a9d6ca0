import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { KeptFacts } from './context.contract.ts';

export async function countFactsOf(db: Db, subjects: readonly string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from case_facts where subject = any(${subjects}::uuid[])`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function listFactsOf(db: Db, subjects: readonly string[], after: { at: Date; id: string } | null, limit: number): Promise<{ id: string; at: Date; because: string; facts: KeptFacts['facts'] }[]> {
  const { rows } = await sql<{ id: string; at: Date; because: string; facts: KeptFacts['facts'] }>`
    select id, at, because, facts from case_facts where subject = any(${subjects}::uuid[])
      and (${after === null} or (at, id) > (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid)) order by at, id limit ${limit}`.execute(db);
  return rows;
}

export async function deleteFactsOf(tx: Db, subjects: readonly string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`with gone as (delete from case_facts where subject = any(${subjects}::uuid[]) returning 1) select count(*) as n from gone`.execute(tx);
  return rows[0]?.n ?? 0;
}

export async function countFactsBefore(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from case_facts where at < ${before}`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function deleteFactsBefore(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`with gone as (delete from case_facts where at < ${before} returning 1) select count(*) as n from gone`.execute(db);
  return rows[0]?.n ?? 0;
}
