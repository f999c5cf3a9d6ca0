import { request } from 'node:http';
import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { saveCustomers } from '../../../people/customers/save-customers.actions.ts';
import { openTestContext, type TestContext } from '../../../platform/testing/test-storage.ts';
import { registerCasesRoutes } from '../../cases/cases.routes.ts';
import { type Desk, openDesk, type Who } from '../../cases/cases.builders.ts';
import { registerMailboxRoutes } from '../mailbox.routes.ts';

let context: TestContext;
let desk: Desk;
let customerId = '';
let nowMs = Date.parse('2026-11-22T08:00:00Z');
const pages: (() => void)[] = [];
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => new Date(nowMs) } });
  await sql`delete from service_policies`.execute(context.db); // their clocks have tests of their own
  desk = await openDesk(context, (routes) => {
    registerCasesRoutes(routes, context);
    registerMailboxRoutes(routes, context);
  });
  await desk.server.listen({ port: 0, host: '127.0.0.1' });
  [customerId = ''] = await saveCustomers(context, [{ identifiers: [{ kind: 'phone', value: '+4915112345678' }], traits: { name: 'Max Berger' } }], { source: 'api', actor: 'test' });
});
afterEach(() => {
  for (const leave of pages.splice(0)) leave();
  nowMs += 120_000; // what rang is over
});
afterAll(async () => {
  await desk?.server.close();
  await context?.close();
});

interface Inlet { id: string; secret: string }
let inletNumber = 0;
async function makeInlet(more: object = {}): Promise<Inlet> {
  const { status, body } = await desk.call('program', 'POST', '/api/call-inlets', { name: `Anlage ${(inletNumber += 1)}`, mapping: { number: 'call.from', callId: 'call.id', agent: 'call.agent' }, ...more });
  expect(status).toBe(201);
  return body;
}
const signed = (secret: string, id: string, body: string, at = new Date(nowMs)) => ({ 'webhook-id': id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)), 'webhook-signature': new Webhook(secret).sign(id, at, body) });
async function post(id: string, body: string, headers: Record<string, string>, type = 'application/json') {
  const answer = await desk.server.inject({ method: 'POST', url: `/api/calls/${id}`, headers: { 'content-type': type, ...headers }, payload: body });
  return { status: answer.statusCode, body: answer.json() };
}
const ring = ({ id, secret }: Inlet, call: object, messageId = `ring-${Math.random()}`) => {
  const body = JSON.stringify({ call });
  return post(id, body, signed(secret, messageId, body));
};

/** An open desk: what it is told of calls, in its order; `settled` when all said before was heard. */
async function openPage(who: Who): Promise<{ calls: Record<string, unknown>[]; settled(): Promise<void> }> {
  const calls: Record<string, unknown>[] = [];
  const seen = new Set<string>();
  const { port } = desk.server.server.address() as AddressInfo; // it listens on a port
  await new Promise<void>((joined) => {
    const asking = request({ port, path: '/api/desk/events', headers: { authorization: `Bearer ${who}` } }, (answer) => {
      let rest = '';
      answer.setEncoding('utf8').on('data', (text: string) => {
        const parts = (rest + text).split('\n\n');
        rest = parts.pop() ?? '';
        for (const part of parts) {
          const data = JSON.parse(/^data: (.*)$/m.exec(part)?.[1] ?? '{}');
          if (part.includes('event: hello')) joined();
          if (part.includes('event: call')) calls.push(data);
          if (part.includes('event: case.changed')) seen.add(data.id);
        }
      });
    });
    asking.on('error', () => undefined).end();
    pages.push(() => asking.destroy());
  });
  return {
    calls,
    settled: async () => {
      const id = await desk.newCase();
      await expect.poll(() => seen.has(id), { timeout: 10_000 }).toBe(true);
    },
  };
}

