import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

export interface RecordsOutcome {
  customerId: string;
  value: number;
}

/** Whether customers still have a contract: 1 with one that holds on that day, 0 where all have ended. Without contracts: absent. */
export async function listRenewals(db: Db, customerIds: readonly string[], on: Date): Promise<RecordsOutcome[]> {
  const { rows } = await sql<RecordsOutcome>`
    select i.customer_id as "customerId", max(case when c.ends_on is null or c.ends_on > ${on}::date then 1 else 0 end)::int as value
    from contracts c join identifiers i on i.id = c.subject
    where i.customer_id = any(${customerIds}::uuid[]) and c.starts_on <= ${on}::date
    group by i.customer_id
    limit ${customerIds.length}`.execute(db);
  return rows;
}

/** What the contracts that hold on that day bring a month, in whole units of the currency. Without such contracts or prices: absent. */
export async function listRevenues(db: Db, customerIds: readonly string[], on: Date): Promise<RecordsOutcome[]> {
  const { rows } = await sql<RecordsOutcome>`
    select i.customer_id as "customerId", (sum(c.monthly_cents) / 100)::float8 as value
    from contracts c join identifiers i on i.id = c.subject
    where i.customer_id = any(${customerIds}::uuid[]) and c.starts_on <= ${on}::date and (c.ends_on is null or c.ends_on > ${on}::date) and c.monthly_cents is not null
    group by i.customer_id
    limit ${customerIds.length}`.execute(db);
  return rows;
}

/** Whether the records hold contracts, and prices of them, so that there is something to explain. */
export async function readContractFacts(db: Db): Promise<{ hasEnded: boolean; hasPrices: boolean }> {
  const { rows } = await sql<{ hasEnded: boolean; hasPrices: boolean }>`
    select exists (select 1 from contracts where ends_on is not null) as "hasEnded", exists (select 1 from contracts where monthly_cents is not null) as "hasPrices"`.execute(db);
  return rows[0] ?? { hasEnded: false, hasPrices: false };
}
