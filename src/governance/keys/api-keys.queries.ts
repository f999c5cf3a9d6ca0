import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { Role } from '../roles/roles.contract.ts';

export interface StoredApiKey {
  id: string;
  name: string;
  hint: string;
  role: Role;
  departments: string[];
  origin: 'page' | 'environment';
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

export interface NewApiKey extends Pick<StoredApiKey, 'id' | 'name' | 'hint' | 'role' | 'departments' | 'createdAt'> {
  keyHash: string;
  createdBy: string | null;
}

export async function insertApiKey(db: Db, { id, name, keyHash, hint, role, departments, createdBy, createdAt }: NewApiKey): Promise<void> {
  await sql`
    insert into api_keys (id, name, key_hash, hint, role, departments, created_by, created_at)
    values (${id}, ${name}, ${keyHash}, ${hint}, ${role}, ${departments}, ${createdBy}, ${createdAt})`.execute(db);
}

/** The one key of the environment: made, or put back to work; those given there before end. Call within a transaction. */
export async function saveEnvironmentApiKey(tx: Db, { id, name, keyHash, hint, role, createdAt }: Omit<NewApiKey, 'departments' | 'createdBy'>): Promise<void> {
  await sql`
    update api_keys set revoked_at = ${createdAt}
    where origin = 'environment' and key_hash <> ${keyHash} and revoked_at is null`.execute(tx);
  await sql`
    insert into api_keys (id, name, key_hash, hint, role, origin, created_at)
    values (${id}, ${name}, ${keyHash}, ${hint}, ${role}, 'environment', ${createdAt})
    on conflict (key_hash) do update set revoked_at = null, role = excluded.role`.execute(tx);
}

export async function listApiKeys(db: Db, limit: number): Promise<StoredApiKey[]> {
  const { rows } = await sql<StoredApiKey>`
    select id, name, hint, role, departments, origin, created_at, last_used_at, revoked_at
    from api_keys
    order by revoked_at is not null, created_at desc, id
    limit ${limit}`.execute(db);
  return rows;
}

/** A key that works. */
export async function findApiKey(db: Db, keyHash: string): Promise<StoredApiKey | null> {
  const { rows } = await sql<StoredApiKey>`
    select id, name, hint, role, departments, origin, created_at, last_used_at, revoked_at
    from api_keys where key_hash = ${keyHash} and revoked_at is null`.execute(db);
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
