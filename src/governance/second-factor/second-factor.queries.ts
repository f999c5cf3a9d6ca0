import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

export interface StoredApp {
  sealedSeed: string;
  createdAt: Date;
  confirmedAt: Date | null;
}

export async function findApp(db: Db, userId: string): Promise<StoredApp | null> {
  const { rows } = await sql<StoredApp>`select sealed_seed, created_at, confirmed_at from second_factors where user_id = ${userId}`.execute(db);
  return rows[0] ?? null;
}

/** @returns false when a confirmed one is there, which is never replaced */
export async function saveUnconfirmedApp(db: Db, userId: string, sealedSeed: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into second_factors (user_id, sealed_seed, created_at) values (${userId}, ${sealedSeed}, ${at})
    on conflict (user_id) do update set sealed_seed = excluded.sealed_seed, created_at = excluded.created_at, last_step = 0
    where second_factors.confirmed_at is null`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function markAppConfirmed(db: Db, userId: string, at: Date): Promise<void> {
  await sql`update second_factors set confirmed_at = ${at} where user_id = ${userId} and confirmed_at is null`.execute(db);
}

/** Takes the code of a time step, once. @returns false when it or a later one was taken already */
export async function takeAppStep(db: Db, userId: string, step: number): Promise<boolean> {
  const { numAffectedRows } = await sql`update second_factors set last_step = ${step} where user_id = ${userId} and last_step < ${step}`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function deleteApp(db: Db, userId: string): Promise<void> {
  await sql`delete from second_factors where user_id = ${userId}`.execute(db);
}

export async function replaceRecoveryCodes(tx: Db, userId: string, hashes: readonly string[], at: Date): Promise<void> {
  await sql`delete from recovery_codes where user_id = ${userId}`.execute(tx);
  await sql`insert into recovery_codes (user_id, code_hash, created_at) select ${userId}, unnest(${[...hashes]}::text[]), ${at}`.execute(tx);
}

/** Takes a code, once. */
export async function takeRecoveryCode(db: Db, userId: string, hash: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update recovery_codes set used_at = ${at} where user_id = ${userId} and code_hash = ${hash} and used_at is null`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function countRecoveryCodes(db: Db, userId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from recovery_codes where user_id = ${userId} and used_at is null`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function deleteRecoveryCodes(db: Db, userId: string): Promise<void> {
  await sql`delete from recovery_codes where user_id = ${userId}`.execute(db);
}

export interface StoredPasskey {
  id: string;
  userId: string;
  credentialId: string;
  publicKey: Buffer;
  counter: number;
  transports: string[];
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

export async function listPasskeys(db: Db, userId: string, limit: number): Promise<StoredPasskey[]> {
  const { rows } = await sql<StoredPasskey>`
    select id, user_id, credential_id, public_key, counter, transports, name, created_at, last_used_at
    from passkeys where user_id = ${userId} order by created_at, id limit ${limit}`.execute(db);
  return rows;
}

export async function findPasskey(db: Db, credentialId: string): Promise<StoredPasskey | null> {
  const { rows } = await sql<StoredPasskey>`
    select id, user_id, credential_id, public_key, counter, transports, name, created_at, last_used_at
    from passkeys where credential_id = ${credentialId}`.execute(db);
  return rows[0] ?? null;
}

export async function insertPasskey(db: Db, { id, userId, credentialId, publicKey, counter, transports, name, createdAt }: Omit<StoredPasskey, 'lastUsedAt'>): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into passkeys (id, user_id, credential_id, public_key, counter, transports, name, created_at)
    values (${id}, ${userId}, ${credentialId}, ${publicKey}, ${counter}, ${transports}, ${name}, ${createdAt})
    on conflict (credential_id) do nothing`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function markPasskeyUsed(db: Db, id: string, counter: number, at: Date): Promise<void> {
  await sql`update passkeys set counter = ${counter}, last_used_at = ${at} where id = ${id}`.execute(db);
}

export async function deletePasskey(db: Db, userId: string, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from passkeys where id = ${id} and user_id = ${userId}`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function deletePasskeysOf(db: Db, userId: string): Promise<void> {
  await sql`delete from passkeys where user_id = ${userId}`.execute(db);
}

export async function listRequiredRoles(db: Db): Promise<string[]> {
  const { rows } = await sql<{ roles: string[] }>`select second_factor_roles as roles from sign_in_settings`.execute(db);
  return rows[0]?.roles ?? [];
}

export async function saveRequiredRoles(db: Db, roles: readonly string[], at: Date): Promise<void> {
  await sql`
    insert into sign_in_settings (second_factor_roles, changed_at) values (${[...roles]}, ${at})
    on conflict (is_the_one) do update set second_factor_roles = excluded.second_factor_roles, changed_at = excluded.changed_at`.execute(db);
}
