import { encodeCursor, placeByInstant } from '../../kernel/cursor.ts';
import { pseudonymOf, redactText } from '../../governance/roles/masking.logic.ts';
import { listTouchpoints, nameTouchpoints } from '../../journeys/touchpoints/touchpoints.actions.ts';
import { nameCustomers } from '../../people/customers/customers.actions.ts';
import { withoutWordsOfRestricted } from '../../people/privacy/restrictions.actions.ts';
import type { Context } from '../../platform/context.ts';
import { type AnsweredRow, countAnswered, pickAnswered, readAnswered } from './answers.analytics.ts';
import type { Question } from './filters.analytics.ts';
import type { Answered, AnsweredPage, AnswersQuery } from './metrics.contract.ts';
import { readPeriod } from './period.logic.ts';

/** Touchpoints that a reader may see the answers of; null = all. */
type Visible = readonly string[] | null;

/** Who reads answers: of which touchpoints, with their customers, with what says who they are. */
export interface AnswerReader {
  visible: Visible;
  mayReadCustomers: boolean;
  mayReadPersonalData: boolean;
}

/** The responses behind a figure, newest first. @throws request.invalid, request.cursor_invalid */
export async function listAnswers(context: Context, query: AnswersQuery, reader: AnswerReader): Promise<AnsweredPage> {
  const question: Question = { ...readPeriod(query), filter: query, touchpoints: await touchpointsIn(context, query.stage, reader.visible) };
  const after = placeByInstant(query.cursor);
  const [picked, total, touchpoints] = await Promise.all([pickAnswered(context.history, question, query, { after, limit: query.limit + 1 }), countAnswered(context.history, question, query), nameTouchpoints(context, query.lang)]);
  const read = picked.length === 0 ? [] : await readAnswered(context.history, picked.slice(0, query.limit));
  const page = await withoutWordsOfRestricted(context.db, read);
  const names = await nameCustomers(context, page.map((row) => row.customerId));
  const last = read.at(-1);
  const items = page.map((row) => presentAnswered(row, touchpoints.get(row.touchpoint) ?? row.touchpoint, reader.mayReadCustomers ? names.get(row.customerId) : undefined));
  const shown = reader.mayReadPersonalData ? items : items
    .map((item, place) => maskAnswered(item, [names.get(page[place]?.customerId ?? '') ?? '']))
    // What the search found in words that are hidden now would confirm a guess: it was not found.
    .filter(({ comment }) => !query.search || (comment ?? '').toLowerCase().includes(query.search.toLowerCase()));
  return { items: shown, total: total - (read.length - shown.length), nextCursor: picked.length > query.limit && last ? encodeCursor([last.at, last.responseId]) : null };
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
