import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { Actor } from '../../platform/http/access.ts';
import { refuseBeyondOwn } from '../roles/own-roles.actions.ts';
import { refuseUnknownRole } from '../roles/roles.actions.ts';
import { forgetSessions } from './sessions/session-memory.queries.ts';
import type { ListedUser, User, UserChange } from './users.contract.ts';
import { countAdministrators, deleteUser, findUser, listUsers, lockUsers, updateUser } from './users.queries.ts';

export async function listUserPage({ db }: Context, limit: number, cursor?: string): Promise<{ items: ListedUser[]; nextCursor: string | null }> {
  const [after = ''] = cursor === undefined ? [] : decodeCursor(cursor, 1);
  const rows = await listUsers(db, String(after), limit + 1);
  const items = rows.slice(0, limit).map((row) => ({ ...row, createdAt: row.createdAt.toISOString(), lastSeenAt: row.lastSeenAt?.toISOString() ?? null, deactivatedAt: row.deactivatedAt?.toISOString() ?? null }));
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.email]) : null };
}

/** Changes name, role or departments; takes effect on open sessions too. @throws user.not_found, user.last_administrator, role.beyond_own */
export async function changeUser(context: Context, actor: Actor, id: string, change: UserChange): Promise<User> {
  const user = await context.db.transaction().execute(async (tx) => {
    const before = await getUserLocked(tx, id);
    const after: User = { ...before, name: change.name ?? before.name, role: change.role ?? before.role, departments: change.departments ?? before.departments };
    await refuseBeyondOwn({ db: tx }, actor, before.role, before.departments);
    if (after.role !== before.role) await refuseUnknownRole(tx, after.role);
    await refuseBeyondOwn({ db: tx }, actor, after.role, after.departments);
    if (before.role === 'administrator' && after.role !== 'administrator') await refuseLastAdministrator(tx);
    await updateUser(tx, after);
    return after;
  });
  forgetSessions(context);
  return user;
}

/** Removes a user with all sessions. @throws user.not_found, user.last_administrator, role.beyond_own */
export async function removeUser(context: Context, actor: Actor, id: string): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const user = await getUserLocked(tx, id);
    await refuseBeyondOwn({ db: tx }, actor, user.role, user.departments);
    if (user.role === 'administrator') await refuseLastAdministrator(tx);
    await deleteUser(tx, id);
  });
  forgetSessions(context);
}

async function getUserLocked(tx: Db, id: string): Promise<User> {
  await lockUsers(tx);
  const user = await findUser(tx, id);
  if (!user) throw new Problem('user.not_found', 'This user does not exist or was removed.');
  return user;
}

async function refuseLastAdministrator(tx: Db): Promise<void> {
  if ((await countAdministrators(tx)) <= 1) throw new Problem('user.last_administrator', 'This is the only administrator. Make somebody else an administrator first.');
}
