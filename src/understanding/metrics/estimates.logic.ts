import { type ClusterSums, clusteredMeanFromSums } from '../../kernel/stats/scores/clustered-mean.ts';
import { clusterEffectFromSums } from '../../kernel/stats/scores/design-effect.ts';
import { hasEnough, MINIMUM_N } from '../../kernel/stats/scores/minimum.ts';
import { compareNps, npsFromCounts } from '../../kernel/stats/scores/nps.ts';
import { compareShares, shareFromCounts } from '../../kernel/stats/scores/share.ts';
import type { Change, CsatFigure, NpsFigure } from './metrics.contract.ts';
import type { Period } from './period.logic.ts';

/** Added up over customers, because several answers of one customer resemble each other. Scores are +1, 0, −1. */
export interface NpsSums extends ClusterSums {
  promoters: number;
  passives: number;
  detractors: number;
}

/** Satisfied (4–5) counts 1, else 0; `rating` sums the same answers on 1–5. */
export interface CsatSums extends ClusterSums {
  rating: ClusterSums;
}

/**
 * NPS with the adjusted Wald interval; where customers answered more than once, the wider of it and the cluster-robust one,
 * since 100 answers of 20 customers say less than 100 answers of 100.
 * @param isShown - false: it would give another figure away
 */
export function npsFigure(sums: NpsSums, isShown: boolean = true): NpsFigure {
  const { n, clusters: customers } = sums;
  const estimate = npsFromCounts(sums);
  const known = { n, customers, minimum: MINIMUM_N };
  if (estimate.nps === null || !hasEnough(customers) || !isShown) return { ...known, withheld: true, nps: null, low: null, high: null, promoters: null, passives: null, detractors: null };
  const clustered = customers < n ? clusteredMeanFromSums(sums) : null;
  return {
    ...known,
    withheld: false,
    nps: estimate.nps,
    low: Math.max(-100, Math.min(estimate.low, 100 * (clustered?.low ?? 1))),
    high: Math.min(100, Math.max(estimate.high, 100 * (clustered?.high ?? -1))),
    promoters: sums.promoters / n,
    passives: sums.passives / n,
    detractors: sums.detractors / n,
  };
}

/** Share of satisfied customers with Wilson's interval and the mean with Student's, both widened as in {@link npsFigure}. */
export function csatFigure(sums: CsatSums, isShown: boolean = true): CsatFigure {
  const { n, clusters: customers } = sums;
  const estimate = shareFromCounts({ hits: sums.sum, n });
  const known = { n, customers, minimum: MINIMUM_N };
  if (estimate.share === null || !hasEnough(customers) || !isShown) return { ...known, withheld: true, share: null, low: null, high: null, mean: null, meanLow: null, meanHigh: null };
  const clustered = customers < n ? clusteredMeanFromSums(sums) : null;
  const mean = clusteredMeanFromSums(sums.rating);
  return {
    ...known,
    withheld: false,
    share: estimate.share,
    low: Math.max(0, Math.min(estimate.low, clustered?.low ?? 1)),
    high: Math.min(1, Math.max(estimate.high, clustered?.high ?? 0)),
    mean: mean.mean,
    meanLow: mean.low === null ? null : Math.max(1, mean.low),
    meanHigh: mean.high === null ? null : Math.min(5, mean.high),
  };
}

/** Change of NPS in points, each side worth what its answers are where customers answered repeatedly; null where either is withheld. */
export function npsChange(current: NpsSums, previous: NpsSums, period: Period): Change | null {
  if (!hasEnough(current.clusters) || !hasEnough(previous.clusters)) return null;
  const effective = (sums: NpsSums) => {
    const { promoters, passives, detractors } = sums;
    const deff = clusterEffectFromSums({ ...sums, sumSq: promoters + detractors });
    return { promoters: promoters / deff, passives: passives / deff, detractors: detractors / deff };
  };
  const comparison = compareNps(effective(current), effective(previous));
  return comparison && presentChange(comparison, period);
}

/** Change of the share of satisfied answers, −1 … +1, as {@link npsChange}. */
export function csatChange(current: CsatSums, previous: CsatSums, period: Period): Change | null {
  if (!hasEnough(current.clusters) || !hasEnough(previous.clusters)) return null;
  const effective = (sums: CsatSums) => {
    const deff = clusterEffectFromSums({ ...sums, sumSq: sums.sum });
    return { hits: sums.sum / deff, n: sums.n / deff };
  };
  const comparison = compareShares(effective(current), effective(previous));
  return comparison && presentChange(comparison, period);
}

const presentChange = ({ difference, low, high }: { difference: number; low: number; high: number }, { from, to }: Period): Change => ({ from: from.toISOString(), to: to.toISOString(), difference, low, high });

const NO_ANSWERS: ClusterSums = { n: 0, clusters: 0, sum: 0, sumSqOfClusterSums: 0, sumClusterSumTimesSize: 0, sumSqClusterSizes: 0 };
export const NO_NPS: NpsSums = { ...NO_ANSWERS, promoters: 0, passives: 0, detractors: 0 };
export const NO_CSAT: CsatSums = { ...NO_ANSWERS, rating: NO_ANSWERS };
