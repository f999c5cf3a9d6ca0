import { DAY_MS, MINUTE_MS } from '../clock.ts';
import { dateOf, type HolidayRegion, isHoliday } from './holidays.ts';
import { localTimeOf, spanAt } from './zones.ts';

/** Part of a day by the clock on the wall, in minutes since midnight: 0 ≤ from < to ≤ 1440. */
export interface DaySpan {
  from: number;
  to: number;
}

export interface OwnDay {
  /** Calendar date, `2026-12-24`. */
  on: string;
  name: string;
  /** When it is open on that day, in place of the week and of a holiday; empty: closed. */
  spans: readonly DaySpan[];
}

/** When somebody is there. Shifts may be split; a night shift is two spans, one until 24:00 and one from 0:00. */
export interface BusinessCalendar {
  timeZone: string;
  /** Monday first; the spans of a day in their order, without overlap. */
  week: readonly (readonly DaySpan[])[];
  /** Closed on the holidays of this state; null: holidays are days like others. */
  holidayRegion: HolidayRegion | null;
  ownDays: readonly OwnDay[];
}

/** Open time on the one line of all instants: from ≤ t < until. */
interface OpenInterval {
  fromMs: number;
  untilMs: number;
}

/** After so long without enough open time a calendar counts as closed for good. */
const SEARCH_DAYS = 3 * 366;

/** The spans of one calendar date. */
export function spansOn(calendar: BusinessCalendar, on: string): readonly DaySpan[] {
  const own = calendar.ownDays.find((day) => day.on === on);
  if (own) return own.spans;
  if (calendar.holidayRegion !== null && isHoliday(calendar.holidayRegion, on)) return [];
  // 1 January 1970 was a Thursday, the fourth day
  const weekday = (((Date.parse(on) / DAY_MS + 3) % 7) + 7) % 7;
  return calendar.week[weekday] ?? [];
}

/**
 * Open time in order, cut at `fromMs`. Every minute counts in which the clock on the wall stands inside of a span: in
 * the night in which an hour comes twice both count, in the one that lacks an hour none of it does.
 */
function* openIntervals(calendar: BusinessCalendar, fromMs: number, untilMs: number): Generator<OpenInterval> {
  for (let steady = spanAt(calendar.timeZone, fromMs); ; steady = spanAt(calendar.timeZone, steady.untilMs)) {
    const start = Math.max(fromMs, steady.fromMs);
    const end = Math.min(untilMs, steady.untilMs);
    for (let day = Math.floor((start + steady.offsetMs) / DAY_MS) * DAY_MS; day - steady.offsetMs < end; day += DAY_MS) {
      for (const { from, to } of spansOn(calendar, dateOf(day))) {
        const opens = Math.max(start, day + from * MINUTE_MS - steady.offsetMs);
        const closes = Math.min(end, day + to * MINUTE_MS - steady.offsetMs);
        if (opens < closes) yield { fromMs: opens, untilMs: closes };
      }
    }
    if (steady.untilMs >= untilMs) return;
  }
}

/** Open time between two instants, in milliseconds; 0 when the second is not after the first. */
export function businessMsBetween(calendar: BusinessCalendar, from: Date, until: Date): number {
  if (until <= from) return 0;
  let sum = 0;
  for (const { fromMs, untilMs } of openIntervals(calendar, from.getTime(), until.getTime())) sum += untilMs - fromMs;
  return sum;
}

/**
 * The instant at which so much open time has passed: with ten hours left at 8:00 of a day that is open until 18:00 it is
 * 18:00 of that day, not 8:00 of the next one. 0 ms pass at once, also while it is closed.
 * @returns null when the calendar is not open for so long within three years
 */
export function addBusinessMs(calendar: BusinessCalendar, from: Date, durationMs: number): Date | null {
  let left = durationMs;
  if (left <= 0) return from;
  for (const { fromMs, untilMs } of openIntervals(calendar, from.getTime(), from.getTime() + SEARCH_DAYS * DAY_MS)) {
    if (untilMs - fromMs >= left) return new Date(fromMs + left);
    left -= untilMs - fromMs;
  }
  return null;
}

export function isOpenAt(calendar: BusinessCalendar, at: Date): boolean {
  const local = localTimeOf(calendar.timeZone, at.getTime());
  const minute = (local % DAY_MS) / MINUTE_MS;
  return spansOn(calendar, dateOf(local)).some(({ from, to }) => from <= minute && minute < to);
}

/** When the last span of a date ends, in minutes since midnight; null when it is closed all day. */
export function closingMinuteOn(calendar: BusinessCalendar, on: string): number | null {
  return spansOn(calendar, on).at(-1)?.to ?? null;
}

const officeHours: readonly DaySpan[] = [{ from: 8 * 60, to: 18 * 60 }];

/** Monday to Friday, 8 to 18, in Berlin, without the holidays of all of Germany: what a new installation begins with. */
export const usualCalendar: BusinessCalendar = { timeZone: 'Europe/Berlin', week: [officeHours, officeHours, officeHours, officeHours, officeHours, [], []], holidayRegion: 'BUND', ownDays: [] };
