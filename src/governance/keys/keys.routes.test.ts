import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Routes } from '../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { insertRole } from '../roles/roles.queries.ts';
import { buildUser, serve, signedIn, type Visitor, visitor } from '../users/users.builders.ts';
import { registerUsersRoutes } from '../users/users.routes.ts';
import { endKeysFromEnvironment, ensureKeyFromEnvironment } from './api-keys.actions.ts';
import { warnOfEndingKeys } from './ending-keys.actions.ts';
import { registerKeysRoutes } from './keys.routes.ts';
import { ensureWriteKeyFromEnvironment, findSourceByWriteKey } from './sources.actions.ts';

let context: TestContext;
let server: Routes;
let lines: string[];
let now: Date;

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
  ({ server, lines } = await serve(context, (routes) => {
    registerUsersRoutes(routes, context);
    registerKeysRoutes(routes, context);
  }));
});
afterAll(async () => {
  await server.close();
  await context.close();
});
beforeEach(async () => {
  now = new Date();
  await sql`truncate users, api_keys, sources, sign_in_failures, roles cascade`.execute(context.db);
});

const unknownId = '00000000-0000-4000-8000-000000000000';
const withKey = (key: unknown) => visitor(server, { authorization: `Bearer ${String(key)}` });
const routesOfKeys = [
  ['GET', '/api/api-keys'], ['POST', '/api/api-keys'], ['PATCH', `/api/api-keys/${unknownId}`], ['POST', `/api/api-keys/${unknownId}/rotation`], ['DELETE', `/api/api-keys/${unknownId}`],
  ['GET', '/api/sources'], ['POST', '/api/sources'], ['DELETE', `/api/sources/${unknownId}`],
] as const;
const call = (who: Visitor, method: (typeof routesOfKeys)[number][0], path: string) => (method === 'GET' ? who.get(path) : who.send(method, path, {}));

async function administrator(): Promise<Visitor> {
  await buildUser(context, 'administrator');
  return signedIn(server, 'administrator@nordfunk.example');
}

describe('who may manage keys', () => {
  it.each(routesOfKeys)('%s %s is refused to strangers and to a CX manager', async (method, path) => {
    expect((await call(visitor(server), method, path)).status).toBe(401);
    await buildUser(context, 'cx_manager');
    const manager = await signedIn(server, 'cx_manager@nordfunk.example');
    expect((await call(manager, method, path)).body['code']).toBe('permission.denied');
  });
});

