import { describe, expect, it } from 'vitest';
import { decomposeChange, type SegmentSummary } from './decomposition.ts';
import { SeededRandom } from '../random.ts';

const one = (segment: string, n: number, mean: number, variance: number | null = 100): SegmentSummary => ({ segment, n, mean, variance });

describe('a change between two waves', () => {
  it('is composition where the same kinds answer the same in other numbers', () => {
    // Young 50 → 80 of 100 at 60, old 50 → 20 at 80: 70 → 64.
    const change = decomposeChange([one('young', 50, 60), one('old', 50, 80)], [one('young', 80, 60), one('old', 20, 80)]);
    expect(change).toMatchObject({ before: 70, after: 64, change: { value: -6 }, answered: { value: 0 } });
    expect(change?.composition.value).toBeCloseTo(-6, 9);
    expect(change?.segments.map(({ composition }) => composition)).toEqual([expect.closeTo(0.3 * (60 - 67), 9), expect.closeTo(-0.3 * (80 - 67), 9)]);
  });

  it('is answers where the same numbers answer differently, and both where both move, without a rest', () => {
    const answers = decomposeChange([one('young', 50, 60), one('old', 50, 80)], [one('young', 50, 70), one('old', 50, 80)]);
    expect(answers).toMatchObject({ change: { value: 5 }, answered: { value: 5 }, composition: { value: 0 } });
    const both = decomposeChange([one('young', 30, 60), one('old', 70, 80)], [one('young', 90, 66), one('old', 60, 70), one('new', 50, 90)]);
    expect((both?.answered.value ?? 0) + (both?.composition.value ?? 0)).toBeCloseTo(both?.change.value ?? 99, 9);
    // Kitagawa by hand for two segments: (0.3 + 0.45)/2·6 + (0.7 + 0.3)/2·(−10)
    expect(both?.answered.value).toBeCloseTo(0.375 * 6 - 0.5 * 10, 9);
    expect(both?.segments.find(({ segment }) => segment === 'new')).toMatchObject({ nBefore: 0, meanBefore: null, answered: 0 });
  });

  it('has intervals from the spread of answers and of shares', () => {
    // One segment: 100 respondents each, variance 100: √(100/100 + 100/100)·1.959964
    const alone = decomposeChange([one('all', 100, 60)], [one('all', 100, 70)]);
    expect(alone?.change.low).toBeCloseTo(10 - 1.959964 * Math.SQRT2, 5);
    expect(alone?.answered.low).toBeCloseTo(10 - 1.959964 * Math.SQRT2, 5);
    expect(alone?.composition).toEqual({ value: 0, low: 0, high: 0 });
    // No spread within: the change varies only because shares do: 2·400·0.25/100 = 2.
    const shares = decomposeChange([one('a', 50, 60, 0), one('b', 50, 80, 0)], [one('a', 50, 60, 0), one('b', 50, 80, 0)]);
    expect(shares?.composition.high).toBeCloseTo(1.959964 * Math.SQRT2, 5);
    expect(shares?.answered).toEqual({ value: 0, low: 0, high: 0 });
  });

  it('covers the truth as often as it says: 930 to 970 of 1,000 simulated pairs of waves', () => {
    const random = new SeededRandom(5);
    const means = [[60, 66], [75, 74], [50, 58]] as const;
    const shares = [[0.5, 0.3], [0.3, 0.4], [0.2, 0.3]] as const;
    const truth = { answered: 0, composition: 0 };
    for (const [at, [m1, m2]] of means.entries()) {
      const [p1, p2] = shares[at] ?? [0, 0];
      truth.answered += ((p1 + p2) / 2) * (m2 - m1);
      truth.composition += (p2 - p1) * ((m1 + m2) / 2);
    }
    const wave = (which: 0 | 1): SegmentSummary[] => {
      const drawn: number[][] = [[], [], []];
      for (let at = 0; at < 150; at += 1) {
        const place = random.next();
        const segment = place < (shares[0]?.[which] ?? 0) ? 0 : place < (shares[0]?.[which] ?? 0) + (shares[1]?.[which] ?? 0) ? 1 : 2;
        drawn[segment]?.push((means[segment]?.[which] ?? 0) + 15 * random.normal());
      }
      return drawn.map((values, segment) => {
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        return one(`s${segment}`, values.length, mean, values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
      });
    };
    const covered = { answered: 0, composition: 0 };
    for (let time = 0; time < 1_000; time += 1) {
      const split = decomposeChange(wave(0), wave(1));
      for (const part of ['answered', 'composition'] as const) if (split && split[part].low <= truth[part] && truth[part] <= split[part].high) covered[part] += 1;
    }
    expect(covered.answered).toBeGreaterThanOrEqual(930);
    expect(covered.answered).toBeLessThanOrEqual(970);
    expect(covered.composition).toBeGreaterThanOrEqual(930);
    expect(covered.composition).toBeLessThanOrEqual(970);
  });

  it('does not exist between waves that nobody or one person answered, and refuses what is no number', () => {
    expect(decomposeChange([], [one('a', 10, 50)])).toBeNull();
    expect(decomposeChange([one('a', 1, 50, null)], [one('a', 10, 50)])).toBeNull();
    expect(decomposeChange([one('a', 1, 50, null), one('b', 1, 70, null)], [one('a', 2, 50, 0)])?.change.value).toBe(-10);
    expect(() => decomposeChange([one('a', 5, Number.NaN)], [one('a', 10, 50)])).toThrow('mean of a');
    expect(() => decomposeChange([one('a', 5, 1), one('a', 5, 1)], [one('a', 10, 50)])).toThrow('"a" is there twice');
  });
});
