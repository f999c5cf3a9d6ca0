import { DAY_MS } from '../../kernel/clock.ts';

const WEEK_MS = 7 * DAY_MS;
/** 1970-01-05 was a Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** History further back is not looked at: three years hold two seasons and a year to judge. */
export const HISTORY_WEEKS = 156;

/** The Monday (UTC) of the week an instant lies in, as YYYY-MM-DD. */
export function mondayOf(at: Date): string {
  return dayOf(FIRST_MONDAY_MS + Math.floor((at.getTime() - FIRST_MONDAY_MS) / WEEK_MS) * WEEK_MS);
}

/** Whole weeks from one Monday to another; negative backwards. */
export const weeksBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / WEEK_MS);
export const addWeeks = (monday: string, weeks: number): string => dayOf(Date.parse(monday) + weeks * WEEK_MS);
/** The instant at which a week that begins with this Monday is over. */
export const endOfWeek = (monday: string): Date => new Date(Date.parse(monday) + WEEK_MS);
/** Its Sunday: a day, because the instant before the end of the week is Monday already east of Greenwich. */
export const lastDayOf = (monday: string): string => dayOf(Date.parse(monday) + WEEK_MS - DAY_MS);
export const startOfWeek = (monday: string): Date => new Date(Date.parse(monday));

const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);
