import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

/**
 * Stores ids of contacts that an import brings. The real table is asked by its full name, because a dry run has a shadow
 * before it. @returns those that were never stored before
 */
export async function claimMessageIds(tx: Db, ids: readonly string[], importId: string): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ ids: string | null }>`
    with fresh as (
      insert into message_ids (id, import_id) select id, ${importId}::uuid from (select distinct string_to_table(${ids.join(',')}, ',')::uuid as id) as given
      where not exists (select 1 from public.message_ids known where known.id = given.id) order by id on conflict do nothing returning id
    )
    select string_agg(id::text, ',') as ids from fresh`.execute(tx);
  return new Set(rows[0]?.ids?.split(','));
}

/** Makes ids free again, some at a time. @returns how many */
export async function freeMessageIds(tx: Db, importId: string, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`delete from message_ids where id in (select id from message_ids where import_id = ${importId} limit ${limit})`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

export async function countMessageIds(db: Db, importId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from message_ids where import_id = ${importId}`.execute(db);
  return rows[0]?.n ?? 0;
}
