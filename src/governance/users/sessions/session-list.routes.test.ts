import { sql } from 'kysely';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../kernel/clock.ts';
import type { Routes } from '../../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../../platform/testing/test-storage.ts';
import { buildUser, goodPassword, serve, signedIn, visitor } from '../users.builders.ts';
import { registerUsersRoutes } from '../users.routes.ts';

let context: TestContext;
let server: Routes;
let now: Date;

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
  ({ server } = await serve(context, (routes) => registerUsersRoutes(routes, context)));
});
afterAll(async () => {
  await server.close();
  await context.close();
});
beforeEach(async () => {
  now = new Date();
  await sql`truncate users, sign_in_failures cascade`.execute(context.db);
});

const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
const email = 'viewer@nordfunk.example';
async function from(userAgent: string, more: Record<string, string> = {}) {
  const answer = await visitor(server, { 'user-agent': userAgent, ...more }).send('POST', '/api/session', { email, password: goodPassword });
  const [session = '', device = ''] = answer.cookies.map((line) => line.split(';')[0] ?? '');
  return { status: answer.status, ...visitor(server, { cookie: session }), device };
}
type Listed = { id: string; isThisOne: boolean; browser: string | null; system: string | null; lastUsedAt: string }[];

describe('own sessions', () => {
  it('are listed with words for the device and without a place', async () => {
    await buildUser(context, 'viewer');
    const one = await from(firefox, { 'x-forwarded-for': '203.0.113.9' });
    await from('Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1');
    const answer = await one.get('/api/sessions');
    expect((answer.body['items'] as Listed).map(({ browser, system, isThisOne }) => [browser, system, isThisOne])).toEqual(expect.arrayContaining([['Firefox', 'Windows', true], ['Safari', 'iPhone', false]]));
    const { rows } = await sql<{ text: string }>`select jsonb_agg(s)::text as text from user_sessions s`.execute(context.db);
    expect(rows[0]?.text).not.toContain('203.0.113.9');
  });
  it('know to the minute when they were last in use', async () => {
    await buildUser(context, 'viewer');
    const one = await from(firefox);
    const signedInAt = now.toISOString();
    now = new Date(now.getTime() + 30_000);
    expect(((await one.get('/api/sessions')).body['items'] as Listed)[0]?.lastUsedAt).toBe(signedInAt);
    now = new Date(now.getTime() + 5 * MINUTE_MS);
    expect(((await one.get('/api/sessions')).body['items'] as Listed)[0]?.lastUsedAt).toBe(now.toISOString());
  });
  it('can be ended one by one, and those of others cannot', async () => {
    await buildUser(context, 'viewer');
    await buildUser(context, 'agent');
    const [here, there, agent] = [await from(firefox), await from(firefox), await signedIn(server, 'agent@nordfunk.example')];
    const other = ((await here.get('/api/sessions')).body['items'] as Listed).find(({ isThisOne }) => !isThisOne)?.id;
    expect((await agent.send('DELETE', `/api/sessions/${other}`)).body['code']).toBe('session.not_found');
    expect((await there.get('/api/session')).status).toBe(200);
    expect((await here.send('DELETE', `/api/sessions/${other}`)).status).toBe(204);
    expect([(await there.get('/api/session')).status, (await here.get('/api/session')).status]).toEqual([401, 200]);
  });
  it('can be ended everywhere else at once', async () => {
    await buildUser(context, 'viewer');
    const [here, there, third] = [await from(firefox), await from(firefox), await from(firefox)];
    expect((await here.send('DELETE', '/api/sessions')).status).toBe(204);
    expect([(await here.get('/api/session')).status, (await there.get('/api/session')).status, (await third.get('/api/session')).status]).toEqual([200, 401, 401]);
  });
  it('are ended by an administrator, and by nobody else', async () => {
    const { id } = await buildUser(context, 'viewer');
    await buildUser(context, 'administrator');
    const [one, boss] = [await from(firefox), await signedIn(server, 'administrator@nordfunk.example')];
    expect((await one.send('DELETE', `/api/users/${id}/sessions`)).status).toBe(403);
    expect((await boss.send('DELETE', `/api/users/${id}/sessions`)).status).toBe(204);
    expect((await one.get('/api/session')).status).toBe(401);
  });
  it('cannot be changed by a page of another site', async () => {
    await buildUser(context, 'viewer');
    const { cookie } = await signedIn(server, email);
    for (const [method, url] of [['DELETE', '/api/sessions'], ['POST', '/api/session/confirmation'], ['POST', '/api/session/email']] as const) {
      const answer = await server.inject({ method, url, headers: { cookie, 'content-type': 'application/json' }, payload: '{}' });
      expect([url, answer.statusCode, answer.json()['code']]).toEqual([url, 403, 'request.forged']);
    }
  });
  it('of somebody who was deactivated end, and the right password answers like a wrong one', async () => {
    await buildUser(context, 'viewer');
    const one = await from(firefox);
    await sql`update users set deactivated_at = now()`.execute(context.db);
    now = new Date(now.getTime() + 5_000); // as far as another process would be behind
    expect((await one.get('/api/session')).status).toBe(401);
    const right = await visitor(server).send('POST', '/api/session', { email, password: goodPassword });
    const wrong = await visitor(server).send('POST', '/api/session', { email, password: 'wrong' });
    expect({ ...right.body, requestId: '' }).toEqual({ ...wrong.body, requestId: '' });
  });
});

