import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../kernel/clock.ts';
import type { Routes } from '../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { buildUser, goodPassword, serve, signedIn, type Visitor, visitor } from '../users/users.builders.ts';
import { registerUsersRoutes } from '../users/users.routes.ts';
import { codeAt } from './one-time-code.logic.ts';
import { registerSecondFactorRoutes } from './second-factor.routes.ts';

let context: TestContext;
let server: Routes;
let lines: string[];
let now: Date;

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
  ({ server, lines } = await serve(context, (routes) => {
    registerUsersRoutes(routes, context);
    registerSecondFactorRoutes(routes, context);
  }));
});
afterAll(async () => {
  await server.close();
  await context.close();
});
beforeEach(async () => {
  now = new Date(Math.floor(Date.now() / 30_000) * 30_000); // at the begin of a time step
  await sql`truncate users, invitations, sign_in_failures, sign_in_steps, sign_in_settings cascade`.execute(context.db);
});

const email = 'viewer@nordfunk.example';
const later = (ms: number) => {
  now = new Date(now.getTime() + ms);
};

/** A viewer whose app is set up. */
async function withApp(): Promise<{ one: Visitor & { cookie: string }; seed: string; recoveryCodes: string[]; id: string }> {
  const { id } = await buildUser(context, 'viewer');
  const one = await signedIn(server, email);
  const setup = await one.send('POST', '/api/session/security/app');
  const seed = String(setup.body['secret']).replaceAll(' ', '');
  const confirmed = await one.send('POST', '/api/session/security/app/confirmation', { code: codeAt(seed, now) });
  if (confirmed.status !== 200) throw new Error(confirmed.text);
  later(30_000);
  return { one, seed, recoveryCodes: confirmed.body['recoveryCodes'] as string[], id };
}

async function givePassword(headers: Record<string, string> = {}) {
  const answer = await visitor(server, headers).send('POST', '/api/session', { email, password: goodPassword });
  return { ...answer, step: String(answer.cookies[0]).split(';')[0] ?? '' };
}
const show = (step: string, proof: object, headers: Record<string, string> = {}) => visitor(server, { cookie: step, ...headers }).send('POST', '/api/session/second-factor', proof);

describe('setting up an authenticator app', () => {
  it('shows a picture and the secret once, and counts from the first right code on', async () => {
    await buildUser(context, 'viewer');
    const one = await signedIn(server, email);
    const setup = await one.send('POST', '/api/session/security/app');
    expect(setup.body['qrSvg']).toMatch(/^<svg /);
    expect(setup.body['address']).toMatch(/^otpauth:\/\/totp\/Momente:viewer%40nordfunk\.example\?issuer=Momente&secret=[A-Z2-7]{32}&algorithm=SHA1&digits=6&period=30$/);
    expect((await one.send('POST', '/api/session/security/app/confirmation', { code: '000000' })).body['code']).toBe('second_factor.wrong');
    expect((await givePassword()).status).toBe(200); // not yet confirmed, so nobody is locked out by half a set-up
    const seed = String(setup.body['secret']).replaceAll(' ', '');
    const done = await one.send('POST', '/api/session/security/app/confirmation', { code: codeAt(seed, now) });
    expect(done.body['recoveryCodes']).toHaveLength(10);
    expect((await one.send('POST', '/api/session/security/app')).body['code']).toBe('second_factor.exists');
    expect((await one.get('/api/session/security')).body).toMatchObject({ recoveryCodesLeft: 10, passkeys: [], isRequired: false, hasPassword: true });
  });
  it('keeps the seed sealed and the recovery codes as hashes, and logs neither', async () => {
    const { seed, recoveryCodes } = await withApp();
    const { rows } = await sql<{ text: string }>`select (select jsonb_agg(s)::text from second_factors s) || (select jsonb_agg(r)::text from recovery_codes r) || coalesce((select jsonb_agg(a)::text from audit_inbox a), '') as text`.execute(context.db);
    for (const secret of [seed, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))]) {
      expect(rows[0]?.text).not.toContain(secret);
      expect(lines.join('\n')).not.toContain(secret);
    }
  });
});

