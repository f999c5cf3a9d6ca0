import { describe, expect, it } from 'vitest';
import { outliersOf, stl } from './stl.ts';

describe('STL', () => {
  it('gives back a pure season on a level, and leaves nothing over', () => {
    const season = [3, -1, -2, 0];
    const values = Array.from({ length: 40 }, (_, at) => 10 + (season[at % 4] ?? 0));
    const parts = stl(values, { period: 4 });
    for (const at of [0, 5, 18, 39]) {
      expect(parts.seasonal[at]).toBeCloseTo(season[at % 4] ?? 0, 6);
      expect(parts.trend[at]).toBeCloseTo(10, 6);
      expect(parts.remainder[at]).toBeCloseTo(0, 6);
    }
  });
  it('bears a constant, robust or not', () => {
    for (const robust of [false, true]) {
      const parts = stl(Array.from({ length: 24 }, () => 7), { period: 12, robust });
      expect([...parts.seasonal, ...parts.remainder].every((value) => Math.abs(value) < 1e-12)).toBe(true);
    }
  });
  it('refuses less than two seasons, holes and even windows', () => {
    expect(() => stl([1, 2, 3], { period: 2 })).toThrow('at least 4 values');
    expect(() => stl([1, 2, Number.NaN, 4], { period: 2 })).toThrow(RangeError);
    expect(() => stl([1, 2, 3, 4], { period: 1 })).toThrow(RangeError);
    expect(() => stl([1, 2, 3, 4], { period: 2, seasonal: 4 })).toThrow(RangeError);
    expect(() => stl([], { period: 12 })).toThrow(RangeError);
  });
  it('names what lies outside of the outer fences, and nothing where all is one', () => {
    expect(outliersOf([1, 2, 3, 4, 5, 100])).toEqual([5]);
    expect(outliersOf([1, 1, 1, 1, 9])).toEqual([]);
    expect(outliersOf([1, 2])).toEqual([]);
  });
});
