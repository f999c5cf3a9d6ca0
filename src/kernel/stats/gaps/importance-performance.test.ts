import { describe, expect, it } from 'vitest';
import { criticalities, meanCrossHairs, midpointCrossHairs, quadrantOf, weightedSatisfaction } from './importance-performance.ts';
import { SeededRandom } from '../random.ts';

const numbers = (...values: number[]) => Float64Array.from(values);

describe('the importance–performance map', () => {
  it('puts the four fields around the lines, a line itself counting as high', () => {
    const cross = midpointCrossHairs({ low: 1, high: 7 }, { low: 1, high: 7 });
    expect(cross).toEqual({ rule: 'midpoint', importance: 4, performance: 4 });
    expect(quadrantOf({ importance: 5, performance: 3 }, cross)).toBe('concentrate');
    expect(quadrantOf({ importance: 4, performance: 4 }, cross)).toBe('keep');
    expect(quadrantOf({ importance: 3, performance: 3 }, cross)).toBe('low');
    expect(quadrantOf({ importance: 3, performance: 5 }, cross)).toBe('overkill');
  });
  it('crosses at the grand means', () => {
    expect(meanCrossHairs([{ name: 'a', importance: 2, performance: 6 }, { name: 'b', importance: 4, performance: 2 }])).toEqual({ rule: 'mean', importance: 3, performance: 4 });
    expect(meanCrossHairs([])).toBeNull();
  });
  it('weights satisfaction by importance: (2·6 + 4·2) / 6', () => {
    expect(weightedSatisfaction([{ name: 'a', importance: 2, performance: 6 }, { name: 'b', importance: 4, performance: 2 }])).toBeCloseTo(20 / 6, 12);
    expect(weightedSatisfaction([{ name: 'a', importance: 0, performance: 6 }])).toBeNull();
  });
  it('refuses what is no number and scales without length', () => {
    expect(() => meanCrossHairs([{ name: 'speed', importance: Number.NaN, performance: 1 }])).toThrow('importance of speed');
    expect(() => midpointCrossHairs({ low: 5, high: 5 }, { low: 1, high: 7 })).toThrow(RangeError);
  });
});

describe('criticality', () => {
  it('multiplies importance, shortfall and reach: 6 × (9 − 5) × 3/4 = 18', () => {
    const [one] = criticalities([{ name: 'repair', performance: numbers(4, 5, 6, Number.NaN), expectation: 9, importance: numbers(6, 6, 6, 6) }], null, { draws: 50 });
    expect(one).toMatchObject({ name: 'repair', n: 3, importance: 6, shortfall: 4, reach: 0.75, criticality: 18, rank: 1, rankLow: 1, rankHigh: 1 });
  });
  it('ranks the planted shortfall first and says how sure that is', () => {
    const random = new SeededRandom(11);
    const outcome = Float64Array.from({ length: 200 }, () => random.normal());
    const scored = (offset: number, pull: number) => outcome.map((y) => 6 + offset + pull * y + random.normal());
    const [bad, fine, idle] = criticalities([
      { name: 'bad', performance: scored(-2, 1), expectation: 8 },
      { name: 'fine', performance: scored(3, 1), expectation: 8 },
      { name: 'idle', performance: scored(-1, 0), expectation: 8 },
    ], outcome, { draws: 300 });
    expect(bad).toMatchObject({ rank: 1, rankLow: 1, rankHigh: 1 });
    expect(bad?.low).toBeLessThan(bad?.criticality ?? 0);
    expect(bad?.high).toBeGreaterThan(bad?.criticality ?? 0);
    expect(fine?.criticality).toBe(0);
    expect(idle?.criticality).toBeLessThan(1);
  });
  it('takes an expectation at the mean for met, and not for missed by 1e-15', () => {
    const lived = Float64Array.from({ length: 60 }, (_, place) => 1 + (place % 7) * 0.7);
    const [one] = criticalities([{ name: 'even', performance: lived, expectation: lived.reduce((sum, value) => sum + value, 0) / 60, importance: lived }], null, { draws: 50 });
    expect(one).toMatchObject({ shortfall: 0, criticality: 0 });
  });
  it('is as uncertain in a sorted file of thousands as chance makes it: ± 1.96 · 2/√4,000', () => {
    // Uniform from 3 to 3 + √48: standard deviation 2; importance 1 for all, so criticality is the shortfall.
    const lived = Float64Array.from({ length: 4_000 }, (_, place) => 3 + (Math.sqrt(48) * (place + 0.5)) / 4_000);
    const [one] = criticalities([{ name: 'sorted', performance: lived, expectation: 10, importance: new Float64Array(4_000).fill(1) }], null);
    const half = ((one?.high ?? 0) - (one?.low ?? 0)) / 2;
    expect(half / ((1.96 * 2) / Math.sqrt(4_000))).toBeGreaterThan(0.9);
    expect(half / ((1.96 * 2) / Math.sqrt(4_000))).toBeLessThan(1.1);
  });
  it('leaves null what two respondents or equal answers cannot say', () => {
    const few = criticalities([{ name: 'few', performance: numbers(3, 4, Number.NaN), expectation: 9 }], numbers(1, 2, 3), { draws: 10 });
    expect(few[0]).toMatchObject({ n: 2, criticality: null, low: null, high: null, rank: null });
    const equal = criticalities([{ name: 'equal', performance: numbers(3, 3, 3, 3), expectation: 9 }], numbers(1, 2, 3, 4), { draws: 10 });
    expect(equal[0]).toMatchObject({ n: 4, importance: null, criticality: null });
    expect(criticalities([{ name: 'none', performance: numbers(), expectation: 9 }], null)[0]).toMatchObject({ n: 0, criticality: null });
  });
});
