import { getHolidays } from 'feiertagejs';
import { DAY_MS } from '../clock.ts';

/** The German states; BUND: the days that are holidays in all of them. */
export const holidayRegions = ['BUND', 'BW', 'BY', 'BE', 'BB', 'HB', 'HE', 'HH', 'MV', 'NI', 'NW', 'RP', 'SL', 'SN', 'ST', 'SH', 'TH'] as const;
export type HolidayRegion = (typeof holidayRegions)[number];

export interface Holiday {
  /** Calendar date, `2026-10-03`. */
  on: string;
  nameDe: string;
  nameEn: string;
}

const years = new Map<string, readonly Holiday[]>();

/** The public holidays of a year in one state, by date. */
export function listHolidays(region: HolidayRegion, year: number): readonly Holiday[] {
  const key = `${region} ${year}`;
  const known = years.get(key);
  if (known) return known;
  const found = getHolidays(year, region).map((day) => ({ on: day.dateString, nameDe: day.translate('de') ?? day.name, nameEn: day.translate('en') ?? day.name }));
  found.sort((a, b) => a.on.localeCompare(b.on));
  years.set(key, found);
  return found;
}

/** The date of a day that is given as midnight in milliseconds of the same digits in UTC. */
export function dateOf(localMs: number): string {
  return new Date(Math.floor(localMs / DAY_MS) * DAY_MS).toISOString().slice(0, 10);
}

export function isHoliday(region: HolidayRegion, on: string): boolean {
  return listHolidays(region, Number(on.slice(0, 4))).some((day) => day.on === on);
}
