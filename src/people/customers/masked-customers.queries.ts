import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { CustomerRecord } from './customers.queries.ts';

/** In the order of their ids, which says nothing about anybody. */
export async function listCustomersByIdOrder(db: Db, afterId: string | null, limit: number): Promise<CustomerRecord[]> {
  const { rows } = await sql<CustomerRecord>`
    select id, name, traits, first_at from customers
    where ${afterId}::uuid is null or id > ${afterId}::uuid
    order by id limit ${limit}`.execute(db);
  return rows;
}

/** @param start the first digits of an id, or all of it */
export async function listCustomersByIdStart(db: Db, start: string, limit: number): Promise<CustomerRecord[]> {
  const [lowest, highest] = ['0', 'f'].map((digit) => start + `${digit.repeat(8)}-${digit.repeat(4)}-${digit.repeat(4)}-${digit.repeat(4)}-${digit.repeat(12)}`.slice(start.length));
  const { rows } = await sql<CustomerRecord>`
    select id, name, traits, first_at from customers
    where id between ${lowest}::uuid and ${highest}::uuid
    order by id limit ${limit}`.execute(db);
  return rows;
}
