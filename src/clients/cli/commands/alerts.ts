import { changePoints } from '../../../kernel/stats/watching/change-points.ts';
import { CONTROL_DEFAULTS, controlCharts, type ControlSignal } from '../../../kernel/stats/watching/control-charts.ts';
import { outliersOf, stl } from '../../../kernel/stats/watching/stl.ts';
import { npsPeriod, type WatchedPeriod } from '../../../kernel/stats/watching/watch-series.ts';
import { type Command, type Outside, UsageError } from '../command.ts';
import { commonOptionsHelp, numberOption, parseNumberArgs, wholeOption } from '../numbers/options.ts';
import { writeJson, writeTable } from '../numbers/print.ts';
import { readTable, type Table } from '../numbers/read-table.ts';

const usage = 'momente alerts <file> --time <column> --promoters <column> --passives <column> --detractors <column>';
const help = `
${usage}
momente alerts <file> --time <column> --value <column> [--n <column>]

What falls out of the ordinary, and since when: one row is one period (a week, a day). Weeks with few answers widen their limits by
themselves. Three control charts look at standardised periods: CUSUM (small changes that stay), EWMA (the same, smoothed) and Shewhart (jumps).

  --time        column that names the periods; numbers and dates like 2026-03-30, 30.03.2026 or 2026-W14 are put in order; numbers of
                weeks or months that begin anew once (51, 52, 1, 2) and other words stay in the order of the file
  --promoters, --passives, --detractors   counts of answers per period: the NPS is watched
  --value       or any figure per period, with
  --n           the number of answers behind it (default: every period counts the same)
  --baseline    periods from which the usual level is read before anything is told (default: 20, at least 2)
  --target      the usual level, where it is known: then every period is judged; with
  --sigma       the standard deviation of one answer (NPS: in points, about 80); for --value without --n of one period
  --k, --h      of the CUSUM (default: 0.5 and 5; h 5.0707 gives one false signal in 500 periods)
  --lambda, --width   of the EWMA (default: 0.2 and 2.962)
  --season      periods of a year, e.g. 52 or 12: what every year brings is taken out first (robust STL, two whole years at least), and
                single periods that lie outside of the fences (3 × interquartile range) are told as method stl
${commonOptionsHelp.split('\n').filter((line) => !/^ {2}--(weight|cluster|confidence)/.test(line)).join('\n')}

--json: {n, baseline: {periods, n, mean, sigma}, signals: [{method, at, value, limit, side, since}], levels: [{from, to, value}]}
        at: the period of the signal; value and limit: the chart's statistic and the limit it passed, in standard deviations of a
        standardised period (stl: in the units of the figure); side: up or down; since: the period in which the change began; levels: stretches of one level, found
        by looking back (PELT, penalty 3·ln n); baseline is null with --target
`;

const text = { type: 'string' } as const;
/** Weeks of two hundred years. Looking back for levels takes four times as long for twice as many: 60,000 rows would be minutes. */
const MOST_PERIODS = 10_000;

interface Period extends WatchedPeriod {
  name: string;
}

