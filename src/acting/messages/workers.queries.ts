import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

/** First half of the advisory lock that a sending process holds; the second is its number. */
const WORKER_LOCK = 7_042_075;

/** Registers a process that sends; the lock lives as long as this session. */
export async function openWorker(session: Db): Promise<number> {
  const { rows } = await sql<{ no: number }>`select no, pg_advisory_lock(${WORKER_LOCK}, no) from (select nextval('message_worker')::int as no) as next`.execute(session);
  return rows[0]?.no ?? 0;
}

export async function closeWorker(session: Db, worker: number): Promise<void> {
  await sql`select pg_advisory_unlock(${WORKER_LOCK}, ${worker})`.execute(session);
}

const lost = sql`m.claimed_by is not null and m.claimed_by not in (
  select objid::bigint from pg_locks where locktype = 'advisory' and classid = ${WORKER_LOCK}::oid and granted and database = (select oid from pg_database where datname = current_database()))`;

/**
 * Messages whose process died after the claim: they may have left or not, so nobody sends them again by himself.
 * Where the channel recognises a second copy by its key, they go back into the queue.
 */
export async function leaveUnclear(db: Db, idempotentChannels: readonly string[], at: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update messages m set claimed_by = null,
      unclear_at = case when m.channel = any(${idempotentChannels}::text[]) then null else ${at}::timestamptz end,
      unclear_reason = case when m.channel = any(${idempotentChannels}::text[]) then null else 'interrupted' end,
      next_attempt_at = case when m.channel = any(${idempotentChannels}::text[]) then ${at}::timestamptz end
    where ${lost}
    returning m.id`.execute(db);
  return rows.map(({ id }) => id);
}
