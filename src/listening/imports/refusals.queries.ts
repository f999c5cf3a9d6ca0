import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { Refusal, RefusalCode } from './imports.contract.ts';

export async function insertRefusals(tx: Db, importId: string, refused: readonly { row: number; refusals: readonly Refusal[] }[]): Promise<void> {
  if (refused.length === 0) return;
  await sql`
    insert into import_refusals (import_id, row, refusals)
    select ${importId}::uuid, row, refusals from jsonb_to_recordset(${JSON.stringify(refused)}::jsonb) as new (row bigint, refusals jsonb)
    on conflict (import_id, row) do update set refusals = excluded.refusals`.execute(tx);
}

export async function listRefusals(db: Db, importId: string, afterRow: number, limit: number): Promise<{ row: number; refusals: Refusal[] }[]> {
  const { rows } = await sql<{ row: number; refusals: Refusal[] }>`
    select row, refusals from import_refusals where import_id = ${importId} and row > ${afterRow} order by row limit ${limit}`.execute(db);
  return rows;
}

export async function countRefusalsByCode(db: Db, importId: string): Promise<{ code: RefusalCode; n: number }[]> {
  const { rows } = await sql<{ code: RefusalCode; n: number }>`
    select refusal ->> 'code' as code, count(*) as n from import_refusals, jsonb_array_elements(refusals) as refusal where import_id = ${importId} group by 1 order by 2 desc, 1 limit 100`.execute(db);
  return rows;
}
