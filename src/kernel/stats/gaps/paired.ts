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
  const { n, weight } = pairs;
  if (n === 0) return { n, effectiveN: 0, expectation: null, experience: null, gap: null, sd: null, low: null, high: null, t: null, df: null, p: null, dz: null };
  const total = weight.reduce((sum, one) => sum + one, 0);
  const mean = (side: Float64Array) => side.reduce((sum, value, at) => sum + (weight[at] ?? 0) * value, 0) / total;
  const [expectation, experience] = [mean(pairs.expectation), mean(pairs.experience)];
  const { effectiveCustomers, gap, low, high, t, df, p } = gapFromSums(sumsByCustomer(pairs, n / total), confidence);
  const sd = n < 2 || gap === null ? null : standardDeviation(pairs, gap, total);
  return { n, effectiveN: effectiveCustomers, expectation, experience, gap, sd, low, high, t, df, p, dz: !sd || gap === null ? null : gap / sd };
}

/** Experience − expectation of the complete pairs, in their order. @throws RangeError as {@link pairedGap} */
export function differencesOf(columns: PairedColumns): Float64Array {
  const { expectation, experience } = completePairs(columns);
  return experience.map((value, at) => value - (expectation[at] ?? 0));
}

/** Complete pairs, one place each; columns and not objects, because a file may hold a million of them. */
interface Pairs {
  n: number;
  expectation: Float64Array;
  experience: Float64Array;
  weight: Float64Array;
  /** null = every pair is of a customer of its own */
  cluster: (number | string)[] | null;
}

function completePairs({ expectation, experience, weights, clusters }: PairedColumns): Pairs {
  const rows = expectation.length;
  for (const [name, column] of [['experience', experience], ['weights', weights], ['clusters', clusters]] as const) {
    if (column !== undefined && column.length !== rows) throw new RangeError(`${name} has ${column.length} rows, expectation ${rows}`);
  }
  const [expected, lived, weight] = [new Float64Array(rows), new Float64Array(rows), new Float64Array(rows)];
  const cluster: (number | string)[] | null = clusters === undefined ? null : [];
  let n = 0;
  for (let row = 0; row < rows; row += 1) {
    const [one, other, heavy] = [expectation[row] ?? Number.NaN, experience[row] ?? Number.NaN, weights === undefined ? 1 : (weights[row] ?? Number.NaN)];
    if (Number.isNaN(one) || Number.isNaN(other) || Number.isNaN(heavy)) continue;
    // A weight of 0 says that this respondent does not count, not even as one of the customers.
    if (heavy === 0) continue;
    if (!(heavy > 0 && heavy < Infinity)) requireCount(`weight of row ${row + 1}`, heavy);
    expected[n] = one;
    lived[n] = other;
    weight[n] = heavy;
    cluster?.push(clusters?.[row] ?? row);
    n += 1;
  }
  return { n, expectation: expected.subarray(0, n), experience: lived.subarray(0, n), weight: weight.subarray(0, n), cluster };
}

function sumsByCustomer({ n, expectation, experience, weight, cluster }: Pairs, scale: number): GapSums {
  // Scaled weights add up to the number of pairs; adding them up would leave 1e-12 behind.
  const sums: GapSums = { n, customers: 0, sumGap: 0, sumSqOfClusterSums: 0, sumClusterSumTimesSize: 0, sumSqClusterSizes: 0 };
  const add = (size: number, sum: number): void => {
    sums.customers += 1;
    sums.sumGap += sum;
    sums.sumSqOfClusterSums += sum ** 2;
    sums.sumClusterSumTimesSize += sum * size;
    sums.sumSqClusterSizes += size ** 2;
  };
  const byCustomer = new Map<number | string, { size: number; sum: number }>();
  for (let at = 0; at < n; at += 1) {
    const size = (weight[at] ?? 0) * scale;
    const sum = size * ((experience[at] ?? 0) - (expectation[at] ?? 0));
    const customer = cluster?.[at];
    if (customer === undefined) {
      add(size, sum);
      continue;
    }
    const own = byCustomer.get(customer);
    if (own) {
      own.size += size;
      own.sum += sum;
    } else byCustomer.set(customer, { size, sum });
  }
  for (const { size, sum } of byCustomer.values()) add(size, sum);
  return sums;
}

function standardDeviation({ n, expectation, experience, weight }: Pairs, gap: number, total: number): number {
  let [squares, magnitude] = [0, 0];
  for (let at = 0; at < n; at += 1) {
    const difference = (experience[at] ?? 0) - (expectation[at] ?? 0);
    squares += (weight[at] ?? 0) * (difference - gap) ** 2;
    magnitude += (weight[at] ?? 0) * difference ** 2;
  }
  return Math.sqrt((sumOfSquaresWithoutNoise(squares, magnitude) / total) * (n / (n - 1)));
}
