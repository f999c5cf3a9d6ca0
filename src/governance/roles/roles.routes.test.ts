import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Routes } from '../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { buildUser, serve, signedIn, type Visitor } from '../users/users.builders.ts';
import { registerUsersRoutes } from '../users/users.routes.ts';
import { registerRolesRoutes } from './roles.routes.ts';

let context: TestContext;
let server: Routes;
let boss: Visitor & { cookie: string };

beforeAll(async () => {
  context = await openTestContext();
  ({ server } = await serve(context, (routes) => {
    registerUsersRoutes(routes, context);
    registerRolesRoutes(routes, context);
  }));
});
afterAll(async () => {
  await server.close();
  await context.close();
});
beforeEach(async () => {
  await sql`truncate users, roles, sign_in_failures cascade`.execute(context.db);
  await buildUser(context, 'administrator');
  boss = await signedIn(server, 'administrator@nordfunk.example');
});

const readCustomers = { action: 'read', subject: 'customer' };
const manageUsers = { action: 'manage', subject: 'user' };
const manageRoles = { action: 'manage', subject: 'role' };
const role = (changes: object = {}) => ({ name: 'Kündigungs-Team', permissions: [readCustomers], ...changes });
const someoneWith = async (code: string) => {
  const { email } = await buildUser(context, code, { email: `${code}@nordfunk.example` });
  return signedIn(server, email);
};

describe('an own role', () => {
  it('gets a code from its name, and a number where that is taken', async () => {
    expect((await boss.send('POST', '/api/roles', role())).body).toMatchObject({ code: 'kuendigungs_team', isBuiltIn: false, permissions: [readCustomers], heldBy: { users: 0, invitations: 0, keys: 0 } });
    expect((await boss.send('POST', '/api/roles', role({ name: 'kündigungs team' }))).body['code']).toBe('kuendigungs_team_2');
    expect((await boss.send('POST', '/api/roles', role({ name: 'KÜNDIGUNGS-TEAM' }))).body['code']).toBe('role.name_taken');
  });
  it.each(['Agent', 'administrator', '東京', '1'])('named %s never takes the code of a built-in role', async (name) => {
    expect((await boss.send('POST', '/api/roles', role({ name }))).body['code']).toMatch(/^(agent_2|administrator_2|role)$/);
  });
  it('works for who has it, changes at once, and may nothing once it is gone', async () => {
    await boss.send('POST', '/api/roles', role({ permissions: [manageUsers] }));
    const holder = await someoneWith('kuendigungs_team');
    expect((await holder.get('/api/session')).body['permissions']).toEqual([manageUsers]);
    expect((await holder.get('/api/users')).status).toBe(200);
    expect((await boss.send('PUT', '/api/roles/kuendigungs_team', role())).status).toBe(200);
    expect((await holder.get('/api/users')).status).toBe(403);
    expect((await boss.send('DELETE', '/api/roles/kuendigungs_team')).body).toMatchObject({ code: 'role.in_use', details: { users: 1, invitations: 0, keys: 0 } });
  });
  it('goes when nobody has it', async () => {
    await boss.send('POST', '/api/roles', role());
    expect((await boss.send('DELETE', '/api/roles/kuendigungs_team')).status).toBe(204);
    expect((await boss.send('DELETE', '/api/roles/kuendigungs_team')).status).toBe(404);
  });
  it('can be given by invitation; a role that does not exist cannot', async () => {
    await boss.send('POST', '/api/roles', role());
    expect((await boss.send('POST', '/api/invitations', { email: 'neu@nordfunk.example', role: 'kuendigungs_team' })).status).toBe(201);
    expect((await boss.send('POST', '/api/invitations', { email: 'neu2@nordfunk.example', role: 'nobody' })).status).toBe(400);
    expect((await boss.send('DELETE', '/api/roles/kuendigungs_team')).body['code']).toBe('role.in_use');
  });
  it.each([
    ['an unknown permission', { permissions: [{ action: 'fly', subject: 'customer' }] }], ['everything', { permissions: [{ action: 'manage', subject: 'all' }] }],
    ['imports without personal data', { permissions: [{ action: 'create', subject: 'import' }] }], ['no name', { name: ' ' }], ['a name with line breaks', { name: 'a\nb' }], ['fields that are not its own', { isBuiltIn: true }],
  ])('is refused with %s', async (_what, change) => {
    expect((await boss.send('POST', '/api/roles', role(change))).status).toBe(400);
  });
  it('cannot be a built-in one', async () => {
    expect((await boss.send('PUT', '/api/roles/agent', role())).body['code']).toBe('role.built_in');
    expect((await boss.send('DELETE', '/api/roles/administrator')).body['code']).toBe('role.built_in');
  });
});

