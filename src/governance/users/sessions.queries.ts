import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { sql } from 'kysely';
import { createHmac } from 'node:crypto';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { roleSchema } from '../roles/roles.contract.ts';
import { languageSchema, type SignIn, type User } from './users.contract.ts';

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
      },
    },
    session: { modelName: 'user_sessions', expiresIn: SESSION_SECONDS, updateAge: PROLONG_AFTER_SECONDS },
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

/** Checks the password and opens a session under a new token; takes equally long for unknown addresses. @returns null when they do not match */
export async function openSession(context: Context, { email, password }: SignIn, userAgent: string): Promise<OpenedSession | null> {
  try {
    const { response, headers } = await authOf(context).api.signInEmail({ body: { email, password }, headers: new Headers({ 'user-agent': userAgent.slice(0, 200) }), returnHeaders: true });
    return { user: toUser(response.user), setCookies: headers.getSetCookie() };
  } catch (error) {
    if (error instanceof APIError && error.statusCode === 401) return null;
    throw causeOf(error);
  }
}

/** Whom a cookie belongs to; null for none, forged, ended or expired sessions. */
export async function findSessionUser(context: Context, cookie: string): Promise<User | null> {
  const found = await withCause(authOf(context).api.getSession({ headers: new Headers({ cookie }), query: { disableRefresh: true } }));
  return found && toUser(found.user);
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
