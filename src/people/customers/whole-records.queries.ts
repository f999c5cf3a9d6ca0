import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { RecordValues, WholeRecord, WholeRecordKind } from './whole-records.logic.ts';

const readers: Record<WholeRecordKind, (db: Db, keys: readonly string[]) => Promise<{ key: string; row: RecordValues }[]>> = {
  accounts: async (db, keys) => (await sql<{ key: string; row: RecordValues }>`
    select external_id as key, jsonb_build_object('kind', kind, 'name', name) as row from accounts where external_id = any(${keys}::text[])`.execute(db)).rows,
  account_members: async (db, keys) => (await sql<{ key: string; row: RecordValues }>`
    select wanted.key, jsonb_build_object('role', m.role) as row
    from unnest(${keys}::text[]) as wanted (key) join accounts a on a.external_id = wanted.key::jsonb ->> 0 join account_members m on m.account_id = a.id and m.subject = (wanted.key::jsonb ->> 1)::uuid`.execute(db)).rows,
  contracts: async (db, keys) => (await sql<{ key: string; row: RecordValues }>`
    select c.number as key, jsonb_build_object('subject', c.subject, 'product', c.product, 'account', a.external_id, 'starts_on', c.starts_on, 'ends_on', c.ends_on, 'monthly_cents', c.monthly_cents) as row
    from contracts c left join accounts a on a.id = c.account_id where c.number = any(${keys}::text[])`.execute(db)).rows,
  devices: async (db, keys) => (await sql<{ key: string; row: RecordValues }>`
    select external_id as key, jsonb_build_object('subject', subject, 'model', model, 'maker', maker, 'serial', serial, 'software', software, 'owned_from', owned_from, 'owned_to', owned_to) as row
    from devices where external_id = any(${keys}::text[])`.execute(db)).rows,
  addresses: async (db, keys) => (await sql<{ key: string; row: RecordValues }>`
    select external_id as key, jsonb_build_object('subject', subject, 'kind', kind, 'street', street, 'postcode', postcode, 'city', city, 'country', country, 'cell', cell, 'valid_from', valid_from, 'valid_to', valid_to) as row
    from addresses where external_id = any(${keys}::text[])`.execute(db)).rows,
  customer_kinds: async (db, keys) => (await sql<{ key: string; row: RecordValues }>`
    select subject::text as key, jsonb_build_object('kind', kind, 'set_at', to_char(set_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as row from customer_kinds where subject = any(${keys}::uuid[])`.execute(db)).rows,
};

export async function readRecords(db: Db, kind: WholeRecordKind, keys: readonly string[]): Promise<Map<string, RecordValues>> {
  if (keys.length === 0) return new Map();
  return new Map((await readers[kind](db, keys)).map(({ key, row }) => [key, row]));
}

