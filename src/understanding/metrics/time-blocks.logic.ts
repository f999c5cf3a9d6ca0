import type { MonthRange } from './buckets.logic.ts';

/**
 * Customers that two shown periods differ by at least. Not the thirty of a figure: below ten somebody could be recognised, and
 * with thirty a touchpoint of twenty answers a month would vanish from nearly every period that a reader chooses.
 */
export const LEAST_APART = 10;

/** How many customers answered in a month, which is named by its first day. */
export interface SizedMonth {
  month: string;
  customers: number;
}

/** Months that are shown together only: first and last of them. */
export interface TimeBlock {
  first: string;
  last: string;
}

/**
 * Cuts time into blocks of at least `minimum` customers, so that of two periods that begin and end between blocks one taken
 * from the other is never about fewer (capability G6). Months are gathered from the first on; what is left at the end joins
 * the last block. Who answered in two months counts in both, as somebody without a name does.
 * @param around - blocks that are not to be cut: those of what this is a part of
 */
export function timeBlocks(months: readonly SizedMonth[], around: readonly TimeBlock[] = [], minimum: number = LEAST_APART): TimeBlock[] {
  const blocks: (TimeBlock & { customers: number })[] = [];
  for (const { month, customers } of months.filter((one) => one.customers > 0).toSorted((a, b) => (a.month < b.month ? -1 : 1))) {
    const open = blocks.at(-1);
    if (open && (open.customers < minimum || !isCut(around, month, open.last))) blocks.splice(-1, 1, { ...open, last: month, customers: open.customers + customers });
    else blocks.push({ first: month, last: month, customers });
  }
  const [before, rest] = [blocks.at(-2), blocks.at(-1)];
  if (before && rest && rest.customers < minimum) blocks.splice(-2, 2, { ...rest, first: before.first });
  return blocks.map(({ first, last }) => ({ first, last }));
}

/** Whether some day after `last` and up to `month` cuts no block. */
const isCut = (blocks: readonly TimeBlock[], month: string, last: string): boolean => !blocks.some((block) => block.first <= last && month <= block.last);

/** Whether a period of whole months begins and ends between blocks. @param to - the first day that is no longer in it */
export const isBetweenBlocks = (blocks: readonly TimeBlock[], { from, to }: MonthRange): boolean => [from, to].every((day) => !blocks.some(({ first, last }) => first < day && day <= last));
