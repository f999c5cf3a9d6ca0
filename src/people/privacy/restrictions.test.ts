import { sql } from 'kysely';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actorFrom } from '../../governance/roles/actor.logic.ts';
import { createServer } from '../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { registerCustomersRoutes } from '../customers/customers.routes.ts';
import { saveCustomers } from '../customers/save-customers.actions.ts';
import { liftRestriction, listRestrictions, restrictCustomer } from './restrictions.actions.ts';
import { registerRestrictionRoutes } from './restrictions.routes.ts';

let context: TestContext;
beforeAll(async () => {
  context = await openTestContext();
});
afterAll(() => context.close());

const saving = { source: 'api', actor: 'boss@nordfunk.example' };
const contract = (number: string) => ({ number, product: 'Tarif M', startsOn: '2025-03-01' });

it('refuses to save a restricted customer anew, by any identifier, and with them everybody in the same batch', async () => {
  const [rosa = ''] = await saveCustomers(context, [{ identifiers: [{ kind: 'userId', value: 'rosa' }, { kind: 'email', value: 'rosa@nordfunk.example' }], traits: { name: 'Rosa Ried' }, contracts: [contract('V-1')] }], saving);
  await restrictCustomer(context, rosa, { ground: 'objection', note: '', by: 'boss@nordfunk.example' });
  const refused = { code: 'customer.restricted', places: [{ at: 'items[1]', reason: 'the processing of this customer’s data is restricted' }] };
  const tom = { identifiers: [{ kind: 'userId', value: 'tom' }] };
  for (const other of [{ identifiers: [{ kind: 'email', value: 'rosa@nordfunk.example' }] }, { identifiers: [{ kind: 'userId', value: 'rosa-2' }], traits: { email: 'rosa@nordfunk.example' } }]) await expect(saveCustomers(context, [tom, other], saving)).rejects.toMatchObject(refused);
  await expect(saveCustomers(context, [{ ...tom, contracts: [contract('V-1')] }], saving)).rejects.toMatchObject({ code: 'customer.restricted' });
  const { rows } = await sql<{ value: string }>`select value from identifiers where value in ('tom', 'rosa-2')`.execute(context.db);
  expect(rows).toEqual([]);
  await liftRestriction(context, rosa, 'checked');
  expect(await saveCustomers(context, [tom, { identifiers: [{ kind: 'userId', value: 'rosa' }] }], saving)).toHaveLength(2);
});

it('refuses to merge a restricted customer, from either side, and to take a merge of one back', async () => {
  const server = await createServer({
    log: pino({ level: 'silent' }), secure: false,
    authenticate: async () => actorFrom({ kind: 'key', id: 'k', label: 'k', role: 'administrator', departments: [], byCookie: false }),
    register: (routes) => {
      registerRestrictionRoutes(routes, context);
      registerCustomersRoutes(routes, context);
    },
  });
  const [ida = '', uta = '', eva = ''] = await saveCustomers(context, ['ida', 'uta', 'eva'].map((value) => ({ identifiers: [{ kind: 'userId', value }] })), saving);
  const merge = (id: string, other: string) => server.inject({ method: 'POST', url: `/api/customers/${id}/merge`, payload: { with: other, reason: 'the same person' } });
  expect((await merge(ida, uta)).statusCode).toBe(200);
  await restrictCustomer(context, uta, { ground: 'objection', note: '', by: 'boss@nordfunk.example' });
  for (const [id, other] of [[eva, uta], [uta, eva], [eva, ida]] as const) expect((await merge(id, other)).statusCode).toBe(409);
  const [link] = (await server.inject({ method: 'GET', url: `/api/customers/${ida}/links` })).json<{ items: { id: string }[] }>().items;
  const unmerge = () => server.inject({ method: 'DELETE', url: `/api/links/${link?.id ?? ''}?reason=wrong` });
  const refused = await unmerge();
  expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([409, 'customer.restricted']);
  expect((await server.inject({ method: 'POST', url: '/api/customers', payload: { identifiers: [{ kind: 'userId', value: 'uta' }], traits: { name: 'Uta' } } })).statusCode).toBe(409);
  await liftRestriction(context, uta, 'checked');
  expect((await unmerge()).statusCode).toBe(200);
  await server.close();
});

it('lists restricted customers page by page, each once, however many identifiers they have', async () => {
  const ids = await saveCustomers(context, [1, 2, 3].map((n) => ({ identifiers: [{ kind: 'userId', value: `NF-${n}` }, { kind: 'email', value: `n${n}@nordfunk.example` }] })), { source: 'test', actor: 'test' });
  for (const id of ids) await restrictCustomer(context, id, { ground: 'objection', note: '', by: 'boss@nordfunk.example' });
  const first = await listRestrictions(context, { limit: 2 });
  const second = await listRestrictions(context, { limit: 2, cursor: String(first.nextCursor) });
  expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
  expect([...first.items, ...second.items].map(({ customerId }) => customerId)).toEqual([...ids].sort());
  await expect(listRestrictions(context, { limit: 2, cursor: Buffer.from('["x"]').toString('base64url') })).rejects.toMatchObject({ code: 'request.cursor_invalid' });
});
