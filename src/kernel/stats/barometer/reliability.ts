import { type ItemMoments, spreadsOf } from '../drivers/item-moments.ts';

/** Below it an index hangs together too loosely to be read as one thing; the page says so. @source Nunnally (1978), Psychometric Theory */
export const ENOUGH_RELIABILITY = 0.7;

/**
 * How far the items of an index measure one thing. `alpha` ≤ 1, may be negative; null with the reason where it does not
 * exist: one item alone, fewer than two answers, or items that never vary together.
 */
export type Reliability = { alpha: number; reason: null } | { alpha: null; reason: 'one_item' | 'too_few' | 'constant' };

/**
 * Cronbach's alpha of some items on the same scale: k/(k − 1) · (1 − Σ s²ᵢ / s²_total), where s²_total is the sum of all
 * covariances. Items that point the other way must be turned before.
 * @param places - of the items among those of the moments
 * @source Cronbach (1951), Psychometrika 16(3), 297–334
 * @throws RangeError for a place that there is not
 */
export function cronbachAlpha(moments: ItemMoments, places: readonly number[]): Reliability {
  const p = moments.items.length;
  for (const place of places) if (!Number.isInteger(place) || place < 0 || place >= p) throw new RangeError(`there is no item ${place} among ${p}`);
  if (places.length < 2) return { alpha: null, reason: 'one_item' };
  const spreads = spreadsOf(moments);
  if (!spreads) return { alpha: null, reason: 'too_few' };
  const sum = (pairs: readonly (readonly [number, number])[]) => pairs.reduce((total, [i, j]) => total + (spreads.covariances[i * p + j] ?? 0), 0);
  const own = sum(places.map((i) => [i, i]));
  const all = sum(places.flatMap((i) => places.map((j) => [i, j] as const)));
  // Items that cancel each other out leave rounding noise.
  if (!(all > 1e-12 * own)) return { alpha: null, reason: 'constant' };
  const k = places.length;
  return { alpha: (k / (k - 1)) * (1 - own / all), reason: null };
}