export const alertsCommand: Command = {
  name: 'alerts',
  summary: 'what falls out of the ordinary in a CSV with one row per period',
  help,
  async run(args, outside) {
    const own = { time: text, promoters: text, passives: text, detractors: text, value: text, n: text, baseline: text, target: text, sigma: text, k: text, h: text, lambda: text, width: text, season: text };
    const { file, values, common } = parseNumberArgs(args, usage, own, ['weight', 'cluster', 'confidence']);
    const columns = readColumns(values);
    const table = readTable(file, { ...common.reading, numbers: columns.kind === 'nps' ? columns.counts : [columns.value, ...(columns.n === null ? [] : [columns.n])], texts: [columns.time] });
    if (table.rows > MOST_PERIODS) throw new UsageError(`${file} has ${table.rows} rows, at most ${MOST_PERIODS} periods can be judged: one row is one period, not one answer.`);
    const read = inOrder(columns.kind === 'nps' ? npsPeriods(table, columns) : valuePeriods(table, columns));
    const season = values.season === undefined ? null : wholeOption(values.season, '--season', { fallback: 52, low: 2, high: 400 });
    const { periods, odd } = season === null ? { periods: read, odd: [] } : withoutSeason(read, season);
    const charts = chart(periods, readSettings(values));
    const signals = [...charts.signals, ...odd].toSorted((a, b) => a.at - b.at).map(({ method, at, value, limit, side, since }) => ({ method, at: periods[at]?.name ?? '', value, limit, side, since: since === null ? null : (periods[since]?.name ?? null) }));
    const answer = { n: periods.length, baseline: charts.baseline, signals, levels: levelsOf(periods) };
    if (common.json) writeJson(outside, answer);
    else print(outside, answer);
    return 0;
  },
};

type Columns = { time: string } & ({ kind: 'nps'; counts: readonly [string, string, string] } | { kind: 'value'; value: string; n: string | null });
type Said = Readonly<Partial<Record<'time' | 'promoters' | 'passives' | 'detractors' | 'value' | 'n' | 'baseline' | 'target' | 'sigma' | 'k' | 'h' | 'lambda' | 'width', string | undefined>>>;

function readColumns({ time, promoters, passives, detractors, value, n }: Said): Columns {
  if (time === undefined) throw new UsageError(`Say --time, the column that names the periods: ${usage}`);
  const counts = [promoters, passives, detractors];
  if (value !== undefined) {
    if (counts.some((count) => count !== undefined)) throw new UsageError('Say either --value or --promoters, --passives and --detractors.');
    return { kind: 'value', time, value, n: n ?? null };
  }
  if (promoters === undefined || passives === undefined || detractors === undefined) throw new UsageError(`Say --promoters, --passives and --detractors, or --value: ${usage}`);
  if (n !== undefined) throw new UsageError('--n belongs to --value: with counts the number of answers is their sum.');
  return { kind: 'nps', time, counts: [promoters, passives, detractors] };
}

function readSettings(said: Said): Partial<typeof CONTROL_DEFAULTS> {
  const above = (value: number, name: string): number => {
    if (!(value > 0)) throw new UsageError(`${name} must be above 0.`);
    return value;
  };
  if ((said.target === undefined) !== (said.sigma === undefined)) throw new UsageError('--target and --sigma belong together.');
  const lambda = above(numberOption(said.lambda, '--lambda', CONTROL_DEFAULTS.lambda), '--lambda');
  if (lambda > 1) throw new UsageError('--lambda must be at most 1.');
  return {
    k: above(numberOption(said.k, '--k', CONTROL_DEFAULTS.k), '--k'), h: above(numberOption(said.h, '--h', CONTROL_DEFAULTS.h), '--h'), lambda,
    width: above(numberOption(said.width, '--width', CONTROL_DEFAULTS.width), '--width'),
    baselinePeriods: wholeOption(said.baseline, '--baseline', { fallback: CONTROL_DEFAULTS.baselinePeriods, low: 2, high: 10_000 }),
    known: said.target === undefined ? null : { mean: numberOption(said.target, '--target', 0), sigma: above(numberOption(said.sigma, '--sigma', 1), '--sigma') },
  };
}

function nameAt(table: Table, times: readonly (string | null)[], row: number, column: string): string {
  const name = times[row] ?? null;
  if (name === null) throw new UsageError(`row ${table.rowOf(row)}, column ${column}: the period has no name.`);
  return name;
}

