import { CUSUM_DEFAULTS, CUSUM_START, cusumTail, type CusumPoint, type Side, stepCusum } from './cusum.ts';
import { twoSidedPOfZ } from '../distributions.ts';
import { benjaminiHochberg } from '../multiple.ts';
import { type Baseline, BASELINE_PERIODS, baselineOf, pool, standardise, type WatchedPeriod } from './watch-series.ts';

/** One watched series. All series share the same calendar of periods; a period without answers has n = 0. */
export interface WatchedSeries {
  periods: readonly WatchedPeriod[];
  /** Changes smaller than this are not told, in the units of the values; ≥ 0. */
  minimumEffect: number;
  /** Fewest answers that are judged together; thinner periods wait for the next ones. 1 for counts. */
  minimumN?: number;
  /** Position from which on the usual level is read: a new normal begins there. */
  levelFrom?: number;
}

export type WatchMethod = 'cusum' | 'shewhart';

/** What was found, with its evidence. Positions count the periods of the calendar from 0. */
export interface WatchSignal {
  series: number;
  method: WatchMethod;
  side: Side;
  /** Period in which the alarm is raised. */
  at: number;
  /** First period of the change. */
  since: number;
  /** Last period of the change: afterwards the series was back at its usual level; null while it goes on. */
  until: number | null;
  /** Statistic of the method in standard deviations, and the limit it has passed. */
  statistic: number;
  limit: number;
  /** Two-sided, and adjusted for all series looked at in this period. */
  p: number;
  q: number;
  /** Level and answers since the change began, and the usual ones. */
  n: number;
  value: number;
  baseline: Baseline;
  effect: number;
}

/** What the chart of one series shows at one period of the calendar; null where nothing was judged. */
export interface WatchPoint {
  z: number | null;
  upper: number | null;
  lower: number | null;
  /** Usual level as known before this period, and the spread of one answer around it. */
  expected: number | null;
  sigma: number | null;
}

export interface WatchManySettings {
  /** Share of alarms that may be false, over all series of a period. */
  falseShare?: number;
  k?: number;
  h?: number;
  /** Width of the Shewhart limits. */
  width?: number;
  baselinePeriods?: number;
  /** The usual level follows the last so many undisturbed periods. */
  baselineAtMost?: number;
}

const WATCH_DEFAULTS = { falseShare: 0.02, k: CUSUM_DEFAULTS.k, h: CUSUM_DEFAULTS.h, width: 3, baselinePeriods: BASELINE_PERIODS, baselineAtMost: 104 } as const;
const DEFAULT_MINIMUM_N = 5;
/** Below so many answers a mean is not normal far out: such a period is no jump by itself, and counts in the CUSUM as THIN_Z at most. */
const NORMAL_N = 20;
const THIN_Z = 3;
/** A change has ended when so many periods together lie within one standard error of the usual level, or beyond it on the other side. */
const RETURN_PERIODS = 8;
const RETURN_Z = 1;

/**
 * Watches many series at once, period by period as they happened: each is standardised against its own past
 * ({@link standardise}), runs through a CUSUM (small changes that stay) and a Shewhart limit (jumps), and an alarm needs three things:
 * the chart beyond its limit, a Benjamini–Hochberg adjusted p over all charts of the same period at or below `falseShare`, and a
 * change of at least the minimum effect. After an alarm the usual level stays what it was before the change, and there is no
 * second alarm until the series is back. 1,000 weekly series at an ARL of 500 would give 2 false alarms every week; so they give about one a year.
 * A pure function of the sums: looking at the same history again finds the same alarms on the same dates.
 * @returns signals in order of time, and the charts of all series
 * @source FDR over charts: Li & Tsung (2009), False discovery rate-adjusted charting schemes for multistage process
 *   monitoring and fault identification, Technometrics 51, 186–205; Grigg & Spiegelhalter (2008), Biometrics 64; Benjamini & Hochberg (1995)
 * @throws RangeError as {@link baselineOf}, and when a minimum effect is negative
 */
