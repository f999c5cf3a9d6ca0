import { cusum, CUSUM_DEFAULTS, type CusumSettings, type Side } from './cusum.ts';
import { ewma, EWMA_DEFAULTS } from './ewma.ts';
import { shewhart } from './shewhart.ts';
import { type Baseline, BASELINE_PERIODS, type BaselineRefusal, baselineOf, standardise, standardiseAgainst, type WatchedPeriod } from './watch-series.ts';

export interface ControlSettings extends CusumSettings {
  /** Of the EWMA. */
  lambda: number;
  width: number;
  /** Of the Shewhart chart, in standard deviations. */
  sigmas: number;
  /** Fewest periods behind the usual level. */
  baselinePeriods: number;
  /** Level and spread of one answer, where they are known instead of read from the series. */
  known: { mean: number; sigma: number } | null;
}

export const CONTROL_DEFAULTS: ControlSettings = { ...CUSUM_DEFAULTS, lambda: EWMA_DEFAULTS.lambda, width: EWMA_DEFAULTS.width, sigmas: 3, baselinePeriods: BASELINE_PERIODS, known: null };

export interface ControlSignal {
  method: 'cusum' | 'ewma' | 'shewhart';
  side: Side;
  /** Period, 0-based. */
  at: number;
  /** Statistic of the method, and the limit it has passed; standard deviations of a standardised period. */
  value: number;
  limit: number;
  /** First period of the change, where the method dates it. */
  since: number | null;
}

/**
 * The three charts of one series. Each period is held against all undisturbed periods before it ({@link standardise}), from
 * the 21st on; when the CUSUM first signals, the usual level stays what it was before the change. With a known level every period counts.
 * @returns z of each period (null: nobody answered, or still part of the first baseline), and the signals in order of time
 * @source CUSUM, EWMA and Shewhart as in their own files
 * @throws RangeError as the charts
 */
export function controlCharts(periods: readonly WatchedPeriod[], settings: Partial<ControlSettings> = {}): { z: (number | null)[]; signals: ControlSignal[]; baseline: Baseline | null } | { refused: BaselineRefusal } {
  const rules = { ...CONTROL_DEFAULTS, ...settings };
  if (rules.known) {
    if (!(rules.known.sigma > 0) || !Number.isFinite(rules.known.mean)) throw new RangeError('a known level needs a finite mean and a sigma above 0');
    return { ...chartsOf(periods.map((period) => (rules.known ? standardiseAgainst(period, rules.known) : null)), rules), baseline: null };
  }
  const first = baselineOf(firstFilled(periods, rules.baselinePeriods), rules.baselinePeriods);
  if ('refused' in first) return first;
  const free = standardiseForward(periods, periods.length, rules.baselinePeriods);
  const change = cusum(free.z, rules).signals[0];
  const held = change ? standardiseForward(periods, Math.max(change.since, free.start), rules.baselinePeriods) : free;
  return { ...chartsOf(held.z, rules), baseline: held.baseline ?? first };
}

const firstFilled = (periods: readonly WatchedPeriod[], count: number): WatchedPeriod[] => periods.filter(({ n }) => n > 0).slice(0, count);

/** Each period against all before it, but from `holdAt` on against what was usual before that. */
function standardiseForward(periods: readonly WatchedPeriod[], holdAt: number, baselinePeriods: number): { z: (number | null)[]; baseline: Baseline | null; start: number } {
  const usual: WatchedPeriod[] = [];
  let baseline: Baseline | null = null;
  let start = periods.length;
  const z = periods.map((period, at) => {
    if (at <= holdAt || baseline === null) {
      const known = baselineOf(usual, baselinePeriods);
      baseline = 'refused' in known ? null : known;
    }
    if (baseline !== null) start = Math.min(start, at);
    const value = baseline === null ? null : standardise(period, baseline);
    usual.push(period);
    return value;
  });
  return { z, baseline, start };
}

function chartsOf(z: readonly (number | null)[], { k, h, lambda, width, sigmas }: ControlSettings): { z: (number | null)[]; signals: ControlSignal[] } {
  const signals: ControlSignal[] = [
    ...cusum(z, { k, h }).signals.map(({ index, since, ...rest }) => ({ method: 'cusum' as const, at: index, since, ...rest })),
    ...ewma(z, { lambda, width }).signals.map(({ index, ...rest }) => ({ method: 'ewma' as const, at: index, since: null, ...rest })),
    ...shewhart(z, { width: sigmas }).map(({ index, ...rest }) => ({ method: 'shewhart' as const, at: index, since: index, ...rest })),
  ];
  return { z: [...z], signals: signals.toSorted((a, b) => a.at - b.at) };
}
