import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../kernel/clock.ts';
import type { Routes } from '../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { buildUser, goodPassword, serve, signedIn, type Visitor, visitor } from '../users/users.builders.ts';
import { registerUsersRoutes } from '../users/users.routes.ts';
import { clientId, clientSecret, type LoopbackProvider, type LyingProvider, type Person, startLyingProvider, startProvider, walkThrough } from './loopback-provider.builders.ts';
import { registerSingleSignOnRoutes } from './single-sign-on.routes.ts';

const redirectAddress = 'http://localhost:3000/api/single-sign-on/callback';
let context: TestContext;
let server: Routes;
let lines: string[];
let provider: LoopbackProvider;
let now: Date;

beforeAll(async () => {
  provider = await startProvider(redirectAddress);
  context = await openTestContext({ clock: { now: () => now } });
  ({ server, lines } = await serve(context, (routes) => {
    registerUsersRoutes(routes, context);
    registerSingleSignOnRoutes(routes, context);
  }));
});
afterAll(async () => {
  await server.close();
  await context.close();
  await provider.close();
});
beforeEach(async () => {
  now = new Date();
  await sql`truncate users, invitations, sign_in_failures, sign_in_steps, single_sign_on, sign_in_settings cascade`.execute(context.db);
});

const vera: Person = { sub: 'p-vera', email: 'viewer@nordfunk.example', email_verified: true, name: 'Vera Ohm' };
const settings = { issuer: '', clientId, clientSecret, label: 'Nordfunk-Konto' };

async function setUp(changes: object = {}): Promise<Visitor> {
  await buildUser(context, 'administrator');
  const boss = await signedIn(server, 'administrator@nordfunk.example');
  const answer = await boss.send('PUT', '/api/single-sign-on', { ...settings, issuer: provider.issuer, ...changes });
  if (answer.status !== 200) throw new Error(answer.text);
  return boss;
}

interface Journey {
  /** Where the provider is. */
  address: URL;
  cookie: string;
}

async function setOut(wayBack = '', headers: Record<string, string> = {}): Promise<Journey> {
  const answer = await visitor(server, headers).get(`/api/single-sign-on/start${wayBack === '' ? '' : `?return=${encodeURIComponent(wayBack)}`}`);
  return { address: new URL(String(answer.headers['location'])), cookie: String(answer.cookies[0]).split(';')[0] ?? '' };
}

async function knock(at: URL, cookie: string) {
  const answer = await visitor(server, { cookie }).get(`${at.pathname}${at.search}`);
  const session = answer.cookies.find((line) => line.startsWith('momente.session_token='))?.split(';')[0];
  return { status: answer.status, location: String(answer.headers['location']), session };
}

/** The whole way as one person. */
async function comeIn(person: Person | null, wayBack = '') {
  provider.person = person;
  const { address, cookie } = await setOut(wayBack);
  return knock(await walkThrough(address.href, redirectAddress), cookie);
}