describe('an API key', () => {
  it('is shown once and works as its role', async () => {
    const boss = await administrator();
    const made = await boss.send('POST', '/api/api-keys', { name: 'Reports', role: 'analyst' });
    expect(made.status).toBe(201);
    expect(made.body['key']).toMatch(/^mom_[\w-]{43}$/);
    const listed = await boss.get('/api/api-keys');
    expect(listed.body['items']).toMatchObject([{ name: 'Reports', role: 'analyst', hint: String(made.body['key']).slice(0, 8), lastUsedAt: null, revokedAt: null }]);
    expect(listed.text).not.toContain(made.body['key']);
    expect((await withKey(made.body['key']).get('/api/session')).body['user']).toMatchObject({ name: 'Reports', role: 'analyst', email: '' });
    expect((await withKey(made.body['key']).get('/api/users')).status).toBe(403);
    expect((await boss.get('/api/api-keys')).body['items']).toMatchObject([{ lastUsedAt: now.toISOString() }]);
  });
  it('needs no header against foreign pages, because browsers do not send it by themselves', async () => {
    const boss = await administrator();
    const { body } = await boss.send('POST', '/api/api-keys', { name: 'Deploy', role: 'administrator' });
    const answer = await server.inject({ method: 'POST', url: '/api/sources', headers: { authorization: `bearer ${String(body['key'])}` }, payload: { name: 'Shop', defaultChannel: 'shop' } });
    expect(answer.statusCode).toBe(201);
  });
  it('stops working when it is revoked, here at once and after five seconds elsewhere', async () => {
    const boss = await administrator();
    const one = await boss.send('POST', '/api/api-keys', { name: 'One', role: 'viewer' });
    const two = await boss.send('POST', '/api/api-keys', { name: 'Two', role: 'viewer' });
    expect((await withKey(one.body['key']).get('/api/session')).status).toBe(200);
    expect((await boss.send('DELETE', `/api/api-keys/${String(one.body['id'])}`)).status).toBe(204);
    expect((await withKey(one.body['key']).get('/api/session')).body['code']).toBe('key.invalid');
    expect((await boss.send('DELETE', `/api/api-keys/${String(one.body['id'])}`)).body['code']).toBe('api_key.not_found');
    expect((await withKey(two.body['key']).get('/api/session')).status).toBe(200);
    await sql`update api_keys set revoked_at = now()`.execute(context.db); // as another process would
    now = new Date(now.getTime() + 5_000);
    expect((await withKey(two.body['key']).get('/api/session')).status).toBe(401);
  });
  it.each(['mom_wrong', 'x', 'a'.repeat(600), '0'])('that is unknown (%s) is refused, also beside a good cookie', async (key) => {
    await administrator();
    const { cookie } = await signedIn(server, 'administrator@nordfunk.example');
    expect((await withKey(key).get('/api/session')).body['code']).toBe('key.invalid');
    expect((await visitor(server, { cookie, authorization: `Bearer ${key}` }).get('/api/session')).status).toBe(401);
  });
  it('has no profile and cannot sign out', async () => {
    await ensureKeyFromEnvironment(context, 'environment-key-0123456789');
    expect((await withKey('environment-key-0123456789').send('PATCH', '/api/session/profile', { name: 'x' })).status).toBe(403);
    expect((await withKey('environment-key-0123456789').send('DELETE', '/api/session')).status).toBe(204);
  });
  it('refuses names that are none, foreign fields and unknown roles', async () => {
    const boss = await administrator();
    for (const body of [{}, { name: '', role: 'viewer' }, { name: 'x', role: 'root' }, { name: 'x', role: 'viewer', key: 'mine' }, { name: 'x'.repeat(121), role: 'viewer' }]) expect((await boss.send('POST', '/api/api-keys', body)).status).toBe(400);
  });
  it('is never logged and kept only as a hash', async () => {
    const boss = await administrator();
    const { body } = await boss.send('POST', '/api/api-keys', { name: 'Secret', role: 'viewer' });
    await withKey(body['key']).get('/api/session');
    await withKey('mom_a-wrong-key').get('/api/session');
    const { rows } = await sql<{ all: string }>`select string_agg(k::text, '') as all from api_keys k`.execute(context.db);
    expect(rows[0]?.all).not.toContain(body['key']);
    expect(lines.join('')).not.toContain(body['key']);
    expect(lines.join('')).not.toContain('mom_a-wrong-key');
  });
});

