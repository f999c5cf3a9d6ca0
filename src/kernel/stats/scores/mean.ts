import { CONFIDENCE, criticalT, twoSidedPOfT } from '../distributions.ts';
import { requireCount, requireFinite } from '../inputs.ts';

/**
 * What SQL delivers about one column: `n` without nulls, `mean`, and the sample variance (divided by n − 1:
 * `var_samp`, `varSamp`). Mean and variance are null (or NaN, as ClickHouse says) where n is too small for them.
 */
export interface MeanSummary {
  n: number;
  mean: number | null;
  variance: number | null;
}

/**
 * A mean with its interval in the units of the answers. `mean` is null for n = 0; the limits are null below n = 2,
 * since one answer shows no spread. The limits are not cut at the ends of the scale, because it is not known here.
 */
export interface MeanEstimate {
  n: number;
  mean: number | null;
  low: number | null;
  high: number | null;
}

/**
 * First minus second mean in the units of the answers. When neither group has any spread there is no test: t, df and
 * p are null and the interval is the difference itself.
 */
export interface MeanComparison {
  difference: number;
  low: number;
  high: number;
  t: number | null;
  df: number | null;
  p: number | null;
}

/**
 * A mean (CES, mean CSAT, any rating) with Student's t interval. Answers count as independent; for several answers
 * of one customer use {@link clusteredMeanFromSums}. Variance 0 gives an interval without width.
 * @param confidence - share in ]0, 1[
 * @source Student (1908), Biometrika 6, 1–25: mean ± t(n − 1) · √(variance / n)
 * @throws RangeError when n is no count, or mean or variance are no numbers although n is large enough for them
 */
export function meanFromSummary(summary: MeanSummary, confidence: number = CONFIDENCE): MeanEstimate {
  const n = requireCount('n', summary.n);
  if (n === 0) return { n, mean: null, low: null, high: null };
  const mean = requireFinite('mean', summary.mean ?? Number.NaN);
  if (n < 2) return { n, mean, low: null, high: null };
  const half = criticalT(n - 1, confidence) * Math.sqrt(varianceOf(summary) / n);
  return { n, mean, low: mean - half, high: mean + half };
}

/**
 * Compares the means of two groups of different respondents (first minus second) without assuming equal variances.
 * @returns null when either side has fewer than 2 answers
 * @source Welch (1947), Biometrika 34, 28–35; degrees of freedom after Satterthwaite (1946)
 * @throws RangeError as {@link meanFromSummary}
 */
export function compareMeans(
  first: MeanSummary,
  second: MeanSummary,
  confidence: number = CONFIDENCE,
): MeanComparison | null {
  if (requireCount('n', first.n) < 2 || requireCount('n', second.n) < 2) return null;
  const difference =
    requireFinite('mean', first.mean ?? Number.NaN) - requireFinite('mean', second.mean ?? Number.NaN);
  const [a, b] = [varianceOf(first) / first.n, varianceOf(second) / second.n];
  if (a + b === 0) return { difference, low: difference, high: difference, t: null, df: null, p: null };
  const df = (a + b) ** 2 / (a ** 2 / (first.n - 1) + b ** 2 / (second.n - 1));
  const standardError = Math.sqrt(a + b);
  const half = criticalT(df, confidence) * standardError;
  const t = difference / standardError;
  return { difference, low: difference - half, high: difference + half, t, df, p: twoSidedPOfT(t, df) };
}

/** A database may round the variance of equal answers to slightly below 0. */
function varianceOf({ variance }: MeanSummary): number {
  return Math.max(0, requireFinite('variance', variance ?? Number.NaN));
}
