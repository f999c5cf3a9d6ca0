import { shareFromCounts } from '../../kernel/stats/scores/share.ts';
import { maskTraits } from '../../governance/roles/masking.logic.ts';
import { listFields } from '../../people/customers/custom-fields.actions.ts';
import { maySeePersonalData, readOpenKeys } from '../../people/customers/masked-customers.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { remembering } from '../../platform/recent-results.ts';
import { buildQuestions, type Counts } from './build-questions.logic.ts';
import { codingOf, decode } from './coded-cells.logic.ts';
import { countAnswering, countAnswers, countMonths, readNumbers } from './counts.analytics.ts';
import type { Certainty } from './figures.logic.ts';
import { type OpenedResults, openResults } from './open-results.actions.ts';
import { isMultiple, questionsOf } from './parts.logic.ts';
import { roundDown } from './protection.logic.ts';
import { countByVersion, countCustomers, countResponses, listValues, type ResponseCounts, sumSquares } from './responses.analytics.ts';
import type { FilterValues, ResultFilter, Results } from './results.contract.ts';
import { countInvited, countUnfinished } from './results.queries.ts';
import type { Slice } from './slice.analytics.ts';

/** Values of an attribute that filters offer. */
const VALUES = 50;

/** @throws survey.not_found, survey.results_protected, request.invalid */
export async function readResults(context: Context, actor: Actor, code: string, filter: ResultFilter): Promise<Results> {
  const opened = await openResults(context, actor, { code, about: 'figures' }, filter);
  return remembered(context, ['results', keyOf(opened)], () => compute(context, opened, filter));
}

async function compute(context: Context, opened: OpenedResults, filter: ResultFilter): Promise<Results> {
  const { survey, versions, asked, slice, protection, isProtected } = opened;
  const { history, db } = context;
  const [responses, counts, byVersion, unfinished, invited] = await Promise.all([
    countResponses(history, slice),
    readCounts(context, opened),
    versions.length < 2 ? [] : countByVersion(history, slice),
    knowsUnfinished(slice) ? countUnfinished(db, { ...slice, from: hasBegin(slice) ? slice.from : null, to: hasEnd(slice) ? slice.to : null, version: slice.version || null, language: slice.language || null, source: slice.source || null, touchpoint: slice.touchpoint || null }) : null,
    isUnfiltered(slice) ? countInvited(db, survey.code) : null,
  ]);
  const certainty = await certaintyOf(context, slice, responses, protection.minimum);
  const left = unfinished?.map(({ question, n }) => ({ question, n: isProtected ? roundDown(n, protection.minimum) : n })).filter(({ n }) => n > 0) ?? null;
  const unfinishedCount = left === null ? null : left.reduce((sum, { n }) => sum + n, 0);
  const begun = responses.n + (unfinishedCount ?? 0);
  const places = new Map(versions[0] ? questionsOf(versions[0].definition).map(({ id }, place) => [id, place]) : []);
  const isHidden = isProtected && responses.n < protection.minimum;
  return {
    survey: survey.code,
    languages: versions[0]?.definition.languages ?? [],
    versions: versions.map(({ version, publishedAt, changes }) => ({ version, publishedAt: publishedAt.toISOString(), changes: [...changes], n: versions.length < 2 ? responses.n : (byVersion.find((one) => one.version === version)?.n ?? 0) })),
    protection,
    computedAt: context.clock.now().toISOString(),
    finished: isHidden ? 0 : responses.n,
    customers: isHidden ? 0 : certainty.customers,
    unfinished: unfinishedCount,
    invited: invited?.made ?? null,
    opened: invited?.opened ?? null,
    responseRate: invited === null || invited.made === 0 ? null : rate(invited.finished, invited.made),
    completionRate: unfinishedCount === null ? null : rate(responses.n, begun),
    medianSeconds: responses.medianMs === null || isHidden ? null : Math.round(responses.medianMs / 1000),
    dropOff: left?.map(({ question, n }) => ({ question, left: n, share: begun === 0 ? 0 : n / begun })).sort((a, b) => (places.get(a.question) ?? -1) - (places.get(b.question) ?? -1)) ?? null,
    byDay: protection.kind === 'protected' ? [] : responses.byDay,
    questions: buildQuestions(asked, counts, { ...certainty, isProtected }, filter.version ?? null),
  };
}

const rate = (hits: number, n: number) => {
  const { share, low, high } = shareFromCounts({ hits: Math.min(hits, n), n });
  return { share, low, high };
};

