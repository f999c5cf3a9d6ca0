import { describe, expect, it } from 'vitest';
import { medianWithInterval } from './median.ts';

describe('a median with its interval', () => {
  it('lies between the 2nd and the 9th of ten values at 95 %', () => {
    // Binomial(10, ½): P(X ≤ 1) = 11/1024 = 0.0107 ≤ 0.025 < P(X ≤ 2) = 56/1024
    expect(medianWithInterval([10, 1, 2, 3, 4, 5, 6, 7, 8, 9])).toEqual({ n: 10, median: 5.5, low: 2, high: 9 });
  });
  it('lies between the 6th and the 15th of twenty values, as tables of the sign test say', () => {
    expect(medianWithInterval(Array.from({ length: 20 }, (_, i) => i + 1))).toEqual({ n: 20, median: 10.5, low: 6, high: 15 });
  });
  it('has no interval below six values, and nothing without any', () => {
    expect(medianWithInterval([3, 1, 2, 5, 4])).toEqual({ n: 5, median: 3, low: null, high: null });
    expect(medianWithInterval([1, 2, 3, 4, 5, 6])).toEqual({ n: 6, median: 3.5, low: 1, high: 6 });
    expect(medianWithInterval([])).toEqual({ n: 0, median: null, low: null, high: null });
  });
  it('does not care how long the tail is', () => {
    expect(medianWithInterval([1, 1, 2, 2, 3, 3, 4, 4, 5, 10_000])).toEqual({ n: 10, median: 3, low: 1, high: 5 });
  });
  it('goes over to the approximation without a jump', () => {
    const of = (n: number) => medianWithInterval(Array.from({ length: n }, (_, i) => i + 1));
    expect(of(1_000)).toEqual({ n: 1_000, median: 500.5, low: 469, high: 532 });
    expect(of(1_001).low).toBeGreaterThanOrEqual(468);
    expect(of(1_001).low).toBeLessThanOrEqual(470);
  });
});
