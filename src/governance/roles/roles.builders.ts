import pino from 'pino';
import { createServer, type Routes } from '../../platform/http/server.ts';
import { actorFrom } from './actor.logic.ts';
import { roleSchema } from './roles.contract.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A server on which the header `x-role` (and `x-departments`, separated by commas) says who asks. */
export function serveAs(register: (routes: Routes) => void): Promise<Routes> {
  return createServer({
    log: pino({ level: 'silent' }),
    secure: false,
    register,
    authenticate: async ({ headers }) => {
      const role = roleSchema.safeParse(headers['x-role']);
      if (!role.success) return null;
      const departments = typeof headers['x-departments'] === 'string' ? headers['x-departments'].split(',') : [];
      return actorFrom({ kind: 'user', id: role.data, label: `${role.data}@example.com`, role: role.data, departments, byCookie: false });
    },
  });
}

/**
 * Asks such a server.
 * @param who - a role and what it is limited to, e.g. `cx_manager`, `touchpoint_owner shop`; null for strangers
 * @param asked - a payload that is a string is sent as JSON that somebody wrote by hand
 */
export async function callAs(server: Routes, who: string | null, asked: { method?: Method; url: string; payload?: object | string | undefined }) {
  const { method = 'GET', url, payload } = asked;
  const [role, ...departments] = who?.split(' ') ?? [];
  const answer = await server.inject({
    method, url,
    headers: { ...(role ? { 'x-role': role } : {}), ...(departments.length > 0 ? { 'x-departments': departments.join() } : {}), ...(payload === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(payload === undefined ? {} : { payload }),
  });
  const isJson = String(answer.headers['content-type']).includes('json');
  return { status: answer.statusCode, body: isJson ? answer.json() : answer.body === '' ? null : answer.body };
}
