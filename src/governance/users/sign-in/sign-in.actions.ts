import { DAY_MS } from '../../../kernel/clock.ts';
import { newSecret, secretHash } from '../../../kernel/ids.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import { listFactors } from '../../second-factor/factors.actions.ts';
import { isSingleSignOnOnly } from '../../single-sign-on/settings.actions.ts';
import { writeCookie } from './cookies.logic.ts';
import { deleteDevicesUnusedSince, isOurDevice, saveKnownDevice } from './known-devices.queries.ts';
import { admitConfirmation, admitSignIn, type Caller } from './pace.actions.ts';
import { judgePassword, minimumPasswordLength } from '../passwords/password.logic.ts';
import { noteOpened, noteRefused } from './sign-in-notes.actions.ts';
import { forgetSessions } from '../sessions/session-memory.queries.ts';
import { closeSession, deleteExpiredSessions, deleteSessionsOf, type Entrance, findByPassword, findSession, hasPassword, type OpenedSession, openSession, prolongSession, savePassword } from '../sessions/sessions.queries.ts';
import { beginStep } from './sign-in-steps.actions.ts';
import type { FactorKind, ProfileChange, SessionMethod, SignIn, User } from '../users.contract.ts';
import { findUser, updateUser } from '../users.queries.ts';

const DEVICE_KEPT_MS = 400 * DAY_MS;

export type SignedIn =
  | { kind: 'opened'; user: User; setCookies: string[]; method: SessionMethod; withSecondFactor: boolean }
  /** The password was right; the session opens when one of these was shown too. `step` is the secret of what was begun. */
  | { kind: 'secondFactorNeeded'; factors: FactorKind[]; step: string };

/** @throws session.wrong_credentials, request.rate_limited with details.retryAfterSeconds */
export async function signIn(context: Context, credentials: SignIn, caller: Caller): Promise<SignedIn> {
  const attempt = await admitSignIn(context, credentials.email, caller);
  const user = await findByPassword(context.db, credentials);
  // Under "only single sign-on" the right password of most people answers like a wrong one: it opens nothing.
  if (!user || (await isKeptOut(context, user))) {
    await noteRefused(context, credentials.email, 'password');
    throw new Problem('session.wrong_credentials', 'E-mail address or password is wrong.');
  }
  await attempt.succeed();
  return enterByPassword(context, user, caller);
}

/** After a right or newly chosen password: in, or on to the second factor. */
export async function enterByPassword(context: Context, user: User, caller: Caller): Promise<SignedIn> {
  const factors = await listFactors(context, user.id);
  if (factors.length > 0) return { kind: 'secondFactorNeeded', factors, step: await beginStep(context, 'second_factor', { userId: user.id, content: {} }) };
  const how = { method: 'password', withSecondFactor: false } as const;
  return { kind: 'opened', ...how, ...(await enter(context, user, how, caller)) };
}

/** Single sign-on is the only way, except for administrators: they must be able to mend it. */
export async function isKeptOut(context: Context, user: Pick<User, 'role'>): Promise<boolean> {
  return user.role !== 'administrator' && (await isSingleSignOnOnly(context));
}

/** Opens a session for somebody who has shown enough, and remembers the browser. */
export async function enter(context: Context, user: User, how: Pick<Entrance, 'method' | 'withSecondFactor'>, { userAgent, device }: Caller): Promise<OpenedSession> {
  const opened = await openSession(context, user, { ...how, userAgent });
  await deleteExpiredSessions(context.db);
  await noteOpened(context, user, how);
  const cookie = await rememberDevice(context, user.id, device);
  return { user, setCookies: [...opened.setCookies, cookie] };
}

async function rememberDevice({ db, clock, settings }: Context, userId: string, device: string | null): Promise<string> {
  const at = clock.now();
  const token = device !== null && (await isOurDevice(db, secretHash(device))) ? device : newSecret('');
  await saveKnownDevice(db, secretHash(token), userId, at);
  await deleteDevicesUnusedSince(db, new Date(at.getTime() - DEVICE_KEPT_MS));
  return writeCookie('momente.device', token, { maxAgeS: DEVICE_KEPT_MS / 1_000, path: '/api', isSecure: settings.publicUrl.startsWith('https:') });
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
export async function changeProfile(context: Context, userId: string, change: ProfileChange, caller: Caller & { cookie: string }): Promise<{ user: User; setCookies: string[] }> {
  const before = await findUser(context.db, userId);
  if (!before) throw new Problem('user.not_found', 'This user does not exist any more.');
  const user = { ...before, name: change.name ?? before.name, language: change.language ?? before.language };
  if (change.password) await refuseWrongPassword(context, user, change.password.old);
  if (change.password) await refuseWeakPassword(change.password.new, user);
  const session = await findSession(context, caller.cookie);
  await context.db.transaction().execute(async (tx) => {
    await updateUser(tx, user);
    if (!change.password) return;
    await savePassword(tx, userId, change.password.new);
    await deleteSessionsOf(tx, userId);
  });
  forgetSessions(context);
  if (!change.password) return { user, setCookies: [] };
  const method: SessionMethod = session?.method ?? 'password';
  return openSession(context, user, { method, withSecondFactor: session?.secondFactorAt != null, userAgent: caller.userAgent });
}

/** @throws user.password_wrong, request.rate_limited */
export async function refuseWrongPassword(context: Context, user: Pick<User, 'id'>, password: string): Promise<void> {
  const attempt = await admitConfirmation(context, user.id);
  if (!(await hasPassword(context.db, user.id, password))) throw new Problem('user.password_wrong', 'The old password is wrong.');
  await attempt.succeed();
}

/** @throws user.password_weak with details.kind, one of judgePassword's */
export async function refuseWeakPassword(password: string, person: { name: string; email: string }): Promise<void> {
  const { kind } = await judgePassword(password, [person.name, person.email]);
  if (kind === 'acceptable') return;
  const reasons = {
    tooShort: `The password needs at least ${minimumPasswordLength} characters.`,
    personal: 'The password is made of your own name or address. Choose something that does not say who you are.',
    common: 'The password is made of words that others would try first. Choose a few words that do not belong together.',
    repeated: 'The password repeats the same characters or follows a row of keys. Choose a few words that do not belong together.',
    guessable: 'The password can be guessed in too few attempts. Add another word or two.',
  };
  throw new Problem('user.password_weak', reasons[kind], { kind });
}
