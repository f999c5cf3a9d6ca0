import { requireFinite } from '../inputs.ts';
import type { Side } from './cusum.ts';

export interface ShewhartSignal {
  index: number;
  side: Side;
  value: number;
  limit: number;
}

/**
 * Shewhart chart of single values: a period outside of target ± 3σ. For jumps only – a shift of one σ is seen after 44
 * periods on average, where a CUSUM needs 10. Every period outside is a signal, for each stands alone.
 * @param values - in order of time, null where a period has none
 * @param settings - `width` in standard deviations, > 0; target 0 and sigma 1 for standardised values
 * @source Shewhart (1931); Montgomery, section 6.4
 * @throws RangeError when a value is not finite, or σ or the width not above 0
 */
export function shewhart(values: readonly (number | null)[], { target = 0, sigma = 1, width = 3 }: { target?: number; sigma?: number; width?: number } = {}): ShewhartSignal[] {
  requireFinite('target', target);
  if (!(requireFinite('sigma', sigma) > 0)) throw new RangeError(`sigma must be above 0, got ${sigma}`);
  if (!(requireFinite('width', width) > 0)) throw new RangeError(`width must be above 0, got ${width}`);
  const [low, high] = [target - width * sigma, target + width * sigma];
  return values.flatMap((value, index): ShewhartSignal[] => {
    if (value === null) return [];
    if (requireFinite('value', value) > high) return [{ index, side: 'up', value, limit: high }];
    return value < low ? [{ index, side: 'down', value, limit: low }] : [];
  });
}

/** Mean moving range of two neighbours divided by 1.128 = E|x₂ − x₁|/σ for normal values. */
const MOVING_RANGE_OF_TWO = 1.128;

/**
 * σ of single values that a shift of level hardly inflates: mean |x_i − x_{i−1}| / 1.128, neighbours over a gap included.
 * @returns null with fewer than 2 values
 * @source Montgomery, section 6.4, d₂ for n = 2
 * @throws RangeError when a value is not finite
 */
export function movingRangeSigma(values: readonly (number | null)[]): number | null {
  const filled = values.filter((value) => value !== null).map((value) => requireFinite('value', value));
  if (filled.length < 2) return null;
  let sum = 0;
  for (let index = 1; index < filled.length; index += 1) sum += Math.abs((filled[index] ?? 0) - (filled[index - 1] ?? 0));
  return sum / (filled.length - 1) / MOVING_RANGE_OF_TWO;
}
