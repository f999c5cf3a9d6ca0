import { fc } from '../testing/properties.ts';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../clock.ts';
import { addBusinessMs, type BusinessCalendar, businessMsBetween, closingMinuteOn, type DaySpan, isOpenAt, usualCalendar } from './calendar.ts';
import { type HolidayRegion, listHolidays } from './holidays.ts';

const aroundTheClock: BusinessCalendar = { timeZone: 'Europe/Berlin', week: Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]), holidayRegion: null, ownDays: [] };
const splitShifts: BusinessCalendar = { ...usualCalendar, week: Array.from({ length: 7 }, () => [{ from: 8 * 60, to: 12 * 60 }, { from: 13 * 60, to: 17 * 60 }]) };
const at = (text: string) => new Date(text);
const hours = (n: number) => n * HOUR_MS;

describe('open time added to an instant', () => {
  it('passes evenings, weekends and holidays', () => {
    // Thursday 1 October 2026, 16:00; Friday is open, Saturday is the Day of German Unity
    expect(addBusinessMs(usualCalendar, at('2026-10-01T14:00:00Z'), hours(4))).toEqual(at('2026-10-02T08:00:00Z'));
    expect(addBusinessMs(usualCalendar, at('2026-10-02T14:00:00Z'), hours(4))).toEqual(at('2026-10-05T08:00:00Z'));
    // Friday 1 May is Labour Day
    expect(addBusinessMs(usualCalendar, at('2026-04-30T15:00:00Z'), hours(2))).toEqual(at('2026-05-04T07:00:00Z'));
  });
  it('ends with the day, not with the beginning of the next one', () => {
    expect(addBusinessMs(usualCalendar, at('2026-06-01T06:00:00Z'), hours(10))).toEqual(at('2026-06-01T16:00:00Z'));
  });
  it('leaves out the midday break of split shifts', () => {
    expect(addBusinessMs(splitShifts, at('2026-06-01T09:00:00Z'), hours(2))).toEqual(at('2026-06-01T12:00:00Z'));
  });
  it('takes an own day as it is written: open on a holiday, closed on a workday', () => {
    const own = { ...usualCalendar, ownDays: [{ on: '2026-05-01', name: 'Messe', spans: [{ from: 600, to: 720 }] }, { on: '2026-12-24', name: 'Heiligabend', spans: [] }] };
    expect(addBusinessMs(own, at('2026-04-30T16:00:00Z'), hours(1))).toEqual(at('2026-05-01T09:00:00Z'));
    expect(businessMsBetween(own, at('2026-12-23T23:00:00Z'), at('2026-12-24T23:00:00Z'))).toBe(0);
    expect(closingMinuteOn(own, '2026-05-01')).toBe(720);
    expect(closingMinuteOn(own, '2026-05-02')).toBeNull();
  });
  it('says so when a calendar is never open', () => {
    expect(addBusinessMs({ ...usualCalendar, week: [[], [], [], [], [], [], []] }, at('2026-01-01T00:00:00Z'), 1)).toBeNull();
  });
  it('counts a night of 23 hours and one of 25 in Berlin', () => {
    expect(businessMsBetween(aroundTheClock, at('2026-03-28T23:00:00Z'), at('2026-03-29T22:00:00Z'))).toBe(hours(23));
    expect(businessMsBetween(aroundTheClock, at('2026-10-24T22:00:00Z'), at('2026-10-25T23:00:00Z'))).toBe(hours(25));
    const nightShift = { ...aroundTheClock, week: Array.from({ length: 7 }, () => [{ from: 120, to: 180 }]) };
    expect(businessMsBetween(nightShift, at('2026-03-28T23:00:00Z'), at('2026-03-29T22:00:00Z'))).toBe(0);
    expect(businessMsBetween(nightShift, at('2026-10-24T22:00:00Z'), at('2026-10-25T23:00:00Z'))).toBe(hours(2));
  });
});

describe('holidays', () => {
  it('are those of the state', () => {
    const names = (region: HolidayRegion) => listHolidays(region, 2026).map(({ on }) => on);
    expect(names('BE')).toContain('2026-03-08');
    expect(names('BY')).not.toContain('2026-03-08');
    expect(names('BY')).toEqual(expect.arrayContaining(['2026-01-06', '2026-06-04', '2026-11-01']));
    expect(names('SN')).toContain('2026-11-18');
    expect(names('BUND')).toEqual(['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-01', '2026-05-14', '2026-05-25', '2026-10-03', '2026-12-25', '2026-12-26']);
    expect(listHolidays('BUND', 2026)[6]).toEqual({ on: '2026-10-03', nameDe: 'Tag der Deutschen Einheit', nameEn: 'German Unity Day' });
  });
});

