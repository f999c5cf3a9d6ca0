import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Routes } from '../../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../../platform/testing/test-storage.ts';
import { ownedApiKeys, ownedSources } from '../../keys/owned-keys.actions.ts';
import { registerKeysRoutes } from '../../keys/keys.routes.ts';
import { registerDeactivationRoutes } from './deactivation.routes.ts';
import { ownedInvitations } from './owned-things.actions.ts';
import { buildUser, goodPassword, serve, signedIn, type Visitor, visitor } from '../users.builders.ts';
import type { User } from '../users.contract.ts';
import { registerUsersRoutes } from '../users.routes.ts';

let context: TestContext;
let server: Routes;
let boss: Visitor;
let bossUser: User;
let leaver: User;

beforeAll(async () => {
  context = await openTestContext();
  ({ server } = await serve(context, (routes) => {
    registerUsersRoutes(routes, context);
    registerKeysRoutes(routes, context);
    registerDeactivationRoutes(routes, context, [ownedApiKeys, ownedSources, ownedInvitations]);
  }));
});
afterAll(async () => {
  await server.close();
  await context.close();
});
beforeEach(async () => {
  await sql`truncate users, api_keys, sources, sign_in_failures cascade`.execute(context.db);
  bossUser = await buildUser(context, 'administrator');
  leaver = await buildUser(context, 'administrator', { name: 'Lea Veraschied', email: 'lea@nordfunk.example' });
  boss = await signedIn(server, bossUser.email);
});

const leave = (body: object = {}) => boss.send('POST', `/api/users/${leaver.id}/deactivation`, body);

describe('somebody who leaves', () => {
  it('is signed out everywhere, cannot come in, and stays as a name', async () => {
    const there = await signedIn(server, leaver.email);
    const { link } = (await boss.send('POST', `/api/users/${leaver.id}/password-link`)).body;
    expect((await boss.get(`/api/users/${leaver.id}/departure`)).body).toEqual({ sessions: 1, owned: [{ name: 'users.invitations', labelDe: 'Offene Einladungen', labelEn: 'Open invitations', total: 0, items: [] }].slice(1), keys: [] });
    expect((await leave()).status).toBe(200);
    expect((await there.get('/api/session')).status).toBe(401);
    expect((await visitor(server).send('POST', '/api/session', { email: leaver.email, password: goodPassword })).status).toBe(401);
    expect((await visitor(server).get(`/api/invitations/${String(link).split('/').at(-1)}`)).status).toBe(404);
    const { items } = (await boss.get('/api/users')).body;
    expect(items).toMatchObject([{ deactivatedAt: null }, { name: 'Lea Veraschied', deactivatedAt: expect.any(String) }]);
  });
  it('can come back with the old password', async () => {
    await leave();
    expect((await boss.send('DELETE', `/api/users/${leaver.id}/deactivation`)).status).toBe(204);
    expect((await signedIn(server, leaver.email)).cookie).toContain('session_token');
  });
  it('hands over what they owned, and the keys that are not to go on end', async () => {
    const lea = await signedIn(server, leaver.email);
    const [kept, ended] = [(await lea.send('POST', '/api/api-keys', { name: 'Kept', role: 'viewer' })).body, (await lea.send('POST', '/api/api-keys', { name: 'Ended', role: 'viewer' })).body];
    await lea.send('POST', '/api/sources', { name: 'Shop', defaultChannel: 'shop' });
    await lea.send('POST', '/api/invitations', { email: 'neu@nordfunk.example', role: 'viewer' });
    const preview = (await boss.get(`/api/users/${leaver.id}/departure`)).body;
    expect(preview['owned']).toMatchObject([{ name: 'keys.api_keys', total: 2 }, { name: 'keys.sources', total: 1, items: [{ name: 'Shop' }] }, { name: 'users.invitations', total: 1, items: [{ name: 'neu@nordfunk.example' }] }]);
    expect((await leave()).body).toMatchObject({ code: 'user.successor_needed' });
    expect((await leave({ successor: bossUser.id, revokeKeys: [ended['id']] })).body).toMatchObject({ handedOver: 3, revokedKeys: 1 });
    const { rows } = await sql<{ name: string }>`select name from api_keys where created_by = ${bossUser.id} union all select name from sources where created_by = ${bossUser.id}`.execute(context.db);
    expect(rows.map(({ name }) => name)).toEqual(['Kept', 'Shop']);
    expect((await visitor(server, { authorization: `Bearer ${String(kept['key'])}` }).get('/api/session')).status).toBe(200);
    expect((await visitor(server, { authorization: `Bearer ${String(ended['key'])}` }).get('/api/session')).status).toBe(401);
  });
  it.each([['somebody who does not exist', '00000000-0000-4000-8000-000000000000'], ['themselves', 'leaver']])('cannot hand over to %s, and nothing is changed then', async (_who, successor) => {
    expect((await leave({ successor: successor === 'leaver' ? leaver.id : successor })).status).toBe(400);
    expect((await signedIn(server, leaver.email)).cookie).not.toBe('');
  });
  it('cannot take keys of others along', async () => {
    const { id } = (await boss.send('POST', '/api/api-keys', { name: 'Of the boss', role: 'viewer' })).body;
    expect((await leave({ revokeKeys: [id] })).body['code']).toBe('api_key.not_found');
  });
  it('is neither oneself, nor deactivated already, nor the last administrator', async () => {
    expect((await boss.send('POST', `/api/users/${bossUser.id}/deactivation`, {})).body['code']).toBe('user.self');
    expect((await leave()).status).toBe(200);
    expect((await leave()).body['code']).toBe('user.deactivated');
    expect((await boss.send('PATCH', `/api/users/${bossUser.id}`, { role: 'viewer' })).body['code']).toBe('user.last_administrator');
  });
  it('is nobody that a lesser role may send away', async () => {
    await sql`insert into roles (code, name, permissions, is_limited_to_departments, created_at, updated_at) values ('helper', 'Helper', '{manage:user}', false, now(), now())`.execute(context.db);
    await buildUser(context, 'helper', { email: 'helper@nordfunk.example' });
    const helper = await signedIn(server, 'helper@nordfunk.example');
    expect((await helper.send('POST', `/api/users/${leaver.id}/deactivation`, {})).body['code']).toBe('role.beyond_own');
    await sql`delete from roles where code = 'helper'`.execute(context.db);
  });
});