describe('who comes from the provider', () => {
  it('is signed in as the user with the same verified e-mail address, and goes where they wanted', async () => {
    await setUp();
    await buildUser(context, 'viewer');
    const back = await comeIn(vera, '/touchpoints?sort=gap#top');
    expect([back.status, back.location]).toEqual([302, '/touchpoints?sort=gap#top']);
    const session = await visitor(server, { cookie: back.session ?? '' }).get('/api/session');
    expect(session.body['user']).toMatchObject({ email: 'viewer@nordfunk.example', role: 'viewer' });
  });
  it('becomes who was invited, with the role of the invitation, once', async () => {
    const boss = await setUp();
    await boss.send('POST', '/api/invitations', { email: 'viewer@nordfunk.example', role: 'analyst' });
    const back = await comeIn(vera);
    expect((await visitor(server, { cookie: back.session ?? '' }).get('/api/session')).body['user']).toMatchObject({ name: 'Vera Ohm', role: 'analyst' });
    expect((await boss.get('/api/invitations')).body['items']).toEqual([]);
  });
  it('stays out uninvited, and is let in with the role for everybody where there is one', async () => {
    const boss = await setUp();
    expect(await comeIn(vera)).toMatchObject({ location: '/sign-in?sso=not_admitted', session: undefined });
    await boss.send('PUT', '/api/single-sign-on', { ...settings, issuer: provider.issuer, defaultRole: 'viewer', allowedDomains: ['nordfunk.example'] });
    expect((await comeIn(vera)).session).toBeDefined();
    expect(await comeIn({ ...vera, sub: 'p-2', email: 'eve@elsewhere.example' })).toMatchObject({ location: '/sign-in?sso=not_admitted', session: undefined });
    expect(await comeIn({ ...vera, sub: 'p-3', email: 'eve@evil-nordfunk.example' })).toMatchObject({ session: undefined });
  });
  it('gets role and departments from the first group that fits, at every sign-in', async () => {
    await setUp({ groupsClaim: 'groups', groupRoles: [{ group: 'cx', role: 'cx_manager', departments: [] }, { group: 'shops', role: 'touchpoint_owner', departments: ['shop'] }] });
    const one = await comeIn({ ...vera, groups: ['everybody', 'shops'] });
    expect((await visitor(server, { cookie: one.session ?? '' }).get('/api/session')).body['user']).toMatchObject({ role: 'touchpoint_owner', departments: ['shop'] });
    const two = await comeIn({ ...vera, groups: ['shops', 'cx'] });
    expect((await visitor(server, { cookie: two.session ?? '' }).get('/api/session')).body['user']).toMatchObject({ role: 'cx_manager', departments: [] });
  });
  it('cannot take the last administrator away by a group', async () => {
    await setUp({ groupsClaim: 'groups', groupRoles: [{ group: 'all', role: 'viewer', departments: [] }] });
    const back = await comeIn({ sub: 'p-boss', email: 'administrator@nordfunk.example', email_verified: true, groups: ['all'] });
    const again = await comeIn({ sub: 'p-boss', email: 'administrator@nordfunk.example', email_verified: true, groups: ['all'] });
    for (const { session } of [back, again]) expect((await visitor(server, { cookie: session ?? '' }).get('/api/session')).body['user']).toMatchObject({ role: 'administrator' });
  });
  it('is refused with an e-mail address that the provider has not verified', async () => {
    await setUp();
    await buildUser(context, 'viewer');
    expect(await comeIn({ ...vera, email_verified: false })).toMatchObject({ location: '/sign-in?sso=not_admitted', session: undefined });
  });
  it('stays the same user when the address at the provider changes, and gets nobody else’s account by that', async () => {
    await setUp();
    const own = await buildUser(context, 'viewer');
    await buildUser(context, 'cx_manager');
    await comeIn(vera);
    const back = await comeIn({ ...vera, email: 'cx_manager@nordfunk.example' });
    expect((await visitor(server, { cookie: back.session ?? '' }).get('/api/session')).body['user']).toMatchObject({ id: own.id, email: 'viewer@nordfunk.example' });
  });
  it('does not get the account of somebody who had the address before, until an administrator cuts the old link', async () => {
    const boss = await setUp();
    const { id } = await buildUser(context, 'viewer');
    await comeIn(vera);
    expect(await comeIn({ ...vera, sub: 'p-successor' })).toMatchObject({ location: '/sign-in?sso=not_admitted', session: undefined });
    expect((await boss.send('DELETE', `/api/users/${id}/single-sign-on`)).status).toBe(204);
    expect((await comeIn({ ...vera, sub: 'p-successor' })).session).toBeDefined();
  });
  it('is refused when deactivated, linked or not, with the answer of everybody who is not admitted', async () => {
    await setUp({ defaultRole: 'viewer' });
    await buildUser(context, 'viewer');
    const { session } = await comeIn(vera);
    await sql`update users set deactivated_at = now() where email = 'viewer@nordfunk.example'`.execute(context.db);
    now = new Date(now.getTime() + 6_000);
    expect((await visitor(server, { cookie: session ?? '' }).get('/api/session')).status).toBe(401);
    expect(await comeIn(vera)).toMatchObject({ location: '/sign-in?sso=not_admitted', session: undefined });
    await sql`delete from user_accounts where provider_id <> 'credential'`.execute(context.db);
    expect(await comeIn(vera)).toMatchObject({ location: '/sign-in?sso=not_admitted', session: undefined });
  });
  it('comes back to the sign-in page after pressing cancel there', async () => {
    await setUp();
    expect(await comeIn(null)).toMatchObject({ location: '/sign-in?sso=cancelled', session: undefined });
  });
});