describe('signing in with a second factor', () => {
  it('opens nothing with the password alone', async () => {
    await withApp();
    const half = await givePassword();
    expect([half.status, half.body]).toEqual([202, { secondFactor: { factors: ['app', 'recovery_code'] } }]);
    expect(half.cookies).toHaveLength(1);
    expect(half.cookies[0]).toMatch(/^momente\.step=[\w-]{43}; Max-Age=600; Path=\/api; HttpOnly; SameSite=Lax$/);
    expect((await visitor(server, { cookie: half.step }).get('/api/session')).status).toBe(401);
  });
  it('opens a session with the code, once per code', async () => {
    const { seed } = await withApp();
    const [first, second] = [await givePassword(), await givePassword()];
    const code = codeAt(seed, now);
    expect((await show(first.step, { code: `${code.slice(0, 3)} ${code.slice(3)}` })).status).toBe(200);
    expect((await show(second.step, { code })).body['code']).toBe('second_factor.wrong');
    later(30_000);
    expect((await show(second.step, { code: codeAt(seed, now) })).status).toBe(200);
  });
  it('takes one code once also when it comes twice at the same moment', async () => {
    const { seed } = await withApp();
    const [first, second] = [await givePassword(), await givePassword()];
    const code = codeAt(seed, now);
    const answers = await Promise.all([show(first.step, { code }), show(second.step, { code })]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422]);
  });
  it('takes the code of the step before and after, and no older one', async () => {
    const { seed } = await withApp();
    later(5 * MINUTE_MS);
    const half = await givePassword();
    expect((await show(half.step, { code: codeAt(seed, new Date(now.getTime() - 60_000)) })).status).toBe(422);
    expect((await show(half.step, { code: codeAt(seed, new Date(now.getTime() - 30_000)) })).status).toBe(200);
    const next = await givePassword();
    expect((await show(next.step, { code: codeAt(seed, new Date(now.getTime() + 30_000)) })).status).toBe(200);
    const last = await givePassword();
    expect((await show(last.step, { code: codeAt(seed, now) })).status).toBe(422); // a newer one was taken already
  });
  it('takes each recovery code once, however it is typed', async () => {
    const { recoveryCodes } = await withApp();
    const [half, again] = [await givePassword(), await givePassword()];
    const code = recoveryCodes[3] ?? '';
    expect((await show(half.step, { recoveryCode: ` ${code.toUpperCase().replaceAll('-', ' ')} ` })).status).toBe(200);
    expect((await show(again.step, { recoveryCode: code })).status).toBe(422);
  });
  it('does not take recovery codes of somebody else', async () => {
    const { recoveryCodes } = await withApp();
    await buildUser(context, 'agent');
    const agent = await signedIn(server, 'agent@nordfunk.example');
    const setup = await agent.send('POST', '/api/session/security/app');
    await agent.send('POST', '/api/session/security/app/confirmation', { code: codeAt(String(setup.body['secret']).replaceAll(' ', ''), now) });
    const half = await visitor(server).send('POST', '/api/session', { email: 'agent@nordfunk.example', password: goodPassword });
    expect((await show(String(half.cookies[0]).split(';')[0] ?? '', { recoveryCode: recoveryCodes[0] })).status).toBe(422);
  });
  it('is over after ten minutes, after five wrong codes, and after it was finished', async () => {
    const { seed } = await withApp();
    const slow = await givePassword();
    later(10 * MINUTE_MS);
    expect((await show(slow.step, { code: codeAt(seed, now) })).body['code']).toBe('sign_in.step_over');
    const clumsy = await givePassword();
    for (let wrong = 1; wrong <= 5; wrong += 1) expect((await show(clumsy.step, { code: '000000' })).body['code']).toBe('second_factor.wrong');
    expect((await show(clumsy.step, { code: codeAt(seed, now) })).body['code']).toBe('sign_in.step_over');
    const good = await givePassword();
    expect((await show(good.step, { code: codeAt(seed, now) })).status).toBe(200);
    later(30_000);
    expect((await show(good.step, { code: codeAt(seed, now) })).body['code']).toBe('sign_in.step_over');
    expect((await show('', { code: codeAt(seed, now) })).body['code']).toBe('sign_in.step_over');
  });
  it('slows guesses down over all sign-ins, and lets a browser that is known go on', async () => {
    const { seed } = await withApp();
    const home = await givePassword();
    const device = String((await show(home.step, { code: codeAt(seed, now) })).cookies.find((line) => line.startsWith('momente.device='))).split(';')[0];
    later(30_000);
    for (let round = 1; round <= 2; round += 1) {
      const half = await givePassword();
      for (let wrong = 1; wrong <= 5; wrong += 1) expect((await show(half.step, { code: '000000' })).status).toBe(422);
    }
    const refused = await show((await givePassword()).step, { code: codeAt(seed, now) });
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '30']);
    const known = await givePassword({ cookie: String(device) });
    expect((await show(`${known.step}; ${device}`, { code: codeAt(seed, now) })).status).toBe(200);
  });
  it('is asked for after a new password by link, too', async () => {
    const { id } = await withApp();
    await buildUser(context, 'administrator');
    const boss = await signedIn(server, 'administrator@nordfunk.example');
    const link = String((await boss.send('POST', `/api/users/${id}/password-link`)).body['link']).split('/').pop();
    const accepted = await visitor(server).send('POST', `/api/invitations/${link}/acceptance`, { name: 'Vera', password: 'nine purple lamps' });
    expect([accepted.status, accepted.body]).toEqual([202, { secondFactor: { factors: ['app', 'recovery_code'] } }]);
    expect(accepted.cookies.some((line) => line.includes('session_token'))).toBe(false);
  });
});

