import { sql } from 'kysely';
import type { Db } from '../../../platform/storage/records.ts';
import type { User } from '../users.contract.ts';

/** @returns null when there is nobody like this; `deactivatedAt` is null for those who work here */
export async function findPerson(db: Db, id: string): Promise<(User & { deactivatedAt: Date | null }) | null> {
  const { rows } = await sql<User & { deactivatedAt: Date | null }>`select id, name, email, role, departments, language, deactivated_at from users where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function countSessions(db: Db, userId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from user_sessions where user_id = ${userId} and expires_at > now()`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function markDeactivated(tx: Db, id: string, at: Date, by: string | null): Promise<void> {
  await sql`update users set deactivated_at = ${at}, deactivated_by = ${by}, updated_at = ${at} where id = ${id}`.execute(tx);
}

export async function markReactivated(tx: Db, id: string, at: Date): Promise<void> {
  await sql`update users set deactivated_at = null, deactivated_by = null, updated_at = ${at} where id = ${id}`.execute(tx);
}

/** Links with which this person could come in again. */
export async function revokeLinksFor(tx: Db, userId: string, at: Date): Promise<void> {
  await sql`update invitations set revoked_at = ${at} where user_id = ${userId} and accepted_at is null and revoked_at is null`.execute(tx);
}

export async function listOpenInvitationsBy(db: Db, userId: string, limit: number): Promise<{ id: string; name: string; total: number }[]> {
  const { rows } = await sql<{ id: string; name: string; total: number }>`
    select id, coalesce(email, '') as name, count(*) over () as total from invitations
    where invited_by = ${userId} and accepted_at is null and revoked_at is null and expires_at > now()
    order by created_at desc, id limit ${limit}`.execute(db);
  return rows;
}

export async function giveInvitations(tx: Db, fromId: string, toId: string): Promise<number> {
  const { numAffectedRows } = await sql`update invitations set invited_by = ${toId} where invited_by = ${fromId} and accepted_at is null and revoked_at is null`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}
