import { DAY_MS } from '../../../kernel/clock.ts';
import type { LocalMs } from '../../../kernel/time/zones.ts';
import type { Moment, Piece } from './pieces.logic.ts';

/** 0 = Monday. */
export function weekdayOf(day: LocalMs): number {
  return (((Math.floor(day / DAY_MS) + 3) % 7) + 7) % 7;
}

export const mondayOf = (day: LocalMs): LocalMs => day - weekdayOf(day) * DAY_MS;

/** A day of the week by itself: the first one after today. Said on that very weekday it may mean today too. */
export function nextWeekday({ today }: Moment, weekday: number): Piece {
  const ahead = (weekday - weekdayOf(today) + 7) % 7;
  if (ahead === 0) return { kind: 'day', day: today + 7 * DAY_MS, other: today, note: 'in_a_week', isSameAs: 'weekday' };
  return { kind: 'day', day: today + ahead * DAY_MS, isSameAs: 'weekday' };
}

/** "Next Tuesday": for some the coming one, for others that of next week. The earlier one disappoints nobody. */
export function nextNamedWeekday(moment: Moment, weekday: number): Piece {
  const day = moment.today + (((weekday - weekdayOf(moment.today) + 6) % 7) + 1) * DAY_MS;
  const ofNextWeek = mondayOf(moment.today) + (7 + weekday) * DAY_MS;
  return ofNextWeek === day ? { kind: 'day', day, isSameAs: 'weekday' } : { kind: 'day', day, other: ofNextWeek, note: 'next_one', isSameAs: 'weekday' };
}

export function weekdayOfWeek({ today }: Moment, weekday: number, weeksAhead: number): Piece {
  return { kind: 'day', day: mondayOf(today) + (7 * weeksAhead + weekday) * DAY_MS, isSameAs: 'weekday' };
}

/** The last day on which somebody works in a week; Friday where nobody ever does. */
export function endOfWeek(moment: Moment, weeksAhead: number): Piece {
  const monday = mondayOf(moment.today) + 7 * weeksAhead * DAY_MS;
  return { kind: 'day', day: lastOpen(moment, monday, monday + 6 * DAY_MS) ?? monday + 4 * DAY_MS, note: 'end_of_period' };
}

/** The last working day of a month; `monthsAhead` 0 is this one. */
export function endOfMonth(moment: Moment, monthsAhead: number): Piece {
  const date = new Date(moment.today);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + monthsAhead, 1);
  const last = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + monthsAhead + 1, 0);
  return { kind: 'day', day: lastOpen(moment, first, last) ?? last, note: 'end_of_period' };
}

export function endOfYear(moment: Moment): Piece {
  const year = new Date(moment.today).getUTCFullYear();
  return { kind: 'day', day: lastOpen(moment, Date.UTC(year, 11, 1), Date.UTC(year, 11, 31)) ?? Date.UTC(year, 11, 31), note: 'end_of_period' };
}

function lastOpen({ isOpen }: Moment, first: LocalMs, last: LocalMs): LocalMs | null {
  for (let day = last; day >= first; day -= DAY_MS) if (isOpen(day)) return day;
  return null;
}

/** So many working days after today. */
export function addWorkdays(moment: Moment, n: number): Piece {
  let day = moment.today;
  for (let left = n, tried = 0; left > 0 && tried < 3_660; tried += 1) {
    day += DAY_MS;
    if (moment.isOpen(day)) left -= 1;
  }
  return { kind: 'day', day };
}

export function addMonths(day: LocalMs, n: number): LocalMs {
  const date = new Date(day);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + n + 1, 0)).getUTCDate();
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + n, Math.min(date.getUTCDate(), last));
}

/** A date as it is written; null when there is no such date. Without a year the next one that has not passed. */
export function writtenDate({ today }: Moment, dayOfMonth: number, month: number, year?: number): Piece | null {
  if (year !== undefined) {
    const day = dateOrNull(year < 100 ? 2000 + year : year, month, dayOfMonth);
    return day === null ? null : { kind: 'day', day };
  }
  const thisYear = new Date(today).getUTCFullYear();
  // 29 February comes within eight years
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const day = dateOrNull(thisYear + ahead, month, dayOfMonth);
    if (day !== null && day >= today) return ahead === 0 ? { kind: 'day', day } : { kind: 'day', day, note: 'next_year' };
  }
  return null;
}

/** "On the 3rd": of this month, or of the next one that has it. */
export function writtenDayOfMonth({ today }: Moment, dayOfMonth: number): Piece | null {
  const date = new Date(today);
  for (let ahead = 0; ahead <= 2; ahead += 1) {
    const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + ahead, 1));
    const day = dateOrNull(first.getUTCFullYear(), first.getUTCMonth() + 1, dayOfMonth);
    if (day !== null && day >= today) return { kind: 'day', day };
  }
  return null;
}

function dateOrNull(year: number, month: number, dayOfMonth: number): LocalMs | null {
  const day = Date.UTC(year, month - 1, dayOfMonth);
  const date = new Date(day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === dayOfMonth && date.getUTCFullYear() === year ? day : null;
}
