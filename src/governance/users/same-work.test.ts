import type * as Crypto from 'better-auth/crypto';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Routes } from '../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { buildUser, serve, visitor } from './users.builders.ts';
import { registerUsersRoutes } from './users.routes.ts';

// The real functions, counted: how long an answer takes is decided by them, and a stopwatch would be a guess.
vi.mock('better-auth/crypto', async (load) => {
  const real = await load<typeof Crypto>();
  return { ...real, hashPassword: vi.fn<typeof real.hashPassword>(real.hashPassword), verifyPassword: vi.fn<typeof real.verifyPassword>(real.verifyPassword) };
});

let context: TestContext;
let server: Routes;

beforeAll(async () => {
  context = await openTestContext();
  ({ server } = await serve(context, (routes) => registerUsersRoutes(routes, context)));
});
afterAll(async () => {
  await server.close();
  await context.close();
});
beforeEach(async () => {
  await sql`truncate users, sign_in_failures cascade`.execute(context.db);
});

const costlyCalls = () => vi.mocked(hashPassword).mock.calls.length + vi.mocked(verifyPassword).mock.calls.length;

describe('a sign-in with a wrong password', () => {
  it('costs one slow hash for known, unknown, deactivated people and for those without a password', async () => {
    for (const role of ['viewer', 'agent', 'analyst'] as const) await buildUser(context, role);
    await sql`update users set deactivated_at = now() where role = 'agent'`.execute(context.db);
    await sql`delete from user_accounts where user_id = (select id from users where role = 'analyst')`.execute(context.db);
    const costs = [];
    for (const name of ['viewer', 'nobody', 'agent', 'analyst']) {
      const before = costlyCalls();
      const { status, body } = await visitor(server).send('POST', '/api/session', { email: `${name}@nordfunk.example`, password: 'wrong' });
      costs.push([status, body['code'], costlyCalls() - before]);
    }
    expect(costs).toEqual(Array.from({ length: 4 }, () => [401, 'session.wrong_credentials', 1]));
  });
  it('is refused from forms of other sites, which cannot send JSON', async () => {
    for (const [type, status] of [['text/plain', 400], ['application/x-www-form-urlencoded', 415], ['multipart/form-data; boundary=x', 415]] as const) {
      const answer = await server.inject({ method: 'POST', url: '/api/session', headers: { 'content-type': type }, payload: '{"email":"viewer@nordfunk.example","password":"x"}' });
      expect([type, answer.statusCode]).toEqual([type, status]);
    }
  });
});
