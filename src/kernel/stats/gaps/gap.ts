import { clusteredMeanFromSums } from '../scores/clustered-mean.ts';
import { CONFIDENCE, twoSidedPOfT } from '../distributions.ts';

/**
 * What one grouping query delivers about the gaps (experience − expectation) at one touchpoint. With n_c answers and
 * the sum S_c of the gaps of customer c:
 * ```sql
 * select sum(n_c) as n, count(*) as customers, sum(s_c) as sum_gap, sum(s_c * s_c) as sum_sq_of_cluster_sums,
 *        sum(s_c * n_c) as sum_cluster_sum_times_size, sum(n_c * n_c) as sum_sq_cluster_sizes
 * from (select customer_id, count(*) as n_c, sum(experience - expectation) as s_c
 *       from … where experience is not null and expectation is not null group by customer_id) as by_customer
 * ```
 * Convert 64-bit counts to numbers first; text is refused. A Soll set by hand is a constant expectation in this query.
 */
export interface GapSums {
  /** Complete pairs of expectation and experience; an expectation without its experience must not enter. */
  n: number;
  /** G: different customers among them */
  customers: number;
  /** Σ S_c, scale points */
  sumGap: number;
  /** Σ S_c² */
  sumSqOfClusterSums: number;
  /** Σ S_c · n_c */
  sumClusterSumTimesSize: number;
  /** Σ n_c² */
  sumSqClusterSizes: number;
}

/**
 * A gap in scale points, negative where experience falls short of expectation. `gap` is null for n = 0; limits, t, df
 * and p are null below two customers. When all gaps are the same there is no test (t and p null) and the interval
 * is the gap itself. p is two-sided, against "no gap". `effectiveCustomers` (n² / Σn_c²) is the number to hold
 * against the minimum: it is `customers` unless a few customers give most of the answers.
 */
export interface GapEstimate {
  n: number;
  customers: number;
  effectiveCustomers: number;
  gap: number | null;
  low: number | null;
  high: number | null;
  t: number | null;
  df: number | null;
  p: number | null;
}

/** One answer: both sides of the same dimension on the same scale; null when the customer skipped one. */
export interface GapPair {
  customerId: string;
  expectation: number | null;
  experience: number | null;
}

/**
 * The gap between expectation and experience with its interval and test: exactly the paired t test when every
 * customer answers once, and robust against repeated answers of one customer otherwise. The algebra is told at
 * {@link clusteredMeanFromSums}; here an answer is one difference experience − expectation.
 * @param confidence - share in ]0, 1[
 * @source gap score: Parasuraman, Zeithaml & Berry (1988), SERVQUAL, J. of Retailing 64(1); variance: Liang & Zeger
 *   (1986), Biometrika 73, 13–22, with the factor G/(G − 1)
 * @throws RangeError when a sum is no number or there are more customers than answers
 */
export function gapFromSums(sums: GapSums, confidence: number = CONFIDENCE): GapEstimate {
  const { mean, standardError, effectiveClusters, df, low, high } = clusteredMeanFromSums(
    { ...sums, clusters: sums.customers, sum: sums.sumGap },
    confidence,
  );
  const t = mean === null || !standardError ? null : mean / standardError;
  return {
    n: sums.n,
    customers: sums.customers,
    effectiveCustomers: effectiveClusters,
    gap: mean,
    low,
    high,
    t,
    df,
    p: t === null || df === null ? null : twoSidedPOfT(t, df),
  };
}

/**
 * The same from single answers, for files and small samples; large histories are added up by SQL.
 * Incomplete pairs are left out on both sides.
 * @throws RangeError when a rating is no finite number
 */
export function gapFromPairs(pairs: Iterable<GapPair>, confidence: number = CONFIDENCE): GapEstimate {
  return gapFromSums(gapSumsOf(pairs), confidence);
}

/** Adds single answers up to what {@link gapFromSums} needs. Incomplete pairs are left out. */
export function gapSumsOf(pairs: Iterable<GapPair>): GapSums {
  const byCustomer = new Map<string, { n: number; sumGap: number }>();
  for (const { customerId, expectation, experience } of pairs) {
    if (expectation === null || experience === null) continue;
    const own = byCustomer.get(customerId) ?? { n: 0, sumGap: 0 };
    byCustomer.set(customerId, { n: own.n + 1, sumGap: own.sumGap + (experience - expectation) });
  }
  const sums: GapSums = {
    n: 0,
    customers: byCustomer.size,
    sumGap: 0,
    sumSqOfClusterSums: 0,
    sumClusterSumTimesSize: 0,
    sumSqClusterSizes: 0,
  };
  for (const { n, sumGap } of byCustomer.values()) {
    sums.n += n;
    sums.sumGap += sumGap;
    sums.sumSqOfClusterSums += sumGap ** 2;
    sums.sumClusterSumTimesSize += sumGap * n;
    sums.sumSqClusterSizes += n ** 2;
  }
  return sums;
}
