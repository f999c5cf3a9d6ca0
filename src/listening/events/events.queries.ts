import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

/**
 * Goes to the engine and back as one text each way: thousands of ids as single values would cost more than the insert.
 * @returns those of `ids` that were never stored before
 */
export async function insertMessageIds(tx: Db, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ ids: string | null }>`
    with fresh as (
      insert into message_ids (id) select string_to_table(${ids.join(',')}, ',')::uuid on conflict do nothing returning id
    )
    select string_agg(id::text, ',') as ids from fresh`.execute(tx);
  return new Set(rows[0]?.ids?.split(','));
}

export async function hasMessageId(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from message_ids where id = ${id}`.execute(db);
  return rows.length > 0;
}
