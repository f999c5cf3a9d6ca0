import { round } from './scale.logic.ts';

export interface XY {
  x: number;
  y: number;
}

/**
 * Runs of neighbours that have a value; a withheld or missing one interrupts the line instead of being guessed.
 * @param isCut - whether a new line begins with an item, because there is a gap before it
 */
export function splitRuns<Item>(items: readonly Item[], isPresent: (item: Item) => boolean, isCut: (item: Item) => boolean = () => false): Item[][] {
  const runs: Item[][] = [];
  let isOpen = false;
  for (const item of items) {
    if (!isPresent(item)) isOpen = false;
    else if (isOpen && !isCut(item)) runs.at(-1)?.push(item);
    else {
      runs.push([item]);
      isOpen = true;
    }
  }
  return runs;
}

export const linePath = (points: readonly XY[]): string =>
  points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');

/** The area between an upper and a lower line over the same x. */
export function bandPath(points: readonly { x: number; upperY: number; lowerY: number }[]): string {
  if (points.length === 0) return '';
  const upper = points.map(({ x, upperY }) => ({ x, y: upperY }));
  const lower = points.map(({ x, lowerY }) => ({ x, y: lowerY })).reverse();
  return `${linePath([...upper, ...lower])}Z`;
}

/** A line whose thickness is a figure. @param half - half the thickness of each point in pixels */
export function ribbonPath(points: readonly (XY & { half: number })[]): string {
  return bandPath(points.map(({ x, y, half }) => ({ x, upperY: y - half, lowerY: y + half })));
}

/** Half thickness by the root of n, so that area and not width tells how many there were. 1 to 7 px. */
export const halfThickness = (n: number, mostN: number): number => (mostN <= 0 ? 1 : 1 + 6 * Math.sqrt(Math.max(0, n) / mostN));

/** Every how-many-th label fits when each needs `labelPx`. */
export const labelEvery = (count: number, widthPx: number, labelPx: number): number =>
  Math.max(1, Math.ceil(count / Math.max(1, Math.floor(widthPx / labelPx))));
