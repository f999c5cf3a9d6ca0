import { historyTime } from '../../kernel/clock.ts';
import { momentsSize } from '../../kernel/stats/moments.ts';
import { customerIdOf, ownersJoin } from '../../people/identity/customer-of.logic.ts';
import type { History, HistoryParams } from '../../platform/storage/history.ts';
import type { MetricFilter } from '../metrics/metrics.contract.ts';
import type { DriverKind } from './drivers.contract.ts';

/** What is asked. `touchpoints` limits readers who may see only their own; null = all. `role` = outcome, '' = none of the answers. */
export interface DriverScope {
  from: Date;
  to: Date;
  filter: MetricFilter;
  touchpoints: readonly string[] | null;
  by: DriverKind;
  role: string;
}

/** Blocks of customers that sums are kept apart for: enough for standard errors that are right within 3 %. */
const BLOCKS = 500;
/** Up to so many customers each has a block of his own, and nothing is estimated. */
const FEW_CUSTOMERS = 1_000;
const A_BLOCK_EACH = 2 ** 31;
/** Bits of a pattern. */
export const MOST_KNOWN = 30;

const scopeParams = ({ from, to, filter, touchpoints, role }: DriverScope): HistoryParams => ({
  from: historyTime(from), to: historyTime(to), role,
  touchpoint: filter.touchpoint ?? '', channel: filter.channel ?? '', group: filter.group ?? '', survey: filter.survey ?? '', department: filter.department ?? '', language: filter.language ?? '',
  isLimited: touchpoints === null ? 0 : 1, touchpoints: touchpoints ?? [],
});

const inScope = `
      a.at >= {from:DateTime64(3, 'UTC')} and a.at < {to:DateTime64(3, 'UTC')}
      and ({touchpoint:String} = '' or a.touchpoint = {touchpoint:String})
      and ({channel:String} = '' or a.channel = {channel:String})
      and ({group:String} = '' or a.target_group = {group:String})
      and ({survey:String} = '' or a.survey = {survey:String})
      and ({department:String} = '' or a.department = {department:String})
      and ({language:String} = '' or a.language = {language:String})
      and ({isLimited:UInt8} = 0 or a.touchpoint in {touchpoints:Array(String)})`;

/** Ratings that can drive, all from 0 (worst) to 10 (best): what a customer lived, agreed to or rated. */
const driverRoles: Readonly<Record<DriverKind, string>> = { dimension: `'experience', 'agreement', 'rating'`, touchpoint: `'experience', 'csat'` };
const keyOf: Readonly<Record<DriverKind, string>> = { dimension: `if(a.dimension != '', toString(a.dimension), toString(a.item))`, touchpoint: 'toString(a.touchpoint)' };
/** What is explained is one response, or one customer over the period. */
const unitOf: Readonly<Record<DriverKind, string>> = { dimension: 'a.response_id', touchpoint: 'customer' };
const fromZeroToTen = `multiIf(
      a.role = 'experience', a.value,
      a.role = 'csat', (a.value - 1) * 2.5,
      a.scale_high > a.scale_low, 10 * (a.value - a.scale_low) / (a.scale_high - a.scale_low),
      a.value)`;

/** One row for each answer that is a driver ('' otherwise) or the outcome. */
const rowsSql = (by: DriverKind): string => `
    select ${unitOf[by]} as unit, ${customerIdOf('a')} as customer, a.role = {role:String} as isOutcome, a.value as outcome,
      if(a.role in (${driverRoles[by]}) and a.role != {role:String}, ${keyOf[by]}, '') as key, ${fromZeroToTen} as rating, a.survey as survey, a.dimension != '' as hasDimension
    from answers a ${ownersJoin('a')}
    where (a.role = {role:String} or a.role in (${driverRoles[by]})) and a.value is not null and ${inScope}`;

export interface KnownRow {
  key: string;
  /** One of the surveys that asked for it, '' where none did */
  survey: string;
  /** Whether the key is a dimension, and not the item of a survey */
  isDimension: boolean;
  units: number;
  customers: number;
}

export const knownStatement = (by: DriverKind): string => `
with
  units as (
    select unit, any(customer) as customer, max(isOutcome) as hasOutcome, any(survey) as survey, groupUniqArrayIf(100)((key, hasDimension), key != '') as keys
    from (${rowsSql(by)})
    group by unit
  )
select named.1 as key, any(survey) as survey, toBool(max(named.2)) as isDimension, toUInt32(count()) as units, toUInt32(uniqExact(customer)) as customers
from (select customer, toString(survey) as survey, arrayJoin(keys) as named from units where hasOutcome or {role:String} = '')
group by key
order by customers desc, key
limit ${MOST_KNOWN}`;

/** Drivers that were rated together with the outcome, the most often rated first; at most 30. */
export function listKnown(history: History, scope: DriverScope): Promise<KnownRow[]> {
  return history.query(knownStatement(scope.by), scopeParams(scope), { lane: 'analysis', timeoutMs: 20_000 });
}