describe('an API key with limits', () => {
  it('may only what is in its scopes and in its role', async () => {
    const boss = await administrator();
    const made = await boss.send('POST', '/api/api-keys', { name: 'Keys only', role: 'administrator', scopes: ['read:user', 'manage:key'] });
    expect((await withKey(made.body['key']).get('/api/api-keys')).status).toBe(200);
    expect((await withKey(made.body['key']).get('/api/users')).status).toBe(403);
    const narrow = await boss.send('POST', '/api/api-keys', { name: 'Viewer', role: 'viewer', scopes: ['manage:all'] });
    expect((await withKey(narrow.body['key']).get('/api/api-keys')).status).toBe(403);
  });
  it('that only reads cannot write', async () => {
    const boss = await administrator();
    const { body } = await boss.send('POST', '/api/api-keys', { name: 'Reader', role: 'administrator', scopes: ['read:all'] });
    expect((await withKey(body['key']).get('/api/session')).body['permissions']).toEqual([{ action: 'read', subject: 'all' }]);
    expect((await withKey(body['key']).send('POST', '/api/sources', { name: 'x', defaultChannel: 'web' })).body['code']).toBe('permission.denied');
  });
  it('refuses scopes that nobody knows, no scope at all, and an end in the past', async () => {
    const boss = await administrator();
    for (const limits of [{ scopes: ['read:everything'] }, { scopes: ['fly:customer'] }, { scopes: [] }, { expiresAt: '2020-01-01T00:00:00Z' }, { requestsPerMinute: 0 }]) expect((await boss.send('POST', '/api/api-keys', { name: 'x', role: 'viewer', ...limits })).status).toBe(400);
  });
  it('that may more than who asks gets neither a new secret nor other limits from them', async () => {
    const boss = await administrator();
    const above = (await boss.send('POST', '/api/api-keys', { name: 'Everything', role: 'administrator' })).body;
    const keeper = withKey((await boss.send('POST', '/api/api-keys', { name: 'Keys', role: 'administrator', scopes: ['manage:key'] })).body['key']);
    const refused = [
      await keeper.send('POST', `/api/api-keys/${String(above['id'])}/rotation`, { overlapHours: 1 }),
      await keeper.send('PATCH', `/api/api-keys/${String(above['id'])}`, { requestsPerMinute: 1 }),
      await keeper.send('PATCH', `/api/api-keys/${String(above['id'])}`, { scopes: ['manage:key'] }),
    ];
    expect(refused.map(({ status, body }) => [status, body['code']])).toEqual(refused.map(() => [403, 'permission.denied']));
    expect((await withKey(above['key']).get('/api/users')).status).toBe(200);
  });
  it('reaches no further than the departments of who makes it', async () => {
    const boss = await administrator();
    await insertRole(context.db, { code: 'keeper_here', name: 'Keeper here', description: '', permissions: ['manage:key', 'read:touchpoint', 'read:metric'], isLimitedToDepartments: true, basedOn: null, createdBy: null, createdAt: now, updatedAt: now });
    await buildUser(context, 'keeper_here', { departments: ['service'] });
    const keeper = await signedIn(server, 'keeper_here@nordfunk.example');
    const make = async (key: object) => (await keeper.send('POST', '/api/api-keys', { name: 'x', ...key })).status;
    expect(await make({ role: 'keeper_here', departments: ['service'] })).toBe(201);
    expect(await make({ role: 'keeper_here', departments: ['service', 'shop'] })).toBe(403);
    expect(await make({ role: 'viewer', scopes: ['read:touchpoint'] })).toBe(403);
    const elsewhere = (await boss.send('POST', '/api/api-keys', { name: 'y', role: 'keeper_here', departments: ['shop'] })).body;
    expect((await keeper.send('POST', `/api/api-keys/${String(elsewhere['id'])}/rotation`, { overlapHours: 0 })).status).toBe(403);
  });
  it('cannot make a key that may more than itself', async () => {
    const boss = await administrator();
    const { body } = await boss.send('POST', '/api/api-keys', { name: 'Keys', role: 'administrator', scopes: ['manage:key'] });
    const rise = await withKey(body['key']).send('POST', '/api/api-keys', { name: 'Everything', role: 'administrator' });
    expect([rise.status, rise.body['code']]).toEqual([403, 'permission.denied']);
    expect((await withKey(body['key']).send('POST', '/api/api-keys', { name: 'Same', role: 'administrator', scopes: ['manage:key'] })).status).toBe(201);
    expect((await withKey(body['key']).send('PATCH', `/api/api-keys/${String(body['id'])}`, { scopes: null })).status).toBe(403);
  });
  it('says when it ends, and ends', async () => {
    const boss = await administrator();
    const expiresAt = new Date(now.getTime() + 60_000).toISOString();
    const { body } = await boss.send('POST', '/api/api-keys', { name: 'Short', role: 'viewer', expiresAt });
    expect((await withKey(body['key']).get('/api/session')).headers).toMatchObject({ 'momente-key-expires': expiresAt });
    now = new Date(now.getTime() + 60_000);
    expect((await withKey(body['key']).get('/api/session')).body['code']).toBe('key.invalid');
  });
  it('has the rate that it was given', async () => {
    const boss = await administrator();
    const { body } = await boss.send('POST', '/api/api-keys', { name: 'Slow', role: 'viewer', requestsPerMinute: 2 });
    expect((await withKey(body['key']).get('/api/session')).headers).toMatchObject({ 'ratelimit-limit': '2', 'ratelimit-remaining': '1' });
    await withKey(body['key']).get('/api/session');
    const third = await withKey(body['key']).get('/api/session');
    expect([third.status, third.body['code']]).toEqual([429, 'request.rate_limited']);
    expect((await boss.get('/api/session')).headers['ratelimit-limit']).toBeUndefined();
  });
  it('can be changed while it works', async () => {
    const boss = await administrator();
    const { body } = await boss.send('POST', '/api/api-keys', { name: 'One', role: 'administrator' });
    const changed = await boss.send('PATCH', `/api/api-keys/${String(body['id'])}`, { name: 'Two', scopes: ['read:metric'] });
    expect(changed.body).toMatchObject({ name: 'Two', scopes: ['read:metric'], expiresAt: null });
    expect((await withKey(body['key']).get('/api/api-keys')).status).toBe(403);
    expect((await boss.send('PATCH', `/api/api-keys/${unknownId}`, {})).body['code']).toBe('api_key.not_found');
  });
  it('gets a new secret while the old one works on for as long as was said', async () => {
    const boss = await administrator();
    const { body } = await boss.send('POST', '/api/api-keys', { name: 'Till', role: 'viewer' });
    const rotated = await boss.send('POST', `/api/api-keys/${String(body['id'])}/rotation`, { overlapHours: 2 });
    expect(rotated.body).toMatchObject({ id: body['id'], name: 'Till', rotatedAt: now.toISOString() });
    expect(rotated.body['key']).not.toBe(body['key']);
    expect((await withKey(body['key']).get('/api/session')).status).toBe(200);
    expect((await withKey(rotated.body['key']).get('/api/session')).status).toBe(200);
    now = new Date(now.getTime() + 2 * 3_600_000);
    expect((await withKey(body['key']).get('/api/session')).status).toBe(401);
    expect((await withKey(rotated.body['key']).get('/api/session')).status).toBe(200);
    const atOnce = await boss.send('POST', `/api/api-keys/${String(body['id'])}/rotation`, { overlapHours: 0 });
    expect((await withKey(rotated.body['key']).get('/api/session')).status).toBe(401);
    expect((await withKey(atOnce.body['key']).get('/api/session')).status).toBe(200);
  });
  it('that ends within two weeks is told once', async () => {
    const boss = await administrator();
    const make = (name: string, days: number) => boss.send('POST', '/api/api-keys', { name, role: 'viewer', expiresAt: new Date(now.getTime() + days * 86_400_000).toISOString() });
    await make('Soon', 13);
    const { body } = await make('Later', 15);
    expect([await warnOfEndingKeys(context), await warnOfEndingKeys(context)]).toEqual([1, 0]);
    // Prolonged, and near its end again: told again.
    await boss.send('PATCH', `/api/api-keys/${String(body['id'])}`, { expiresAt: new Date(now.getTime() + 86_400_000).toISOString() });
    expect(await warnOfEndingKeys(context)).toBe(1);
  });
  it('is listed page by page, working ones first and newest first', async () => {
    const boss = await administrator();
    const ids: unknown[] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      ids.push((await boss.send('POST', '/api/api-keys', { name, role: 'viewer' })).body['id']);
      now = new Date(now.getTime() + 1_000);
    }
    await boss.send('DELETE', `/api/api-keys/${String(ids[4])}`);
    const seen: unknown[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await boss.get(`/api/api-keys?limit=2${cursor}`);
      seen.push(...(body['items'] as { name: string }[]).map(({ name }) => name)); // a list of keys
      if (body['nextCursor'] === null) break;
      cursor = `&cursor=${String(body['nextCursor'])}`;
    }
    expect(seen).toEqual(['d', 'c', 'b', 'a', 'e']);
    expect((await boss.get('/api/api-keys?cursor=nonsense')).body['code']).toBe('request.cursor_invalid');
  });
});

