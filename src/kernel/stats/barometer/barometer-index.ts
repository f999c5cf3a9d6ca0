import { CONFIDENCE, criticalT } from '../distributions.ts';
import { type ItemMoments, spreadsOf } from '../drivers/item-moments.ts';

/**
 * An index from 0 (worst answer everywhere) to 100 (best). `index` is null for n = 0, the rest below n = 2. `variance`
 * is that between respondents, in squared index points, and null where one of them has all the weight; the limits are cut at 0
 * and 100, where the scale ends.
 */
export interface IndexEstimate {
  n: number;
  index: number | null;
  variance: number | null;
  low: number | null;
  high: number | null;
}

/** Where an answer stands between the worst (0) and the best (100) of its scale. `worst` may be the larger number: German grades have 1 as the best. */
export const scaleTo100 = (value: number, worst: number, best: number): number => (100 * (value - worst)) / (best - worst);

/**
 * The index of one block: Σ wᵢ x̄ᵢ with weights that add up to 1, and Student's interval from the spread of the
 * respondents' own indices, s² = wᵀCw. Equal weights are the default: they stay the same from wave to wave, so a change
 * of the index is a change of answers. Respondents count as independent, one row each.
 * @param moments - of items from 0 to 100, see {@link scaleTo100}
 * @param places - of the block's items
 * @param weights - one per place, ≥ 0, Σ = 1; default equal
 * @source Fornell et al. (1996), Journal of Marketing 60(4), 7–18: 100 · Σ wᵢ(x̄ᵢ − min)/(max − min)
 * @throws RangeError when there are no items, or weights that do not add up to 1
 */
export function indexOf(moments: ItemMoments, places: readonly number[], { weights = places.map(() => 1 / places.length), confidence = CONFIDENCE }: { weights?: readonly number[]; confidence?: number } = {}): IndexEstimate {
  if (places.length === 0) throw new RangeError('an index needs at least one item');
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (weights.length !== places.length || weights.some((weight) => !Number.isFinite(weight)) || Math.abs(total - 1) > 1e-9) throw new RangeError(`${places.length} weights must add up to 1, got ${weights.join(', ')}`);
  const { n, weight, weightSq } = moments;
  if (n === 0 || !(weight > 0)) return { n, index: null, variance: null, low: null, high: null };
  const index = places.reduce((sum, place, at) => sum + ((moments.sums[place] ?? 0) / weight) * (weights[at] ?? 0), 0);
  const spreads = spreadsOf(moments);
  if (!spreads) return { n, index, variance: null, low: null, high: null };
  const p = moments.items.length;
  let variance = 0;
  for (const [a, i] of places.entries()) for (const [b, j] of places.entries()) variance += (weights[a] ?? 0) * (weights[b] ?? 0) * (spreads.covariances[i * p + j] ?? 0);
  // Weights leave fewer independent answers than rows (Kish 1965); one row that weighs all leaves none to spare.
  const effectiveN = Math.min(n, weight ** 2 / weightSq);
  if (effectiveN <= 1 + 1e-9) return { n, index, variance: null, low: null, high: null };
  // Of the effective rows one is spent on the mean, as for every other weighted mean (weightedSummary).
  variance = Math.max(0, variance) * ((n - 1) / n) * (effectiveN / (effectiveN - 1));
  const half = criticalT(effectiveN - 1, confidence) * Math.sqrt(variance / effectiveN);
  return { n, index, variance, low: Math.max(0, index - half), high: Math.min(100, index + half) };
}

/**
 * Weights of standardised items brought back to the answers themselves and normed to Σ = 1: (wᵢ/sᵢ) / Σ(wⱼ/sⱼ).
 * @returns null when an item does not vary or the weights cancel each other out
 */
export function rawWeights(moments: ItemMoments, places: readonly number[], outerWeights: readonly number[]): number[] | null {
  const spreads = spreadsOf(moments);
  if (!spreads) return null;
  const p = moments.items.length;
  const raw = places.map((place, at) => (outerWeights[at] ?? 0) / Math.sqrt(spreads.covariances[place * p + place] ?? 0));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  if (!Number.isFinite(total) || Math.abs(total) < 1e-12) return null;
  return raw.map((weight) => weight / total);
}
