import { sql } from 'kysely';
import pino from 'pino';
import { actorFrom } from '../../governance/roles/actor.logic.ts';
import { saveDepartments } from '../../journeys/touchpoints/touchpoints.actions.ts';
import { newId } from '../../kernel/ids.ts';
import { sightCustomer } from '../../people/identity/sight.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { createServer, type Routes } from '../../platform/http/server.ts';
import { writeWithHistory } from '../../platform/storage/journal.ts';

/** Two agents who see all, one who sees only the department `service`, somebody who may see no cases, and a program. */
export type Who = 'jana' | 'omar' | 'sofie' | 'viewer' | 'program';
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Desk {
  server: Routes;
  actors: Record<Who, Actor>;
  call(who: Who | null, method: Method, url: string, body?: object): Promise<{ status: number; body: any }>; // oxlint-disable-line typescript/no-explicit-any -- answers of many routes, read by tests only
  /** Somebody known by an e-mail address. */
  customer(email: string, name?: string): Promise<{ subject: string; customerId: string }>;
  newCase(more?: object): Promise<string>;
}

export async function openDesk(context: Context, register: (routes: Routes) => void): Promise<Desk> {
  await saveDepartments(context, [{ code: 'service', nameDe: 'Service', nameEn: 'Service' }, { code: 'sales', nameDe: 'Vertrieb', nameEn: 'Sales' }]);
  const people = { jana: 'agent', omar: 'agent', sofie: 'agent', viewer: 'viewer', program: 'administrator' } as const;
  const actors = {} as Record<Who, Actor>; // filled right below
  for (const [name, role] of Object.entries(people) as [Who, (typeof people)[Who]][]) {
    const id = newId();
    const kind = name === 'program' ? 'key' : 'user';
    if (kind === 'user') await sql`insert into users (id, name, email, role) values (${id}, ${name}, ${`${name}@desk.example`}, ${role})`.execute(context.db);
    actors[name] = { ...actorFrom({ kind, id, label: `${name}@desk.example`, role, departments: [], byCookie: false }), departments: name === 'sofie' ? ['service'] : null };
  }
  const server = await createServer({
    log: pino({ level: 'silent' }), secure: false, register,
    authenticate: async (request) => actors[request.headers.authorization?.split(' ')[1] as Who] ?? null, // anything else finds nobody
  });
  const call: Desk['call'] = async (who, method, url, body) => {
    const answer = await server.inject({ method, url, headers: who === null ? {} : { authorization: `Bearer ${who}` }, ...(body === undefined ? {} : { payload: body }) });
    return { status: answer.statusCode, body: answer.headers['content-type']?.includes('json') ? answer.json() : answer.body };
  };
  return {
    server, actors, call,
    async customer(email, name) {
      const seen = await writeWithHistory(context, (tx, journal) => sightCustomer(context, tx, journal, { identifiers: [{ kind: 'email', value: email }], at: context.clock.now(), source: 'mail', messageKey: `seen:${email}` }));
      if (!seen) throw new Error(`${email} is nobody`);
      await seen.afterCommit();
      const { rows } = await sql<{ customerId: string }>`select customer_id from identifiers where id = ${seen.subject}`.execute(context.db);
      const customerId = rows[0]?.customerId ?? '';
      if (name !== undefined) await sql`update customers set name = ${name}, base_text = ${`${name} ${email}`.toLowerCase()} where id = ${customerId}`.execute(context.db);
      return { subject: seen.subject, customerId };
    },
    async newCase(more = {}) {
      const { status, body } = await call('program', 'POST', '/api/cases', { channel: 'mail', subjectLine: 'Kein Empfang', text: 'Kein Netz seit gestern.', fromAddress: 'anna@kunde.example', department: 'service', ...more });
      if (status !== 201) throw new Error(`no case: ${JSON.stringify(body)}`);
      return body.id;
    },
  };
}