/** The slow truth: looks at the clock on the wall in every single minute. */
function openMinutes(calendar: BusinessCalendar, fromMs: number, untilMs: number): number {
  let open = 0;
  for (let ms = fromMs; ms < untilMs; ms += MINUTE_MS) {
    const wall = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(calendar.timeZone);
    const on = wall.toPlainDate().toString();
    const holiday = calendar.holidayRegion !== null && listHolidays(calendar.holidayRegion, wall.year).some((day) => day.on === on);
    const spans = calendar.ownDays.find((day) => day.on === on)?.spans ?? (holiday ? [] : calendar.week[wall.dayOfWeek - 1] ?? []);
    const minute = wall.hour * 60 + wall.minute;
    if (spans.some(({ from, to }) => from <= minute && minute < to)) open += 1;
  }
  return open;
}

// Weeks in which a clock is set, with half hours (Lord Howe), at midnight (Santiago, Beirut), by a whole day (Apia); and one where it is not.
const changes: [string, string][] = [
  ['Europe/Berlin', '2026-03-29T01:00:00Z'], ['Europe/Berlin', '2026-10-25T01:00:00Z'], ['America/New_York', '2026-11-01T06:00:00Z'], ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'], ['America/Santiago', '2026-09-06T04:00:00Z'], ['America/Santiago', '2026-04-05T03:00:00Z'], ['Asia/Beirut', '2026-03-28T22:00:00Z'],
  ['America/St_Johns', '2006-10-29T02:31:00Z'], ['Pacific/Apia', '2011-12-30T10:00:00Z'], ['Asia/Kathmandu', '2026-05-01T00:00:00Z'],
];
const spansArbitrary: fc.Arbitrary<DaySpan[]> = fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 0, maxLength: 6 }).map((points) => {
  const sorted = points.toSorted((a, b) => a - b);
  return Array.from({ length: Math.floor(sorted.length / 2) }, (_, n) => ({ from: sorted[n * 2] ?? 0, to: sorted[n * 2 + 1] ?? 0 }));
});
const caseArbitrary = fc.record({
  change: fc.constantFrom(...changes), week: fc.array(spansArbitrary, { minLength: 7, maxLength: 7 }), region: fc.constantFrom(null, 'BUND' as const, 'BY' as const),
  beforeMinutes: fc.integer({ min: 0, max: 2_500 }), lengthMinutes: fc.integer({ min: 0, max: 5_000 }), ownOn: fc.constantFrom('2026-03-29', '2026-10-25', '2026-04-05'), ownSpans: spansArbitrary,
}).map(({ change: [timeZone, changeAt], week, region, beforeMinutes, lengthMinutes, ownOn, ownSpans }) => {
  const fromMs = Date.parse(changeAt) - beforeMinutes * MINUTE_MS;
  const calendar: BusinessCalendar = { timeZone, week, holidayRegion: region, ownDays: [{ on: ownOn, name: 'own', spans: ownSpans }] };
  return { calendar, fromMs, untilMs: fromMs + lengthMinutes * MINUTE_MS };
});

describe('against a look at the clock in every minute', () => {
  it('the open time between two instants is the same, across every kind of change of the clock', () => {
    fc.assert(fc.property(caseArbitrary, ({ calendar, fromMs, untilMs }) => {
      expect(businessMsBetween(calendar, new Date(fromMs), new Date(untilMs))).toBe(openMinutes(calendar, fromMs, untilMs) * MINUTE_MS);
    }), { numRuns: 150, seed: 4 });
  });
  it('open time added is the open time in between, and ends in an open minute', () => {
    fc.assert(fc.property(caseArbitrary, fc.integer({ min: 1, max: 3_000 }), ({ calendar, fromMs }, minutes) => {
      const end = addBusinessMs(calendar, new Date(fromMs), minutes * MINUTE_MS);
      fc.pre(end !== null && end.getTime() - fromMs < 20 * 24 * HOUR_MS);
      if (end === null) return;
      expect(openMinutes(calendar, fromMs, end.getTime())).toBe(minutes);
      expect(isOpenAt(calendar, new Date(end.getTime() - MINUTE_MS))).toBe(true);
    }), { numRuns: 60, seed: 5 });
  });
});
