import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import tCdf from '@stdlib/stats-base-dists-t-cdf';
import { requireCount, requireFinite, sumOfSquaresWithoutNoise } from '../inputs.ts';

/** Fewest periods from which a usual level is read. */
export const BASELINE_PERIODS = 20;

/** One period of a series: how many answered, the sum of their values and of their squares. n = 0: nobody. */
export interface WatchedPeriod {
  n: number;
  sum: number;
  sumSq: number;
}

/** The usual level and its spread. */
export interface Baseline {
  periods: number;
  /** Answers behind it. */
  n: number;
  mean: number;
  /** Standard deviation of one answer; a period of n answers varies by sigma/√n. */
  sigma: number;
  /** Degrees of freedom behind sigma. */
  df: number;
}

export type BaselineRefusal = 'too_few_periods' | 'no_spread';

/** Values that differ less than this share of their size are constant. */
const CONSTANT_SHARE = 1e-9;

/**
 * Usual level μ₀ = Σx/Σn and spread of one answer σ₀ from the periods of a baseline. σ₀² is the variance within periods; where
 * periods differ from each other by more than that explains (weather, who was asked), it is widened to what they
 * really vary by, and the degrees of freedom shrink to periods − 1. One value per period (a count) is that second case.
 * @param periods - in any order; those without answers are left out
 * @returns null with the reason instead of a spread of 0, or of a level from fewer than `minimum` periods
 * @source standardising: z_t = (x_t − μ₀)/(σ₀/√n_t), Montgomery section 6.3.2; widening: Laney (2002), Improved control
 *   charts for attributes, Quality Engineering 14, 531–537
 * @throws RangeError when a number is not finite or n is negative
 */
export function baselineOf(periods: readonly WatchedPeriod[], minimum: number = BASELINE_PERIODS): Baseline | { refused: BaselineRefusal } {
  const used = periods.filter(({ n }) => requireCount('n', n) > 0);
  if (used.length < Math.max(2, minimum)) return { refused: 'too_few_periods' };
  let [n, sum, within, withinSize] = [0, 0, 0, 0];
  for (const period of used) {
    n += period.n;
    sum += requireFinite('sum', period.sum);
    within += sumOfSquaresWithoutNoise(requireFinite('sumSq', period.sumSq) - (period.sum * period.sum) / period.n, Math.abs(period.sumSq));
    withinSize += period.sumSq;
  }
  const mean = sum / n;
  const between = used.reduce((total, period) => total + period.n * (period.sum / period.n - mean) ** 2, 0);
  const dfWithin = n - used.length;
  const dfBetween = used.length - 1;
  const [varianceWithin, varianceBetween] = [dfWithin > 0 ? within / dfWithin : 0, between / dfBetween];
  const isWidened = varianceBetween > varianceWithin || dfWithin < dfBetween;
  const sigma = Math.sqrt(isWidened ? Math.max(varianceBetween, varianceWithin) : varianceWithin);
  if (!(sigma > CONSTANT_SHARE * Math.max(Math.abs(mean), Math.sqrt(withinSize / n)))) return { refused: 'no_spread' };
  return { periods: used.length, n, mean, sigma, df: isWidened ? dfBetween : dfWithin };
}

/**
 * How far a period lies from the usual level, in standard deviations: z = (x̄ − μ₀)/(σ₀·√(1/n + 1/N)), made normal by its t
 * distribution (Q statistic). The 1/N stands for what the baseline itself does not know; with it the values of a series
 * that goes on without change are independent standard normals from the first one behind the baseline on.
 * @returns null for a period without answers; small n widens by itself
 * @source Hawkins (1987), Self-starting CUSUM charts for location and scale, The Statistician 36, 299–315; Quesenberry
 *   (1991), SPC Q charts for start-up processes, J. of Quality Technology 23, 213–224
 */
export function standardise({ n, sum }: WatchedPeriod, { n: baselineN, mean, sigma, df }: Baseline): number | null {
  if (requireCount('n', n) === 0) return null;
  const t = (requireFinite('sum', sum) / n - mean) / (sigma * Math.sqrt(1 / n + 1 / baselineN));
  return normalOf(t, df);
}

/**
 * The plain standardised value z = (x̄ − μ₀)/(σ₀/√n), for a level and spread that are known or taken as given.
 * @returns null for a period without answers
 * @source Montgomery, section 6.3.2
 */
export function standardiseAgainst({ n, sum }: WatchedPeriod, { mean, sigma }: Pick<Baseline, 'mean' | 'sigma'>): number | null {
  return requireCount('n', n) === 0 ? null : (requireFinite('sum', sum) / n - mean) / (sigma / Math.sqrt(n));
}

/** Beyond this a float holds no smaller tail; the limits of all charts lie far below. */
const FARTHEST = 30;

/** From so many degrees of freedom on Wallace's formula is right to 0.001 for |t| up to 8, and a hundred times quicker. */
const MANY_DF = 100;

/**
 * The normal value with the same tail as a t value; from the lower tail, so that it stays exact far out.
 * @source for many degrees of freedom: Wallace (1959), Bounds on normal approximations to Student's and the chi-square
 *   distributions, Annals of Mathematical Statistics 30, 1121–1130
 */
function normalOf(t: number, df: number): number {
  if (df >= MANY_DF) return Math.sign(t) * Math.min(FARTHEST, ((8 * df + 1) / (8 * df + 3)) * Math.sqrt(df * Math.log1p((t * t) / df)));
  const tail = tCdf(-Math.abs(t), df);
  return Math.sign(t) * (tail > 0 ? Math.min(FARTHEST, Math.max(0, -normalQuantile(tail, 0, 1))) : FARTHEST);
}

/** Several periods as one: n, Σx and Σx² add up; of none all are 0. */
export function pool(periods: readonly WatchedPeriod[]): WatchedPeriod {
  return periods.reduce<WatchedPeriod>((total, { n, sum, sumSq }) => ({ n: total.n + n, sum: total.sum + sum, sumSq: total.sumSq + sumSq }), { n: 0, sum: 0, sumSq: 0 });
}

/** Answers of an NPS period as values +100, 0 and −100. @throws RangeError when a count is negative or no number */
export function npsPeriod({ promoters, passives, detractors }: { promoters: number; passives: number; detractors: number }): WatchedPeriod {
  requireCount('promoters', promoters);
  requireCount('passives', passives);
  requireCount('detractors', detractors);
  return { n: promoters + passives + detractors, sum: 100 * (promoters - detractors), sumSq: 10_000 * (promoters + detractors) };
}
