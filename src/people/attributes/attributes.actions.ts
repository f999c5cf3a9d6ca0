import { sql } from 'kysely';
import type { Context } from '../../platform/context.ts';
import { listFields } from '../customers/custom-fields.actions.ts';
import { holdOffErasures } from '../identity/identity-privacy.actions.ts';
import { type AttributeValue, countAttributeValues, finishRun, insertAttributes } from './attributes.analytics.ts';
import type { Attribute } from './attributes.contract.ts';
import { attributesOf, isGrouping } from './attributes.logic.ts';
import { listGroupedCustomers } from './attributes.queries.ts';

const CUSTOMERS_AT_ONCE = 5_000;
/** Beyond it an attribute is no group but a name. */
const MOST_VALUES = 200;

/**
 * Copies what groups customers from the records to history, all of them anew. Nobody is erased while a part is under way,
 * so nobody comes back. @returns customers
 */
export async function copyAttributes(context: Context): Promise<number> {
  const fields = await listFields(context);
  const onDay = context.clock.now().toISOString().slice(0, 10);
  const { rows } = await sql<{ run: number }>`select nextval('history_batch') as run`.execute(context.db);
  const run = rows[0]?.run ?? 0;
  let customers = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const page = await context.db.transaction().execute(async (tx) => {
      await holdOffErasures(tx);
      const found = await listGroupedCustomers(tx, after, onDay, CUSTOMERS_AT_ONCE);
      await insertAttributes(context.history, run, found.map((customer) => attributesOf(customer, fields)));
      return found;
    });
    customers += page.length;
    const last = page.at(-1);
    if (!last || page.length < CUSTOMERS_AT_ONCE) break;
    after = last.id;
  }
  await finishRun(context.history, run);
  return customers;
}

const standardLabels: Record<string, { labelDe: string; labelEn: string }> = {
  kind: { labelDe: 'Art des Kunden', labelEn: 'Kind of customer' },
  country: { labelDe: 'Land', labelEn: 'Country' },
  region: { labelDe: 'Region (Postleitzone)', labelEn: 'Region (postal zone)' },
  product: { labelDe: 'Produkt', labelEn: 'Product' },
};

/** Attributes that tell customers apart, with how many customers have which value. */
export async function listAttributes(context: Context): Promise<Attribute[]> {
  const [counted, fields] = await Promise.all([countAttributeValues(context.history, MOST_VALUES + 1), listFields(context)]);
  const labels = new Map([...Object.entries(standardLabels), ...fields.filter(isGrouping).map(({ key, labelDe, labelEn }) => [`field.${key}`, { labelDe, labelEn }] as const)]);
  const byKey = Map.groupBy(counted, ({ attribute }) => attribute);
  return [...labels].flatMap(([key, label]): Attribute[] => {
    const values = byKey.get(key) ?? [];
    return values.length < 2 || values.length > MOST_VALUES ? [] : [{ key, ...label, values: values.map(({ value, customers }: AttributeValue) => ({ value, customers })) }];
  });
}
