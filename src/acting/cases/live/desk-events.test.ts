import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestContext, type TestContext } from '../../../platform/testing/test-storage.ts';
import { Notifications } from '../../../platform/storage/notifications.ts';
import type { Context } from '../../../platform/context.ts';
import { type Desk, openDesk, type Who } from '../cases.builders.ts';
import { createServer } from '../../../platform/http/server.ts';
import { registerCasesRoutes } from '../cases.routes.ts';
import { notifyDesk } from './notify-desk.actions.ts';
import pino from 'pino';

/** Two servers on one store, as two processes would be: each with a connection of its own to what is said. */
let context: TestContext;
let desk: Desk;
let otherServer: Awaited<ReturnType<typeof createServer>>;
let otherNotifications: Notifications;
const streams: (() => void)[] = [];
let now = () => new Date();

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now() } });
  await sql`delete from service_policies`.execute(context.db); // their clocks have tests of their own
  desk = await openDesk(context, (routes) => registerCasesRoutes(routes, context));
  const { rows } = await sql<{ host: string; port: string; database: string; user: string }>`select split_part(current_setting('unix_socket_directories'), ',', 1) as host, current_setting('port') as port, current_database() as database, current_user as user`.execute(context.db);
  const [place] = rows;
  otherNotifications = new Notifications(process.env['DATABASE_URL'] ? { connectionString: `${new URL(`/${place?.database ?? ''}`, process.env['DATABASE_URL']).href}` } : { host: place?.host ?? '', port: Number(place?.port), database: place?.database ?? '', user: place?.user ?? '' });
  const otherContext: Context = { ...context, notifications: otherNotifications };
  otherServer = await createServer({ log: pino({ level: 'silent' }), secure: false, authenticate: async (asked) => desk.actors[asked.headers.authorization?.split(' ')[1] as Who] ?? null, register: (routes) => registerCasesRoutes(routes, otherContext) });
  await Promise.all([desk.server.listen({ port: 0, host: '127.0.0.1' }), otherServer.listen({ port: 0, host: '127.0.0.1' })]);
});
afterAll(async () => {
  for (const end of streams) end();
  await otherServer?.close();
  await desk?.server.close();
  await otherNotifications?.close();
  await context?.close();
});

interface Told { event: string; data: Record<string, unknown> }
interface Page { told: Told[]; until(isIt: (one: Told) => boolean): Promise<Told>; end(): void; ended: Promise<void> }

async function openPage(who: Who, server: Desk['server'], query = ''): Promise<Page> {
  const { port } = server.server.address() as AddressInfo; // it listens on a port
  const told: Told[] = [];
  const waiting = new Set<() => void>();
  let rest = '';
  let end = () => {};
  const ended = new Promise<void>((closed) => {
    const asking = request({ port, path: `/api/desk/events${query}`, headers: { authorization: `Bearer ${who}` } }, (answer) => {
      answer.setEncoding('utf8').on('data', (text: string) => {
        const parts = (rest + text).split('\n\n');
        rest = parts.pop() ?? '';
        for (const part of parts) {
          const event = /^event: (.*)$/m.exec(part)?.[1];
          if (event !== undefined) told.push({ event, data: JSON.parse(/^data: (.*)$/m.exec(part)?.[1] ?? '{}') });
        }
        for (const look of waiting) look();
      }).on('close', () => closed());
    });
    asking.on('error', () => closed());
    end = () => asking.destroy();
    asking.end();
  });
  streams.push(end);
  const page: Page = {
    told, end, ended,
    until: (isIt) => new Promise((done) => {
      const look = () => {
        const found = told.find(isIt);
        if (!found) return;
        waiting.delete(look);
        done(found);
      };
      waiting.add(look);
      look();
    }),
  };
  await page.until(({ event }) => event === 'hello');
  return page;
}

