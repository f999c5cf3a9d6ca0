import { meanFromSummary, type MeanSummary } from '../../kernel/stats/scores/mean.ts';
import { npsFromCounts, type NpsCounts } from '../../kernel/stats/scores/nps.ts';
import { type ShareCounts, shareFromCounts } from '../../kernel/stats/scores/share.ts';
import type { TypedRole } from '../surveys/definition.contract.ts';
import type { Score } from './results.contract.ts';

/** Answers by point of a scale. */
export type PointCounts = ReadonlyMap<number, number>;

/** How sure figures may be. */
export interface Certainty {
  /** Fewest responses behind a figure. */
  minimum: number;
  /**
   * n / Σk², k = responses of one customer, in ]0, 1]: answers of the same customer are counted as if they repeated each
   * other, so that many answers of few people never look surer than they are. 1 where everybody answered once.
   */
  independence: number;
}

export const totalOf = (rows: readonly { n: number }[]): number => rows.reduce((sum, { n }) => sum + n, 0);
export const countOf = (counts: PointCounts): number => [...counts.values()].reduce((sum, n) => sum + n, 0);

/** n, mean and sample variance of the points. */
export function summaryOf(counts: PointCounts): MeanSummary {
  const n = countOf(counts);
  if (n === 0) return { n, mean: null, variance: null };
  const mean = [...counts].reduce((sum, [point, times]) => sum + point * times, 0) / n;
  const squares = [...counts].reduce((sum, [point, times]) => sum + times * (point - mean) ** 2, 0);
  return { n, mean, variance: n < 2 ? null : squares / (n - 1) };
}

/** Promoters 9–10, passives 7–8, detractors 0–6. */
export function npsCountsOf(counts: PointCounts): NpsCounts {
  const between = (low: number, high: number) => [...counts].reduce((sum, [point, n]) => (point >= low && point <= high ? sum + n : sum), 0);
  return { promoters: between(9, 10), passives: between(7, 8), detractors: between(0, 6) };
}

/** Satisfied: the upper two of five points, and what corresponds to them on longer scales (4 on 1–5: 5.5 of 7, 7.75 of 10). */
export function satisfiedOf(counts: PointCounts, high: number): number {
  const from = 1 + (high - 1) * 0.75;
  return [...counts].reduce((sum, [point, n]) => (point >= from ? sum + n : sum), 0);
}

type Scale = { low: number; high: number } | null;
const scoreOf = ({ kind, role, n, scale }: { kind: Score['kind']; role: TypedRole; n: number; scale: Scale }, estimate: { value: number | null; low: number | null; high: number | null } | null): Score => ({
  kind, role, n, scaleLow: scale?.low ?? null, scaleHigh: scale?.high ?? null, value: estimate?.value ?? null, low: estimate?.low ?? null, high: estimate?.high ?? null,
});

/** A mean with Student's interval at the independent number of answers, cut at the ends of its scale. */
export function meanScore(summary: MeanSummary, about: { kind?: 'mean' | 'gap' | 'mean_rank'; role: TypedRole; scale: Scale }, { minimum, independence }: Certainty): Score {
  const kind = about.kind ?? 'mean';
  if (summary.n < minimum || summary.n === 0) return scoreOf({ ...about, kind, n: summary.n }, null);
  const { mean, low, high } = meanFromSummary({ ...summary, n: Math.max(1, summary.n * independence) });
  const [least, most] = about.scale === null ? [-Infinity, Infinity] : kind === 'gap' ? [about.scale.low - about.scale.high, about.scale.high - about.scale.low] : [about.scale.low, about.scale.high];
  return scoreOf({ ...about, kind, n: summary.n }, { value: mean, low: low === null ? null : Math.max(least, low), high: high === null ? null : Math.min(most, high) });
}

export function npsScore(counts: PointCounts, { minimum, independence }: Certainty): Score {
  const n = countOf(counts);
  const { promoters, passives, detractors } = npsCountsOf(counts);
  const { nps, low, high } = npsFromCounts({ promoters: promoters * independence, passives: passives * independence, detractors: detractors * independence });
  return scoreOf({ kind: 'nps', role: 'nps', n, scale: { low: -100, high: 100 } }, n < minimum || nps === null ? null : { value: nps, low, high });
}

/** A share with Wilson's interval. */
export function shareScore(kind: 'satisfied' | 'share', { hits, n }: ShareCounts, role: TypedRole, { minimum, independence }: Certainty): Score {
  const { share, low, high } = shareFromCounts({ hits: hits * independence, n: n * independence });
  return scoreOf({ kind, role, n, scale: { low: 0, high: 1 } }, n < minimum || share === null ? null : { value: share, low, high });
}
