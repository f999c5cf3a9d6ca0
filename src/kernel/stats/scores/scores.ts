import { designEffectFromSums, weightedMean, weightedNps, weightedShare, weightedSummary } from './design-effect.ts';
import { CONFIDENCE, twoSidedPOfZ } from '../distributions.ts';
import { requireCount } from '../inputs.ts';
import { compareMeans } from './mean.ts';
import { compareNps } from './nps.ts';
import { requiredPerWave } from './required-n.ts';
import { compareShares } from './share.ts';

/** How answers become a figure: promoters − detractors (points, −100 … 100), share of hits (0 … 1), mean (units of the answers). */
export type ScoreKind = 'nps' | 'share' | 'mean';

/** Answers of one group added up; with weights all but `n` are sums of weights. */
export interface ScoreSums {
  /** Answers. */
  n: number;
  /** Σw; n without weights */
  weight: number;
  /** Σw²; n without weights */
  weightSq: number;
  /** Σwx */
  sum: number;
  /** Σwx² */
  sumSq: number;
  promoters: number;
  detractors: number;
  /** Answers that count for a share: satisfied, top box. */
  hits: number;
}

export const NO_SCORE: ScoreSums = { n: 0, weight: 0, weightSq: 0, sum: 0, sumSq: 0, promoters: 0, detractors: 0, hits: 0 };

export interface ScoreOptions {
  /** By how much answers of the same customers inflate the variance, ≥ 1. */
  clusterDeff?: number;
  confidence?: number;
}

/** A figure with its interval; null where there is no answer, limits also where one answer shows no spread. */
export interface Score {
  n: number;
  /** Equally weighted answers of different customers that would tell as much. */
  nEff: number;
  /** n / nEff: weights and repeated answers together; null for n = 0 */
  deff: number | null;
  value: number | null;
  low: number | null;
  high: number | null;
}

/** First minus second. `p` is null where there is no spread; `needed` answers per side would show this difference (see there). */
export interface ScoreComparison {
  difference: number;
  low: number;
  high: number;
  p: number | null;
  verdict: 'higher' | 'lower' | 'chance';
  /** null where the difference is 0 */
  needed: number | null;
}

/**
 * A figure in the formulas of its kind with the effective number of answers: adjusted Wald for an NPS, Wilson for a share,
 * Student for a mean. nEff = (Σw)² / Σw² / clusterDeff.
 * @source Kish (1965), Survey Sampling, 8.2: design effects of weights and of clusters multiply
 * @throws RangeError when a sum is no number, or clusterDeff is below 1
 */
export function scoreOf(kind: ScoreKind, sums: ScoreSums, { clusterDeff = 1, confidence = CONFIDENCE }: ScoreOptions = {}): Score {
  const nEff = effectiveOf(sums, clusterDeff);
  const { n } = sums;
  const shown = { n, nEff, deff: n === 0 ? null : n / nEff };
  switch (kind) {
    case 'nps': {
      const { nps, low, high } = weightedNps(npsCounts(sums), nEff, confidence);
      return { ...shown, value: nps, low, high };
    }
    case 'share': {
      const { share, low, high } = weightedShare({ hits: sums.hits, n: sums.weight }, nEff, confidence);
      return { ...shown, value: share, low, high };
    }
    case 'mean': {
      const { mean, low, high } = weightedMean(sums, nEff, confidence);
      return { ...shown, value: mean, low, high };
    }
  }
}

/**
 * Compares two groups of different respondents: z on adjusted counts for NPS, Newcombe for shares, Welch for means, each with
 * the effective numbers of answers. More than chance is what an interval without 0 says.
 *
 * `needed` says how many answers each side would have needed to see a difference as large as this one (power 80 %): with the mean
 * variance of both and multiplied by the larger design effect, because it counts answers, not effective ones.
 * @returns null when either side is worth fewer than 2 answers
 */
export function compareScores(kind: ScoreKind, first: ScoreSums, second: ScoreSums, { deffs = {}, confidence = CONFIDENCE }: { deffs?: { first?: number; second?: number }; confidence?: number } = {}): ScoreComparison | null {
  const [a, b] = [effectiveOf(first, deffs.first ?? 1), effectiveOf(second, deffs.second ?? 1)];
  if (a < 2 || b < 2) return null;
  const compared = comparedOf(kind, { sums: first, nEff: a }, { sums: second, nEff: b }, confidence);
  if (!compared) return null;
  const { difference, low, high } = compared;
  const unit = kind === 'nps' ? 100 : 1;
  const effective = requiredPerWave(difference / unit, (varianceOf(kind, first) + varianceOf(kind, second)) / 2, { confidence });
  const needed = effective === null ? null : Math.ceil(effective * Math.max(first.n / a, second.n / b));
  return { ...compared, verdict: low > 0 ? 'higher' : high < 0 ? 'lower' : 'chance', needed };
}

interface Side {
  sums: ScoreSums;
  nEff: number;
}

function comparedOf(kind: ScoreKind, a: Side, b: Side, confidence: number): { difference: number; low: number; high: number; p: number | null } | null {
  if (kind === 'nps') return compareNps(scaledNps(a), scaledNps(b), confidence);
  if (kind === 'mean') return compareMeans(weightedSummary(a.sums, a.nEff), weightedSummary(b.sums, b.nEff), confidence);
  const [first, second] = [a, b].map(({ sums, nEff }) => ({ hits: (Math.min(sums.hits, sums.weight) / sums.weight) * nEff, n: nEff }));
  const compared = first && second ? compareShares(first, second, confidence) : null;
  return compared && first && second ? { ...compared, p: pOfShares(first, second, compared.difference) } : null;
}

/** z test with the pooled share, two-sided; null where all or nobody hit. */
function pOfShares(a: { hits: number; n: number }, b: { hits: number; n: number }, difference: number): number | null {
  const pooled = (a.hits + b.hits) / (a.n + b.n);
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / a.n + 1 / b.n));
  return deviation > 0 ? twoSidedPOfZ(difference / deviation) : null;
}

/** Variance of one answer around the figure of its group, in squared units (an NPS in shares: 0 … 1). */
function varianceOf(kind: ScoreKind, { weight, sum, sumSq, promoters, detractors, hits }: ScoreSums): number {
  if (weight === 0) return 0;
  if (kind === 'nps') return Math.max(0, (promoters + detractors) / weight - ((promoters - detractors) / weight) ** 2);
  if (kind === 'share') return (hits / weight) * Math.max(0, 1 - hits / weight);
  return Math.max(0, sumSq / weight - (sum / weight) ** 2);
}

function effectiveOf({ n, weight, weightSq }: ScoreSums, clusterDeff: number): number {
  if (!(clusterDeff >= 1 && Number.isFinite(clusterDeff))) throw new RangeError(`a design effect is at least 1, got ${clusterDeff}`);
  return designEffectFromSums({ n, sum: weight, sumSq: weightSq }).nEff / clusterDeff;
}

const npsCounts = ({ promoters, detractors, weight }: ScoreSums) => ({ promoters, detractors, passives: Math.max(0, requireCount('weight', weight) - promoters - detractors) });
function scaledNps({ sums, nEff }: Side) {
  const { promoters, passives, detractors } = npsCounts(sums);
  const factor = nEff / sums.weight;
  return { promoters: promoters * factor, passives: passives * factor, detractors: detractors * factor };
}