describe('a role that needs a second factor', () => {
  it('may set one up and nothing else, until there is one', async () => {
    await buildUser(context, 'administrator');
    const boss = await signedIn(server, 'administrator@nordfunk.example');
    expect((await boss.send('PUT', '/api/sign-in-settings', { secondFactorRoles: ['viewer', 'cx_manager'] })).body).toEqual({ secondFactorRoles: ['cx_manager', 'viewer'] });
    expect((await boss.send('PUT', '/api/sign-in-settings', { secondFactorRoles: ['emperor'] })).status).toBe(400);
    await buildUser(context, 'cx_manager');
    const answer = await visitor(server).send('POST', '/api/session', { email: 'cx_manager@nordfunk.example', password: goodPassword });
    expect(answer.body).toMatchObject({ permissions: [], secondFactorMissing: true });
    const one = visitor(server, { cookie: String(answer.cookies[0]).split(';')[0] ?? '' });
    expect((await one.get('/api/session')).body).toMatchObject({ permissions: [], secondFactorMissing: true });
    for (const path of ['/api/users', '/api/sessions']) {
      const refused = await one.get(path);
      expect([path, refused.status, refused.body['code']]).toEqual([path, 403, 'second_factor.missing']);
    }
    for (const [method, path] of [['PATCH', '/api/session/profile'], ['DELETE', '/api/sessions'], ['DELETE', '/api/session/security/app'], ['POST', '/api/session/email']] as const) {
      expect([path, (await one.send(method, path, method === 'DELETE' ? undefined : {})).body['code']]).toEqual([path, 'second_factor.missing']);
    }
    expect((await one.get('/api/session/security')).status).toBe(200);
    const setup = await one.send('POST', '/api/session/security/app');
    expect((await one.send('POST', '/api/session/security/app/confirmation', { code: codeAt(String(setup.body['secret']).replaceAll(' ', ''), now) })).status).toBe(200);
    const session = (await one.get('/api/session')).body;
    expect(session['secondFactorMissing']).toBeUndefined();
    expect(session['permissions']).toContainEqual({ action: 'read', subject: 'customer' });
  });
});

