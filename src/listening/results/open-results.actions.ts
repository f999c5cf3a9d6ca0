import { Problem } from '../../kernel/problem.ts';
import { MINIMUM_N } from '../../kernel/stats/scores/minimum.ts';
import { maySeePersonalData, readOpenKeys } from '../../people/customers/masked-customers.actions.ts';
import { maskTraits } from '../../governance/roles/masking.logic.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { getSurveyRow, visibleTouchpoints } from '../surveys/manage-surveys.actions.ts';
import { getVersion } from '../surveys/versions/published.actions.ts';
import type { SurveyKind } from '../surveys/drafts/drafts.contract.ts';
import { type AskedQuestion, askedQuestions, type ResultVersion } from './parts.logic.ts';
import { EMPLOYEE_COMMENT_MINIMUM, EMPLOYEE_MINIMUM, openBlocks } from './protection.logic.ts';
import { readAnswerFilter, readPair, readPeriod, refuseUnprotectedFilters } from './read-filter.logic.ts';
import { listCells } from './responses.analytics.ts';
import type { Protection, ResultFilter } from './results.contract.ts';
import { listSubjectsByTrait, listVersionFacts } from './results.queries.ts';
import type { ProtectedBy, Slice } from './slice.analytics.ts';

/** Newest versions that results know. */
const VERSIONS = 200;
/** Customers that a filter by own fields may name. */
const SUBJECTS = 50_000;

/** All that a result begins with: what was asked, which responses are meant, and what this reader may know of them. */
export interface OpenedResults {
  survey: { code: string; kind: SurveyKind; nameDe: string; nameEn: string; createdAt: Date };
  versions: readonly ResultVersion[];
  asked: readonly AskedQuestion[];
  slice: Slice;
  protection: Protection;
  /** Counts below the minimum stay unsaid. */
  isProtected: boolean;
}

/**
 * @param about - words are easier to recognise than ticks: lists of them have a larger minimum
 * @throws survey.not_found, survey.results_protected, request.invalid
 */
export async function openResults(context: Context, actor: Actor, { code, about }: { code: string; about: 'figures' | 'words' }, filter: ResultFilter): Promise<OpenedResults> {
  const survey = await getSurveyRow(context, actor, code);
  const versions = await readVersions(context, code);
  const asked = askedQuestions(filter.version === undefined ? versions : versions.filter(({ version }) => version === filter.version));
  const reason: 'employees' | 'figures_only' | null = survey.kind === 'employee' ? 'employees' : actor.can('read', 'answer') ? null : 'figures_only';
  const plain = { reason, minimum: reason === 'employees' ? EMPLOYEE_MINIMUM : MINIMUM_N, commentMinimum: reason === 'employees' ? EMPLOYEE_COMMENT_MINIMUM : 1 };
  const by = reason === null ? null : protectedBy(reason, versions);
  if (by !== null) refuseUnprotectedFilters(filter, nameOf(by, versions));
  const slice: Slice = {
    survey: code,
    isOfEmployees: survey.kind === 'employee',
    version: filter.version ?? 0,
    ...readPeriod(filter),
    touchpoint: filter.touchpoint ?? '',
    channel: filter.channel ?? '',
    department: filter.department ?? '',
    group: filter.group ?? '',
    language: filter.language ?? '',
    source: filter.source ?? '',
    hidden: (filter.hidden ?? []).map(readPair).map(({ key, value }) => ({ field: key, value })),
    answers: (filter.answer ?? []).map(readAnswerFilter),
    subjects: filter.trait === undefined ? null : await findSubjects(context, actor, filter.trait.map(readPair)),
    isMixed: asked.some(({ question }) => question.touchpoint !== undefined),
    // Blocks are those of the whole survey; a part of them would be a filter.
    touchpoints: reason === null ? await visibleTouchpoints(context, actor) : null,
    open: null,
  };
  const isProtected = reason !== null || (!maySeePersonalData(actor) && (slice.hidden.length > 0 || slice.subjects !== null));
  if (reason === null || by === null) return { survey, versions, asked, slice, isProtected, protection: { kind: 'open', ...plain, waiting: 0, by: null } };
  const minimum = about === 'words' ? plain.commentMinimum : plain.minimum;
  const opened = openBlocks(await listCells(context.history, code, by, Math.max(2, minimum)), Math.max(2, minimum));
  return { survey, versions, asked, slice: { ...slice, open: { cells: opened.cells, waitingIds: opened.waitingIds, by } }, isProtected, protection: { kind: 'protected', ...plain, waiting: opened.waiting, by: nameOf(by, versions) || null } };
}

async function readVersions(context: Context, code: string): Promise<ResultVersion[]> {
  const facts = await listVersionFacts(context.db, code, VERSIONS);
  return Promise.all(facts.map(async (fact) => ({ ...fact, definition: await getVersion(context, code, fact.version) })));
}

/** Employees are told apart by the first hidden field of each version, fixed when it was published; customers by target group. */
function protectedBy(reason: 'employees' | 'figures_only', versions: readonly ResultVersion[]): ProtectedBy {
  return reason === 'figures_only' ? 'group' : new Map(versions.map(({ version, definition }) => [version, definition.hidden[0]?.id ?? '']));
}

/** As in the query; empty where the newest version fixes none. */
function nameOf(by: ProtectedBy, versions: readonly ResultVersion[]): string {
  if (by === 'group') return 'group';
  const field = versions[0]?.definition.hidden[0]?.id;
  return field === undefined ? '' : `hidden.${field}`;
}

/** @throws permission.denied, request.invalid when too many customers have the value */
async function findSubjects(context: Context, actor: Actor, traits: readonly { key: string; value: string }[]): Promise<string[]> {
  const openKeys = maySeePersonalData(actor) ? null : await readOpenKeys(context);
  const closed = openKeys === null ? undefined : traits.find(({ key }) => !(key in maskTraits({ [key]: 'x' }, openKeys)));
  if (!actor.can('read', 'customer') || closed) throw new Problem('permission.denied', 'Your role does not allow to filter by this field of customers.', { action: 'read', subject: 'customer' });
  const subjects = await listSubjectsByTrait(context.db, traits, SUBJECTS + 1);
  if (subjects.length > SUBJECTS) throw new Problem('request.invalid', `More than ${SUBJECTS} customers have this value. Compare by target group or a hidden field instead, or narrow it down.`, {}, [{ at: 'querystring.trait', reason: 'too many customers' }]);
  return subjects;
}
