import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

/** Names of those customers that are known by more than a response. */
export async function listCustomerNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from customers where id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
