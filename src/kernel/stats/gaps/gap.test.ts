import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { fc } from '../../testing/properties.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { gapFromPairs, gapFromSums, gapSumsOf } from './gap.ts';
import type { GapPair } from './gap.ts';
import { meanFromSummary } from '../scores/mean.ts';

const DIGITS = 5;
const pair = (customerId: string, expectation: number | null, experience: number | null): GapPair => ({
  customerId,
  expectation,
  experience,
});

describe('gapFromPairs', () => {
  it('is negative where experience falls short', () => {
    // differences −1, −2, −3: mean −2, s 1, t = −2 / (1/√3) = −3.464102, half 4.302653/√3 = 2.484138
    const estimate = gapFromPairs([pair('a', 8, 7), pair('b', 8, 6), pair('c', 9, 6)]);
    expect(estimate).toMatchObject({ n: 3, customers: 3, effectiveCustomers: 3, gap: -2, df: 2 });
    expect(estimate.t).toBeCloseTo(-3.464102, DIGITS);
    expect(estimate.low).toBeCloseTo(-4.484138, DIGITS);
    expect(estimate.high).toBeCloseTo(0.484138, DIGITS);
    expect(estimate.p).toBeCloseTo(0.074180, DIGITS);
  });

  it('leaves out expectations without experience and the other way round', () => {
    const complete = [pair('a', 8, 7), pair('b', 8, 6), pair('c', 9, 6)];
    expect(gapFromPairs([...complete, pair('d', 10, null), pair('e', null, 1)])).toEqual(gapFromPairs(complete));
  });

  it('trusts four answers of two customers less than four answers of four', () => {
    const four = gapFromPairs([pair('a', 8, 6), pair('b', 8, 6), pair('c', 8, 8), pair('d', 8, 8)]);
    const two = gapFromPairs([pair('a', 8, 6), pair('a', 8, 6), pair('b', 8, 8), pair('b', 8, 8)]);
    expect(four).toMatchObject({ n: 4, customers: 4, gap: -1, df: 3 });
    expect(two).toMatchObject({ n: 4, customers: 2, gap: -1, df: 1 });
    // residuals ∓1 four times: V = 4/3 · 4/16 = 1/3; residuals ∓2 twice: V = 2 · 8/16 = 1
    expect(four.t).toBeCloseTo(-1 / Math.sqrt(1 / 3), 12);
    expect(two.t).toBeCloseTo(-1, 12);
  });

  it('says null, not 0, without any complete pair', () => {
    expect(gapFromPairs([pair('a', 8, null)])).toEqual({
      n: 0,
      customers: 0,
      effectiveCustomers: 0,
      gap: null,
      low: null,
      high: null,
      t: null,
      df: null,
      p: null,
    });
  });

  it('gives a gap but no interval when all answers come from one customer', () => {
    expect(gapFromPairs([pair('a', 8, 6), pair('a', 8, 7)])).toMatchObject({ gap: -1.5, low: null, high: null, p: null });
  });

  it('has no test when all gaps are the same, whatever the rounding', () => {
    const pairs = Array.from({ length: 1000 }, (_, index) => pair(`c${index % 333}`, 0.8, 0.7));
    const estimate = gapFromPairs(pairs);
    expect(estimate).toMatchObject({ t: null, p: null, df: 332 });
    expect(estimate.low).toBe(estimate.high);
    expect(estimate.gap).toBeCloseTo(-0.1, 12);
  });

  it('still sees one answer among a million that differs', () => {
    // a million gaps of −2 and one of −1, each of another customer: Σe² = 1 − 1/1000001, s/√n = 1e-6
    const estimate = gapFromSums({
      n: 1_000_001,
      customers: 1_000_001,
      sumGap: -2_000_001,
      sumSqOfClusterSums: 4_000_001,
      sumClusterSumTimesSize: -2_000_001,
      sumSqClusterSizes: 1_000_001,
    });
    expect((estimate.high ?? 0) - (estimate.gap ?? 0)).toBeCloseTo(1.96e-6, 8);
  });

  it('refuses ratings that are no numbers', () => {
    expect(() => gapFromPairs([pair('a', 8, Number.NaN)])).toThrow(RangeError);
  });
});

