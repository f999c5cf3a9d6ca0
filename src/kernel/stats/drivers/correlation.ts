import { CONFIDENCE, criticalZ } from '../distributions.ts';
import { requireCount, requireFinite, sumOfSquaresWithoutNoise } from '../inputs.ts';

/** Sums over complete pairs (x, y); a pair with a null on either side must not enter any of them. */
export interface CorrelationSums {
  n: number;
  sumX: number;
  sumY: number;
  sumXx: number;
  sumYy: number;
  sumXy: number;
}

/**
 * Pearson's correlation with its interval, all in [−1, 1]. `r` is null below n = 3 (two points always lie on a line)
 * and when x or y does not vary; the limits are null below n = 4.
 */
export interface CorrelationEstimate {
  n: number;
  r: number | null;
  low: number | null;
  high: number | null;
}

/**
 * Pearson's correlation from sums, with Fisher's z interval. Pairs count as independent, so the interval is too
 * narrow where customers answer several times. Ratings lose nothing by the way of sums; subtract a rough mean first
 * from values whose mean is more than a million times their spread (instants), or they count as constant.
 * @param confidence - share in ]0, 1[
 * @source Pearson (1896); Fisher (1921), On the "probable error" of a coefficient of correlation, Metron 1:
 *   tanh(atanh r ± z / √(n − 3))
 * @throws RangeError when a sum is no number
 */
export function correlationFromSums(sums: CorrelationSums, confidence: number = CONFIDENCE): CorrelationEstimate {
  const n = requireCount('n', sums.n);
  const r = n < 3 ? null : pearson(sums);
  if (r === null || n < 4) return { n, r, low: null, high: null };
  const half = criticalZ(confidence) / Math.sqrt(n - 3);
  // ±1 passes through infinity and comes back as ±1; the point never lies outside by a rounding error.
  return {
    n,
    r,
    low: Math.min(r, Math.tanh(Math.atanh(r) - half)),
    high: Math.max(r, Math.tanh(Math.atanh(r) + half)),
  };
}

function pearson({ n, sumX, sumY, sumXx, sumYy, sumXy }: CorrelationSums): number | null {
  const [meanX, meanY] = [requireFinite('sumX', sumX) / n, requireFinite('sumY', sumY) / n];
  const spreadX = sumOfSquaresWithoutNoise(requireCount('sumXx', sumXx) - sumX * meanX, sumXx);
  const spreadY = sumOfSquaresWithoutNoise(requireCount('sumYy', sumYy) - sumY * meanY, sumYy);
  if (spreadX === 0 || spreadY === 0) return null;
  const r = (requireFinite('sumXy', sumXy) - sumX * meanY) / Math.sqrt(spreadX * spreadY);
  return Math.max(-1, Math.min(1, r));
}
