import { requireFinite } from '../inputs.ts';

export interface ChangePointSettings {
  /** What a further change must save, in units of χ²; by default 3·ln(number of values), which counts the level and its place. */
  penalty?: number;
  /** Fewest values between two changes, ≥ 1. */
  minimumLength?: number;
  /** Standard deviation of one value of weight 1; by default taken from neighbouring differences, which changes hardly touch. */
  sigma?: number;
}

/** A stretch of one level; `from` is the 0-based position of its first value, `to` of its last. */
export interface Segment {
  from: number;
  to: number;
  mean: number;
}

const DEFAULT_MINIMUM_LENGTH = 2;

/**
 * Cuts a series into stretches of one level: PELT, the exact best cut for Σ w·(x − mean)²/σ² + penalty × changes.
 * Dates what a control chart has found ("since calendar week 36"); it is no alarm, for it looks back on everything.
 * @param values - in order of time, without holes
 * @param weights - e.g. answers per week; a value of weight n has variance σ²/n. By default 1 each
 * @returns stretches in order; one for a series without change, none without values. A series without any spread is one stretch,
 *   unless it is two or more constants, which are found as such
 * @source Killick, Fearnhead & Eckley (2012), Optimal detection of changepoints with a linear computational cost, JASA 107,
 *   1590–1598; penalty: modified BIC of Zhang & Siegmund (2007), Biometrics 63, without its term for lengths
 * @throws RangeError when a value is not finite, a weight or σ not above 0, or lengths differ
 */
export function changePoints(values: readonly number[], weights?: readonly number[], settings: ChangePointSettings = {}): Segment[] {
  const n = values.length;
  if (weights && weights.length !== n) throw new RangeError(`there are ${n} values and ${weights.length} weights`);
  const { penalty = 3 * Math.log(Math.max(2, n)), minimumLength = DEFAULT_MINIMUM_LENGTH } = settings;
  if (!(penalty >= 0) || !(minimumLength >= 1)) throw new RangeError('the penalty must be at least 0 and the minimum length at least 1');
  if (n === 0) return [];
  const sums = cumulate(values, weights);
  const sigma = settings.sigma ?? differenceSigma(values, weights);
  if (!(sigma >= 0) || (settings.sigma !== undefined && sigma === 0)) throw new RangeError(`sigma must be above 0, got ${sigma}`);
  // Neighbours that never differ leave no noise: any step is then a change, and the smallest unit keeps the division possible.
  const scale = sigma === 0 ? Number.MIN_VALUE ** 0.25 : sigma * sigma;
  const cost = (from: number, to: number): number => costOf(sums, from, to) / scale;
  return segmentsOf(sums, bestCuts(n, minimumLength, penalty, cost));
}

/** Sums of weights, weighted values and weighted squares of the first i values. */
interface Sums {
  /** Taken off every value, or the squares of large values would drown what they differ in. */
  centre: number;
  weight: Float64Array;
  first: Float64Array;
  second: Float64Array;
}

function cumulate(values: readonly number[], weights: readonly number[] | undefined): Sums {
  const centre = values[0] ?? 0;
  const sums: Sums = { centre, weight: new Float64Array(values.length + 1), first: new Float64Array(values.length + 1), second: new Float64Array(values.length + 1) };
  for (const [index, value] of values.entries()) {
    const weight = weights?.[index] ?? 1;
    if (!(requireFinite('weight', weight) > 0)) throw new RangeError(`weights must be above 0, got ${weight}`);
    const deviation = requireFinite('value', value) - centre;
    sums.weight[index + 1] = (sums.weight[index] ?? 0) + weight;
    sums.first[index + 1] = (sums.first[index] ?? 0) + weight * deviation;
    sums.second[index + 1] = (sums.second[index] ?? 0) + weight * deviation * deviation;
  }
  return sums;
}

/** Weighted squares around the mean of the values from `from` (in it) to `to` (not in it). */
function costOf({ weight, first, second }: Sums, from: number, to: number): number {
  const w = (weight[to] ?? 0) - (weight[from] ?? 0);
  const s = (first[to] ?? 0) - (first[from] ?? 0);
  const q = (second[to] ?? 0) - (second[from] ?? 0);
  const rest = q - (s * s) / w;
  return rest <= 1e-12 * q ? 0 : rest;
}

/** @returns the position before which each stretch begins, in order, without 0 */
function bestCuts(n: number, minimumLength: number, penalty: number, cost: (from: number, to: number) => number): number[] {
  const best = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY);
  best[0] = -penalty;
  const cutBefore = new Int32Array(n + 1);
  let candidates = [0];
  for (let to = Math.min(minimumLength, n); to <= n; to += 1) {
    const fresh = to - minimumLength;
    if (fresh > 0 && Number.isFinite(best[fresh])) candidates.push(fresh);
    const totals = candidates.map((from) => (best[from] ?? 0) + cost(from, to));
    for (const [index, from] of candidates.entries()) {
      const total = (totals[index] ?? 0) + penalty;
      if (total < (best[to] ?? 0)) [best[to], cutBefore[to]] = [total, from];
    }
    // What cannot win now even without paying for a change can never win again.
    candidates = candidates.filter((_, index) => (totals[index] ?? 0) <= (best[to] ?? 0));
  }
  const cuts: number[] = [];
  for (let to = n; (cutBefore[to] ?? 0) > 0; to = cutBefore[to] ?? 0) cuts.unshift(cutBefore[to] ?? 0);
  return cuts;
}

function segmentsOf({ weight, first, centre }: Sums, cuts: readonly number[]): Segment[] {
  const bounds = [0, ...cuts, weight.length - 1];
  return bounds.slice(1).map((to, index) => {
    const from = bounds[index] ?? 0;
    return { from, to: to - 1, mean: centre + ((first[to] ?? 0) - (first[from] ?? 0)) / ((weight[to] ?? 0) - (weight[from] ?? 0)) };
  });
}

/** Median of |differences of neighbours| / 0.6745 / √(1/w₁ + 1/w₂): untouched by a few changes of level. */
function differenceSigma(values: readonly number[], weights: readonly number[] | undefined): number {
  const sizes = values.slice(1).map((value, index) => Math.abs(value - (values[index] ?? 0)) / Math.sqrt(1 / (weights?.[index] ?? 1) + 1 / (weights?.[index + 1] ?? 1))).toSorted((a, b) => a - b);
  const middle = sizes.length / 2;
  const median = ((sizes[Math.floor(middle - 0.5)] ?? 0) + (sizes[Math.floor(middle)] ?? 0)) / 2;
  return median / 0.6745;
}
