import { sql } from 'kysely';
import type { Db } from '../../../platform/storage/records.ts';

/** Whether somebody with this address has signed in from this browser before. */
export async function isKnownDevice(db: Db, tokenHash: string, email: string): Promise<boolean> {
  const { rows } = await sql<{ one: number }>`
    select 1 as one from known_devices d join users u on u.id = d.user_id
    where d.token_hash = ${tokenHash} and u.email = ${email}`.execute(db);
  return rows.length > 0;
}

export async function isDeviceOfUser(db: Db, tokenHash: string, userId: string): Promise<boolean> {
  const { rows } = await sql<{ one: number }>`select 1 as one from known_devices where token_hash = ${tokenHash} and user_id = ${userId}`.execute(db);
  return rows.length > 0;
}

/** Whether we have given out this token at all; one that somebody else planted is not taken over. */
export async function isOurDevice(db: Db, tokenHash: string): Promise<boolean> {
  const { rows } = await sql<{ one: number }>`select 1 as one from known_devices where token_hash = ${tokenHash} limit 1`.execute(db);
  return rows.length > 0;
}

export async function saveKnownDevice(db: Db, tokenHash: string, userId: string, at: Date): Promise<void> {
  await sql`
    insert into known_devices (token_hash, user_id, created_at, last_used_at) values (${tokenHash}, ${userId}, ${at}, ${at})
    on conflict (token_hash, user_id) do update set last_used_at = excluded.last_used_at`.execute(db);
}

export async function deleteDevicesUnusedSince(db: Db, before: Date): Promise<void> {
  await sql`delete from known_devices where last_used_at < ${before}`.execute(db);
}
