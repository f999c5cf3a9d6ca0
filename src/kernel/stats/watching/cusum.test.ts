import { describe, expect, it } from 'vitest';
import { cusum, cusumTail } from './cusum.ts';
import { ewma, ewmaLimits } from './ewma.ts';
import { SeededRandom } from '../random.ts';
import { movingRangeSigma, shewhart } from './shewhart.ts';

describe('CUSUM', () => {
  it('adds up what is above k: 1.5 a period passes 5 with the sixth value, and the run began with the first', () => {
    const { points, signals } = cusum([1.5, 1.5, 1.5, 1.5, 1.5, 1.5]);
    expect(points.map(({ upper }) => upper)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(signals).toEqual([{ index: 5, side: 'up', value: 6, limit: 5, since: 0 }]);
  });
  it('signals once while it stays beyond the limit, and passes over periods without a value', () => {
    const { points, signals } = cusum([0, null, -4, null, -4, -4]);
    expect(points.map(({ lower }) => lower)).toEqual([0, 0, 3.5, 3.5, 7, 10.5]);
    expect(signals).toEqual([{ index: 4, side: 'down', value: 7, limit: 5, since: 2 }]);
  });
  it('of nothing is nothing; what is no number is refused', () => {
    expect(cusum([])).toEqual({ points: [], signals: [] });
    expect(() => cusum([Number.NaN])).toThrow(RangeError);
    expect(() => cusum([1], { k: 0, h: 5 })).toThrow(RangeError);
  });
  it('its tail is that of simulated charts without change: P(C⁺ > 3) within a tenth of 0.0279, P(C⁺ > 5) of 0.0038', () => {
    const random = new SeededRandom(3);
    let [upper, above3, above5] = [0, 0, 0];
    for (let period = 0; period < 1_000_000; period += 1) {
      upper = Math.max(0, upper + random.normal() - 0.5);
      if (upper > 3) above3 += 1;
      if (upper > 5) above5 += 1;
    }
    expect(Math.abs(above3 / 1e6 / cusumTail(3) - 1)).toBeLessThan(0.1);
    expect(Math.abs(above5 / 1e6 / cusumTail(5) - 1)).toBeLessThan(0.1);
    expect(cusumTail(0)).toBe(1);
    expect(() => cusumTail(-1)).toThrow(RangeError);
  });
});

describe('EWMA', () => {
  it('of one value 3 with λ 0.2: 0.6 against a first limit of 0.2·2.962', () => {
    const { points, signals } = ewma([3, null]);
    expect(points[0]?.value).toBeCloseTo(0.6, 12);
    expect(points[0]?.high).toBeCloseTo(0.5924, 10);
    expect(points[1]).toEqual(points[0]);
    expect(signals).toMatchObject([{ index: 0, side: 'up' }]);
  });
  it('refuses what makes no limits', () => {
    expect(ewma([])).toEqual({ points: [], signals: [] });
    for (const settings of [{ sigma: 0 }, { lambda: 0 }, { lambda: 1.1 }, { width: 0 }, { target: Number.NaN }]) expect(() => ewma([1], settings)).toThrow(RangeError);
    expect(() => ewmaLimits({ sigma: -1 })).toThrow(RangeError);
  });
});

describe('Shewhart', () => {
  it('tells each period outside of three standard deviations', () => {
    expect(shewhart([0, 3, 3.1, null, -4])).toEqual([{ index: 2, side: 'up', value: 3.1, limit: 3 }, { index: 4, side: 'down', value: -4, limit: -3 }]);
    expect(shewhart([])).toEqual([]);
    expect(() => shewhart([1], { sigma: 0 })).toThrow(RangeError);
  });
  it('takes σ from neighbours: |2 − 1|, |1 − 2| and |2 − 1| of the values 1, 2, 1, 2 are 1/1.128', () => {
    expect(movingRangeSigma([1, 2, null, 1, 2])).toBeCloseTo(1 / 1.128, 12);
    expect(movingRangeSigma([1])).toBeNull();
    expect(movingRangeSigma([4, 4, 4])).toBe(0);
  });
});
