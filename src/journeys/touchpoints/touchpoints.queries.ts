import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { Department, Touchpoint, TouchpointValues } from './touchpoints.contract.ts';

/** More touchpoints than any company has (200–400 are normal); keeps every list bounded. */
export const TOUCHPOINT_LIMIT = 5_000;
const DEPARTMENT_LIMIT = 1_000;

const columns = sql.raw(`code, name_de, name_en, description_de, description_en, stage, channel, kind, reach_kind, department,
  involved_departments, moment_of_truth, tangible_items, rules, version,
  to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as updated_at`);

export async function listAllTouchpoints(db: Db): Promise<Touchpoint[]> {
  const { rows } = await sql<Touchpoint>`select ${columns} from touchpoints order by code limit ${TOUCHPOINT_LIMIT}`.execute(db);
  return rows;
}

export async function findTouchpoint(db: Db, code: string): Promise<Touchpoint | null> {
  const { rows } = await sql<Touchpoint>`select ${columns} from touchpoints where code = ${code}`.execute(db);
  return rows[0] ?? null;
}

/** Reads and locks, for a write that depends on what was read. */
export async function listTouchpointsForUpdate(db: Db, codes: readonly string[]): Promise<Touchpoint[]> {
  const { rows } = await sql<Touchpoint>`select ${columns} from touchpoints where code = any(${[...codes]}::text[]) order by code for update`.execute(db);
  return rows;
}

/** Adds touchpoints or replaces those whose code exists. */
export async function upsertTouchpoints(db: Db, touchpoints: readonly TouchpointValues[]): Promise<void> {
  await sql`
    insert into touchpoints (code, name_de, name_en, description_de, description_en, stage, channel, kind, reach_kind, department,
      involved_departments, moment_of_truth, tangible_items, rules)
    select code, "nameDe", "nameEn", "descriptionDe", "descriptionEn", stage, channel, kind, "reachKind", department,
      "involvedDepartments", "momentOfTruth", "tangibleItems", rules
    from jsonb_to_recordset(${JSON.stringify(touchpoints)}::jsonb) as given (
      code text, "nameDe" text, "nameEn" text, "descriptionDe" text, "descriptionEn" text, stage text, channel text, kind text,
      "reachKind" text, department text, "involvedDepartments" text[], "momentOfTruth" boolean, "tangibleItems" jsonb, rules jsonb)
    on conflict (code) do update set
      name_de = excluded.name_de, name_en = excluded.name_en, description_de = excluded.description_de, description_en = excluded.description_en,
      stage = excluded.stage, channel = excluded.channel, kind = excluded.kind, reach_kind = excluded.reach_kind, department = excluded.department,
      involved_departments = excluded.involved_departments, moment_of_truth = excluded.moment_of_truth,
      tangible_items = excluded.tangible_items, rules = excluded.rules, version = touchpoints.version + 1, updated_at = now()`.execute(db);
}

/** @returns whether the code was free */
export async function insertTouchpoint(db: Db, touchpoint: TouchpointValues): Promise<boolean> {
  // Two people who take the same code at once: the second waits here and then finds it taken.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`touchpoint ${touchpoint.code}`}, 0))`.execute(db);
  const { rows } = await sql`select 1 from touchpoints where code = ${touchpoint.code}`.execute(db);
  if (rows.length > 0) return false;
  await upsertTouchpoints(db, [touchpoint]);
  return true;
}

export async function deleteTouchpoint(db: Db, code: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from touchpoints where code = ${code}`.execute(db);
  return numAffectedRows === 1n;
}

export async function listAllDepartments(db: Db): Promise<Department[]> {
  const { rows } = await sql<Department>`select code, name_de, name_en from departments order by code limit ${DEPARTMENT_LIMIT}`.execute(db);
  return rows;
}

export async function upsertDepartments(db: Db, departments: readonly Department[]): Promise<void> {
  await sql`
    insert into departments (code, name_de, name_en)
    select code, "nameDe", "nameEn" from jsonb_to_recordset(${JSON.stringify(departments)}::jsonb) as given (code text, "nameDe" text, "nameEn" text)
    on conflict (code) do update set name_de = excluded.name_de, name_en = excluded.name_en, updated_at = now()`.execute(db);
}

/** Touchpoints that a department owns or is involved in. */
export async function countTouchpointsOf(db: Db, department: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from touchpoints where department = ${department} or ${department} = any(involved_departments)`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function deleteDepartment(db: Db, code: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from departments where code = ${code}`.execute(db);
  return numAffectedRows === 1n;
}