function npsPeriods(table: Table, { time, counts }: Columns & { kind: 'nps' }): Period[] {
  const times = table.texts(time);
  const [promoters, passives, detractors] = counts.map((column) => table.numbers(column));
  return Array.from({ length: table.rows }, (_, row) => {
    const found = [promoters, passives, detractors].map((column) => column?.[row] ?? Number.NaN);
    for (const [place, count] of found.entries()) {
      if (count < 0 || (!Number.isNaN(count) && !Number.isInteger(count))) throw new UsageError(`row ${table.rowOf(row)}, column ${counts[place] ?? ''}: ${count} is no number of answers.`);
    }
    const missing = found.filter((count) => Number.isNaN(count)).length;
    if (missing > 0 && missing < 3) throw new UsageError(`row ${table.rowOf(row)}: only some of ${counts.join(', ')} are given. Write 0 where nobody answered so.`);
    const [p = 0, q = 0, d = 0] = missing === 3 ? [] : found;
    return { name: nameAt(table, times, row, time), ...npsPeriod({ promoters: p, passives: q, detractors: d }) };
  });
}

/** A figure without the spread within its period: what it varies by is seen between periods only. */
function valuePeriods(table: Table, { time, value, n }: Columns & { kind: 'value' }): Period[] {
  const times = table.texts(time);
  const figures = table.numbers(value);
  const sizes = n === null ? null : table.numbers(n);
  return Array.from({ length: table.rows }, (_, row) => {
    const size = sizes === null ? 1 : (sizes[row] ?? Number.NaN);
    const figure = figures[row] ?? Number.NaN;
    if (size < 0) throw new UsageError(`row ${table.rowOf(row)}, column ${n ?? ''}: ${size} is no number of answers.`);
    const isMissing = Number.isNaN(figure) || Number.isNaN(size) || size === 0;
    return { name: nameAt(table, times, row, time), ...(isMissing ? { n: 0, sum: 0, sumSq: 0 } : { n: size, sum: size * figure, sumSq: size * figure * figure }) };
  });
}

