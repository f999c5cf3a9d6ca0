import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import type { Routes } from '../../platform/http/server.ts';
import { openRecords } from '../../platform/storage/records.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { buildUser, goodPassword, serve, signedIn, visitor } from './users.builders.ts';
import { registerUsersRoutes } from './users.routes.ts';
import { markDemoLoaded } from './passwords/setup.actions.ts';

let context: TestContext;
let server: Routes;
let lines: string[];
let now: Date;

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
  ({ server, lines } = await serve(context, (routes) => registerUsersRoutes(routes, context)));
});
afterAll(async () => {
  await server.close();
  await context.close();
});
beforeEach(async () => {
  now = new Date();
  await sql`truncate users, invitations, sign_in_failures, installation_facts cascade`.execute(context.db);
});

const nobody = () => visitor(server);
const unknownId = '00000000-0000-4000-8000-000000000000';

describe('what a stranger gets', () => {
  it.each([
    ['GET', '/api/session'], ['DELETE', '/api/session'], ['PATCH', '/api/session/profile'], ['GET', '/api/users'], ['PATCH', `/api/users/${unknownId}`],
    ['DELETE', `/api/users/${unknownId}`], ['POST', `/api/users/${unknownId}/password-link`], ['POST', '/api/invitations'], ['GET', '/api/invitations'], ['DELETE', `/api/invitations/${unknownId}`],
  ] as const)('%s %s is refused with 401', async (method, path) => {
    const answer = method === 'GET' ? await nobody().get(path) : await nobody().send(method, path, {});
    expect([answer.status, answer.body['code']]).toEqual([401, 'session.required']);
  });
  it('refuses a forged cookie', async () => {
    const answer = await visitor(server, { cookie: 'momente.session_token=abc.def' }).get('/api/session');
    expect(answer.status).toBe(401);
  });
  it('tells whether the installation is set up', async () => {
    expect((await nobody().get('/api/setup')).body).toEqual({ needed: true, demoLoaded: false });
    await buildUser(context, 'administrator');
    await markDemoLoaded(context);
    expect((await nobody().get('/api/setup')).body).toEqual({ needed: false, demoLoaded: true });
  });
});

