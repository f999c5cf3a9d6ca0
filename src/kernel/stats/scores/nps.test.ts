import { existsSync, readFileSync } from 'node:fs';
import { fc } from '../../testing/properties.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compareNps, npsFromCounts, npsScoreInterval, npsWald } from './nps.ts';
import type { NpsCounts, NpsEstimate } from './nps.ts';

/** Published and recomputed figures have to be met to 1e-5 points. */
const DIGITS = 5;
const counts = (promoters: number, passives: number, detractors: number): NpsCounts => ({
  promoters,
  passives,
  detractors,
});
const expectInterval = (estimate: NpsEstimate, low: number, high: number): void => {
  expect(estimate.low).toBeCloseTo(low, DIGITS);
  expect(estimate.high).toBeCloseTo(high, DIGITS);
};

describe('npsFromCounts', () => {
  it('subtracts the detractors from the promoters and takes the adjusted Wald interval', () => {
    const estimate = npsFromCounts(counts(291, 476, 395));
    expect(estimate.n).toBe(1162);
    expect(estimate.nps).toBeCloseTo(-8.950086, DIGITS);
    expectInterval(estimate, -13.30837, -4.545707);
  });

  it('does not call 7 promoters against 16 detractors of 36 a sure minus, as plain Wald does', () => {
    expectInterval(npsFromCounts(counts(7, 13, 16)), -46.874409, 0.720563);
    expectInterval(npsWald(counts(7, 13, 16)), -49.800169, -0.199831);
  });

  it('cuts the interval of ten promoters out of ten at 100', () => {
    expectInterval(npsFromCounts(counts(10, 0, 0)), 47.503552, 100);
    expect(npsWald(counts(10, 0, 0))).toEqual({ n: 10, nps: 100, low: 100, high: 100 });
  });

  it('says null, not 0, without any answer', () => {
    const nothing = { n: 0, nps: null, low: null, high: null };
    expect(npsFromCounts(counts(0, 0, 0))).toEqual(nothing);
    expect(npsWald(counts(0, 0, 0))).toEqual(nothing);
    expect(npsScoreInterval(counts(0, 0, 0))).toEqual(nothing);
  });

  it('reaches to the point of a single promoter', () => {
    // 1.75 of 4 promoters, 0.75 of 4 detractors: centre 25, variance 0.5625, 25 − 1.96 · 37.5 = −48.5
    const estimate = npsFromCounts(counts(1, 0, 0));
    expect(estimate.nps).toBe(100);
    expectInterval(estimate, -48.498649, 100);
  });

  it('refuses negative counts', () => {
    expect(() => npsFromCounts(counts(3, -1, 2))).toThrow('passives must be a finite number of at least 0');
  });
});

describe('npsScoreInterval', () => {
  it('inverts the score test', () => {
    expectInterval(npsScoreInterval(counts(291, 476, 395)), -13.316516, -4.545302);
    expectInterval(npsScoreInterval(counts(10, 0, 0)), 44.49344, 100);
    expectInterval(npsScoreInterval(counts(0, 2, 3)), -88.237923, 9.517194);
  });

  it('keeps its digits with two billion detractors and nothing else', () => {
    // restricted variance (1 + s)(1 − s) for D = n and s → −1 gives n(1 + s) = z²·(1 − s): 1 + s = 2z² / (n + z²)
    expect((npsScoreInterval(counts(0, 0, 2e9)).high ?? 0) + 100).toBeCloseTo((100 * 2 * 3.841459) / 2e9, 12);
  });

  it('gives passives only a symmetric interval of z² / (n + z²)', () => {
    // restricted variance |s| − s², so n·s² = z²(|s| − s²): |s| = 3.841459 / (100 + 3.841459)
    expectInterval(npsScoreInterval(counts(0, 100, 0)), -3.699350, 3.699350);
  });
});

