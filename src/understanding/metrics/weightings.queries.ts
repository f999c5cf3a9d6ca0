import { sql } from 'kysely';
import { jsonText } from '../../kernel/json-text.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { Margin, WeightingInput } from './weightings.contract.ts';

export const MOST_WEIGHTINGS = 50;

export interface WeightingRow {
  id: string;
  name: string;
  margins: Margin[];
  setBy: string;
  setAt: Date;
}

export async function listWeightingRows(db: Db): Promise<WeightingRow[]> {
  const { rows } = await sql<WeightingRow>`select id, name, margins, set_by, set_at from weightings order by name limit ${MOST_WEIGHTINGS}`.execute(db);
  return rows;
}

export async function findWeightingRow(db: Db, id: string): Promise<WeightingRow | null> {
  const { rows } = await sql<WeightingRow>`select id, name, margins, set_by, set_at from weightings where id = ${id}::uuid`.execute(db);
  return rows[0] ?? null;
}

export async function countWeightings(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from weightings`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Writes or replaces it. @returns null where another one has this name */
export async function saveWeightingRow(db: Db, id: string, { name, margins }: WeightingInput, { by, at }: { by: string; at: Date }): Promise<WeightingRow | null> {
  const { rows } = await sql<WeightingRow>`
    insert into weightings (id, name, margins, set_by, set_at)
    select ${id}::uuid, ${name}, ${jsonText(margins)}::jsonb, ${by}, ${at} where not exists (select from weightings where name = ${name} and id <> ${id}::uuid)
    on conflict (id) do update set name = excluded.name, margins = excluded.margins, set_by = excluded.set_by, set_at = excluded.set_at
    returning id, name, margins, set_by, set_at`.execute(db);
  return rows[0] ?? null;
}

export async function deleteWeightingRow(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`delete from weightings where id = ${id}::uuid returning id`.execute(db);
  return rows.length > 0;
}