const writers: Record<WholeRecordKind, (tx: Db, records: string) => Promise<unknown>> = {
  accounts: (tx, records) => sql`
    insert into accounts (id, external_id, kind, name)
    select id, key, row ->> 'kind', row ->> 'name' from jsonb_to_recordset(${records}::jsonb) as new (id uuid, key text, row jsonb) order by key
    on conflict (external_id) do update set kind = excluded.kind, name = excluded.name`.execute(tx),
  account_members: (tx, records) => sql`
    insert into account_members (account_id, subject, role)
    select a.id, (key::jsonb ->> 1)::uuid, row ->> 'role' from jsonb_to_recordset(${records}::jsonb) as new (key text, row jsonb) join accounts a on a.external_id = key::jsonb ->> 0
    on conflict (account_id, subject) do update set role = excluded.role`.execute(tx),
  contracts: (tx, records) => sql`
    insert into contracts (id, subject, number, product, account_id, starts_on, ends_on, monthly_cents)
    select new.id, (row ->> 'subject')::uuid, key, row ->> 'product', a.id, (row ->> 'starts_on')::date, (row ->> 'ends_on')::date, (row ->> 'monthly_cents')::bigint
    from jsonb_to_recordset(${records}::jsonb) as new (id uuid, key text, row jsonb) left join accounts a on a.external_id = row ->> 'account'
    on conflict (number) do update set subject = excluded.subject, product = excluded.product, account_id = excluded.account_id, starts_on = excluded.starts_on, ends_on = excluded.ends_on, monthly_cents = excluded.monthly_cents`.execute(tx),
  devices: (tx, records) => sql`
    insert into devices (id, subject, external_id, model, maker, serial, software, owned_from, owned_to)
    select id, (row ->> 'subject')::uuid, key, row ->> 'model', row ->> 'maker', row ->> 'serial', row ->> 'software', (row ->> 'owned_from')::date, (row ->> 'owned_to')::date
    from jsonb_to_recordset(${records}::jsonb) as new (id uuid, key text, row jsonb)
    on conflict (external_id) do update set subject = excluded.subject, model = excluded.model, maker = excluded.maker, serial = excluded.serial, software = excluded.software, owned_from = excluded.owned_from, owned_to = excluded.owned_to`.execute(tx),
  addresses: (tx, records) => sql`
    insert into addresses (id, subject, external_id, kind, street, postcode, city, country, cell, valid_from, valid_to)
    select id, (row ->> 'subject')::uuid, key, row ->> 'kind', row ->> 'street', row ->> 'postcode', row ->> 'city', row ->> 'country', row ->> 'cell', (row ->> 'valid_from')::date, (row ->> 'valid_to')::date
    from jsonb_to_recordset(${records}::jsonb) as new (id uuid, key text, row jsonb)
    on conflict (external_id) do update set subject = excluded.subject, kind = excluded.kind, street = excluded.street, postcode = excluded.postcode, city = excluded.city, country = excluded.country, cell = excluded.cell, valid_from = excluded.valid_from, valid_to = excluded.valid_to`.execute(tx),
  customer_kinds: (tx, records) => sql`
    insert into customer_kinds (subject, kind, set_at)
    select key::uuid, row ->> 'kind', (row ->> 'set_at')::timestamptz from jsonb_to_recordset(${records}::jsonb) as new (key text, row jsonb)
    on conflict (subject) do update set kind = excluded.kind, set_at = excluded.set_at`.execute(tx),
};

/** Adds records or replaces those with the same key by what is given, whole. Each key once. */
export async function writeRecords(tx: Db, kind: WholeRecordKind, records: readonly WholeRecord[]): Promise<void> {
  if (records.length > 0) await writers[kind](tx, JSON.stringify(records));
}

const removers: Record<WholeRecordKind, (tx: Db, keys: readonly string[]) => Promise<unknown>> = {
  // One that somebody still belongs to, or has a contract under, stays.
  accounts: (tx, keys) => sql`
    delete from accounts a where external_id = any(${keys}::text[])
      and not exists (select 1 from account_members m where m.account_id = a.id) and not exists (select 1 from contracts c where c.account_id = a.id)`.execute(tx),
  account_members: (tx, keys) => sql`
    delete from account_members m using unnest(${keys}::text[]) as old (key), accounts a
    where a.external_id = old.key::jsonb ->> 0 and m.account_id = a.id and m.subject = (old.key::jsonb ->> 1)::uuid`.execute(tx),
  contracts: (tx, keys) => sql`delete from contracts where number = any(${keys}::text[])`.execute(tx),
  devices: (tx, keys) => sql`delete from devices where external_id = any(${keys}::text[])`.execute(tx),
  addresses: (tx, keys) => sql`delete from addresses where external_id = any(${keys}::text[])`.execute(tx),
  customer_kinds: (tx, keys) => sql`delete from customer_kinds where subject = any(${keys}::uuid[])`.execute(tx),
};

export async function removeRecords(tx: Db, kind: WholeRecordKind, keys: readonly string[]): Promise<void> {
  if (keys.length > 0) await removers[kind](tx, keys);
}

/** Which customers these identifiers are, those that are known. */
export async function mapCustomers(db: Db, nodeIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; customerId: string }>`select id, customer_id from identifiers where id = any(${nodeIds}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.customerId]));
}

export async function readTraitsOfCustomers(db: Db, customerIds: readonly string[]): Promise<Map<string, Record<string, unknown>>> {
  const { rows } = await sql<{ id: string; traits: Record<string, unknown> }>`select id, traits from customers where id = any(${customerIds}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.traits]));
}
