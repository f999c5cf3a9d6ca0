import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { saveField } from '../customers/custom-fields.actions.ts';
import { saveCustomers } from '../customers/save-customers.actions.ts';
import { attributesHolder } from './attributes-privacy.actions.ts';
import { copyAttributes, listAttributes } from './attributes.actions.ts';
import { attributesOf, regionOf } from './attributes.logic.ts';

describe('what groups customers', () => {
  it('is the region by the first character of a postcode', () => {
    expect([regionOf('DE', ' 70173'), regionOf('GB', 'SW1A'), regionOf('DE', ''), regionOf(null, '70173')]).toEqual(['DE 7', 'GB S', null, null]);
  });
  it('takes fields of choices and yes or no that are not personal, and nothing that is not known', () => {
    const field = (key: string, type: 'choice' | 'text' | 'boolean', isPersonal: boolean) => ({ key, labelDe: key, labelEn: key, type, choices: null, isPersonal });
    const customer = { id: 'one', traits: { tier: ' gold ', health: 'ill', note: 'likes tea', vip: false }, kind: 'person', country: null, postcode: null, product: '' };
    expect(attributesOf(customer, [field('tier', 'choice', false), field('health', 'choice', true), field('note', 'text', false), field('vip', 'boolean', false), field('missing', 'choice', false)]).attributes).toEqual({ kind: 'person', 'field.tier': 'gold', 'field.vip': 'false' });
  });
});

describe('the copy for figures', () => {
  let context: TestContext;
  beforeAll(async () => {
    context = await openTestContext({ clock: { now: () => new Date('2026-06-01T00:00:00Z') } });
    await saveField(context, { key: 'tier', labelDe: 'Stufe', labelEn: 'Tier', type: 'choice', choices: ['gold', 'plain'], isPersonal: false });
  });
  afterAll(() => context?.close());

  const contract = (number: string, product: string, startsOn: string, endsOn?: string) => ({ number, product, startsOn, ...(endsOn ? { endsOn } : {}) });
  const save = () => saveCustomers(context, [
    { identifiers: [{ kind: 'userId', value: 'anna' }], traits: { tier: 'gold' }, contracts: [contract('1', 'Old', '2020-01-01', '2021-01-01'), contract('2', 'Mobile M', '2021-01-01'), contract('3', 'Home', '2023-01-01')], addresses: [{ kind: 'home', externalId: 'a1', street: 'Am Markt 1', postcode: '70173', city: 'Stuttgart', country: 'DE' }] },
    { kind: 'company', identifiers: [{ kind: 'userId', value: 'ben' }], traits: { tier: 'plain' }, contracts: [contract('4', 'Mobile S', '2022-01-01')], addresses: [{ kind: 'home', externalId: 'b1', street: 'Ring 2', postcode: '10115', city: 'Berlin', country: 'DE' }] },
  ], { source: 'crm', actor: 'test' });

  it('holds one value each: the newest address, the oldest contract that runs; written anew, not twice', async () => {
    await save();
    expect(await copyAttributes(context)).toBe(2);
    expect(await copyAttributes(context)).toBe(2);
    expect(await listAttributes(context)).toEqual([
      { key: 'kind', labelDe: 'Art des Kunden', labelEn: 'Kind of customer', values: [{ value: 'company', customers: 1 }, { value: 'person', customers: 1 }] },
      { key: 'region', labelDe: 'Region (Postleitzone)', labelEn: 'Region (postal zone)', values: [{ value: 'DE 1', customers: 1 }, { value: 'DE 7', customers: 1 }] },
      { key: 'product', labelDe: 'Produkt', labelEn: 'Product', values: [{ value: 'Mobile M', customers: 1 }, { value: 'Mobile S', customers: 1 }] },
      { key: 'field.tier', labelDe: 'Stufe', labelEn: 'Tier', values: [{ value: 'gold', customers: 1 }, { value: 'plain', customers: 1 }] },
    ]);
    const [rows] = await context.history.query<{ runs: number; n: number }>(`select uniqExact(run) as runs, countIf(attribute != 'done') as n from customer_attributes`);
    expect(rows).toEqual({ runs: 1, n: 10 });
  });

  it('loses whoever is erased', async () => {
    const [anna = ''] = await save();
    const reach = { customerId: anna, subjects: [anna], spans: [], identifiers: [], beforeBatch: null };
    expect(await attributesHolder.count(context, reach)).toBe(5);
    await attributesHolder.eraseElsewhere?.(context, reach);
    expect(await attributesHolder.count(context, reach)).toBe(0);
    const [rows] = await context.history.query<{ n: number }>(`select count() as n from customer_attributes where attribute != 'done'`);
    expect(rows?.n).toBe(5);
  });
});
