import { CONFIDENCE, criticalZ } from '../distributions.ts';
import { requireFinite } from '../inputs.ts';

/** A median with its interval in the units of the values; without any value all are null, and the limits are null below n = 6. */
export interface MedianEstimate {
  n: number;
  median: number | null;
  low: number | null;
  high: number | null;
}

/** P(X ≤ k) for X ~ Binomial(n, ½), summed from logarithms so that n may be large. */
function binomialHalf(k: number, n: number): number {
  let logTerm = -n * Math.LN2;
  let sum = 0;
  for (let i = 0; i <= k; i += 1) {
    sum += Math.exp(logTerm);
    logTerm += Math.log((n - i) / (i + 1));
  }
  return sum;
}

/**
 * The median with the interval between order statistics: no assumption about the distribution, so waiting times with a
 * long tail are fine. The interval covers at least `confidence`; with fewer than 6 values no such interval exists at 95 %.
 * Above 1,000 values the ranks come from the normal approximation of the binomial.
 * @param confidence - share in ]0, 1[
 * @returns median null without values; limits null where the sample is too small for them
 * @throws RangeError when a value is no finite number
 * @source sign-test interval: Conover (1999), Practical Nonparametric Statistics, 3rd ed., 3.2
 */
export function medianWithInterval(values: readonly number[], confidence: number = CONFIDENCE): MedianEstimate {
  const sorted = values.map((value) => requireFinite('value', value)).toSorted((a, b) => a - b);
  const n = sorted.length;
  if (n === 0) return { n, median: null, low: null, high: null };
  const at = (place: number) => sorted[place] ?? Number.NaN;
  const median = n % 2 === 1 ? at((n - 1) / 2) : (at(n / 2 - 1) + at(n / 2)) / 2;
  const rank = lowerRank(n, confidence);
  return rank < 1 ? { n, median, low: null, high: null } : { n, median, low: at(rank - 1), high: at(n - rank) };
}

/** The largest r for which P(X ≤ r − 1) ≤ α/2; 0 where there is none. */
function lowerRank(n: number, confidence: number): number {
  const tail = (1 - confidence) / 2;
  if (n > 1_000) return Math.floor((n - criticalZ(confidence) * Math.sqrt(n)) / 2);
  let rank = 0;
  while (rank < n / 2 && binomialHalf(rank, n) <= tail) rank += 1;
  return rank;
}
