import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

/** How far the rules are applied to earlier contacts; one row. */
export interface MatchingRow {
  revision: number;
  appliedRevision: number;
  changedCodes: string[];
  changedAt: Date | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  recheckAt: Date | null;
  movedContacts: number | null;
  failedAt: Date | null;
  failure: string | null;
}

export async function getMatching(db: Db): Promise<MatchingRow> {
  const { rows } = await sql<MatchingRow>`
    select revision, applied_revision, changed_codes, changed_at, started_at, finished_at, recheck_at, moved_contacts, failed_at, failure
    from touchpoint_matching`.execute(db);
  const row = rows[0];
  if (!row) throw new Error('touchpoint_matching has lost its row');
  return row;
}

/** Remembers that contacts of these touchpoints may have to move. Several changes add up until the next run. */
export async function markChanged(db: Db, codes: readonly string[], at: Date): Promise<void> {
  await sql`
    update touchpoint_matching
    set revision = revision + 1, changed_at = ${at}, failed_at = null, failure = null,
      changed_codes = array(select distinct unnest(changed_codes || ${[...codes]}::text[]))`.execute(db);
}

export async function markStarted(db: Db, at: Date): Promise<void> {
  await sql`update touchpoint_matching set started_at = ${at}, finished_at = null, failed_at = null, failure = null`.execute(db);
}

/**
 * The run for `revision` is done. Codes stay until the second look at `recheckAt` has been taken, and when there were
 * further changes meanwhile.
 */
export async function markApplied(db: Db, { revision, moved, at, recheckAt }: { revision: number; moved: number; at: Date; recheckAt: Date | null }): Promise<void> {
  await sql`
    update touchpoint_matching
    set applied_revision = ${revision}, finished_at = ${at}, recheck_at = ${recheckAt},
      moved_contacts = case when ${recheckAt !== null} then ${moved} else coalesce(moved_contacts, 0) + ${moved} end,
      changed_codes = case when revision = ${revision} and ${recheckAt === null} then '{}' else changed_codes end`.execute(db);
}

export async function markFailed(db: Db, failure: string, at: Date): Promise<void> {
  await sql`update touchpoint_matching set failed_at = ${at}, failure = ${failure.slice(0, 500)}`.execute(db);
}
