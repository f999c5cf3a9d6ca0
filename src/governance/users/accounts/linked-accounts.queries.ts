import { sql } from 'kysely';
import type { Db } from '../../../platform/storage/records.ts';
import type { User } from '../users.contract.ts';

/** Who is linked with an account at a provider, deactivated or not. */
export async function findLinkedUser(db: Db, providerId: string, accountId: string): Promise<(User & { deactivatedAt: Date | null }) | null> {
  const { rows } = await sql<User & { deactivatedAt: Date | null }>`
    select u.id, u.name, u.email, u.role, u.departments, u.language, u.deactivated_at
    from user_accounts a join users u on u.id = a.user_id
    where a.provider_id = ${providerId} and a.account_id = ${accountId}`.execute(db);
  return rows[0] ?? null;
}

/** The user with an address, and whether another account at the provider belongs to that user already. */
export async function findCandidate(db: Db, providerId: string, email: string): Promise<{ id: string; isLinkedElsewhere: boolean; deactivatedAt: Date | null } | null> {
  const { rows } = await sql<{ id: string; isLinkedElsewhere: boolean; deactivatedAt: Date | null }>`
    select u.id, u.deactivated_at, exists(select from user_accounts a where a.user_id = u.id and a.provider_id = ${providerId}) as is_linked_elsewhere
    from users u where u.email = ${email}`.execute(db);
  return rows[0] ?? null;
}

export async function insertLink(db: Db, userId: string, providerId: string, accountId: string): Promise<void> {
  await sql`insert into user_accounts (user_id, account_id, provider_id) values (${userId}, ${accountId}, ${providerId})`.execute(db);
}

export async function deleteLinks(db: Db, userId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from user_accounts where user_id = ${userId} and provider_id <> 'credential'`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** An invitation that still works, for somebody who is not a user yet. */
export async function findOpenInvitationOf(db: Db, email: string, at: Date): Promise<{ id: string; role: string; departments: string[] } | null> {
  const { rows } = await sql<{ id: string; role: string; departments: string[] }>`
    select id, role, departments from invitations
    where email = ${email} and user_id is null and accepted_at is null and revoked_at is null and expires_at > ${at}
    for update`.execute(db);
  return rows[0] ?? null;
}
