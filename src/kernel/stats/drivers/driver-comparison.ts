import { CONFIDENCE } from '../distributions.ts';
import { type BootstrapOptions, drawImportances, type ImportanceMethod } from './driver-bootstrap.ts';
import type { BlockMoments } from './moments.ts';
import { benjaminiHochberg } from '../multiple.ts';
import { percentiles } from '../percentiles.ts';
import { DEFAULT_SEED } from '../random.ts';

/** What a driver's share of R² is in two groups, and by how much they differ; all in [−1, 1]. */
export interface ShareDifference {
  /** First minus second */
  difference: number;
  low: number;
  high: number;
  /** Two-sided, at least 2/(draws + 1), adjusted for the number of drivers (Benjamini–Hochberg) */
  p: number;
}

const DRAWS = 500;

/**
 * Whether the same drivers matter differently to two groups of different customers: differences of shares of R², with
 * intervals from independent draws of both groups.
 * @param chosen - places of the drivers; the same in both
 * @returns in the order of `chosen`; null where a group has too few customers to draw from
 * @source Efron & Tibshirani (1993), ch. 8.4 (two-sample bootstrap); p from the share of draws on the other side of 0
 */
export function compareShares(first: BlockMoments, second: BlockMoments, chosen: readonly number[], { method, draws = DRAWS, seed = DEFAULT_SEED, confidence = CONFIDENCE }: BootstrapOptions & { method: ImportanceMethod }): ShareDifference[] | null {
  const [ours, theirs] = [drawImportances(first, chosen, method, { draws, seed }), drawImportances(second, chosen, method, { draws, seed: seed + 1 })];
  if (ours === null || theirs === null) return null;
  const found = chosen.map((_, j) => {
    const others = theirs.shares[j];
    const differences = Float64Array.from(ours.shares[j] ?? [], (share, draw) => share - (others?.[draw] ?? 0));
    const [low, high] = percentiles(differences, (1 - confidence) / 2);
    const below = differences.filter((value) => value <= 0).length;
    return { difference: differences.reduce((sum, value) => sum + value, 0) / draws, low, high, p: Math.min(1, (2 * (1 + Math.min(below, draws - below))) / (draws + 1)) };
  });
  const adjusted = benjaminiHochberg(found.map(({ p }) => p));
  return found.map((one, j) => ({ ...one, p: adjusted[j] ?? one.p }));
}
