import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorFrom, restrictActor } from '../../governance/roles/actor.logic.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import type { CustomerListQuery } from './customers.contract.ts';
import { listCustomersFor } from './masked-customers.actions.ts';
import { saveCustomers } from './save-customers.actions.ts';

let context: TestContext;
let id: string;
beforeAll(async () => {
  context = await openTestContext();
  [id = ''] = await saveCustomers(context, [{ identifiers: [{ kind: 'customerNumber', value: '4711' }, { kind: 'email', value: 'eva@mail.example' }, { kind: 'phone', value: '+4915117654321' }], traits: { name: 'Eva Ohm' } }], { source: 'test', actor: 'test' });
  for (let n = 0; n < 5; n += 1) await saveCustomers(context, [{ identifiers: [{ kind: 'userId', value: `u${n}` }] }], { source: 'test', actor: 'test' });
});
afterAll(() => context.close());

const actor = (role: string) => actorFrom({ kind: 'user', id: '1', label: 'a@b.de', role, departments: [], byCookie: true });
const list = (query: Partial<CustomerListQuery>, who = actor('analyst')) => listCustomersFor(context, who, { limit: 25, ...query });

describe('without personal data', () => {
  it.each([
    { search: 'Eva' }, { search: 'eva@mail.example' }, { search: '0151 17654321' }, { search: '4711' }, { search: 'Ohm' }, { search: 'xyz' },
    { identifier: 'email:eva@mail.example' }, { identifier: 'customerNumber:4711' }, { identifier: 'email:nobody@mail.example' },
  ])('a search by %o says the same whether the customer exists or not: nothing', async (query) => {
    expect(await list(query)).toEqual({ items: [], nextCursor: null });
  });
  it('a customer is found by pseudonym and by id', async () => {
    const { items: [eva] } = await list({ search: 'eva@mail.example' }, actor('agent'));
    expect(eva?.name).toBe('Eva Ohm');
    for (const search of [`K-${eva?.id.slice(0, 8)}`, eva?.id ?? '']) {
      expect((await list({ search })).items).toMatchObject([{ id: eva?.id, name: `K-${eva?.id.slice(0, 8)}`, traits: {} }]);
    }
    expect(id).not.toBe('');
  });
  it('the list is in the order of ids, page by page, and its cursors hold no name', async () => {
    const first = await list({ limit: 3 });
    const second = await list({ limit: 3, cursor: first.nextCursor ?? '' });
    const ids = [...first.items, ...second.items].map((customer) => customer.id);
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(6);
    expect(Buffer.from(first.nextCursor ?? '', 'base64url').toString()).toBe(JSON.stringify([ids[2]]));
    await expect(list({ cursor: 'rubbish' })).rejects.toMatchObject({ code: 'request.cursor_invalid' });
  });
  it('a key whose scopes leave personal data out is treated the same, whatever its role', async () => {
    const key = restrictActor(actor('administrator'), [{ action: 'read', subject: 'customer' }]);
    expect((await list({ search: 'Eva' }, key)).items).toEqual([]);
  });
});
