import { fc } from '../../testing/properties.ts';
import { describe, expect, it } from 'vitest';
import { compareShares, shareFromCounts } from './share.ts';

/** Newcombe's tables print four digits; the recomputed figures behind them are met to 1e-6. */
const DIGITS = 6;

describe('shareFromCounts', () => {
  it('gives the Wilson intervals that Newcombe (1998) prints', () => {
    expect(shareFromCounts({ hits: 81, n: 263 }).low).toBeCloseTo(0.255289, DIGITS);
    expect(shareFromCounts({ hits: 81, n: 263 }).high).toBeCloseTo(0.36621, DIGITS);
    expect(shareFromCounts({ hits: 15, n: 148 }).low).toBeCloseTo(0.062386, DIGITS);
    expect(shareFromCounts({ hits: 15, n: 148 }).high).toBeCloseTo(0.160487, DIGITS);
    expect(shareFromCounts({ hits: 1, n: 29 }).low).toBeCloseTo(0.006113, DIGITS);
    expect(shareFromCounts({ hits: 1, n: 29 }).high).toBeCloseTo(0.171755, DIGITS);
  });

  it('has a width for nobody of 20 and for 263 of 263', () => {
    expect(shareFromCounts({ hits: 0, n: 20 }).low).toBe(0);
    expect(shareFromCounts({ hits: 0, n: 20 }).high).toBeCloseTo(0.161125, DIGITS);
    expect(shareFromCounts({ hits: 263, n: 263 }).low).toBeCloseTo(0.985604, DIGITS);
    expect(shareFromCounts({ hits: 263, n: 263 }).high).toBe(1);
  });

  it('says null, not 0, without any answer', () => {
    expect(shareFromCounts({ hits: 0, n: 0 })).toEqual({ n: 0, share: null, low: null, high: null });
  });

  it('refuses 5 hits of 4 answers', () => {
    expect(() => shareFromCounts({ hits: 5, n: 4 })).toThrow('hits must not exceed n, got 5 of 4');
  });

  it('keeps the share inside an interval inside [0, 1] for any counts', () => {
    const anyCounts = fc
      .oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }))
      .chain((n) => fc.record({ n: fc.constant(n), hits: fc.maxSafeNat().map((hits) => hits % (n + 1)) }));
    fc.assert(
      fc.property(anyCounts, fc.constantFrom(0.5, 0.95, 0.999), (c, confidence) => {
        const { share, low, high } = shareFromCounts(c, confidence);
        if (share === null) throw new Error('an answer was given');
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(share);
        expect(high).toBeGreaterThanOrEqual(share);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('compareShares', () => {
  it('gives the difference of 56 of 70 and 48 of 80 as Newcombe (1998) prints it', () => {
    const comparison = compareShares({ hits: 56, n: 70 }, { hits: 48, n: 80 });
    expect(comparison?.difference).toBeCloseTo(0.2, DIGITS);
    expect(comparison?.low).toBeCloseTo(0.052431, DIGITS);
    expect(comparison?.high).toBeCloseTo(0.333873, DIGITS);
  });

  it('has a width when nobody was satisfied in either group', () => {
    // Both Wilson intervals are [0, 0.161125], so the difference lies within ±0.161125.
    expect(compareShares({ hits: 0, n: 20 }, { hits: 0, n: 20 })?.low).toBeCloseTo(-0.161125, DIGITS);
    expect(compareShares({ hits: 0, n: 20 }, { hits: 0, n: 20 })?.high).toBeCloseTo(0.161125, DIGITS);
  });

  it('says null when one group is empty', () => {
    expect(compareShares({ hits: 0, n: 0 }, { hits: 3, n: 4 })).toBeNull();
  });
});
