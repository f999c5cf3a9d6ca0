import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { CONFIDENCE, criticalZ } from '../distributions.ts';

/** Chance to see a difference that is there. */
const POWER = 0.8;

export interface Aim {
  /** Share in ]0, 1[. */
  confidence?: number;
  /** Share in ]0, 1[. */
  power?: number;
}

/**
 * Answers per wave (or group) that are needed to tell a difference from chance: n = (z₁₋α/₂ + z_power)² · 2v / Δ².
 * @param difference - Δ ≠ 0, in the units of the answers (an NPS of +5 points is 0.05 for answers coded +1, 0, −1)
 * @param variance - v of one answer, ≥ 0, in squared units; an NPS has about 0.6, never more than 1
 * @returns whole answers, at least 2; null where the difference is 0, since no number of answers shows what is not there
 * @source Lewis & Sauro (2021), MeasuringU; Chow, Shao & Wang (2008), Sample Size Calculations, 3.2. v 0.6, 5 points → 3,768
 * @throws RangeError when difference or variance is no number, or power lies outside of ]0, 1[
 */
export function requiredPerWave(difference: number, variance: number, { confidence = CONFIDENCE, power = POWER }: Aim = {}): number | null {
  requireVariance(variance);
  if (!Number.isFinite(difference)) throw new RangeError(`difference must be a finite number, got ${difference}`);
  if (!(power > 0 && power < 1)) throw new RangeError(`power must lie between 0 and 1, got ${power}`);
  if (difference === 0) return null;
  return Math.max(2, Math.ceil(((criticalZ(confidence) + normalQuantile(power, 0, 1)) ** 2 * 2 * variance) / difference ** 2));
}

/**
 * Answers that give an interval of ± `margin` around a single figure: n = z² · v / margin².
 * @param margin - half width > 0, in the units of the answers: a share ± 5 % of unknown size (v 0.25) → 385
 * @throws RangeError when the margin is not above 0 or the variance is no number
 */
export function requiredForMargin(margin: number, variance: number, confidence: number = CONFIDENCE): number {
  requireVariance(variance);
  if (!(margin > 0 && Number.isFinite(margin))) throw new RangeError(`margin must be above 0, got ${margin}`);
  return Math.max(1, Math.ceil((criticalZ(confidence) ** 2 * variance) / margin ** 2));
}

function requireVariance(variance: number): void {
  if (!(variance >= 0 && Number.isFinite(variance))) throw new RangeError(`variance must be a finite number of at least 0, got ${variance}`);
}
