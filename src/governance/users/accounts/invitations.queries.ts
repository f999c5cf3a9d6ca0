import { sql } from 'kysely';
import type { Db } from '../../../platform/storage/records.ts';
import type { Role } from '../../roles/roles.contract.ts';

export interface StoredInvitation {
  id: string;
  /** null: the link of the first administrator, who names the own address. */
  email: string | null;
  role: Role;
  departments: string[];
  /** Set when the link lets an existing user choose a new password. */
  userId: string | null;
  createdAt: Date;
  expiresAt: Date;
  acceptedAt: Date | null;
  revokedAt: Date | null;
}

export interface NewInvitation extends Pick<StoredInvitation, 'id' | 'email' | 'role' | 'departments' | 'userId' | 'createdAt' | 'expiresAt'> {
  tokenHash: string;
  invitedBy: string | null;
}

/** A new link for an address takes the place of its unused ones. Call within a transaction. */
export async function replaceInvitation(tx: Db, invitation: NewInvitation): Promise<void> {
  const { id, tokenHash, email, role, departments, userId, invitedBy, createdAt, expiresAt } = invitation;
  await sql`
    update invitations set revoked_at = ${createdAt}
    where coalesce(email, '') = coalesce(${email}::text, '') and accepted_at is null and revoked_at is null`.execute(tx);
  await sql`
    insert into invitations (id, token_hash, email, role, departments, user_id, invited_by, created_at, expires_at)
    values (${id}, ${tokenHash}, ${email}, ${role}, ${departments}, ${userId}, ${invitedBy}, ${createdAt}, ${expiresAt})`.execute(tx);
}

export async function findInvitation(db: Db, tokenHash: string): Promise<StoredInvitation | null> {
  const { rows } = await sql<StoredInvitation>`
    select id, email, role, departments, user_id, created_at, expires_at, accepted_at, revoked_at
    from invitations where token_hash = ${tokenHash}`.execute(db);
  return rows[0] ?? null;
}

export async function findInvitationForUpdate(tx: Db, tokenHash: string): Promise<StoredInvitation | null> {
  const { rows } = await sql<StoredInvitation>`
    select id, email, role, departments, user_id, created_at, expires_at, accepted_at, revoked_at
    from invitations where token_hash = ${tokenHash} for update`.execute(tx);
  return rows[0] ?? null;
}

export async function markInvitationAccepted(tx: Db, id: string, at: Date): Promise<void> {
  await sql`update invitations set accepted_at = ${at} where id = ${id}`.execute(tx);
}

/** @returns false when there is no open one with this id */
export async function markInvitationRevoked(db: Db, id: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update invitations set revoked_at = ${at}
    where id = ${id} and email is not null and accepted_at is null and revoked_at is null`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

export type ListedInvitation = StoredInvitation & { email: string; invitedBy: string | null };

/** Those whose link still works, newest first. */
export async function listOpenInvitations(db: Db, at: Date, limit: number): Promise<ListedInvitation[]> {
  const { rows } = await sql<ListedInvitation>`
    select i.id, i.email, i.role, i.departments, i.user_id, u.name as invited_by, i.created_at, i.expires_at, i.accepted_at, i.revoked_at
    from invitations i left join users u on u.id = i.invited_by
    where i.email is not null and i.accepted_at is null and i.revoked_at is null and i.expires_at > ${at}
    order by i.created_at desc, i.id
    limit ${limit}`.execute(db);
  return rows;
}

/** Links that were used, withdrawn or have run out, once nobody will ask for them any more. */
export async function deleteInvitationsEndedBefore(db: Db, before: Date): Promise<void> {
  await sql`delete from invitations where least(expires_at, accepted_at, revoked_at) < ${before}`.execute(db);
}

export async function findFact(db: Db, name: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date }>`select at from installation_facts where name = ${name}`.execute(db);
  return rows[0]?.at ?? null;
}

export async function saveFact(db: Db, name: string, at: Date): Promise<void> {
  await sql`insert into installation_facts (name, at) values (${name}, ${at}) on conflict (name) do nothing`.execute(db);
}