describe('the API key of the environment', () => {
  it('is an administrator, once, however often the process starts', async () => {
    await ensureKeyFromEnvironment(context, 'any-prefix-0123456789');
    await ensureKeyFromEnvironment(context, 'any-prefix-0123456789');
    const answer = await withKey('any-prefix-0123456789').get('/api/api-keys');
    expect(answer.body['items']).toMatchObject([{ name: 'MOMENTE_API_KEY', role: 'administrator', origin: 'environment', hint: 'any-p' }]);
  });
  it('ends when the variable is gone, and works again when it is back', async () => {
    await ensureKeyFromEnvironment(context, 'gone-0123456789012345');
    await endKeysFromEnvironment(context);
    expect((await withKey('gone-0123456789012345').get('/api/session')).status).toBe(401);
    await ensureKeyFromEnvironment(context, 'gone-0123456789012345');
    expect((await withKey('gone-0123456789012345').get('/api/session')).status).toBe(200);
  });
  it('is replaced when another value is given', async () => {
    await ensureKeyFromEnvironment(context, 'first-0123456789012');
    await ensureKeyFromEnvironment(context, 'second-0123456789012');
    expect((await withKey('first-0123456789012').get('/api/session')).status).toBe(401);
    expect((await withKey('second-0123456789012').get('/api/session')).status).toBe(200);
    await ensureKeyFromEnvironment(context, 'first-0123456789012');
    expect((await withKey('first-0123456789012').get('/api/session')).status).toBe(200);
  });
});

