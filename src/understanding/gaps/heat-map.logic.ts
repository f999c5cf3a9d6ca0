import { clusteredMeanFromSums } from '../../kernel/stats/scores/clustered-mean.ts';
import { CONFIDENCE, criticalT, criticalZ, twoSidedPOfT } from '../../kernel/stats/distributions.ts';
import { hasEnough } from '../../kernel/stats/scores/minimum.ts';
import { benjaminiHochberg } from '../../kernel/stats/multiple.ts';
import { rankFromEstimates } from '../../kernel/stats/gaps/rank-uncertainty.ts';
import { shareFromCounts } from '../../kernel/stats/scores/share.ts';
import type { ClosingStep, HeatCell, RankedGap } from './heat-map.contract.ts';
import { EVERYBODY, hiddenPlaces, type PlaceSize, sizeKey } from './protection.logic.ts';

/** Sums over the answers at one touchpoint in one dimension; c runs over customers. */
export interface CellSums {
  touchpoint: string;
  dimension: string;
  n: number;
  customers: number;
  sumExpectation: number;
  sumGap: number;
  sumSqOfClusterSums: number;
  sumClusterSumTimesSize: number;
  sumSqClusterSizes: number;
  /** Answers in which experience fell short; the sums over customers are those that a clustered share needs. */
  below: number;
  belowSumSqOfClusterSums: number;
  belowSumClusterSumTimesSize: number;
  /** Σ max(0, expectation − experience), scale points */
  shortfall: number;
}

/** A Soll for one touchpoint and dimension: all experiences there are held against it, paired or not. */
export interface CellTarget {
  touchpoint: string;
  dimension: string;
  value: number;
}

/** Experiences for which nothing says what may be expected. */
export interface Unpaired {
  touchpoint: string;
  dimension: string;
  n: number;
  customers: number;
}

/** A cell in which experience is imagined to rise. */
export interface Raise {
  touchpoint: string;
  dimension: string;
  points: number;
  /** The Soll that holds there; null = what each customer expects. */
  target: number | null;
}

/** What was counted for one heat map. */
export interface HeatCounts {
  cells: readonly CellSums[];
  /** Against a Soll that somebody set: they take the place of the cells of the same name. */
  against: readonly CellSums[];
  targets: readonly CellTarget[];
  unpaired: readonly Unpaired[];
  /** The period before, counted the same way; null = there is none. */
  before: { cells: readonly CellSums[]; against: readonly CellSums[]; hidden?: ReadonlySet<string> | null } | null;
  /** Cells that readers who may not read single answers must not see; null for the others. */
  hidden: ReadonlySet<string> | null;
}

/** Places in the list of the widest gaps. */
const RANKED = 12;
/** A simulated figure lies this many standard errors off in one of 300,000 draws. */
const FAR = 4.5;
const DRAWN_FIGURES = 500_000;
const MOST_DRAWS = 2_000;
const FEWEST_DRAWS = 200;
/** At most this share of the gaps called certain are expected to be chance. */
const LEVEL = 1 - CONFIDENCE;

/** Touchpoint and dimension as one word; the sign between them stands in no code. */
export const PLACE_SEPARATOR = '\u001F';
export const placeKey = ({ touchpoint, dimension }: { touchpoint: string; dimension: string }): string => `${touchpoint}${PLACE_SEPARATOR}${dimension}`;

/** Customers of one target group in one cell, or of all ({@link EVERYBODY}). */
export interface CellSize extends Pick<PlaceSize, 'group' | 'pairCustomers' | 'livedCustomers'> {
  touchpoint: string;
  dimension: string;
}

/** Cells in which a group, taken from all or together with the others, would give a smaller one away. @param group - '' = everybody */
export function hiddenCells(sizes: readonly CellSize[], group: string): Set<string> {
  const own = group || EVERYBODY;
  return new Set([...Map.groupBy(sizes, ({ touchpoint }) => touchpoint).values()].flatMap((cells) => {
    const hidden = hiddenPlaces(cells.map((cell) => ({ ...cell, part: 'dimension', key: cell.dimension })));
    return cells.filter((cell) => cell.group === own && hidden.has(sizeKey({ part: 'dimension', key: cell.dimension, group: own }))).map(placeKey);
  }));
}

