import { compareMeans, type MeanSummary, meanFromSummary } from '../../kernel/stats/scores/mean.ts';
import { hasEnough } from '../../kernel/stats/scores/minimum.ts';
import { benjaminiHochberg } from '../../kernel/stats/multiple.ts';
import { requiredPerWave } from '../../kernel/stats/scores/required-n.ts';
import type { Difference, Factor, Figure, Verdict } from './barometer.contract.ts';

/** What SQL delivers of one index: customers, their mean, and the variance between them. */
export interface IndexSums {
  n: number;
  mean: number;
  variance: number | null;
}
export const NOBODY: IndexSums = { n: 0, mean: 0, variance: null };

/** Differences that chance alone would bring about less often than this are called changes. */
const LEVEL = 0.05;
/** Index points that are written as 0.0: no difference, however many answered. */
const NO_DIFFERENCE = 0.05;

/** An index with Student's interval, cut at the ends of the scale; withheld below the minimum of customers. */
export function figureOf(factor: Factor, sums: IndexSums): Figure {
  if (!hasEnough(sums.n)) return { factor, n: sums.n, index: null, low: null, high: null };
  const { mean, low, high } = meanFromSummary(asSummary(sums));
  return { factor, n: sums.n, index: mean, low: low === null ? null : Math.max(0, low), high: high === null ? null : Math.min(100, high) };
}

/** Against a target: below or above only where the whole interval is; null without one of the two. */
export function standingOf({ low, high }: Pick<Figure, 'low' | 'high'>, target: number | null): 'below' | 'at' | 'above' | null {
  if (target === null || low === null || high === null) return null;
  return high < target ? 'below' : low > target ? 'above' : 'at';
}

/**
 * Differences second − first that stand beside one another, with one verdict each (Welch, Benjamini–Hochberg over all
 * of them). Null where a side has too few customers.
 * @param planned - place of the one that was the question from the start; it is judged by itself
 */
export function differencesOf(pairs: readonly (readonly [first: IndexSums, second: IndexSums])[], planned?: number): (Difference | null)[] {
  const compared = pairs.map(([first, second]) => (hasEnough(first.n) && hasEnough(second.n) ? compareMeans(asSummary(second), asSummary(first)) : null));
  // Without any spread a difference is no chance.
  const ps = compared.map((one) => (one === null ? null : (one.p ?? (one.difference === 0 ? 1 : 0))));
  const adjusted = benjaminiHochberg(ps.map((p, at) => (at === planned ? null : p)));
  if (planned !== undefined) adjusted[planned] = ps[planned] ?? null;
  return compared.map((one, at) => {
    if (!one) return null;
    const verdict = verdictOf(one.difference, adjusted[at] ?? 1);
    const [first, second] = pairs[at] ?? [NOBODY, NOBODY];
    const variance = ((first.variance ?? 0) + (second.variance ?? 0)) / 2;
    return { difference: one.difference, low: one.low, high: one.high, verdict, neededN: verdict === 'unclear' && Math.abs(one.difference) >= NO_DIFFERENCE ? requiredPerWave(one.difference, variance) : null };
  });
}

const verdictOf = (difference: number, p: number): Verdict => (p >= LEVEL || Math.abs(difference) < NO_DIFFERENCE ? 'unclear' : difference > 0 ? 'up' : 'down');

/** What is left of a whole without one of its parts, from sums alone. */
export function without(whole: IndexSums, part: IndexSums): IndexSums {
  const n = whole.n - part.n;
  if (n <= 0) return NOBODY;
  const mean = (whole.n * whole.mean - part.n * part.mean) / n;
  // Σ(x − x̄)² of the whole = of both parts + what lies between their means.
  const between = (part.n * n * (part.mean - mean) ** 2) / whole.n;
  const squares = (whole.variance ?? 0) * (whole.n - 1) - (part.variance ?? 0) * (part.n - 1) - between;
  return { n, mean, variance: n < 2 ? null : Math.max(0, squares / (n - 1)) };
}

/** Several groups as one. */
export function together(parts: readonly IndexSums[]): IndexSums {
  const n = parts.reduce((sum, part) => sum + part.n, 0);
  if (n === 0) return NOBODY;
  const mean = parts.reduce((sum, part) => sum + part.n * part.mean, 0) / n;
  const squares = parts.reduce((sum, part) => sum + (part.variance ?? 0) * Math.max(0, part.n - 1) + part.n * (part.mean - mean) ** 2, 0);
  return { n, mean, variance: n < 2 ? null : squares / (n - 1) };
}

const asSummary = ({ n, mean, variance }: IndexSums): MeanSummary => ({ n, mean, variance: variance ?? 0 });
