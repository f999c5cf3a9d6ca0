import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { Webhook as Sender } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildUser, serve, signedIn, type Visitor, visitor } from '../../governance/users/users.builders.ts';
import { registerUsersRoutes } from '../../governance/users/users.routes.ts';
import type { Routes } from '../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { Ingest } from '../events/ingest.actions.ts';
import { registerInletRoutes } from './inlets.routes.ts';

let context: TestContext;
let server: Routes;
let boss: Visitor;
let now: Date;

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
  const ingest = new Ingest(context);
  ({ server } = await serve(context, (routes) => {
    registerUsersRoutes(routes, context);
    registerInletRoutes(routes, context, ingest);
  }));
});
afterAll(async () => {
  await server.close();
  await context.close();
});
beforeEach(async () => {
  now = new Date();
  await sql`truncate users, webhook_inlets, webhook_refusals cascade`.execute(context.db);
  await buildUser(context, 'administrator');
  boss = await signedIn(server, 'administrator@nordfunk.example');
});

const mapping = { event: { path: 'action' }, identifiers: [{ kind: 'email', path: 'customer.email' }, { kind: 'customerNumber', path: 'customer.number' }], at: 'created_at', properties: [{ name: 'text', path: 'items[0].title' }] };
const order = (more: object = {}) => JSON.stringify({ action: 'order placed', customer: { email: 'anna@example.de', number: 4711 }, created_at: '2026-11-20T10:00:00Z', items: [{ title: 'A phone' }], ...more });
const add = async (input: object = {}) => (await boss.send('POST', '/api/inlets', { name: 'Shop', signedAs: 'standard', mapping, defaultChannel: 'shop', ...input })).body as { id: string; secret: string | null; url: string };
const post = async (id: string, body: string, headers: Record<string, string>) => {
  const answer = await server.inject({ method: 'POST', url: `/v1/inlets/${id}`, headers: { 'content-type': 'application/json', ...headers }, payload: body });
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
};
const standard = (secret: string | null, body: string, { id = 'msg_1', at = now } = {}) => ({ 'webhook-id': id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)), 'webhook-signature': new Sender(secret ?? '').sign(id, at, body) });
const hmac = (secret: string, body: string, encoding: 'hex' | 'base64') => createHmac('sha256', secret).update(body).digest(encoding);
const contactsOf = async (source: string) => context.history.query<{ kind: string; channel: string; text: string; at: string }>('select kind, channel, text, toString(at) as at from interactions where source = {source:String} order by at', { source });