describe('any answers', () => {
  const rating = fc.integer({ min: 0, max: 10 });
  const anyPairs = fc.array(
    fc.record({ customerId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), expectation: rating, experience: rating }),
    { minLength: 1, maxLength: 60 },
  );

  it('give exactly the paired t interval when every customer answers once', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(rating, rating), { minLength: 2, maxLength: 200 }), (ratings) => {
        const differences = ratings.map(([expectation, experience]) => experience - expectation);
        const mean = differences.reduce((sum, d) => sum + d, 0) / differences.length;
        const variance = differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / (differences.length - 1);
        const paired = meanFromSummary({ n: differences.length, mean, variance });
        const gap = gapFromPairs(ratings.map(([expectation, experience], index) => pair(`c${index}`, expectation, experience)));
        expect(gap.gap).toBe(mean);
        expect(gap.low).toBeCloseTo(paired.low ?? Number.NaN, 10);
        expect(gap.high).toBeCloseTo(paired.high ?? Number.NaN, 10);
        expect(gap.df).toBe(differences.length - 1);
      }),
    );
  });

  it('give the same gap in any order, inside of its interval, with p in [0, 1]', () => {
    fc.assert(
      fc.property(anyPairs, (pairs) => {
        const estimate = gapFromPairs(pairs);
        expect(gapFromPairs(pairs.toReversed())).toEqual(estimate);
        expect(estimate.low ?? -99).toBeLessThanOrEqual(estimate.gap ?? Number.NaN);
        expect(estimate.high ?? 99).toBeGreaterThanOrEqual(estimate.gap ?? Number.NaN);
        expect(estimate.p ?? 0.5).toBeGreaterThanOrEqual(0);
        expect(estimate.p ?? 0.5).toBeLessThanOrEqual(1);
        expect(estimate.effectiveCustomers).toBeLessThanOrEqual(estimate.customers);
      }),
    );
  });

  it('change only the sign when experience and expectation change places', () => {
    fc.assert(
      fc.property(anyPairs, (pairs) => {
        const turned = gapFromPairs(pairs.map((p) => pair(p.customerId, p.experience, p.expectation)));
        const estimate = gapFromPairs(pairs);
        expect(turned.p).toBe(estimate.p);
        expect(-(turned.high ?? 0)).toBeCloseTo(estimate.low ?? 0, 12);
      }),
    );
  });

  it('add up over parts with different customers', () => {
    const [north, south] = [[pair('a', 8, 6), pair('a', 8, 7)], [pair('b', 9, 9)]];
    expect(gapSumsOf([...north, ...south])).toEqual({
      n: 3,
      customers: 2,
      sumGap: -3,
      sumSqOfClusterSums: 9,
      sumClusterSumTimesSize: -6,
      sumSqClusterSizes: 5,
    });
  });
});

describe('the kiosk survey in ../shared/data/kiosk-servqual-kano-ipa', () => {
  const folder = '../shared/data/kiosk-servqual-kano-ipa';
  const readRows = (): Record<string, string>[] =>
    z.array(z.record(z.string(), z.string())).parse(parse(readFileSync(`${folder}/kiosk.csv`), { columns: true }));
  const itemGap = z.object({
    gap: z.number(),
    t: z.number(),
    df: z.number(),
    p: z.number(),
    ci: z.tuple([z.number(), z.number()]),
  });
  const readOracle = (): Record<string, z.infer<typeof itemGap>> =>
    z
      .object({ gap_items: z.record(z.string(), itemGap) })
      .parse(JSON.parse(readFileSync(`${folder}/oracle.json`, 'utf8'))).gap_items;

  it('falls short by 1.159364 points over all items', ({ skip }) => {
    skip(!existsSync(folder), `${folder} is absent here`);
    const items = Array.from({ length: 24 }, (_, index) => index + 1);
    const meanOver = (row: Record<string, string>, side: string): number =>
      items.reduce((sum, item) => sum + Number(row[`${side}${item}`]), 0) / items.length;
    const estimate = gapFromPairs(readRows().map((row) => pair(row['resp'] ?? '', meanOver(row, 'E'), meanOver(row, 'P'))));
    expect(estimate).toMatchObject({ n: 194, customers: 194, df: 193 });
    expect(estimate.gap).toBeCloseTo(-1.159364, DIGITS);
    expect(estimate.t).toBeCloseTo(-19.612563, DIGITS);
    expect(estimate.low).toBeCloseTo(-1.275955, DIGITS);
    expect(estimate.high).toBeCloseTo(-1.042773, DIGITS);
  });

  it('gives the recomputed gap, interval, t and p of all 24 items', ({ skip }) => {
    skip(!existsSync(folder), `${folder} is absent here`);
    const rows = readRows();
    const oracle = Object.entries(readOracle());
    expect(oracle).toHaveLength(24);
    for (const [name, expected] of oracle) {
      const item = name.slice(1);
      const estimate = gapFromPairs(rows.map((row) => pair(row['resp'] ?? '', Number(row[`E${item}`]), Number(row[`P${item}`]))));
      expect(estimate.gap).toBeCloseTo(expected.gap, DIGITS);
      expect(estimate.t).toBeCloseTo(expected.t, DIGITS);
      expect(estimate.low).toBeCloseTo(expected.ci[0], DIGITS);
      expect(estimate.high).toBeCloseTo(expected.ci[1], DIGITS);
      expect((estimate.p ?? Number.NaN) / expected.p).toBeCloseTo(1, DIGITS);
    }
  });
});
