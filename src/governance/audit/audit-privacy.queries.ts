import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

/** By id, or by a value of an identifier, as patterns for `like`. */
export interface About {
  ids: readonly string[];
  patterns: readonly string[];
}

export async function countAbout(db: Db, { ids, patterns }: About): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (
      select seq from audit_entries where customers <> '{}' and customers && ${ids}::uuid[]
      union select found.seq from unnest(${patterns}::text[]) as pattern cross join lateral (select seq from audit_entries where kind <> 'look' and content::text ilike pattern) as found
    ) as about`.execute(db);
  return rows[0]?.n ?? 0;
}

export interface EntryAbout {
  seq: number;
  at: Date;
  kind: string;
  action: string;
  subject: string;
  role: string | null;
  before: unknown;
  after: unknown;
}

/** In the order of the chain. Who of the staff it was is not for the customer, their role is. */
export async function listAbout(db: Db, { ids, patterns }: About, afterSeq: number, limit: number): Promise<EntryAbout[]> {
  const { rows } = await sql<EntryAbout>`
    select seq, at, kind, action, subject, content ->> 'role' as role, content -> 'before' as before, content -> 'after' as after
    from audit_entries
    where seq > ${afterSeq} and seq in (
      select seq from audit_entries where customers <> '{}' and customers && ${ids}::uuid[]
      union select found.seq from unnest(${patterns}::text[]) as pattern cross join lateral (select seq from audit_entries where kind <> 'look' and content::text ilike pattern) as found)
    order by seq limit ${limit}`.execute(db);
  return rows;
}

export async function countAges(db: Db, before: Date): Promise<{ year: number; n: number }[]> {
  const { rows } = await sql<{ year: number; n: number }>`
    select extract(year from at)::int as year, count(*) as n from audit_entries where at < ${before} group by 1 order by 1 limit 200`.execute(db);
  return rows;
}
