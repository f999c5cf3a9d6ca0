import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import tCdf from '@stdlib/stats-base-dists-t-cdf';
import tQuantile from '@stdlib/stats-base-dists-t-quantile';

/** Confidence of every interval that Momente shows, unless somebody asks for another. */
export const CONFIDENCE = 0.95;

/**
 * Half width of a two-sided normal interval in standard errors: Φ⁻¹((1 + confidence)/2).
 * @param confidence - share in ]0, 1[, e.g. 0.95 → 1.959964
 * @returns > 0
 * @throws RangeError outside of ]0, 1[
 */
export function criticalZ(confidence: number = CONFIDENCE): number {
  return -normalQuantile(lowerTail(confidence), 0, 1);
}

/**
 * Half width of a two-sided t interval in standard errors: the (1 + confidence)/2 quantile of t(df), > 0.
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

/**
 * P(χ² ≥ x) for whole degrees of freedom, in [0, 1]: every term is added, none subtracted, so that p = 1e-50 stays exact.
 * Q(x; 1) = 2Φ(−√x), Q(x; 2) = e^(−x/2), and `Q(x; df) = Q(x; df − 2) + (x/2)^(df/2 − 1) e^(−x/2) / Γ(df/2)`.
 * @param x - ≥ 0
 * @source Abramowitz & Stegun, 26.4.4 and 26.4.5
 * @throws RangeError when x is negative or no number, or df is no whole number from 1 on
 */
export function upperPOfChiSquared(x: number, df: number): number {
  if (!(x >= 0)) throw new RangeError(`χ² must be at least 0, got ${x}`);
  if (!Number.isInteger(df) || df < 1) throw new RangeError(`degrees of freedom must be a whole number from 1 on, got ${df}`);
  const half = x / 2;
  const isOdd = df % 2 === 1;
  let p = isOdd ? twoSidedPOfZ(Math.sqrt(x)) : Math.exp(-half);
  // ln Γ(3/2) = ln(√π / 2), ln Γ(2) = 0; then Γ(a + 1) = aΓ(a)
  let lnGamma = isOdd ? Math.log(Math.PI) / 2 - Math.LN2 : 0;
  for (let a = isOdd ? 1.5 : 2; a <= df / 2; a += 1) {
    p += Math.exp((a - 1) * Math.log(half) - half - lnGamma);
    lnGamma += Math.log(a);
  }
  return Math.min(1, p);
}

function lowerTail(confidence: number): number {
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`confidence must lie between 0 and 1, got ${confidence}`);
  return (1 - confidence) / 2;
}

function requireDegreesOfFreedom(df: number): void {
  if (!(df > 0)) throw new RangeError(`degrees of freedom must be above 0, got ${df}`);
}