describe('what open pages are told', () => {
  it('is a change of a case, after its commit, in every process, and only within the own departments', async () => {
    const [jana, omar, sofie] = [await openPage('jana', desk.server), await openPage('omar', otherServer), await openPage('sofie', otherServer)];
    const sales = await desk.newCase({ department: 'sales' });
    const service = await desk.newCase({ department: 'service' });
    for (const page of [jana, omar]) for (const id of [sales, service]) expect((await page.until(({ event, data }) => event === 'case.changed' && data['id'] === id)).data).toMatchObject({ isNew: true });
    await sofie.until(({ data }) => data['id'] === service);
    expect(sofie.told.some(({ data }) => data['id'] === sales)).toBe(false);
    await context.db.transaction().execute(async (tx) => {
      await notifyDesk(tx, { kind: 'call', data: { callId: 'taken back' } });
      throw new Error('no');
    }).catch(() => undefined);
    await notifyDesk(context.db, { kind: 'call', data: { callId: 'for omar' }, userIds: [desk.actors.omar.id] });
    await omar.until(({ data }) => data['callId'] === 'for omar');
    await notifyDesk(context.db, { kind: 'call', data: { callId: 'for all' } });
    await jana.until(({ data }) => data['callId'] === 'for all');
    expect([...jana.told, ...omar.told].flatMap(({ event, data }) => (event === 'call' ? [data['callId']] : []))).not.toContain('taken back');
    expect(jana.told.some(({ data }) => data['callId'] === 'for omar')).toBe(false);
  });

  it('is who rang in the last minute, also where nobody looked at the desk then, and only those who are meant', async () => {
    await notifyDesk(context.db, { kind: 'call', data: { callId: 'taken by a colleague' } });
    await notifyDesk(context.db, { kind: 'call.taken', data: { callId: 'taken by a colleague' } });
    await notifyDesk(context.db, { kind: 'call', data: { callId: 'a moment ago' } });
    await notifyDesk(context.db, { kind: 'call', data: { callId: 'a moment ago for omar' }, userIds: [desk.actors.omar.id] });
    await notifyDesk(context.db, { kind: 'call', data: { callId: 'a moment ago in sales' }, department: 'sales' });
    await (await openPage('omar', otherServer)).until(({ data }) => data['callId'] === 'a moment ago for omar');
    const sofie = await openPage('sofie', otherServer);
    await sofie.until(({ data }) => data['callId'] === 'a moment ago');
    const all = await desk.newCase();
    await sofie.until(({ data }) => data['id'] === all);
    const heard = sofie.told.flatMap(({ event, data }) => (event === 'call' ? [data['callId']] : []));
    expect(heard).not.toContain('a moment ago in sales');
    expect(heard).not.toContain('taken by a colleague');
    now = () => new Date(Date.now() + 61_000);
    const late = await openPage('omar', otherServer);
    now = () => new Date();
    await desk.newCase();
    await late.until(({ event }) => event === 'case.changed');
    expect(late.told.map(({ event }) => event)).not.toContain('call');
  });

  it('of a call names no case of a foreign department, neither while it rings nor a moment later', async () => {
    const openCases = [{ id: 'a', number: 'V-1', subjectLine: 'Kündigung', department: 'sales' }, { id: 'b', number: 'V-2', subjectLine: 'Router', department: 'service' }, { id: 'c', number: 'V-3', subjectLine: 'Ohne', department: null }];
    const [sofie, omar] = [await openPage('sofie', desk.server), await openPage('omar', desk.server)];
    await notifyDesk(context.db, { kind: 'call', data: { callId: 'with cases', openCases } });
    const heard = async (page: Page) => (await page.until(({ data }) => data['callId'] === 'with cases')).data['openCases'];
    const own = [{ id: 'b', number: 'V-2', subjectLine: 'Router' }];
    expect([await heard(sofie), await heard(await openPage('sofie', otherServer))]).toEqual([own, own]);
    expect(await heard(omar)).toEqual(openCases.map(({ department: _, ...one }) => one));
  });

  it('is how many cases each view has, when that changes', async () => {
    const page = await openPage('jana', desk.server);
    const before = await page.until(({ event }) => event === 'counters');
    const all = Number(before.data['all']);
    await Promise.all([desk.newCase(), desk.newCase(), desk.newCase()]);
    expect((await page.until(({ event, data }) => event === 'counters' && data['all'] === all + 3)).data).toMatchObject({ unassigned: expect.any(Number) });
  });

  it('is who else looks at a case and who types, also at another process', async () => {
    const id = await desk.newCase();
    const page = await openPage('jana', desk.server);
    const asOther = (isTyping: boolean, isLeaving = false) => otherServer.inject({ method: 'PUT', url: `/api/cases/${id}/presence`, headers: { authorization: 'Bearer omar' }, payload: { isTyping, isLeaving } });
    await asOther(false);
    expect((await page.until(({ event, data }) => event === 'presence' && data['caseId'] === id)).data['people']).toMatchObject([{ name: 'omar', isTyping: false }]);
    await asOther(true);
    await page.until(({ data }) => JSON.stringify(data['people'] ?? []).includes('"isTyping":true'));
    const { body } = await desk.call('jana', 'PUT', `/api/cases/${id}/presence`, { isTyping: false });
    expect(body.people.map(({ name }: { name: string }) => name)).toEqual(['omar', 'jana']);
    await asOther(false, true);
    await page.until(({ event, data }) => event === 'presence' && data['caseId'] === id && !JSON.stringify(data['people']).includes('omar'));
  });

  it('ends when its time is over, and with the server', async () => {
    const short = await openPage('jana', desk.server, '?seconds=0');
    await short.ended;
    expect(short.told.map(({ event }) => event)).toContain('hello');
  });
});

it('goes on after the connection to the store breaks, and says that something may have been missed', async () => {
  const page = await openPage('jana', desk.server);
  const hellos = page.told.filter(({ event }) => event === 'hello').length;
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen momente_desk%' and pid <> pg_backend_pid()`.execute(context.db);
  await page.until(() => page.told.filter(({ event }) => event === 'hello').length > hellos);
  const id = await desk.newCase();
  expect((await page.until(({ event, data }) => event === 'case.changed' && data['id'] === id)).data).toMatchObject({ isNew: true });
});
