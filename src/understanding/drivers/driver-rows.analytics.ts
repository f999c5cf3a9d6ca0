import { historyTime } from '../../kernel/clock.ts';
import { momentsSize } from '../../kernel/stats/drivers/moments.ts';
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
const MOST_KNOWN = 30;

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
const fromZeroToTen = `multiIf(
      a.role = 'experience', a.value,
      a.role = 'csat', (a.value - 1) * 2.5,
      a.scale_high > a.scale_low, 10 * (a.value - a.scale_low) / (a.scale_high - a.scale_low),
      a.value)`;
/** As it was asked; what names no scale came on ours. */
const scaleEnd = (end: 'low' | 'high', otherwise: number): string => `if(ifNull(a.scale_high > a.scale_low, false), assumeNotNull(a.scale_${end}), ${otherwise})`;
/** Where drivers and outcome are looked for together to choose drivers: merged customers make no difference worth a join there. */
const togetherOf: Readonly<Record<DriverKind, string>> = { dimension: 'response_id', touchpoint: 'subject' };

const isDriver = (by: DriverKind): string => `(a.role in (${driverRoles[by]}) and a.role != {role:String} and ${keyOf[by]} != '')`;

export interface KnownRow {
  key: string;
  /** One of the surveys that asked for it, '' where none did */
  survey: string;
  /** Whether the key is a dimension, and not the item of a survey */
  isDimension: boolean;
  /** Identifiers, so hardly more than customers, and never fewer */
  customers: number;
  /** Ends of the scale it was asked on, the lowest and the highest that were used. */
  lows: [number, number];
  highs: [number, number];
}

