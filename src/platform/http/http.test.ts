import pino from 'pino';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Problem } from '../../kernel/problem.ts';
import { openTestContext, type TestContext } from '../testing/test-storage.ts';
import type { Actor } from './access.ts';
import { createServer, type Routes } from './server.ts';

let context: TestContext;
let server: Routes;
/** What the route `/api/made` does after it has written. */
let afterwards: () => unknown = () => undefined;
let requestsPerMinute = 6_000;
let role = 'administrator';

beforeAll(async () => {
  context = await openTestContext();
  await sql`create table made (name text not null)`.execute(context.db);
  server = await serve();
});
afterAll(async () => {
  await server.close();
  await context.close();
});
beforeEach(async () => {
  afterwards = () => undefined;
  requestsPerMinute = 6_000;
  role = 'administrator';
  await sql`truncate made, idempotent_requests`.execute(context.db);
});

function serve(secure = true): Promise<Routes> {
  const actorOf = (name: string): Actor => ({ kind: 'key', id: name, label: name, role, departments: null, byCookie: false, can: () => name !== 'nobody', requestsPerMinute });
  return createServer({
    log: pino({ level: 'silent' }), secure, stores: context,
    authenticate: ({ headers }) => Promise.resolve(headers.authorization ? actorOf(headers.authorization) : null),
    register: (routes) => {
      const body = z.strictObject({ name: z.string() });
      const config = { access: { can: 'create', on: 'demo' } };
      routes.post('/api/made', { config, schema: { body, response: { 201: z.object({ name: z.string(), secret: z.string() }) } } }, async (request, reply) => {
        await sql`insert into made (name) values (${request.body.name})`.execute(context.db);
        await afterwards();
        return reply.status(201).header('location', '/api/made/1').send({ name: request.body.name, secret: `secret-${Math.random()}` });
      });
      routes.post('/api/made-together', { config, schema: { body } }, async (request) => {
        await context.db.transaction().execute(async (tx) => {
          await sql`insert into made (name) values (${request.body.name})`.execute(tx);
          await afterwards();
        });
        return { made: true };
      });
      routes.post('/api/made-json', { config, schema: { body } }, async (request) => {
        await sql`select ${JSON.stringify(request.body)}::jsonb`.execute(context.db);
        return { made: true };
      });
      routes.delete('/api/made', { config }, async (_request, reply) => {
        await sql`delete from made`.execute(context.db);
        return reply.status(204).send();
      });
      routes.get('/api/made', { config }, async () => ({ items: [] }));
      routes.get('/api/kept', { config }, async (_request, reply) => reply.header('cache-control', 'max-age=60').send({}));
      routes.post('/v1/track', { config: { access: 'write_key' } }, async () => ({}));
      routes.get('/page', { config: { access: 'public' } }, async (_request, reply) => reply.type('text/html').send(`<p>${reply.cspNonce.style}</p>`));
      routes.get('/api/broken', { config: { access: 'public' } }, async () => {
        throw new Error('a bug');
      });
    },
  });
}

const make = (key: string | undefined, name = 'Anna', who = 'boss', url = '/api/made') => server.inject({ method: 'POST', url, headers: { authorization: who, ...(key === undefined ? {} : { 'idempotency-key': key }) }, payload: { name } });
const countMade = async () => (await sql<{ made: number }>`select count(*) as made from made`.execute(context.db)).rows[0]?.made;

