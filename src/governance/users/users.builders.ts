import { hashPassword } from 'better-auth/crypto';
import { sql } from 'kysely';
import pino from 'pino';
import type { Context } from '../../platform/context.ts';
import { createServer, type Routes } from '../../platform/http/server.ts';
import type { Role } from '../roles/roles.contract.ts';
import { authenticate } from './sign-in/authenticate.actions.ts';
import type { User } from './users.contract.ts';
import { insertUser } from './users.queries.ts';

export const goodPassword = 'seven green kettles';

export interface Answer {
  status: number;
  body: Record<string, unknown>;
  text: string;
  headers: Record<string, unknown>;
  cookies: string[];
}

export interface Visitor {
  get(path: string): Promise<Answer>;
  send(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

/** A server with the real sign-in in front of the given routes. What it logs is in `lines`. */
export async function serve(context: Context, register: (routes: Routes) => void): Promise<{ server: Routes; lines: string[] }> {
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line) => void lines.push(line) });
  const server = await createServer({ log, secure: context.settings.publicUrl.startsWith('https:'), authenticate: authenticate(context), stores: context, register });
  return { server, lines };
}

/** Somebody with a browser: what was set as a cookie can be sent again, and our page's header comes along. */
export function visitor(server: Routes, headers: Record<string, string> = {}): Visitor {
  const call = async (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, more: Record<string, string> = {}): Promise<Answer> => {
    const response = await server.inject({
      method, url: path, headers: { ...(method === 'GET' ? {} : { 'x-momente-request': '1' }), ...headers, ...more },
      ...(body === undefined ? {} : { payload: body as object }), // inject writes objects as JSON and text as it is
    });
    const set = response.headers['set-cookie'];
    return {
      status: response.statusCode, text: response.body, headers: response.headers,
      body: response.headers['content-type']?.toString().includes('json') ? (JSON.parse(response.body) as Record<string, unknown>) : {}, // every JSON answer here is an object
      cookies: set === undefined ? [] : Array.isArray(set) ? set : [set],
    };
  };
  return { get: (path) => call('GET', path), send: call };
}

let hashed: Promise<string> | null = null;

/** With the good password, made into a hash once: it is slow on purpose, and a tenth of a second for each of hundreds of users. */
export async function buildUser(context: Context, role: Role, changes: Partial<Omit<User, 'id' | 'role'>> = {}): Promise<User> {
  const user = await insertUser(context.db, { name: `Test ${role}`, email: `${role}@nordfunk.example`, departments: [], language: 'de', ...changes, role });
  if (!user) throw new Error('this address is taken in the test');
  const hash = await (hashed ??= hashPassword(goodPassword));
  await sql`insert into user_accounts (user_id, account_id, provider_id, password) values (${user.id}, ${user.id}::text, 'credential', ${hash})`.execute(context.db);
  return user;
}

/** Signs in with the good password from a network address. */
export async function signedIn(server: Routes, email: string): Promise<Visitor & { cookie: string }> {
  const { status, cookies, text } = await visitor(server).send('POST', '/api/session', { email, password: goodPassword });
  if (status !== 200) throw new Error(`sign-in answered ${status}: ${text}`);
  const cookie = String(cookies[0]).split(';')[0] ?? '';
  return { ...visitor(server, { cookie }), cookie };
}
