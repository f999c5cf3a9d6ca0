import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { saveCustomers } from '../customers/save-customers.actions.ts';
import { listRestrictions, restrictCustomer } from './restrictions.actions.ts';

let context: TestContext;
beforeAll(async () => {
  context = await openTestContext();
});
afterAll(() => context.close());

it('lists restricted customers page by page, each once, however many identifiers they have', async () => {
  const ids = await saveCustomers(context, [1, 2, 3].map((n) => ({ identifiers: [{ kind: 'userId', value: `NF-${n}` }, { kind: 'email', value: `n${n}@nordfunk.example` }] })), { source: 'test', actor: 'test' });
  for (const id of ids) await restrictCustomer(context, id, { ground: 'objection', note: '', by: 'boss@nordfunk.example' });
  const first = await listRestrictions(context, { limit: 2 });
  const second = await listRestrictions(context, { limit: 2, cursor: String(first.nextCursor) });
  expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
  expect([...first.items, ...second.items].map(({ customerId }) => customerId)).toEqual([...ids].sort());
  await expect(listRestrictions(context, { limit: 2, cursor: Buffer.from('["x"]').toString('base64url') })).rejects.toMatchObject({ code: 'request.cursor_invalid' });
});
