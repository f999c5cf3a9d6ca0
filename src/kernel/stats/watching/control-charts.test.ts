import { describe, expect, it } from 'vitest';
import { controlCharts } from './control-charts.ts';

/** `n` answers of mean `mean`, half of them 2 below, half 2 above. */
const period = (mean: number, n = 20) => ({ n, sum: n * mean, sumSq: n * (mean * mean + 4) });
const quiet = Array.from({ length: 24 }, (_, at) => period(at % 2 === 0 ? 7.9 : 8.1));
const signalsOf = (...args: Parameters<typeof controlCharts>) => {
  const charts = controlCharts(...args);
  return 'refused' in charts ? charts.refused : charts.signals.map(({ method, side, at, since }) => ({ method, side, at, since }));
};

describe('the three charts of one series', () => {
  it('signal a fall by 2.5 in the same period, and hold the level of before', () => {
    const charts = controlCharts([...quiet, ...Array.from({ length: 6 }, () => period(5.5))]);
    if ('refused' in charts) throw new Error(charts.refused);
    expect(charts.baseline).toMatchObject({ periods: 24, n: 480, mean: 8 });
    expect(charts.signals.find(({ method }) => method === 'shewhart')).toMatchObject({ side: 'down', at: 24 });
    expect(charts.signals.find(({ method }) => method === 'ewma')).toMatchObject({ side: 'down', at: 24 });
    expect(charts.signals.find(({ method }) => method === 'cusum')).toMatchObject({ side: 'down', at: 25, since: 24, limit: 5 });
    expect(charts.z.slice(0, 20).every((z) => z === null)).toBe(true);
  });
  it('are silent while nothing happens, and pass over periods without answers', () => {
    expect(signalsOf([...quiet, { n: 0, sum: 0, sumSq: 0 }, period(8)])).toEqual([]);
  });
  it('judge every period against a level that is known: 9, 9, 9 around 10 with σ 1 and n 9 lie 3 below each', () => {
    const charts = controlCharts([9, 9, 9].map((mean) => period(mean, 9)), { known: { mean: 10, sigma: 1 } });
    expect('refused' in charts ? [] : charts.z).toEqual([-3, -3, -3]);
    expect('refused' in charts ? [] : charts.signals.map(({ method, at }) => [method, at])).toEqual([['ewma', 0], ['cusum', 2]]);
  });
  it('are refused with the reason', () => {
    expect(signalsOf(quiet.slice(0, 19))).toBe('too_few_periods');
    expect(signalsOf(Array.from({ length: 30 }, () => ({ n: 5, sum: 40, sumSq: 320 })))).toBe('no_spread');
    expect(signalsOf([])).toBe('too_few_periods');
    expect(() => controlCharts(quiet, { known: { mean: 1, sigma: 0 } })).toThrow(RangeError);
  });
});
