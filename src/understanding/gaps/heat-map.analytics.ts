import { historyTime } from '../../kernel/clock.ts';
import { customerIdOf, ownersJoin } from '../../people/identity/customer-of.logic.ts';
import type { History, HistoryParams } from '../../platform/storage/history.ts';
import { type CellSize, type CellSums, type CellTarget, PLACE_SEPARATOR, placeKey, type Raise, type Unpaired } from './heat-map.logic.ts';
import { EVERYBODY } from './protection.logic.ts';

/** Whose answers count: instants as ISO text, null = not limited; group '' = everybody. */
export interface HeatScope {
  from: string | null;
  to: string | null;
  group: string;
}

const TIMEOUT_MS = 15_000;

const paramsOf = ({ from, to, group }: HeatScope): HistoryParams => ({ from: historyTime(from ?? '1970-01-01T00:00:00Z'), to: historyTime(to ?? '2200-01-01T00:00:00Z'), group });
const cell = 'cityHash64(touchpoint, dimension)';
const livedInScope = `
    role = 'experience' and touchpoint != '' and value is not null and at >= {from:DateTime64(3, 'UTC')} and at < {to:DateTime64(3, 'UTC')}
    and ({group:String} = '' or target_group = {group:String})`;

/**
 * Each experience with the expectation beside it and the customer. Most identifiers are their own customer; only the
 * others take the way through the join (decision 0050).
 */
const pairs = (expectation: string, where: string): string => `
    select ${cell} as cell, subject as customer, ${expectation} as expected, assumeNotNull(value) as lived
    from answers
    where ${livedInScope} and ${where} and subject not in (select subject from subject_owners)
    union all
    select a.cell, ${customerIdOf('a')} as customer, a.expected, a.lived
    from (
      select ${cell} as cell, subject, at, ${expectation} as expected, assumeNotNull(value) as lived
      from answers
      where ${livedInScope} and ${where} and subject in (select subject from subject_owners)
    ) a ${ownersJoin('a')}`;

/**
 * What adds up over answers is counted by cell; what needs the sums of each customer takes a table of all customers in all
 * cells, whose cost is its number of rows and the width of its key: so there a cell is 64 bits instead of two words. That two of
 * some thousand cells meet in one number has a chance of one in a million millions.
 */
const cells = (expectation: string, where: string): string => `
select toString(touchpoint) as touchpoint, toString(dimension) as dimension, n, customers, sumExpectation,
  sumGap, sumSqOfClusterSums, sumClusterSumTimesSize, sumSqClusterSizes, below, belowSumSqOfClusterSums, belowSumClusterSumTimesSize, shortfall
from (
  select touchpoint, dimension, toUInt32(count()) as n, sum(${expectation}) as sumExpectation, sum(assumeNotNull(value) - ${expectation}) as sumGap,
    toUInt32(countIf(assumeNotNull(value) < ${expectation})) as below, sum(greatest(${expectation} - assumeNotNull(value), 0)) as shortfall
  from answers
  where ${livedInScope} and ${where}
  group by touchpoint, dimension
) answered
join (
  select cell, toUInt32(count()) as customers, sum(gap_c * gap_c) as sumSqOfClusterSums, sum(gap_c * n_c) as sumClusterSumTimesSize, toFloat64(sum(n_c * n_c)) as sumSqClusterSizes,
    toFloat64(sum(below_c * below_c)) as belowSumSqOfClusterSums, toFloat64(sum(below_c * n_c)) as belowSumClusterSumTimesSize
  from (
    select cell, customer, count() as n_c, sum(lived - expected) as gap_c, countIf(lived < expected) as below_c
    from (${pairs(expectation, where)})
    group by cell, customer
  )
  group by cell
) told on ${cell} = told.cell
limit 20000`;

/** Every touchpoint in every dimension: one pass over the experiences, beside which history keeps the expectation (`paired`). */
const heatMapStatement = cells('assumeNotNull(paired)', 'paired is not null');

/** Experiences without an expectation: where a Soll is missing. Customers up to some ten thousand exact. */
const unpairedStatement = `
select toString(touchpoint) as touchpoint, toString(dimension) as dimension, toUInt32(count()) as n, toUInt32(uniqCombined(subject)) as customers
from answers
where ${livedInScope} and paired is null
group by touchpoint, dimension
limit 20000`;

