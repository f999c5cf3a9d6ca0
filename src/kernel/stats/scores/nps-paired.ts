import { CONFIDENCE, twoSidedPOfT } from '../distributions.ts';
import { requireCount } from '../inputs.ts';
import { meanFromSummary } from './mean.ts';

/** The side of one answer to "would you recommend us?": promoter +1, passive 0, detractor −1. */
export type NpsSide = 1 | 0 | -1;

/** Customers by what they said before and now. */
export interface NpsMove {
  before: NpsSide;
  now: NpsSide;
  /** Customers, ≥ 0. */
  n: number;
}

/** Change in points among the same people; limits, t and p are null below two people or where nobody moved differently. */
export interface PairedNps {
  n: number;
  before: number | null;
  now: number | null;
  difference: number | null;
  low: number | null;
  high: number | null;
  t: number | null;
  p: number | null;
}

/**
 * Compares two waves in which the same people answered. Each person moves by −2 … +2; their mean is the change of the
 * NPS, with the paired t interval. It is narrower than {@link compareNps} of the same counts, because what makes people
 * differ from each other falls out.
 * @returns nulls without anybody
 * @source paired t test, Student (1908), on the differences of the answers coded +1, 0, −1
 * @throws RangeError when a count is negative or no number
 */
export function comparePairedNps(moves: readonly NpsMove[], confidence: number = CONFIDENCE): PairedNps {
  const n = moves.reduce((sum, move) => sum + requireCount('n', move.n), 0);
  if (n === 0) return { n, before: null, now: null, difference: null, low: null, high: null, t: null, p: null };
  const meanOf = (of: (move: NpsMove) => number): number => moves.reduce((sum, move) => sum + move.n * of(move), 0) / n;
  const difference = meanOf(({ before, now }) => now - before);
  const variance = n < 2 ? null : (n / (n - 1)) * meanOf(({ before, now }) => (now - before - difference) ** 2);
  const { low, high } = meanFromSummary({ n, mean: difference, variance }, confidence);
  const t = variance === null || variance === 0 ? null : difference / Math.sqrt(variance / n);
  const points = (value: number | null): number | null => (value === null ? null : 100 * value);
  return {
    n,
    before: points(meanOf(({ before }) => before)),
    now: points(meanOf(({ now }) => now)),
    difference: points(difference),
    low: points(low === null ? null : Math.max(-2, low)),
    high: points(high === null ? null : Math.min(2, high)),
    t,
    p: t === null ? null : twoSidedPOfT(t, n - 1),
  };
}