describe('compareNps', () => {
  it('tests two waves on adjusted counts and shows the plain difference', () => {
    const comparison = compareNps(counts(500, 300, 200), counts(430, 320, 250));
    expect(comparison?.difference).toBeCloseTo(12, DIGITS);
    expect(comparison?.low).toBeCloseTo(5.025076, DIGITS);
    expect(comparison?.high).toBeCloseTo(18.903139, DIGITS);
    expect(comparison?.z).toBeCloseTo(3.379322, DIGITS);
    expect(comparison?.p).toBeCloseTo(0.000727, DIGITS);
  });

  it('changes only the sign when the waves change places', () => {
    const [there, back] = [
      compareNps(counts(500, 300, 200), counts(430, 320, 250)),
      compareNps(counts(430, 320, 250), counts(500, 300, 200)),
    ];
    expect(back?.z).toBeCloseTo(-3.379322, DIGITS);
    expect(back?.p).toBe(there?.p);
    expect(back?.low).toBeCloseTo(-18.903139, DIGITS);
  });

  it('says null when one side has a single answer', () => {
    expect(compareNps(counts(1, 0, 0), counts(430, 320, 250))).toBeNull();
  });
});

describe('any counts', () => {
  const anyCount = fc.oneof(fc.nat(5), fc.nat(3000), fc.nat(2_000_000_000));
  const anyCounts = fc
    .record({ promoters: anyCount, passives: anyCount, detractors: anyCount })
    .filter(({ promoters, passives, detractors }) => promoters + passives + detractors > 0);
  const methods = [npsFromCounts, npsWald, npsScoreInterval];

  it('give an interval that holds the score and stays within ±100', () => {
    fc.assert(
      fc.property(anyCounts, fc.constantFrom(...methods), fc.constantFrom(0.5, 0.8, 0.95, 0.999), (c, method, confidence) => {
        const { nps, low, high } = method(c, confidence);
        if (nps === null) throw new Error('an answer was given');
        expect(low).toBeGreaterThanOrEqual(-100);
        expect(low).toBeLessThanOrEqual(nps);
        expect(high).toBeGreaterThanOrEqual(nps);
        expect(high).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('give the mirrored interval when promoters and detractors change places', () => {
    fc.assert(
      fc.property(anyCounts, fc.constantFrom(...methods), (c, method) => {
        const mirrored = method({ ...c, promoters: c.detractors, detractors: c.promoters });
        expect(-(mirrored.high ?? 0)).toBeCloseTo(method(c).low ?? 0, 6);
      }),
    );
  });

  it('give a narrower interval when every answer is given four times', () => {
    fc.assert(
      fc.property(anyCounts, fc.constantFrom(npsFromCounts, npsScoreInterval), ({ promoters, passives, detractors }, method) => {
        const width = ({ low, high }: NpsEstimate): number => (high ?? 0) - (low ?? 0);
        const once = width(method(counts(promoters, passives, detractors)));
        expect(width(method(counts(4 * promoters, 4 * passives, 4 * detractors)))).toBeLessThan(once);
      }),
    );
  });

  it('give a higher score and higher limits when a detractor becomes a promoter', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), fc.integer({ min: 1, max: 500 }), (promoters, passives, detractors) => {
        for (const method of [npsFromCounts, npsScoreInterval]) {
          const before = method(counts(promoters, passives, detractors));
          const after = method(counts(promoters + 1, passives, detractors - 1));
          expect(after.nps).toBeGreaterThan(before.nps ?? 0);
          expect(after.low).toBeGreaterThanOrEqual(before.low ?? 0);
          expect(after.high).toBeGreaterThanOrEqual(before.high ?? 0);
        }
      }),
    );
  });
});

describe('the waves in ../shared/data/nps-waves', () => {
  const file = '../shared/data/nps-waves/oracle_nps.json';
  const interval = z.tuple([z.number(), z.number()]);
  const oneCase = z.object({ n: z.number(), nps: z.number(), wald: interval, adjwald: interval, score: interval });
  const oracle = z.object({
    dataset: z.object({ by_region: z.record(z.string(), oneCase.extend({ counts: z.array(z.number()) })) }),
  });

  it('give the recomputed intervals of all regions by all three methods', ({ skip }) => {
    skip(!existsSync(file), `${file} is absent here`);
    const regions = Object.values(oracle.parse(JSON.parse(readFileSync(file, 'utf8'))).dataset.by_region);
    expect(regions).toHaveLength(4);
    for (const region of regions) {
      const [promoters = 0, passives = 0, detractors = 0] = region.counts;
      const c = counts(promoters, passives, detractors);
      expect(npsFromCounts(c).nps).toBeCloseTo(region.nps, DIGITS);
      expectInterval(npsFromCounts(c), ...region.adjwald);
      expectInterval(npsWald(c), ...region.wald);
      expectInterval(npsScoreInterval(c), ...region.score);
    }
  });
});
