import { clusteredMeanFromSums, type ClusterSums } from './clustered-mean.ts';
import { CONFIDENCE, criticalT, criticalZ } from '../distributions.ts';
import { requireCount, requireFinite } from '../inputs.ts';
import { meanFromSummary, type MeanSummary } from './mean.ts';
import { type NpsCounts, npsFromCounts, type NpsEstimate } from './nps.ts';
import { type ShareCounts, shareFromCounts, type ShareEstimate } from './share.ts';

/** What weights cost: weighted answers are worth as many equally weighted ones as `nEff` says. */
export interface DesignEffect {
  n: number;
  /** Σw */
  sumOfWeights: number;
  /** n / nEff ≥ 1: by how much the variance grew; null for n = 0 */
  deff: number | null;
  /** (Σw)² / Σw² ≤ n; 0 for n = 0 */
  nEff: number;
}

/**
 * Kish's design effect of weights: nEff = (Σw)² / Σw², deff = n / nEff = 1 + variance of w / mean of w squared.
 * @source Kish (1965), Survey Sampling, 11.2; Kish (1992), J. of Official Statistics 8, 183–200
 * @throws RangeError when a sum is no number, or all weights of at least one answer are 0
 */
export function designEffectFromSums({ n, sum, sumSq }: { n: number; sum: number; sumSq: number }): DesignEffect {
  requireCount('n', n);
  requireCount('sum of weights', sum);
  requireCount('sum of squared weights', sumSq);
  if (n === 0) return { n, sumOfWeights: 0, deff: null, nEff: 0 };
  if (sumSq === 0) throw new RangeError(`${n} answers have no weight above 0`);
  // By Cauchy and Schwarz nEff ≤ n; equal weights may come out a rounding above it.
  const nEff = Math.min(n, sum ** 2 / sumSq);
  return { n, sumOfWeights: sum, deff: n / nEff, nEff };
}

/** The same from single weights. @throws RangeError for a weight below 0 or no number */
export function designEffectOf(weights: Iterable<number>): DesignEffect {
  const sums = { n: 0, sum: 0, sumSq: 0 };
  for (const weight of weights) {
    requireCount('weight', weight);
    sums.n += 1;
    sums.sum += weight;
    sums.sumSq += weight ** 2;
  }
  return designEffectFromSums(sums);
}

/**
 * NPS of weighted counts (sums of weights): the score of the weighted answers with the interval of nEff answers.
 * @param nEff - worth of the answers, see {@link designEffectFromSums}
 * @returns n is nEff
 * @source counts scaled to nEff: Korn & Graubard (1998), Survey Methodology 24, 193–201; interval as `nps.ts`
 * @throws RangeError when a count or nEff is negative or no number
 */
export function weightedNps(counts: NpsCounts, nEff: number, confidence: number = CONFIDENCE): NpsEstimate {
  const factor = scaleTo(nEff, counts.promoters + counts.passives + counts.detractors);
  return npsFromCounts(scaledNps(counts, factor), confidence);
}

/** A share of weighted counts with Wilson's interval of nEff answers; n is nEff. @throws RangeError as {@link weightedNps} */
export function weightedShare({ hits, n }: ShareCounts, nEff: number, confidence: number = CONFIDENCE): ShareEstimate {
  const factor = scaleTo(nEff, n);
  return shareFromCounts({ hits: Math.min(hits, n) * factor, n: n * factor }, confidence);
}

/**
 * What `mean.ts` needs of weighted answers: mean Σwx/Σw and variance Σw(x − m)²/Σw · nEff/(nEff − 1), worth nEff answers.
 * @param sums - Σw, Σwx, Σwx²
 * @returns variance null below two effective answers
 * @throws RangeError when a sum is no number or Σw negative
 */
export function weightedSummary({ weight, sum, sumSq }: { weight: number; sum: number; sumSq: number }, nEff: number): MeanSummary {
  if (requireCount('weight', weight) === 0) return { n: 0, mean: null, variance: null };
  const mean = requireFinite('sum', sum) / weight;
  const spread = Math.max(0, requireFinite('sumSq', sumSq) / weight - mean ** 2);
  // Rounding of large squares must not look like spread.
  const clean = spread <= 1e-12 * (sumSq / weight) ? 0 : spread;
  return { n: nEff, mean, variance: nEff > 1 ? clean * (nEff / (nEff - 1)) : null };
}

/** The mean of weighted answers with Student's interval of nEff of them. @throws RangeError as {@link weightedSummary} */
export const weightedMean = (sums: { weight: number; sum: number; sumSq: number }, nEff: number, confidence: number = CONFIDENCE) => meanFromSummary(weightedSummary(sums, nEff), confidence);

/**
 * By how much answers of the same clusters (customers) inflate the variance of their mean: the cluster-robust variance over that
 * of as many independent answers, made a little larger where clusters are few, at least 1. One answer per cluster gives
 * exactly 1; answers that are all equal, whose variance says nothing, count once for each cluster.
 * @param sums - as for {@link clusteredMeanFromSums}, with `sumSq` the sum of the squared answers
 * @returns 1 without answers
 * @source Kish (1965), Survey Sampling, 5.4; for few clusters {@link fewClustersFactor}
 */
export function clusterEffectFromSums(sums: ClusterSums & { sumSq: number }): number {
  if (sums.n === 0 || sums.clusters === sums.n) return 1;
  const { standardError, effectiveClusters } = clusteredMeanFromSums(sums);
  if (standardError === null) return sums.n;
  const mean = sums.sum / sums.n;
  const independent = Math.max(0, requireCount('sumSq', sums.sumSq) / sums.n - mean ** 2) / (sums.n - 1);
  if (independent <= 1e-12 * mean ** 2 || standardError === 0) return Math.max(1, sums.n / effectiveClusters);
  return Math.max(1, (standardError ** 2 / independent) * fewClustersFactor(sums.clusters));
}

