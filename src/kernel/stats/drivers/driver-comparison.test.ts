import { describe, expect, it } from 'vitest';
import { compareShares } from './driver-comparison.ts';
import { momentsOfRows } from './moments.ts';
import { SeededRandom } from '../random.ts';

/** y = pace·a + care·b + noise */
function group(seed: number, pace: number, care: number, n = 400) {
  const random = new SeededRandom(seed);
  const [a, b] = [Float64Array.from({ length: n }, () => random.normal()), Float64Array.from({ length: n }, () => random.normal())];
  return momentsOfRows({ columns: [a, b, a.map((value, row) => pace * value + care * (b[row] ?? 0) + random.normal())] });
}

describe('drivers of two groups', () => {
  it('finds that pace matters more to the first group and care less', () => {
    const found = compareShares(group(1, 2, 1), group(2, 1, 2), [0, 1], { method: 'lmg', draws: 200 });
    // Shares 4/5 against 1/5.
    expect(found?.[0]?.difference).toBeCloseTo(0.6, 1);
    expect(found?.[0]?.low).toBeGreaterThan(0.4);
    expect(found?.[1]?.high).toBeLessThan(-0.4);
    expect(found?.every(({ p }) => p < 0.05)).toBe(true);
  });
  it('finds nothing between groups that are alike', () => {
    const found = compareShares(group(3, 1, 1), group(4, 1, 1), [0, 1], { method: 'lmg', draws: 200 });
    expect(found?.every(({ p, low, high }) => p > 0.05 && low < 0 && high > 0)).toBe(true);
  });
  it('says nothing about five customers', () => {
    expect(compareShares(group(5, 1, 1, 5), group(6, 1, 1), [0, 1], { method: 'lmg' })).toBeNull();
  });
});