describe('nobody hands on more than they have', () => {
  let keeper: Visitor;
  beforeEach(async () => {
    await boss.send('POST', '/api/roles', role({ name: 'Keeper', permissions: [manageRoles, manageUsers, readCustomers] }));
    keeper = await someoneWith('keeper');
  });
  it('in a new or changed role', async () => {
    expect((await keeper.send('POST', '/api/roles', role())).status).toBe(201);
    const beyond = await keeper.send('POST', '/api/roles', role({ name: 'More', permissions: [{ action: 'manage', subject: 'settings' }] }));
    expect([beyond.status, beyond.body['code'], beyond.body['details']]).toEqual([403, 'role.beyond_own', { permissions: [{ action: 'manage', subject: 'settings' }] }]);
  });
  it('nor takes away from a role above', async () => {
    await boss.send('POST', '/api/roles', role({ name: 'Above', permissions: [{ action: 'manage', subject: 'settings' }] }));
    expect((await keeper.send('PUT', '/api/roles/above', role({ name: 'Above' }))).body['code']).toBe('role.beyond_own');
    expect((await keeper.send('DELETE', '/api/roles/above')).body['code']).toBe('role.beyond_own');
  });
  it('by making somebody an administrator, inviting one, or taking over the password of one', async () => {
    const users = (await boss.get('/api/users')).body['items'] as { id: string; role: string }[]; // the list just written by this test
    const idOf = (wanted: string) => users.find((user) => user.role === wanted)?.id ?? '';
    expect((await keeper.send('PATCH', `/api/users/${idOf('keeper')}`, { role: 'administrator' })).body['code']).toBe('role.beyond_own');
    expect((await keeper.send('PATCH', `/api/users/${idOf('administrator')}`, { role: 'viewer' })).body['code']).toBe('role.beyond_own');
    expect((await keeper.send('POST', '/api/invitations', { email: 'x@y.de', role: 'administrator' })).body['code']).toBe('role.beyond_own');
    expect((await keeper.send('POST', `/api/users/${idOf('administrator')}/password-link`)).body['code']).toBe('role.beyond_own');
    expect((await keeper.send('DELETE', `/api/users/${idOf('administrator')}`)).body['code']).toBe('role.beyond_own');
  });
});

describe('looking through another role', () => {
  const as = (view: string) => ({ 'x-momente-view-as': view });
  const look = async (path: string, view: string, method: 'GET' | 'POST' = 'GET') => {
    const answer = await server.inject({ method, url: path, headers: { cookie: boss.cookie, 'x-momente-request': '1', ...as(view) }, ...(method === 'POST' ? { payload: {} } : {}) });
    return { status: answer.statusCode, body: answer.json() };
  };
  it('shows what that role sees, for reading only, and is noted once', async () => {
    expect((await look('/api/session', 'touchpoint_owner;service')).body).toMatchObject({ user: { role: 'touchpoint_owner', departments: ['service'] }, viewsAs: { role: 'touchpoint_owner', departments: ['service'] } });
    expect((await look('/api/users', 'touchpoint_owner;service')).status).toBe(403);
    const write = await look('/api/invitations', 'administrator', 'POST');
    expect([write.status, write.body['code']]).toEqual([403, 'view_as.read_only']);
    expect((await boss.get('/api/users')).status).toBe(200);
    const { rows } = await sql`select 1 from audit_inbox i join users u on u.id::text = i.actor_id::text where i.action = 'role.viewed_as'`.execute(context.db);
    expect(rows.length).toBe(2); // once for each of the two roles
  });
  it.each(['nobody', 'Agent', 'agent;UPPER', ';', 'agent;<b>'])('refuses %s', async (view) => {
    expect((await look('/api/session', view)).status).toBe(400);
  });
  it('is not for those who do not manage roles, and never widens', async () => {
    const one = await someoneWith('viewer');
    expect((await one.send('POST', '/api/session', undefined, as('administrator'))).status).toBe(400); // signing in does not look at it
    const { body } = await one.send('DELETE', '/api/session', undefined, as('administrator'));
    expect(body['code']).toBe('permission.denied');
    await boss.send('POST', '/api/roles', role({ name: 'Keeper', permissions: [manageRoles] }));
    const keeper = await someoneWith('keeper');
    const seen = await server.inject({ method: 'GET', url: '/api/session', headers: { cookie: keeper.cookie, ...as('administrator') } });
    expect(seen.json()['permissions']).toEqual([manageRoles]);
  });
});
