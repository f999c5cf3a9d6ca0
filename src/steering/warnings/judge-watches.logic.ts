import { changePoints } from '../../kernel/stats/watching/change-points.ts';
import { CUSUM_DEFAULTS } from '../../kernel/stats/watching/cusum.ts';
import { hasEnough } from '../../kernel/stats/scores/minimum.ts';
import { stl } from '../../kernel/stats/watching/stl.ts';
import { watchMany, watchStepByStep, type WatchPoint, type WatchSignal } from '../../kernel/stats/watching/watch-many.ts';
import type { WatchedPeriod } from '../../kernel/stats/watching/watch-series.ts';
import type { WatchedChart, WatchScore } from './warnings.contract.ts';
import { addWeeks, weeksBetween } from './weeks.logic.ts';

/** One watched series with its weeks, oldest first; weeks without answers may be missing. */
export interface JudgedWatch {
  id: string;
  score: WatchScore;
  minimumEffect: number;
  levelFrom: string | null;
  weeks: readonly { week: string; n: number; sum: number; sumSq: number }[];
}

export interface FoundWarning extends Omit<WatchSignal, 'series' | 'at' | 'since' | 'until'> {
  watchId: string;
  beganOn: string;
  raisedIn: string;
  endedOn: string | null;
  seriesWatched: number;
}

const SEASON_WEEKS = 52;
const NOBODY: WatchedPeriod = { n: 0, sum: 0, sumSq: 0 };

/**
 * Goes through the weeks of all series as they happened, with a rest after each, and finds what should have been told, and when.
 * @param countedTo - Monday before which all weeks are counted
 */
export function* judgeWatches(watches: readonly JudgedWatch[], countedTo: string): Generator<void, FoundWarning[]> {
  const { series, first } = calendarOf(watches, countedTo);
  const { signals } = yield* watchStepByStep(series);
  const weekAt = (at: number): string => addWeeks(first, at);
  return signals.flatMap(({ series: place, at, since, until, ...evidence }) => {
    const watch = watches[place];
    return watch ? [{ ...evidence, watchId: watch.id, beganOn: weekAt(since), raisedIn: weekAt(at), endedOn: until === null ? null : weekAt(until), seriesWatched: watches.length }] : [];
  });
}

/** The control chart of one series, drawn in steps of at least 30 customers so that nobody can be told from it. */
export function chartOf(watch: JudgedWatch, countedTo: string): WatchedChart {
  const { series: [series], first } = calendarOf([watch], countedTo);
  const empty = { points: [], limit: CUSUM_DEFAULTS.h, levels: [] };
  if (!series) return empty;
  const { charts: [chart = []] } = watchMany([series]);
  const points: WatchedChart['points'] = [];
  let open: { from: number; period: WatchedPeriod } | null = null;
  for (const [at, period] of series.periods.entries()) {
    if (period.n === 0 && !open) continue;
    const gathered: { from: number; period: WatchedPeriod } = open ? { from: open.from, period: add(open.period, period) } : { from: at, period };
    const isShown = watch.score === 'volume' || hasEnough(gathered.period.n);
    const isLast = at === series.periods.length - 1;
    open = isShown ? null : gathered;
    if (isShown || isLast) points.push(pointOf({ ...gathered, isShown }, at, chart, first));
  }
  const shown = points.filter((point) => point.value !== null);
  const segments = changePoints(shown.map(({ value }) => value ?? 0), shown.map(({ n }) => Math.max(1, n)));
  return {
    points, limit: CUSUM_DEFAULTS.h,
    levels: segments.flatMap(({ from, to, mean }) => {
      const [start, end] = [shown[from], shown[to]];
      return start && end ? [{ from: start.from, to: end.to, value: mean }] : [];
    }),
  };
}

function pointOf({ from, period: { n, sum }, isShown }: { from: number; period: WatchedPeriod; isShown: boolean }, at: number, chart: readonly WatchPoint[], first: string): WatchedChart['points'][number] {
  const inStep = chart.slice(from, at + 1).filter(({ z }) => z !== null);
  // What was usual before the step: what was usual within it would give away the weeks it was made of.
  const [judged, last] = [inStep[0], inStep.at(-1)];
  const half = judged?.sigma == null || n === 0 ? null : (3 * judged.sigma) / Math.sqrt(n);
  const usual = judged?.expected ?? null;
  return {
    from: addWeeks(first, from), to: addWeeks(first, at), n, value: isShown && n > 0 ? sum / n : null,
    usual: isShown ? usual : null, low: isShown && usual !== null && half !== null ? usual - half : null, high: isShown && usual !== null && half !== null ? usual + half : null,
    upper: isShown ? (last?.upper ?? null) : null, lower: isShown ? (last?.lower ?? null) : null,
  };
}

/** All series on one calendar of weeks, from the first that any of them has. */
function calendarOf(watches: readonly JudgedWatch[], countedTo: string): { series: { periods: WatchedPeriod[]; minimumEffect: number; minimumN?: number; levelFrom?: number }[]; first: string } {
  const first = watches.flatMap(({ weeks }) => weeks[0]?.week ?? []).toSorted()[0] ?? countedTo;
  const length = Math.max(0, weeksBetween(first, countedTo));
  const series = watches.map(({ score, weeks, minimumEffect, levelFrom }) => {
    const periods = Array.from({ length }, () => NOBODY);
    for (const { week, n, sum, sumSq } of weeks) {
      const at = weeksBetween(first, week);
      if (at >= 0 && at < length) periods[at] = { n, sum, sumSq };
    }
    const from = levelFrom === null ? {} : { levelFrom: Math.max(0, weeksBetween(first, levelFrom)) };
    if (score !== 'volume') return { periods, minimumEffect, ...from };
    const counts = withoutSeason(countsOf(periods));
    const usual = meanOf(counts.flatMap(({ n, sum }) => (n > 0 ? [sum] : [])));
    return { periods: counts, minimumEffect: minimumEffect * usual, minimumN: 1, ...from };
  });
  return { series, first };
}

/** A week without contacts between two with contacts is a zero; the first week is left out, for history rarely begins on a Monday. */
function countsOf(periods: readonly WatchedPeriod[]): WatchedPeriod[] {
  const first = periods.findIndex(({ n }) => n > 0);
  return periods.map((period, at) => (first === -1 || at <= first ? NOBODY : period.n > 0 ? period : { n: 1, sum: 0, sumSq: 0 }));
}

/** From two whole years on, what every year brings (Christmas, holidays) is taken out of the number of contacts. */
function withoutSeason(periods: readonly WatchedPeriod[]): WatchedPeriod[] {
  const start = periods.findIndex(({ n }) => n > 0);
  const counts = start === -1 ? [] : periods.slice(start).map(({ sum }) => sum);
  if (counts.length < 2 * SEASON_WEEKS) return [...periods];
  const { seasonal } = stl(counts, { period: SEASON_WEEKS, robust: true });
  return periods.map((period, at) => {
    if (at < start) return period;
    const count = Math.max(0, period.sum - (seasonal[at - start] ?? 0));
    return { n: 1, sum: count, sumSq: count * count };
  });
}

const add = (a: WatchedPeriod, b: WatchedPeriod): WatchedPeriod => ({ n: a.n + b.n, sum: a.sum + b.sum, sumSq: a.sumSq + b.sumSq });
const meanOf = (values: readonly number[]): number => (values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length);
