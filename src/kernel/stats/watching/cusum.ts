import { requireFinite } from '../inputs.ts';

/** How a tabular CUSUM is set; both in standard deviations of one (standardised) period. */
export interface CusumSettings {
  /** Allowance, > 0: half of the shift that should be found. 0.5 finds a shift of one standard deviation soonest. */
  k: number;
  /** Decision limit, > 0. With k 0.5, h 5 gives one false signal in 465 periods (both sides), 5.0707 one in 500. */
  h: number;
}

export const CUSUM_DEFAULTS: CusumSettings = { k: 0.5, h: 5 };

export type Side = 'up' | 'down';

/** The statistic after one period, in standard deviations. */
export interface CusumPoint {
  upper: number;
  lower: number;
  /** Periods since the statistic was last zero: dates the change. 0 where it is zero. */
  upperRun: number;
  lowerRun: number;
}

/** A first crossing of a limit; `index` and `since` are 0-based positions in the values. */
export interface CusumSignal {
  index: number;
  side: Side;
  value: number;
  limit: number;
  /** First period of the run that led to the signal: where the change most likely began. */
  since: number;
}

export const CUSUM_START: CusumPoint = { upper: 0, lower: 0, upperRun: 0, lowerRun: 0 };

/**
 * One step of the tabular CUSUM: C⁺ = max(0, C⁺ + z − k), C⁻ = max(0, C⁻ − z − k), with the counters N⁺ and N⁻.
 * @param z - the period's standardised deviation; null (nobody answered) leaves everything as it was
 * @source Montgomery, Introduction to Statistical Quality Control, section 9.1
 */
export function stepCusum(before: CusumPoint, z: number | null, k: number = CUSUM_DEFAULTS.k): CusumPoint {
  if (z === null) return before;
  const upper = Math.max(0, before.upper + z - k);
  const lower = Math.max(0, before.lower - z - k);
  return { upper, lower, upperRun: upper > 0 ? before.upperRun + 1 : 0, lowerRun: lower > 0 ? before.lowerRun + 1 : 0 };
}

/**
 * Tabular CUSUM of standardised values, both sides. The chart for small shifts that stay: it adds up what a single
 * period cannot prove. A signal is a first crossing; while a side stays beyond its limit there is no second one.
 * Periods without a value are passed over and count in no run.
 * @param values - z values in order of time (see standardise in watch-series.ts), null where a period has none
 * @returns points of the same length as the values, and signals in order of time; no values give none of both
 * @source Page (1954), Biometrika 41, 100–115; Montgomery, section 9.1
 * @throws RangeError when a value is not finite or k or h is not above 0
 */
export function cusum(values: readonly (number | null)[], settings: CusumSettings = CUSUM_DEFAULTS): { points: CusumPoint[]; signals: CusumSignal[] } {
  const { k, h } = settings;
  if (!(k > 0) || !(h > 0)) throw new RangeError(`k and h must be above 0, got ${k} and ${h}`);
  const points: CusumPoint[] = [];
  const signals: CusumSignal[] = [];
  const filled: number[] = [];
  let before = CUSUM_START;
  for (const [index, z] of values.entries()) {
    if (z !== null) filled.push((requireFinite('value', z), index));
    const point = stepCusum(before, z, k);
    const sinceOf = (run: number): number => filled[filled.length - run] ?? index;
    if (point.upper > h && before.upper <= h) signals.push({ index, side: 'up', value: point.upper, limit: h, since: sinceOf(point.upperRun) });
    if (point.lower > h && before.lower <= h) signals.push({ index, side: 'down', value: point.lower, limit: h, since: sinceOf(point.lowerRun) });
    points.push(point);
    before = point;
  }
  return { points, signals };
}

/** Siegmund's overshoot constant −ζ(½)/√(2π): how far a normal random walk jumps past a limit on average. */
const OVERSHOOT = 0.5826;

/**
 * Chance that one side of a CUSUM without any change stands at `value` or above at a given period: the p value that
 * lets many charts be judged together. The stationary CUSUM is the maximum of a random walk with drift −k, so its tail
 * is exp(−2k(value + 0.583)); one that began at zero lies below it, which makes the p value careful.
 * @param value - C⁺ or C⁻ ≥ 0; 0 gives 1
 * @returns p in ]0, 1], one-sided
 * @source Siegmund (1985), Sequential Analysis, chapters VIII and X; p values of CUSUMs: Grigg & Spiegelhalter (2008), Biometrics 64,
 *   "An empirical approximation to the null unbounded steady-state distribution of the cumulative sum statistic"
 * @throws RangeError when the value is negative or no number
 */
export function cusumTail(value: number, k: number = CUSUM_DEFAULTS.k): number {
  if (!(requireFinite('value', value) >= 0)) throw new RangeError(`value must be at least 0, got ${value}`);
  return value === 0 ? 1 : Math.exp(-2 * k * (value + OVERSHOOT));
}