describe('a webhook that comes in', () => {
  it('becomes a contact of the customer whom it names', async () => {
    const { id, secret, url } = await add({ name: 'Shop A' });
    expect(url).toBe(`http://localhost:3000/v1/inlets/${id}`);
    expect(await post(id, order(), standard(secret, order()))).toEqual({ status: 200, body: { success: true, repeated: false } });
    expect(await contactsOf('Shop A')).toEqual([{ kind: 'order placed', channel: 'shop', text: 'A phone', at: '2026-11-20 10:00:00.000' }]);
    const { rows } = await sql<{ kinds: string[] }>`select array_agg(kind order by kind) as kinds from identifiers where value in ('anna@example.de', '4711') group by customer_id`.execute(context.db);
    expect(rows).toEqual([{ kinds: ['customerNumber', 'email'] }]);
    expect((await boss.get(`/api/inlets/${id}`)).body).toMatchObject({ accepted: 1, refused: 0, lastAcceptedAt: now.toISOString() });
  });
  it('is stored once, however often it is sent or replayed', async () => {
    const { id, secret } = await add({ name: 'Shop B' });
    const headers = standard(secret, order());
    await post(id, order(), headers);
    expect((await post(id, order(), headers)).body).toEqual({ success: true, repeated: true });
    expect(await contactsOf('Shop B')).toHaveLength(1);
    // A recording played later, or dressed up with another id or time.
    now = new Date(now.getTime() + 301_000);
    expect((await post(id, order(), headers)).body['code']).toBe('inlet.too_old');
    expect((await post(id, order(), { ...headers, 'webhook-timestamp': String(Math.floor(now.getTime() / 1000)) })).body['code']).toBe('inlet.signature_wrong');
    expect((await post(id, order(), { ...headers, 'webhook-id': 'msg_2' })).body['code']).toBe('inlet.signature_wrong');
  });
  it('from GitHub is accepted by its header, and again only once', async () => {
    const { id } = await add({ name: 'GitHub', signedAs: 'github', secret: 'a shared secret' });
    expect((await post(id, order(), { 'x-hub-signature-256': `sha256=${hmac('a shared secret', order(), 'hex')}` })).status).toBe(200);
    expect((await post(id, order(), { 'x-hub-signature-256': `sha256=${hmac('a shared secret', order(), 'hex')}`, 'x-github-delivery': 'invented' })).body).toMatchObject({ repeated: true });
    expect((await post(id, order(), { 'x-hub-signature-256': `sha256=${hmac('a wrong secret', order(), 'hex')}` })).status).toBe(401);
    expect((await post(id, order(), { 'x-hub-signature-256': hmac('a shared secret', order(), 'hex') })).status).toBe(401);
  });
  it('from Shopify is accepted by its header', async () => {
    const { id } = await add({ name: 'Shopify', signedAs: 'shopify', secret: 'shop-secret-1' });
    expect((await post(id, order(), { 'x-shopify-hmac-sha256': hmac('shop-secret-1', order(), 'base64') })).status).toBe(200);
    expect((await post(id, `${order()} `, { 'x-shopify-hmac-sha256': hmac('shop-secret-1', order(), 'base64') })).status).toBe(401);
  });
  it('from Stripe is accepted by its header, for five minutes', async () => {
    const { id } = await add({ name: 'Stripe', signedAs: 'stripe', secret: 'whsec_stripe_1' });
    const at = Math.floor(now.getTime() / 1000);
    const signed = { 'stripe-signature': `t=${at},v0=no,v1=${hmac('whsec_stripe_1', `${at}.${order()}`, 'hex')}` };
    expect((await post(id, order(), signed)).status).toBe(200);
    now = new Date(now.getTime() + 301_000);
    expect((await post(id, order(), signed)).body['code']).toBe('inlet.too_old');
  });
  it('of any other program is accepted by the header that was set', async () => {
    const { id } = await add({ name: 'Till', signedAs: 'hmac', secret: 'till-secret', signature: { header: 'X-Till', encoding: 'hex', prefix: 'v=' } });
    expect((await post(id, order(), { 'x-till': `v=${hmac('till-secret', order(), 'hex')}` })).status).toBe(200);
    expect((await post(id, order(), {})).body['code']).toBe('inlet.signature_wrong');
    expect((await boss.send('POST', '/api/inlets', { name: 'Till', signedAs: 'hmac', mapping, defaultChannel: 'shop' })).status).toBe(400);
  });
  it('that is refused is shown with its reason, without its body', async () => {
    const { id, secret } = await add();
    await post(id, order(), {});
    now = new Date(now.getTime() + 1);
    const nobody = JSON.stringify({ action: 'x', created_at: '2026-11-20', hidden: 'mechthild@example.de' });
    expect((await post(id, nobody, standard(secret, nobody))).status).toBe(422);
    now = new Date(now.getTime() + 1);
    await post(id, 'no json', standard(secret, 'no json', { id: 'msg_3' }));
    const { body, text } = await boss.get(`/api/inlets/${id}/refusals`);
    expect((body['items'] as { code: string; reason: string }[]).map(({ code, reason }) => [code, reason])).toEqual([ // a list of refusals
      ['inlet.unmapped', 'the body is not JSON'],
      ['inlet.unmapped', 'it names nobody: nothing stands at customer.email, customer.number'],
      ['inlet.signature_wrong', 'the headers webhook-id, webhook-timestamp and webhook-signature are needed'],
    ]);
    expect(text).not.toContain('mechthild');
    expect((await boss.get(`/api/inlets/${id}`)).body).toMatchObject({ accepted: 0, refused: 3 });
  });
  it('keeps only the newest two hundred refusals', async () => {
    const { id } = await add();
    for (let n = 0; n < 205; n += 1) await post(id, '{}', {});
    expect((await sql<{ n: number }>`select count(*) as n from webhook_refusals`.execute(context.db)).rows).toEqual([{ n: 200 }]);
    const first = await boss.get(`/api/inlets/${id}/refusals?limit=150`);
    const second = await boss.get(`/api/inlets/${id}/refusals?limit=150&cursor=${String(first.body['nextCursor'])}`);
    expect([(first.body['items'] as unknown[]).length, (second.body['items'] as unknown[]).length]).toEqual([150, 50]); // lists
  });
  it('to nobody is not found, and nothing is received any more after removal', async () => {
    const { id, secret } = await add();
    expect((await post('00000000-0000-4000-8000-000000000000', '{}', {})).status).toBe(404);
    expect((await boss.send('DELETE', `/api/inlets/${id}`)).status).toBe(204);
    expect((await post(id, order(), standard(secret, order()))).body['code']).toBe('inlet.not_found');
  });
});

