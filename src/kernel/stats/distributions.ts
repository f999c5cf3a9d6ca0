import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import tCdf from '@stdlib/stats-base-dists-t-cdf';
import tQuantile from '@stdlib/stats-base-dists-t-quantile';

/** Confidence of every interval that Momente shows, unless somebody asks for another. */
export const CONFIDENCE = 0.95;

/**
 * Half width of a two-sided normal interval in standard errors.
 * @param confidence - share in ]0, 1[, e.g. 0.95 → 1.959964
 * @throws RangeError outside of ]0, 1[
 */
export function criticalZ(confidence: number = CONFIDENCE): number {
  return -normalQuantile(lowerTail(confidence), 0, 1);
}

/**
 * Half width of a two-sided t interval in standard errors.
 * @param df - degrees of freedom > 0, fractions allowed (Welch)
 * @param confidence - share in ]0, 1[, e.g. df 193 and 0.95 → 1.972332
 * @throws RangeError outside of these ranges
 */
export function criticalT(df: number, confidence: number = CONFIDENCE): number {
  requireDegreesOfFreedom(df);
  const isUsual = confidence === CONFIDENCE && Number.isInteger(df) && df <= MOST_KEPT;
  const kept = isUsual ? keptT[df] : undefined;
  if (kept !== undefined) return kept;
  const critical = -tQuantile(lowerTail(confidence), df);
  if (isUsual) keptT[df] = critical;
  return critical;
}

/** Thousands of figures on one page have the same few degrees of freedom, and each quantile is searched for. By df, at the usual confidence. */
const keptT: number[] = [];
const MOST_KEPT = 10_000;

/** Two-sided p of a standard normal z, in [0, 1]; taken from the lower tail so that p = 1e-50 stays exact. */
export function twoSidedPOfZ(z: number): number {
  return Math.min(1, 2 * normalCdf(-Math.abs(z), 0, 1));
}

/**
 * Two-sided p of a t value, in [0, 1]; taken from the lower tail so that p = 1e-50 stays exact.
 * @throws RangeError when df is not above 0
 */
export function twoSidedPOfT(t: number, df: number): number {
  requireDegreesOfFreedom(df);
  return Math.min(1, 2 * tCdf(-Math.abs(t), df));
}

function lowerTail(confidence: number): number {
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`confidence must lie between 0 and 1, got ${confidence}`);
  return (1 - confidence) / 2;
}

function requireDegreesOfFreedom(df: number): void {
  if (!(df > 0)) throw new RangeError(`degrees of freedom must be above 0, got ${df}`);
}
