import { fc } from '../../testing/properties.ts';
import { describe, expect, it } from 'vitest';
import { priorityFromEvidence } from './priority.ts';

describe('priorityFromEvidence', () => {
  it('multiplies importance 0.6, shortfall 2.5 points and reach 40 % to 60', () => {
    const priority = priorityFromEvidence({ correlation: 0.6, gap: -2.5, reach: 0.4 });
    expect(priority).toMatchObject({ importance: 0.6, shortfall: 2.5, reach: 0.4 });
    expect(priority.priority).toBeCloseTo(60, 12);
  });

  it('is 0, not null, where experience meets or exceeds expectation', () => {
    expect(priorityFromEvidence({ correlation: 0.6, gap: 0.3, reach: 0.4 })).toMatchObject({ shortfall: 0, priority: 0 });
    expect(priorityFromEvidence({ correlation: 0.6, gap: 0, reach: 0.4 })).toMatchObject({ shortfall: 0, priority: 0 });
  });

  it('takes a negative correlation for no importance', () => {
    expect(priorityFromEvidence({ correlation: -0.2, gap: -3, reach: 1 })).toMatchObject({ importance: 0, priority: 0 });
  });

  it('is withheld, never 0, as soon as one part is withheld, and still shows the others', () => {
    expect(priorityFromEvidence({ correlation: null, gap: -2, reach: 0.5 })).toEqual({
      importance: null,
      shortfall: 2,
      reach: 0.5,
      priority: null,
    });
    expect(priorityFromEvidence({ correlation: 0.5, gap: null, reach: 0.5 }).priority).toBeNull();
    expect(priorityFromEvidence({ correlation: 0.5, gap: 1, reach: null }).priority).toBeNull();
  });

  it('refuses a reach of 40 (percent) and a gap that is no number', () => {
    expect(() => priorityFromEvidence({ correlation: 0.5, gap: -1, reach: 40 })).toThrow('reach must lie between 0 and 1, got 40');
    expect(() => priorityFromEvidence({ correlation: 0.5, gap: Number.NaN, reach: 0.4 })).toThrow(RangeError);
    expect(() => priorityFromEvidence({ correlation: 1.1, gap: -1, reach: 0.4 })).toThrow(RangeError);
  });

  it('never falls when the shortfall grows, and lies between 0 and 1000 on a scale of 0–10', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const gap = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(share, share, gap, gap, (correlation, reach, one, other) => {
        const worse = priorityFromEvidence({ correlation, gap: Math.min(one, other), reach }).priority;
        const better = priorityFromEvidence({ correlation, gap: Math.max(one, other), reach }).priority;
        if (worse === null || better === null) throw new Error('nothing was withheld');
        expect(worse).toBeGreaterThanOrEqual(better);
        expect(better).toBeGreaterThanOrEqual(0);
        expect(worse).toBeLessThanOrEqual(1000);
      }),
    );
  });
});
