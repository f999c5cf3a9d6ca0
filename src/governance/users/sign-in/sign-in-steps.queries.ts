import { sql } from 'kysely';
import type { Db } from '../../../platform/storage/records.ts';

export type StepPurpose = 'second_factor' | 'passkey_sign_in' | 'passkey_registration' | 'passkey_confirmation' | 'single_sign_on' | 'email_change';

export interface StoredStep {
  userId: string | null;
  sealed: string;
  failures: number;
  expiresAt: Date;
}

export async function insertStep(db: Db, tokenHash: string, purpose: StepPurpose, step: { userId: string | null; sealed: string; createdAt: Date; expiresAt: Date }): Promise<void> {
  await sql`delete from sign_in_steps where expires_at < ${step.createdAt}`.execute(db);
  await sql`
    insert into sign_in_steps (token_hash, purpose, user_id, sealed, created_at, expires_at)
    values (${tokenHash}, ${purpose}, ${step.userId}, ${step.sealed}, ${step.createdAt}, ${step.expiresAt})`.execute(db);
}

export async function findStep(db: Db, tokenHash: string, purpose: StepPurpose, at: Date): Promise<StoredStep | null> {
  const { rows } = await sql<StoredStep>`
    select user_id, sealed, failures, expires_at from sign_in_steps
    where token_hash = ${tokenHash} and purpose = ${purpose} and expires_at > ${at}`.execute(db);
  return rows[0] ?? null;
}

/** Finds and removes it in one statement, so that of two who come at once only one gets it. */
export async function takeStep(db: Db, tokenHash: string, purpose: StepPurpose, at: Date): Promise<StoredStep | null> {
  const { rows } = await sql<StoredStep>`
    delete from sign_in_steps where token_hash = ${tokenHash} and purpose = ${purpose}
    returning user_id, sealed, failures, expires_at`.execute(db);
  const step = rows[0];
  return step && step.expiresAt > at ? step : null;
}

/** Counts a wrong answer before it is looked at. @returns how many there were, this one included; null when the step is gone */
export async function countStepFailure(db: Db, tokenHash: string): Promise<number | null> {
  const { rows } = await sql<{ failures: number }>`update sign_in_steps set failures = failures + 1 where token_hash = ${tokenHash} returning failures`.execute(db);
  return rows[0]?.failures ?? null;
}

export async function replaceStepContent(db: Db, tokenHash: string, sealed: string): Promise<void> {
  await sql`update sign_in_steps set sealed = ${sealed} where token_hash = ${tokenHash}`.execute(db);
}

export async function deleteStepsOf(db: Db, userId: string, purpose: StepPurpose): Promise<void> {
  await sql`delete from sign_in_steps where user_id = ${userId} and purpose = ${purpose}`.execute(db);
}
