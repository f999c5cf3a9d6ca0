import { sql } from 'kysely';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer, type Routes } from '../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { saveCustomers } from '../customers/save-customers.actions.ts';
import { registerConsentRoutes } from './consent.routes.ts';
import { mayContact } from './may-contact.actions.ts';
import { type OptInMessage, startDoubleOptIn } from './opt-in.actions.ts';
import { unsubscribeHeaders, unsubscribeUrlOf } from './unsubscribe.actions.ts';

let context: TestContext;
let server: Routes;
let now = new Date('2026-05-04T10:00:00Z');
const sent: OptInMessage[] = [];
const send = async (_context: unknown, _tx: unknown, message: OptInMessage) => void sent.push(message);

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
  server = await createServer({ log: pino({ level: 'silent' }), secure: false, authenticate: async () => null, register: (routes) => registerConsentRoutes(routes, context, { sendOptIn: send }) });
});
afterAll(async () => {
  await server?.close();
  await context?.close();
});

let n = 0;
async function newCustomer(): Promise<{ id: string; email: string }> {
  const email = `c${n++}@example.com`;
  const [id = ''] = await saveCustomers(context, [{ identifiers: [{ kind: 'email', value: email }] }], { source: 'test', actor: 'test', at: now });
  return { id, email };
}
const may = async (id: string, address: string) => {
  const answer = await mayContact(context, context.db, { customerId: id, purpose: 'marketing', channel: 'mail', address });
  return answer.may || answer.reason;
};
/** A customer who consented by double opt-in, and the way of the unsubscribe link in a mail to them. */
async function subscriber(): Promise<{ id: string; email: string; path: string }> {
  const { id, email } = await newCustomer();
  await context.db.transaction().execute((tx) => startDoubleOptIn(context, tx, { subject: id, purpose: 'marketing', channel: 'mail', address: email, language: 'de', source: 'shop' }, send));
  const confirmed = await server.inject({ method: 'POST', url: `/api/public/optin/${sent.at(-1)?.url.split('/optin/')[1]}` });
  expect(confirmed.json()).toMatchObject({ state: 'confirmed' });
  now = new Date(now.getTime() + 60_000);
  return { id, email, path: new URL(unsubscribeUrlOf(context, { subject: id, purpose: 'marketing', channel: 'mail', address: email })).pathname };
}
const oneClick = (path: string, body = 'List-Unsubscribe=One-Click', type = 'application/x-www-form-urlencoded') => server.inject({ method: 'POST', url: path, payload: body, headers: { 'content-type': type } });

