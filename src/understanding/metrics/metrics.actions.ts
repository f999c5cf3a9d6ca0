import { DAY_MS } from '../../kernel/clock.ts';
import { answersVersion } from '../../listening/responses/intake/answers-version.actions.ts';
import type { Context } from '../../platform/context.ts';
import { remembering } from '../../platform/recent-results.ts';
import { csatSums, type CsatSumsRow } from './csat.analytics.ts';
import { csatChange, csatFigure, type CsatSums, NO_CSAT, NO_NPS, npsChange, npsFigure, type NpsSums } from './estimates.logic.ts';
import type { FigureReader } from './explore/explore.actions.ts';
import type { Question } from './filters.analytics.ts';
import type { Change, CsatFigure, CsatMetric, CsatTrend, MetricFilter, NpsFigure, NpsMetric, NpsTrend, Volume } from './metrics.contract.ts';
import { npsSums, type NpsSumsRow } from './nps.analytics.ts';
import { monthPeriod, type Period, previousPeriod, readPeriod, wholeMonths, withMissingMonths } from './period.logic.ts';
import { readSumsAround, readSumsByMonth, type SumsStatement } from './sums-over-time.analytics.ts';
import { isBetweenBlocks, timeBlocks } from './time-blocks.logic.ts';
import { listNewKinds, type NewKindRow, readVolume } from './volume.analytics.ts';

const ALL_OPEN: FigureReader = { visible: null, mayReadAnswers: true };

/** A score of which every period has sums, a figure and a change. */
interface Score<Row extends object, Sums, Figure> {
  name: string;
  statement: SumsStatement;
  /** Of a period without answers too. */
  sumsOf: (row: Row | null) => Sums;
  figureOf: (sums: Sums, isShown: boolean) => Figure;
  changeOf: (current: Sums, previous: Sums, period: Period) => Change | null;
}

const nps: Score<NpsSumsRow, NpsSums, NpsFigure> = { name: 'nps', statement: npsSums, sumsOf: (row) => row ?? NO_NPS, figureOf: npsFigure, changeOf: npsChange };
const csat: Score<CsatSumsRow, CsatSums, CsatFigure> = {
  name: 'csat', statement: csatSums, figureOf: csatFigure, changeOf: csatChange,
  sumsOf: (row) => row ? { ...row, rating: { ...row, sum: row.ratingSum, sumSqOfClusterSums: row.ratingSumSq, sumClusterSumTimesSize: row.ratingSumTimesSize } } : NO_CSAT,
};

export const computeNps = (context: Context, filter: MetricFilter, reader: FigureReader = ALL_OPEN): Promise<NpsMetric> => computeScore(context, nps, filter, reader);
export const computeNpsTrend = (context: Context, filter: MetricFilter, reader: FigureReader = ALL_OPEN): Promise<NpsTrend> => computeTrend(context, nps, filter, reader);
export const computeCsat = (context: Context, filter: MetricFilter, reader: FigureReader = ALL_OPEN): Promise<CsatMetric> => computeScore(context, csat, filter, reader);
export const computeCsatTrend = (context: Context, filter: MetricFilter, reader: FigureReader = ALL_OPEN): Promise<CsatTrend> => computeTrend(context, csat, filter, reader);

async function computeScore<Row extends object, Sums, Figure>(context: Context, { name, statement, sumsOf, figureOf, changeOf }: Score<Row, Sums, Figure>, filter: MetricFilter, reader: FigureReader): Promise<Figure & { change: Change | null }> {
  return remembered(context, [name, filter, reader], async () => {
    const { period, previous, question } = ask(context, filter, reader.visible);
    const [sums, isShown] = await Promise.all([readSumsAround<Row>(context.history, statement, question, period.from), shownPeriods(context, { name, statement }, reader)]);
    const current = sumsOf(sums.current);
    const change = previous && isShown(period) && isShown(previous) ? changeOf(current, sumsOf(sums.previous), previous) : null;
    return { ...figureOf(current, isShown(period)), change };
  });
}

