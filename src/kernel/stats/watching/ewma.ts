import { requireFinite } from '../inputs.ts';
import type { Side } from './cusum.ts';

export interface EwmaSettings {
  /** Centre line, in the units of the values. */
  target: number;
  /** Standard deviation of one period, > 0. */
  sigma: number;
  /** Weight of the newest period, in ]0, 1]. */
  lambda: number;
  /** Width of the limits in standard errors, > 0. λ 0.2 with L 2.962 gives one false signal in 500 periods. */
  width: number;
}

/** For standardised values. */
export const EWMA_DEFAULTS: EwmaSettings = { target: 0, sigma: 1, lambda: 0.2, width: 2.962 };

export interface EwmaPoint {
  value: number;
  low: number;
  high: number;
}

export interface EwmaSignal {
  index: number;
  side: Side;
  value: number;
  limit: number;
}

/**
 * EWMA control chart: z_i = λ·x_i + (1 − λ)·z_{i−1}, z_0 = target, with the exact limits of the start-up phase
 * target ± L·σ·√(λ/(2 − λ)·(1 − (1 − λ)^{2i})), not the wider ones that hold for i → ∞.
 * A signal is a first crossing; while the line stays outside on one side there is no second one. Periods without a value are passed over.
 * @param values - in order of time, null where a period has none
 * @returns points of the same length as the values (a passed-over period repeats the one before), signals in order of time
 * @source Lucas & Saccucci (1990), Technometrics 32, 1–12; NIST/SEMATECH e-Handbook, section 6.3.2.4
 * @throws RangeError when a value is not finite, σ or L is not above 0 or λ lies outside of ]0, 1]
 */
export function ewma(values: readonly (number | null)[], settings: Partial<EwmaSettings> = {}): { points: EwmaPoint[]; signals: EwmaSignal[] } {
  const { target, sigma, lambda, width } = { ...EWMA_DEFAULTS, ...settings };
  requireFinite('target', target);
  if (!(requireFinite('sigma', sigma) > 0)) throw new RangeError(`sigma must be above 0, got ${sigma}`);
  if (!(lambda > 0 && lambda <= 1)) throw new RangeError(`lambda must lie above 0 and up to 1, got ${lambda}`);
  if (!(requireFinite('width', width) > 0)) throw new RangeError(`width must be above 0, got ${width}`);
  const points: EwmaPoint[] = [];
  const signals: EwmaSignal[] = [];
  let before: EwmaPoint = { value: target, low: target, high: target };
  let seen = 0;
  for (const [index, x] of values.entries()) {
    if (x === null) {
      points.push(before);
      continue;
    }
    seen += 1;
    const value = lambda * requireFinite('value', x) + (1 - lambda) * before.value;
    const half = width * sigma * Math.sqrt((lambda / (2 - lambda)) * (1 - (1 - lambda) ** (2 * seen)));
    const point = { value, low: target - half, high: target + half };
    if (point.value > point.high && before.value <= before.high) signals.push({ index, side: 'up', value, limit: point.high });
    if (point.value < point.low && before.value >= before.low) signals.push({ index, side: 'down', value, limit: point.low });
    points.push(point);
    before = point;
  }
  return { points, signals };
}

/** Limits for i → ∞, which the exact ones approach. @throws RangeError as {@link ewma} */
export function ewmaLimits(settings: Partial<EwmaSettings> = {}): { low: number; high: number } {
  const { target, sigma, lambda, width } = { ...EWMA_DEFAULTS, ...settings };
  if (!(sigma > 0) || !(width > 0) || !(lambda > 0 && lambda <= 1)) throw new RangeError('sigma, width and lambda must be above 0, lambda at most 1');
  const half = width * sigma * Math.sqrt(lambda / (2 - lambda));
  return { low: target - half, high: target + half };
}
