import type { HeatCell, HeatMap } from '../heat-map.contract.ts';
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
  | { kind: 'met'; shown: number }
  | { kind: 'no_expectation'; cells: number }
  | { kind: 'too_few'; customers: number }
  | { kind: 'nothing' };

/** The widest certain gap and how many there are; where none is certain it says so instead. */
export function summariseGaps({ cells, touchpoints }: Pick<HeatMap, 'cells' | 'touchpoints'>): GapsSentence {
  const { below, shown } = countStandings(cells);
  const widest = cells.filter((cell) => standingIn(cell, 'gap') === 'below').sort((a, b) => (a.gap ?? 0) - (b.gap ?? 0))[0];
  if (widest && widest.expectation !== null && widest.experience !== null) {
    return { kind: 'short', touchpoint: touchpoints.find(({ code }) => code === widest.touchpoint)?.name ?? widest.touchpoint, dimension: widest.dimension, expected: widest.expectation, lived: widest.experience, below, shown };
  }
  if (shown > 0) return { kind: 'met', shown };
  const lacking = cells.filter(({ withheld }) => withheld === 'no_expectation').length;
  if (lacking > 0) return { kind: 'no_expectation', cells: lacking };
  return cells.length > 0 ? { kind: 'too_few', customers: Math.max(...cells.map(({ customers }) => customers)) } : { kind: 'nothing' };
}
