import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts';
import { DAY_MS, historyTime } from '../../kernel/clock.ts';
import { Problem } from '../../kernel/problem.ts';
import { pseudonymOf, redactText } from '../../governance/roles/masking.logic.ts';
import { listTouchpoints } from '../../journeys/touchpoints/touchpoints.actions.ts';
import { answersVersion } from '../../listening/responses/intake/answers-version.actions.ts';
import { nameCustomers } from '../../people/customers/customers.actions.ts';
import { withoutWordsOfRestricted } from '../../people/privacy/restrictions.actions.ts';
import type { Context } from '../../platform/context.ts';
import { remembering } from '../../platform/recent-results.ts';
import { type AnsweredRow, countAnswered, pickAnswered, readAnswered } from './answers.analytics.ts';
import { readCsatSums, readCsatSumsByMonth } from './csat.analytics.ts';
import { csatChange, csatFigure, type CsatSums, NO_CSAT, NO_NPS, npsChange, npsFigure } from './estimates.logic.ts';
import type { FigureReader } from './explore.actions.ts';
import type { Question } from './filters.analytics.ts';
import type { Answered, AnsweredPage, AnswersQuery, CsatMetric, CsatTrend, MetricFilter, NpsMetric, NpsTrend, Volume } from './metrics.contract.ts';
import { readNpsSums, readNpsSumsByMonth } from './nps.analytics.ts';
import { monthPeriod, type Period, previousPeriod, readPeriod, wholeMonths, withMissingMonths } from './period.logic.ts';
import { isBetweenBlocks, timeBlocks } from './time-blocks.logic.ts';
import { listNewKinds, type NewKindRow, readVolume } from './volume.analytics.ts';

/** Touchpoints that a reader may see the answers of; null = all. */
export type Visible = readonly string[] | null;

const ALL_OPEN: FigureReader = { visible: null, mayReadAnswers: true };

export async function computeNps(context: Context, filter: MetricFilter, reader: FigureReader = ALL_OPEN): Promise<NpsMetric> {
  return remembered(context, ['nps', filter, reader], async () => {
    const { period, previous, question } = ask(context, filter, reader.visible);
    const [sums, isShown] = await Promise.all([readNpsSums(context.history, question, period.from), shownPeriods(reader, () => readNpsSumsByMonth(context.history, ask(context, {}, reader.visible).whole))]);
    const current = sums.current ?? NO_NPS;
    return { ...npsFigure(current, isShown(period)), change: previous && isShown(period) && isShown(previous) ? npsChange(current, sums.previous ?? NO_NPS, previous) : null };
  });
}

export async function computeNpsTrend(context: Context, filter: MetricFilter, reader: FigureReader = ALL_OPEN): Promise<NpsTrend> {
  return remembered(context, ['nps trend', filter, reader], async () => {
    const [rows, isShown] = await Promise.all([readNpsSumsByMonth(context.history, ask(context, filter, reader.visible).whole), shownPeriods(reader, () => readNpsSumsByMonth(context.history, ask(context, {}, reader.visible).whole))]);
    const byMonth = new Map(rows.map((row) => [row.bucket, row]));
    return { items: withMissingMonths(rows.map((row) => row.bucket)).map((month) => ({ month, ...npsFigure(byMonth.get(month) ?? NO_NPS, isShown(monthPeriod(month))) })) };
  });
}

export async function computeCsat(context: Context, filter: MetricFilter, reader: FigureReader = ALL_OPEN): Promise<CsatMetric> {
  return remembered(context, ['csat', filter, reader], async () => {
    const { period, previous, question } = ask(context, filter, reader.visible);
    const [sums, isShown] = await Promise.all([readCsatSums(context.history, question, period.from), shownPeriods(reader, () => readCsatSumsByMonth(context.history, ask(context, {}, reader.visible).whole))]);
    const current = csatSumsOf(sums.current);
    return { ...csatFigure(current, isShown(period)), change: previous && isShown(period) && isShown(previous) ? csatChange(current, csatSumsOf(sums.previous), previous) : null };
  });
}

export async function computeCsatTrend(context: Context, filter: MetricFilter, reader: FigureReader = ALL_OPEN): Promise<CsatTrend> {
  return remembered(context, ['csat trend', filter, reader], async () => {
    const [rows, isShown] = await Promise.all([readCsatSumsByMonth(context.history, ask(context, filter, reader.visible).whole), shownPeriods(reader, () => readCsatSumsByMonth(context.history, ask(context, {}, reader.visible).whole))]);
    const byMonth = new Map(rows.map((row) => [row.bucket, row]));
    return { items: withMissingMonths(rows.map((row) => row.bucket)).map((month) => ({ month, ...csatFigure(csatSumsOf(byMonth.get(month) ?? null), isShown(monthPeriod(month))) })) };
  });
}

/**
 * Which periods may be shown: all to readers of single answers; else those that begin and end between blocks of months
 * (time-blocks.logic.ts), so that no two of them differ by a few customers.
 */
