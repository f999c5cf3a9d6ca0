import { historyTime } from '../../kernel/clock.ts';
import { customerIdOf, ownersJoin } from '../../people/identity/customer-of.logic.ts';
import type { History } from '../../platform/storage/history.ts';
import { answersOf, type Question, questionParams } from './filters.analytics.ts';

interface CsatSumsRow {
  n: number;
  clusters: number;
  sum: number;
  sumSqOfClusterSums: number;
  sumClusterSumTimesSize: number;
  sumSqClusterSizes: number;
  ratingSum: number;
  ratingSumSq: number;
  ratingSumTimesSize: number;
}

/**
 * Answers to "how satisfied are you?" (1–5) added up by customer and then over customers: s_c = answers of 4 or 5,
 * r_c = sum of the ratings, n_c = answers of one customer.
 */
const csatSums = (bucket: string): string => `
  select
    bucket,
    sum(n_c) as n, count() as clusters, sum(s_c) as sum,
    sum(s_c * s_c) as sumSqOfClusterSums, sum(s_c * n_c) as sumClusterSumTimesSize, sum(n_c * n_c) as sumSqClusterSizes,
    sum(r_c) as ratingSum, sum(r_c * r_c) as ratingSumSq, sum(r_c * n_c) as ratingSumTimesSize
  from (
    select ${bucket} as bucket, ${customerIdOf('a')} as customer_id, countIf(a.value >= 4) as s_c, sum(assumeNotNull(a.value)) as r_c, count() as n_c
    from answers a ${ownersJoin('a', `select a.subject from answers a where a.role = 'csat' and ${answersOf('a')}`)}
    where a.role = 'csat' and a.value is not null and ${answersOf('a')}
    group by bucket, customer_id
  )
  group by bucket
  order by bucket`;

/** Sums of the period itself and of the time between the question's `from` and the period's. */
export async function readCsatSums(history: History, question: Question, currentFrom: Date): Promise<{ current: CsatSumsRow | null; previous: CsatSumsRow | null }> {
  const rows = await history.query<CsatSumsRow & { bucket: number }>(csatSums(`toUInt8(a.at >= {currentFrom:DateTime64(3, 'UTC')})`), { ...questionParams(question), currentFrom: historyTime(currentFrom) }, { lane: 'analysis' });
  return { current: rows.find((row) => row.bucket === 1) ?? null, previous: rows.find((row) => row.bucket === 0) ?? null };
}

export function readCsatSumsByMonth(history: History, question: Question): Promise<(CsatSumsRow & { bucket: string })[]> {
  return history.query(csatSums(`formatDateTime(a.at, '%Y-%m')`), questionParams(question), { lane: 'analysis' });
}
