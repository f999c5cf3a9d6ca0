import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { fc } from '../../testing/properties.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { correlationFromSums } from './correlation.ts';
import type { CorrelationSums } from './correlation.ts';

const DIGITS = 5;

/** Adds up as SQL would. */
function sumsOf(points: readonly (readonly [number, number])[]): CorrelationSums {
  const sums: CorrelationSums = { n: 0, sumX: 0, sumY: 0, sumXx: 0, sumYy: 0, sumXy: 0 };
  for (const [x, y] of points) {
    sums.n += 1;
    sums.sumX += x;
    sums.sumY += y;
    sums.sumXx += x * x;
    sums.sumYy += y * y;
    sums.sumXy += x * y;
  }
  return sums;
}

describe('correlationFromSums', () => {
  it('gives the worked example of five pairs', () => {
    // x 1…5, y 2 1 4 3 5: Σ(x−3)(y−3) = 8, both spreads 10 → 0.8; atanh 0.8 = 1.098612 ± 1.959964/√2
    const estimate = correlationFromSums(sumsOf([[1, 2], [2, 1], [3, 4], [4, 3], [5, 5]]));
    expect(estimate.r).toBeCloseTo(0.8, 12);
    expect(estimate.low).toBeCloseTo(Math.tanh(1.0986122887 - 1.3859038243), 9);
    expect(estimate.high).toBeCloseTo(Math.tanh(1.0986122887 + 1.3859038243), 9);
  });

  it('gives a perfect line 1 and −1 without leaving the range', () => {
    expect(correlationFromSums(sumsOf([[1, 1], [2, 2], [3, 3], [4, 4]]))).toEqual({ n: 4, r: 1, low: 1, high: 1 });
    expect(correlationFromSums(sumsOf([[1, 4], [2, 3], [3, 2], [4, 1]]))).toEqual({ n: 4, r: -1, low: -1, high: -1 });
  });

  it('says null when one side does not vary, whatever the rounding', () => {
    const constant = Array.from({ length: 1000 }, (_, index): [number, number] => [0.1, index % 7]);
    expect(correlationFromSums(sumsOf(constant))).toEqual({ n: 1000, r: null, low: null, high: null });
  });

  it('says null below three pairs and gives no interval below four', () => {
    expect(correlationFromSums(sumsOf([]))).toEqual({ n: 0, r: null, low: null, high: null });
    expect(correlationFromSums(sumsOf([[1, 2], [2, 5]]))).toEqual({ n: 2, r: null, low: null, high: null });
    expect(correlationFromSums(sumsOf([[1, 2], [2, 5], [3, 5]]))).toMatchObject({ low: null, high: null });
  });

  it('keeps its digits with a billion pairs', () => {
    // The five pairs above, each 200 million times.
    const many = correlationFromSums({ n: 1e9, sumX: 3e9, sumY: 3e9, sumXx: 11e9, sumYy: 11e9, sumXy: 10.6e9 });
    expect(many.r).toBeCloseTo(0.8, 12);
    expect((many.high ?? 0) - (many.low ?? 0)).toBeCloseTo(0.0000446, 6);
  });

  it('lies in its interval in [−1, 1], the same when x and y change places', () => {
    const rating = fc.integer({ min: 0, max: 10 });
    fc.assert(
      fc.property(fc.array(fc.tuple(rating, rating), { minLength: 4, maxLength: 100 }), (points) => {
        const estimate = correlationFromSums(sumsOf(points));
        const turned = correlationFromSums(sumsOf(points.map(([x, y]): [number, number] => [y, x])));
        expect(turned.r === null).toBe(estimate.r === null);
        fc.pre(estimate.r !== null);
        expect(turned.r).toBeCloseTo(estimate.r, 10);
        expect(estimate.low).toBeGreaterThanOrEqual(-1);
        expect(estimate.low).toBeLessThanOrEqual(estimate.r);
        expect(estimate.high).toBeGreaterThanOrEqual(estimate.r);
        expect(estimate.high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('finds the correlation of tastiness with recommendation in ../shared/data/nps-waves', ({ skip }) => {
    const file = '../shared/data/nps-waves/nps_testdata.csv';
    skip(!existsSync(file), `${file} is absent here`);
    const rows = z
      .array(z.object({ REC: z.coerce.number(), 'Product.Tastiness': z.coerce.number() }))
      .parse(parse(readFileSync(file), { columns: true }));
    const estimate = correlationFromSums(sumsOf(rows.map((row): [number, number] => [row['Product.Tastiness'], row.REC])));
    expect(estimate.n).toBe(1000);
    expect(estimate.r).toBeCloseTo(0.650278, DIGITS);
  });
});
