import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Routes } from '../../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../../platform/testing/test-storage.ts';
import { createAdministrator, ensureFirstAdministratorLink } from '../passwords/setup.actions.ts';
import { buildUser, goodPassword, serve, signedIn, type Visitor, visitor } from '../users.builders.ts';
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
  await sql`truncate users, invitations, sign_in_failures cascade`.execute(context.db);
});

const nobody = () => visitor(server);
const tokenOf = (link: unknown) => String(link).split('/welcome/')[1] ?? '';
const accept = (token: string, changes: Record<string, unknown> = {}) => nobody().send('POST', `/api/invitations/${token}/acceptance`, { name: 'Anna Ohm', password: 'nine purple lamps', ...changes });

async function administrator(): Promise<Visitor> {
  await buildUser(context, 'administrator');
  return signedIn(server, 'administrator@nordfunk.example');
}

describe('an invitation', () => {
  it('becomes a user with the role and departments it was made for, signed in', async () => {
    const boss = await administrator();
    const made = await boss.send('POST', '/api/invitations', { email: 'Anna@Nordfunk.example', role: 'touchpoint_owner', departments: ['service'] });
    expect(made.status).toBe(201);
    expect(made.body['link']).toMatch(/^http:\/\/localhost:3000\/welcome\/[\w-]{43}$/);
    const token = tokenOf(made.body['link']);
    expect((await nobody().get(`/api/invitations/${token}`)).body).toMatchObject({ email: 'anna@nordfunk.example', role: 'touchpoint_owner', firstAdministrator: false, name: null });
    const accepted = await nobody().send('POST', `/api/invitations/${token}/acceptance`, { name: 'Anna Ohm', password: 'nine purple lamps' }, { 'accept-language': 'fr, de-CH;q=0.9, en;q=0.8' });
    expect(accepted.status).toBe(201);
    expect(accepted.body['user']).toMatchObject({ name: 'Anna Ohm', email: 'anna@nordfunk.example', role: 'touchpoint_owner', departments: ['service'], language: 'de' });
    const cookie = String(accepted.cookies[0]).split(';')[0] ?? '';
    expect((await visitor(server, { cookie }).get('/api/session')).status).toBe(200);
  });
  it('is listed without its link until it is used, and cannot be used twice', async () => {
    const boss = await administrator();
    const { body } = await boss.send('POST', '/api/invitations', { email: 'anna@nordfunk.example', role: 'agent' });
    const listed = await boss.get('/api/invitations');
    expect(listed.body['items']).toMatchObject([{ email: 'anna@nordfunk.example', role: 'agent', invitedBy: 'Test administrator', newPasswordOnly: false }]);
    expect(listed.text).not.toContain(tokenOf(body['link']));
    expect((await accept(tokenOf(body['link']))).status).toBe(201);
    expect((await boss.get('/api/invitations')).body['items']).toEqual([]);
    const again = await accept(tokenOf(body['link']));
    expect([again.status, again.body['code']]).toEqual([410, 'invitation.used']);
  });
  it('is used by one of two who accept at the same moment', async () => {
    const boss = await administrator();
    const { body } = await boss.send('POST', '/api/invitations', { email: 'anna@nordfunk.example', role: 'agent' });
    const answers = await Promise.all([accept(tokenOf(body['link'])), accept(tokenOf(body['link']))]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 410]);
  });
  it('runs out after seven days', async () => {
    const boss = await administrator();
    const { body } = await boss.send('POST', '/api/invitations', { email: 'anna@nordfunk.example', role: 'agent' });
    now = new Date(now.getTime() + 7 * 86_400_000 - 1);
    expect((await nobody().get(`/api/invitations/${tokenOf(body['link'])}`)).status).toBe(200);
    now = new Date(now.getTime() + 1);
    const late = await accept(tokenOf(body['link']));
    expect([late.status, late.body['code']]).toEqual([410, 'invitation.expired']);
  });
  it('stops working when it is withdrawn or replaced by a new one', async () => {
    const boss = await administrator();
    const first = await boss.send('POST', '/api/invitations', { email: 'anna@nordfunk.example', role: 'agent' });
    const second = await boss.send('POST', '/api/invitations', { email: 'anna@nordfunk.example', role: 'viewer' });
    expect((await accept(tokenOf(first.body['link']))).body['code']).toBe('invitation.not_found');
    expect((await boss.send('DELETE', `/api/invitations/${String(second.body['id'])}`)).status).toBe(204);
    expect((await boss.send('DELETE', `/api/invitations/${String(second.body['id'])}`)).status).toBe(404);
    expect((await accept(tokenOf(second.body['link']))).status).toBe(404);
  });
  it('is kept only as a hash', async () => {
    const boss = await administrator();
    const { body } = await boss.send('POST', '/api/invitations', { email: 'anna@nordfunk.example', role: 'agent' });
    const { rows } = await sql<{ all: string }>`select string_agg(i::text, '') as all from invitations i`.execute(context.db);
    expect(rows[0]?.all).not.toContain(tokenOf(body['link']));
  });
  it('is refused for somebody who is a user already, unknown roles and addresses that are none', async () => {
    const boss = await administrator();
    expect((await boss.send('POST', '/api/invitations', { email: 'administrator@nordfunk.example', role: 'agent' })).body['code']).toBe('user.email_taken');
    expect((await boss.send('POST', '/api/invitations', { email: 'a@b.de', role: 'root' })).status).toBe(400);
    expect((await boss.send('POST', '/api/invitations', { email: 'nobody', role: 'agent' })).status).toBe(400);
  });
  it('asks for a password that is hard to guess and stays open until there is one', async () => {
    const boss = await administrator();
    const { body } = await boss.send('POST', '/api/invitations', { email: 'anna@nordfunk.example', role: 'agent' });
    expect((await accept(tokenOf(body['link']), { password: 'password1234' })).body).toMatchObject({ code: 'user.password_weak', details: { kind: 'common' } });
    expect((await accept(tokenOf(body['link']))).status).toBe(201);
  });
  it('cannot be turned to another address', async () => {
    const boss = await administrator();
    const { body } = await boss.send('POST', '/api/invitations', { email: 'anna@nordfunk.example', role: 'agent' });
    const accepted = await accept(tokenOf(body['link']), { email: 'mallory@evil.example', role: 'administrator' });
    expect(accepted.body['user']).toMatchObject({ email: 'anna@nordfunk.example', role: 'agent' });
  });
  it.each(['x', "' or 1=1", '%00', 'a'.repeat(100)])('answers 404 for the made-up token %s', async (token) => {
    expect((await nobody().get(`/api/invitations/${encodeURIComponent(token)}`)).status).toBe(404);
    expect((await accept(encodeURIComponent(token))).status).toBe(404);
  });
});

