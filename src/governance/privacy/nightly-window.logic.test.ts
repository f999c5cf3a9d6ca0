import { describe, expect, it } from 'vitest';
import { nextNight } from './nightly-window.logic.ts';

const next = (now: string, hour: number, zone: string) => nextNight(new Date(now), hour, zone).toISOString();

describe('the beginning of the night', () => {
  it('is meant in the time of the company, in winter and in summer', () => {
    expect(next('2026-01-15T12:00:00Z', 1, 'Europe/Berlin')).toBe('2026-01-16T00:00:00.000Z');
    expect(next('2026-07-15T12:00:00Z', 1, 'Europe/Berlin')).toBe('2026-07-15T23:00:00.000Z');
    expect(next('2026-07-15T12:00:00Z', 1, 'Asia/Kathmandu')).toBe('2026-07-15T19:15:00.000Z');
  });
  it('is tomorrow where it has just begun', () => {
    expect(next('2026-01-16T00:00:00Z', 1, 'Europe/Berlin')).toBe('2026-01-17T00:00:00.000Z');
    expect(next('2026-01-15T23:59:59Z', 1, 'Europe/Berlin')).toBe('2026-01-16T00:00:00.000Z');
  });
  it('waits for the next night where summer time skips the hour', () => {
    expect(next('2026-03-28T12:00:00Z', 2, 'Europe/Berlin')).toBe('2026-03-30T00:00:00.000Z');
  });
});