const knownStatement = (by: DriverKind): string => `
select ${keyOf[by]} as key, toString(any(a.survey)) as survey, toBool(max(a.dimension != '')) as isDimension, toUInt32(uniqCombined(a.subject)) as customers,
  [min(${scaleEnd('low', 0)}), max(${scaleEnd('low', 0)})] as lows, [min(${scaleEnd('high', 10)}), max(${scaleEnd('high', 10)})] as highs
from answers a
where ${isDriver(by)} and a.value is not null and ${inScope}
  and ({role:String} = '' or a.${togetherOf[by]} in (select a.${togetherOf[by]} from answers a where a.role = {role:String} and a.value is not null and ${inScope}))
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

const patternsStatement = (by: DriverKind): string => `
select pattern, toUInt32(count()) as units
from (
  select a.${togetherOf[by]} as unit, max(a.role = {role:String}) as hasOutcome,
    groupBitOr(if(${isDriver(by)} and has({keys:Array(String)}, ${keyOf[by]}), bitShiftLeft(toUInt32(1), toUInt32(indexOf({keys:Array(String)}, ${keyOf[by]}) - 1)), toUInt32(0))) as pattern
  from answers a
  where (a.role = {role:String} or a.role in (${driverRoles[by]})) and a.value is not null and ${inScope}
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

const listed = (keys: number, part: (place: number) => string): string => `[${Array.from({ length: keys }, (_, place) => part(place + 1)).join(', ')}]`;

/**
 * One row a response: sums and numbers of the ratings of each key, in the order of the keys, and of the outcome. Only then
 * it is asked whose they are: the join with the owners goes over responses, not over all their answers.
 */
const responsesSql = (by: DriverKind, keys: number): string => `
    select r.unit as unit, ${customerIdOf('r')} as customer, r.sums as sums, r.counts as counts, r.outcomes as outcomes, r.outcomeSum as outcomeSum
    from (
      select response_id as unit, any(subject) as subject, any(at) as at, ${listed(keys, (place) => `sumIf(rating, place = ${place})`)} as sums, ${listed(keys, (place) => `countIf(place = ${place})`)} as counts,
        countIf(isOutcome) as outcomes, sumIf(outcome, isOutcome) as outcomeSum
      from (
        select a.response_id as response_id, a.subject as subject, a.at as at, a.role = {role:String} as isOutcome, assumeNotNull(a.value) as outcome, assumeNotNull(${fromZeroToTen}) as rating,
          if(${isDriver(by)}, indexOf({keys:Array(String)}, ${keyOf[by]}), 0) as place
        from answers a
        where (a.role = {role:String} or a.role in (${driverRoles[by]})) and a.value is not null and ${inScope}
      )
      where isOutcome or place > 0
      group by response_id
    ) r ${ownersJoin('r')}`;

/** What is explained, with all of its ratings: one response, or one customer over the period. */
const completeUnits: Readonly<Record<DriverKind, (keys: number) => string>> = {
  dimension: (keys) => `
  select customer, arrayMap((s, c) -> s / c, sums, counts) as x, outcomes as given, outcomeSum / outcomes as y
  from (${responsesSql('dimension', keys)})
  where not has(counts, 0)`,
  touchpoint: (keys) => `
  select customer, arrayMap((s, c) -> s / c, sumForEach(sums), sumForEach(counts)) as x, sum(outcomes) as given, sum(outcomeSum) / sum(outcomes) as y
  from (${responsesSql('touchpoint', keys)})
  group by customer
  having not has(sumForEach(counts), 0)`,
};

/** Filters that tell rows apart, with their columns. */
export const siblingColumns = { touchpoint: 'touchpoint', channel: 'channel', group: 'target_group', survey: 'survey', department: 'department', language: 'language' } as const;
export type SiblingFilter = keyof typeof siblingColumns;

/** How many identifiers with all of the keys (and the outcome) each value of a filter has. */
export function listSiblings(history: History, scope: DriverScope, keys: readonly string[], filter: SiblingFilter): Promise<{ key: string; customers: number }[]> {
  return history.query(`
    select part as key, toUInt32(uniqExact(subject)) as customers
    from (
      select any(a.subject) as subject, toString(a.${siblingColumns[filter]}) as part, countIf(a.role = {role:String}) as outcomes,
        ${listed(keys.length, (place) => `countIf(${isDriver(scope.by)} and indexOf({keys:Array(String)}, ${keyOf[scope.by]}) = ${place})`)} as counts
      from answers a
      where (a.role = {role:String} or a.role in (${driverRoles[scope.by]})) and a.value is not null and ${inScope}
      group by a.${togetherOf[scope.by]}, part
    )
    where not has(counts, 0) and (outcomes > 0 or {role:String} = '')
    group by key
    order by key
    limit 10000`, { ...scopeParams(scope), keys }, { lane: 'analysis', timeoutMs: 20_000 });
}

export interface BlockRow {
  rows: number;
  customers: number;
  /** As kernel/stats/drivers/moments.ts has them: Σw, Σz_j, Σz_j·z_l for l ≤ j */
  sums: number[];
}

const blocksStatement = (by: DriverKind, keys: number): string => `
select toUInt32(count()) as rows, toUInt32(uniqExact(customer)) as customers,
  sumForEach(arrayConcat([1.], z, arrayFlatten(arrayMap(j -> arrayMap(l -> z[j] * z[l], range(1, j + 1)), range(1, length(z) + 1))))) as sums
from (
  select customer, arrayPushBack(x, y) as z
  from (${completeUnits[by](keys)})
  where given > 0
)
group by cityHash64(customer) % {blocks:UInt32}
limit ${FEW_CUSTOMERS}`;

/**
 * Sums of products of complete units by block of customers: one statement, however many answers there are.
 * @param customers - at most so many rated all of the keys
 */
export async function readBlocks(history: History, scope: DriverScope, keys: readonly string[], customers: number): Promise<BlockRow[]> {
  const blocks = customers <= FEW_CUSTOMERS ? A_BLOCK_EACH : BLOCKS;
  const rows = await history.query<BlockRow>(blocksStatement(scope.by, keys.length), { ...scopeParams(scope), keys, blocks }, { lane: 'analysis', timeoutMs: 30_000 });
  const size = momentsSize(keys.length + 1);
  if (rows.some(({ sums }) => sums.length !== size)) throw new Error(`a block must hold ${size} sums`);
  return rows;
}

export interface PersonRow {
  customer: string;
  x: number[];
}

export const peopleStatement = (by: DriverKind, keys: number): string => `
select toString(customer) as customer, avgForEach(x) as x
from (${completeUnits[by](keys)})
group by customer
order by cityHash64(customer)
limit {limit:UInt32}`;

/** Customers with their ratings, for outcomes that lie in the records; more than `limit` are a random choice of them. */
export function listPeople(history: History, scope: DriverScope, keys: readonly string[], limit: number): Promise<PersonRow[]> {
  return history.query(peopleStatement(scope.by, keys.length), { ...scopeParams(scope), keys, limit }, { lane: 'analysis', timeoutMs: 30_000 });
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