async function computeTrend<Row extends object, Sums, Figure>(context: Context, { name, statement, sumsOf, figureOf }: Score<Row, Sums, Figure>, filter: MetricFilter, reader: FigureReader): Promise<{ items: (Figure & { month: string })[] }> {
  return remembered(context, [`${name} trend`, filter, reader], async () => {
    const [rows, isShown] = await Promise.all([readSumsByMonth<Row>(context.history, statement, ask(context, filter, reader.visible).whole), shownPeriods(context, { name, statement }, reader)]);
    const byMonth = new Map(rows.map((row) => [row.bucket, row]));
    return { items: withMissingMonths(rows.map((row) => row.bucket)).map((month) => ({ month, ...figureOf(sumsOf(byMonth.get(month) ?? null), isShown(monthPeriod(month))) })) };
  });
}

/**
 * Which periods may be shown: all to readers of single answers; else those that begin and end between blocks of months
 * (time-blocks.logic.ts), so that no two of them differ by a few customers.
 */
async function shownPeriods(context: Context, { name, statement }: { name: string; statement: SumsStatement }, { visible, mayReadAnswers }: FigureReader): Promise<(period: Period) => boolean> {
  if (mayReadAnswers) return () => true;
  // The figure and its trend, of whatever period, ask for the same months.
  const months = await remembered(context, [`${name} months`, visible], () => readSumsByMonth<{ clusters: number }>(context.history, statement, ask(context, {}, visible).whole));
  const blocks = timeBlocks(months.map(({ bucket, clusters }) => ({ month: `${bucket}-01`, customers: clusters })));
  return (period) => {
    const { from, to } = wholeMonths(period);
    return from.getTime() === period.from.getTime() && to.getTime() === period.to.getTime() && isBetweenBlocks(blocks, { from: dayOf(from), to: dayOf(to) });
  };
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

export async function computeVolume(context: Context, filter: MetricFilter, visible: FigureReader['visible'] = null): Promise<Volume> {
  return remembered(context, ['volume', filter, visible], async () => {
    const { period, previous, question } = ask(context, filter, visible);
    const rows = await readVolume(context.history, question, period.from);
    const current = new Map<string, number>();
    const before = new Map<string, number>();
    for (const { isCurrent, channel, n } of rows) {
      const side = isCurrent ? current : before;
      side.set(channel, (side.get(channel) ?? 0) + n);
    }
    const total = [...current.values()].reduce((sum, n) => sum + n, 0);
    return {
      total,
      previousTotal: previous && [...before.values()].reduce((sum, n) => sum + n, 0),
      byChannel: [...current].map(([channel, n]) => ({ channel, n, share: n / total, previous: previous ? (before.get(channel) ?? 0) : null })).sort((a, b) => b.n - a.n),
      byWeek: rows.filter((row) => row.isCurrent).map(({ week, channel, n }) => ({ week, channel, n })),
    };
  });
}

/** Kinds of events of the last days that are new and that no touchpoint catches. */
export async function findNewKinds(context: Context, days: number, limit: number): Promise<NewKindRow[]> {
  return listNewKinds(context.history, new Date(context.clock.now().getTime() - days * DAY_MS), limit);
}

function ask(context: Context, filter: MetricFilter, touchpoints: FigureReader['visible'] = null): { period: Period; previous: Period | null; question: Question; whole: Question } {
  const period = readPeriod(filter);
  const previous = previousPeriod(period, context.clock.now());
  return { period, previous, question: { from: previous?.from ?? period.from, to: period.to, filter, touchpoints }, whole: { ...period, filter, touchpoints } };
}

// No figure is older than 10 s, and after an answer that this process has taken it is counted at once.
const remembered = remembering({ freshMs: 2_000, staleMs: 10_000, limit: 500, version: answersVersion });