export function watchMany(series: readonly WatchedSeries[], settings: WatchManySettings = {}): Watched {
  const steps = watchStepByStep(series, settings);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

export interface Watched {
  signals: WatchSignal[];
  charts: WatchPoint[][];
}

/** The same, with a rest after each period: a thousand series over years take seconds, in which a server has other things to do. */
export function* watchStepByStep(series: readonly WatchedSeries[], settings: WatchManySettings = {}): Generator<void, Watched> {
  const rules = { ...WATCH_DEFAULTS, ...settings };
  const runs = series.map((one) => startRun(one));
  const signals: WatchSignal[] = [];
  const length = Math.max(0, ...series.map(({ periods }) => periods.length));
  for (let at = 0; at < length; at += 1) {
    yield;
    const looks = runs.flatMap((run, index) => {
      const look = step(run, at, rules);
      return look ? [{ run, index, ...look }] : [];
    });
    const adjusted = benjaminiHochberg(looks.flatMap(({ cusumP, shewhartP }) => [cusumP, shewhartP]));
    for (const [place, look] of looks.entries()) {
      const signal = judge(look, { cusum: adjusted[2 * place] ?? 1, shewhart: adjusted[2 * place + 1] ?? 1 }, at, rules);
      if (!signal) continue;
      look.run.ongoing = signal;
      look.run.since = [];
      signals.push(signal);
    }
  }
  return { signals, charts: runs.map(({ chart }) => chart) };
}

type Week = WatchedPeriod & { at: number };

interface Run {
  series: WatchedSeries;
  /** Undisturbed periods of the calendar, oldest first. */
  usual: Week[];
  /** Thin periods that wait to be judged with the next ones. */
  waiting: Week[];
  cusum: CusumPoint;
  /** What was judged since the CUSUM began: first calendar period and z. */
  judged: { from: number; z: number }[];
  ongoing: WatchSignal | null;
  /** Judged periods of the ongoing change. */
  since: Week[];
  chart: WatchPoint[];
}

type Rules = Required<WatchManySettings>;

interface Look {
  z: number;
  baseline: Baseline;
  cusumP: number;
  shewhartP: number;
}

function startRun(series: WatchedSeries): Run {
  if (!(series.minimumEffect >= 0)) throw new RangeError(`the minimum effect must be at least 0, got ${series.minimumEffect}`);
  return { series, usual: [], waiting: [], cusum: CUSUM_START, judged: [], ongoing: null, since: [], chart: series.periods.map(() => ({ z: null, upper: null, lower: null, expected: null, sigma: null })) };
}

/** Takes in one period of the calendar. @returns what there is to judge; null while the baseline grows, nothing was answered or a change goes on */
function step(run: Run, at: number, rules: Rules): Look | null {
  const period = run.series.periods[at];
  if (!period || period.n === 0 || at < (run.series.levelFrom ?? 0)) return null;
  const baseline = run.ongoing?.baseline ?? baselineOf(run.usual.slice(-rules.baselineAtMost), rules.baselinePeriods);
  if ('refused' in baseline) {
    run.usual.push({ ...period, at });
    return null;
  }
  run.waiting.push({ ...period, at });
  const judged = pool(run.waiting);
  if (judged.n < (run.series.minimumN ?? DEFAULT_MINIMUM_N)) return null;
  const weeks = run.waiting;
  run.waiting = [];
  const z = standardise(judged, baseline) ?? 0;
  const isThin = judged.n < NORMAL_N && run.series.minimumN !== 1;
  run.cusum = stepCusum(run.cusum, isThin ? Math.max(-THIN_Z, Math.min(THIN_Z, z)) : z, rules.k);
  run.judged.push({ from: weeks[0]?.at ?? at, z });
  run.chart[at] = { z, upper: run.cusum.upper, lower: run.cusum.lower, expected: baseline.mean, sigma: baseline.sigma };
  if (run.ongoing) {
    run.since.push({ ...judged, at });
    endIfBack(run, run.ongoing);
    return null;
  }
  run.usual.push(...weeks);
  return { z, baseline, cusumP: Math.min(1, 2 * cusumTail(Math.max(run.cusum.upper, run.cusum.lower), rules.k)), shewhartP: isThin ? 1 : twoSidedPOfZ(z) };
}

function judge({ run, index, z, baseline, cusumP, shewhartP }: Look & { run: Run; index: number }, q: { cusum: number; shewhart: number }, at: number, { falseShare, h, width }: Rules): WatchSignal | null {
  const { upper, lower, upperRun, lowerRun } = run.cusum;
  const isCusum = Math.max(upper, lower) > h && q.cusum <= falseShare;
  const isShewhart = Math.abs(z) > width && q.shewhart <= falseShare;
  if (!isCusum && !isShewhart) return null;
  const side: Side = isCusum ? (upper > lower ? 'up' : 'down') : z > 0 ? 'up' : 'down';
  const since = beginOf(run.judged.slice(-Math.max(1, side === 'up' ? upperRun : lowerRun)), side) ?? at;
  const changed = run.usual.filter((week) => week.at >= since);
  const before = baselineOf(run.usual.slice(0, run.usual.length - changed.length).slice(-WATCH_DEFAULTS.baselineAtMost), 2);
  // Where almost all of the past belongs to the run, the level that the chart was drawn with stays.
  const usual = 'refused' in before ? baseline : before;
  const { n, sum } = pool(changed);
  const effect = sum / n - usual.mean;
  if (Math.abs(effect) < run.series.minimumEffect || Math.sign(effect) !== (side === 'up' ? 1 : -1)) return null;
  run.usual.length -= 'refused' in before ? 0 : changed.length;
  return {
    series: index, method: isCusum ? 'cusum' : 'shewhart', side, at, since, until: null,
    statistic: isCusum ? Math.max(upper, lower) : z, limit: isCusum ? h : Math.sign(z) * width, p: isCusum ? cusumP : shewhartP, q: isCusum ? q.cusum : q.shewhart,
    n, value: sum / n, baseline: usual, effect,
  };
}

/**
 * Where the change most likely began: the place from which on the mean of the z values is least like chance, (Σz)²/m at its
 * largest. The run of the CUSUM alone would begin a few quiet periods too early.
 * @source maximum likelihood for a step of unknown size: Hinkley (1970), Biometrika 57, 1–17
 */
function beginOf(judged: Run['judged'], side: Side): number | null {
  let [sum, best, begin]: [number, number, number | null] = [0, 0, null];
  for (let place = judged.length - 1; place >= 0; place -= 1) {
    sum += (judged[place]?.z ?? 0) * (side === 'up' ? 1 : -1);
    const likelihood = sum > 0 ? sum ** 2 / (judged.length - place) : 0;
    if (likelihood > best) [best, begin] = [likelihood, judged[place]?.from ?? null];
  }
  return begin;
}

function endIfBack(run: Run, ongoing: WatchSignal): void {
  if (run.since.length < RETURN_PERIODS) return;
  const last = run.since.slice(-RETURN_PERIODS);
  const z = standardise(pool(last), ongoing.baseline) ?? 0;
  if (z * (ongoing.side === 'up' ? 1 : -1) >= RETURN_Z) return;
  ongoing.until = run.since.at(-RETURN_PERIODS - 1)?.at ?? ongoing.at;
  run.ongoing = null;
  run.cusum = CUSUM_START;
  run.judged = [];
}
