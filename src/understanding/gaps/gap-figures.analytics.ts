import { historyTime } from '../../kernel/clock.ts';
import { customerIdOf, ownersJoin } from '../../people/identity/customer-of.logic.ts';
import type { History, HistoryParams } from '../../platform/storage/history.ts';
import type { EvidenceSums, FigureSums } from './figures.logic.ts';

/** Which answers count. Instants as ISO text; null = not limited; group '' = everybody. */
export interface AnswerScope {
  from: string | null;
  to: string | null;
  group: string;
}

/** What one row of a gap analysis delivers; the statistics over it are in kernel/stats. */
export interface FigureRow extends FigureSums {
  key: string;
}

export type TouchpointFigures = EvidenceSums & FigureRow;

export const scopeParams = ({ from, to, group }: AnswerScope): HistoryParams => ({ from: historyTime(from ?? '1970-01-01T00:00:00Z'), to: historyTime(to ?? '2200-01-01T00:00:00Z'), group });
export const inScope = `a.at >= {from:DateTime64(3, 'UTC')} and a.at < {to:DateTime64(3, 'UTC')} and ({group:String} = '' or a.target_group = {group:String})`;

/**
 * From answers to one row per response: the pair of a response is the mean over those dimensions of which it has both
 * sides; `lived` is its mean experience whether or not an expectation was given.
 * `columns` are further columns of answers that belong to a response as a whole.
 */
export const responsesSql = (where: string, columns: readonly string[] = []) => `
  select touchpoint, response_id, any(customer) as customer, any(at) as at, any(target_group) as target_group, ${columns.map((column) => `any(${column}) as ${column}, `).join('')}
    countIf(expected is not null and experienced is not null) as pairs,
    avgIf(expected, expected is not null and experienced is not null) as expectation,
    avgIf(experienced, expected is not null and experienced is not null) as experience,
    avg(experienced) as lived,
    max(scored) as score
  from (
    select a.touchpoint as touchpoint, a.response_id as response_id, a.dimension as dimension,
      any(${customerIdOf('a')}) as customer, any(a.at) as at, any(a.target_group) as target_group, ${columns.map((column) => `any(a.${column}) as ${column}, `).join('')}
      avgIf(a.value, a.role = 'expectation') as expected,
      avgIf(a.value, a.role = 'experience') as experienced,
      avgIf(a.value, a.role in ('nps', 'overall')) as scored
    from answers a ${ownersJoin('a')}
    where a.role in ('expectation', 'experience', 'nps', 'overall') and ${inScope} and ${where}
    group by touchpoint, response_id, dimension
  )
  group by touchpoint, response_id`;

/** Sums by customer of the pairs and the experiences in `units`, then the sums over customers that the statistics need. */
const figureSums = `
  toUInt32(sum(n_c)) as n, toUInt32(countIf(n_c > 0)) as customers,
  sum(s_c) as sumGap, sum(s_c * s_c) as sumSqOfClusterSums, sum(s_c * n_c) as sumClusterSumTimesSize, toFloat64(sum(n_c * n_c)) as sumSqClusterSizes,
  sum(expectation_c) as sumExpectation, sum(experience_c) as sumExperience,
  toUInt32(sum(m_c)) as livedN, toUInt32(countIf(m_c > 0)) as livedCustomers,
  sum(l_c) as livedSum, sum(l_c * l_c) as livedSumSqOfClusterSums, sum(l_c * m_c) as livedSumClusterSumTimesSize, toFloat64(sum(m_c * m_c)) as livedSumSqClusterSizes`;
const customerSums = `
  countIf(pairs > 0) as n_c,
  ifNull(sumIf(experience - expectation, pairs > 0), 0) as s_c,
  ifNull(sumIf(expectation, pairs > 0), 0) as expectation_c,
  ifNull(sumIf(experience, pairs > 0), 0) as experience_c,
  count(lived) as m_c,
  ifNull(sum(lived), 0) as l_c`;

/** Every touchpoint with its pairs, its experiences, and their correlation with the overall score: one statement. */
export async function listTouchpointFigures(history: History, scope: AnswerScope): Promise<TouchpointFigures[]> {
  return history.query(rankingStatement, scopeParams(scope), { lane: 'analysis' });
}

const rankingStatement = `
with
  responses as (${responsesSql(`a.touchpoint != ''`)}),
  by_customer as (
    select touchpoint, customer, ${customerSums},
      countIf(lived is not null and score is not null) as scored_c,
      ifNull(sumIf(lived, score is not null), 0) as x, ifNull(sumIf(score, lived is not null), 0) as y,
      ifNull(sumIf(lived * lived, score is not null), 0) as xx, ifNull(sumIf(score * score, lived is not null), 0) as yy, ifNull(sum(lived * score), 0) as xy
    from responses
    group by touchpoint, customer
  )
select toString(touchpoint) as key, ${figureSums},
  toUInt32(sum(scored_c)) as scoredN, sum(x) as sumX, sum(y) as sumY, sum(xx) as sumXx, sum(yy) as sumYy, sum(xy) as sumXy
from by_customer
group by touchpoint
limit 20000`;

/** Which part of the answers a figure is about; the key is the month (YYYY-MM), the first month of the quarter, the group or the dimension. */
export interface PartFigures extends FigureRow {
  part: 'month' | 'quarter' | 'group' | 'dimension';
}

/** The gap at one touchpoint by month, quarter, target group and dimension: one statement. */
export async function listPartFigures(history: History, touchpoint: string, scope: AnswerScope): Promise<PartFigures[]> {
  return history.query(partsStatement, { ...scopeParams(scope), touchpoint }, { lane: 'analysis', timeoutMs: 15_000 });
}

const partsStatement = `
with
  units as (
    select arrayJoin([('month', formatDateTime(at, '%Y-%m')), ('quarter', formatDateTime(toStartOfQuarter(at), '%Y-%m')), ('group', toString(target_group))]) as place, customer, pairs, expectation, experience, lived
    from (${responsesSql('a.touchpoint = {touchpoint:String}')})
    union all
    select ('dimension', dimension) as place, customer, toUInt64(expected is not null and experienced is not null) as pairs, expected, experienced, experienced
    from (
      select a.response_id, toString(a.dimension) as dimension, any(${customerIdOf('a')}) as customer,
        avgIf(a.value, a.role = 'expectation') as expected, avgIf(a.value, a.role = 'experience') as experienced
      from answers a ${ownersJoin('a')}
      where a.role in ('expectation', 'experience') and ${inScope} and a.touchpoint = {touchpoint:String}
      group by a.response_id, dimension
    )
  ),
  by_customer as (select place, customer, ${customerSums} from units group by place, customer)
select place.1 as part, place.2 as key, ${figureSums}
from by_customer
group by place
having n > 0 or livedN > 0
order by part, key
limit 2000`;

/** Target groups that gave answers in the period. */
export async function listGroups(history: History, { from, to }: AnswerScope): Promise<string[]> {
  const rows = await history.query<{ name: string }>(
    `select toString(a.target_group) as name from answers a where a.target_group != '' and ${inScope} group by name order by name limit 200`,
    scopeParams({ from, to, group: '' }));
  return rows.map(({ name }) => name);
}