/** All cells in which anybody said anything, with what may be shown of them. */
export function cellsOf(counts: HeatCounts, isVisible: (touchpoint: string) => boolean): HeatCell[] {
  const { cells, against, targets, unpaired, before, hidden } = counts;
  const targetAt = new Map(targets.map((target) => [placeKey(target), target.value]));
  const current = merge(cells, against, targetAt);
  const earlier = before && merge(before.cells, before.against, targetAt);
  const shown = [...current].filter(([, { touchpoint }]) => isVisible(touchpoint)).map(([key, sums]) => {
    const cell = figureCell(sums, { target: targetAt.get(key) ?? null, isHidden: hidden?.has(key) ?? false });
    // A change says what was before as well.
    const wasHidden = counts.before?.hidden?.has(key) ?? false;
    const before = cell.gap === null || wasHidden ? null : earlier?.get(key);
    return { cell, change: before ? changeOf(sums, before) : null };
  });
  const lacking = unpaired.filter((one) => isVisible(one.touchpoint) && !current.has(placeKey(one))).map(lackingCell);
  const adjusted = benjaminiHochberg(shown.map(({ cell }) => cell.p));
  const changed = benjaminiHochberg(shown.map(({ change }) => change?.p ?? null));
  return [...shown.map(({ cell, change }, at) => ({ ...cell, pAdjusted: adjusted[at] ?? null, change: change && { difference: change.difference, low: change.low, high: change.high, pAdjusted: changed[at] ?? null } })), ...lacking];
}

function merge(cells: readonly CellSums[], against: readonly CellSums[], targetAt: ReadonlyMap<string, number>): Map<string, CellSums> {
  return new Map([...cells.filter((cell) => !targetAt.has(placeKey(cell))), ...against].map((cell) => [placeKey(cell), cell]));
}

const nothing = { expectation: null, experience: null, gap: null, gapLow: null, gapHigh: null, p: null, pAdjusted: null, below: null, change: null, shortfall: null };

function lackingCell({ touchpoint, dimension, n, customers }: Unpaired): HeatCell {
  return { touchpoint, dimension, n, customers, ...nothing, expectationIsTarget: false, withheld: 'no_expectation' };
}

function figureCell(sums: CellSums, { target, isHidden }: { target: number | null; isHidden: boolean }): HeatCell {
  const { touchpoint, dimension, n, customers } = sums;
  const place = { touchpoint, dimension, n, customers, expectationIsTarget: target !== null };
  // The Soll itself is nobody's answer and may always be shown.
  if (!hasEnough(customers)) return { ...place, ...nothing, expectation: target, withheld: 'too_few' };
  if (isHidden) return { ...place, ...nothing, expectation: target, withheld: 'protected' };
  const { mean, standardError, df, low, high } = gapOf(sums);
  const expectation = sums.sumExpectation / n;
  return {
    ...place, withheld: null, expectation, experience: expectation + (mean ?? 0), gap: mean, gapLow: low, gapHigh: high,
    p: mean === null || !standardError || df === null ? null : twoSidedPOfT(mean / standardError, df),
    pAdjusted: null, below: belowOf(sums), change: null, shortfall: sums.shortfall,
  };
}

const gapOf = (sums: CellSums) => clusteredMeanFromSums({ ...sums, clusters: sums.customers, sum: sums.sumGap });

/**
 * Wilson's interval with the number of independent answers that would tell as much: share · (1 − share) / variance over
 * customers, at most n, and the number of customers where all said the same.
 * @source Korn & Graubard (1998), Survey Methodology 24(2), 193–201: effective sample size in a share's interval
 */
function belowOf({ n, customers, below, belowSumSqOfClusterSums, belowSumClusterSumTimesSize, sumSqClusterSizes }: CellSums): HeatCell['below'] {
  const share = below / n;
  const { standardError } = clusteredMeanFromSums({ n, clusters: customers, sum: below, sumSqOfClusterSums: belowSumSqOfClusterSums, sumClusterSumTimesSize: belowSumClusterSumTimesSize, sumSqClusterSizes });
  const effective = !standardError ? customers : Math.min(n, (share * (1 - share)) / standardError ** 2);
  const estimate = shareFromCounts({ hits: share * effective, n: effective });
  return estimate.share === null ? null : { share, low: estimate.low, high: estimate.high };
}