const placeSql = `concat(touchpoint, char(${PLACE_SEPARATOR.charCodeAt(0)}), dimension)`;
const targetOf = `transform(${placeSql}, {places:Array(String)}, {values:Array(Float64)}, 0.)`;
const inPlaces = `touchpoint in {touchpoints:Array(String)} and ${placeSql} in {places:Array(String)}`;
const targetsStatement = cells(targetOf, inPlaces);

/** How many customers of each target group, and of all, answered in a cell; whoever changed the group counts in both. */
const cellSizesStatement = `
select toString(touchpoint) as touchpoint, toString(dimension) as dimension, group, toUInt32(uniqExactIf(customer, is_pair)) as pairCustomers, toUInt32(uniqExact(customer)) as livedCustomers
from (
  select touchpoint, dimension, arrayJoin([toString(target_group), {everybody:String}]) as group, subject as customer, paired is not null as is_pair
  from answers
  where ${livedInScope} and subject not in (select subject from subject_owners)
  union all
  select a.touchpoint, a.dimension, arrayJoin([toString(a.target_group), {everybody:String}]) as group, ${customerIdOf('a')} as customer, a.is_pair
  from (
    select touchpoint, dimension, target_group, subject, at, paired is not null as is_pair
    from answers
    where ${livedInScope} and subject in (select subject from subject_owners)
  ) a ${ownersJoin('a')}
)
group by touchpoint, dimension, group
limit 200000`;

export const listCellSizes = (history: History, { from, to }: HeatScope): Promise<CellSize[]> =>
  history.query(cellSizesStatement, { ...paramsOf({ from, to, group: '' }), everybody: EVERYBODY }, { lane: 'analysis', timeoutMs: TIMEOUT_MS });

export const listCells = (history: History, scope: HeatScope): Promise<CellSums[]> => history.query(heatMapStatement, paramsOf(scope), { lane: 'analysis', timeoutMs: TIMEOUT_MS });

export const listUnpaired = (history: History, scope: HeatScope): Promise<Unpaired[]> => history.query(unpairedStatement, paramsOf(scope), { lane: 'analysis', timeoutMs: TIMEOUT_MS });

/** The cells for which somebody has set what customers may expect. */
export async function listCellsAgainst(history: History, scope: HeatScope, targets: readonly CellTarget[]): Promise<CellSums[]> {
  if (targets.length === 0) return [];
  return history.query(targetsStatement, { ...paramsOf(scope), ...placesOf(targets), values: targets.map(({ value }) => value) }, { lane: 'analysis', timeoutMs: TIMEOUT_MS });
}

/** How many points of shortfall would be gone if experience rose by so many points for everybody there: Σ max(0, d) − max(0, d − raise), d = expectation − experience. */
export async function listRemoved(history: History, scope: HeatScope, raises: readonly Raise[]): Promise<{ touchpoint: string; dimension: string; removed: number }[]> {
  if (raises.length === 0) return [];
  return history.query(removedStatement, { ...paramsOf(scope), ...placesOf(raises), points: raises.map(({ points }) => points), targets: raises.map(({ target }) => target ?? NO_TARGET) }, { lane: 'analysis', timeoutMs: TIMEOUT_MS });
}

const NO_TARGET = -1;
const removedStatement = `
select toString(touchpoint) as touchpoint, toString(dimension) as dimension, sum(greatest(short, 0) - greatest(short - raise, 0)) as removed
from (
  select touchpoint, dimension, transform(${placeSql}, {places:Array(String)}, {points:Array(Float64)}, 0.) as raise, transform(${placeSql}, {places:Array(String)}, {targets:Array(Float64)}, ${NO_TARGET}.) as target, assumeNotNull(if(target < 0, paired, target) - value) as short
  from answers
  where ${livedInScope} and ${inPlaces} and (target >= 0 or paired is not null)
)
group by touchpoint, dimension
limit 1000`;

const placesOf = (places: readonly { touchpoint: string; dimension: string }[]) => ({
  places: places.map(placeKey),
  touchpoints: [...new Set(places.map(({ touchpoint }) => touchpoint))],
});
