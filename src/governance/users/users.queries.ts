import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { Role } from '../roles/roles.contract.ts';
import type { ListedUser, User } from './users.contract.ts';

const USERS_LOCK = 7_041_910;

/** Changes of who administers happen one after another; else two administrators could remove each other at once. */
export async function lockUsers(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${USERS_LOCK})`.execute(tx);
}

export async function findUser(db: Db, id: string): Promise<User | null> {
  const { rows } = await sql<User>`select id, name, email, role, departments, language from users where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** Null as well for somebody who was deactivated. */
export async function findActiveUser(db: Db, id: string): Promise<User | null> {
  const { rows } = await sql<User>`select id, name, email, role, departments, language from users where id = ${id} and deactivated_at is null`.execute(db);
  return rows[0] ?? null;
}

/** Null as well for somebody who was deactivated. */
export async function findActiveUserByEmail(db: Db, email: string): Promise<User | null> {
  const { rows } = await sql<User>`select id, name, email, role, departments, language from users where email = ${email} and deactivated_at is null`.execute(db);
  return rows[0] ?? null;
}

export async function findUserByEmail(db: Db, email: string): Promise<User | null> {
  const { rows } = await sql<User>`select id, name, email, role, departments, language from users where email = ${email}`.execute(db);
  return rows[0] ?? null;
}

type UserRow = Omit<ListedUser, 'createdAt' | 'lastSeenAt' | 'deactivatedAt'> & { createdAt: Date; lastSeenAt: Date | null; deactivatedAt: Date | null };

/** In the order of their addresses, after `afterEmail`. */
export async function listUsers(db: Db, afterEmail: string, limit: number): Promise<UserRow[]> {
  const { rows } = await sql<UserRow>`
    select u.id, u.name, u.email, u.role, u.departments, u.language, u.created_at, u.deactivated_at,
      (select max(s.updated_at) from user_sessions s where s.user_id = u.id) as last_seen_at
    from users u
    where u.email > ${afterEmail}
    order by u.email
    limit ${limit}`.execute(db);
  return rows;
}

export async function countAdministrators(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from users where role = 'administrator' and deactivated_at is null`.execute(db);
  return rows[0]?.n ?? 0;
}

export interface NewUser {
  name: string;
  email: string;
  role: Role;
  departments: readonly string[];
  language: string;
}

/** @returns null when the address is taken */
export async function insertUser(db: Db, { name, email, role, departments, language }: NewUser): Promise<User | null> {
  const { rows } = await sql<User>`
    insert into users (name, email, role, departments, language)
    values (${name}, ${email}, ${role}, ${[...departments]}, ${language})
    on conflict (email) do nothing
    returning id, name, email, role, departments, language`.execute(db);
  return rows[0] ?? null;
}

export async function updateUser(db: Db, { id, name, role, departments, language }: User): Promise<void> {
  await sql`
    update users set name = ${name}, role = ${role}, departments = ${[...departments]}, language = ${language}, updated_at = now()
    where id = ${id}`.execute(db);
}

export async function deleteUser(db: Db, id: string): Promise<void> {
  await sql`delete from users where id = ${id}`.execute(db);
}

/** @returns false when the address is taken */
export async function changeEmail(db: Db, id: string, email: string): Promise<boolean> {
  try {
    await sql`update users set email = ${email}, email_verified = true, updated_at = now() where id = ${id}`.execute(db);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '23505') return false;
    throw error;
  }
}
