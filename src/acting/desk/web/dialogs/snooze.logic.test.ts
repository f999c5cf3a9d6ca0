import { describe, expect, it } from 'vitest';
import { snoozeTimes, toInstant } from './snooze.logic.ts';

describe('times to come back', () => {
  it('are in three hours, tomorrow at eight and Monday at eight', () => {
    const times = snoozeTimes(new Date(2026, 2, 4, 10, 30)); // a Wednesday
    expect(times.map(({ name }) => name)).toEqual(['hours', 'tomorrow', 'monday']);
    expect(times.map(({ at }) => [at.getDate(), at.getHours(), at.getMinutes()])).toEqual([[4, 13, 30], [5, 8, 0], [9, 8, 0]]);
  });
  it('name Monday once on a Sunday, and the next one on a Monday', () => {
    expect(snoozeTimes(new Date(2026, 2, 8, 10)).map(({ name }) => name)).toEqual(['hours', 'tomorrow']);
    expect(snoozeTimes(new Date(2026, 2, 9, 10))[2]?.at.getDate()).toBe(16);
  });
  it('are none where nothing is typed', () => {
    expect(toInstant('')).toBeNull();
    expect(toInstant('2026-03-02T14:00')).toEqual(new Date(2026, 2, 2, 14));
  });
});
