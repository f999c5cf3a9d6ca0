import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../random.ts';
import { watchMany, type WatchedSeries } from './watch-many.ts';
import { npsPeriod, type WatchedPeriod } from './watch-series.ts';

/** Answers of one week; 40 % promoters and 30 % detractors unless said otherwise. */
function week(random: SeededRandom, size: number, promoterShare = 0.4, detractorShare = 0.3): WatchedPeriod {
  const counts = { promoters: 0, passives: 0, detractors: 0 };
  for (let answer = 0; answer < size; answer += 1) {
    const drawn = random.next();
    counts[drawn < promoterShare ? 'promoters' : drawn < promoterShare + detractorShare ? 'detractors' : 'passives'] += 1;
  }
  return npsPeriod(counts);
}

const WEEKS = 20 + 26;
const steady = (random: SeededRandom, size: number): WatchedSeries => ({ minimumEffect: 5, periods: Array.from({ length: WEEKS }, () => week(random, size)) });
/** Thin and thick series. */
const sizeOf = (index: number): number => [5, 12, 40, 120][index % 4] ?? 5;
const leaning = (random: SeededRandom, size: number): WatchedSeries => ({ minimumEffect: 5, periods: Array.from({ length: WEEKS }, () => week(random, size, 0.6, 0.12)) });

describe('watching many series', () => {
  it('1,000 weekly series without change give at most 2 false alarms a week over half a year, and hardly any at all', () => {
    const random = new SeededRandom(7);
    const { signals } = watchMany(Array.from({ length: 1_000 }, (_, index) => (index % 8 < 4 ? steady : leaning)(random, sizeOf(index))));
    const perWeek = Array.from({ length: WEEKS }, (_, at) => signals.filter((signal) => signal.at === at).length);
    expect(Math.max(...perWeek)).toBeLessThanOrEqual(2);
    expect(signals.length).toBeLessThanOrEqual(3);
  });
  it('without control of the false share the same series would give more than one every week', () => {
    const random = new SeededRandom(7);
    const { signals } = watchMany(Array.from({ length: 1_000 }, (_, index) => ({ ...steady(random, sizeOf(index)), minimumEffect: 0 })), { falseShare: 1 });
    expect(signals.length / 26).toBeGreaterThan(1);
  });
  it('finds one planted drop of 30 points among 1,000 series within five weeks, dates it and says how large it is', () => {
    const random = new SeededRandom(8);
    const series = Array.from({ length: 1_000 }, (_, index) => steady(random, sizeOf(index)));
    const fallen = Array.from({ length: WEEKS }, (_, at) => (at < 30 ? week(random, 120) : week(random, 120, 0.25, 0.45)));
    series[500] = { minimumEffect: 5, periods: fallen };
    const found = watchMany(series).signals.filter((signal) => signal.series === 500);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ side: 'down', until: null });
    expect(found[0]?.at).toBeGreaterThanOrEqual(30);
    expect(found[0]?.at).toBeLessThanOrEqual(34);
    expect(Math.abs((found[0]?.since ?? 0) - 30)).toBeLessThanOrEqual(2);
    expect(found[0]?.effect).toBeLessThan(-15);
    expect(found[0]?.q).toBeLessThanOrEqual(0.02);
  });
});

/** `n` answers of mean `mean`, half a point below, half above. */
const exact = (mean: number, n = 20, spread = 2): WatchedPeriod => ({ n, sum: n * mean, sumSq: n * (mean * mean + spread * spread) });
/** A quiet series: 7.9, 8.1, 7.9 … */
const quiet = (weeks: number): WatchedPeriod[] => Array.from({ length: weeks }, (_, at) => exact(at % 2 === 0 ? 7.9 : 8.1));

describe('one series', () => {
  it('is silent for 20 periods, whatever happens, and while nothing happens', () => {
    expect(watchMany([{ minimumEffect: 0.3, periods: [...quiet(18), exact(2), exact(2)] }]).signals).toEqual([]);
    expect(watchMany([{ minimumEffect: 0.3, periods: quiet(60) }]).signals).toEqual([]);
  });
  it('falls by 2.5: alarm in the same week, dated to it, with what was usual before', () => {
    const { signals } = watchMany([{ minimumEffect: 0.3, periods: [...quiet(22), ...Array.from({ length: 10 }, () => exact(5.5))] }]);
    expect(signals).toHaveLength(1);
    expect(signals[0]).toMatchObject({ at: 22, since: 22, until: null, side: 'down', n: 20, value: 5.5 });
    expect(signals[0]?.effect).toBeCloseTo(-2.5, 10);
    expect(signals[0]?.baseline).toMatchObject({ periods: 22, mean: 8 });
  });
  it('is not told where the change is smaller than what people want to hear of', () => {
    const periods = [...quiet(22), ...Array.from({ length: 10 }, () => exact(7, 200))];
    expect(watchMany([{ minimumEffect: 0.5, periods }]).signals).toHaveLength(1);
    expect(watchMany([{ minimumEffect: 1.5, periods }]).signals).toEqual([]);
  });
  it('comes back: the change ends, and a second fall is a second alarm', () => {
    const low = Array.from({ length: 10 }, () => exact(5.5));
    const { signals } = watchMany([{ minimumEffect: 0.3, periods: [...quiet(22), ...low, ...quiet(20), ...low] }]);
    expect(signals.map(({ at, until }) => [at, until])).toEqual([[22, 31], [52, null]]);
  });
  it('has a new usual level where people say so', () => {
    const periods = [...quiet(22), ...Array.from({ length: 40 }, (_, at) => exact(at % 2 === 0 ? 5.4 : 5.6))];
    expect(watchMany([{ minimumEffect: 0.3, periods, levelFrom: 22 }]).signals).toEqual([]);
  });
  it('waits where few answer: three a week are judged every second week', () => {
    const { charts } = watchMany([{ minimumEffect: 0.3, periods: Array.from({ length: 60 }, (_, at) => exact(at % 4 < 2 ? 7.9 : 8.1, 3)) }]);
    expect(charts[0]?.flatMap(({ z }, at) => (z === null ? [] : [at])).slice(0, 3)).toEqual([21, 23, 25]);
  });
  it('bears nothing at all, nobody answering, and everybody saying the same', () => {
    expect(watchMany([])).toEqual({ signals: [], charts: [] });
    const none = { n: 0, sum: 0, sumSq: 0 };
    expect(watchMany([{ minimumEffect: 0, periods: [] }, { minimumEffect: 0, periods: Array.from({ length: 40 }, () => none) }, { minimumEffect: 0, periods: Array.from({ length: 40 }, () => exact(8, 20, 0)) }]).signals).toEqual([]);
    expect(() => watchMany([{ minimumEffect: -1, periods: [] }])).toThrow(RangeError);
  });
});
