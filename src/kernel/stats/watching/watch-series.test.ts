import { describe, expect, it } from 'vitest';
import { baselineOf, npsPeriod, pool, standardise, standardiseAgainst } from './watch-series.ts';

const period = (...values: number[]) => ({ n: values.length, sum: values.reduce((sum, value) => sum + value, 0), sumSq: values.reduce((sum, value) => sum + value * value, 0) });

describe('the usual level', () => {
  it('is that of all answers, its spread that within the periods', () => {
    // Two periods 1, 3 and 2, 2, 5: mean 13/5, within 2 + 6 = 8 on 3 degrees of freedom, between 2·0.36 + 3·0.16 = 1.2.
    const baseline = baselineOf([period(1, 3), period(2, 2, 5)], 2);
    expect(baseline).toMatchObject({ periods: 2, n: 5, mean: 2.6, df: 3 });
    expect('sigma' in baseline && baseline.sigma).toBeCloseTo(Math.sqrt(8 / 3), 12);
  });
  it('varies by what the periods really vary by, where that is more', () => {
    // 1, 1, 3, 3 and 9, 9, 11, 11: within 8/6, between 8·16/1.
    const baseline = baselineOf([period(1, 1, 3, 3), period(9, 9, 11, 11)], 2);
    expect(baseline).toMatchObject({ mean: 6, sigma: Math.sqrt(128), df: 1 });
  });
  it('of counts is the spread of the counts', () => {
    expect(baselineOf([period(8), period(10), period(12)], 3)).toMatchObject({ n: 3, mean: 10, sigma: 2, df: 2 });
  });
  it('is refused with the reason: too few periods, or none that differ', () => {
    expect(baselineOf([])).toEqual({ refused: 'too_few_periods' });
    expect(baselineOf(Array.from({ length: 19 }, () => period(1, 2)))).toEqual({ refused: 'too_few_periods' });
    expect(baselineOf([period(5, 5), period(5), period()], 2)).toEqual({ refused: 'no_spread' });
    expect(baselineOf([period(0.1, 0.1, 0.1), period(0.1)], 2)).toEqual({ refused: 'no_spread' });
    expect(() => baselineOf([{ n: -1, sum: 0, sumSq: 0 }])).toThrow(RangeError);
    expect(() => baselineOf([period(1, 2), { n: 1, sum: Number.NaN, sumSq: 0 }], 2)).toThrow(RangeError);
  });
});

describe('a standardised period', () => {
  const baseline = { periods: 20, n: 400, mean: 8, sigma: 2, df: 100_000_000 };
  it('counts in standard errors of its own n: 25 answers of mean 7 lie 2.5 below, or 2.425 with what the baseline does not know', () => {
    expect(standardiseAgainst({ n: 25, sum: 175, sumSq: 0 }, baseline)).toBeCloseTo(-2.5, 12);
    expect(standardise({ n: 25, sum: 175, sumSq: 0 }, baseline)).toBeCloseTo(-1 / (2 * Math.sqrt(1 / 25 + 1 / 400)), 6);
  });
  it('is careful where the spread is known from little: t 3 on 5 degrees of freedom is z 2.167', () => {
    // P(t₅ > 3) = 0.015050; the normal value with that tail is 2.1687.
    expect(standardise({ n: 1, sum: 3 * Math.sqrt(1.25), sumSq: 0 }, { periods: 4, n: 4, mean: 0, sigma: 1, df: 5 })).toBeCloseTo(2.1687, 3);
  });
  it('is the same by the quick formula as by the distribution itself: t 2 and 6 on 100 degrees of freedom are z 1.9755 and 5.5316', () => {
    // pt(−2, 100) = 0.02410609, pt(−6, 100) = 1.586246e−8 (R); the normal values with these tails.
    const value = (t: number) => standardise({ n: 1, sum: t * Math.sqrt(1.01), sumSq: 0 }, { periods: 100, n: 100, mean: 0, sigma: 1, df: 100 });
    expect(value(2)).toBeCloseTo(1.975493, 4);
    expect(value(-6)).toBeCloseTo(-5.531641, 3);
  });
  it('without answers is none, and far out stays a number', () => {
    expect(standardise({ n: 0, sum: 0, sumSq: 0 }, baseline)).toBeNull();
    expect(standardiseAgainst({ n: 0, sum: 0, sumSq: 0 }, baseline)).toBeNull();
    expect(standardise({ n: 10_000, sum: -1e7, sumSq: 0 }, baseline)).toBe(-30);
    expect(standardise({ n: 10_000, sum: -1e7, sumSq: 0 }, { ...baseline, df: 19 })).toBeGreaterThanOrEqual(-30);
  });
  it('of an NPS counts answers as +100, 0 and −100', () => {
    expect(npsPeriod({ promoters: 5, passives: 3, detractors: 2 })).toEqual({ n: 10, sum: 300, sumSq: 70_000 });
    expect(pool([period(1, 2), period(3)])).toEqual({ n: 3, sum: 6, sumSq: 14 });
  });
});
