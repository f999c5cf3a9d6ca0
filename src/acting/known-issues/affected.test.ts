import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saveCustomers } from '../../people/customers/save-customers.actions.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { countAffected, listAffected, listModels } from './affected.queries.ts';
import { type AffectedRule, affectedRuleSchema } from './known-issues.contract.ts';

let context: TestContext;
const TODAY = '2026-11-22';
const device = (externalId: string, software: string | undefined, from: string, to: string | null = null) => ({ externalId, model: 'Arc 5', maker: 'Halvard', ...(software === undefined ? {} : { software }), ownedFrom: from, ownedTo: to });

beforeAll(async () => {
  context = await openTestContext();
  const person = (number: string, devices: ReturnType<typeof device>[], more: object = {}) => ({ identifiers: [{ kind: 'userId', value: number }], traits: { name: number }, devices, ...more });
  await saveCustomers(context, [
    person('old software', [device('d1', '4.1', '2026-01-01')]),
    person('sold it yesterday', [device('d2', '4.1', '2026-01-01', '2026-11-21')]),
    person('sells it today', [device('d3', '4.1', '2026-01-01', TODAY)]),
    person('new software', [device('d4', '4.2', '2026-01-01')]),
    person('ten is more than two', [device('d5', '4.10', '2026-01-01')]),
    person('older by the third number', [device('d6', 'v4.1.9-beta', '2026-01-01')]),
    person('the same with a zero', [device('d7', '4.2.0', '2026-01-01')]),
    person('nobody knows', [device('d8', undefined, '2026-01-01')]),
    person('bought tomorrow', [device('d9', '4.1', '2026-11-23')]),
    person('two of them', [device('d10', '4.1', '2026-01-01'), device('d11', '4.0', '2026-02-01')]),
    person('another phone', [{ ...device('d12', '4.1', '2026-01-01'), model: 'Arc 4' }]),
    person('in the cell', [], { addresses: [{ kind: 'home' as const, street: 'Am Markt 1', postcode: '17291', city: 'Prenzlau', country: 'DE', cell: 'NF-900-1' }] }),
    person('with the tariff', [], { contracts: [{ number: 'V1', product: 'Nord L', startsOn: '2026-01-01' }] }),
    person('with the tariff until June', [], { contracts: [{ number: 'V2', product: 'Nord L', startsOn: '2026-01-01', endsOn: '2026-06-30' }] }),
  ], { source: 'test', actor: 'test', at: new Date('2026-01-01T00:00:00Z') });
});
afterAll(() => context.close());

const found = async (rule: AffectedRule) => (await listAffected(context.db, affectedRuleSchema.parse(rule), { today: TODAY, after: null, limit: 50 })).map(({ name }) => name);

describe('who is affected', () => {
  test('is who owns the model today, each customer once', async () => {
    expect(await found({ device: { model: 'Arc 5', unknownSoftware: 'include' } })).toEqual(['new software', 'nobody knows', 'old software', 'older by the third number', 'sells it today', 'ten is more than two', 'the same with a zero', 'two of them']);
  });

  test('compares software number by number; what nobody knows is in or out as one wishes', async () => {
    const below = (unknownSoftware: 'include' | 'leave_out') => ({ device: { model: 'Arc 5', maker: 'halvard', softwareBelow: '4.2', unknownSoftware } });
    expect(await found(below('leave_out'))).toEqual(['old software', 'older by the third number', 'sells it today', 'two of them']);
    expect(await found(below('include'))).toEqual(['nobody knows', 'old software', 'older by the third number', 'sells it today', 'two of them']);
    expect(await countAffected(context.db, affectedRuleSchema.parse(below('include')), TODAY)).toEqual({ customers: 5, devices: 6, unknownSoftware: 1, bySoftware: [{ software: '4.1', devices: 3 }, { software: '', devices: 1 }, { software: '4.0', devices: 1 }, { software: 'v4.1.9-beta', devices: 1 }] });
  });

  test('may be a matter of the contract or the place', async () => {
    expect(await found({ contract: { product: 'Nord L' } })).toEqual(['with the tariff']);
    expect(await found({ place: { cells: ['NF-900-1', 'NF-900-2'] } })).toEqual(['in the cell']);
    expect(await found({ device: { model: 'Arc 5', unknownSoftware: 'include' }, boughtFrom: '2026-02-01' })).toEqual(['two of them']);
  });

  test('needs a condition, and a version that is one', () => {
    expect(affectedRuleSchema.safeParse({}).error?.issues[0]?.message).toBe('names neither a device nor a contract nor a place');
    expect(affectedRuleSchema.safeParse({ device: { model: 'Arc 5', softwareBelow: 'newest' } }).error?.issues[0]?.path).toEqual(['device', 'softwareBelow']);
  });

  test('versions are numbers, not words', async () => {
    const { rows } = await sql<{ parts: (number[] | null)[] }>`select array[software_parts('4.2') < software_parts('4.10'), software_parts('4.2.0') = software_parts('4.2'), software_parts('Android 15') = array[15], software_parts('beta') is null, software_parts('99999999999') is null] as parts`.execute(context.db);
    expect(rows[0]?.parts).toEqual([true, true, true, true, false]);
  });

  test('the form offers the models that customers own', async () => {
    expect(await listModels(context.db, { search: 'arc', today: TODAY, limit: 10 })).toMatchObject([{ maker: 'Halvard', model: 'Arc 5', devices: 9 }, { model: 'Arc 4', devices: 1 }]);
  });
});
