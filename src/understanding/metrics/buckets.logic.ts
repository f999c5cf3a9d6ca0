/** Periods of a trend; weeks begin on Mondays, all in UTC. */
export type Over = 'none' | 'week' | 'month' | 'quarter';

export interface MonthRange {
  /** First day of the first month. */
  from: string;
  /** First day after the last month. */
  to: string;
}

export const EARLIEST_DAY = '1970-01-01';
export const LATEST_DAY = '2149-06-01';

/** Whole months from `2026-03` to `2026-05`, both included; open ends reach as far as history can. null when it ends before it begins. */
export function monthRange(from: string | undefined, to: string | undefined): MonthRange | null {
  const range = { from: from === undefined ? EARLIEST_DAY : `${from}-01`, to: to === undefined ? LATEST_DAY : addMonths(`${to}-01`, 1) };
  return range.from < range.to ? range : null;
}

/** The first of the month that lies `months` later. @param day - a first of a month */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

export const monthsBetween = (from: string, to: string): number => {
  const [a, b] = [from, to].map((day) => day.split('-').map(Number));
  return ((b?.[0] ?? 0) - (a?.[0] ?? 0)) * 12 + (b?.[1] ?? 0) - (a?.[1] ?? 0);
};

const DAY_MS = 86_400_000;
const LONGEST_TREND = 600;

/** The given first days and all between them, so that a period without answers is drawn as a hole. */
export function withMissingBuckets(days: readonly string[], over: Over): string[] {
  const sorted = [...new Set(days)].sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined || over === 'none') return [];
  const all: string[] = [];
  for (let day = first; day <= last && all.length < LONGEST_TREND; day = over === 'week' ? new Date(Date.parse(day) + 7 * DAY_MS).toISOString().slice(0, 10) : addMonths(day, over === 'month' ? 1 : 3)) all.push(day);
  return all;
}