describe('changing what secures a sign-in', () => {
  it('wants a fresh proof when the sign-in was more than ten minutes ago', async () => {
    const { one, seed } = await withApp();
    later(11 * MINUTE_MS);
    const stale = await one.send('DELETE', '/api/session/security/app');
    expect([stale.status, stale.body['code'], stale.body['details']]).toEqual([403, 'session.confirmation_required', { proofs: ['password', 'app', 'recovery_code'], method: 'password' }]);
    for (const [method, path] of [['POST', '/api/session/security/app'], ['POST', '/api/session/security/recovery-codes'], ['POST', '/api/session/security/passkey-question'], ['POST', '/api/session/email']] as const) {
      expect((await one.send(method, path, path.endsWith('email') ? { email: 'x@nordfunk.example' } : undefined)).body['code']).toBe('session.confirmation_required');
    }
    expect((await one.send('POST', '/api/session/confirmation', { code: codeAt(seed, now) })).status).toBe(204);
    expect((await one.send('DELETE', '/api/session/security/app')).status).toBe(204);
    expect((await givePassword()).status).toBe(200);
  });
  it('makes old recovery codes worthless when there are new ones', async () => {
    const { one, recoveryCodes } = await withApp();
    const fresh = (await one.send('POST', '/api/session/security/recovery-codes')).body['recoveryCodes'] as string[];
    expect((await show((await givePassword()).step, { recoveryCode: recoveryCodes[0] })).status).toBe(422);
    expect((await show((await givePassword()).step, { recoveryCode: fresh[0] })).status).toBe(200);
  });
  it('can be undone by an administrator for somebody who lost the phone, and the audit log knows', async () => {
    const { one, id } = await withApp();
    await buildUser(context, 'administrator');
    const boss = await signedIn(server, 'administrator@nordfunk.example');
    expect((await one.send('DELETE', `/api/users/${id}/second-factor`)).status).toBe(403);
    expect((await boss.send('DELETE', `/api/users/${id}/second-factor`)).status).toBe(204);
    expect((await one.get('/api/session')).status).toBe(401);
    expect((await givePassword()).status).toBe(200);
    const { rows } = await sql<{ n: number }>`select count(*) as n from audit_inbox where action = 'second_factor.reset'`.execute(context.db);
    expect(rows[0]?.n).toBe(1);
  });
  it('is not possible for somebody who may manage users but may do less than the person', async () => {
    await sql`insert into roles (code, name, permissions, is_limited_to_departments, created_at, updated_at) values ('helper', 'Helper', array['manage:user', 'manage:settings'], false, now(), now()) on conflict do nothing`.execute(context.db);
    const boss = await buildUser(context, 'administrator');
    await buildUser(context, 'helper');
    const helper = await signedIn(server, 'helper@nordfunk.example');
    for (const path of ['second-factor', 'sessions']) expect([path, (await helper.send('DELETE', `/api/users/${boss.id}/${path}`)).body['code']]).toEqual([path, 'role.beyond_own']);
    expect((await helper.send('POST', `/api/users/${boss.id}/email`, { email: 'mine@evil.example' })).body['code']).toBe('role.beyond_own');
    expect((await helper.send('PUT', '/api/sign-in-settings', { secondFactorRoles: [] })).status).toBe(403);
  });
  it('refuses passkeys that no browser has made', async () => {
    const { one } = await withApp();
    const forged = { id: 'AAAA', rawId: 'AAAA', type: 'public-key', clientExtensionResults: {}, response: { clientDataJSON: 'e30', attestationObject: 'oA' } };
    const question = await one.send('POST', '/api/session/security/passkey-question');
    expect(question.body).toMatchObject({ rp: { id: 'localhost' } });
    const step = String(question.cookies[0]).split(';')[0] ?? '';
    expect((await one.send('POST', '/api/session/security/passkeys', { name: 'x', response: forged })).body['code']).toBe('passkey.refused');
    expect((await visitor(server, { cookie: `${one.cookie}; ${step}` }).send('POST', '/api/session/security/passkeys', { name: 'x', response: forged })).body['code']).toBe('passkey.refused');
    const asked = await visitor(server).send('POST', '/api/session/passkey-question');
    const answer = await visitor(server, { cookie: String(asked.cookies[0]).split(';')[0] ?? '' }).send('POST', '/api/session/passkey', { passkey: { ...forged, response: { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA' } } });
    expect([answer.status, answer.body['code']]).toEqual([401, 'session.wrong_credentials']);
  });
});