describe('the way there and back', () => {
  const over = { location: '/sign-in?sso=over', session: undefined };
  async function atTheDoor() {
    await setUp();
    await buildUser(context, 'viewer');
    provider.person = vera;
    const { address, cookie } = await setOut();
    return { cookie, at: await walkThrough(address.href, redirectAddress) };
  }
  it('works once: the same address again opens nothing', async () => {
    const { at, cookie } = await atTheDoor();
    expect((await knock(at, cookie)).session).toBeDefined();
    expect(await knock(at, cookie)).toMatchObject(over);
  });
  it('works once also when it is sent twice at the same moment', async () => {
    const { at, cookie } = await atTheDoor();
    const both = await Promise.all([knock(at, cookie), knock(at, cookie)]);
    expect(both.filter(({ session }) => session !== undefined)).toHaveLength(1);
  });
  it('is over after ten minutes', async () => {
    const { at, cookie } = await atTheDoor();
    now = new Date(now.getTime() + 10 * MINUTE_MS);
    expect(await knock(at, cookie)).toMatchObject(over);
  });
  it('ends in the browser in which it began: a link with somebody else’s code signs nobody in', async () => {
    const { at } = await atTheDoor();
    const stranger = await setOut();
    expect(await knock(at, stranger.cookie)).toMatchObject(over);
    expect(await knock(at, '')).toMatchObject(over);
  });
  it('refuses a state that we have not given out, or none', async () => {
    const { at, cookie } = await atTheDoor();
    const forged = new URL(at);
    forged.searchParams.set('state', 'forged');
    expect(await knock(forged, cookie)).toMatchObject(over);
    forged.searchParams.delete('state');
    expect(await knock(forged, cookie)).toMatchObject(over);
    expect((await knock(at, cookie)).session).toBeDefined();
  });
  it('refuses a code that was used in another journey', async () => {
    const { at, cookie } = await atTheDoor();
    await knock(at, cookie);
    const next = await setOut();
    const replayed = new URL(at);
    replayed.searchParams.set('state', next.address.searchParams.get('state') ?? '');
    expect(await knock(replayed, next.cookie)).toMatchObject({ location: '/sign-in?sso=failed', session: undefined });
  });
  it('refuses a token for another nonce than ours', async () => {
    await setUp();
    await buildUser(context, 'viewer');
    provider.person = vera;
    const { address, cookie } = await setOut();
    address.searchParams.set('nonce', 'another-nonce-of-somebody');
    expect(await knock(await walkThrough(address.href, redirectAddress), cookie)).toMatchObject({ location: '/sign-in?sso=failed', session: undefined });
  });
  it('refuses an answer in the name of another issuer', async () => {
    const { at, cookie } = await atTheDoor();
    expect(at.searchParams.get('iss')).toBe(provider.issuer);
    at.searchParams.set('iss', 'https://evil.example');
    expect(await knock(at, cookie)).toMatchObject({ location: '/sign-in?sso=failed', session: undefined });
  });
  it('asks with code, PKCE, state and nonce', async () => {
    await setUp();
    const { address } = await setOut();
    const asked = Object.fromEntries(address.searchParams);
    expect(asked).toMatchObject({ response_type: 'code', client_id: clientId, redirect_uri: redirectAddress, code_challenge_method: 'S256' });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked[name]?.length).toBeGreaterThanOrEqual(43);
  });
  it('leads home where the wanted address is not one of ours', async () => {
    await setUp();
    await buildUser(context, 'viewer');
    expect((await comeIn(vera, '/\\evil.example')).location).toBe('/');
  });
  it('opens a session under a new token, whatever token the browser brought along', async () => {
    await setUp();
    await buildUser(context, 'viewer');
    provider.person = vera;
    const { address, cookie } = await setOut();
    const planted = 'momente.session_token=planted.by-somebody-else';
    const back = await knock(await walkThrough(address.href, redirectAddress), `${cookie}; ${planted}`);
    expect(back.session).toBeDefined();
    expect(back.session).not.toBe(planted);
    expect((await visitor(server, { cookie: planted }).get('/api/session')).status).toBe(401);
  });
});

describe('a provider that lies', () => {
  let liar: LyingProvider;
  let nonce = '';
  beforeAll(async () => {
    liar = await startLyingProvider(() => nonce);
  });
  afterAll(() => liar.close());
  async function comeInThroughLiar(change: (claims: Record<string, unknown>) => Record<string, unknown>, otherKey = false) {
    await setUp({ issuer: liar.issuer });
    await buildUser(context, 'viewer');
    liar.lie(change, otherKey);
    const { address, cookie } = await setOut();
    nonce = address.searchParams.get('nonce') ?? '';
    const at = new URL(redirectAddress);
    at.search = new URLSearchParams({ code: 'any', state: address.searchParams.get('state') ?? '' }).toString();
    return knock(at, cookie);
  }
  it('is believed as long as it tells the truth', async () => {
    expect((await comeInThroughLiar((claims) => claims)).session).toBeDefined();
  });
  it.each([
    ['the token is for another client', { aud: 'another-client' }], ['the token is from another issuer', { iss: 'https://evil.example' }], ['the token has run out', { exp: 1_700_000_000 }],
    ['the token is from a day to come', { iat: 4_000_000_000, nbf: 4_000_000_000 }], ['the nonce is missing', { nonce: undefined }], ['nobody is named', { sub: undefined }],
  ])('is refused when %s', async (_what, lie) => {
    expect(await comeInThroughLiar((claims) => ({ ...claims, ...lie }))).toMatchObject({ location: '/sign-in?sso=failed', session: undefined });
  });
  it('is refused when the token is signed with a key that is not the provider’s', async () => {
    expect(await comeInThroughLiar((claims) => claims, true)).toMatchObject({ location: '/sign-in?sso=failed', session: undefined });
  });
  it.each([['as text', 'true'], ['as a number', 1], ['not at all', undefined]])('is not believed an address that is verified %s', async (_how, value) => {
    expect(await comeInThroughLiar((claims) => ({ ...claims, email_verified: value }))).toMatchObject({ location: '/sign-in?sso=not_admitted', session: undefined });
  });
});

