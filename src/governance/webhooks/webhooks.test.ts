import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { Webhook as Receiver } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Routes } from '../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { buildUser, serve, signedIn, type Visitor, visitor } from '../users/users.builders.ts';
import { registerUsersRoutes } from '../users/users.routes.ts';
import { deliverDue } from './deliver.actions.ts';
import { replayDelivery } from './deliveries.queries.ts';
import { emit, forgetWantedKinds } from './emit.actions.ts';
import { webhookEventsHolder } from './webhooks-privacy.actions.ts';
import type { WebhookEvent } from './webhooks.contract.ts';
import { deliverWebhooks, tidyWebhooks } from './webhooks.jobs.ts';
import { findWebhookForUpdate } from './webhooks.queries.ts';
import { registerWebhooksRoutes } from './webhooks.routes.ts';

interface Received {
  headers: Record<string, string>;
  body: string;
}

let context: TestContext;
let server: Routes;
let boss: Visitor;
let receiver: Server;
let url: string;
let now: Date;
let received: Received[];
let answer: { status: number; body?: string; headers?: Record<string, string> };

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now }, settings: { publicUrl: 'http://localhost:3000', defaultCountry: 'DE', allowsInternalAddresses: true } });
  ({ server } = await serve(context, (routes) => {
    registerUsersRoutes(routes, context);
    registerWebhooksRoutes(routes, context);
  }));
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      received.push({ headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])), body });
      response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
    });
  });
  await new Promise<void>((done) => void receiver.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`; // a TCP server has such an address
});
afterAll(async () => {
  await new Promise((done) => receiver.close(done));
  await server.close();
  await context.close();
});
beforeEach(async () => {
  now = new Date();
  received = [];
  answer = { status: 200 };
  await sql`truncate users, webhook_endpoints, webhook_events cascade`.execute(context.db);
  forgetWantedKinds(context);
  await buildUser(context, 'administrator');
  boss = await signedIn(server, 'administrator@nordfunk.example');
});

const created = (customerId = '0190a000-0000-7000-8000-000000000001'): WebhookEvent => ({ kind: 'customer.created', data: { customerId }, customerIds: [customerId] });
const tell = (...events: WebhookEvent[]) => context.db.transaction().execute((tx) => emit(context, tx, events));
const deliver = () => deliverDue(context, new AbortController().signal, () => 0.5);
const later = (ms: number) => (now = new Date(now.getTime() + ms));
const add = async (input: object = {}) => {
  const { body, status, text } = await boss.send('POST', '/api/webhooks', { url, eventKinds: ['customer.created'], ...input });
  if (status !== 201) throw new Error(text);
  return { id: String(body['id']), secret: String(body['secret']) };
};
const deliveriesOf = async (id: string, query = '') => (await boss.get(`/api/webhooks/${id}/deliveries${query}`)).body['items'] as Record<string, unknown>[]; // a list
const one = async (id: string) => (await boss.get(`/api/webhooks/${id}`)).body;

describe('a webhook out', () => {
  it('is signed so that the library of Standard Webhooks accepts it, and nothing else', async () => {
    const { secret } = await add();
    await tell(created());
    await deliver();
    expect(received).toHaveLength(1);
    const { headers, body } = received[0] ?? { headers: {}, body: '' };
    expect(new Receiver(secret).verify(body, headers)).toEqual({ type: 'customer.created', timestamp: now.toISOString(), data: { customerId: '0190a000-0000-7000-8000-000000000001' } });
    expect(() => new Receiver(secret).verify(body.replace('created', 'deleted'), headers)).toThrow('No matching signature found');
    expect(() => new Receiver('whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=').verify(body, headers)).toThrow('No matching signature found');
    expect([headers['content-type'], headers['user-agent']]).toEqual(['application/json', 'Momente']);
  });
  it('is sent by the job that the event puts into the queue', async () => {
    await add();
    await tell(created());
    expect(await context.jobs.runDue(context, [deliverWebhooks])).toBeGreaterThanOrEqual(1);
    expect(received).toHaveLength(1);
  });
  it('is not sent for what was taken back', async () => {
    await add();
    await context.db.transaction().execute(async (tx) => {
      await emit(context, tx, [created()]);
      await sql`select 1 / 0`.execute(tx);
    }).catch(() => undefined);
    await deliver();
    expect(received).toEqual([]);
  });
  it('brings only what was asked for, and leaves nothing behind when nobody asked', async () => {
    await tell(created());
    await add({ eventKinds: ['touchpoint.changed'] });
    await tell(created());
    await deliver();
    expect(received).toEqual([]);
    expect((await sql`select 1 from webhook_events`.execute(context.db)).rows).toEqual([]);
  });
  it('goes to everybody who asked, each signed for itself', async () => {
    const [one_, two] = [await add(), await add()];
    await tell(created());
    await deliver();
    const opened = [one_, two].map(({ secret }) => received.filter(({ headers, body }) => { try { return Boolean(new Receiver(secret).verify(body, headers)); } catch { return false; } }).length);
    expect(opened).toEqual([1, 1]);
  });
  it('is tried again under the same id until it is taken', async () => {
    const { id, secret } = await add();
    answer = { status: 503, body: 'not now' };
    await tell(created());
    await deliver();
    expect(await deliver()).toBe(0);
    expect(await deliveriesOf(id)).toMatchObject([{ state: 'waiting', nextAttemptAt: new Date(now.getTime() + 5_000).toISOString(), attempts: [{ number: 1, status: 503, problem: 'outside.refused', answerStart: 'not now' }] }]);
    later(5_000);
    answer = { status: 204 };
    await deliver();
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual([received[0]?.headers['webhook-id'], received[0]?.headers['webhook-id']]);
    expect(received[1]?.headers['webhook-timestamp']).not.toBe(received[0]?.headers['webhook-timestamp']);
    // The library compares with the clock of this machine, and ours has gone five seconds ahead: well within its tolerance.
    expect(new Receiver(secret).verify(received[1]?.body ?? '', received[1]?.headers ?? {})).toBeTruthy();
    expect(await deliveriesOf(id)).toMatchObject([{ state: 'delivered', attempts: [{ number: 2, status: 204 }, { number: 1, status: 503 }] }]);
    expect(await one(id)).toMatchObject({ failingSince: null, waiting: 0, dead: 0 });
  });
  it('is given up after ten attempts, shown, and can be sent again', async () => {
    const { id } = await add();
    answer = { status: 500 };
    await tell(created());
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      await deliver();
      later(25 * 3_600_000);
      await sql`update webhook_endpoints set failing_since = ${now}`.execute(context.db);
    }
    expect(received).toHaveLength(10);
    expect(await one(id)).toMatchObject({ dead: 1, waiting: 0, switchedOffAt: null });
    answer = { status: 200 };
    expect((await boss.send('POST', `/api/webhooks/${id}/replay`)).body).toEqual({ replayed: 1 });
    await deliver();
    expect(received[10]?.headers['webhook-id']).toBe(received[0]?.headers['webhook-id']);
    expect(await deliveriesOf(id, '?state=delivered')).toHaveLength(1);
  });
  it('is switched off after five days without success, and on again by hand', async () => {
    const { id } = await add();
    answer = { status: 500 };
    await tell(created());
    await deliver();
    later(5 * 86_400_000);
    await tell(created());
    await deliver();
    expect(await one(id)).toMatchObject({ switchedOffAt: now.toISOString(), switchedOffBecause: 'failing', waiting: 0, dead: 2 });
    await tell(created());
    expect((await sql`select 1 from webhook_deliveries`.execute(context.db)).rows).toHaveLength(2);
    expect((await boss.send('POST', `/api/webhooks/${id}/replay`)).body['code']).toBe('webhook.off');
    expect((await boss.send('PATCH', `/api/webhooks/${id}`, { isSwitchedOff: false })).body).toMatchObject({ switchedOffAt: null, failingSince: null });
    answer = { status: 200 };
    await boss.send('POST', `/api/webhooks/${id}/replay`);
    await deliver();
    expect(await one(id)).toMatchObject({ dead: 0, waiting: 0 });
  });
  it('is switched off at once by a receiver that says 410', async () => {
    const { id } = await add();
    answer = { status: 410 };
    await tell(created());
    await deliver();
    expect(await one(id)).toMatchObject({ switchedOffBecause: 'gone', dead: 1 });
  });
  it('does not follow redirects', async () => {
    const { id } = await add();
    answer = { status: 302, headers: { location: url } };
    await tell(created());
    await deliver();
    expect(received).toHaveLength(1);
    expect(await deliveriesOf(id)).toMatchObject([{ attempts: [{ status: 302, problem: 'outside.redirected' }] }]);
  });
  it('that fails holds up nobody else', async () => {
    const dead = await add({ url: 'http://127.0.0.1:1/' });
    const { id } = await add();
    await tell(...Array.from({ length: 30 }, (_, n) => created(`0190a000-0000-7000-8000-0000000000${10 + n}`)));
    await deliver();
    expect(received).toHaveLength(30);
    expect(await one(id)).toMatchObject({ waiting: 0 });
    expect((await deliveriesOf(dead.id, '?state=waiting&limit=100')).length).toBe(30);
  });
  it('is sent once though two processes deliver', async () => {
    await add();
    await tell(...Array.from({ length: 30 }, (_, n) => created(`0190a000-0000-7000-8000-0000000000${10 + n}`)));
    await Promise.all([deliver(), deliver(), deliver()]);
    expect(received).toHaveLength(30);
  });
  it('can be sent again while the attempt before is written down: neither waits for the other for ever', async () => {
    const { id } = await add();
    await tell(created());
    const [delivery] = await deliveriesOf(id);
    const whoWait = async () => (await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(context.db)).rows[0]?.n;
    let sent: Promise<number> = Promise.resolve(0);
    await context.db.transaction().execute(async (tx) => {
      await findWebhookForUpdate(tx, id);
      sent = deliver();
      await expect.poll(whoWait, { timeout: 20_000 }).toBe(1);
      await replayDelivery(tx, id, String(delivery?.['id']), now);
    });
    expect(await sent).toBeGreaterThanOrEqual(1);
  });
  it('is sent after a crash in the middle, when the claim has ended', async () => {
    await add();
    await tell(created());
    await sql`update webhook_deliveries set claimed_until = ${new Date(now.getTime() + 60_000)}`.execute(context.db);
    expect(await deliver()).toBe(0);
    later(60_001);
    expect(await deliver()).toBe(1);
  });
});

describe('the secret of a webhook', () => {
  it('is shown once and kept sealed', async () => {
    const { id, secret } = await add();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect((await boss.get('/api/webhooks')).text).not.toContain(secret);
    const { rows } = await sql<{ all: string }>`select string_agg(e::text, '') as all from webhook_endpoints e`.execute(context.db);
    expect(rows[0]?.all).not.toContain(secret.slice(6));
    expect(rows[0]?.all).toContain(id);
  });
  it('signs beside the new one for as long as was said', async () => {
    const { id, secret } = await add();
    const { body } = await boss.send('POST', `/api/webhooks/${id}/secret`, { overlapHours: 1 });
    await tell(created());
    await deliver();
    for (const known of [secret, String(body['secret'])]) expect(new Receiver(known).verify(received[0]?.body ?? '', received[0]?.headers ?? {})).toBeTruthy();
    later(3_600_000);
    await tell(created());
    await deliver();
    expect(String(received[1]?.headers['webhook-signature']).split(' ')).toHaveLength(1);
  });
});

describe('managing webhooks', () => {
  it('is for administrators', async () => {
    const { id } = await add();
    await buildUser(context, 'cx_manager');
    const manager = await signedIn(server, 'cx_manager@nordfunk.example');
    for (const [method, path] of [['GET', ''], ['POST', ''], ['GET', `/${id}`], ['PATCH', `/${id}`], ['DELETE', `/${id}`], ['POST', `/${id}/secret`], ['POST', `/${id}/test`], ['GET', `/${id}/deliveries`], ['POST', `/${id}/replay`], ['POST', `/${id}/deliveries/${id}/replay`]] as const) {
      const call = (who: Visitor) => (method === 'GET' ? who.get(`/api/webhooks${path}`) : who.send(method, `/api/webhooks${path}`, {}));
      expect((await call(visitor(server))).status).toBe(401);
      expect((await call(manager)).body['code']).toBe('permission.denied');
    }
  });
  it('sends a test whatever the endpoint asked for', async () => {
    const { id, secret } = await add({ eventKinds: ['import.finished'] });
    expect((await boss.send('POST', `/api/webhooks/${id}/test`)).status).toBe(202);
    await deliver();
    expect(new Receiver(secret).verify(received[0]?.body ?? '', received[0]?.headers ?? {})).toMatchObject({ type: 'webhook.test' });
  });
  it('refuses addresses that are none, and events that nobody knows', async () => {
    for (const input of [{ url: 'ftp://x.example' }, { url: 'x' }, { eventKinds: [] }, { eventKinds: ['webhook.test'] }, { eventKinds: ['customer.sneezed'] }, { more: 1 }]) expect((await boss.send('POST', '/api/webhooks', { url, eventKinds: ['customer.created'], ...input })).status).toBe(400);
    expect((await boss.send('POST', '/api/webhooks', { url: 'https://me:secret@hooks.example/', eventKinds: ['customer.created'] })).body['code']).toBe('address.invalid');
  });
  it('refuses addresses inside, when they are entered and again when they are called', async () => {
    const inside = { ...context, settings: { ...context.settings, allowsInternalAddresses: false } };
    const strict = await serve(inside, (routes) => {
      registerUsersRoutes(routes, inside);
      registerWebhooksRoutes(routes, inside);
    });
    const admin = await signedIn(strict.server, 'administrator@nordfunk.example');
    expect((await admin.send('POST', '/api/webhooks', { url, eventKinds: ['customer.created'] })).body['code']).toBe('address.not_allowed');
    const { id } = await add();
    await tell(created());
    await deliverDue(inside, new AbortController().signal);
    expect(received).toEqual([]);
    expect(await deliveriesOf(id)).toMatchObject([{ attempts: [{ problem: 'address.not_allowed' }] }]);
    await strict.server.close();
  });
  it('changes, lists page by page, and removes with the log', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      ids.unshift((await add()).id);
      later(1_000);
    }
    const first = await boss.get('/api/webhooks?limit=2');
    const second = await boss.get(`/api/webhooks?limit=2&cursor=${String(first.body['nextCursor'])}`);
    expect([first, second].flatMap(({ body }) => (body['items'] as { id: string }[]).map(({ id }) => id))).toEqual(ids); // lists of webhooks
    const [id = ''] = ids;
    expect((await boss.send('PATCH', `/api/webhooks/${id}`, { description: 'To the till', eventKinds: ['customer.merged'] })).body).toMatchObject({ description: 'To the till', eventKinds: ['customer.merged'], url });
    expect((await boss.send('DELETE', `/api/webhooks/${id}`)).status).toBe(204);
    expect((await boss.get(`/api/webhooks/${id}/deliveries`)).body['code']).toBe('webhook.not_found');
  });
  it('lists deliveries page by page and by state', async () => {
    const { id } = await add();
    for (let n = 10; n < 13; n += 1) {
      await tell(created(`0190a000-0000-7000-8000-0000000000${n}`));
      later(1_000);
    }
    await deliver();
    const first = await boss.get(`/api/webhooks/${id}/deliveries?limit=2`);
    const second = await boss.get(`/api/webhooks/${id}/deliveries?limit=2&cursor=${String(first.body['nextCursor'])}`);
    expect([(first.body['items'] as unknown[]).length, (second.body['items'] as unknown[]).length, second.body['nextCursor']]).toEqual([2, 1, null]); // lists
    expect(await deliveriesOf(id, '?state=dead')).toEqual([]);
  });
});

describe('what stays of customers', () => {
  const reach = { customerId: '0190a000-0000-7000-8000-000000000001', subjects: [], spans: [], identifiers: [], beforeBatch: null };
  it('is counted, exported and erased', async () => {
    await add();
    await tell(created(), created('0190a000-0000-7000-8000-000000000002'));
    await deliver();
    expect(await webhookEventsHolder.count(context, reach)).toBe(1);
    const exported: unknown[] = [];
    for await (const event of webhookEventsHolder.export(context, reach)) exported.push(event);
    expect(exported).toMatchObject([{ kind: 'customer.created' }]);
    await context.db.transaction().execute((tx) => webhookEventsHolder.erase(context, tx, reach, { add: () => undefined, addLines: () => undefined, flush: () => Promise.resolve() }));
    expect(await webhookEventsHolder.count(context, reach)).toBe(0);
    expect((await sql`select 1 from webhook_deliveries`.execute(context.db)).rows).toHaveLength(1);
  });
  it('is nothing once everybody was told of an erasure', async () => {
    await add({ eventKinds: ['customer.erased'] });
    await tell({ kind: 'customer.erased', data: { customerId: reach.customerId }, customerIds: [reach.customerId] });
    await deliver();
    expect(received).toHaveLength(1);
    expect((await sql`select 1 from webhook_events`.execute(context.db)).rows).toEqual([]);
  });
  it('is forgotten after thirty days', async () => {
    await add();
    await tell(created());
    await deliver();
    later(30 * 86_400_000 + 1);
    await tidyWebhooks.run(context, {}, new AbortController().signal);
    expect((await sql`select 1 from webhook_events`.execute(context.db)).rows).toEqual([]);
  });
});
