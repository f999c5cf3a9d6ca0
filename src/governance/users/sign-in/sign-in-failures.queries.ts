import { sql } from 'kysely';
import type { Db } from '../../../platform/storage/records.ts';

/** Wrong passwords for one account from one network. */
export interface StoredFailures {
  failures: number;
  failedAt: Date;
}

/** The record of one account and network, locked until the transaction ends; made when there is none. */
export async function getFailuresForUpdate(tx: Db, keyHash: string, at: Date): Promise<StoredFailures> {
  await sql`insert into sign_in_failures (key_hash, failures, failed_at) values (${keyHash}, 0, ${at}) on conflict (key_hash) do nothing`.execute(tx);
  const { rows } = await sql<StoredFailures>`select failures, failed_at from sign_in_failures where key_hash = ${keyHash} for update`.execute(tx);
  return rows[0] ?? { failures: 0, failedAt: at };
}

export async function saveFailures(tx: Db, keyHash: string, { failures, failedAt }: StoredFailures): Promise<void> {
  await sql`update sign_in_failures set failures = ${failures}, failed_at = ${failedAt} where key_hash = ${keyHash}`.execute(tx);
}

export async function deleteFailures(db: Db, keyHash: string): Promise<void> {
  await sql`delete from sign_in_failures where key_hash = ${keyHash}`.execute(db);
}

export async function deleteFailuresBefore(db: Db, before: Date): Promise<void> {
  await sql`delete from sign_in_failures where failed_at < ${before}`.execute(db);
}

/** Takes back one that was counted too early because it was right. */
export async function forgiveFailure(db: Db, keyHash: string): Promise<void> {
  await sql`update sign_in_failures set failures = greatest(failures - 1, 0) where key_hash = ${keyHash}`.execute(db);
}
