import { CONFIDENCE, criticalT } from '../distributions.ts';
import { requireCount, requireFinite, sumOfSquaresWithoutNoise } from '../inputs.ts';

/**
 * What one grouping query delivers about answers that come in clusters (all answers of one customer). With n_c the
 * number and S_c the sum of the answers of cluster c:
 */
export interface ClusterSums {
  /** Σ n_c: answers */
  n: number;
  /** G: clusters with at least one answer; 1 ≤ G ≤ n, or 0 when n = 0 */
  clusters: number;
  /** Σ S_c: sum of all answers, in units of the answers */
  sum: number;
  /** Σ S_c² */
  sumSqOfClusterSums: number;
  /** Σ S_c · n_c */
  sumClusterSumTimesSize: number;
  /** Σ n_c² */
  sumSqClusterSizes: number;
}

/**
 * A mean of clustered answers, in their units. `mean` is null for n = 0; standard error, df and limits are null below
 * two clusters. `effectiveClusters` = n² / Σn_c² is G when all clusters are equally large and 1 when one cluster has
 * nearly all answers; compare it with the minimum, because the interval trusts G.
 */
export interface ClusteredMean {
  n: number;
  clusters: number;
  effectiveClusters: number;
  mean: number | null;
  standardError: number | null;
  df: number | null;
  low: number | null;
  high: number | null;
}

/**
 * Mean of answers of which one customer may have given several, with an interval that knows it.
 *
 * Answers of one customer resemble each other, so 100 answers of 20 customers tell less than 100 answers of 100.
 * The residual of a cluster is e_c = S_c − n_c·m with m = Σ S_c / n, and the variance of the mean is
 * `V = G/(G − 1) · Σ e_c² / n²`, judged with t at G − 1 degrees of freedom. The sum needs no second pass over the rows:
 * `Σ e_c² = Σ S_c² − 2m·Σ S_c n_c + m²·Σ n_c²`.
 * With one answer for each customer (n_c = 1, G = n) this is Σ(x − m)² / (n(n − 1)) = s²/n: exactly Student's interval.
 *
 * Equal answers give a standard error of exactly 0 and an interval without width.
 * @param confidence - share in ]0, 1[
 * @source Liang & Zeger (1986), Biometrika 73, 13–22; finite-sample factor G/(G − 1) · (n − 1)/(n − K) with K = 1 (CR1)
 *   as in Cameron & Miller (2015), A practitioner's guide to cluster-robust inference, J. of Human Resources 50(2)
 * @throws RangeError when a sum is no number or there are more clusters than answers
 */
export function clusteredMeanFromSums(sums: ClusterSums, confidence: number = CONFIDENCE): ClusteredMean {
  const n = requireCount('n', sums.n);
  const clusters = requireCount('clusters', sums.clusters);
  if (clusters > n || (clusters === 0) !== (n === 0)) throw new RangeError(`${n} answers cannot form ${clusters} clusters`);
  if (n === 0) return { ...NOTHING, n, clusters, effectiveClusters: 0, mean: null };
  const mean = requireFinite('sum', sums.sum) / n;
  const effectiveClusters = Math.min(clusters, n ** 2 / requireCount('sumSqClusterSizes', sums.sumSqClusterSizes));
  if (clusters < 2) return { ...NOTHING, n, clusters, effectiveClusters, mean };
  const df = clusters - 1;
  const standardError = Math.sqrt(((clusters / df) * sumOfSquaredResiduals(sums, mean)) / n ** 2);
  const half = criticalT(df, confidence) * standardError;
  return { n, clusters, effectiveClusters, mean, standardError, df, low: mean - half, high: mean + half };
}

const NOTHING = { standardError: null, df: null, low: null, high: null };

function sumOfSquaredResiduals(sums: ClusterSums, mean: number): number {
  const squares = requireCount('sumSqOfClusterSums', sums.sumSqOfClusterSums);
  const mixed = 2 * mean * requireFinite('sumClusterSumTimesSize', sums.sumClusterSumTimesSize);
  const sizes = mean ** 2 * sums.sumSqClusterSizes;
  return sumOfSquaresWithoutNoise(squares - mixed + sizes, squares + Math.abs(mixed) + sizes);
}