async function shownPeriods(reader: FigureReader, readMonths: () => Promise<readonly { bucket: string; clusters: number }[]>): Promise<(period: Period) => boolean> {
  if (reader.mayReadAnswers) return () => true;
  const blocks = timeBlocks((await readMonths()).map(({ bucket, clusters }) => ({ month: `${bucket}-01`, customers: clusters })));
  return (period) => {
    const { from, to } = wholeMonths(period);
    return from.getTime() === period.from.getTime() && to.getTime() === period.to.getTime() && isBetweenBlocks(blocks, { from: dayOf(from), to: dayOf(to) });
  };
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

type CsatRow = Awaited<ReturnType<typeof readCsatSums>>['current'];
function csatSumsOf(row: CsatRow): CsatSums {
  if (!row) return NO_CSAT;
  return { ...row, rating: { ...row, sum: row.ratingSum, sumSqOfClusterSums: row.ratingSumSq, sumClusterSumTimesSize: row.ratingSumTimesSize } };
}

export async function computeVolume(context: Context, filter: MetricFilter, visible: Visible = null): Promise<Volume> {
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

/** Who reads answers: of which touchpoints, with their customers, with what says who they are. */
export interface AnswerReader {
  visible: Visible;
  mayReadCustomers: boolean;
  mayReadPersonalData: boolean;
}

/** The responses behind a figure, newest first. @throws request.invalid, request.cursor_invalid */
export async function listAnswers(context: Context, query: AnswersQuery, reader: AnswerReader): Promise<AnsweredPage> {
  const question = ask(context, query, await touchpointsIn(context, query.stage, reader.visible)).whole;
  const after = query.cursor === undefined ? null : readCursor(query.cursor);
  const [picked, total, touchpoints] = await Promise.all([pickAnswered(context.history, question, query, { after, limit: query.limit + 1 }), countAnswered(context.history, question, query), nameTouchpoints(context, query.lang)]);
  const read = picked.length === 0 ? [] : await readAnswered(context.history, picked.slice(0, query.limit));
  const page = await withoutWordsOfRestricted(context.db, read);
  const names = await nameCustomers(context, page.map((row) => row.customerId));
  const last = read.at(-1);
  const items = page.map((row) => presentAnswered(row, touchpoints.get(row.touchpoint) ?? row.touchpoint, reader.mayReadCustomers ? names.get(row.customerId) : undefined));
  if (!reader.mayReadPersonalData) {
    const masked = items.map((item, place) => maskAnswered(item, [names.get(page[place]?.customerId ?? '') ?? '']));
    // What the search found in words that are hidden now would confirm a guess: it was not found.
    const found = masked.filter(({ comment }) => !query.search || (comment ?? '').toLowerCase().includes(query.search.toLowerCase()));
    return { items: found, total: total - (read.length - found.length), nextCursor: nextCursorOf() };
  }
  return {
    items,
    total: total - (read.length - page.length),
    nextCursor: nextCursorOf(),
  };
  function nextCursorOf() {
    return picked.length > query.limit && last ? encodeCursor([last.at, last.responseId]) : null;
  }
}

const maskAnswered = (item: Answered, names: readonly string[]): Answered => ({
  ...item,
  customer: item.customer && { id: item.customer.id, name: pseudonymOf(item.customer.id) },
  comment: item.comment === null ? null : redactText(item.comment, names),
});

function presentAnswered({ responseId, at, survey, touchpoint, channel, department, targetGroup, language, customerId, answers }: AnsweredRow, touchpointName: string, customerName: string | undefined): Answered {
  // Surveys may give any question a dimension, and ask several about one: their mean speaks for the dimension.
  const valueOf = (role: string, dimension?: string) => meanOf(answers.flatMap(([its, about, value]) => (its === role && (dimension === undefined || about === dimension) && value !== null ? [value] : [])));
  const comment = answers.find(([role, , , text]) => role === 'comment' && text !== '');
  const dimensions = [...new Set(answers.flatMap(([role, dimension]) => (role === 'expectation' || role === 'experience' ? [dimension] : [])))];
  return {
    responseId, at, touchpoint, touchpointName, channel,
    survey: survey || null,
    department: department || null,
    group: targetGroup || null,
    language: language || null,
    customer: customerName === undefined ? null : { id: customerId, name: customerName },
    nps: valueOf('nps'),
    csat: valueOf('csat'),
    comment: comment?.[3] || null,
    mood: comment?.[4] ?? null,
    pairs: dimensions.map((dimension) => ({ dimension, expectation: valueOf('expectation', dimension), experience: valueOf('experience', dimension) })),
  };
}

const meanOf = (values: readonly number[]): number | null => (values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length);

/** Of a stage, as far as somebody may see them. */
async function touchpointsIn(context: Context, stage: AnswersQuery['stage'], visible: Visible): Promise<Visible> {
  if (stage === undefined) return visible;
  return (await listTouchpoints(context)).filter((one) => one.stage === stage && (visible === null || visible.includes(one.code))).map(({ code }) => code);
}

async function nameTouchpoints(context: Context, lang: 'de' | 'en'): Promise<Map<string, string>> {
  return new Map((await listTouchpoints(context)).map(({ code, nameDe, nameEn }) => [code, lang === 'de' ? nameDe : nameEn]));
}

function readCursor(cursor: string): { at: string; responseId: string } {
  const [at, responseId] = decodeCursor(cursor, 2).map(String);
  const instant = new Date(at ?? '');
  if (Number.isNaN(instant.getTime()) || !/^[0-9a-f-]{36}$/.test(responseId ?? '')) throw new Problem('request.cursor_invalid', 'This cursor is not valid. Start again without a cursor.');
  return { at: historyTime(instant), responseId: responseId ?? '' };
}

function ask(context: Context, filter: MetricFilter, touchpoints: Visible = null): { period: Period; previous: Period | null; question: Question; whole: Question } {
  const period = readPeriod(filter);
  const previous = previousPeriod(period, context.clock.now());
  return { period, previous, question: { from: previous?.from ?? period.from, to: period.to, filter, touchpoints }, whole: { ...period, filter, touchpoints } };
}

// No figure is older than 10 s, and after an answer that this process has taken it is counted at once.
const remembered = remembering({ freshMs: 2_000, staleMs: 10_000, limit: 500, version: answersVersion });
