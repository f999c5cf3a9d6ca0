import { DAY_MS } from '../../kernel/clock.ts';
import { Problem } from '../../kernel/problem.ts';

/** Half-open: `from` is in it, `to` is not. */
export interface Period {
  from: Date;
  to: Date;
}

/** Ends of what the history can hold. */
const EARLIEST = new Date('1900-01-01T00:00:00Z');
const LATEST = new Date('2299-12-31T00:00:00Z');

/**
 * Reads a period; an open end reaches to the end of history. A day as `to` is in it as a whole.
 * @throws request.invalid when it ends before it begins
 */
export function readPeriod({ from, to }: { from?: string | undefined; to?: string | undefined }): Period {
  const period = { from: from === undefined ? EARLIEST : new Date(from), to: to === undefined ? LATEST : isDay(to) ? new Date(new Date(to).getTime() + DAY_MS) : new Date(to) };
  if (period.to <= period.from) throw new Problem('request.invalid', 'The period ends before it begins: "to" must lie after "from".', {}, [{ at: 'querystring.to', reason: 'must lie after "from"' }]);
  return { from: clamp(period.from), to: clamp(period.to) };
}

/** The period of the same length just before; null where the period has no beginning. An open end counts until `now`. */
export function previousPeriod(period: Period, now: Date): Period | null {
  if (period.from.getTime() === EARLIEST.getTime()) return null;
  const endMs = Math.min(period.to.getTime(), Math.max(now.getTime(), period.from.getTime() + 1));
  const from = new Date(2 * period.from.getTime() - endMs);
  return from < EARLIEST ? null : { from, to: period.from };
}

/** “Since the 3rd” minus “since the 4th” would be the answers of one day: who may not read answers gets the months around what was asked for. */
export function wholeMonths({ from, to }: Period): Period {
  const monthOf = (at: Date, more: number) => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + more, 1));
  return { from: monthOf(from, 0), to: to.getTime() === monthOf(to, 0).getTime() ? to : monthOf(to, 1) };
}

/** @param month - YYYY-MM */
export const monthPeriod = (month: string): Period => wholeMonths({ from: new Date(`${month}-01T00:00:00Z`), to: new Date(`${month}-02T00:00:00Z`) });

/** The given months (YYYY-MM, in order) and all between them, so that a month without answers is drawn as a hole. */
export function withMissingMonths(months: readonly string[]): string[] {
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return [];
  const [year = 0, number = 1] = first.split('-').map(Number);
  const monthAt = (place: number): string => new Date(Date.UTC(year, number - 1 + place, 1)).toISOString().slice(0, 7);
  const all: string[] = [];
  while (monthAt(all.length) <= last) all.push(monthAt(all.length));
  return all;
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);
const clamp = (at: Date): Date => (at < EARLIEST ? EARLIEST : at > LATEST ? LATEST : at);