describe('a call', () => {
  it('of a known number tells the desk who it is and what is open, and opens nothing', async () => {
    const inlet = await makeInlet();
    const { body: { id } } = await desk.call('jana', 'POST', '/api/cases', { customerId, channel: 'mail', subjectLine: 'Kein Empfang' });
    const page = await openPage('jana');
    const before = Number((await sql<{ n: number }>`select count(*) as n from cases`.execute(context.db)).rows[0]?.n);
    expect(await ring(inlet, { from: '0151 / 12 34 56 78', id: 'a-1' })).toEqual({ status: 200, body: { success: true, repeated: false, known: true } });
    await expect.poll(() => page.calls, { timeout: 10_000 }).toEqual([{ callId: 'a-1', at: new Date(nowMs).toISOString(), number: '+4915112345678', customerId, openCases: [{ id, number: expect.stringMatching(/^V-\d+$/), subjectLine: 'Kein Empfang' }] }]);
    expect(Number((await sql<{ n: number }>`select count(*) as n from cases`.execute(context.db)).rows[0]?.n)).toBe(before);
  });

  it('of a number that nobody knows has no customer, and becomes none', async () => {
    const inlet = await makeInlet();
    const page = await openPage('jana');
    expect((await ring(inlet, { from: '+49 30 99999999', id: 'a-2' })).body).toMatchObject({ known: false });
    expect((await ring(inlet, { from: 'anonymous', id: 'a-3' })).body).toMatchObject({ known: false });
    await expect.poll(() => page.calls.map(({ number, customerId: who }) => [number, who]), { timeout: 10_000 }).toEqual([['+493099999999', null], ['anonymous', null]]);
    expect((await sql`select from identifiers where value = '+493099999999'`.execute(context.db)).rows).toEqual([]);
  });

  it('rings at the agent whom the telephone system names, else at the department of the inlet, else everywhere', async () => {
    const [forAll, forSales] = [await makeInlet(), await makeInlet({ department: 'sales' })];
    const [jana, omar, sofie] = [await openPage('jana'), await openPage('omar'), await openPage('sofie')];
    await ring(forAll, { from: '+4915112345678', id: 'for-omar', agent: 'OMAR@desk.example' });
    await ring(forSales, { from: '+4915112345678', id: 'for-sales' });
    await ring(forAll, { from: '+4915112345678', id: 'for-all', agent: 'nobody@desk.example' });
    for (const page of [jana, omar, sofie]) await page.settled();
    expect([jana, omar, sofie].map(({ calls }) => calls.map(({ callId }) => callId))).toEqual([['for-sales', 'for-all'], ['for-omar', 'for-sales', 'for-all'], ['for-all']]);
  });

  it('still comes up at a desk that is opened some seconds after it rang, and no more after a minute', async () => {
    const inlet = await makeInlet();
    await ring(inlet, { from: '+4915112345678', id: 'early' });
    await (await openPage('omar')).settled();
    nowMs += 20_000;
    await expect.poll(async () => (await openPage('jana')).calls.map(({ callId }) => callId), { timeout: 10_000 }).toEqual(['early']);
    nowMs += 45_000;
    const late = await openPage('jana');
    await late.settled();
    expect(late.calls).toEqual([]);
  });
});

describe('a call that is not genuine', () => {
  it('is refused: forged, changed on the way, unsigned, recorded, or for another inlet', async () => {
    const [inlet, other] = [await makeInlet(), await makeInlet()];
    const page = await openPage('jana');
    const body = JSON.stringify({ call: { from: '+4915112345678', id: 'x' } });
    const good = signed(inlet.secret, 'm-1', body);
    expect((await post(inlet.id, body.replace('5678', '5679'), good)).body).toMatchObject({ status: 401, code: 'call_inlet.signature_wrong' });
    expect((await post(inlet.id, body, {})).body).toMatchObject({ code: 'call_inlet.signature_wrong' });
    expect((await post(other.id, body, good)).body).toMatchObject({ code: 'call_inlet.signature_wrong' });
    expect((await post(inlet.id, body, { ...good, 'webhook-id': 'm-2' })).body).toMatchObject({ code: 'call_inlet.signature_wrong' });
    expect((await post(inlet.id, body, signed(inlet.secret, 'm-3', body, new Date(nowMs - 301_000)))).body).toMatchObject({ code: 'call_inlet.too_old' });
    expect((await post('0192f0c0-0000-7000-8000-000000000001', body, good)).status).toBe(404);
    await page.settled();
    expect(page.calls).toEqual([]);
    const { items } = (await desk.call('program', 'GET', '/api/call-inlets')).body;
    expect(items.find(({ id }: Inlet) => id === inlet.id)).toMatchObject({ accepted: 0, refused: 4, lastRefusal: expect.stringContaining('minutes ago') });
    expect(JSON.stringify(items)).not.toContain('whsec_');
  });

  it('or comes a second time rings once', async () => {
    const inlet = await makeInlet();
    const page = await openPage('jana');
    await ring(inlet, { from: '+4915112345678', id: 'once' }, 'm-1');
    expect((await ring(inlet, { from: '+4915112345678', id: 'once' }, 'm-1')).body).toMatchObject({ repeated: true });
    await page.settled();
    expect(page.calls).toHaveLength(1);
  });

  it('or names no number is refused in words', async () => {
    const inlet = await makeInlet();
    expect((await ring(inlet, { id: 'nobody' })).body).toMatchObject({ status: 422, code: 'call_inlet.unmapped', title: expect.stringContaining('call.from') });
  });
});

it('an old telephone system sends a form and signs with a header of its own', async () => {
  const inlet = await makeInlet({ signedAs: 'hmac', signature: { header: 'x-pbx-signature', encoding: 'hex', prefix: '' }, mapping: { number: 'caller', callId: 'uid' }, secret: 'gemeinsam-geheim' });
  expect(inlet.secret).toBeNull();
  const page = await openPage('jana');
  const body = 'caller=%2B4915112345678&uid=77';
  const answer = await post(inlet.id, body, { 'x-pbx-signature': createHmac('sha256', 'gemeinsam-geheim').update(body).digest('hex') }, 'application/x-www-form-urlencoded');
  expect(answer).toEqual({ status: 200, body: { success: true, repeated: false, known: true } });
  await expect.poll(() => page.calls, { timeout: 10_000 }).toMatchObject([{ callId: '77', customerId }]);
});

it('a removed inlet hears no more', async () => {
  const inlet = await makeInlet();
  expect((await desk.call('jana', 'DELETE', `/api/call-inlets/${inlet.id}`)).status).toBe(403);
  await desk.call('program', 'DELETE', `/api/call-inlets/${inlet.id}`);
  expect((await ring(inlet, { from: '+4915112345678' })).status).toBe(404);
});
