/**
 * Refuses what is no count. Guards against the silent kind of bug: a 64-bit count that a driver delivers as text would
 * be joined ("3" + "4") instead of added, and a NaN would travel to the page.
 * Fractions are allowed, because weighted answers count in fractions.
 * @throws RangeError when the value is not a finite number ≥ 0
 */
export function requireCount(name: string, value: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
    throw new RangeError(`${name} must be a finite number of at least 0, got ${typeof value} ${String(value)}`);
  }
  return value;
}

/**
 * Refuses what is no finite number, for sums, means and variances (see {@link requireCount}).
 * @throws RangeError when the value is not a finite number
 */
export function requireFinite(name: string, value: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new RangeError(`${name} must be a finite number, got ${typeof value} ${String(value)}`);
  }
  return value;
}

/** Largest relative error that adding up a billion 64-bit floats leaves behind in practice. */
const ROUNDING_SHARE = 1e-12;

/**
 * Sum of squared deviations that was computed as a difference of large sums, with rounding noise taken for what it is:
 * "all answers are the same" must give 0 and not 1e-13, or a t value would become huge from nothing.
 * @param difference - the computed sum of squares, maybe slightly below or above 0
 * @param magnitude - size of the terms that were subtracted, ≥ 0
 * @returns ≥ 0, exactly 0 where the difference is below 1e-12 of the magnitude
 */
export function sumOfSquaresWithoutNoise(difference: number, magnitude: number): number {
  return difference <= ROUNDING_SHARE * magnitude ? 0 : difference;
}
