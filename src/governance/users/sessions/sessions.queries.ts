import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { sql } from 'kysely';
import { createHmac } from 'node:crypto';
import type { Context } from '../../../platform/context.ts';
import type { Db } from '../../../platform/storage/records.ts';
import { roleSchema } from '../../roles/roles.contract.ts';
import { languageSchema, type SessionMethod, sessionMethodSchema, type SignIn, type User } from '../users.contract.ts';

const SESSION_SECONDS = 7 * 86_400;
/** A session in use is prolonged once a day, so it ends a week after its last use. */
const PROLONG_AFTER_SECONDS = 86_400;

/**
 * better-auth on our tables: it hashes, signs cookies, keeps sessions. Its own HTTP routes are not served; ours call it.
 * The pool's camel-case plugin turns its column names into ours.
 */
function createAuth(context: Context) {
  return betterAuth({
    baseURL: context.settings.publicUrl,
    secret: createHmac('sha256', context.identitySecret).update('signature of session cookies').digest('hex'),
    database: { db: context.db, type: 'postgres' },
    user: {
      modelName: 'users',
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        departments: { type: 'string[]', required: true, input: false },
        language: { type: 'string', required: true, input: false },
        deactivatedAt: { type: 'date', required: false, input: false },
      },
    },
    session: {
      modelName: 'user_sessions', expiresIn: SESSION_SECONDS, updateAge: PROLONG_AFTER_SECONDS,
      additionalFields: {
        method: { type: 'string', required: true, input: false },
        secondFactorAt: { type: 'date', required: false, input: false },
        confirmedAt: { type: 'date', required: true, input: false },
        lastUsedAt: { type: 'date', required: true, input: false },
      },
    },
    account: { modelName: 'user_accounts' },
    verification: { modelName: 'user_verifications' },
    emailAndPassword: { enabled: true, disableSignUp: true, maxPasswordLength: 200 },
    advanced: {
      cookiePrefix: 'momente',
      useSecureCookies: context.settings.publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      // Which address staff work from is nobody's business; the pace of sign-ins keeps only a hash of it.
      ipAddress: { disableIpTracking: true },
      // Its check runs once and a database that is away at that moment would break sign-in until the next start.
      database: { generateId: 'uuid', validateSchema: false },
    },
    // Attempts are counted by us, per account and network.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
}

const auths = new WeakMap<Context, ReturnType<typeof createAuth>>();

function authOf(context: Context): ReturnType<typeof createAuth> {
  const known = auths.get(context);
  if (known) return known;
  const auth = createAuth(context);
  auths.set(context, auth);
  return auth;
}

export interface OpenedSession {
  user: User;
  setCookies: string[];
}

/** What somebody showed when coming in. */
export interface Entrance {
  method: SessionMethod;
  /** Whether a second factor, or a passkey that counts as both, was shown as well. */
  withSecondFactor: boolean;
  userAgent: string;
}

/**
 * Whose e-mail address and password these are; takes equally long for unknown addresses and for people who have no
 * password or may not come in any more. @returns null when they do not match
 */
export async function findByPassword(db: Db, { email, password }: SignIn): Promise<User | null> {
  const { rows } = await sql<User & { hash: string | null; deactivatedAt: Date | null }>`
    select u.id, u.name, u.email, u.role, u.departments, u.language, u.deactivated_at, a.password as hash
    from users u left join user_accounts a on a.user_id = u.id and a.provider_id = 'credential'
    where u.email = ${email}`.execute(db);
  const found = rows[0];
  if (!found?.hash) {
    await hashPassword(password);
    return null;
  }
  const isRight = await verifyPassword({ hash: found.hash, password });
  return isRight && found.deactivatedAt === null ? toUser(found) : null;
}

/** Opens a session under a new token. */
export async function openSession(context: Context, user: User, { method, withSecondFactor, userAgent }: Entrance): Promise<OpenedSession> {
  const { internalAdapter, secret, authCookies } = await authOf(context).$context;
  const at = context.clock.now();
  const session = await withCause(internalAdapter.createSession(user.id, false, {
    userAgent: userAgent.slice(0, 200), method, secondFactorAt: withSecondFactor ? at : null, confirmedAt: at, lastUsedAt: at,
  }));
  const signature = createHmac('sha256', secret).update(session.token).digest('base64');
  const { name, attributes } = authCookies.sessionToken;
  const setCookie = `${name}=${encodeURIComponent(`${session.token}.${signature}`)}; Max-Age=${SESSION_SECONDS}; Path=/; HttpOnly;${attributes.secure ? ' Secure;' : ''} SameSite=Lax`;
  return { user, setCookies: [setCookie] };
}

/** An open session and who it belongs to. */
export interface FoundSession {
  id: string;
  user: User;
  method: SessionMethod;
  secondFactorAt: Date | null;
  /** When its owner last proved to be there. */
  confirmedAt: Date;
  lastUsedAt: Date;
}

/** What belongs to a cookie; null for none, forged, ended or expired sessions and for users who were deactivated. */
export async function findSession(context: Context, cookie: string): Promise<FoundSession | null> {
  const found = await withCause(authOf(context).api.getSession({ headers: new Headers({ cookie }), query: { disableRefresh: true } }));
  if (!found || found.user.deactivatedAt) return null;
  const { id, method, secondFactorAt, confirmedAt, lastUsedAt } = found.session;
  return { id, user: toUser(found.user), method: sessionMethodSchema.parse(method), secondFactorAt: secondFactorAt ?? null, confirmedAt, lastUsedAt };
}

const USE_NOTED_EVERY_MS = 60_000;

/** Keeps when a session was last in use, to the minute. */
export async function noteSessionUse({ db, clock }: Context, { id, lastUsedAt }: FoundSession): Promise<void> {
  const at = clock.now();
  if (at.getTime() - lastUsedAt.getTime() < USE_NOTED_EVERY_MS) return;
  await sql`update user_sessions set last_used_at = ${at} where id = ${id}`.execute(db);
}

/** Its owner has just proven to be there. */
export async function markConfirmed(db: Db, sessionId: string, at: Date): Promise<void> {
  await sql`update user_sessions set confirmed_at = ${at} where id = ${sessionId}`.execute(db);
}

/** The second factor was shown in this session. */
export async function markSecondFactorShown(db: Db, sessionId: string, at: Date): Promise<void> {
  await sql`update user_sessions set second_factor_at = ${at}, confirmed_at = ${at} where id = ${sessionId}`.execute(db);
}

export interface StoredSession {
  id: string;
  userAgent: string | null;
  method: SessionMethod;
  createdAt: Date;
  lastUsedAt: Date;
}

export async function listSessions(db: Db, userId: string, limit: number): Promise<StoredSession[]> {
  const { rows } = await sql<StoredSession>`
    select id, user_agent, method, created_at, last_used_at from user_sessions
    where user_id = ${userId} and expires_at > now()
    order by last_used_at desc, id limit ${limit}`.execute(db);
  return rows;
}

/** @returns false when this user has no such session */
export async function deleteSession(db: Db, userId: string, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from user_sessions where id = ${id} and user_id = ${userId}`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function deleteOtherSessions(db: Db, userId: string, keptId: string): Promise<void> {
  await sql`delete from user_sessions where user_id = ${userId} and id <> ${keptId}`.execute(db);
}

/** Prolongs a session that is more than a day old. @returns cookies to set */
export async function prolongSession(context: Context, cookie: string): Promise<string[]> {
  const { headers } = await withCause(authOf(context).api.getSession({ headers: new Headers({ cookie }), returnHeaders: true }));
  return headers.getSetCookie();
}

/** Ends one session. @returns cookies to clear */
export async function closeSession(context: Context, cookie: string): Promise<string[]> {
  const { headers } = await withCause(authOf(context).api.signOut({ headers: new Headers({ cookie }), returnHeaders: true }));
  return headers.getSetCookie();
}

export async function deleteSessionsOf(db: Db, userId: string): Promise<void> {
  await sql`delete from user_sessions where user_id = ${userId}`.execute(db);
}

export async function deleteExpiredSessions(db: Db): Promise<void> {
  await sql`delete from user_sessions where expires_at < now()`.execute(db);
}

/** Sets or replaces the password of a user. */
export async function savePassword(db: Db, userId: string, password: string): Promise<void> {
  const hash = await hashPassword(password);
  await sql`
    insert into user_accounts (user_id, account_id, provider_id, password) values (${userId}, ${userId}::text, 'credential', ${hash})
    on conflict (provider_id, account_id) do update set password = excluded.password, updated_at = now()`.execute(db);
}

/** Whether somebody has a password at all; people who come through single sign-on need none. */
export async function hasAnyPassword(db: Db, userId: string): Promise<boolean> {
  const { rows } = await sql<{ one: number }>`select 1 as one from user_accounts where user_id = ${userId} and provider_id = 'credential' and password is not null`.execute(db);
  return rows.length > 0;
}

export async function hasSingleSignOn(db: Db, userId: string): Promise<boolean> {
  const { rows } = await sql<{ one: number }>`select 1 as one from user_accounts where user_id = ${userId} and provider_id <> 'credential' limit 1`.execute(db);
  return rows.length > 0;
}

export async function hasPassword(db: Db, userId: string, password: string): Promise<boolean> {
  const { rows } = await sql<{ password: string | null }>`select password from user_accounts where user_id = ${userId} and provider_id = 'credential'`.execute(db);
  const hash = rows[0]?.password;
  return hash != null && verifyPassword({ hash, password });
}

function toUser(found: { id: string; name: string; email: string; role: unknown; departments: unknown; language: unknown }): User {
  const departments = Array.isArray(found.departments) ? found.departments.map(String) : [];
  return { id: found.id, name: found.name, email: found.email, role: roleSchema.parse(found.role), departments, language: languageSchema.parse(found.language) };
}

/** better-auth wraps failures of the database; the cause says whether the engine is away. */
function causeOf(error: unknown): unknown {
  return error instanceof APIError && error.statusCode >= 500 && error.cause instanceof Error ? error.cause : error;
}

async function withCause<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw causeOf(error);
  }
}
