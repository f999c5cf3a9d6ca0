import { clusteredMeanFromSums } from '../../../kernel/stats/scores/clustered-mean.ts';
import { clusterEffectFromSums, designEffectFromSums } from '../../../kernel/stats/scores/design-effect.ts';
import { hasEnough, MINIMUM_N } from '../../../kernel/stats/scores/minimum.ts';
import { compareScores, NO_SCORE, type ScoreKind, scoreOf, type ScoreSums } from '../../../kernel/stats/scores/scores.ts';
import type { ScoreFigure, ScoreName, ScorePoint, TrendChange } from './explore.contract.ts';
import type { ClusterRow, SumsRow } from './explore-rows.logic.ts';

export interface ScoreMeaning {
  role: string;
  kind: ScoreKind;
  low: number | null;
  high: number | null;
}

/** Standard scales: expectation, experience, overall and ces 0–10, csat 1–5; of other questions the answers know their scale. */
export const meanings: Record<ScoreName, ScoreMeaning> = {
  nps: { role: 'nps', kind: 'nps', low: -100, high: 100 },
  csat: { role: 'csat', kind: 'share', low: 0, high: 1 },
  csat_mean: { role: 'csat', kind: 'mean', low: 1, high: 5 },
  ces: { role: 'ces', kind: 'mean', low: 0, high: 10 },
  overall: { role: 'overall', kind: 'mean', low: 0, high: 10 },
  experience: { role: 'experience', kind: 'mean', low: 0, high: 10 },
  expectation: { role: 'expectation', kind: 'mean', low: 0, high: 10 },
  question: { role: '', kind: 'mean', low: null, high: null },
};

/** A cell of the picture or one of its wholes: its answers, how many customers, what repeated answers cost. */
export interface Counted {
  sums: ScoreSums;
  customers: number;
  /** ≥ 1 */
  clusterDeff: number;
  /** Identifiers in the smallest category that weights tell apart; absent without weights. */
  fewestWeighed?: number;
}
export const NOTHING: Counted = { sums: NO_SCORE, customers: 0, clusterDeff: 1 };

/** Weights by cell of the margins; null = every answer weighs 1. Answers whose margins are not known have none and count not. */
export type WeightOf = (margins: readonly string[]) => number | null;

/** Adds up the cells of the margins, each with its weight. */
export function weighted(rows: readonly SumsRow[], weightOf: WeightOf | null): ScoreSums {
  const sums = { ...NO_SCORE };
  for (const row of rows) {
    const weight = weightOf === null ? 1 : weightOf(row.margins);
    if (weight === null) continue;
    sums.n += row.n;
    sums.weight += weight * row.n;
    sums.weightSq += weight ** 2 * row.n;
    sums.sum += weight * row.sum;
    sums.sumSq += weight * row.sumSq;
    sums.promoters += weight * row.promoters;
    sums.detractors += weight * row.detractors;
    sums.hits += weight * row.hits;
  }
  return sums;
}

/** A figure, or why there is none. @param isProtected - it would give another one away */
export function figureOf({ kind, low, high }: Pick<ScoreMeaning, 'kind' | 'low' | 'high'>, { sums, customers, clusterDeff }: Counted, isProtected: boolean = false): ScoreFigure {
  const known = { n: sums.n, customers, minimum: MINIMUM_N };
  // Weights leave out answers of unknown categories: what is left may be fewer answers than there are customers.
  const isTooFew = sums.n === 0 || !hasEnough(Math.min(customers, sums.n));
  if (isTooFew || isProtected) return { ...known, withheld: isTooFew ? 'too_few' : 'protected', value: null, low: null, high: null, nEff: null, deff: null };
  const score = scoreOf(kind, sums, { clusterDeff });
  return { ...known, withheld: null, value: score.value, low: clampAbove(score.low, low), high: clampBelow(score.high, high), nEff: score.nEff, deff: score.deff };
}

