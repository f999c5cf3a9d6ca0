import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import { deviceWordsOf } from '../sign-in/device-words.logic.ts';
import { forgetSessions } from './session-memory.queries.ts';
import { deleteOtherSessions, deleteSession, deleteSessionsOf, type FoundSession, listSessions } from './sessions.queries.ts';
import { noteSecurity } from '../sign-in/sign-in-notes.actions.ts';
import type { OwnSession } from '../users.contract.ts';
import { findUser } from '../users.queries.ts';

const MAX_LISTED = 100;

export async function listOwnSessions({ db }: Context, { id: thisId, user }: FoundSession): Promise<OwnSession[]> {
  const sessions = await listSessions(db, user.id, MAX_LISTED);
  return sessions.map(({ id, userAgent, method, createdAt, lastUsedAt }) => ({
    id, ...deviceWordsOf(userAgent ?? ''), method, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt.toISOString(), isThisOne: id === thisId,
  }));
}

/** @throws session.not_found, also for sessions of somebody else */
export async function endOwnSession(context: Context, { user }: FoundSession, id: string): Promise<void> {
  if (!(await deleteSession(context.db, user.id, id))) throw new Problem('session.not_found', 'You have no open session like this.');
  forgetSessions(context);
  await noteSecurity(context, 'session.ended', user.id);
}

export async function endOtherSessions(context: Context, { id, user }: FoundSession): Promise<void> {
  await deleteOtherSessions(context.db, user.id, id);
  forgetSessions(context);
  await noteSecurity(context, 'session.all_ended', user.id);
}

/** Signs somebody else out everywhere. @throws user.not_found */
export async function endSessionsOf(context: Context, userId: string): Promise<void> {
  if (!(await findUser(context.db, userId))) throw new Problem('user.not_found', 'This user does not exist or was removed.');
  await deleteSessionsOf(context.db, userId);
  forgetSessions(context);
  await noteSecurity(context, 'session.all_ended', userId);
}