/** All that questions are made of: at most four statements, side by side. */
export async function readCounts({ history }: Context, { asked, slice }: OpenedResults): Promise<Counts> {
  const coding = codingOf(asked.flatMap(({ parts }) => parts));
  const [answers, answering, numbers, months] = await Promise.all([
    countAnswers(history, slice, coding),
    countAnswering(history, slice, asked.filter(({ question }) => isMultiple(question.kind)).map(({ question }) => question.id)),
    readNumbers(history, slice, numberQuestions(asked, slice)),
    countMonths(history, slice, withRole(asked, 'date').map(({ question }) => question.id)),
  ]);
  return { ...decode(coding, answers), answering, numbers, months };
}

const withRole = (asked: OpenedResults['asked'], role: string) => asked.filter(({ parts }) => parts.some((part) => part.role === role));
/** Questions for free numbers, and sliders; with the first version that compares. */
export const numberQuestions = (asked: OpenedResults['asked'], slice: Slice) => withRole(asked, 'number').map(({ question, fromVersion }) => ({ question: question.id, fromVersion: slice.version || fromVersion }));

/** Up to here customers are counted as they are known today, beyond as they were known when they answered. */
const EXACT_CUSTOMERS = 5_000;

/** Several answers of one customer count as repeating each other, and the minimum is one of customers. */
export async function certaintyOf({ history }: Context, slice: Slice, { n, customers }: ResponseCounts, minimum: number): Promise<Certainty & { customers: number }> {
  if (n === 0) return { minimum, independence: 1, customers: 0 };
  if (n > EXACT_CUSTOMERS && customers > 0.985 * n) return { minimum, independence: 1, customers: n };
  const exact = n <= EXACT_CUSTOMERS ? await countCustomers(history, slice) : { customers, squares: await sumSquares(history, slice) };
  return { customers: exact.customers, independence: Math.min(1, n / Math.max(n, exact.squares)), minimum: Math.ceil((minimum * n) / Math.max(1, exact.customers)) };
}

const isUnfiltered = (slice: Slice): boolean => knowsUnfinished(slice) && slice.version === 0 && slice.language === '' && slice.source === '' && slice.touchpoint === '' && !hasBegin(slice) && !hasEnd(slice);
const hasBegin = ({ from }: Slice): boolean => from.getTime() > 0;
const hasEnd = ({ to }: Slice): boolean => to.getUTCFullYear() < 2299;
/** Records know less of a response that is not finished than history of one that is. */
const knowsUnfinished = ({ channel, department, group, hidden, answers, subjects }: Slice): boolean => channel === '' && department === '' && group === '' && hidden.length === 0 && answers.length === 0 && subjects === null;

/** By what results can be filtered. What few have in common is not offered to readers without personal data. @throws survey.not_found */
export async function listFilterValues(context: Context, actor: Actor, survey: string): Promise<FilterValues> {
  const opened = await openResults(context, actor, { code: survey, about: 'figures' }, {});
  return remembered(context, ['filters', keyOf(opened), maySeePersonalData(actor), actor.can('read', 'customer')], async () => {
    const rows = await listValues(context.history, opened.slice, VALUES);
    const { by, kind, minimum } = opened.protection;
    const offered = rows.filter(({ filter, n }) => (kind === 'protected' ? filter === 'version' || filter === by : maySeePersonalData(actor) || !filter.startsWith('hidden.') || n >= minimum));
    const fields = kind === 'protected' || !actor.can('read', 'customer') ? [] : await listFields(context);
    const openKeys = maySeePersonalData(actor) ? null : await readOpenKeys(context);
    return {
      items: [...Map.groupBy(offered, ({ filter }) => filter)].map(([filter, values]) => ({ filter, values: values.map(({ value, n }) => ({ value, n })) })),
      traits: fields.filter(({ key }) => openKeys === null || key in maskTraits({ [key]: 'x' }, openKeys)).map(({ key, labelDe, labelEn }) => ({ key, labelDe, labelEn })),
    };
  });
}

// Whoever looks at a running survey asks every five seconds; many lookers cost one computation.
export const remembered = remembering({ freshMs: 1_500, staleMs: 10_000, limit: 200 });

/** Two readers with the same key may see the same. */
export function keyOf({ survey, versions, slice, protection, isProtected }: OpenedResults): unknown[] {
  return [survey.code, survey.createdAt, versions[0]?.version ?? 0, { ...slice, open: slice.open && [slice.open.cells, slice.open.waitingIds] }, protection, isProtected];
}

