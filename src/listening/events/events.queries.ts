import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

/** @returns those of `ids` that were never stored before */
export async function insertMessageIds(tx: Db, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into message_ids (id) select unnest(${ids}::uuid[]) on conflict do nothing returning id`.execute(tx);
  return rows.map((row) => row.id);
}