describe('unsubscribing with one click (RFC 8058)', () => {
  it('works with a POST alone: no cookie, no redirect, and at once', async () => {
    const { id, email, path } = await subscriber();
    expect(await may(id, email)).toBe(true);
    const answer = await oneClick(path);
    expect([answer.statusCode, answer.headers['set-cookie'], answer.headers['location'], answer.body]).toEqual([200, undefined, undefined, 'OK']);
    expect(await may(id, email)).toBe('objected');
    const { rows } = await sql`select state, how, proof from consent_log where subject = ${id} order by seq desc limit 1`.execute(context.db);
    expect(rows).toEqual([{ state: 'withdrawn', how: 'one_click', proof: { address: email } }]);
  });

  it('understands a form with parts too', async () => {
    const { id, email, path } = await subscriber();
    const body = '--b1\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b1--\r\n';
    expect((await oneClick(path, body, 'multipart/form-data; boundary=b1')).statusCode).toBe(200);
    // Made to keep a reader busy: refused without any work.
    expect((await oneClick(path, `name=List-Unsubscribe${'\n '.repeat(4_900)}`, 'multipart/form-data; boundary=b1')).statusCode).toBe(400);
    expect(await may(id, email)).toBe('objected');
  });

  it('is not done by looking: a program that follows all links in a mail changes nothing', async () => {
    const { id, email, path } = await subscriber();
    const before = await sql`select count(*) as n from consent_log`.execute(context.db);
    const token = path.split('/u/')[1];
    for (const method of ['GET', 'HEAD', 'OPTIONS'] as const) for (const url of [path, `/api/public/unsubscribe/${token}`]) await server.inject({ method, url, headers: { purpose: 'prefetch' } });
    expect((await server.inject({ url: `/api/public/unsubscribe/${token}` })).json()).toMatchObject({ purposeDe: 'Angebote und Neuigkeiten', addressHint: `${email.slice(0, 2)}…@example.com`, isWithdrawn: false });
    expect((await oneClick(path, '')).statusCode).toBe(400);
    expect((await oneClick(path, 'List-Unsubscribe=Later')).statusCode).toBe(400);
    expect(await may(id, email)).toBe(true);
    expect((await sql`select count(*) as n from consent_log`.execute(context.db)).rows).toEqual(before.rows);
  });

  it('twice is the same as once', async () => {
    const { id, path } = await subscriber();
    for (let again = 0; again < 3; again += 1) expect((await oneClick(path)).statusCode).toBe(200);
    expect((await sql`select count(*) as n from consent_log where subject = ${id} and state = 'withdrawn'`.execute(context.db)).rows).toEqual([{ n: 1 }]);
  });

  it('takes no link that somebody made up or changed, and the link says nothing to its reader', async () => {
    const { id, email, path } = await subscriber();
    expect(path).not.toContain(email.split('@')[0]);
    expect(path).not.toContain(id.slice(0, 8));
    expect(path.length).toBeLessThanOrEqual(203);
    for (const place of [4, 20, path.length - 2]) {
      const forged = path.slice(0, place) + (path[place] === 'A' ? 'B' : 'A') + path.slice(place + 1);
      expect((await oneClick(forged)).statusCode).toBe(404);
    }
    expect((await oneClick('/u/anything')).statusCode).toBe(404);
    expect(await may(id, email)).toBe(true);
  });

  it('has a link short enough for every address', () => {
    for (const length of [10, 60, 100, 254]) {
      const url = unsubscribeUrlOf(context, { subject: '0192f0c0-0000-7000-8000-000000000001', purpose: 'a'.repeat(40), channel: 'mail', address: `${'x'.repeat(length - 10)}@b.example` });
      expect(new URL(url).pathname.length).toBeLessThanOrEqual(203);
      expect(unsubscribeHeaders(url)).toEqual({ 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' });
    }
  });
});

describe('a double opt-in', () => {
  const ask = (id: string, email: string) => context.db.transaction().execute((tx) => startDoubleOptIn(context, tx, { subject: id, purpose: 'marketing', channel: 'mail', address: email, language: 'en', source: 'shop', requestedFrom: { ip: '203.0.113.5' } }, send));
  const linkOf = () => `/api/public/optin/${sent.at(-1)?.url.split('/optin/')[1]}`;

  it('consents only when the link is confirmed by hand, with a proof of both halves', async () => {
    const { id, email } = await newCustomer();
    expect(await ask(id, email)).toMatchObject({ kind: 'sent' });
    expect(await may(id, email)).toBe('no_consent');
    expect((await server.inject({ url: linkOf() })).json()).toMatchObject({ state: 'open', textShown: 'Yes, I would like to receive offers and news. I can withdraw this at any time.' });
    expect(await may(id, email)).toBe('no_consent');
    await server.inject({ method: 'POST', url: linkOf(), headers: { 'user-agent': 'Firefox' }, remoteAddress: '203.0.113.9' });
    expect(await may(id, email)).toBe(true);
    const { rows } = await sql<{ proof: object }>`select proof from consent_log where subject = ${id} and state = 'granted'`.execute(context.db);
    expect(rows[0]?.proof).toMatchObject({ requestedFrom: { ip: '203.0.113.5' }, confirmedAt: now.toISOString(), confirmedFrom: { ip: '203.0.113.9', browser: 'Firefox' } });
  });

  it('is good for one time', async () => {
    const { id, email } = await newCustomer();
    await ask(id, email);
    await Promise.all([1, 2, 3].map(() => server.inject({ method: 'POST', url: linkOf() })));
    expect((await sql`select count(*) as n from consent_log where subject = ${id} and state = 'granted'`.execute(context.db)).rows).toEqual([{ n: 1 }]);
    const link = linkOf();
    now = new Date(now.getTime() + 60_000);
    await oneClick(new URL(unsubscribeUrlOf(context, { subject: id, purpose: 'marketing', channel: 'mail', address: email })).pathname);
    expect((await server.inject({ method: 'POST', url: link })).json()).toMatchObject({ state: 'confirmed' }); // an old link brings nothing back
    expect(await may(id, email)).toBe('objected');
  });

  it('runs out after seven days, and a withdrawal meanwhile ends it', async () => {
    const late = await newCustomer();
    await ask(late.id, late.email);
    now = new Date(now.getTime() + 7 * 86_400_000);
    expect((await server.inject({ method: 'POST', url: linkOf() })).json()).toMatchObject({ state: 'expired' });
    expect(await may(late.id, late.email)).toBe('no_consent');
    const torn = await newCustomer();
    await ask(torn.id, torn.email);
    await oneClick(new URL(unsubscribeUrlOf(context, { subject: torn.id, purpose: 'marketing', channel: 'mail', address: torn.email })).pathname);
    expect((await server.inject({ method: 'POST', url: linkOf() })).json()).toMatchObject({ state: 'expired' });
    expect(await may(torn.id, torn.email)).toBe('objected');
  });

  it('is asked of one address three times a day at most, also by ten forms at once', async () => {
    const { id, email } = await newCustomer();
    const kinds = (await Promise.all(Array.from({ length: 10 }, () => ask(id, email)))).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'sent')).toHaveLength(3);
    expect(kinds.filter((kind) => kind === 'too_many')).toHaveLength(7);
  });

  it('is not asked of somebody who consented already', async () => {
    const { id, email } = await subscriber();
    expect(await ask(id, email)).toEqual({ kind: 'granted_already' });
  });

  it('knows no token that somebody made up', async () => {
    expect((await server.inject({ method: 'POST', url: '/api/public/optin/anything' })).statusCode).toBe(404);
  });
});
