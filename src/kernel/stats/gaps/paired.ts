import { CONFIDENCE } from '../distributions.ts';
import { gapFromSums, type GapSums } from './gap.ts';
import { requireCount, sumOfSquaresWithoutNoise } from '../inputs.ts';

/** Two ratings of the same respondents in the same order; NaN = missing. Scale points. */
export interface PairedColumns {
  expectation: ArrayLike<number>;
  experience: ArrayLike<number>;
  /** ≥ 0, any total; without them every respondent counts once. A missing weight leaves its respondent out. */
  weights?: ArrayLike<number> | undefined;
  /** Who answered, where one customer may stand in several rows; without them every row is a customer of its own. */
  clusters?: ArrayLike<number | string> | undefined;
}

/**
 * Experience minus expectation over complete pairs, in scale points. Means and difference are null without a pair; limits,
 * df and p below two customers; t, p and `dz` also where all differences are the same. `effectiveN` is Kish's (Σw)² / Σw²
 * over customers: `n` where all count the same and each answers once.
 */
export interface PairedEstimate {
  n: number;
  effectiveN: number;
  expectation: number | null;
  experience: number | null;
  gap: number | null;
  /** Sample standard deviation of the differences, divided by n − 1. */
  sd: number | null;
  low: number | null;
  high: number | null;
  t: number | null;
  df: number | null;
  p: number | null;
  /** Size of the effect in standard deviations of the differences: 0.2 small, 0.5 medium, 0.8 large. */
  dz: number | null;
}

/**
 * Paired t test of two columns of the same respondents, weighted and clustered where asked. Rows with one side missing
 * are left out on both sides, so an expectation without its experience never enters.
 *
 * Weights are scaled to a mean of 1 and enter as the sizes of {@link gapFromSums}: the variance is
 * `G/(G − 1) · Σ w²(d − d̄)² / (Σw)²`, without weights exactly s²/n. `d_z = d̄ / s`.
 * @param confidence - share in ]0, 1[
 * @source Student (1908); d_z: Cohen (1988), Statistical Power Analysis, 2nd ed., 2.3.5; weighted variance: Särndal, Swensson &
 *   Wretman (1992), Model Assisted Survey Sampling, 5.7
 * @throws RangeError when the columns differ in length or a weight is negative
 */
export function pairedGap(columns: PairedColumns, confidence: number = CONFIDENCE): PairedEstimate {
  const pairs = completePairs(columns);
  const n = pairs.length;
  if (n === 0) return { n, effectiveN: 0, expectation: null, experience: null, gap: null, sd: null, low: null, high: null, t: null, df: null, p: null, dz: null };
  const total = pairs.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (value: (pair: Pair) => number) => pairs.reduce((sum, pair) => sum + pair.weight * value(pair), 0) / total;
  const [expectation, experience] = [mean((pair) => pair.expectation), mean((pair) => pair.experience)];
  const { effectiveCustomers, gap, low, high, t, df, p } = gapFromSums(sumsByCustomer(pairs, n / total), confidence);
  const sd = n < 2 || gap === null ? null : standardDeviation(pairs, gap, total);
  return { n, effectiveN: effectiveCustomers, expectation, experience, gap, sd, low, high, t, df, p, dz: !sd || gap === null ? null : gap / sd };
}

/** Experience − expectation of the complete pairs, in their order. @throws RangeError as {@link pairedGap} */
export function differencesOf(columns: PairedColumns): number[] {
  return completePairs(columns).map(({ expectation, experience }) => experience - expectation);
}

interface Pair {
  expectation: number;
  experience: number;
  weight: number;
  cluster: number | string;
}

function completePairs({ expectation, experience, weights, clusters }: PairedColumns): Pair[] {
  for (const [name, column] of [['experience', experience], ['weights', weights], ['clusters', clusters]] as const) {
    if (column !== undefined && column.length !== expectation.length) throw new RangeError(`${name} has ${column.length} rows, expectation ${expectation.length}`);
  }
  const pairs: Pair[] = [];
  for (let row = 0; row < expectation.length; row += 1) {
    const pair = { expectation: expectation[row] ?? Number.NaN, experience: experience[row] ?? Number.NaN, weight: weights === undefined ? 1 : (weights[row] ?? Number.NaN), cluster: clusters?.[row] ?? row };
    if (Number.isNaN(pair.expectation) || Number.isNaN(pair.experience) || Number.isNaN(pair.weight)) continue;
    // A weight of 0 says that this respondent does not count, not even as one of the customers.
    if (requireCount(`weight of row ${row + 1}`, pair.weight) > 0) pairs.push(pair);
  }
  return pairs;
}

function sumsByCustomer(pairs: readonly Pair[], scale: number): GapSums {
  const byCustomer = new Map<number | string, { size: number; sum: number }>();
  for (const { expectation, experience, weight, cluster } of pairs) {
    const own = byCustomer.get(cluster) ?? { size: 0, sum: 0 };
    byCustomer.set(cluster, { size: own.size + weight * scale, sum: own.sum + weight * scale * (experience - expectation) });
  }
  const sums: GapSums = { n: 0, customers: byCustomer.size, sumGap: 0, sumSqOfClusterSums: 0, sumClusterSumTimesSize: 0, sumSqClusterSizes: 0 };
  for (const { size, sum } of byCustomer.values()) {
    sums.sumGap += sum;
    sums.sumSqOfClusterSums += sum ** 2;
    sums.sumClusterSumTimesSize += sum * size;
    sums.sumSqClusterSizes += size ** 2;
  }
  // Scaled weights add up to the number of pairs; adding them up would leave 1e-12 behind.
  return { ...sums, n: pairs.length };
}

function standardDeviation(pairs: readonly Pair[], gap: number, total: number): number {
  let [squares, magnitude] = [0, 0];
  for (const { expectation, experience, weight } of pairs) {
    squares += weight * (experience - expectation - gap) ** 2;
    magnitude += weight * (experience - expectation) ** 2;
  }
  return Math.sqrt((sumOfSquaresWithoutNoise(squares, magnitude) / total) * (pairs.length / (pairs.length - 1)));
}
