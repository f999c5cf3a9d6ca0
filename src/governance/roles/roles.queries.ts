import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

export interface StoredRole {
  code: string;
  name: string;
  description: string;
  /** 'action:subject' */
  permissions: string[];
  isLimitedToDepartments: boolean;
  basedOn: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export async function findRole(db: Db, code: string): Promise<StoredRole | null> {
  const { rows } = await sql<StoredRole>`
    select code, name, description, permissions, is_limited_to_departments, based_on, created_at, updated_at
    from roles where code = ${code}`.execute(db);
  return rows[0] ?? null;
}

export async function listRoles(db: Db, limit: number): Promise<StoredRole[]> {
  const { rows } = await sql<StoredRole>`
    select code, name, description, permissions, is_limited_to_departments, based_on, created_at, updated_at
    from roles order by lower(name), code limit ${limit}`.execute(db);
  return rows;
}

export type NewStoredRole = StoredRole & { createdBy: string | null };

/** @returns false when code or name is taken */
export async function insertRole(tx: Db, { code, name, description, permissions, isLimitedToDepartments, basedOn, createdBy, createdAt, updatedAt }: NewStoredRole): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into roles (code, name, description, permissions, is_limited_to_departments, based_on, created_by, created_at, updated_at)
    values (${code}, ${name}, ${description}, ${permissions}, ${isLimitedToDepartments}, ${basedOn}, ${createdBy}, ${createdAt}, ${updatedAt})
    on conflict do nothing`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** @returns false when another role has this name */
export async function updateRole(tx: Db, { code, name, description, permissions, isLimitedToDepartments, updatedAt }: Omit<StoredRole, 'basedOn' | 'createdAt'>): Promise<boolean> {
  const { rows } = await sql<{ code: string }>`
    update roles set name = ${name}, description = ${description}, permissions = ${permissions}, is_limited_to_departments = ${isLimitedToDepartments}, updated_at = ${updatedAt}
    where code = ${code} and not exists (select from roles other where lower(other.name) = lower(${name}) and other.code <> ${code})
    returning code`.execute(tx);
  return rows.length > 0;
}

export async function deleteRole(tx: Db, code: string): Promise<void> {
  await sql`delete from roles where code = ${code}`.execute(tx);
}

const ROLES_LOCK = 7_041_913;

/** Giving a role and removing it happen one after another: nobody is left with a role that is gone. */
export async function lockRoles(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${ROLES_LOCK})`.execute(tx);
}

export interface Holders {
  role: string;
  users: number;
  invitations: number;
  keys: number;
}

/** Who has which role: people (also those who left and may come back), open invitations, working keys. */
export async function countHolders(db: Db, at: Date): Promise<Holders[]> {
  const { rows } = await sql<Holders>`
    select role, count(*) filter (where kind = 'user') as users, count(*) filter (where kind = 'invitation') as invitations, count(*) filter (where kind = 'key') as keys
    from (
      select role, 'user' as kind from users
      union all
      select role, 'invitation' from invitations where accepted_at is null and revoked_at is null and expires_at > ${at}
      union all
      select role, 'key' from api_keys where revoked_at is null
    ) as held
    group by role limit 1000`.execute(db);
  return rows;
}