/**
 * Gap now minus gap before. Customers of both periods resemble themselves, which is not taken off the variance: the interval is
 * rather too wide than too narrow.
 * @source Welch (1947), with the variances of the clustered means
 */
function changeOf(now: CellSums, before: CellSums): { difference: number; low: number; high: number; p: number | null } | null {
  if (!hasEnough(before.customers)) return null;
  const [a, b] = [gapOf(now), gapOf(before)];
  if (a.mean === null || b.mean === null || a.standardError === null || b.standardError === null) return null;
  const difference = a.mean - b.mean;
  const [own, other] = [a.standardError ** 2, b.standardError ** 2];
  if (own + other === 0) return { difference, low: difference, high: difference, p: null };
  const df = (own + other) ** 2 / (own ** 2 / (now.customers - 1) + other ** 2 / (before.customers - 1));
  const standardError = Math.sqrt(own + other);
  const half = criticalT(df) * standardError;
  return { difference, low: difference - half, high: difference + half, p: twoSidedPOfT(difference / standardError, df) };
}

/**
 * The gaps that fall shortest, with the places that fit the data. Places are drawn among those cells that could stand
 * anywhere near; the rest is so far behind that it could not.
 */
export function rankGaps(cells: readonly HeatCell[]): RankedGap[] {
  const z = criticalZ();
  const known = cells.flatMap((cell) => (cell.gap === null || cell.gapLow === null || cell.gapHigh === null ? [] : [{ cell, estimate: cell.gap, standardError: (cell.gapHigh - cell.gapLow) / 2 / z }])).sort((a, b) => a.estimate - b.estimate);
  const reach = Math.max(...known.slice(0, RANKED).map(({ estimate, standardError }) => estimate + FAR * standardError));
  const near = known.filter(({ estimate, standardError }, at) => at < RANKED || estimate - FAR * standardError <= reach);
  const draws = Math.min(MOST_DRAWS, Math.max(FEWEST_DRAWS, Math.floor(DRAWN_FIGURES / Math.max(1, near.length))));
  const ranks = rankFromEstimates(near, { draws, only: RANKED });
  return near.slice(0, RANKED).map(({ cell: { touchpoint, dimension } }, at) => {
    const { rank, low, high, firstProbability } = ranks[at] ?? { rank: null, low: null, high: null, firstProbability: null };
    return { touchpoint, dimension, rank: rank ?? at + 1, low: low ?? at + 1, high: high ?? at + 1, firstProbability: firstProbability ?? 0 };
  });
}

/** Whether a gap is certain after looking at so many at once. Where all customers said the same there is no test, and no need of one. */
export const isCertain = ({ gap, gapLow, gapHigh, pAdjusted }: Pick<HeatCell, 'gap' | 'gapLow' | 'gapHigh' | 'pAdjusted'>): boolean =>
  gap !== null && (pAdjusted === null ? gap !== 0 && gapLow === gapHigh : pAdjusted < LEVEL);

/** Certain shortfalls that are worth a closer look, those with the most points of shortfall first. */
export function closable(cells: readonly HeatCell[], most: number): Raise[] {
  return cells
    .filter((cell) => isCertain(cell) && (cell.gap ?? 0) < 0)
    .sort((a, b) => (b.shortfall ?? 0) - (a.shortfall ?? 0))
    .slice(0, most)
    .map(({ touchpoint, dimension, gap, expectation, expectationIsTarget }) => ({ touchpoint, dimension, points: -(gap ?? 0), target: expectationIsTarget ? expectation : null }));
}

/** In the order in which most is gained. @param total - shortfall in all cells that are shown, scale points */
export function closingSteps(raised: readonly { touchpoint: string; dimension: string; points: number; removed: number }[], total: number, steps: number): ClosingStep[] {
  if (total <= 0) return [];
  let soFar = 0;
  return raised.toSorted((a, b) => b.removed - a.removed).slice(0, steps).map(({ touchpoint, dimension, points, removed }) => {
    soFar += removed;
    return { touchpoint, dimension, points, removed: removed / total, removedSoFar: soFar / total };
  });
}
