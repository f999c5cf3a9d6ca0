import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

/** What an answer takes over from the touchpoint that it is about. Empty department: nobody owns it. */
export interface TouchpointPlace {
  channel: string;
  department: string;
}

export async function listTouchpointPlaces(db: Db, codes: readonly string[]): Promise<Map<string, TouchpointPlace>> {
  const { rows } = await sql<TouchpointPlace & { code: string }>`
    select code, channel, coalesce(department, '') as department from touchpoints where code = any(${codes}::text[])`.execute(db);
  return new Map(rows.map(({ code, channel, department }) => [code, { channel, department }]));
}

/** Codes of all touchpoints that these departments own. */
export async function listTouchpointsOwnedBy(db: Db, departments: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`select code from touchpoints where department = any(${departments}::text[]) order by code limit 5000`.execute(db);
  return rows.map((row) => row.code);
}