describe('setting up what comes in', () => {
  it('shows the secret once and keeps it sealed', async () => {
    const { id, secret } = await add();
    expect((await boss.get(`/api/inlets/${id}`)).text).not.toContain(secret);
    expect(JSON.stringify((await sql`select * from webhook_inlets`.execute(context.db)).rows)).not.toContain(secret);
    expect(await add({ secret: 'given by the sender' })).toMatchObject({ secret: null });
  });
  it('shows what becomes of an example, and what can be pointed at', async () => {
    const { body } = await boss.send('POST', '/api/inlets/preview', { mapping, body: order() });
    expect(body['mapped']).toEqual({ event: 'order placed', identifiers: [{ kind: 'email', value: 'anna@example.de' }, { kind: 'customerNumber', value: '4711' }], at: '2026-11-20T10:00:00.000Z', properties: { text: 'A phone' } });
    expect(body['paths']).toContainEqual({ path: 'items[0].title', example: 'A phone' });
    expect((await boss.send('POST', '/api/inlets/preview', { mapping: { ...mapping, at: 'nowhere' }, body: order() })).body).toMatchObject({ mapped: null, refusedBecause: 'there is no time at nowhere' });
    expect((await boss.send('POST', '/api/inlets/preview', { mapping: { ...mapping, event: { path: '__proto__.constructor' } }, body: order() })).body).toMatchObject({ mapped: null });
  });
  it('changes the mapping from the next message on', async () => {
    const { id, secret } = await add({ name: 'Shop C' });
    await boss.send('PATCH', `/api/inlets/${id}`, { mapping: { ...mapping, event: { name: 'bought' } } });
    await post(id, order(), standard(secret, order()));
    expect(await contactsOf('Shop C')).toMatchObject([{ kind: 'bought' }]);
  });
  it('is for administrators', async () => {
    const { id } = await add();
    await buildUser(context, 'cx_manager');
    const manager = await signedIn(server, 'cx_manager@nordfunk.example');
    for (const [method, path] of [['GET', ''], ['POST', ''], ['POST', '/preview'], ['GET', `/${id}`], ['PATCH', `/${id}`], ['DELETE', `/${id}`], ['GET', `/${id}/refusals`]] as const) {
      const call = (who: Visitor) => (method === 'GET' ? who.get(`/api/inlets${path}`) : who.send(method, `/api/inlets${path}`, {}));
      expect((await call(visitor(server))).status).toBe(401);
      expect((await call(manager)).body['code']).toBe('permission.denied');
    }
  });
});