describe('a write with an Idempotency-Key', () => {
  it('is done once and answers the same again, with status, place and secrets', async () => {
    const first = await make('k1');
    const again = await make('k1');
    expect(first.statusCode).toBe(201);
    expect([again.statusCode, again.body, again.headers['location'], again.headers['idempotent-replayed']]).toEqual([201, first.body, '/api/made/1', 'true']);
    expect(again.headers['content-type']).toBe(first.headers['content-type']);
    expect(await countMade()).toBe(1);
  });
  it('is not answered again to somebody whose role has changed since, and not done again either', async () => {
    await make('k1');
    role = 'viewer';
    const again = await make('k1');
    expect([again.statusCode, again.json().code]).toEqual([409, 'idempotency.answer_lost']);
    expect(again.body).not.toContain('secret-');
    expect(await countMade()).toBe(1);
  });
  it('is done each time without a key, and once for each key', async () => {
    await make(undefined);
    await make(undefined);
    await make('k1');
    await make('k2');
    expect(await countMade()).toBe(4);
  });
  it('with the same key for another body or address is refused', async () => {
    await make('k1', 'Anna');
    expect((await make('k1', 'Ben')).json()).toMatchObject({ code: 'idempotency.key_reused', status: 422 });
    expect((await make('k1', 'Anna', 'boss', '/api/made-together')).statusCode).toBe(422);
    expect(await countMade()).toBe(1);
  });
  it('belongs to whoever sent it', async () => {
    await make('k1', 'Anna', 'boss');
    expect((await make('k1', 'Ben', 'somebody else')).statusCode).toBe(201);
    expect(await countMade()).toBe(2);
  });
  it('repeats an empty answer and a refusal as well', async () => {
    const remove = () => server.inject({ method: 'DELETE', url: '/api/made', headers: { authorization: 'boss', 'idempotency-key': 'd' } });
    expect((await remove()).statusCode).toBe(204);
    expect([(await remove()).statusCode, (await remove()).body]).toEqual([204, '']);
    afterwards = () => { throw new Problem('demo.loading', 'no'); };
    expect((await make('r')).statusCode).toBe(409);
    afterwards = () => undefined;
    expect((await make('r')).json()).toMatchObject({ code: 'demo.loading' });
  });
  it('sent twice at once is done once; the second is told to wait', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => make('k1', 'Anna', 'boss', '/api/made-together')));
    expect(await countMade()).toBe(1);
    expect(answers.filter(({ statusCode }) => statusCode === 200).length).toBeGreaterThanOrEqual(1);
    for (const answer of answers.filter(({ statusCode }) => statusCode !== 200)) expect([answer.statusCode, answer.headers['retry-after']]).toEqual([409, '1']);
  });
  it('that failed before anything was written may be tried again', async () => {
    afterwards = () => { throw new Error('the machine is on fire'); };
    expect((await make('k1', 'Anna', 'boss', '/api/made-together')).statusCode).toBe(500);
    expect(await countMade()).toBe(0);
    afterwards = () => undefined;
    expect((await make('k1', 'Anna', 'boss', '/api/made-together')).statusCode).toBe(200);
    expect(await countMade()).toBe(1);
  });
  it('that failed after something was written is not done again', async () => {
    afterwards = () => { throw new Error('the machine is on fire'); };
    expect((await make('k1')).statusCode).toBe(500);
    afterwards = () => undefined;
    expect((await make('k1')).json()).toMatchObject({ code: 'idempotency.answer_lost' });
    expect(await countMade()).toBe(1);
  });
  it('is known as written after a crash between the commit and the answer', async () => {
    let committed = () => {};
    const isCommitted = new Promise<void>((done) => (committed = done));
    afterwards = () => {
      committed();
      return new Promise(() => {}); // the process ends here
    };
    void make('k1');
    await isCommitted;
    expect((await make('k1')).json()).toMatchObject({ code: 'idempotency.in_progress' });
    await sql`update idempotent_requests set claimed_until = now() - interval '1 second'`.execute(context.db);
    expect((await make('k1')).json()).toMatchObject({ code: 'idempotency.answer_lost', details: { writtenAt: expect.any(String) as string } });
    expect(await countMade()).toBe(1);
  });
  it('is done by the repetition after a crash before the commit', async () => {
    let begun = () => {};
    const isBegun = new Promise<void>((done) => (begun = done));
    let goOn = () => {};
    afterwards = () => new Promise<void>((done) => {
      goOn = done;
      begun();
    });
    const lost = make('k1', 'Anna', 'boss', '/api/made-together');
    await isBegun;
    await sql`update idempotent_requests set claimed_until = now() - interval '1 second'`.execute(context.db);
    afterwards = () => undefined;
    expect((await make('k1', 'Anna', 'boss', '/api/made-together')).statusCode).toBe(200);
    // Should the first attempt have been only slow, its write does not happen any more.
    goOn();
    expect((await lost).json()).toMatchObject({ code: 'idempotency.in_progress' });
    expect(await countMade()).toBe(1);
  });
  it('is kept for a day', async () => {
    await make('k1');
    await sql`update idempotent_requests set started_at = started_at - interval '23 hours 59 minutes'`.execute(context.db);
    expect((await make('k1')).headers['idempotent-replayed']).toBe('true');
    await sql`update idempotent_requests set started_at = started_at - interval '2 minutes'`.execute(context.db);
    expect((await make('k1')).headers['idempotent-replayed']).toBeUndefined();
    expect(await countMade()).toBe(2);
  });
  it('leaves neither the key nor the answer readable in the store', async () => {
    const { secret } = (await make('customer-anna@example.de')).json<{ secret: string }>();
    const { rows } = await sql<{ all: string }>`select string_agg(r::text, '') as all from idempotent_requests r`.execute(context.db);
    expect(rows[0]?.all).not.toContain(secret);
    expect(rows[0]?.all).not.toContain('anna@');
  });
  it('whose answer was too long to be kept says so instead of doing it again', async () => {
    expect((await make('k1', 'x'.repeat(300_000))).statusCode).toBe(201);
    expect((await make('k1', 'x'.repeat(300_000))).json()).toMatchObject({ code: 'idempotency.answer_lost', details: { status: 201 } });
  });
  it.each(['', 'a b', 'ü', 'x'.repeat(256)])('refuses %j as a key', async (key) => {
    expect((await make(key)).json()).toMatchObject({ code: 'idempotency.key_invalid' });
  });
  it('is not remembered where the request was refused at the door', async () => {
    expect((await make('k1', 'Anna', 'nobody')).statusCode).toBe(403);
    expect((await server.inject({ method: 'POST', url: '/api/made', headers: { authorization: 'boss', 'idempotency-key': 'k2' }, payload: { wrong: 1 } })).statusCode).toBe(400);
    expect((await sql`select 1 from idempotent_requests`.execute(context.db)).rows).toEqual([]);
  });
});

