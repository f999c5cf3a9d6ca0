import { describe, expect, it } from 'vitest';
import { ageInstants, endOfDay, groupByDay, nameDay } from './days.logic.ts';
import { contact } from './contact-fixture.ts';

const utcDay = (at: string): string => at.slice(0, 10);

describe('contacts by day', () => {
  it('puts one heading before all contacts of a day', () => {
    const rows = groupByDay([
      contact({ messageId: 'c', at: '2026-03-03T18:00:00Z' }), contact({ messageId: 'b', at: '2026-03-03T09:00:00Z' }), contact({ messageId: 'a', at: '2026-03-01T09:00:00Z' }),
    ], utcDay);
    expect(rows.map((row) => (row.kind === 'day' ? row.day : row.contact.messageId))).toEqual(['2026-03-03', 'c', 'b', '2026-03-01', 'a']);
  });
  it('has no heading where there is no contact', () => {
    expect(groupByDay([], utcDay)).toEqual([]);
  });
});

describe('jumping to a day', () => {
  it('shows everything up to the end of that day', () => {
    const end = new Date(endOfDay('2026-03-03') ?? '');
    expect([end.getFullYear(), end.getMonth(), end.getDate(), end.getHours(), end.getMinutes()]).toEqual([2026, 2, 3, 23, 59]);
  });
  it('refuses what is no day', () => {
    expect(endOfDay('2026-02-30')).toBeNull();
    expect(endOfDay('yesterday')).toBeNull();
    expect(endOfDay('')).toBeNull();
  });
});

describe('how long ago', () => {
  const hours = (at: Date, now: Date): number => { const { atMs, nowMs } = ageInstants(at, now); return (nowMs - atMs) / 3_600_000; };
  it('counts calendar days across midnight and hours within a day', () => {
    expect(hours(new Date(2026, 2, 6, 22), new Date(2026, 2, 8, 4))).toBe(48); // 30 hours on the clock
    expect(hours(new Date(2026, 2, 7, 23), new Date(2026, 2, 8, 1))).toBe(24);
    expect(hours(new Date(2026, 2, 8, 1), new Date(2026, 2, 8, 4))).toBe(3);
  });
  it('is not led astray by the days with 23 and 25 hours', () => {
    expect(hours(new Date(2026, 2, 28, 12), new Date(2026, 2, 29, 12))).toBe(24);
    expect(hours(new Date(2026, 9, 24, 12), new Date(2026, 9, 25, 12))).toBe(24);
  });
});

describe('names of days', () => {
  it('knows yesterday across the end of a month', () => {
    expect(nameDay('2026-02-28', '2026-03-01')).toBe('yesterday');
    expect(nameDay('2026-03-01', '2026-03-01')).toBe('today');
    expect(nameDay('2026-02-27', '2026-03-01')).toBeNull();
  });
});
