import { clusteredMeanFromSums } from '../../kernel/stats/scores/clustered-mean.ts';
import { correlationFromSums } from '../../kernel/stats/drivers/correlation.ts';
import { gapFromSums } from '../../kernel/stats/gaps/gap.ts';
import { hasEnough } from '../../kernel/stats/scores/minimum.ts';
import { priorityFromEvidence } from '../../kernel/stats/gaps/priority.ts';
import type { GapFigure, RankedTouchpoint, SortField } from './gaps.contract.ts';

/** Sums over the answers at one place, as the analysis delivers them. */
export interface FigureSums {
  /** Complete pairs of expectation and experience. */
  n: number;
  customers: number;
  sumGap: number;
  sumSqOfClusterSums: number;
  sumClusterSumTimesSize: number;
  sumSqClusterSizes: number;
  sumExpectation: number;
  sumExperience: number;
  /** The same for all experiences, paired or not: they are what counts where the expectation is a Soll. */
  livedN: number;
  livedCustomers: number;
  livedSum: number;
  livedSumSqOfClusterSums: number;
  livedSumClusterSumTimesSize: number;
  livedSumSqClusterSizes: number;
}

export interface EvidenceSums extends FigureSums {
  /** Sums for the correlation of the experience here (x) with the overall score of the same response (y). */
  scoredN: number;
  sumX: number;
  sumY: number;
  sumXx: number;
  sumYy: number;
  sumXy: number;
}

export interface Reach {
  contacts: number;
  customers: number;
  /** All customers with any contact in the period. */
  allCustomers: number;
}

export const noFigures: FigureSums = {
  n: 0, customers: 0, sumGap: 0, sumSqOfClusterSums: 0, sumClusterSumTimesSize: 0, sumSqClusterSizes: 0, sumExpectation: 0, sumExperience: 0,
  livedN: 0, livedCustomers: 0, livedSum: 0, livedSumSqOfClusterSums: 0, livedSumClusterSumTimesSize: 0, livedSumSqClusterSizes: 0,
};

export const noEvidence: EvidenceSums = { ...noFigures, scoredN: 0, sumX: 0, sumY: 0, sumXx: 0, sumYy: 0, sumXy: 0 };

const withheld = (n: number, customers: number, expectationIsTarget: boolean, expectation: number | null = null): GapFigure =>
  ({ n, customers, expectation, experience: null, gap: null, gapLow: null, gapHigh: null, expectationIsTarget });

/**
 * One figure: expectation, experience and the gap between them with its 95 % interval, or nothing below the minimum
 * number of customers.
 *
 * Where somebody has set what customers may expect (`target`, the Soll), that is the expectation: every experience
 * counts, paired or not, and the interval of the gap is the interval of the mean experience moved by the constant.
 */
export function figureOf(sums: FigureSums, target: number | null): GapFigure {
  if (target !== null) return figureAgainstTarget(sums, target);
  if (!hasEnough(sums.customers)) return withheld(sums.n, sums.customers, false);
  const { gap, low, high } = gapFromSums(sums);
  return { n: sums.n, customers: sums.customers, expectation: sums.sumExpectation / sums.n, experience: sums.sumExperience / sums.n, gap, gapLow: low, gapHigh: high, expectationIsTarget: false };
}

function figureAgainstTarget(sums: FigureSums, target: number): GapFigure {
  // The Soll itself is nobody's answer and may always be shown.
  if (!hasEnough(sums.livedCustomers)) return withheld(sums.livedN, sums.livedCustomers, true, target);
  const { mean, low, high } = clusteredMeanFromSums({
    n: sums.livedN, clusters: sums.livedCustomers, sum: sums.livedSum,
    sumSqOfClusterSums: sums.livedSumSqOfClusterSums, sumClusterSumTimesSize: sums.livedSumClusterSumTimesSize, sumSqClusterSizes: sums.livedSumSqClusterSizes,
  });
  const against = (value: number | null) => (value === null ? null : value - target);
  return { n: sums.livedN, customers: sums.livedCustomers, expectation: target, experience: mean, gap: against(mean), gapLow: against(low), gapHigh: against(high), expectationIsTarget: true };
}

