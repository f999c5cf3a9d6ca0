import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../kernel/stats/random.ts';
import { chartOf, type FoundWarning, judgeWatches, type JudgedWatch } from './judge-watches.logic.ts';
import { addWeeks, endOfWeek, lastDayOf, mondayOf, weeksBetween } from './weeks.logic.ts';

const FIRST = '2024-01-01';
const watch = (weeks: JudgedWatch['weeks'], changes: Partial<JudgedWatch> = {}): JudgedWatch => ({ id: 'w', score: 'experience', minimumEffect: 0.3, levelFrom: null, weeks, ...changes });
/** `n` customers of mean `mean`, one half 2 below, the other 2 above. */
const week = (at: number, mean: number, n = 20) => ({ week: addWeeks(FIRST, at), n, sum: n * mean, sumSq: n * (mean * mean + 4) });
const quiet = (weeks: number, n = 20) => Array.from({ length: weeks }, (_, at) => week(at, at % 2 === 0 ? 7.9 : 8.1, n));
const contacts = (count: number, numberAt: (at: number) => number) => Array.from({ length: count }, (_, at) => ({ week: addWeeks(FIRST, at), n: 1, sum: numberAt(at), sumSq: numberAt(at) ** 2 }));

function judged(...[watches, countedTo]: Parameters<typeof judgeWatches>): FoundWarning[] {
  const steps = judgeWatches(watches, countedTo);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

describe('weeks', () => {
  it('begin on Mondays in UTC', () => {
    expect([mondayOf(new Date('2026-06-28T23:59:59Z')), mondayOf(new Date('2026-06-29T00:00:00Z')), mondayOf(new Date('1969-12-31T12:00:00Z'))]).toEqual(['2026-06-22', '2026-06-29', '1969-12-29']);
    expect(weeksBetween('2025-12-29', '2026-01-12')).toBe(2);
    expect(endOfWeek('2026-06-22').toISOString()).toBe('2026-06-29T00:00:00.000Z');
    expect(lastDayOf('2026-06-22')).toBe('2026-06-28');
  });
});

describe('judging what is watched', () => {
  it('dates a fall to its week, and knows how many series were looked at', () => {
    const fallen = watch([...quiet(24), ...[24, 25, 26].map((at) => week(at, 5.5))], { id: 'fallen' });
    expect(judged([watch(quiet(27)), fallen], addWeeks(FIRST, 27))).toMatchObject([{ watchId: 'fallen', side: 'down', beganOn: '2024-06-17', raisedIn: '2024-06-17', endedOn: null, seriesWatched: 2, value: 5.5 }]);
  });
  it('does not look at the week that goes on', () => {
    expect(judged([watch([...quiet(24), week(24, 2)])], addWeeks(FIRST, 24))).toEqual([]);
  });
  it('of nothing is nothing', () => {
    expect(judged([], FIRST)).toEqual([]);
    expect(judged([watch([])], FIRST)).toEqual([]);
    expect(chartOf(watch([]), FIRST)).toEqual({ points: [], limit: 5, levels: [] });
  });
});

describe('contacts', () => {
  it('that stop altogether are told: weeks without any are zeros', () => {
    const random = new SeededRandom(1);
    const stopped = watch(contacts(30, () => Math.round(200 + 10 * random.normal())), { score: 'volume', minimumEffect: 0.5 });
    expect(judged([stopped], addWeeks(FIRST, 33))).toMatchObject([{ side: 'down', beganOn: addWeeks(FIRST, 30), value: 0 }]);
  });
  it('that double every December are not told once two years are known', () => {
    const random = new SeededRandom(2);
    const christmas = (at: number) => Math.round((at % 52 >= 48 ? 400 : 200) + 10 * random.normal());
    const twice = contacts(112, christmas);
    expect(judged([watch(twice.slice(0, 56), { score: 'volume', minimumEffect: 0.5 })], addWeeks(FIRST, 56)).length).toBeGreaterThan(0);
    expect(judged([watch(twice, { score: 'volume', minimumEffect: 0.5 })], addWeeks(FIRST, 112))).toEqual([]);
  });
});

describe('the chart', () => {
  it('puts thin weeks together until 30 customers have answered, and withholds what is left over', () => {
    const { points } = chartOf(watch(quiet(25, 12)), addWeeks(FIRST, 25));
    expect(points.slice(0, 2)).toMatchObject([{ from: '2024-01-01', to: '2024-01-15', n: 36, usual: null }, { from: '2024-01-22', to: '2024-02-05', n: 36 }]);
    expect(points.at(-1)).toEqual({ from: addWeeks(FIRST, 24), to: addWeeks(FIRST, 24), n: 12, value: null, usual: null, low: null, high: null, upper: null, lower: null });
    expect(points.at(-2)).toMatchObject({ n: 36, usual: expect.closeTo(8, 1), upper: expect.any(Number) });
  });
  it('widens its limits where few have answered: 3 · 2/√40 around 8', () => {
    const { points } = chartOf(watch(quiet(25, 40)), addWeeks(FIRST, 25));
    const last = points.at(-1);
    expect((last?.high ?? 0) - (last?.usual ?? 0)).toBeCloseTo((3 * 2) / Math.sqrt(40), 1);
  });
  it('names the stretches of one level', () => {
    const { levels } = chartOf(watch([...quiet(24, 40), ...[24, 25, 26, 27].map((at) => week(at, 5.5, 40))]), addWeeks(FIRST, 28));
    expect(levels).toMatchObject([{ from: '2024-01-01', to: '2024-06-10' }, { from: '2024-06-17', to: '2024-07-08', value: 5.5 }]);
  });
});
