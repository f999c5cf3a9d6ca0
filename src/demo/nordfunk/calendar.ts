import { itemAt } from './random.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
export const HISTORY_MONTHS = 14;

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));
const MINUTES = Array.from({ length: 1440 }, (_, minute) => `T${two(Math.floor(minute / 60))}:${two(minute % 60)}:`);
const SECONDS = Array.from({ length: 60 }, (_, second) => `${two(second)}.`);
const MILLIS = Array.from({ length: 1000 }, (_, ms) => `${String(ms).padStart(3, '0')}Z`);

/** The 14 months of the company's history, counted in days from its first midnight (UTC). */
export class Calendar {
  readonly startMs: number;
  readonly untilMs: number;
  readonly days: number;
  private readonly dates: string[];
  private readonly monthStarts: number[];

  constructor(until: Date) {
    this.untilMs = until.getTime();
    const year = until.getUTCFullYear();
    const month = until.getUTCMonth();
    // Day 28 at most, so that every month of the history begins on the same day of the month.
    const day = Math.min(28, until.getUTCDate());
    this.startMs = Date.UTC(year, month - HISTORY_MONTHS, day);
    this.days = Math.floor((this.untilMs - this.startMs) / DAY_MS) + 1;
    this.dates = Array.from({ length: this.days }, (_, index) => new Date(this.startMs + index * DAY_MS).toISOString().slice(0, 10));
    this.monthStarts = Array.from({ length: HISTORY_MONTHS + 1 }, (_, index) =>
      Math.round((Date.UTC(year, month - HISTORY_MONTHS + index, day) - this.startMs) / DAY_MS));
  }

  dayOf(ms: number): number {
    return Math.floor((ms - this.startMs) / DAY_MS);
  }

  dayStartMs(day: number): number {
    return this.startMs + day * DAY_MS;
  }

  /** Calendar date of any day, also before the history begins. */
  dateOf(day: number): string {
    return this.dates[day] ?? new Date(this.dayStartMs(day)).toISOString().slice(0, 10);
  }

  /** First day of month 1 … 14 of the history. */
  monthStartDay(month: number): number {
    return itemAt(this.monthStarts, month - 1);
  }

  /** Same text as Date.toISOString, three times as fast. */
  iso(ms: number): string {
    const sinceStart = ms - this.startMs;
    const day = Math.floor(sinceStart / DAY_MS);
    const date = this.dates[day];
    if (date === undefined) return new Date(ms).toISOString();
    const inDay = sinceStart - day * DAY_MS;
    const minute = Math.floor(inDay / MINUTE_MS);
    const rest = inDay - minute * MINUTE_MS;
    const second = Math.floor(rest / 1000);
    return date + (MINUTES[minute] ?? '') + (SECONDS[second] ?? '') + (MILLIS[Math.floor(rest - second * 1000)] ?? '');
  }

  /** 0 = Sunday. */
  weekdayOf(day: number): number {
    return new Date(this.dayStartMs(day)).getUTCDay();
  }

  /** 1 … 12. */
  calendarMonthOf(day: number): number {
    return new Date(this.dayStartMs(day)).getUTCMonth() + 1;
  }

  dayOfMonthOf(day: number): number {
    return new Date(this.dayStartMs(day)).getUTCDate();
  }

  /** Monday of the ISO week that holds the day. */
  mondayOf(day: number): number {
    return day - ((this.weekdayOf(day) + 6) % 7);
  }
}

/** ISO 8601 week such as 2026-W31: the week belongs to the year of its Thursday. */
export function isoWeekOf(date: Date): string {
  const thursday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()));
  thursday.setUTCDate(thursday.getUTCDate() + 3 - ((thursday.getUTCDay() + 6) % 7));
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY_MS));
  return `${year}-W${two(week)}`;
}
