import { sql } from 'kysely';
import type { Db } from '../../../platform/storage/records.ts';
import type { CountedCell } from './quota-cells.logic.ts';

export interface QuotaRow extends CountedCell {
  survey: string;
  name: string;
  grouping: string | null;
}

export async function listQuotas(db: Db, surveys: readonly string[], limit: number): Promise<QuotaRow[]> {
  const { rows } = await sql<QuotaRow>`
    select id, survey, name, condition, target, accepted, grouping from survey_quotas
    where survey = any(${surveys}::text[]) order by survey, created_at, id limit ${limit}`.execute(db);
  return rows;
}

/** Those of a survey that were there at a moment. */
export async function listQuotasBefore(db: Db, survey: string, at: Date, limit: number): Promise<QuotaRow[]> {
  const { rows } = await sql<QuotaRow>`
    select id, survey, name, condition, target, accepted, grouping from survey_quotas
    where survey = ${survey} and created_at <= ${at} order by created_at, id limit ${limit}`.execute(db);
  return rows;
}

/** Counts as they are now; nobody else changes them until the transaction ends. */
export async function lockQuotas(tx: Db, ids: readonly string[]): Promise<QuotaRow[]> {
  const { rows } = await sql<QuotaRow>`
    select id, survey, name, condition, target, accepted, grouping from survey_quotas where id = any(${ids}::uuid[]) order by id for update`.execute(tx);
  return rows;
}

export async function saveCounts(tx: Db, cells: readonly { id: string; accepted: number }[]): Promise<void> {
  await sql`
    update survey_quotas q set accepted = counted.accepted
    from unnest(${cells.map(({ id }) => id)}::uuid[], ${cells.map(({ accepted }) => accepted)}::int[]) as counted (id, accepted)
    where q.id = counted.id`.execute(tx);
}

export interface NewQuota {
  id: string;
  name: string;
  condition: string | null;
  target: number;
  grouping: string | null;
}

export async function insertQuotas(tx: Db, survey: string, quotas: readonly NewQuota[], made: { at: Date; by: string }): Promise<void> {
  await sql`
    insert into survey_quotas (id, survey, name, condition, target, grouping, created_at, created_by)
    select id, ${survey}, name, condition, target, grouping, ${made.at}, ${made.by}
    from json_to_recordset(${JSON.stringify(quotas)}::json) as made (id uuid, name text, condition text, target int, grouping text)`.execute(tx);
}

/** So that two who add quotas at once come one after the other. */
export async function lockSurvey(tx: Db, code: string): Promise<void> {
  await sql`select 1 from surveys where code = ${code} for no key update`.execute(tx);
}

/** @returns whether it is there */
export async function updateQuota(db: Db, survey: string, id: string, change: { name: string | null; target: number | null }): Promise<boolean> {
  const { rows } = await sql`
    update survey_quotas set name = coalesce(${change.name}::text, name), target = coalesce(${change.target}::int, target) where id = ${id} and survey = ${survey} returning 1`.execute(db);
  return rows.length > 0;
}

export async function deleteQuota(db: Db, survey: string, id: string): Promise<boolean> {
  const { rows } = await sql`delete from survey_quotas where id = ${id} and survey = ${survey} returning 1`.execute(db);
  return rows.length > 0;
}