describe('what other roles than the administrator get', () => {
  it.each(['cx_manager', 'agent', 'touchpoint_owner', 'analyst', 'viewer'] as const)('%s may not manage users', async (role) => {
    const { email, id } = await buildUser(context, role);
    const one = await signedIn(server, email);
    const answers = [
      await one.get('/api/users'), await one.send('PATCH', `/api/users/${id}`, { role: 'administrator' }), await one.send('DELETE', `/api/users/${id}`),
      await one.send('POST', `/api/users/${id}/password-link`), await one.send('POST', '/api/invitations', { email: 'x@nordfunk.example', role: 'administrator' }),
      await one.get('/api/invitations'), await one.send('DELETE', `/api/invitations/${unknownId}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403, 403]);
  });
});

describe('signing in', () => {
  it('opens a session and says what the person may do', async () => {
    const user = await buildUser(context, 'viewer', { name: 'Vera' });
    const answer = await nobody().send('POST', '/api/session', { email: ' Viewer@Nordfunk.example ', password: goodPassword });
    expect(answer.status).toBe(200);
    expect(answer.body['user']).toEqual({ id: user.id, name: 'Vera', email: 'viewer@nordfunk.example', role: 'viewer', departments: [], language: 'de' });
    expect(answer.body['permissions']).toContainEqual({ action: 'read', subject: 'metric' });
    const again = await visitor(server, { cookie: String(answer.cookies[0]).split(';')[0] ?? '' }).get('/api/session');
    expect(again.body).toEqual(answer.body);
  });
  it('sets a cookie that scripts cannot read and other sites cannot send', async () => {
    await buildUser(context, 'viewer');
    const { cookies } = await nobody().send('POST', '/api/session', { email: 'viewer@nordfunk.example', password: goodPassword });
    expect(cookies).toHaveLength(2);
    expect(cookies[0]).toMatch(/^momente\.session_token=[^;]{40,}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(cookies[1]).toMatch(/^momente\.device=[\w-]{43}; Max-Age=34560000; Path=\/api; HttpOnly; SameSite=Lax$/);
  });
  it('marks the cookie Secure where people come over https', async () => {
    await buildUser(context, 'viewer');
    const safe = { ...context, settings: { ...context.settings, publicUrl: 'https://momente.nordfunk.example' } };
    const { server: https } = await serve(safe, (routes) => registerUsersRoutes(routes, safe));
    const { cookies } = await visitor(https).send('POST', '/api/session', { email: 'viewer@nordfunk.example', password: goodPassword });
    expect(cookies[0]).toMatch(/^__Secure-momente\.session_token=.*; HttpOnly; Secure; SameSite=Lax$/);
    const cookie = String(cookies[0]).split(';')[0] ?? '';
    expect((await visitor(https, { cookie }).get('/api/session')).status).toBe(200);
    await https.close();
  });
  it('gives every sign-in a session of its own', async () => {
    await buildUser(context, 'viewer');
    const [one, two] = [await signedIn(server, 'viewer@nordfunk.example'), await signedIn(server, 'viewer@nordfunk.example')];
    expect(one.cookie).not.toBe(two.cookie);
    await one.send('DELETE', '/api/session');
    expect([(await one.get('/api/session')).status, (await two.get('/api/session')).status]).toEqual([401, 200]);
  });
  it('answers a wrong password and an unknown address alike', async () => {
    await buildUser(context, 'viewer');
    const wrong = await nobody().send('POST', '/api/session', { email: 'viewer@nordfunk.example', password: 'no' });
    const unknown = await nobody().send('POST', '/api/session', { email: 'nobody@nordfunk.example', password: 'no' });
    expect([wrong.status, wrong.body['code']]).toEqual([401, 'session.wrong_credentials']);
    expect({ ...unknown.body, requestId: '' }).toEqual({ ...wrong.body, requestId: '' });
    expect(wrong.cookies).toEqual([]);
  });
  it('makes the sixth guess wait and does not look at the right password then', async () => {
    await buildUser(context, 'viewer');
    const guess = (password: string) => nobody().send('POST', '/api/session', { email: 'viewer@nordfunk.example', password });
    for (let attempt = 1; attempt <= 5; attempt++) expect((await guess('wrong')).status).toBe(401);
    const sixth = await guess(goodPassword);
    expect([sixth.status, sixth.body['code'], sixth.headers['retry-after']]).toEqual([429, 'request.rate_limited', '5']);
    now = new Date(now.getTime() + 5_000);
    expect((await guess(goodPassword)).status).toBe(200);
    expect((await guess('wrong')).status).toBe(401);
  });
  it('does not let twenty guesses sent at once pass', async () => {
    await buildUser(context, 'viewer');
    const answers = await Promise.all(Array.from({ length: 20 }, () => nobody().send('POST', '/api/session', { email: 'viewer@nordfunk.example', password: 'wrong' })));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
  });
  it('lets a colleague in the same office and the person from elsewhere sign in meanwhile', async () => {
    await buildUser(context, 'viewer');
    await buildUser(context, 'agent');
    for (let attempt = 1; attempt <= 6; attempt++) await nobody().send('POST', '/api/session', { email: 'viewer@nordfunk.example', password: 'wrong' });
    expect((await nobody().send('POST', '/api/session', { email: 'agent@nordfunk.example', password: goodPassword })).status).toBe(200);
    const elsewhere = await nobody().send('POST', '/api/session', { email: 'viewer@nordfunk.example', password: goodPassword }, { 'x-forwarded-for': '198.51.100.7' });
    expect(elsewhere.status).toBe(200);
  });
  it.each([
    ['no body', undefined], ['a list', []], ['a password that is no text', { email: 'a@b.de', password: { $ne: '' } }],
    ['an address that is none', { email: "' or 1=1 --", password: 'x' }], ['a zero byte', { email: 'a\u0000@b.de', password: 'x' }], ['a very long password', { email: 'a@b.de', password: 'x'.repeat(201) }],
    ['prototype keys', '{"__proto__":{"email":"a@b.de","password":"x"}}'],
  ])('refuses %s with 400', async (_what, body) => {
    const answer = await nobody().send('POST', '/api/session', body, { 'content-type': 'application/json' });
    expect(answer.status).toBe(400);
  });
  it('refuses a huge body before it is read', async () => {
    const answer = await nobody().send('POST', '/api/session', { email: 'a@b.de', password: 'x'.repeat(20_000) });
    expect([answer.status, answer.body['code']]).toEqual([413, 'request.too_large']);
  });
  it('says 503 when the database is away, and not that the session has ended', async () => {
    const away = openRecords({ connectionString: 'postgres://127.0.0.1:1/none' });
    const broken = { ...context, db: away.db };
    const { server: other } = await serve(broken, (routes) => registerUsersRoutes(routes, broken));
    const { cookie } = await buildUser(context, 'viewer').then(({ email }) => signedIn(server, email));
    expect((await visitor(other, { cookie }).get('/api/session')).status).toBe(503);
    expect((await visitor(other).send('POST', '/api/session', { email: 'viewer@nordfunk.example', password: goodPassword })).status).toBe(503);
    await other.close();
    await away.close();
  });
});

describe('a session', () => {
  it('cannot be used for writes by a page that does not send our header', async () => {
    await buildUser(context, 'viewer');
    const { cookie } = await signedIn(server, 'viewer@nordfunk.example');
    const answer = await server.inject({ method: 'DELETE', url: '/api/session', headers: { cookie } });
    expect([answer.statusCode, answer.json()['code']]).toEqual([403, 'request.forged']);
  });
  it('is known for five seconds without asking the database, and no longer', async () => {
    await buildUser(context, 'viewer');
    const { cookie } = await signedIn(server, 'viewer@nordfunk.example');
    const one = visitor(server, { cookie });
    expect((await one.get('/api/session')).status).toBe(200);
    await sql`delete from user_sessions`.execute(context.db); // as another process would
    now = new Date(now.getTime() + 5_000);
    expect((await one.get('/api/session')).status).toBe(401);
  });
  it('follows a change of role at once', async () => {
    await buildUser(context, 'administrator');
    const { id } = await buildUser(context, 'viewer');
    const [boss, one] = [await signedIn(server, 'administrator@nordfunk.example'), await signedIn(server, 'viewer@nordfunk.example')];
    expect((await one.get('/api/users')).status).toBe(403);
    expect((await boss.send('PATCH', `/api/users/${id}`, { role: 'administrator' })).status).toBe(200);
    expect((await one.get('/api/users')).status).toBe(200);
  });
  it('ends when the user is removed', async () => {
    await buildUser(context, 'administrator');
    const { id } = await buildUser(context, 'viewer');
    const [boss, one] = [await signedIn(server, 'administrator@nordfunk.example'), await signedIn(server, 'viewer@nordfunk.example')];
    expect((await one.get('/api/session')).status).toBe(200);
    expect((await boss.send('DELETE', `/api/users/${id}`)).status).toBe(204);
    expect((await one.get('/api/session')).status).toBe(401);
  });
});

describe('users', () => {
  it('are listed by address, page by page', async () => {
    await buildUser(context, 'administrator');
    await buildUser(context, 'agent');
    const boss = await signedIn(server, 'administrator@nordfunk.example');
    const first = await boss.get('/api/users?limit=1');
    expect(first.body['items']).toMatchObject([{ email: 'administrator@nordfunk.example', role: 'administrator', departments: [] }]);
    const second = await boss.get(`/api/users?limit=1&cursor=${String(first.body['nextCursor'])}`);
    expect(second.body).toMatchObject({ items: [{ email: 'agent@nordfunk.example', lastSeenAt: null }], nextCursor: null });
    expect((await boss.get('/api/users?cursor=nonsense')).body['code']).toBe('request.cursor_invalid');
  });
  it('keep HTML in their names as text', async () => {
    const { id } = await buildUser(context, 'administrator');
    const boss = await signedIn(server, 'administrator@nordfunk.example');
    const name = '<img src=x onerror=alert(1)> "O\'Brien"; drop table users; --';
    expect((await boss.send('PATCH', `/api/users/${id}`, { name })).body['name']).toBe(name);
    expect((await boss.get('/api/users')).body['items']).toMatchObject([{ name }]);
  });
  it('cannot lose the last administrator, by role or by removal', async () => {
    const { id } = await buildUser(context, 'administrator');
    const boss = await signedIn(server, 'administrator@nordfunk.example');
    expect((await boss.send('PATCH', `/api/users/${id}`, { role: 'viewer' })).body['code']).toBe('user.last_administrator');
    expect((await boss.send('DELETE', `/api/users/${id}`)).status).toBe(409);
  });
  it('keep one administrator when two remove each other at the same moment', async () => {
    const one = await buildUser(context, 'administrator', { email: 'one@nordfunk.example' });
    const two = await buildUser(context, 'administrator', { email: 'two@nordfunk.example' });
    const [first, second] = [await signedIn(server, one.email), await signedIn(server, two.email)];
    const answers = await Promise.all([first.send('DELETE', `/api/users/${two.id}`), second.send('DELETE', `/api/users/${one.id}`)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409]);
  });
  it('that do not exist answer 404, and ids that are none 400', async () => {
    await buildUser(context, 'administrator');
    const boss = await signedIn(server, 'administrator@nordfunk.example');
    expect((await boss.send('PATCH', `/api/users/${unknownId}`, { name: 'x' })).body['code']).toBe('user.not_found');
    expect((await boss.send('DELETE', `/api/users/${unknownId}`)).status).toBe(404);
    expect((await boss.send('DELETE', '/api/users/1%27or')).status).toBe(400);
  });
  it('refuse unknown roles, departments that are no codes, and fields that are not theirs to change', async () => {
    const { id } = await buildUser(context, 'administrator');
    const boss = await signedIn(server, 'administrator@nordfunk.example');
    for (const change of [{ role: 'root' }, { departments: ['<b>'] }, { email: 'x@y.de' }, { name: 'zero\u0000byte' }, { name: '  ' }]) expect((await boss.send('PATCH', `/api/users/${id}`, change)).status).toBe(400);
  });
});

describe('the own profile', () => {
  it('changes name and language', async () => {
    await buildUser(context, 'viewer');
    const one = await signedIn(server, 'viewer@nordfunk.example');
    const answer = await one.send('PATCH', '/api/session/profile', { name: 'Vera Ohm', language: 'en' });
    expect(answer.body['user']).toMatchObject({ name: 'Vera Ohm', language: 'en' });
    expect((await one.get('/api/session')).body['user']).toMatchObject({ name: 'Vera Ohm', language: 'en' });
  });
  it('does not change the own role', async () => {
    await buildUser(context, 'viewer');
    const one = await signedIn(server, 'viewer@nordfunk.example');
    expect((await one.send('PATCH', '/api/session/profile', { role: 'administrator' })).status).toBe(400);
  });
  it('changes the password with the old one, ends all other sessions and goes on in this one', async () => {
    await buildUser(context, 'viewer');
    const [here, there] = [await signedIn(server, 'viewer@nordfunk.example'), await signedIn(server, 'viewer@nordfunk.example')];
    const answer = await here.send('PATCH', '/api/session/profile', { password: { old: goodPassword, new: 'nine purple lamps' } });
    expect(answer.status).toBe(200);
    expect((await there.get('/api/session')).status).toBe(401);
    expect((await here.get('/api/session')).status).toBe(401);
    expect((await visitor(server, { cookie: String(answer.cookies[0]).split(';')[0] ?? '' }).get('/api/session')).status).toBe(200);
    expect((await nobody().send('POST', '/api/session', { email: 'viewer@nordfunk.example', password: goodPassword })).status).toBe(401);
    expect((await nobody().send('POST', '/api/session', { email: 'viewer@nordfunk.example', password: 'nine purple lamps' })).status).toBe(200);
  });
  it('refuses a wrong old password and a weak new one, and changes nothing else then', async () => {
    await buildUser(context, 'viewer', { name: 'Vera' });
    const one = await signedIn(server, 'viewer@nordfunk.example');
    const wrong = await one.send('PATCH', '/api/session/profile', { name: 'Other', password: { old: 'wrong', new: 'nine purple lamps' } });
    expect([wrong.status, wrong.body['code']]).toEqual([422, 'user.password_wrong']);
    const weak = await one.send('PATCH', '/api/session/profile', { password: { old: goodPassword, new: 'short' } });
    expect([weak.status, weak.body['code'], weak.body['details']]).toEqual([422, 'user.password_weak', { kind: 'tooShort' }]);
    expect((await one.get('/api/session')).body['user']).toMatchObject({ name: 'Vera' });
  });
});

it('writes no password and no cookie into the log', async () => {
  await buildUser(context, 'viewer');
  const one = await signedIn(server, 'viewer@nordfunk.example');
  await one.get('/api/session');
  await nobody().send('POST', '/api/session', { email: 'viewer@nordfunk.example', password: 'a wrong secret' });
  const written = lines.join('\n');
  for (const secret of [goodPassword, 'a wrong secret', one.cookie.split('=')[1] ?? 'none']) expect(written).not.toContain(secret);
});
