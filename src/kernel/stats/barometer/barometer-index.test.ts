import { describe, expect, it } from 'vitest';
import { indexOf, rawWeights, scaleTo100 } from './barometer-index.ts';
import { momentsOfColumns, totalOf } from '../drivers/item-moments.ts';
import { cronbachAlpha } from './reliability.ts';

const moments = (columns: number[][], weights?: number[]) => {
  const items = columns.map((_, at) => `q${at + 1}`);
  return totalOf(items, momentsOfColumns(items, columns, { weights, parts: 1 }));
};

describe('an index', () => {
  it('stands between the worst and the best answer, whichever of them is the larger number', () => {
    expect(scaleTo100(10, 1, 10)).toBe(100);
    expect(scaleTo100(1, 1, 10)).toBe(0);
    expect(scaleTo100(1, 6, 1)).toBe(100);
    expect(scaleTo100(2.49, 5, 1)).toBeCloseTo(62.75, 9);
  });

  it('is the mean of its items with Student’s interval: 40, 50, 60, 90 → 60 ± 34.3776', () => {
    // Respondents: (20+60)/2, (40+60)/2, 60, 90; s² = 1400/3, t(3) = 3.182446, s/√4 = 10.801234
    const index = indexOf(moments([[20, 40, 60, 80], [60, 60, 60, 100]]), [0, 1]);
    expect(index.index).toBeCloseTo(60, 9);
    expect(index.variance).toBeCloseTo(1_400 / 3, 9);
    expect(index.low).toBeCloseTo(60 - 3.182446 * 10.801234, 4);
    expect(index.high).toBeCloseTo(60 + 3.182446 * 10.801234, 4);
  });

  it('ends where its scale ends', () => {
    expect(indexOf(moments([[0, 100, 100, 100, 100]]), [0]).high).toBe(100);
    expect(indexOf(moments([[0, 0, 0, 0, 100]]), [0]).low).toBe(0);
  });

  it('knows what weights of rows cost', () => {
    const [plain, weighted] = [indexOf(moments([[20, 40, 60, 80]]), [0]), indexOf(moments([[20, 40, 60, 80]], [5, 1, 1, 1]), [0])];
    expect(weighted.index).toBeCloseTo((5 * 20 + 40 + 60 + 80) / 8, 9);
    expect((weighted.high ?? 0) - (weighted.low ?? 0)).toBeGreaterThan((plain.high ?? 0) - (plain.low ?? 0));
    // As for any weighted mean, in R: m ± qt(.975, nEff − 1)·√(s²/nEff) with nEff = 49/15 and s² = Σw(x − m)²/Σw · nEff/(nEff − 1)
    expect(indexOf(moments([[30, 40, 50, 60]], [3, 1, 1, 2]), [0])).toMatchObject({ index: expect.closeTo(300 / 7, 9), variance: expect.closeTo(235.294117647, 8), low: expect.closeTo(10.1637308505, 8), high: expect.closeTo(75.5505548637, 8) });
    expect(indexOf(moments([[20, 40]], [1, 1e-12]), [0])).toMatchObject({ variance: null, low: null, high: null });
  });

  it('says nothing from nobody, and no interval from one', () => {
    expect(indexOf(moments([[]]), [0])).toEqual({ n: 0, index: null, variance: null, low: null, high: null });
    expect(indexOf(moments([[70]]), [0])).toEqual({ n: 1, index: 70, variance: null, low: null, high: null });
    expect(indexOf(moments([[70, 70]]), [0])).toEqual({ n: 2, index: 70, variance: 0, low: 70, high: 70 });
  });

  it('refuses weights that do not add up', () => {
    expect(() => indexOf(moments([[1], [2]]), [0, 1], { weights: [0.5, 0.6] })).toThrow('add up to 1');
    expect(() => indexOf(moments([[1]]), [])).toThrow('at least one item');
  });

  it('brings weights of standardised items back to answers: wider items weigh less', () => {
    // Standard deviations 10 and 20: weights 1/10 and 1/20, normed 2/3 and 1/3.
    expect(rawWeights(moments([[10, 20, 30], [20, 40, 60]]), [0, 1], [1, 1])).toEqual([expect.closeTo(2 / 3, 9), expect.closeTo(1 / 3, 9)]);
    expect(rawWeights(moments([[10, 10], [20, 40]]), [0, 1], [1, 1])).toBeNull();
    expect(rawWeights(moments([[10]]), [0], [1])).toBeNull();
  });
});

describe('reliability', () => {
  it('is 1 where items say the same, and 0.75 where half of the variance is shared by three', () => {
    expect(cronbachAlpha(moments([[1, 2, 3], [1, 2, 3]]), [0, 1]).alpha).toBeCloseTo(1, 9);
    // Items x, y, z with variance 1 and covariances 0.5: 3/2·(1 − 3/6) = 0.75
    const rows = [[1, 1, 0, 0, -1, -1, 1, -1], [1, 0, 1, -1, 0, -1, 1, -1], [0, 1, 1, -1, -1, 0, 1, -1]];
    const variance = 6 / 7;
    const covariance = 4 / 7;
    expect(cronbachAlpha(moments(rows), [0, 1, 2]).alpha).toBeCloseTo(1.5 * (1 - (3 * variance) / (3 * variance + 6 * covariance)), 9);
  });

  it('does not exist for one item, one respondent, or items that never vary', () => {
    expect(cronbachAlpha(moments([[1, 2, 3]]), [0])).toEqual({ alpha: null, reason: 'one_item' });
    expect(cronbachAlpha(moments([[1], [2]]), [0, 1])).toEqual({ alpha: null, reason: 'too_few' });
    expect(cronbachAlpha(moments([[], []]), [0, 1])).toEqual({ alpha: null, reason: 'too_few' });
    expect(cronbachAlpha(moments([[3, 3], [4, 4]]), [0, 1])).toEqual({ alpha: null, reason: 'constant' });
    expect(cronbachAlpha(moments([[1, 2], [2, 1]]), [0, 1])).toEqual({ alpha: null, reason: 'constant' });
    expect(() => cronbachAlpha(moments([[1, 2]]), [0, 1])).toThrow('no item 1');
  });
});
