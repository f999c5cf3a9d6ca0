import { CONFIDENCE, criticalZ } from '../distributions.ts';
import { requireCount } from '../inputs.ts';

/** `hits` of `n` answers, 0 ≤ hits ≤ n: satisfied customers (CSAT), top boxes, kept promises. */
export interface ShareCounts {
  hits: number;
  n: number;
}

/** A share with its interval, all in [0, 1]. Without any answer they are null, never 0. */
export type ShareEstimate =
  | { n: number; share: number; low: number; high: number }
  | { n: number; share: null; low: null; high: null };

/** First minus second share, all in [−1, 1]. The difference is significant when 0 lies outside of the interval. */
export interface ShareComparison {
  difference: number;
  low: number;
  high: number;
}

/**
 * A share with Wilson's score interval. Unlike the Wald interval it has a width for 0 of n and n of n
 * (0 of 20 gives [0, 0.161]) and never leaves [0, 1]. n = 0 gives nulls; n = 1 gives [0, 0.793] or [0.207, 1].
 * @param confidence - share in ]0, 1[
 * @source Wilson (1927), JASA 22, 209–212; method 3 of Newcombe (1998), Statistics in Medicine 17, 857–872
 * @throws RangeError when hits or n are negative, not numbers, or hits > n
 */
export function shareFromCounts({ hits, n }: ShareCounts, confidence: number = CONFIDENCE): ShareEstimate {
  requireCount('hits', hits);
  requireCount('n', n);
  if (hits > n) throw new RangeError(`hits must not exceed n, got ${hits} of ${n}`);
  if (n === 0) return { n, share: null, low: null, high: null };
  const z = criticalZ(confidence);
  const share = hits / n;
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return {
    n,
    share,
    // At the ends the formula is 0 and 1 on paper but 1e-17 off in floats.
    low: hits === 0 ? 0 : Math.max(0, Math.min(share, middle - half)),
    high: hits === n ? 1 : Math.min(1, Math.max(share, middle + half)),
  };
}

/**
 * Difference of two shares from different respondents (first minus second) with Newcombe's hybrid score interval.
 * @returns null when either side has no answer
 * @source Newcombe (1998), Statistics in Medicine 17, 873–890, method 10
 * @throws RangeError as {@link shareFromCounts}
 */
export function compareShares(
  first: ShareCounts,
  second: ShareCounts,
  confidence: number = CONFIDENCE,
): ShareComparison | null {
  const [a, b] = [shareFromCounts(first, confidence), shareFromCounts(second, confidence)];
  if (a.share === null || b.share === null) return null;
  const difference = a.share - b.share;
  return {
    difference,
    low: Math.max(-1, difference - Math.hypot(a.share - a.low, b.high - b.share)),
    high: Math.min(1, difference + Math.hypot(a.high - a.share, b.share - b.low)),
  };
}
