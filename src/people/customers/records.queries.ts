import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { Address, Contract, Device } from './customers.contract.ts';

/** A row that belongs to the customer of `subject`, an identifier. */
type OwnedBy<T> = T & { subject: string };

export type ContractRow = OwnedBy<Omit<Contract, 'status' | 'accountId'> & { accountExternalId: string | null }>;
export type DeviceRow = OwnedBy<Device & { externalId: string }>;
export type AddressRow = OwnedBy<Address & { externalId: string }>;

export async function upsertContracts(tx: Db, rows: readonly ContractRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into contracts (id, subject, number, product, account_id, starts_on, ends_on, monthly_cents)
    select distinct on (n.number) n.id, n.subject, n.number, n.product, a.id, n.starts_on, n.ends_on, n.monthly_cents
    from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.subject)}::uuid[], ${rows.map((r) => r.number)}::text[], ${rows.map((r) => r.product)}::text[],
      ${rows.map((r) => r.accountExternalId)}::text[], ${rows.map((r) => r.startsOn)}::date[], ${rows.map((r) => r.endsOn)}::date[], ${rows.map((r) => r.monthlyCents)}::bigint[])
      as n (id, subject, number, product, account, starts_on, ends_on, monthly_cents)
    left join accounts a on a.external_id = n.account
    on conflict (number) do update set subject = excluded.subject, product = excluded.product, account_id = coalesce(excluded.account_id, contracts.account_id),
      starts_on = excluded.starts_on, ends_on = excluded.ends_on, monthly_cents = excluded.monthly_cents`.execute(tx);
}

/** @returns the identifiers on which records of these keys hang now */
export async function listOwners(tx: Db, { contracts, devices, addresses }: { contracts: readonly ContractRow[]; devices: readonly DeviceRow[]; addresses: readonly AddressRow[] }): Promise<string[]> {
  if (contracts.length + devices.length + addresses.length === 0) return [];
  const { rows } = await sql<{ subject: string }>`
    select subject from contracts where number = any(${contracts.map((r) => r.number)}::text[])
    union select subject from devices where external_id = any(${devices.map((r) => r.externalId)}::text[])
    union select subject from addresses where external_id = any(${addresses.map((r) => r.externalId)}::text[])`.execute(tx);
  return rows.map(({ subject }) => subject);
}

/** Whether another contract has this number: numbers name one contract in the whole company. */
export async function isNumberTaken(tx: Db, number: string, exceptId: string): Promise<boolean> {
  return (await sql`select 1 from contracts where number = ${number} and id <> ${exceptId}`.execute(tx)).rows.length > 0;
}

export async function upsertDevices(tx: Db, rows: readonly DeviceRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into devices (id, subject, external_id, model, maker, serial, software, owned_from, owned_to)
    select distinct on (external_id) id, subject, external_id, model, maker, serial, software, owned_from, owned_to
    from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.subject)}::uuid[], ${rows.map((r) => r.externalId)}::text[], ${rows.map((r) => r.model)}::text[], ${rows.map((r) => r.maker)}::text[],
      ${rows.map((r) => r.serial)}::text[], ${rows.map((r) => r.software)}::text[], ${rows.map((r) => r.ownedFrom)}::date[], ${rows.map((r) => r.ownedTo)}::date[])
      as n (id, subject, external_id, model, maker, serial, software, owned_from, owned_to)
    on conflict (external_id) do update set subject = excluded.subject, model = excluded.model, maker = excluded.maker, serial = excluded.serial, software = excluded.software,
      owned_from = excluded.owned_from, owned_to = excluded.owned_to`.execute(tx);
}

export async function upsertAddresses(tx: Db, rows: readonly AddressRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into addresses (id, subject, external_id, kind, street, postcode, city, country, cell, valid_from, valid_to)
    select distinct on (external_id) id, subject, external_id, kind, street, postcode, city, country, cell, valid_from, valid_to
    from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.subject)}::uuid[], ${rows.map((r) => r.externalId)}::text[], ${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.street)}::text[],
      ${rows.map((r) => r.postcode)}::text[], ${rows.map((r) => r.city)}::text[], ${rows.map((r) => r.country)}::text[], ${rows.map((r) => r.cell)}::text[], ${rows.map((r) => r.validFrom)}::date[], ${rows.map((r) => r.validTo)}::date[])
      as n (id, subject, external_id, kind, street, postcode, city, country, cell, valid_from, valid_to)
    on conflict (external_id) do update set subject = excluded.subject, kind = excluded.kind, street = excluded.street, postcode = excluded.postcode, city = excluded.city, country = excluded.country,
      cell = excluded.cell, valid_from = excluded.valid_from, valid_to = excluded.valid_to`.execute(tx);
}

export type RecordKind = 'contracts' | 'devices' | 'addresses';

/** @returns the identifier the record hangs on, if it belongs to this customer */
export async function findRecordSubject(db: Db, table: RecordKind, id: string, customerId: string): Promise<{ subject: string; externalId: string } | null> {
  const key = table === 'contracts' ? sql.ref('r.number') : sql.ref('r.external_id');
  const { rows } = await sql<{ subject: string; externalId: string }>`
    select r.subject, ${key} as external_id from ${sql.table(table)} r join identifiers i on i.id = r.subject where r.id = ${id} and i.customer_id = ${customerId}`.execute(db);
  return rows[0] ?? null;
}

export async function deleteRecord(tx: Db, table: RecordKind, id: string): Promise<void> {
  await sql`delete from ${sql.table(table)} where id = ${id}`.execute(tx);
}
