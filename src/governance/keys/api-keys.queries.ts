import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { Role } from '../roles/roles.contract.ts';
import type { ApiKeyChange } from './keys.contract.ts';

export interface StoredApiKey {
  id: string;
  name: string;
  hint: string;
  role: Role;
  departments: string[];
  /** null: everything that the role allows */
  scopes: string[] | null;
  requestsPerMinute: number;
  origin: 'page' | 'environment';
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  rotatedAt: Date | null;
  oldKeyUntil: Date | null;
}

export interface NewApiKey extends Pick<StoredApiKey, 'id' | 'name' | 'hint' | 'role' | 'departments' | 'scopes' | 'expiresAt' | 'requestsPerMinute' | 'createdAt'> {
  keyHash: string;
  createdBy: string | null;
}

/** Where a page of keys or sources ended: working ones come first, then the newest. */
export interface ListEnd {
  isRevoked: boolean;
  createdAt: string;
  id: string;
}

export async function insertApiKey(db: Db, { id, name, keyHash, hint, role, departments, scopes, expiresAt, requestsPerMinute, createdBy, createdAt }: NewApiKey): Promise<void> {
  await sql`
    insert into api_keys (id, name, key_hash, hint, role, departments, scopes, expires_at, requests_per_minute, created_by, created_at)
    values (${id}, ${name}, ${keyHash}, ${hint}, ${role}, ${departments}, ${scopes}, ${expiresAt}, ${requestsPerMinute}, ${createdBy}, ${createdAt})`.execute(db);
}

/** The one key of the environment: made, or put back to work; those given there before end. Call within a transaction. */
export async function saveEnvironmentApiKey(tx: Db, { id, name, keyHash, hint, role, requestsPerMinute, createdAt }: Pick<NewApiKey, 'id' | 'name' | 'keyHash' | 'hint' | 'role' | 'requestsPerMinute' | 'createdAt'>): Promise<void> {
  await sql`
    update api_keys set revoked_at = ${createdAt}
    where origin = 'environment' and key_hash <> ${keyHash} and revoked_at is null`.execute(tx);
  await sql`
    insert into api_keys (id, name, key_hash, hint, role, requests_per_minute, origin, created_at)
    values (${id}, ${name}, ${keyHash}, ${hint}, ${role}, ${requestsPerMinute}, 'environment', ${createdAt})
    on conflict (key_hash) do update set revoked_at = null, role = excluded.role, requests_per_minute = excluded.requests_per_minute`.execute(tx);
}

/** No key stands in the environment any more. */
export async function revokeEnvironmentApiKeys(db: Db, at: Date): Promise<void> {
  await sql`update api_keys set revoked_at = ${at} where origin = 'environment' and revoked_at is null`.execute(db);
}

export async function listApiKeys(db: Db, after: ListEnd | null, limit: number): Promise<StoredApiKey[]> {
  const { rows } = await sql<StoredApiKey>`
    select id, name, hint, role, departments, scopes, requests_per_minute, origin, created_at, expires_at, last_used_at, revoked_at, rotated_at, old_key_until
    from api_keys
    where ${after?.isRevoked ?? null}::boolean is null
       or (revoked_at is not null) > ${after?.isRevoked ?? null}::boolean
       or ((revoked_at is not null) = ${after?.isRevoked ?? null}::boolean and (created_at, id) < (${after?.createdAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by revoked_at is not null, created_at desc, id desc
    limit ${limit}`.execute(db);
  return rows;
}

/** A key that works, by its secret or by the one before for as long as that was granted. */
export async function findApiKey(db: Db, keyHash: string, at: Date): Promise<StoredApiKey | null> {
  const { rows } = await sql<StoredApiKey>`
    select id, name, hint, role, departments, scopes, requests_per_minute, origin, created_at, expires_at, last_used_at, revoked_at, rotated_at, old_key_until
    from api_keys
    where (key_hash = ${keyHash} or (old_key_hash = ${keyHash} and old_key_until > ${at}))
      and revoked_at is null and (expires_at is null or expires_at > ${at})`.execute(db);
  return rows[0] ?? null;
}

export async function findApiKeyForUpdate(tx: Db, id: string): Promise<StoredApiKey | null> {
  const { rows } = await sql<StoredApiKey>`
    select id, name, hint, role, departments, scopes, requests_per_minute, origin, created_at, expires_at, last_used_at, revoked_at, rotated_at, old_key_until
    from api_keys where id = ${id} and revoked_at is null
    for update`.execute(tx);
  return rows[0] ?? null;
}

export async function markApiKeyUsed(db: Db, id: string, at: Date): Promise<void> {
  await sql`update api_keys set last_used_at = ${at} where id = ${id}`.execute(db);
}

/** @returns false when there is none that works */
export async function markApiKeyRevoked(db: Db, id: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update api_keys set revoked_at = ${at} where id = ${id} and revoked_at is null`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function replaceApiKeySecret(db: Db, id: string, { keyHash, hint, rotatedAt, oldKeyUntil }: { keyHash: string; hint: string; rotatedAt: Date; oldKeyUntil: Date | null }): Promise<void> {
  await sql`
    update api_keys
    set old_key_hash = case when ${oldKeyUntil}::timestamptz is null then null else key_hash end, old_key_until = ${oldKeyUntil},
        key_hash = ${keyHash}, hint = ${hint}, rotated_at = ${rotatedAt}
    where id = ${id}`.execute(db);
}

export async function updateApiKey(db: Db, id: string, { name, scopes, expiresAt, requestsPerMinute }: Required<{ [K in keyof ApiKeyChange]: Exclude<ApiKeyChange[K], undefined> }>): Promise<void> {
  await sql`
    update api_keys
    set name = ${name}, scopes = ${scopes}, expires_at = ${expiresAt}, requests_per_minute = ${requestsPerMinute},
        expiry_warned_at = case when expires_at is distinct from ${expiresAt}::timestamptz then null else expiry_warned_at end
    where id = ${id}`.execute(db);
}

/** Keys in use that end before `until`, and nobody was told; they count as told from now on. */
export async function takeEndingApiKeys(db: Db, at: Date, until: Date, limit: number): Promise<{ name: string; expiresAt: Date }[]> {
  const { rows } = await sql<{ name: string; expiresAt: Date }>`
    update api_keys set expiry_warned_at = ${at}
    where id in (
      select id from api_keys
      where revoked_at is null and expiry_warned_at is null and expires_at > ${at} and expires_at <= ${until}
      order by expires_at
      limit ${limit})
    returning name, expires_at`.execute(db);
  return rows;
}

/** Whom to tell; those who can make a new key. */
export async function listKeyKeepers(db: Db, limit: number): Promise<{ email: string; language: 'de' | 'en' }[]> {
  const { rows } = await sql<{ email: string; language: 'de' | 'en' }>`
    select email, language from users where role = 'administrator' and deactivated_at is null order by email limit ${limit}`.execute(db);
  return rows;
}
