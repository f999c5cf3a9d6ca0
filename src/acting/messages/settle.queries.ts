import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

/** What became of one attempt, as it is written down. */
export interface Settled {
  id: string;
  outcome: 'handed' | 'retry' | 'refused' | 'unclear' | 'given_back' | 'unfillable';
  reason: string | null;
  providerId: string | null;
  nextAttemptAt: Date | null;
}

const isStopped = sql<boolean>`exists (select from message_campaigns k where k.id = m.campaign_id and k.stopped_at is not null)`;

/**
 * Results of a batch in one statement. Who was declared unclear meanwhile, because this process was believed dead, gets the
 * true result; a message taken out by an erasure keeps its result and nothing else. What would be tried again although its
 * campaign was stopped while it was under way is skipped: nobody would look at it any more.
 */
export async function writeResults(tx: Db, results: readonly Settled[], at: Date): Promise<void> {
  const again = results.filter(({ outcome }) => outcome === 'retry' || outcome === 'given_back').map(({ id }) => id);
  // A stop waits for this, or this for the stop: one of them sees what the other did.
  if (again.length > 0) await sql`select from message_campaigns k where k.id in (select m.campaign_id from messages m where m.id = any(${again}::uuid[])) order by k.id for share`.execute(tx);
  await sql`
    with result as (
      select * from unnest(${results.map(({ id }) => id)}::uuid[], ${results.map(({ outcome }) => outcome)}::text[], ${results.map(({ reason }) => reason)}::text[],
        ${results.map(({ providerId }) => providerId)}::text[], ${results.map(({ nextAttemptAt }) => nextAttemptAt)}::timestamptz[]) as r (id, outcome, reason, provider_id, next_attempt_at)
    ), gone as (
      delete from message_told t using result r where t.message_id = r.id and r.outcome in ('refused', 'given_back', 'unfillable') returning 1
    )
    update messages m set
      claimed_by = null,
      claimed_at = case r.outcome when 'given_back' then null else m.claimed_at end,
      attempts = m.attempts - case r.outcome when 'given_back' then 1 else 0 end,
      next_attempt_at = case when r.outcome in ('retry', 'given_back') and m.skipped_at is null and not ${isStopped} then r.next_attempt_at end,
      last_problem = case r.outcome when 'retry' then r.reason else m.last_problem end,
      handed_at = case r.outcome when 'handed' then ${at}::timestamptz else m.handed_at end,
      provider_id = coalesce(r.provider_id, m.provider_id),
      refused_at = case r.outcome when 'refused' then ${at}::timestamptz else m.refused_at end,
      refused_reason = case r.outcome when 'refused' then r.reason else m.refused_reason end,
      skipped_at = case when r.outcome = 'unfillable' or (r.outcome in ('retry', 'given_back') and m.skipped_at is null and ${isStopped}) then ${at}::timestamptz else m.skipped_at end,
      skipped_reason = case when r.outcome = 'unfillable' then 'unfillable' when r.outcome in ('retry', 'given_back') and m.skipped_at is null and ${isStopped} then 'stopped' else m.skipped_reason end,
      unclear_at = case r.outcome when 'unclear' then ${at}::timestamptz end,
      unclear_reason = case r.outcome when 'unclear' then r.reason end
    from result r where m.id = r.id`.execute(tx);
}

/** Sent again because somebody decided so, e.g. after asking the customer. @returns false when it is not unclear or refused any more */
export async function requeue(tx: Db, id: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update messages set next_attempt_at = ${at}, unclear_at = null, unclear_reason = null, refused_at = null, refused_reason = null, attempts = 0
    where id = ${id} and (unclear_at is not null or refused_at is not null) and handed_at is null and skipped_at is null and claimed_by is null and address is not null`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}
