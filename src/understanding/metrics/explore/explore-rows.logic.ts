import type { Over } from '../buckets.logic.ts';

/** Which answers: everything that a question of the explore page can ask for, in codes. */
export interface Selection {
  role: string;
  /** '' = any */
  survey: string;
  item: string;
  touchpoint: string;
  stage: string;
  channel: string;
  department: string;
  group: string;
  dimension: string;
  attribute: { key: string; value: string } | null;
  /** First days; `to` is no longer in it. With weeks they bound the Mondays. */
  from: string;
  to: string;
  /** null = all */
  touchpoints: readonly string[] | null;
  /** Stage of each touchpoint of the inventory. */
  stages: ReadonlyMap<string, string>;
}

/** By what answers are told apart: a column of answers, or `attribute.<key>` of their customers. */
export interface Split {
  by: string | null;
  over: Over;
  /** Margins of a weighting. */
  margins: readonly string[];
}

export interface SumsRow {
  part: string;
  bucket: string;
  margins: string[];
  n: number;
  sum: number;
  sumSq: number;
  promoters: number;
  detractors: number;
  hits: number;
  scaleLow: number | null;
  scaleHigh: number | null;
  /** Different identifiers, exact to 100; 101 = more. */
  people: number;
}

/** How answers are counted: see ScoreKind. */
export type Coding = 'nps' | 'share' | 'mean';

/** Answers added up by customer and then over customers, for each cell and each of its wholes; '*' = all. */
export interface ClusterRow {
  part: string;
  bucket: string;
  n: number;
  clusters: number;
  sum: number;
  sumSq: number;
  sumSqOfClusterSums: number;
  sumClusterSumTimesSize: number;
  sumSqClusterSizes: number;
}

/** Of how many identifiers one is kept singly beside the sums. */
export const KEPT_EVERY = 32;
