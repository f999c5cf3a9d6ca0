import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { ExportRow } from './exports.contract.ts';

export type Statement = RawBuilder<ExportRow>;

/** Opens a cursor inside of the transaction; it shows the store as it was then, whatever is written meanwhile. */
export async function openCursor(tx: Db, statement: Statement): Promise<void> {
  await sql`declare export_rows no scroll cursor for ${statement}`.execute(tx);
}

export async function fetchRows(tx: Db, limit: number): Promise<ExportRow[]> {
  const { rows } = await sql<ExportRow>`fetch ${sql.lit(limit)} from export_rows`.execute(tx);
  return rows;
}

export const customersStatement: Statement = sql`select id, name, traits, first_at from customers order by id`;

export const accountsStatement: Statement = sql`
  select a.external_id as account_id, a.kind as account_kind, a.name as account_name, m.role as account_role, i.customer_id as momente_id
  from accounts a left join account_members m on m.account_id = a.id left join identifiers i on i.id = m.subject
  order by a.external_id, i.customer_id`;

export const contractsStatement: Statement = sql`
  select i.customer_id as momente_id, c.number as contract_number, c.product as contract_product, c.starts_on::text as contract_starts_on, c.ends_on::text as contract_ends_on, c.monthly_cents as contract_monthly_cents, a.external_id as account_id
  from contracts c join identifiers i on i.id = c.subject left join accounts a on a.id = c.account_id
  order by c.number`;

export const devicesStatement: Statement = sql`
  select i.customer_id as momente_id, d.model as device_model, d.maker as device_maker, d.serial as device_serial, d.software as device_software, d.owned_from::text as device_owned_from, d.owned_to::text as device_owned_to, d.external_id as device_id
  from devices d join identifiers i on i.id = d.subject
  order by d.external_id`;

export const addressesStatement: Statement = sql`
  select i.customer_id as momente_id, a.kind as address_kind, a.street, a.postcode, a.city, a.country, a.cell, a.valid_from::text as valid_from, a.valid_to::text as valid_to
  from addresses a join identifiers i on i.id = a.subject
  order by a.external_id`;

export const departmentsStatement: Statement = sql`select code, name_de, name_en from departments order by code`;

/** @param departments - of the touchpoints; null = all */
export const expectationsStatement = (departments: readonly string[] | null, touchpoint: string | null): Statement => sql`
  select e.touchpoint, e.dimension, e.target_group as "group", e.value, e.note, e.set_by, e.set_at
  from expectations e join touchpoints t on t.code = e.touchpoint
  where (${departments}::text[] is null or t.department = any(${departments}::text[])) and (${touchpoint}::text is null or e.touchpoint = ${touchpoint})
  order by e.touchpoint, e.dimension, e.target_group`;

export const surveysStatement = (departments: readonly string[] | null, touchpoint: string | null): Statement => sql`
  select s.code, s.touchpoint, s.kind, s.name_de, s.name_en, array(select jsonb_array_elements_text(s.draft -> 'languages')) as languages, s.published_version, s.created_at, s.closed_at,
    (select count(*) from responses r where r.survey = s.code and r.finished_at is not null and (r.suspicion is null or r.released_at is not null)) as responses
  from surveys s left join touchpoints t on t.code = s.touchpoint
  where (${departments}::text[] is null or t.department = any(${departments}::text[])) and (${touchpoint}::text is null or s.touchpoint = ${touchpoint})
  order by s.code`;

export const usersStatement: Statement = sql`select name, email, role, departments, language, created_at, deactivated_at from users order by email`;

export interface TraitKey {
  key: string;
  /** What all its values are, or null where they differ. */
  type: 'number' | 'boolean' | 'string' | null;
}

/** Keys that customers have something said under, the most frequent first. */
export async function listTraitKeys(db: Db, limit: number): Promise<TraitKey[]> {
  const { rows } = await sql<TraitKey>`
    select key, case when count(distinct jsonb_typeof(value)) = 1 then min(jsonb_typeof(value)) end as type
    from customers, jsonb_each(traits) where jsonb_typeof(value) <> 'null'
    group by key order by count(*) desc, key limit ${limit}`.execute(db);
  return rows;
}