export interface PatternRow {
  /** Bit j is set where the j-th key was rated */
  pattern: number;
  units: number;
}

export const patternsStatement = (by: DriverKind): string => `
select pattern, toUInt32(count()) as units
from (
  select unit, max(isOutcome) as hasOutcome, groupBitOr(if(has({keys:Array(String)}, key), bitShiftLeft(toUInt32(1), toUInt32(indexOf({keys:Array(String)}, key) - 1)), toUInt32(0))) as pattern
  from (${rowsSql(by)})
  group by unit
)
where hasOutcome or {role:String} = ''
group by pattern
order by units desc
limit 20000`;

/** Which drivers were rated together how often. */
export function listPatterns(history: History, scope: DriverScope, keys: readonly string[]): Promise<PatternRow[]> {
  return history.query(patternsStatement(scope.by), { ...scopeParams(scope), keys }, { lane: 'analysis', timeoutMs: 20_000 });
}

export interface BlockRow {
  rows: number;
  customers: number;
  /** As kernel/stats/moments.ts has them: Σw, Σz_j, Σz_j·z_l for l ≤ j */
  sums: number[];
}

/** Units that rated all drivers and gave the outcome: `x` in the order of the keys, `y` the outcome. */
const completeUnits = (by: DriverKind): string => `
  select unit, any(customer) as customer, avgIf(outcome, isOutcome) as y,
    countIf(isOutcome) > 0 as hasOutcome,
    countForEach(arrayMap(k -> if(key = k, rating, null), {keys:Array(String)})) as rated,
    sumForEach(arrayMap(k -> if(key = k, assumeNotNull(rating), 0.), {keys:Array(String)})) as summed
  from (${rowsSql(by)})
  group by unit
  having arrayAll(c -> c > 0, rated)`;

export const blocksStatement = (by: DriverKind): string => `
select toUInt32(count()) as rows, toUInt32(uniqExact(customer)) as customers,
  sumForEach(arrayConcat([1.], z, arrayFlatten(arrayMap(j -> arrayMap(l -> z[j] * z[l], range(1, j + 1)), range(1, length(z) + 1))))) as sums
from (
  select customer, arrayPushBack(arrayMap((s, c) -> s / c, summed, rated), assumeNotNull(y)) as z
  from (${completeUnits(by)})
  where hasOutcome
)
group by cityHash64(customer) % {blocks:UInt32}
limit ${FEW_CUSTOMERS}`;

/**
 * Sums of products of complete units by block of customers: one statement, however many answers there are.
 * @param customers - at most so many rated all of the keys
 */
export async function readBlocks(history: History, scope: DriverScope, keys: readonly string[], customers: number): Promise<BlockRow[]> {
  const blocks = customers <= FEW_CUSTOMERS ? A_BLOCK_EACH : BLOCKS;
  const rows = await history.query<BlockRow>(blocksStatement(scope.by), { ...scopeParams(scope), keys, blocks }, { lane: 'analysis', timeoutMs: 30_000 });
  const size = momentsSize(keys.length + 1);
  if (rows.some(({ sums }) => sums.length !== size)) throw new Error(`a block must hold ${size} sums`);
  return rows;
}

export interface PersonRow {
  customer: string;
  x: number[];
}

export const peopleStatement = (by: DriverKind): string => `
select toString(customer) as customer, avgForEach(arrayMap((s, c) -> s / c, summed, rated)) as x
from (${completeUnits(by)})
group by customer
order by cityHash64(customer)
limit {limit:UInt32}`;

/** Customers with their ratings, for outcomes that lie in the records; more than `limit` are a random choice of them. */
export function listPeople(history: History, scope: DriverScope, keys: readonly string[], limit: number): Promise<PersonRow[]> {
  return history.query(peopleStatement(scope.by), { ...scopeParams(scope), keys, limit }, { lane: 'analysis', timeoutMs: 30_000 });
}

export interface ChoiceRow {
  kind: 'group' | 'survey' | 'role';
  name: string;
}

/** Target groups, surveys and outcomes that answers of the period have; at most 200 of each. */
export function listChoices(history: History, scope: DriverScope): Promise<ChoiceRow[]> {
  return history.query(
    `select kind, name from (
       select arrayJoin([('group', toString(a.target_group)), ('survey', toString(a.survey)), ('role', toString(a.role))]) as choice, choice.1 as kind, choice.2 as name
       from answers a
       where a.at >= {from:DateTime64(3, 'UTC')} and a.at < {to:DateTime64(3, 'UTC')} and ({isLimited:UInt8} = 0 or a.touchpoint in {touchpoints:Array(String)})
     )
     where name != ''
     group by kind, name
     order by kind, name
     limit 200 by kind`,
    scopeParams(scope), { lane: 'analysis', timeoutMs: 15_000 });
}