/** The latest period that has a figure against the first one, tested as any two periods are; null where there are no two. */
export function changeOver(kind: ScoreKind, trend: readonly Pick<ScorePoint, 'at' | 'withheld'>[], counted: ReadonlyMap<string, Counted>): TrendChange | null {
  const shown = trend.filter(({ withheld }) => withheld === null);
  const [first, last] = [shown[0], shown.at(-1)];
  const [before, now] = [first, last].map((point) => (point ? counted.get(point.at) : undefined));
  if (!first || !last || !before || !now || first.at === last.at) return null;
  const compared = compareScores(kind, now.sums, before.sums, { deffs: { first: now.clusterDeff, second: before.clusterDeff } });
  return compared && { from: first.at, to: last.at, ...compared };
}

const clampAbove = (value: number | null, end: number | null): number | null => (value === null || end === null ? value : Math.max(end, value));
const clampBelow = (value: number | null, end: number | null): number | null => (value === null || end === null ? value : Math.min(end, value));

/** Identifiers in the smallest category of any margin, those of whom it is not known among them: the weights count each category differently. */
export function fewestWeighed(rows: readonly SumsRow[], margins: number): number {
  const sizes = Array.from({ length: margins }, (_, place) => [...Map.groupBy(rows, (row) => row.margins[place] ?? '').values()].map((own) => own.reduce((sum, { people }) => sum + people, 0)));
  return Math.min(Number.MAX_SAFE_INTEGER, ...sizes.flat());
}

export interface ClusterFacts {
  customers: number;
  deff: number;
}
export type ClusterLookup = (part: string, bucket: string, row: { n: number; people: number }) => ClusterFacts;

export const placeKey = (part: string, bucket: string): string => `${part}\u0000${bucket}`;

/** From all answers: each place has its own. */
export function exactClusters(rows: readonly ClusterRow[]): ClusterLookup {
  const byPlace = new Map(rows.map((row) => [placeKey(row.part, row.bucket), row]));
  return (part, bucket) => {
    const row = byPlace.get(placeKey(part, bucket));
    return row ? { customers: row.clusters, deff: clusterEffectFromSums(row) } : { customers: 0, deff: 1 };
  };
}

/** Fewest sampled customers whose design effect may be taken for that of their place. */
const ENOUGH_SAMPLED = 30;

/**
 * From every n-th customer: places of the same level (cells, groups, periods, all) share one design effect, the mean of those
 * with enough customers in the sample. Customers are counted exactly to a hundred identifiers, else estimated.
 */
export function sampledClusters(rows: readonly ClusterRow[], every: number): ClusterLookup {
  const levelOf = (part: string, bucket: string): string => `${part === '*'}${bucket === '*'}`;
  const byPlace = new Map(rows.map((row) => [placeKey(row.part, row.bucket), row]));
  const deffs = new Map([...Map.groupBy(rows, ({ part, bucket }) => levelOf(part, bucket))].map(([level, own]) => {
    const usable = own.filter(({ clusters }) => clusters >= ENOUGH_SAMPLED);
    const n = usable.reduce((sum, row) => sum + row.n, 0);
    return [level, n === 0 ? 1 : Math.max(1, usable.reduce((sum, row) => sum + row.n * rawEffect(row), 0) / n)];
  }));
  return (part, bucket, { n, people }) => {
    const sampled = byPlace.get(placeKey(part, bucket))?.clusters ?? 0;
    return { customers: people <= 100 ? people : Math.max(101, Math.min(n, sampled * every)), deff: deffs.get(levelOf(part, bucket)) ?? 1 };
  };
}

/** Not cut at 1, so that chance in many small samples does not add up to a loss. */
function rawEffect(row: ClusterRow): number {
  const { standardError } = clusteredMeanFromSums(row);
  const mean = row.sum / row.n;
  const independent = Math.max(0, row.sumSq / row.n - mean ** 2) / (row.n - 1);
  return standardError === null || independent <= 1e-12 * mean ** 2 ? 1 : standardError ** 2 / independent;
}

/** Design effect of the weights alone. */
export const weightEffect = ({ n, weight, weightSq }: ScoreSums): number | null => designEffectFromSums({ n, sum: weight, sumSq: weightSq }).deff;
