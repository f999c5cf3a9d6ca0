import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { fc } from '../../testing/properties.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compareMeans, meanFromSummary } from './mean.ts';

const DIGITS = 5;

describe('meanFromSummary', () => {
  it('gives mean ± t · s / √n', () => {
    // 1000 answers of 0–10, mean 7.009, standard deviation 3.034490
    const estimate = meanFromSummary({ n: 1000, mean: 7.009, variance: 3.0344895991 ** 2 });
    expect(estimate.low).toBeCloseTo(6.820696, DIGITS);
    expect(estimate.high).toBeCloseTo(7.197304, DIGITS);
  });

  it('gives a table value by hand: 4 answers with variance 4 lie within mean ± 3.182446', () => {
    expect(meanFromSummary({ n: 4, mean: 5, variance: 4 }).high).toBeCloseTo(8.182446, DIGITS);
  });

  it('gives a single answer no interval', () => {
    expect(meanFromSummary({ n: 1, mean: 4, variance: null })).toEqual({ n: 1, mean: 4, low: null, high: null });
    expect(meanFromSummary({ n: 1, mean: 4, variance: Number.NaN })).toEqual({ n: 1, mean: 4, low: null, high: null });
  });

  it('says null, not 0, without any answer, also where the database says NaN', () => {
    const nothing = { n: 0, mean: null, low: null, high: null };
    expect(meanFromSummary({ n: 0, mean: null, variance: null })).toEqual(nothing);
    expect(meanFromSummary({ n: 0, mean: Number.NaN, variance: Number.NaN })).toEqual(nothing);
  });

  it('takes a variance of −1e-17 for what it is when all answers are the same', () => {
    expect(meanFromSummary({ n: 50, mean: 3, variance: -1e-17 })).toEqual({ n: 50, mean: 3, low: 3, high: 3 });
  });

  it('refuses a missing mean or variance where there must be one', () => {
    expect(() => meanFromSummary({ n: 5, mean: null, variance: 1 })).toThrow('mean must be a finite number');
    expect(() => meanFromSummary({ n: 5, mean: 3, variance: null })).toThrow('variance must be a finite number');
  });

  it('holds its mean and narrows with more answers', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 1_000_000_000 }),
        fc.double({ min: -10, max: 10, noNaN: true }),
        fc.double({ min: 1e-6, max: 100, noNaN: true }),
        (n, mean, variance) => {
          const [few, many] = [meanFromSummary({ n, mean, variance }), meanFromSummary({ n: 2 * n, mean, variance })];
          expect(few.low).toBeLessThanOrEqual(mean);
          expect(few.high).toBeGreaterThanOrEqual(mean);
          expect((many.high ?? 0) - (many.low ?? 0)).toBeLessThan((few.high ?? 0) - (few.low ?? 0));
        },
      ),
    );
  });
});

describe('compareMeans', () => {
  it('gives Welch by hand: means 5 and 3, variances 4 and 9, 10 and 20 answers', () => {
    // se² = 0.4 + 0.45 = 0.85; t = 2 / 0.921954 = 2.169305; df = 0.7225 / (0.16/9 + 0.2025/19) = 25.4082
    const comparison = compareMeans({ n: 10, mean: 5, variance: 4 }, { n: 20, mean: 3, variance: 9 });
    expect(comparison?.difference).toBe(2);
    expect(comparison?.t).toBeCloseTo(2.169305, DIGITS);
    expect(comparison?.df).toBeCloseTo(25.40823, 4);
  });

  it('has no test when neither group has any spread', () => {
    expect(compareMeans({ n: 5, mean: 4, variance: 0 }, { n: 5, mean: 3, variance: 0 })).toEqual({
      difference: 1,
      low: 1,
      high: 1,
      t: null,
      df: null,
      p: null,
    });
  });

  it('says null when a group has a single answer', () => {
    expect(compareMeans({ n: 1, mean: 4, variance: null }, { n: 5, mean: 3, variance: 1 })).toBeNull();
  });

  it('finds the recomputed difference of APAC and EMEA in ../shared/data/nps-waves', ({ skip }) => {
    const file = '../shared/data/nps-waves/nps_testdata.csv';
    skip(!existsSync(file), `${file} is absent here`);
    const rows = z
      .array(z.object({ REC: z.coerce.number(), Region: z.string() }))
      .parse(parse(readFileSync(file), { columns: true }));
    const summaryOf = (region: string): { n: number; mean: number; variance: number } => {
      const scores = rows.filter((row) => row.Region === region).map((row) => row.REC);
      const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
      const squares = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0);
      return { n: scores.length, mean, variance: squares / (scores.length - 1) };
    };
    const comparison = compareMeans(summaryOf('APAC'), summaryOf('EMEA'));
    expect(comparison?.t).toBeCloseTo(2.187416, DIGITS);
    expect(comparison?.df).toBeCloseTo(297.4007489, DIGITS);
    expect(comparison?.p).toBeCloseTo(0.029491, DIGITS);
    expect(comparison?.low).toBeCloseTo(0.069219, DIGITS);
    expect(comparison?.high).toBeCloseTo(1.310742, DIGITS);
  });
});
