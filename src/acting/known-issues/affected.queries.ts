import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { AffectedRule, Reach } from './known-issues.contract.ts';

/**
 * Everybody a rule finds on a day, one row each: `customer_id, subject` (the identifier the device, contract or address hangs
 * on), `model, software` (null where the rule names no device). To be used as a subquery:
 * `from (${affectedSql(rule, '2026-11-22')}) affected`.
 * @param today - YYYY-MM-DD; "now" means this day
 */
export function affectedSql(rule: AffectedRule, today: string): RawBuilder<{ customerId: string; subject: string; model: string | null; software: string | null }> {
  const { device, contract, place } = rule;
  if (device) {
    return sql`
      select distinct on (i.customer_id) i.customer_id, d.subject, d.model, d.software
      from devices d join identifiers i on i.id = d.subject
      where ${deviceHolds(rule, today)}${contract ? sql` and ${hasContract(contract, today)}` : sql``}${place ? sql` and ${livesIn(place, today)}` : sql``}
      order by i.customer_id, d.owned_from desc, d.id`;
  }
  return sql`
    select distinct on (i.customer_id) i.customer_id, i.id as subject, null::text as model, null::text as software
    from identifiers i
    where i.id in (${contract ? sql`select subject from contracts where ${contractHolds(contract, today)}` : sql`select subject from addresses where ${addressHolds(place, today)}`})
      ${contract && place ? sql`and ${livesIn(place, today)}` : sql``}
    order by i.customer_id, i.id`;
}

function deviceHolds({ device, boughtFrom, boughtTo }: AffectedRule, today: string): RawBuilder<unknown> {
  if (!device) return sql`false`;
  return sql`d.model = ${device.model}
    ${device.maker === undefined ? sql`` : sql`and lower(coalesce(d.maker, '')) = lower(${device.maker})`}
    ${device.softwareBelow === undefined ? sql`` : sql`and ${softwareHolds(device.model, device.softwareBelow, device.unknownSoftware === 'include')}`}
    and d.owned_from <= ${today}::date and (d.owned_to is null or d.owned_to >= ${today}::date)
    ${boughtFrom === undefined ? sql`` : sql`and d.owned_from >= ${boughtFrom}::date`}
    ${boughtTo === undefined ? sql`` : sql`and d.owned_from <= ${boughtTo}::date`}`;
}

/** A model has few versions however many devices there are: each version is compared once. `offset 0` keeps the planner from comparing before the `distinct`. */
const softwareHolds = (model: string, below: string, isUnknownIncluded: boolean) => sql`(${isUnknownIncluded ? sql`d.software is null or ` : sql``}d.software in (
  select software from (select distinct software from devices where model = ${model} offset 0) known
  where software is not null and coalesce(software_parts(software) < software_parts(${below}), ${isUnknownIncluded})))`;

const contractHolds = (contract: NonNullable<AffectedRule['contract']>, today: string) =>
  sql`product = ${contract.product} and starts_on <= ${today}::date and (ends_on is null or ends_on >= ${today}::date)`;
const addressHolds = (place: AffectedRule['place'], today: string) =>
  sql`cell = any(${place?.cells ?? []}::text[]) and coalesce(valid_from <= ${today}::date, true) and coalesce(valid_to >= ${today}::date, true)`;
const hasContract = (contract: NonNullable<AffectedRule['contract']>, today: string) =>
  sql`i.customer_id in (select o.customer_id from contracts join identifiers o on o.id = contracts.subject where ${contractHolds(contract, today)})`;
const livesIn = (place: AffectedRule['place'], today: string) =>
  sql`i.customer_id in (select o.customer_id from addresses join identifiers o on o.id = addresses.subject where ${addressHolds(place, today)})`;

export async function countAffected(db: Db, rule: AffectedRule, today: string): Promise<Reach> {
  const { rows: [found] } = await sql<{ customers: number }>`select count(*)::int as customers from (${affectedSql(rule, today)}) affected`.execute(db);
  if (!rule.device) return { customers: found?.customers ?? 0, devices: 0, unknownSoftware: 0, bySoftware: [] };
  const { rows } = await sql<{ software: string; devices: number; isUnknown: boolean }>`
    select coalesce(d.software, '') as software, count(*)::int as devices, software_parts(coalesce(d.software, '')) is null as is_unknown
    from devices d join identifiers i on i.id = d.subject
    where ${deviceHolds(rule, today)}${rule.contract ? sql` and ${hasContract(rule.contract, today)}` : sql``}${rule.place ? sql` and ${livesIn(rule.place, today)}` : sql``}
    group by 1, 3 order by 2 desc, 1`.execute(db);
  return {
    customers: found?.customers ?? 0,
    devices: rows.reduce((sum, row) => sum + row.devices, 0),
    unknownSoftware: rows.filter((row) => row.isUnknown).reduce((sum, row) => sum + row.devices, 0),
    bySoftware: rows.slice(0, 20).map(({ software, devices }) => ({ software, devices })),
  };
}

export async function listAffected(db: Db, rule: AffectedRule, { today, after, limit }: { today: string; after: { name: string; id: string } | null; limit: number }): Promise<{ customerId: string; name: string; model: string | null; software: string | null }[]> {
  const { rows } = await sql<{ customerId: string; name: string; model: string | null; software: string | null }>`
    select affected.customer_id, c.name, affected.model, affected.software
    from (${affectedSql(rule, today)}) affected join customers c on c.id = affected.customer_id
    where ${after?.id ?? null}::uuid is null or (c.name, c.id) > (${after?.name ?? null}, ${after?.id ?? null}::uuid)
    order by c.name, c.id
    limit ${limit}`.execute(db);
  return rows;
}

/** Of some customers, those a rule finds. */
export async function listAffectedAmong(db: Db, rule: AffectedRule, today: string, customerIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ customerId: string }>`
    select affected.customer_id from (${affectedSql(rule, today)}) affected where affected.customer_id = any(${customerIds}::uuid[])`.execute(db);
  return new Set(rows.map((row) => row.customerId));
}

/** Models in the hands of customers today, the frequent ones first, with the software they have. */
export async function listModels(db: Db, { search, today, limit }: { search: string; today: string; limit: number }): Promise<{ maker: string | null; model: string; devices: number; software: string[] }[]> {
  const { rows } = await sql<{ maker: string | null; model: string; devices: number; software: string[] }>`
    select max(maker) as maker, model, count(*)::int as devices, coalesce((array_agg(distinct software) filter (where software is not null))[1:40], '{}') as software
    from devices
    where owned_from <= ${today}::date and (owned_to is null or owned_to >= ${today}::date) and (${search} = '' or model ilike '%' || ${search} || '%' or maker ilike '%' || ${search} || '%')
    group by model order by 3 desc, model limit ${limit}`.execute(db);
  return rows;
}
