import { customerIdOf, ownersJoin } from '../../people/identity/customer-of.logic.ts';
import { answersOf } from './filters.analytics.ts';

export interface NpsSumsRow {
  promoters: number;
  passives: number;
  detractors: number;
  n: number;
  clusters: number;
  sum: number;
  sumSqOfClusterSums: number;
  sumClusterSumTimesSize: number;
  sumSqClusterSizes: number;
}

/**
 * Answers to "would you recommend us?" added up by customer and then over customers: promoters 9–10, passives 7–8,
 * detractors 0–6; s_c = promoters − detractors and n_c = answers of one customer.
 */
export const npsSums = (bucket: string): string => `
  select
    bucket,
    sum(promoters_c) as promoters, sum(passives_c) as passives, sum(detractors_c) as detractors,
    sum(n_c) as n, count() as clusters, sum(s_c) as sum,
    sum(s_c * s_c) as sumSqOfClusterSums, sum(s_c * toInt64(n_c)) as sumClusterSumTimesSize, sum(n_c * n_c) as sumSqClusterSizes
  from (
    select
      ${bucket} as bucket, ${customerIdOf('a')} as customer_id,
      countIf(a.value >= 9) as promoters_c, countIf(a.value >= 7 and a.value < 9) as passives_c, countIf(a.value < 7) as detractors_c,
      count() as n_c, toInt64(promoters_c) - toInt64(detractors_c) as s_c
    from answers a ${ownersJoin('a', `select a.subject from answers a where a.role = 'nps' and ${answersOf('a')}`)}
    where a.role = 'nps' and a.value is not null and ${answersOf('a')}
    group by bucket, customer_id
  )
  group by bucket
  order by bucket`;