/** Customers told what they lived, but nothing says what they may expect: a Soll would give the figure at once. */
export const lacksExpectation = (sums: FigureSums, target: number | null): boolean => target === null && !hasEnough(sums.customers) && hasEnough(sums.livedCustomers);

/** The parts of a touchpoint's priority. Importance needs enough responses that also gave an overall score. */
export function rankOf(sums: EvidenceSums, { contacts, customers, allCustomers }: Reach, target: number | null): Omit<RankedTouchpoint, 'code' | 'name' | 'stage' | 'kind' | 'channel' | 'department' | 'momentOfTruth'> {
  const figure = figureOf(sums, target);
  const { r } = correlationFromSums({ n: sums.scoredN, sumX: sums.sumX, sumY: sums.sumY, sumXx: sums.sumXx, sumYy: sums.sumYy, sumXy: sums.sumXy });
  // Large numbers of customers are estimates, so a part may come out above its whole by a hair.
  const reach = allCustomers === 0 ? 0 : Math.min(1, customers / allCustomers);
  const { importance, shortfall, priority } = priorityFromEvidence({ correlation: hasEnough(sums.scoredN) && hasEnough(sums.livedCustomers) ? r : null, gap: figure.gap, reach });
  return { ...figure, experiences: sums.livedN, lacksExpectation: lacksExpectation(sums, target), reach, contacts, importance, shortfall, priority };
}

/**
 * Sorts by one field; what is withheld comes last in either direction, and equals are ordered by their code. Where the
 * priority of several is not known (nobody gave an overall score), the widest shortfall among them comes first.
 */
export function sortRanking(items: readonly RankedTouchpoint[], sort: string): RankedTouchpoint[] {
  const descends = sort.startsWith('-');
  const field = (descends ? sort.slice(1) : sort) as SortField; // the contract's pattern has looked
  const direction = descends ? -1 : 1;
  return [...items].sort((a, b) => {
    const [left, right] = [a[field], b[field]];
    if (left === null || right === null) return Number(left === null) - Number(right === null) || (field === 'priority' ? byGap(a, b) : 0) || byCode(a, b);
    const order = typeof left === 'string' ? left.localeCompare(String(right), 'de') : left - Number(right);
    return order * direction || byCode(a, b);
  });
}

const byGap = (a: RankedTouchpoint, b: RankedTouchpoint) => Number(a.gap === null) - Number(b.gap === null) || (a.gap ?? 0) - (b.gap ?? 0);
const byCode = (a: RankedTouchpoint, b: RankedTouchpoint) => (a.code < b.code ? -1 : 1);

/** What remains of a figure that would give a smaller group away: how many answered, and a Soll, which is nobody's answer. */
export const withholdFigure = <Figure extends GapFigure>(figure: Figure): Figure =>
  ({ ...figure, ...withheld(figure.n, figure.customers, figure.expectationIsTarget, figure.expectationIsTarget ? figure.expectation : null) });

export const withholdRank = <Rank extends GapFigure & Pick<RankedTouchpoint, 'importance' | 'shortfall' | 'priority'>>(rank: Rank): Rank =>
  ({ ...withholdFigure(rank), importance: null, shortfall: null, priority: null });

/** A Soll set by hand; '' = all. */
export interface Target {
  touchpoint: string;
  dimension: string;
  targetGroup: string;
  value: number;
}

/**
 * The Soll that holds for a figure. One for the group goes before one for everybody. One for a dimension says nothing
 * about the whole touchpoint; one for the whole touchpoint says nothing about a single dimension.
 */
export function targetFor(targets: readonly Target[], touchpoint: string, dimension: string, group: string): number | null {
  const own = targets.filter((target) => target.touchpoint === touchpoint && target.dimension === dimension);
  return (own.find((target) => group !== '' && target.targetGroup === group) ?? own.find((target) => target.targetGroup === ''))?.value ?? null;
}
