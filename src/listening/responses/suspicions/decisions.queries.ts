import { sql } from 'kysely';
import type { Db } from '../../../platform/storage/records.ts';
import type { ResponseRow } from '../responses.queries.ts';

export interface SuspiciousRow extends ResponseRow {
  releasedAt: Date | null;
  leftOutAt: Date | null;
}

/** One that a machine may have written, locked; null when there is none, or it is not finished. */
export async function lockSuspicious(tx: Db, survey: string, id: string): Promise<SuspiciousRow | null> {
  const { rows } = await sql<SuspiciousRow>`
    select id, survey, version, touchpoint, subject, link_id, source, language, hidden, answers, last_question, started_at, at, received_at, saved_at, finished_at, seq, ending, quota_full_at, suspicion, released_at, left_out_at
    from responses where id = ${id} and survey = ${survey} and suspicion is not null and finished_at is not null for update`.execute(tx);
  return rows[0] ?? null;
}

export async function markReleased(tx: Db, id: string, at: Date, by: string): Promise<void> {
  await sql`update responses set released_at = ${at}, released_by = ${by}, left_out_at = null, left_out_by = null, withdrawn_at = null where id = ${id}`.execute(tx);
}

/** @param withdrawnAt - null where history holds it and must let go of it */
export async function markLeftOut(tx: Db, id: string, { at, by, withdrawnAt }: { at: Date; by: string; withdrawnAt: Date | null }): Promise<void> {
  await sql`update responses set released_at = null, released_by = null, left_out_at = ${at}, left_out_by = ${by}, withdrawn_at = ${withdrawnAt} where id = ${id}`.execute(tx);
}

export async function isBeingWithdrawn(tx: Db, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from responses where id = ${id} and left_out_at is not null and withdrawn_at is null`.execute(tx);
  return rows.length > 0;
}

export interface ToWithdraw {
  id: string;
  survey: string;
  subject: string | null;
  leftOutAt: Date;
}

/** Locked, so that nobody lets one in again meanwhile; what another process is at work on is passed by. */
export async function lockToWithdraw(tx: Db, limit: number): Promise<ToWithdraw[]> {
  const { rows } = await sql<ToWithdraw>`
    select id, survey, subject, left_out_at from responses where left_out_at is not null and withdrawn_at is null
    order by left_out_at, id limit ${limit} for update skip locked`.execute(tx);
  return rows;
}

export async function markWithdrawn(tx: Db, ids: readonly string[], at: Date): Promise<void> {
  await sql`update responses set withdrawn_at = ${at} where id = any(${ids}::uuid[])`.execute(tx);
}

/** Of some batches, those whose rows are still on their way to history. */
export async function listUndelivered(tx: Db, batches: readonly number[]): Promise<Set<number>> {
  const { rows } = await sql<{ batch: number }>`select batch from history_journal where batch = any(${batches}::bigint[])`.execute(tx);
  return new Set(rows.map(({ batch }) => batch));
}
