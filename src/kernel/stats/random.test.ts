import { describe, expect, it } from 'vitest';
import { SeededRandom } from './random.ts';

const draws = (random: SeededRandom, count: number) => Array.from({ length: count }, () => random.next());

describe('seeded randomness', () => {
  it('gives the same numbers for the same seed and others for another', () => {
    expect(draws(new SeededRandom(7), 5)).toEqual(draws(new SeededRandom(7), 5));
    expect(draws(new SeededRandom(7), 5)).not.toEqual(draws(new SeededRandom(8), 5));
  });

  it('stays within [0, 1) with the mean and variance of a uniform number', () => {
    const numbers = draws(new SeededRandom(1), 100_000);
    const mean = numbers.reduce((sum, x) => sum + x, 0) / 100_000;
    expect(numbers.every((x) => x >= 0 && x < 1)).toBe(true);
    expect(mean).toBeCloseTo(0.5, 2);
    expect(numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 100_000).toBeCloseTo(1 / 12, 2);
  });

  it('draws whole numbers below six equally often', () => {
    const random = new SeededRandom(3);
    const counts = [0, 0, 0, 0, 0, 0];
    for (let draw = 0; draw < 60_000; draw += 1) {
      const face = random.integer(6);
      counts[face] = (counts[face] ?? 0) + 1;
    }
    // 5 degrees of freedom: chi² above 20.5 has a probability of 0.001
    expect(counts.reduce((chi, count) => chi + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(20.5);
  });

  it('draws normal numbers with mean 0, variance 1 and 2.5 % above 1.96', () => {
    const random = new SeededRandom(5);
    const numbers = Array.from({ length: 100_000 }, () => random.normal());
    expect(numbers.reduce((sum, x) => sum + x, 0) / 100_000).toBeCloseTo(0, 1);
    expect(numbers.reduce((sum, x) => sum + x * x, 0) / 100_000).toBeCloseTo(1, 1);
    expect(numbers.filter((x) => x > 1.96).length / 100_000).toBeCloseTo(0.025, 2);
  });

  it('refuses seeds and limits that are no whole numbers', () => {
    expect(() => new SeededRandom(1.5)).toThrow(RangeError);
    expect(() => new SeededRandom(Number.NaN)).toThrow(RangeError);
    expect(() => new SeededRandom(1).integer(0)).toThrow(RangeError);
    expect(() => new SeededRandom(1).integer(2.5)).toThrow(RangeError);
  });
});
