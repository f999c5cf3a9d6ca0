import type { HeatCell, HeatMap, RankedGap } from '../heat-map.contract.ts';
import { isCertain } from '../heat-map.logic.ts';

const LEVEL = 0.05;

/** What the cells of the map show. */
export const shows = ['gap', 'experience', 'expectation', 'below', 'change'] as const;
export type Show = (typeof shows)[number];
export const isShow = (value: string): value is Show => shows.some((one) => one === value);

export type CellStanding = 'below' | 'at' | 'above';

/** Below or above only where the difference is more than chance, after looking at all cells at once. */
export function standingIn(cell: HeatCell, show: Show): CellStanding {
  if (show === 'change') return cell.change === null || cell.change.pAdjusted === null || cell.change.pAdjusted >= LEVEL ? 'at' : cell.change.difference < 0 ? 'below' : 'above';
  if (!isCertain(cell) || cell.gap === null || cell.gap === 0) return 'at';
  return cell.gap < 0 ? 'below' : 'above';
}

/** How far a cell lies from what was expected, or from what was before: its colour. null = there is nothing to show. */
export function distanceIn(cell: HeatCell, show: Show): number | null {
  if (show === 'change') return cell.change?.difference ?? null;
  return cell.gap;
}

/** Of the cells that show something: of gaps all but the withheld, of changes those with a period before. */
export function countStandings(cells: readonly HeatCell[], show: Show = 'gap'): { below: number; at: number; above: number; shown: number; withheld: number } {
  const counts = { below: 0, at: 0, above: 0, shown: 0, withheld: 0 };
  for (const cell of cells) {
    if (distanceIn(cell, show) === null) counts.withheld += 1;
    else {
      counts.shown += 1;
      counts[standingIn(cell, show)] += 1;
    }
  }
  return counts;
}

/** What the page says in one sentence. */
export type GapsSentence =
  | { kind: 'short'; touchpoint: string; dimension: string; expected: number; lived: number; below: number; shown: number }
  /** Several gaps may be the widest; `more` of them are not named. */
  | { kind: 'tied'; gaps: { touchpoint: string; dimension: string; gap: number }[]; more: number; below: number; shown: number }
  | { kind: 'several'; below: number; shown: number }
  | { kind: 'met'; shown: number }
  | { kind: 'no_expectation'; cells: number }
  | { kind: 'too_few'; customers: number }
  | { kind: 'nothing' };

/** In so many draws a gap must be the widest to be called so. */
const SURE_SHARE = 0.95;
const MOST_NAMED = 3;

/** The gaps that may be the widest: one alone where its place is certain, else all whose places hold the first. */
export function frontRunners<Ranked extends Pick<RankedGap, 'rank' | 'low' | 'high' | 'firstProbability'>>(ranking: readonly Ranked[]): Ranked[] {
  const [first, ...others] = ranking.toSorted((a, b) => a.rank - b.rank);
  if (!first) return [];
  const isSure = (first.high === 1 || first.firstProbability >= SURE_SHARE) && !others.some(({ rank }) => rank === 1);
  return isSure ? [first] : [first, ...others.filter(({ low }) => low === 1)];
}

/** The front of a ranking as far as a sentence has room for names. */
export function namedOf<Ranked>(front: readonly Ranked[]): { named: Ranked[]; more: number } {
  // "And one more" takes as much room as its name.
  const named = front.length <= MOST_NAMED + 1 ? [...front] : front.slice(0, MOST_NAMED);
  return { named, more: front.length - named.length };
}

/** Where experience falls short most, by name only where that is certain, and how many certain gaps there are; where none is certain it says so instead. */
export function summariseGaps({ cells, touchpoints, ranking }: Pick<HeatMap, 'cells' | 'touchpoints' | 'ranking'>): GapsSentence {
  const { below, shown } = countStandings(cells);
  const nameOf = (touchpoint: string) => touchpoints.find(({ code }) => code === touchpoint)?.name ?? touchpoint;
  const short = cells.filter((cell) => standingIn(cell, 'gap') === 'below');
  if (short.length > 0) {
    const front = frontRunners(ranking);
    const isFront = (cell: HeatCell) => front.some(({ touchpoint, dimension }) => touchpoint === cell.touchpoint && dimension === cell.dimension);
    const one = short.length === 1 ? short[0] : front.length === 1 ? short.find(isFront) : undefined;
    if (one && one.expectation !== null && one.experience !== null) return { kind: 'short', touchpoint: nameOf(one.touchpoint), dimension: one.dimension, expected: one.expectation, lived: one.experience, below, shown };
    const { named, more } = namedOf(front);
    const gaps = named.flatMap(({ touchpoint, dimension }) => {
      const gap = cells.find((cell) => cell.touchpoint === touchpoint && cell.dimension === dimension)?.gap ?? null;
      return gap === null ? [] : [{ touchpoint: nameOf(touchpoint), dimension, gap }];
    });
    return gaps.length > 1 ? { kind: 'tied', gaps, more, below, shown } : { kind: 'several', below, shown };
  }
  if (shown > 0) return { kind: 'met', shown };
  const lacking = cells.filter(({ withheld }) => withheld === 'no_expectation').length;
  if (lacking > 0) return { kind: 'no_expectation', cells: lacking };
  return cells.length > 0 ? { kind: 'too_few', customers: Math.max(...cells.map(({ customers }) => customers)) } : { kind: 'nothing' };
}
