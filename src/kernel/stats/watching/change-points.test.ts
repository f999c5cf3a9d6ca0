import { describe, expect, it } from 'vitest';
import { changePoints } from './change-points.ts';
import { SeededRandom } from '../random.ts';

/** The same by trying every set of cuts: slow and plain. */
function bruteForce(values: readonly number[], penalty: number, sigma: number): number[] {
  let [best, bestCuts]: [number, number[]] = [Number.POSITIVE_INFINITY, []];
  for (let mask = 0; mask < 2 ** (values.length - 1); mask += 1) {
    const cuts = Array.from({ length: values.length - 1 }, (_, place) => place + 1).filter((place) => mask & (1 << (place - 1)));
    const bounds = [0, ...cuts, values.length];
    const parts = bounds.slice(1).map((to, index) => values.slice(bounds[index], to));
    if (parts.some((part) => part.length < 2)) continue;
    const cost = parts.reduce((sum, part) => {
      const mean = part.reduce((total, value) => total + value, 0) / part.length;
      return sum + part.reduce((total, value) => total + (value - mean) ** 2, 0) / sigma ** 2;
    }, 0) + penalty * cuts.length;
    if (cost < best - 1e-9) [best, bestCuts] = [cost, cuts];
  }
  return bestCuts;
}

describe('change points', () => {
  it('finds the one step of 20 values: from 1 to 3 before the twelfth', () => {
    const values = [1.1, 0.9, 1.2, 0.8, 1, 1.1, 0.9, 1, 1.2, 0.8, 1, 3.1, 2.9, 3, 3.2, 2.8, 3, 3.1, 2.9, 3];
    const segments = changePoints(values);
    expect(segments.map(({ from, to }) => [from, to])).toEqual([[0, 10], [11, 19]]);
    expect(segments[0]?.mean).toBeCloseTo(1, 10);
    expect(segments[1]?.mean).toBeCloseTo(3, 10);
  });
  it('finds the best cuts of all, as trying every set of cuts does', () => {
    const random = new SeededRandom(11);
    for (let round = 0; round < 20; round += 1) {
      const values = Array.from({ length: 12 }, (_, at) => random.normal() + (at >= 4 ? 2.5 : 0) - (at >= 9 ? 2 : 0));
      expect(changePoints(values, undefined, { penalty: 4, sigma: 1 }).slice(1).map(({ from }) => from)).toEqual(bruteForce(values, 4, 1));
    }
  });
  it('finds none in noise: 200 series of 60 normal values have fewer than 4 changes in all', () => {
    const random = new SeededRandom(12);
    const changes = Array.from({ length: 200 }, () => changePoints(Array.from({ length: 60 }, () => random.normal()), undefined, { sigma: 1 }).length - 1);
    expect(changes.reduce((sum, count) => sum + count, 0)).toBeLessThan(16);
  });
  it('believes many answers more than few: one odd week of 2 answers is no change, one step of 200 is', () => {
    const values = [5, 5.2, 4.8, 5.1, 4.9, 5, 8, 8, 5.2, 4.8, 5, 5.1];
    const weights = (size: number) => values.map((_, at) => (at === 6 || at === 7 ? size : 100));
    expect(changePoints(values, weights(0.1), { sigma: 2 })).toHaveLength(1);
    expect(changePoints(values, weights(100), { sigma: 2 })).toHaveLength(3);
  });
  it('bears constants, single values and nothing', () => {
    expect(changePoints([])).toEqual([]);
    expect(changePoints([4])).toEqual([{ from: 0, to: 0, mean: 4 }]);
    expect(changePoints([4, 4, 4, 4])).toEqual([{ from: 0, to: 3, mean: 4 }]);
    expect(changePoints([4, 4, 4, 7, 7, 7]).map(({ from, mean }) => [from, mean])).toEqual([[0, 4], [3, 7]]);
    expect(() => changePoints([1, Number.NaN])).toThrow(RangeError);
    expect(() => changePoints([1, 2], [1])).toThrow(RangeError);
    expect(() => changePoints([1, 2], [1, 0])).toThrow(RangeError);
  });
});