describe('a browser that is known', () => {
  const guess = (address: string) => visitor(server).send('POST', '/api/session', { email, password: 'wrong' }, { 'x-forwarded-for': address });
  it('signs in while somebody in the same office has used up all attempts', async () => {
    await buildUser(context, 'viewer');
    const { device } = await from(firefox);
    for (let attempt = 1; attempt <= 6; attempt += 1) await guess('127.0.0.1');
    expect((await from(firefox)).status).toBe(429);
    expect((await from(firefox, { cookie: device })).status).toBe(200);
  });
  it('signs in while guesses come from many networks, and strangers wait at most a minute', async () => {
    await buildUser(context, 'viewer');
    const { device } = await from(firefox);
    await sql`truncate sign_in_failures`.execute(context.db);
    const ofAccount = createHash('sha256').update(`account\0${email}`).digest('hex');
    await sql`insert into sign_in_failures (key_hash, failures, failed_at) values (${ofAccount}, 28, ${now})`.execute(context.db); // 28 networks have guessed
    for (let attempt = 29; attempt <= 30; attempt += 1) expect((await guess(`198.51.100.${attempt}`)).status).toBe(401);
    const slowed = await guess('203.0.113.1');
    expect([slowed.status, slowed.headers['retry-after']]).toEqual([429, '5']);
    expect((await from(firefox, { cookie: device })).status).toBe(200);
    now = new Date(now.getTime() + MINUTE_MS);
    expect((await from(firefox)).status).toBe(200);
  });
  it('has five attempts of its own and then waits like everybody', async () => {
    await buildUser(context, 'viewer');
    const { device } = await from(firefox);
    for (let attempt = 1; attempt <= 5; attempt += 1) expect((await visitor(server, { cookie: device }).send('POST', '/api/session', { email, password: 'wrong' })).status).toBe(401);
    expect((await from(firefox, { cookie: device })).status).toBe(429);
  });
  it('is none for other people, nor when its cookie was made up', async () => {
    await buildUser(context, 'viewer');
    await buildUser(context, 'agent');
    const { device } = await from(firefox);
    for (let attempt = 1; attempt <= 6; attempt += 1) await visitor(server).send('POST', '/api/session', { email: 'agent@nordfunk.example', password: 'wrong' });
    expect((await visitor(server, { cookie: device }).send('POST', '/api/session', { email: 'agent@nordfunk.example', password: goodPassword })).status).toBe(429);
    const planted = `momente.device=${'A'.repeat(43)}`;
    const { device: given } = await from(firefox, { cookie: planted });
    expect(given).not.toBe(planted);
  });
});
