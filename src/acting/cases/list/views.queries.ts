import { sql } from 'kysely';
import { jsonText } from '../../../kernel/json-text.ts';
import type { Db } from '../../../platform/storage/records.ts';
import type { CaseFilter, CaseSort } from '../cases.contract.ts';

export interface ViewRow {
  id: string;
  name: string;
  filter: CaseFilter;
  sort: CaseSort;
  ownerId: string | null;
  place: number;
}

/** Shared ones and those of one person. */
export async function listViewRows(db: Db, userId: string | null): Promise<ViewRow[]> {
  const { rows } = await sql<ViewRow>`select id, name, filter, sort, owner_id, place from case_views where owner_id is null or owner_id = ${userId}::uuid order by owner_id nulls first, place, name, id limit 100`.execute(db);
  return rows;
}

export async function findViewRow(db: Db, id: string): Promise<ViewRow | null> {
  const { rows } = await sql<ViewRow>`select id, name, filter, sort, owner_id, place from case_views where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function upsertView(db: Db, { id, name, filter, sort, ownerId, place }: ViewRow, at: Date): Promise<void> {
  await sql`
    insert into case_views (id, name, filter, sort, owner_id, place, created_at, updated_at) values (${id}, ${name}, ${jsonText(filter)}::jsonb, ${sort}, ${ownerId}, ${place}, ${at}, ${at})
    on conflict (id) do update set name = excluded.name, filter = excluded.filter, sort = excluded.sort, place = excluded.place, updated_at = excluded.updated_at`.execute(db);
}

export async function deleteView(db: Db, id: string): Promise<void> {
  await sql`delete from case_views where id = ${id}`.execute(db);
}
