import { describe, expect, it } from 'vitest';
import { type CoverageCase, simulate } from './simulate.ts';

const intervals = (holds: (sample: number) => boolean, changes: Partial<CoverageCase> = {}): CoverageCase => {
  let sample = 0;
  return { kind: 'any', situation: 'any', n: 30, samples: 1_000, draw: () => [{ low: 0, high: 1, truth: holds((sample += 1)) ? 0.5 : sample % 2 === 0 ? -1 : 2 }], ...changes };
};

describe('simulated coverage', () => {
  it('counts truths inside, below and above', () => {
    expect(simulate(intervals((sample) => sample % 20 !== 0))).toMatchObject({ intervals: 1_000, share: 0.95, missedBelow: 0.05, missedAbove: 0, isKept: true });
  });
  it('finds intervals that are too narrow, and such that are too wide', () => {
    expect(simulate(intervals((sample) => sample % 10 !== 0)).isKept).toBe(false);
    expect(simulate(intervals(() => true)).isKept).toBe(false);
    expect(simulate(intervals(() => true, { isOfPlaces: true })).isKept).toBe(true);
  });
  it('does not count what would not be shown, and keeps no word without any interval', () => {
    expect(simulate(intervals(() => true, { draw: () => [{ low: null, high: null, truth: 0 }] }))).toMatchObject({ intervals: 0, share: null, isKept: false });
  });
  it('forgives the error of few samples in a quick look only', () => {
    // 92 of 100: ± 2.7 %
    expect(simulate(intervals((sample) => sample % 25 > 1), 0.1)).toMatchObject({ intervals: 100, share: 0.92, isKept: true });
    expect(simulate(intervals((sample) => sample % 25 > 1))).toMatchObject({ share: 0.92, isKept: false });
  });
});
