import { type CompiledQuery, sql } from 'kysely';
import type { Db } from '../storage/records.ts';

/** Whose key it is, and the key as a hash. */
export interface RequestKey {
  actorKind: string;
  actorId: string;
  keyHash: string;
}

export interface StoredRequest {
  requestHash: string;
  isClaimed: boolean;
  writtenAt: Date | null;
  answeredAt: Date | null;
  status: number | null;
  headers: Record<string, string> | null;
  answer: string | null;
}

/**
 * Takes a key for one attempt. Free are keys that are new, a day old, or whose attempt stopped without having written.
 * Times are those of the database, so that several processes agree.
 * @returns false when the key is taken
 */
export async function claimKey(db: Db, { actorKind, actorId, keyHash }: RequestKey, requestHash: string, attempt: string): Promise<boolean> {
  const { rows } = await sql`
    insert into idempotent_requests (actor_kind, actor_id, key_hash, request_hash, attempt, started_at, claimed_until)
    values (${actorKind}, ${actorId}, ${keyHash}, ${requestHash}, ${attempt}, now(), now() + interval '30 seconds')
    on conflict (actor_kind, actor_id, key_hash) do update
    set request_hash = excluded.request_hash, attempt = excluded.attempt, started_at = excluded.started_at, claimed_until = excluded.claimed_until,
        written_at = null, answered_at = null, status = null, headers = null, answer = null
    where idempotent_requests.started_at < now() - interval '24 hours'
       or (idempotent_requests.claimed_until < now() and idempotent_requests.written_at is null and idempotent_requests.answered_at is null
           and idempotent_requests.request_hash = excluded.request_hash)
    returning attempt`.execute(db);
  return rows.length > 0;
}

export async function findRequest(db: Db, { actorKind, actorId, keyHash }: RequestKey): Promise<StoredRequest | null> {
  const { rows } = await sql<StoredRequest>`
    select request_hash, claimed_until >= now() as is_claimed, written_at, answered_at, status, headers, answer
    from idempotent_requests
    where actor_kind = ${actorKind} and actor_id = ${actorId} and key_hash = ${keyHash}`.execute(db);
  return rows[0] ?? null;
}

export async function prolongClaim(db: Db, attempt: string): Promise<void> {
  await sql`update idempotent_requests set claimed_until = now() + interval '30 seconds' where attempt = ${attempt} and answered_at is null`.execute(db);
}

/** Runs on the connection of a write, in its transaction. No row: another attempt has taken over, and the write must not happen. */
export function markWritten(db: Db, { actorKind, actorId, keyHash }: RequestKey, attempt: string): CompiledQuery {
  return sql`
    update idempotent_requests set written_at = coalesce(written_at, now())
    where actor_kind = ${actorKind} and actor_id = ${actorId} and key_hash = ${keyHash} and attempt = ${attempt}`.compile(db);
}

/** @param answer sealed; null when it is not kept */
export async function saveAnswer(db: Db, attempt: string, { status, headers, answer }: { status: number; headers: Record<string, string>; answer: string | null }): Promise<void> {
  await sql`
    update idempotent_requests set answered_at = now(), status = ${status}, headers = ${JSON.stringify(headers)}::jsonb, answer = ${answer}
    where attempt = ${attempt}`.execute(db);
}

/** Nothing was written: the key may be used again at once. */
export async function releaseKey(db: Db, attempt: string): Promise<void> {
  await sql`delete from idempotent_requests where attempt = ${attempt}`.execute(db);
}

export async function countKeptAnswers(db: Db): Promise<number> {
  const { rows } = await sql<{ answers: number }>`select count(*) as answers from idempotent_requests where answer is not null`.execute(db);
  return rows[0]?.answers ?? 0;
}

/** Keys go on working as such: what was done is not done again. @returns how many answers were dropped */
export async function dropKeptAnswers(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`update idempotent_requests set answer = null where answer is not null`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

/** @returns how many keys were older than a day */
export async function deleteOldKeys(db: Db, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from idempotent_requests where (actor_kind, actor_id, key_hash) in (
      select actor_kind, actor_id, key_hash from idempotent_requests where started_at < now() - interval '24 hours' limit ${limit})`.execute(db);
  return Number(numAffectedRows ?? 0n);
}
