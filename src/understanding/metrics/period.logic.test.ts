import { describe, expect, it } from 'vitest';
import { previousPeriod, readPeriod, withMissingMonths } from './period.logic.ts';

describe('periods', () => {
  it('take the last day as a whole', () => {
    expect(readPeriod({ from: '2026-02-01', to: '2026-02-28' })).toEqual({ from: new Date('2026-02-01T00:00:00Z'), to: new Date('2026-03-01T00:00:00Z') });
  });
  it('end before the instant that is given', () => {
    expect(readPeriod({ from: '2026-02-01T01:00:00+01:00', to: '2026-02-01T12:00:00Z' })).toEqual({ from: new Date('2026-02-01T00:00:00Z'), to: new Date('2026-02-01T12:00:00Z') });
  });
  it('are preceded by one of the same length', () => {
    const now = new Date('2026-04-01T00:00:00Z');
    expect(previousPeriod(readPeriod({ from: '2026-03-01', to: '2026-03-10' }), now)).toEqual({ from: new Date('2026-02-19T00:00:00Z'), to: new Date('2026-03-01T00:00:00Z') });
    expect(previousPeriod(readPeriod({ from: '2026-03-02' }), now)?.from).toEqual(new Date('2026-01-31T00:00:00Z')); // 30 days until now
    expect(previousPeriod(readPeriod({ to: '2026-03-02' }), now)).toBeNull();
  });
  it('show months in between', () => {
    expect(withMissingMonths(['2025-11', '2026-02'])).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(withMissingMonths([])).toEqual([]);
  });
});
