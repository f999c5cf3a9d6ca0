import type { CustomerReach } from '../../governance/privacy/personal-data.contract.ts';
import type { History } from '../../platform/storage/history.ts';
import type { CustomerAttributes } from './attributes.contract.ts';

export async function insertAttributes(history: History, run: number, customers: readonly CustomerAttributes[]): Promise<void> {
  const lines = customers.flatMap(({ customerId, attributes }) => Object.entries(attributes).map(([attribute, value]) => JSON.stringify({ run, customer_id: customerId, attribute, value })));
  if (lines.length > 0) await history.insertLines('customer_attributes', lines.join('\n'));
}

/** From now on readers take this run; the ones before go. A row that is about nobody says that it is whole. */
export async function finishRun(history: History, run: number): Promise<void> {
  await history.insertLines('customer_attributes', JSON.stringify({ run, customer_id: NOBODY, attribute: 'done', value: '' }));
  const runs = await history.query<{ run: number }>(`select distinct run from customer_attributes where run < {run:UInt64} order by run limit 1000`, { run });
  for (const old of runs) await history.command(`alter table customer_attributes drop partition ${Number(old.run)}`);
}
const NOBODY = '00000000-0000-0000-0000-000000000000';

export async function countAttributeRows(history: History, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const rows = await history.query<{ n: number }>(`select uniqExact(customer_id, attribute) as n from customer_attributes where customer_id in {ids:Array(UUID)}`, { ids });
  return rows[0]?.n ?? 0;
}

export async function deleteAttributes(history: History, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await history.command(`alter table customer_attributes delete where customer_id in {ids:Array(UUID)}`, { ids });
}

/** A customer is named by one of its identifiers, so rows of an earlier name are found too; somebody who lives on under this id keeps it. */
export const customerIdsOf = ({ customerId, subjects }: CustomerReach): string[] => [...new Set([...subjects, ...(subjects.length === 0 || subjects.includes(customerId) ? [customerId] : [])])];

export interface AttributeValue {
  attribute: string;
  value: string;
  customers: number;
}

/** How many customers have which value. */
export function countAttributeValues(history: History, limitPerAttribute: number): Promise<AttributeValue[]> {
  return history.query(`
    select attribute, toString(value) as value, uniqExact(customer_id) as customers
    from customer_attributes where run = (select max(run) from customer_attributes where attribute = 'done') and attribute != 'done'
    group by attribute, value
    order by attribute, customers desc, value
    limit {limit:UInt32} by attribute
    limit 20000`, { limit: limitPerAttribute }, { lane: 'analysis' });
}