it('lets nobody try links by the thousand from one address', async () => {
  const flood = visitor(server, { 'x-forwarded-for': '198.51.100.99' });
  const statuses: number[] = [];
  for (let attempt = 1; attempt <= 301; attempt++) statuses.push((await flood.get('/api/invitations/guess')).status);
  expect(statuses.slice(0, 300).every((status) => status === 404)).toBe(true);
  expect(statuses[300]).toBe(429);
});

describe('a link for a new password', () => {
  it('lets an existing user choose one and ends the old sessions', async () => {
    const boss = await administrator();
    const user = await buildUser(context, 'agent');
    const before = await signedIn(server, user.email);
    const { body, status } = await boss.send('POST', `/api/users/${user.id}/password-link`);
    expect(status).toBe(201);
    expect((await nobody().get(`/api/invitations/${tokenOf(body['link'])}`)).body).toMatchObject({ email: user.email, name: 'Test agent' });
    const accepted = await accept(tokenOf(body['link']));
    expect(accepted.body['user']).toMatchObject({ id: user.id, role: 'agent' });
    expect((await before.get('/api/session')).status).toBe(401);
    expect((await nobody().send('POST', '/api/session', { email: user.email, password: goodPassword })).status).toBe(401);
  });
  it('answers 404 for a user that does not exist', async () => {
    const boss = await administrator();
    expect((await boss.send('POST', '/api/users/00000000-0000-4000-8000-000000000000/password-link')).status).toBe(404);
  });
});

describe('the first administrator', () => {
  it('comes in by the one-time link with the own address', async () => {
    const link = await ensureFirstAdministratorLink(context);
    expect(link).toMatch(/^http:\/\/localhost:3000\/welcome\//);
    expect((await nobody().get(`/api/invitations/${tokenOf(link)}`)).body).toMatchObject({ email: null, firstAdministrator: true, role: 'administrator' });
    expect((await accept(tokenOf(link))).status).toBe(400);
    const accepted = await accept(tokenOf(link), { email: 'boss@nordfunk.example' });
    expect(accepted.body['user']).toMatchObject({ email: 'boss@nordfunk.example', role: 'administrator' });
    expect(accepted.body['permissions']).toEqual([{ action: 'manage', subject: 'all' }]);
    expect(await ensureFirstAdministratorLink(context)).toBeNull();
    expect((await accept(tokenOf(link), { email: 'second@nordfunk.example' })).status).toBe(410);
  });
  it('gets a new link at every start, and only the newest works', async () => {
    const [first, second] = [await ensureFirstAdministratorLink(context), await ensureFirstAdministratorLink(context)];
    expect((await accept(tokenOf(first), { email: 'boss@nordfunk.example' })).status).toBe(404);
    expect((await accept(tokenOf(second), { email: 'boss@nordfunk.example' })).status).toBe(201);
  });
  it('cannot come by the link once the environment has made one', async () => {
    const link = await ensureFirstAdministratorLink(context);
    await createAdministrator(context, { email: 'boss@nordfunk.example', password: goodPassword });
    expect((await accept(tokenOf(link), { email: 'mallory@evil.example' })).body['code']).toBe('setup.already_done');
  });
  it('made from the environment can sign in, and a later start does not set a changed password back', async () => {
    expect(await createAdministrator(context, { email: 'Boss@Nordfunk.example', password: goodPassword })).toBe('created');
    const one = await signedIn(server, 'boss@nordfunk.example');
    await one.send('PATCH', '/api/session/profile', { password: { old: goodPassword, new: 'nine purple lamps' } });
    expect(await createAdministrator(context, { email: 'boss@nordfunk.example', password: goodPassword })).toBe('exists');
    expect((await nobody().send('POST', '/api/session', { email: 'boss@nordfunk.example', password: 'nine purple lamps' })).status).toBe(200);
  });
  it('made by two processes at once is made once', async () => {
    const made = await Promise.all([1, 2].map(() => createAdministrator(context, { email: 'boss@nordfunk.example', password: goodPassword })));
    expect(made.toSorted((a, b) => a.localeCompare(b))).toEqual(['created', 'exists']);
  });
  it('is refused at the start with words that say what to do when the address is none', async () => {
    await expect(createAdministrator(context, { email: 'boss', password: goodPassword })).rejects.toThrow('MOMENTE_ADMIN_EMAIL is "boss"; it has to be an e-mail address such as anna@company.example.');
  });
});
