import { customerIdOf, ownersJoin } from '../../people/identity/customer-of.logic.ts';
import { answersOf } from './filters.analytics.ts';

export interface CsatSumsRow {
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
export const csatSums = (bucket: string): string => `
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