/** @throws UsageError for a period that stands there twice */
function inOrder(periods: readonly Period[]): Period[] {
  const names = periods.map(({ name }) => name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw new UsageError(`the period "${twice}" is there twice: one row is one period.`);
  const numbers = names.map((name) => (name === '' ? Number.NaN : Number(name)));
  if (numbers.every((number) => Number.isFinite(number))) return turnsOfYear(numbers) === 1 ? [...periods] : periods.toSorted((a, b) => Number(a.name) - Number(b.name));
  const keys = new Map(names.map((name) => [name, dateKey(name)]));
  if (names.some((name) => keys.get(name) === null)) return [...periods];
  return periods.toSorted((a, b) => ((keys.get(a.name) ?? '') < (keys.get(b.name) ?? '') ? -1 : 1));
}

const WEEKS_OF_A_YEAR = 53;

/** How often weeks or months in order begin anew: 50, 51, 52, 1, 2 once. More often is no order; 0 where they end above their beginning. */
function turnsOfYear(numbers: readonly number[]): number {
  const isOfYear = numbers.every((number) => Number.isInteger(number) && number >= 1 && number <= WEEKS_OF_A_YEAR);
  if (!isOfYear || (numbers.at(-1) ?? 0) >= (numbers[0] ?? 0)) return 0;
  return numbers.filter((number, place) => place > 0 && number < (numbers[place - 1] ?? 0)).length;
}

/** 2026-03-30, 2026-W9, 30.3.2026 and the like as words that sort by time; null = none of them. */
function dateKey(name: string): string | null {
  const international = /^(\d{4})-(W?)(\d{1,2})(?:-(\d{1,2}))?(?:[T ](.*))?$/.exec(name);
  if (international) return `${international[1] ?? ''}${international[2] ?? ''}${(international[3] ?? '').padStart(2, '0')}${(international[4] ?? '').padStart(2, '0')} ${international[5] ?? ''}`;
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(name);
  return german && `${german[3] ?? ''}${(german[2] ?? '').padStart(2, '0')}${(german[1] ?? '').padStart(2, '0')}`;
}

type OddPeriod = Omit<ControlSignal, 'method'> & { method: ControlSignal['method'] | 'stl' };

function withoutSeason(periods: readonly Period[], season: number): { periods: Period[]; odd: OddPeriod[] } {
  const hole = periods.find(({ n }) => n === 0);
  if (hole) throw new UsageError(`the period "${hole.name}" has no answers: --season needs a figure in each.`);
  if (periods.length < 2 * season) throw new UsageError(`--season ${season} needs ${2 * season} periods, there are ${periods.length}.`);
  const { seasonal, remainder } = stl(periods.map(({ n, sum }) => sum / n), { period: season, robust: true });
  const sorted = Float64Array.from(remainder).toSorted();
  const at = (share: number): number => sorted[Math.round((sorted.length - 1) * share)] ?? 0;
  const fences = { down: at(0.25) - 3 * (at(0.75) - at(0.25)), up: at(0.75) + 3 * (at(0.75) - at(0.25)) };
  return {
    periods: periods.map((period, place) => {
      const shift = seasonal[place] ?? 0;
      return { ...period, sum: period.sum - period.n * shift, sumSq: period.sumSq - 2 * shift * period.sum + period.n * shift * shift };
    }),
    odd: outliersOf(remainder).map((place) => {
      const value = remainder[place] ?? 0;
      const side = value > 0 ? 'up' as const : 'down' as const;
      return { method: 'stl' as const, at: place, side, value, limit: fences[side], since: place };
    }),
  };
}

const refusals = {
  too_few_periods: (needed: number, filled: number) => `the usual level needs ${needed} periods with answers before anything can be told, there are ${filled}. Say --target and --sigma where it is known, or a smaller --baseline.`,
  no_spread: (needed: number) => `the first ${needed} periods are all the same: where nothing varies, nothing can be told from chance. Say --target and --sigma where they are known.`,
};

function chart(periods: readonly Period[], settings: Partial<typeof CONTROL_DEFAULTS>) {
  const charts = controlCharts(periods, settings);
  if (!('refused' in charts)) return { signals: charts.signals as readonly OddPeriod[], baseline: charts.baseline && { periods: charts.baseline.periods, n: charts.baseline.n, mean: charts.baseline.mean, sigma: charts.baseline.sigma } };
  throw new UsageError(refusals[charts.refused](settings.baselinePeriods ?? CONTROL_DEFAULTS.baselinePeriods, periods.filter(({ n }) => n > 0).length));
}

function levelsOf(periods: readonly Period[]): { from: string; to: string; value: number }[] {
  const filled = periods.filter(({ n }) => n > 0);
  return changePoints(filled.map(({ n, sum }) => sum / n), filled.map(({ n }) => n)).map(({ from, to, mean }) => ({ from: filled[from]?.name ?? '', to: filled[to]?.name ?? '', value: mean }));
}

interface Answer {
  n: number;
  baseline: { periods: number; n: number; mean: number; sigma: number } | null;
  signals: readonly { method: string; at: string; value: number; limit: number; side: string; since: string | null }[];
  levels: readonly { from: string; to: string; value: number }[];
}

function print(outside: Outside, { n, baseline, signals, levels }: Answer): void {
  if (baseline) outside.write(`Usual: ${baseline.mean.toFixed(2)} (${baseline.periods} periods, n = ${baseline.n}), one answer varies by ${baseline.sigma.toFixed(2)}; ${n} periods in all.\n\n`);
  if (signals.length === 0) outside.write('Nothing falls out of the ordinary.\n');
  else writeTable(outside, ['method', 'at', 'side', 'since', 'value', 'limit'], signals.map(({ method, at, side, since, value, limit }) => [method, at, side, since, value, limit]), 2);
  outside.write('\n');
  writeTable(outside, ['from', 'to', 'level'], levels.map(({ from, to, value }) => [from, to, value]), 2);
}