describe('only single sign-on', () => {
  it('keeps passwords of others out like wrong ones, and lets administrators in to mend it', async () => {
    const boss = await setUp();
    await buildUser(context, 'viewer');
    await boss.send('PUT', '/api/single-sign-on', { ...settings, issuer: provider.issuer, isOnlyWay: true });
    expect((await visitor(server).get('/api/sign-in-ways')).body).toMatchObject({ singleSignOn: { label: 'Nordfunk-Konto' }, passwordsForAdministratorsOnly: true });
    const right = await visitor(server).send('POST', '/api/session', { email: 'viewer@nordfunk.example', password: goodPassword });
    const wrong = await visitor(server).send('POST', '/api/session', { email: 'viewer@nordfunk.example', password: 'wrong' });
    expect({ ...right.body, requestId: '' }).toEqual({ ...wrong.body, requestId: '' });
    expect(right.status).toBe(401);
    expect((await visitor(server).send('POST', '/api/session', { email: 'administrator@nordfunk.example', password: goodPassword })).status).toBe(200);
    expect((await comeIn(vera)).session).toBeDefined();
    const link = String((await boss.send('POST', '/api/invitations', { email: 'new@nordfunk.example', role: 'viewer' })).body['link']).split('/').pop();
    const accepted = await visitor(server).send('POST', `/api/invitations/${link}/acceptance`, { name: 'New', password: goodPassword });
    expect(accepted.body['code']).toBe('sign_in.single_sign_on_only');
  });
});

describe('setting it up', () => {
  it('keeps the secret sealed and shows it nowhere', async () => {
    const boss = await setUp();
    expect((await boss.get('/api/single-sign-on')).text).not.toContain(clientSecret);
    const { rows } = await sql<{ text: string }>`select to_jsonb(s)::text as text from single_sign_on s`.execute(context.db);
    expect(rows[0]?.text).not.toContain(clientSecret);
    expect(lines.join('\n')).not.toContain(clientSecret);
  });
  it('keeps the secret when none is sent, but never for another provider', async () => {
    const boss = await setUp();
    const { clientSecret: _secret, ...withoutSecret } = settings;
    expect((await boss.send('PUT', '/api/single-sign-on', { ...withoutSecret, issuer: provider.issuer, label: 'Neu' })).status).toBe(200);
    const other = await boss.send('PUT', '/api/single-sign-on', { ...withoutSecret, issuer: 'http://127.0.0.1:1' });
    expect([400, 422]).toContain(other.status);
    await buildUser(context, 'viewer');
    expect((await comeIn(vera)).session).toBeDefined();
  });
  it.each([['not https', { issuer: 'http://login.nordfunk.example' }, 422], ['nobody there', { issuer: 'http://127.0.0.1:9' }, 422], ['a role that does not exist', { defaultRole: 'emperor' }, 400], ['a file', { issuer: 'file:///etc/passwd' }, 400], ['a domain with an at sign', { allowedDomains: ['@nordfunk.example'] }, 400]])('refuses %s', async (_what, change, status) => {
    await buildUser(context, 'administrator');
    const boss = await signedIn(server, 'administrator@nordfunk.example');
    expect((await boss.send('PUT', '/api/single-sign-on', { ...settings, issuer: provider.issuer, ...change })).status).toBe(status);
  });
  it('asks for the password again when the sign-in was a while ago', async () => {
    const boss = await setUp();
    now = new Date(now.getTime() + 11 * MINUTE_MS);
    const late = await boss.send('DELETE', '/api/single-sign-on');
    expect([late.status, late.body['code'], late.body['details']]).toEqual([403, 'session.confirmation_required', { proofs: ['password'], method: 'password' }]);
    expect((await boss.send('POST', '/api/session/confirmation', { password: 'wrong' })).body['code']).toBe('user.password_wrong');
    expect((await boss.send('POST', '/api/session/confirmation', { password: goodPassword })).status).toBe(204);
    expect((await boss.send('DELETE', '/api/single-sign-on')).status).toBe(204);
  });
  it('is for administrators alone', async () => {
    await buildUser(context, 'cx_manager');
    const one = await signedIn(server, 'cx_manager@nordfunk.example');
    expect([(await one.get('/api/single-sign-on')).status, (await one.send('PUT', '/api/single-sign-on', settings)).status, (await one.send('DELETE', '/api/single-sign-on')).status]).toEqual([403, 403, 403]);
  });
});
