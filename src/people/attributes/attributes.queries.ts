import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { GroupedCustomer } from './attributes.contract.ts';

/** Customers after an id with what groups them today: their newest address, their oldest running contract. */
export async function listGroupedCustomers(tx: Db, after: string, onDay: string, limit: number): Promise<GroupedCustomer[]> {
  const { rows } = await sql<GroupedCustomer>`
    select c.id, c.traits, kind.kind, address.country, address.postcode, contract.product
    from (select id, traits from customers where id > ${after}::uuid order by id limit ${limit}) c
    left join lateral (
      select k.kind from identifiers i join customer_kinds k on k.subject = i.id where i.customer_id = c.id order by k.set_at desc limit 1
    ) kind on true
    left join lateral (
      select a.country, a.postcode from identifiers i join addresses a on a.subject = i.id
      where i.customer_id = c.id and (a.valid_from is null or a.valid_from <= ${onDay}::date) and (a.valid_to is null or a.valid_to >= ${onDay}::date)
      order by a.valid_from desc nulls last, a.id limit 1
    ) address on true
    left join lateral (
      select o.product from identifiers i join contracts o on o.subject = i.id
      where i.customer_id = c.id and o.starts_on <= ${onDay}::date and (o.ends_on is null or o.ends_on >= ${onDay}::date)
      order by o.starts_on, o.number limit 1
    ) contract on true
    order by c.id`.execute(tx);
  return rows;
}
