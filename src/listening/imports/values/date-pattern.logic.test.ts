import { fc } from '../../../kernel/testing/properties.ts';
import { describe, expect, it } from 'vitest';
import { fittingPatterns } from './date-candidates.logic.ts';
import { inspectColumn } from '../profiles/inspect-column.logic.ts';
import { compileDatePattern, fullYear } from './date-pattern.logic.ts';
import { cellReader } from './read-cell.logic.ts';
import { instantOf } from '../../../kernel/time/zones.ts';

const read = (pattern: string, text: string, from = 1950) => {
  const compiled = compileDatePattern(pattern, from);
  const reading = compiled?.read(text);
  return typeof reading === 'object' ? new Date(reading.local).toISOString() : (reading ?? 'no pattern');
};
const berlin = { timeZone: 'Europe/Berlin', repeatedHour: 'refuse', twoDigitYearFrom: 1950 } as const;
const at = (pattern: string, text: string, settings: { timeZone: string; repeatedHour: 'refuse' | 'first' | 'second'; twoDigitYearFrom: number } = berlin) => {
  const reading = cellReader({ type: 'instant', choices: [], maxLength: 0 }, { pattern }, settings)(text, '');
  return 'value' in reading ? reading.value : reading.code;
};

describe('a date pattern', () => {
  it.each([
    ['d.M.yy H:mm', '9.3.10 8:05', '2010-03-09T08:05:00.000Z'],
    ['M.d.yy H:mm', '9.3.10 8:05', '2010-09-03T08:05:00.000Z'],
    ["yyyy-MM-dd'T'HH:mm:ss", '2025-02-28T23:59:59', '2025-02-28T23:59:59.000Z'],
    ['d. MMMM yyyy', '3. März 2024', '2024-03-03T00:00:00.000Z'],
    ['MMMM d, yyyy', 'March 3, 2024', '2024-03-03T00:00:00.000Z'],
    ['d-MMM-yy', '3-Dez-99', '1999-12-03T00:00:00.000Z'],
    ['M/d/yyyy h:mm a', '12/31/2024 12:05 AM', '2024-12-31T00:05:00.000Z'],
    ['M/d/yyyy h:mm a', '12/31/2024 12:05 pm', '2024-12-31T12:05:00.000Z'],
    ["d.M.yyyy, H:mm 'Uhr'", '1.2.2024, 7:30 Uhr', '2024-02-01T07:30:00.000Z'],
    ['yyyyMMdd', '20240229', '2024-02-29T00:00:00.000Z'],
    ['excel', '45731,378472222219', '2025-03-15T09:05:00.000Z'],
    ['d.M.yyyy', '29.2.2023', 'impossible'],
    ['d.M.yyyy', '31.4.2023', 'impossible'],
    ['d.M.yyyy H:mm', '1.4.2023 24:00', 'impossible'],
    ['d.M.yyyy', '1.4.23', 'not_in_pattern'],
    ['d.M.yyyy', '1.4.1492', 'out_of_range'],
    ['d.M.q', '1.4.1', 'no pattern'],
    ['d.M.', '1.4.', 'no pattern'],
    ['d.M.yyyy h:mm', '1.4.2020 3:00', 'no pattern'],
  ])('%s reads %s as %s', (pattern, text, expected) => {
    expect(read(pattern, text)).toBe(expected);
  });
  it('takes two digits for a year of the hundred that begin where the profile says', () => {
    expect([0, 49, 50, 99].map((year) => fullYear(year, 1950))).toEqual([2000, 2049, 1950, 1999]);
    expect(fullYear(30, 1925)).toBe(1930);
    expect(fullYear(24, 1925)).toBe(2024);
  });
  it('lists every way to read 9.3.10, so that a person chooses', () => {
    expect(fittingPatterns(['9.3.10', '4.5.11'], 'Datum').map(({ pattern, examples }) => [pattern, examples[0]?.read])).toEqual([['d.M.yy', '2010-03-09'], ['M.d.yy', '2010-09-03']]);
    expect(fittingPatterns(['9.3.10', '25.3.10'], 'Datum').map(({ pattern }) => pattern)).toEqual(['d.M.yy']);
    expect(fittingPatterns(['12345', '12346'], 'Kundennummer')).toEqual([]);
  });
  it('takes a few days that do not exist for slips among many dates', () => {
    const days = Array.from({ length: 28 }, (_, index) => `${index + 1}.1.2024`);
    expect(fittingPatterns(['31.02.2024', ...days, '30.02.2024'], 'Datum').map(({ pattern, examples }) => [pattern, examples[0]?.text])).toEqual([['d.M.yyyy', '1.1.2024']]);
    expect(fittingPatterns(['31.02.2024', '1.1.2024', '2.1.2024'], 'Datum')).toEqual([]);
    expect(fittingPatterns([...days, 'soon'], 'Datum')).toEqual([]);
  });
  it('reads back every date that it would write', () => {
    fc.assert(fc.property(fc.date({ min: new Date('1851-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }), (date) => {
      const iso = date.toISOString();
      expect(read("yyyy-MM-dd'T'HH:mm:ss.SSS", iso.slice(0, 23))).toBe(iso);
      const day = `${date.getUTCDate()}.${date.getUTCMonth() + 1}.${String(date.getUTCFullYear()).padStart(4, '0')} ${date.getUTCHours()}:${String(date.getUTCMinutes()).padStart(2, '0')}`;
      expect(read('d.M.yyyy H:mm', day)).toBe(`${iso.slice(0, 16)}:00.000Z`);
    }));
  });
});

describe('a time zone', () => {
  it('names the hour that the spring skips and the hour that the autumn repeats', () => {
    expect(at('d.M.yyyy H:mm', '30.3.2025 2:30')).toBe('time.skipped');
    expect(at('d.M.yyyy H:mm', '26.10.2025 2:30')).toBe('time.repeated');
    expect(at('d.M.yyyy H:mm', '26.10.2025 2:30', { ...berlin, repeatedHour: 'first' })).toBe('2025-10-26T00:30:00.000Z');
    expect(at('d.M.yyyy H:mm', '26.10.2025 2:30', { ...berlin, repeatedHour: 'second' })).toBe('2025-10-26T01:30:00.000Z');
    expect(at('d.M.yyyy H:mm', '30.3.2025 3:00')).toBe('2025-03-30T01:00:00.000Z');
  });
  it('counts a day without a time as noon, and leaves an offset that is written as it is', () => {
    expect(at('d.M.yyyy', '1.7.2025')).toBe('2025-07-01T10:00:00.000Z');
    expect(at("yyyy-MM-dd'T'HH:mm:ssXXX", '2025-07-01T10:00:00-05:00')).toBe('2025-07-01T15:00:00.000Z');
    expect(at('unix', '1751364000')).toBe('2025-07-01T10:00:00.000Z');
  });
  it('agrees with Intl about every instant, in zones with odd offsets as well', () => {
    const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Africa/Casablanca', 'America/St_Johns', 'Pacific/Apia', 'UTC');
    const wall = (timeZone: string, atMs: number) => {
      const parts = Object.fromEntries(new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' }).formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
      return Date.UTC(parts['year'] ?? 0, (parts['month'] ?? 1) - 1, parts['day'], parts['hour'], parts['minute'], parts['second']);
    };
    fc.assert(fc.property(zone, fc.integer({ min: Date.UTC(1975, 0, 1) / 1000, max: Date.UTC(2037, 0, 1) / 1000 }), (timeZone, seconds) => {
      const atMs = seconds * 1000;
      const found = instantOf(timeZone, wall(timeZone, atMs));
      return found.kind === 'twice' ? [found.firstMs, found.secondMs].includes(atMs) : found.kind === 'once' && found.atMs === atMs;
    }), { numRuns: 300 });
  });
});

describe('a column of dates with two days that do not exist', () => {
  it('stays a column of dates', () => {
    const days = [...Array.from({ length: 28 }, (_, index) => `${String(index + 1).padStart(2, '0')}.03.2024`), '31.02.2024', '30.02.2024'];
    expect(inspectColumn(0, 'Datum', days, days.map(() => ''))).toMatchObject({ kind: 'date', patterns: [{ pattern: 'd.M.yyyy' }] });
  });
});
