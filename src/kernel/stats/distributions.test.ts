import chisquareCdf from '@stdlib/stats-base-dists-chisquare-cdf';
import { describe, expect, it } from 'vitest';
import { criticalT, criticalZ, twoSidedPOfT, twoSidedPOfZ, upperPOfChiSquared } from './distributions.ts';
import { requireCount, requireFinite, sumOfSquaresWithoutNoise } from './inputs.ts';

describe('critical values', () => {
  it('knows the 95 % and the 99 % quantile of the normal distribution to 12 digits', () => {
    expect(criticalZ()).toBeCloseTo(1.959963984540054, 12);
    expect(criticalZ(0.99)).toBeCloseTo(2.5758293035489, 12);
  });

  it('knows the t quantiles of the printed tables', () => {
    expect(criticalT(1)).toBeCloseTo(12.7062047361747, 9);
    expect(criticalT(29)).toBeCloseTo(2.04522964213270, 9);
    expect(criticalT(193)).toBeCloseTo(1.97233167579575, 9);
  });

  it('lets t become normal for a billion degrees of freedom', () => {
    expect(criticalT(1e9)).toBeCloseTo(criticalZ(), 7);
  });

  it('refuses a confidence of 0, 1 and 95, and no degrees of freedom', () => {
    expect(() => criticalZ(0)).toThrow(RangeError);
    expect(() => criticalZ(1)).toThrow(RangeError);
    expect(() => criticalT(10, 95)).toThrow('confidence must lie between 0 and 1, got 95');
    expect(() => criticalT(0)).toThrow(RangeError);
  });
});

describe('two-sided p', () => {
  it('is 1 for nothing and 0.05 at the critical value', () => {
    expect(twoSidedPOfZ(0)).toBe(1);
    expect(twoSidedPOfT(0, 7)).toBe(1);
    expect(twoSidedPOfZ(-1.959963984540054)).toBeCloseTo(0.05, 12);
    expect(twoSidedPOfT(12.7062047361747, 1)).toBeCloseTo(0.05, 12);
  });

  it('keeps its digits far out in the tail', () => {
    expect(twoSidedPOfZ(20) / 5.507248237212e-89).toBeCloseTo(1, 9);
    expect(twoSidedPOfT(-15.3007180779, 193) / 3.9476843791e-35).toBeCloseTo(1, 7);
  });
});

describe('inputs', () => {
  it('refuses a count that the database delivered as text', () => {
    // @ts-expect-error the type forbids it; a driver may do it all the same
    expect(() => requireCount('n', '12')).toThrow('n must be a finite number of at least 0, got string 12');
  });

  it('refuses negative counts and numbers that are none', () => {
    expect(() => requireCount('n', -1)).toThrow(RangeError);
    expect(() => requireCount('n', Number.NaN)).toThrow(RangeError);
    expect(() => requireFinite('mean', Number.POSITIVE_INFINITY)).toThrow(RangeError);
    expect(requireFinite('mean', -3.5)).toBe(-3.5);
  });

  it('takes 1e-13 of a million for rounding noise and 1 of a million for spread', () => {
    expect(sumOfSquaresWithoutNoise(1e-7, 1e6)).toBe(0);
    expect(sumOfSquaresWithoutNoise(-1e-7, 1e6)).toBe(0);
    expect(sumOfSquaresWithoutNoise(1, 1e6)).toBe(1);
  });
});

describe('the upper p of χ²', () => {
  it('is that of @stdlib where nothing is lost by taking it from 1', () => {
    for (const df of [1, 2, 3, 4, 7, 12, 45]) for (const x of [0.3, 1, 5, 20]) expect(upperPOfChiSquared(x, df)).toBeCloseTo(1 - chisquareCdf(x, df), 12);
  });

  it('keeps its digits far out, as R’s pchisq(300, df, lower.tail = FALSE)', () => {
    expect(upperPOfChiSquared(300, 6) / 8.180326919e-62).toBeCloseTo(1, 9);
    expect(upperPOfChiSquared(300, 5) / 1.0015302306e-62).toBeCloseTo(1, 9);
  });

  it('is 1 for nothing, and refuses a negative χ² and half a degree of freedom', () => {
    expect([upperPOfChiSquared(0, 1), upperPOfChiSquared(0, 3), upperPOfChiSquared(0, 4)]).toEqual([1, 1, 1]);
    expect(() => upperPOfChiSquared(-1, 3)).toThrow(RangeError);
    expect(() => upperPOfChiSquared(Number.NaN, 3)).toThrow('χ² must be at least 0');
    expect(() => upperPOfChiSquared(1, 2.5)).toThrow(RangeError);
  });
});
