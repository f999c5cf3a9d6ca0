import { dealUnits } from '../deal.ts';
import { requireCount, requireFinite } from '../inputs.ts';

/**
 * Sums and products of p items over complete rows: all that means, variances, correlations, reliability and path
 * models need. They add up, so a store can deliver them for parts and a bootstrap can draw parts.
 * Ratings lose nothing by the way of sums; values whose mean is a million times their spread would.
 */
export interface ItemMoments {
  /** Names of the items, each once; they name what is wrong in errors. */
  items: readonly string[];
  /** Rows. */
  n: number;
  /** Σ w; n where nobody weighs. */
  weight: number;
  /** Σ w², for the effective n (Kish 1965: weight² / weightSq). */
  weightSq: number;
  /** Σ w·x of each item, length p. */
  sums: Float64Array;
  /** Σ w·x·y of each pair, p × p by rows, both halves filled. */
  products: Float64Array;
}

export const noMoments = (items: readonly string[]): ItemMoments => ({ items, n: 0, weight: 0, weightSq: 0, sums: new Float64Array(items.length), products: new Float64Array(items.length ** 2) });

/**
 * Adds one row to moments, in place.
 * @param row - a value of each item
 * @param weight - ≥ 0
 * @throws RangeError naming the item whose value is no number
 */
export function addRow(moments: ItemMoments, row: ArrayLike<number>, weight = 1): void {
  const p = moments.items.length;
  for (let i = 0; i < p; i += 1) {
    const x = requireFinite(moments.items[i] ?? '', row[i] ?? Number.NaN) * weight;
    moments.sums[i] = (moments.sums[i] ?? 0) + x;
    for (let j = 0; j <= i; j += 1) {
      const product = (moments.products[i * p + j] ?? 0) + x * (row[j] ?? 0);
      moments.products[i * p + j] = product;
      moments.products[j * p + i] = product;
    }
  }
  moments.n += 1;
  moments.weight += requireCount('weight', weight);
  moments.weightSq += weight ** 2;
}

/** Adds moments of other rows to moments, in place, as often as said; a bootstrap calls it some hundred thousand times. */
export function addMoments(to: ItemMoments, from: ItemMoments, times = 1): void {
  to.n += times * from.n;
  to.weight += times * from.weight;
  to.weightSq += times * from.weightSq;
  addTimes(to.sums, from.sums, times);
  addTimes(to.products, from.products, times);
}

function addTimes(to: Float64Array, from: Float64Array, times: number): void {
  for (let at = 0; at < to.length; at += 1) to[at] = (to[at] ?? 0) + times * (from[at] ?? 0);
}

export interface Dealing {
  weights?: ArrayLike<number> | undefined;
  /** Number of the cluster of each row, from 0: all answers of one customer come into the same part. */
  clusters?: ArrayLike<number> | undefined;
  /** Most parts. */
  parts: number;
  /** Decides which rows share a part where there are more rows than parts. */
  seed?: number | undefined;
}

/**
 * Rows dealt into parts by chance ({@link dealUnits}): what a bootstrap draws from. With as many parts as rows each part is one row, the plain
 * bootstrap; fewer parts make it quicker and, from a hundred on, hardly less exact. Rows of weight 0 count for nothing.
 * @param columns - one per item, all of the same length, complete
 * @returns parts that hold at least one row; one empty part where there is none
 * @throws RangeError naming the item whose value is no number
 */
export function momentsOfColumns(items: readonly string[], columns: readonly ArrayLike<number>[], { weights, clusters, parts, seed }: Dealing): ItemMoments[] {
  const n = columns[0]?.length ?? 0;
  const units = clusters ? countClusters(clusters) : n;
  const dealt = Array.from({ length: Math.max(1, Math.min(units, parts)) }, () => noMoments(items));
  const partOf = dealUnits(units, dealt.length, seed);
  const row = new Float64Array(items.length);
  for (let at = 0; at < n; at += 1) {
    if (weights?.[at] === 0) continue;
    for (let item = 0; item < row.length; item += 1) row[item] = columns[item]?.[at] ?? Number.NaN;
    const part = dealt[partOf[clusters?.[at] ?? at] ?? 0];
    if (part) addRow(part, row, weights?.[at] ?? 1);
  }
  const filled = dealt.filter((part) => part.n > 0);
  return filled.length > 0 ? filled : dealt.slice(0, 1);
}

function countClusters(clusters: ArrayLike<number>): number {
  let most = -1;
  for (let at = 0; at < clusters.length; at += 1) most = Math.max(most, clusters[at] ?? 0);
  return most + 1;
}

export function totalOf(items: readonly string[], parts: readonly ItemMoments[]): ItemMoments {
  const total = noMoments(items);
  for (const part of parts) addMoments(total, part);
  return total;
}

export interface ItemSpreads {
  means: Float64Array;
  /** Sample covariances p × p by rows: Σw(x − x̄)(y − ȳ) / Σw · n / (n − 1); exactly 0 where an item is constant. */
  covariances: Float64Array;
  /** Items that do not vary. */
  constant: string[];
}

/** What rounding leaves of the variance of equal answers. */
const NOISE = 1e-12;

/** @returns null below two rows, where there is no spread */
export function spreadsOf({ items, n, weight, sums, products }: ItemMoments): ItemSpreads | null {
  if (n < 2 || !(weight > 0)) return null;
  const p = items.length;
  const means = sums.map((sum) => sum / weight);
  const covariances = new Float64Array(p * p);
  const factor = n / (n - 1) / weight;
  const isConstant = items.map((_, i) => (products[i * p + i] ?? 0) - (sums[i] ?? 0) * (means[i] ?? 0) <= NOISE * (products[i * p + i] ?? 0));
  for (let i = 0; i < p; i += 1) {
    for (let j = 0; j < p; j += 1) {
      if (isConstant[i] || isConstant[j]) continue;
      covariances[i * p + j] = ((products[i * p + j] ?? 0) - (sums[i] ?? 0) * (means[j] ?? 0)) * factor;
    }
  }
  return { means, covariances, constant: items.filter((_, i) => isConstant[i]) };
}