describe('a source', () => {
  it('is found by its write key until it is revoked', async () => {
    const boss = await administrator();
    const made = await boss.send('POST', '/api/sources', { name: 'Web shop <b>', defaultChannel: 'web' });
    const { id, writeKey } = made.body;
    expect(writeKey).toMatch(/^momw_[\w-]{43}$/);
    expect(await findSourceByWriteKey(context, String(writeKey))).toEqual({ id, name: 'Web shop <b>', defaultChannel: 'web' });
    expect((await boss.get('/api/sources')).body['items']).toMatchObject([{ id, writeKey, revokedAt: null }]);
    expect((await boss.send('DELETE', `/api/sources/${String(id)}`)).status).toBe(204);
    expect(await findSourceByWriteKey(context, String(writeKey))).toBeNull();
    expect((await boss.send('DELETE', `/api/sources/${String(id)}`)).body['code']).toBe('write_key.not_found');
    expect((await boss.get('/api/sources')).body['items']).toMatchObject([{ id, revokedAt: now.toISOString() }]);
  });
  it('revoked by another process is refused after five seconds', async () => {
    await ensureWriteKeyFromEnvironment(context, 'w-key');
    expect(await findSourceByWriteKey(context, 'w-key')).toMatchObject({ name: 'MOMENTE_WRITE_KEY', defaultChannel: 'other' });
    await sql`update sources set revoked_at = now()`.execute(context.db);
    now = new Date(now.getTime() + 4_999);
    expect(await findSourceByWriteKey(context, 'w-key')).not.toBeNull();
    now = new Date(now.getTime() + 1);
    expect(await findSourceByWriteKey(context, 'w-key')).toBeNull();
  });
  it('of the environment is made once and replaced by another value', async () => {
    await ensureWriteKeyFromEnvironment(context, 'one');
    await ensureWriteKeyFromEnvironment(context, 'one');
    await ensureWriteKeyFromEnvironment(context, 'two');
    expect(await findSourceByWriteKey(context, 'one')).toBeNull();
    expect(await findSourceByWriteKey(context, 'two')).not.toBeNull();
  });
  it.each(['', '\u0000', 'with space', 'ü', 'x'.repeat(201)])('is not looked for under the impossible key %j', async (key) => {
    expect(await findSourceByWriteKey(context, key)).toBeNull();
  });
  it('refuses unknown channels', async () => {
    const boss = await administrator();
    expect((await boss.send('POST', '/api/sources', { name: 'x', defaultChannel: 'telepathy' })).status).toBe(400);
  });
});
