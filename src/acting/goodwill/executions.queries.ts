import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

export interface DueExecution {
  id: string;
  attempts: number;
}

/**
 * Takes bookings whose turn it is. From the first claim on a booking is being carried out and cannot be taken back; a
 * claim that a crash left behind ends by itself.
 */
export async function claimDueExecutions(db: Db, at: Date, claimedUntil: Date, limit: number): Promise<DueExecution[]> {
  const { rows } = await sql<DueExecution>`
    update goodwill_bookings set claimed_until = ${claimedUntil}, executing_at = coalesce(executing_at, ${at})
    where id in (
      select id from goodwill_bookings
      where next_attempt_at <= ${at} and (claimed_until is null or claimed_until < ${at}) and executed_at is null and cancelled_at is null
      order by next_attempt_at, id limit ${limit}
      for update skip locked)
    returning id, attempts`.execute(db);
  return rows;
}

/** @returns null when nothing waits */
export async function findNextExecution(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`select min(greatest(next_attempt_at, claimed_until)) as at from goodwill_bookings where next_attempt_at is not null`.execute(db);
  return rows[0]?.at ?? null;
}

/** After an attempt that did not succeed. `failure`: why, when it was the last. */
export async function markAttempted(tx: Db, id: string, { attempts, nextAttemptAt, failure, at }: { attempts: number; nextAttemptAt: Date | null; failure: string; at: Date }): Promise<void> {
  await sql`
    update goodwill_bookings
    set attempts = ${attempts}, next_attempt_at = ${nextAttemptAt}, claimed_until = null, failure = ${failure}, failed_at = ${nextAttemptAt === null ? at : null}
    where id = ${id}`.execute(tx);
}

export interface ExecutionAttempt {
  at: Date;
  status: number | null;
  durationMs: number;
  problem: string | null;
  answerStart: string;
}

export async function insertExecutionAttempt(tx: Db, bookingId: string, { at, status, durationMs, problem, answerStart }: ExecutionAttempt): Promise<void> {
  await sql`
    insert into goodwill_attempts (booking_id, number, at, status, duration_ms, problem, answer_start)
    select ${bookingId}, coalesce(max(number), 0) + 1, ${at}, ${status}, ${durationMs}, ${problem}, ${answerStart} from goodwill_attempts where booking_id = ${bookingId}`.execute(tx);
}

export async function listExecutionAttempts(db: Db, bookingId: string, limit: number): Promise<(ExecutionAttempt & { number: number })[]> {
  const { rows } = await sql<ExecutionAttempt & { number: number }>`
    select number, at, status, duration_ms, problem, answer_start from goodwill_attempts where booking_id = ${bookingId} order by number desc limit ${limit}`.execute(db);
  return rows;
}

/** Identifiers of the customer to whom a booking goes now, of the kinds that the receiver gets. */
export async function listSentIdentifiers(db: Db, subject: string, kinds: readonly string[]): Promise<{ kind: string; value: string }[]> {
  const { rows } = await sql<{ kind: string; value: string }>`
    select other.kind, other.raw as value from identifiers mine join identifiers other on other.customer_id = mine.customer_id
    where mine.id = ${subject} and other.kind = any(${kinds}::text[])
    order by other.kind, other.named_at, other.id limit 50`.execute(db);
  return rows;
}
