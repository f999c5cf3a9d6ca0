import { type RawBuilder, sql } from 'kysely';
import type { CustomerReach } from '../../governance/privacy/personal-data.contract.ts';
import type { Db } from '../../platform/storage/records.ts';

export type OwnedTable = 'contracts' | 'devices' | 'addresses' | 'account_members' | 'customer_kinds';

/** Hangs on an own identifier, or on a shared device that is at the moment this customer's. */
function owned({ customerId, subjects, spans }: CustomerReach): RawBuilder<unknown> {
  return sql`(r.subject = any(${subjects}::uuid[]) or r.subject in (select id from identifiers where customer_id = ${customerId} and id = any(${spans.map((span) => span.subject)}::uuid[])))`;
}

export async function countOwned(db: Db, table: OwnedTable, reach: CustomerReach): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)} r where ${owned(reach)}`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function listOwned(db: Db, table: Exclude<OwnedTable, 'account_members'>, reach: CustomerReach): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ row: Record<string, unknown> }>`
    select to_jsonb(r) - array['id', 'subject', 'account_id', 'external_id', 'cell'] as row from ${sql.table(table)} r where ${owned(reach)} order by r.subject limit 10000`.execute(db);
  return rows.map(({ row }) => row);
}

export async function listOwnAccounts(db: Db, reach: CustomerReach): Promise<{ kind: string; name: string; role: string | null }[]> {
  const { rows } = await sql<{ kind: string; name: string; role: string | null }>`
    select a.kind, a.name, r.role from account_members r join accounts a on a.id = r.account_id where ${owned(reach)} order by a.name limit 1000`.execute(db);
  return rows;
}

export async function deleteOwned(tx: Db, table: OwnedTable, reach: CustomerReach): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with gone as (delete from ${sql.table(table)} r where ${owned(reach)} returning 1) select count(*) as n from gone`.execute(tx);
  return rows[0]?.n ?? 0;
}

export async function listAccountIds(tx: Db, reach: CustomerReach): Promise<string[]> {
  const { rows } = await sql<{ accountId: string }>`
    select r.account_id from account_members r where ${owned(reach)}
    union select r.account_id from contracts r where ${owned(reach)} and r.account_id is not null`.execute(tx);
  return rows.map((row) => row.accountId);
}

/** A contract that is about to go keeps no account alive. */
export async function leaveAccounts(tx: Db, reach: CustomerReach): Promise<void> {
  await sql`update contracts r set account_id = null where ${owned(reach)}`.execute(tx);
}

/** Households and companies that nobody belongs to any more: often they bear the name of the erased. @returns ids of those that are gone */
export async function deleteEmptyAccounts(tx: Db, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from accounts a where a.id = any(${ids}::uuid[])
      and not exists (select 1 from account_members m where m.account_id = a.id) and not exists (select 1 from contracts c where c.account_id = a.id)
    returning id`.execute(tx);
  return rows.map((row) => row.id);
}
