import { CONFIDENCE } from '../distributions.ts';
import { benjaminiHochberg } from '../multiple.ts';
import { differencesOf, pairedGap, type PairedEstimate } from './paired.ts';
import { type RankInterval, rankByRespondents, type RankOptions } from './rank-uncertainty.ts';
import { type SignedRank, signedRank } from './wilcoxon.ts';

/** One item that was asked twice: what is expected, and what was experienced. Rows are respondents; NaN = missing. */
export interface ServqualItem {
  name: string;
  expectation: ArrayLike<number>;
  experience: ArrayLike<number>;
}

/** Items that belong together. `points` of 100 say how much the dimension matters, all together 100; either every dimension has them or none. */
export interface ServqualDimension {
  name: string;
  /** Names of its items. */
  items: readonly string[];
  points?: number | undefined;
}

export interface ServqualOptions extends RankOptions {
  dimensions?: readonly ServqualDimension[];
  weights?: ArrayLike<number> | undefined;
  clusters?: ArrayLike<number | string> | undefined;
}

/** `pAdjusted` is p after Benjamini & Hochberg over all items; `wilcoxon` is the check without the normal distribution, null with weights or clusters, which it does not know. */
export interface ServqualItemResult extends PairedEstimate {
  name: string;
  pAdjusted: number | null;
  wilcoxon: SignedRank | null;
  rank: RankInterval;
}

export interface ServqualResult {
  items: ServqualItemResult[];
  dimensions: (PairedEstimate & { name: string; points: number | null })[];
  /** Mean over the items of which a respondent answered both sides, then over respondents. */
  overall: PairedEstimate;
  /** Σ points/100 · gap of the dimension; null without points. Only respondents with all dimensions enter. */
  weighted: PairedEstimate | null;
}

const POINTS = 100;

/**
 * Expectation against experience over many items (SERVQUAL): gap of each item, of each dimension and overall, each with
 * its paired t interval over respondents; a respondent's dimension is the mean over those of its items of which both
 * sides are answered. With points the weighted gap is `G = Σ w_k / 100 · G_k` per respondent.
 *
 * What to know before using it: the experience alone usually predicts satisfaction better than the gap (Cronin & Taylor
 * 1992); the gap says where to begin, not how satisfied customers are.
 * @source Parasuraman, Zeithaml & Berry (1988), SERVQUAL, J. of Retailing 64(1), 12–40; points: the same (1991), J. of Retailing 67(4)
 * @throws RangeError when an item is named twice or missing, points do not add up to 100, or columns differ in length
 */
export function servqual(items: readonly ServqualItem[], { dimensions = [], weights, clusters, confidence = CONFIDENCE, ...ranking }: ServqualOptions = {}): ServqualResult {
  requireNames(items, dimensions);
  const about = { weights, clusters };
  const estimates = items.map(({ expectation, experience }) => pairedGap({ expectation, experience, ...about }, confidence));
  const adjusted = benjaminiHochberg(estimates.map(({ p }) => p));
  const ranks = rankByRespondents({ columns: items.map(gapColumn), ...about }, { confidence, ...ranking });
  const parts = dimensions.map((dimension) => ({ dimension, mean: meanOfItems(items.filter(({ name }) => dimension.items.includes(name))) }));
  return {
    items: items.map((item, at) => ({
      name: item.name,
      ...(estimates[at] ?? pairedGap({ expectation: [], experience: [] })),
      pAdjusted: adjusted[at] ?? null,
      wilcoxon: weights || clusters ? null : signedRank(differencesOf(item)),
      rank: ranks[at] ?? { rank: null, low: null, high: null, firstProbability: null },
    })),
    dimensions: parts.map(({ dimension: { name, points }, mean }) => ({ name, points: points ?? null, ...pairedGap({ ...mean, ...about }, confidence) })),
    overall: pairedGap({ ...meanOfItems(items), ...about }, confidence),
    weighted: weightedGap(parts, about, confidence),
  };
}

interface Sides {
  expectation: Float64Array;
  experience: Float64Array;
}

const gapColumn = ({ expectation, experience }: ServqualItem): Float64Array => Float64Array.from(expectation, (expected, row) => (experience[row] ?? Number.NaN) - expected);

/** Per respondent the mean of both sides over complete pairs; NaN where there is none. */
function meanOfItems(items: readonly ServqualItem[]): Sides {
  const rows = items[0]?.expectation.length ?? 0;
  const sides = { expectation: new Float64Array(rows).fill(Number.NaN), experience: new Float64Array(rows).fill(Number.NaN) };
  for (let row = 0; row < rows; row += 1) {
    let [n, expected, lived] = [0, 0, 0];
    for (const { expectation, experience } of items) {
      const pair = [expectation[row] ?? Number.NaN, experience[row] ?? Number.NaN] as const;
      if (Number.isNaN(pair[0]) || Number.isNaN(pair[1])) continue;
      n += 1;
      expected += pair[0];
      lived += pair[1];
    }
    if (n === 0) continue;
    sides.expectation[row] = expected / n;
    sides.experience[row] = lived / n;
  }
  return sides;
}

function weightedGap(parts: readonly { dimension: ServqualDimension; mean: Sides }[], about: Pick<ServqualOptions, 'weights' | 'clusters'>, confidence: number): PairedEstimate | null {
  if (parts.length === 0 || parts.some(({ dimension }) => dimension.points === undefined)) return null;
  const sum = (side: keyof Sides) => Float64Array.from(parts[0]?.mean[side] ?? [], (_, row) => parts.reduce((total, { dimension, mean }) => total + ((dimension.points ?? 0) / POINTS) * (mean[side][row] ?? Number.NaN), 0));
  return pairedGap({ expectation: sum('expectation'), experience: sum('experience'), ...about }, confidence);
}

function requireNames(items: readonly ServqualItem[], dimensions: readonly ServqualDimension[]): void {
  const names = new Set(items.map(({ name }) => name));
  if (names.size !== items.length) throw new RangeError('an item is named twice');
  const rows = items[0]?.expectation.length ?? 0;
  for (const { name, expectation } of items) if (expectation.length !== rows) throw new RangeError(`item ${name} has ${expectation.length} rows, the first ${rows}`);
  for (const dimension of dimensions) {
    const missing = dimension.items.find((name) => !names.has(name));
    if (missing !== undefined) throw new RangeError(`dimension ${dimension.name} names the item ${missing}, which is not there`);
    if (dimension.items.length === 0) throw new RangeError(`dimension ${dimension.name} has no items`);
  }
  const withPoints = dimensions.filter(({ points }) => points !== undefined);
  if (withPoints.length === 0) return;
  if (withPoints.length < dimensions.length) throw new RangeError(`dimension ${dimensions.find(({ points }) => points === undefined)?.name} has no points, others have`);
  if (withPoints.some(({ points = 0 }) => !(points >= 0))) throw new RangeError('points must not be negative');
  const total = withPoints.reduce((sum, { points = 0 }) => sum + points, 0);
  if (Math.abs(total - POINTS) > 1e-6) throw new RangeError(`points of the dimensions must add up to ${POINTS}, they add up to ${total}`);
}
