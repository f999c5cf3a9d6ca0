import { criticalT, twoSidedPOfZ } from './distributions.ts';

/**
 * The lower and upper percentile of draws in any order.
 * @param tail - share of draws left out at each end, in [0, 0.5]
 * @returns lower and upper; see {@link quantile}
 */
export function percentiles(draws: Float64Array, tail: number): [number, number] {
  const sorted = draws.toSorted();
  return [quantile(sorted, tail), quantile(sorted, 1 - tail)];
}

/**
 * By position between the sorted draws, p(n + 1): fit for few draws. Beyond the first and the last draw it is that draw.
 * @param sorted - ascending; of none it is 0
 * @param share - in [0, 1]
 * @source Hyndman & Fan (1996), The American Statistician 50(4), 361–365, type 6
 */
export function quantile(sorted: Float64Array, share: number): number {
  const position = Math.max(0, Math.min(sorted.length - 1, share * (sorted.length + 1) - 1));
  const below = Math.floor(position);
  const [lower, upper] = [sorted[below] ?? 0, sorted[Math.min(sorted.length - 1, below + 1)] ?? 0];
  return lower + (position - below) * (upper - lower);
}

/**
 * Expanded percentiles: a percentile of draws from few parts lies too close, because a bootstrap knows the spread of its parts, divided
 * by their number and not by one less, and takes it for certain. The share of draws left out at each end is that beyond
 * √(m/(m − 1)) · t(m − 1) instead of z (m parts: 2.31 % instead of 2.5 % for 100, 1.89 % for 30).
 * @param parts - what is drawn: customers, or blocks of them; at least 2
 * @returns share of draws, in (0, 0.5)
 * @source Hesterberg (2015), What teachers should know about the bootstrap, The American Statistician 69(4), 371–386
 */
export const expandedTail = (parts: number, confidence: number): number => twoSidedPOfZ(Math.sqrt(parts / (parts - 1)) * criticalT(parts - 1, confidence)) / 2;