describe('how often a key may call', () => {
  it('stands in every answer, and ends with 429 and the time to wait', async () => {
    requestsPerMinute = 2;
    const one = await make(undefined, 'Anna', 'busy');
    expect([one.headers['ratelimit-limit'], one.headers['ratelimit-remaining'], Number(one.headers['ratelimit-reset']) <= 60]).toEqual(['2', '1', true]);
    await make(undefined, 'Anna', 'busy');
    const third = await make(undefined, 'Anna', 'busy');
    expect([third.statusCode, third.json<{ code: string }>().code, third.headers['retry-after']]).toEqual([429, 'request.rate_limited', third.headers['ratelimit-reset']]);
    expect((await make(undefined, 'Anna', 'calm')).statusCode).toBe(201);
    expect(await countMade()).toBe(3);
  });
  it('is generous to the event API', async () => {
    const answer = await server.inject({ method: 'POST', url: '/v1/track', headers: { authorization: 'Basic d3JpdGU6' }, payload: {} });
    expect(answer.headers['ratelimit-limit']).toBe('600000');
  });
});

describe('a text that is none', () => {
  it.each([['NUL', 'a\0b', '/api/made'], ['half a character in JSON', '\ud800', '/api/made-json']])('%s is the fault of the sender, not ours', async (_, name, url) => {
    const answer = await make(undefined, name, 'boss', url);
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'request.invalid']);
  });
});

describe('every kind of answer carries the security headers', () => {
  it.each([
    ['a page', 'GET', '/page', 200], ['an answer of the API', 'GET', '/api/made', 200], ['nothing', 'DELETE', '/api/made', 204], ['a refusal of strangers', 'GET', '/api/made', 401], ['an unknown address', 'GET', '/api/nothing', 404],
    ['a bug', 'GET', '/api/broken', 500], ['a body that is no JSON', 'POST', '/api/made', 400], ['the description of the API', 'GET', '/api/openapi.json', 200], ['an address that is none', 'GET', '/api/%ZZ', 400], ['the event API', 'POST', '/v1/track', 200],
  ] as const)('%s (%s %s)', async (kind, method, url, status) => {
    const { statusCode, headers } = await server.inject({ method, url, headers: { ...(status === 401 ? {} : { authorization: 'boss' }), ...(status === 400 ? { 'content-type': 'application/json' } : {}) }, ...(kind === 'a body that is no JSON' ? { payload: '{' } : {}) });
    expect(statusCode).toBe(status);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin',
      'strict-transport-security': 'max-age=31536000', 'permissions-policy': expect.stringContaining('camera=()') as string,
    });
    expect(headers['permissions-policy']).not.toMatch(/bluetooth|web-share/); // browsers warn of names that they do not know
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers['cache-control']).toBe(url === '/page' ? undefined : 'no-store');
  });
  it('with a new nonce each time, the one that the page gets', async () => {
    const [one, two] = [await server.inject('/page'), await server.inject('/page')];
    expect(one.body).not.toBe(two.body);
    expect(one.headers['content-security-policy']).toMatch(/script-src 'self' 'nonce-[0-9a-f]{32}'/);
    expect(String(one.headers['content-security-policy'])).toContain(`style-src 'self' 'nonce-${one.body.replace(/<\/?p>/g, '')}'`);
  });
  it('but leaves a route its own word about keeping', async () => {
    expect((await server.inject({ url: '/api/kept', headers: { authorization: 'boss' } })).headers['cache-control']).toBe('max-age=60');
  });
  it('and asks for https only where there is https', async () => {
    const plain = await serve(false);
    const { headers } = await plain.inject('/page');
    expect(headers['strict-transport-security']).toBeUndefined();
    expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
    await plain.close();
  });
});