/**
 * A variance from G clusters is itself uncertain: intervals take t at G − 1 degrees of freedom instead of z, and since the effective
 * number of answers is the inverse of that variance, it comes out too large by (G − 1)/(G − 3) on average.
 * Without it, 95 % intervals for shares of 30 customers with three answers each cover 92 %.
 * @source Korn & Graubard (1998), Survey Methodology 24, 193–201; mean of the inverse chi-squared distribution
 */
export function fewClustersFactor(clusters: number): number {
  if (clusters < 4) return (criticalT(Math.max(1, clusters - 1)) / criticalZ()) ** 2;
  return (criticalT(clusters - 1) / criticalZ()) ** 2 * ((clusters - 1) / (clusters - 3));
}

/** One answer with its weight; answers of the same cluster (customer, school, branch) resemble each other. */
export interface WeightedAnswer {
  value: number;
  weight: number;
  cluster: string;
  /** Its category in each margin that the weights were raked to, in the same order for all; none where weights came from elsewhere. */
  categories?: readonly string[];
}

export interface WeightedClusteredMean {
  n: number;
  clusters: number;
  mean: number | null;
  standardError: number | null;
  low: number | null;
  high: number | null;
}

/**
 * A weighted mean whose standard error knows that answers come in clusters, and that weights were raked. The mean is a ratio of
 * two sums and is linearised: u_i = (x_i − m) / Σw. What differs between the categories of a raked margin cannot vary from
 * sample to sample any more, so the mean of each category is taken out of u, in turn until nothing moves. Then
 * w_i·u_i is added up by cluster to U_c, V = G/(G − 1) · Σ (U_c − Ū)², judged with t at G − 1 degrees of freedom. Every answer a
 * cluster of its own gives the error of independent answers. Below two clusters there is no error: null. With equal weights it
 * is the clustered mean of {@link clusteredMeanFromSums}.
 * @source Woodruff (1971), JASA 66, 411–414; Deville & Särndal (1992), JASA 87, 376–382; the same as svymean after rake of R's
 *   survey with `ids = ~cluster`
 * @throws RangeError for values that are no numbers, weights below 0, and answers that all weigh nothing
 */
export function weightedClusteredMean(answers: Iterable<WeightedAnswer>, confidence: number = CONFIDENCE): WeightedClusteredMean {
  const own = [...answers];
  const weight = own.reduce((sum, answer) => sum + requireCount('weight', answer.weight), 0);
  if (own.length === 0) return { n: 0, clusters: 0, mean: null, standardError: null, low: null, high: null };
  if (weight === 0) throw new RangeError(`${own.length} answers have no weight above 0`);
  const mean = own.reduce((sum, answer) => sum + answer.weight * requireFinite('value', answer.value), 0) / weight;
  const residuals = withoutMargins(own, own.map(({ value }) => (value - mean) / weight));
  const byCluster = new Map<string, number>();
  for (const [place, answer] of own.entries()) byCluster.set(answer.cluster, (byCluster.get(answer.cluster) ?? 0) + answer.weight * (residuals[place] ?? 0));
  const clusters = byCluster.size;
  const nothing = { n: own.length, clusters, mean, standardError: null, low: null, high: null };
  if (clusters < 2) return nothing;
  const centre = [...byCluster.values()].reduce((sum, u) => sum + u, 0) / clusters;
  const squares = [...byCluster.values()].reduce((sum, u) => sum + (u - centre) ** 2, 0);
  const standardError = Math.sqrt((clusters / (clusters - 1)) * squares);
  const half = criticalT(clusters - 1, confidence) * standardError;
  return { ...nothing, standardError, low: mean - half, high: mean + half };
}

const SMALLEST_SHARE = 1e-12;
const MAX_ROUNDS = 200;

/** Takes the mean of each category of each raked margin out of the residuals. */
function withoutMargins(answers: readonly WeightedAnswer[], residuals: readonly number[]): number[] {
  const left = [...residuals];
  const margins = (answers[0]?.categories ?? []).map((_, margin) => [...Map.groupBy(answers.keys(), (place) => answers[place]?.categories?.[margin] ?? '').values()]);
  const size = Math.max(...residuals.map(Math.abs));
  for (let rounds = 0, moved = Infinity; rounds < MAX_ROUNDS && moved > SMALLEST_SHARE * size; rounds += 1) {
    moved = 0;
    for (const places of margins.flat()) {
      const mean = places.reduce((sum, place) => sum + (left[place] ?? 0), 0) / places.length;
      for (const place of places) left[place] = (left[place] ?? 0) - mean;
      moved = Math.max(moved, Math.abs(mean));
    }
  }
  return left;
}

/**
 * By how much a standard error shrinks when a large share of a closed population answered: √((N − n)/(N − 1)). Only where
 * the population is known and final, such as all companies that are customers.
 * @source Cochran (1977), Sampling Techniques, 2.6
 * @throws RangeError when more people answered than there are
 */
export function finitePopulationFactor(n: number, population: number): number {
  if (requireCount('n', n) > requireCount('population', population)) throw new RangeError(`${n} answers from a population of ${population}`);
  return population <= 1 ? 0 : Math.sqrt((population - n) / (population - 1));
}

const scaledNps = ({ promoters, passives, detractors }: NpsCounts, factor: number): NpsCounts => ({ promoters: promoters * factor, passives: passives * factor, detractors: detractors * factor });
const scaleTo = (nEff: number, weight: number): number => (weight === 0 ? 0 : requireCount('nEff', nEff) / weight);
