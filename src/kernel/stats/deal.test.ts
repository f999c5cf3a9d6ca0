import { describe, expect, it } from 'vitest';
import { dealUnits } from './deal.ts';

describe('dealing units to groups', () => {
  it('gives every group the same number of them', () => {
    const sizes = [0, 0, 0, 0];
    for (const group of dealUnits(1_000, 4)) sizes[group] = (sizes[group] ?? 0) + 1;
    expect(sizes).toEqual([250, 250, 250, 250]);
    expect([...dealUnits(3, 3)]).toEqual([0, 1, 2]);
    expect([...dealUnits(0, 0)]).toEqual([]);
  });
  it('is the same for the same seed, and another for another', () => {
    expect(dealUnits(50, 7, 3)).toEqual(dealUnits(50, 7, 3));
    expect(dealUnits(50, 7, 3)).not.toEqual(dealUnits(50, 7, 4));
  });
  it('leaves the means of groups as different as chance makes them, also where units are sorted', () => {
    // 0 … 9,999 in 100 groups of 100: variance of a group's mean = (N² − 1)/12 / 100 · (1 − 100/N) = 82,500; by turns it would be 833.
    const sums = new Float64Array(100);
    for (const [unit, group] of dealUnits(10_000, 100).entries()) sums[group] = (sums[group] ?? 0) + unit / 100;
    const variance = sums.reduce((total, mean) => total + (mean - 4_999.5) ** 2, 0) / 99;
    expect(variance).toBeGreaterThan(0.7 * 82_500);
    expect(variance).toBeLessThan(1.3 * 82_500);
  });
});
