import { createHash } from 'node:crypto';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import { closeSession, deleteExpiredSessions, deleteSessionsOf, hasPassword, type OpenedSession, openSession, prolongSession, savePassword } from './sessions.queries.ts';
import { forgetSessions } from './session-memory.queries.ts';
import { FAILURES_KEPT_MS, networkOf, waitBeforeSignIn } from './sign-in-pace.logic.ts';
import { deleteFailures, deleteFailuresBefore, getFailuresForUpdate, saveFailures } from './sign-in-failures.queries.ts';
import { judgePassword, minimumPasswordLength } from './password.logic.ts';
import type { ProfileChange, SignIn, User } from './users.contract.ts';
import { findUser, updateUser } from './users.queries.ts';

/** Where a sign-in comes from. */
export interface Caller {
  address: string;
  userAgent: string;
}

/** @throws session.wrong_credentials, request.rate_limited with details.retryAfterSeconds */
export async function signIn(context: Context, credentials: SignIn, { address, userAgent }: Caller): Promise<OpenedSession> {
  const key = createHash('sha256').update(`${credentials.email}\0${networkOf(address)}`).digest('hex');
  await admitAttempt(context, key);
  const opened = await openSession(context, credentials, userAgent);
  if (!opened) throw new Problem('session.wrong_credentials', 'E-mail address or password is wrong.');
  await deleteFailures(context.db, key);
  await deleteExpiredSessions(context.db);
  return opened;
}

/**
 * Counts the attempt as failed before the password is looked at, so that a hundred guesses sent at once do not all
 * pass before the first is counted. An attempt that comes too early is refused and not counted.
 */
async function admitAttempt({ db, clock }: Context, key: string): Promise<void> {
  const at = clock.now();
  const waitMs = await db.transaction().execute(async (tx) => {
    const record = await getFailuresForUpdate(tx, key, at);
    const wait = waitBeforeSignIn(record, at);
    const isForgotten = at.getTime() - record.failedAt.getTime() >= FAILURES_KEPT_MS;
    if (wait === 0) await saveFailures(tx, key, { failures: isForgotten ? 1 : record.failures + 1, failedAt: at });
    return wait;
  });
  if (waitMs > 0) refuseForNow(waitMs);
  await deleteFailuresBefore(db, new Date(at.getTime() - 2 * FAILURES_KEPT_MS));
}

function refuseForNow(waitMs: number): never {
  const retryAfterSeconds = Math.ceil(waitMs / 1_000);
  throw new Problem('request.rate_limited', `Too many attempts with a wrong password. Please wait ${retryAfterSeconds} seconds.`, { retryAfterSeconds });
}

/** Who is signed in, as they are now; a session in use is prolonged. @throws session.required */
export async function readSession(context: Context, userId: string, cookie: string): Promise<OpenedSession> {
  const user = await findUser(context.db, userId);
  if (!user) throw new Problem('session.required', 'Please sign in.');
  return { user, setCookies: await prolongSession(context, cookie) };
}

export async function signOut(context: Context, cookie: string): Promise<string[]> {
  const cookies = await closeSession(context, cookie);
  forgetSessions(context);
  return cookies;
}

/**
 * Changes what a person may change about themselves. A new password ends all sessions and opens a new one here.
 * @throws user.not_found, user.password_wrong, user.password_weak, request.rate_limited
 */
export async function changeProfile(context: Context, userId: string, change: ProfileChange, caller: Caller): Promise<{ user: User; setCookies: string[] }> {
  const before = await findUser(context.db, userId);
  if (!before) throw new Problem('user.not_found', 'This user does not exist any more.');
  const user = { ...before, name: change.name ?? before.name, language: change.language ?? before.language };
  if (change.password) await refuseWrongPassword(context, user, change.password.old);
  if (change.password) refuseWeakPassword(change.password.new, user);
  await context.db.transaction().execute(async (tx) => {
    await updateUser(tx, user);
    if (!change.password) return;
    await savePassword(tx, userId, change.password.new);
    await deleteSessionsOf(tx, userId);
  });
  forgetSessions(context);
  if (!change.password) return { user, setCookies: [] };
  const opened = await openSession(context, { email: user.email, password: change.password.new }, caller.userAgent);
  return { user, setCookies: opened?.setCookies ?? [] };
}

/** Paced like a sign-in, per user: an open session at an empty desk must not become a place to guess. */
async function refuseWrongPassword(context: Context, user: User, password: string): Promise<void> {
  const key = createHash('sha256').update(`old password\0${user.id}`).digest('hex');
  await admitAttempt(context, key);
  if (!(await hasPassword(context.db, user.id, password))) throw new Problem('user.password_wrong', 'The old password is wrong.');
  await deleteFailures(context.db, key);
}

/** @throws user.password_weak with details.kind, one of judgePassword's */
export function refuseWeakPassword(password: string, person: { name: string; email: string }): void {
  const { kind } = judgePassword(password, [person.name, person.email]);
  if (kind === 'acceptable') return;
  const reasons = {
    tooShort: `The password needs at least ${minimumPasswordLength} characters.`,
    personal: 'The password is made of your own name or address. Choose something that does not say who you are.',
    common: 'The password is one of the first that others would try. Choose a few words that do not belong together.',
    repeated: 'The password repeats the same few characters. Choose a few words that do not belong together.',
  };
  throw new Problem('user.password_weak', reasons[kind], { kind });
}
