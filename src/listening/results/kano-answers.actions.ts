import { Problem } from '../../kernel/problem.ts';
import type { KanoPair } from '../../kernel/stats/gaps/kano.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { visibleTouchpoints } from '../surveys/manage-surveys.actions.ts';
import type { Words } from '../surveys/definition.contract.ts';
import { codingOf, type CountedPair, decode } from './coded-cells.logic.ts';
import type { Certainty } from './figures.logic.ts';
import { countAnswersByGroup, countGroups, type GroupBy } from './groups.analytics.ts';
import { type OpenedResults, openResults } from './open-results.actions.ts';
import { countResponses } from './responses.analytics.ts';
import { certaintyOf, keyOf, readCounts, remembered } from './results.actions.ts';
import type { Protection, ResultFilter } from './results.contract.ts';
import { listKanoSurveyRows } from './results.queries.ts';

/** One feature with both answers of those who gave both. */
export interface KanoFeatureAnswers {
  question: string;
  part: string;
  label: Words;
  pairs: KanoPair[];
}

export interface KanoAnswers {
  survey: { code: string; nameDe: string; nameEn: string };
  protection: Protection;
  certainty: Certainty;
  responses: number;
  customers: number;
  features: KanoFeatureAnswers[];
}

/** One target group or quarter. */
export interface KanoPart {
  key: string;
  responses: number;
  features: KanoFeatureAnswers[];
}

/** Groups beside each other; more than a person can compare are left out, the smallest first. */
const PARTS = 8;
const SURVEYS = 200;

/** Surveys of customers that ask Kano's pairs, newest first. */
export async function listKanoSurveys(context: Context, actor: Actor): Promise<{ code: string; nameDe: string; nameEn: string }[]> {
  return listKanoSurveyRows(context.db, await visibleTouchpoints(context, actor), SURVEYS);
}

/** @throws survey.not_found also for surveys without such pairs and for those of employees, survey.results_protected */
export async function readKanoAnswers(context: Context, actor: Actor, code: string, filter: Pick<ResultFilter, 'group' | 'from' | 'to'>): Promise<KanoAnswers> {
  const opened = await openKano(context, actor, code, filter);
  return remembered(context, ['kano', keyOf(opened)], async () => {
    const [responses, { pairs }] = await Promise.all([countResponses(context.history, opened.slice), readCounts(context, opened)]);
    const { customers, ...certainty } = await certaintyOf(context, opened.slice, responses, opened.protection.minimum);
    const { code, nameDe, nameEn } = opened.survey;
    return { survey: { code, nameDe, nameEn }, protection: opened.protection, certainty, responses: responses.n, customers, features: featuresOf(opened, pairs) };
  });
}

/**
 * The same for each target group or quarter; `tooSmall` counts those with fewer responses than the minimum. Quarters are not known where
 * answers are protected: one that ends today would be a filter by time.
 */
export async function readKanoParts(context: Context, actor: Actor, { code, by }: { code: string; by: 'group' | 'wave' }, filter: Pick<ResultFilter, 'group' | 'from' | 'to'>): Promise<{ parts: KanoPart[]; tooSmall: number }> {
  const opened = await openKano(context, actor, code, filter);
  const isProtected = opened.protection.kind === 'protected';
  if (by === 'wave' && isProtected) return { parts: [], tooSmall: 0 };
  return remembered(context, ['kano parts', by, keyOf(opened)], async () => {
    const column: GroupBy = by === 'wave' ? 'month' : isProtected ? 'cell' : { column: 'target_group' };
    const found = await countGroups(context.history, opened.slice, column);
    const sized = [...Map.groupBy(found, ({ name }) => (by === 'wave' ? quarterOf(name) : name))].map(([key, own]) => ({ key, names: own.map(({ name }) => name), responses: own.reduce((sum, { n }) => sum + n, 0) }));
    const ordered = sized.toSorted((a, b) => (by === 'wave' ? (a.key < b.key ? 1 : -1) : b.responses - a.responses || (a.key < b.key ? -1 : 1)));
    const shown = ordered.filter(({ responses }) => responses >= opened.protection.minimum).slice(0, PARTS);
    const tooSmall = ordered.filter(({ responses }) => responses < opened.protection.minimum).length;
    if (shown.length === 0) return { parts: [], tooSmall };
    const names = shown.flatMap((part) => part.names);
    const coding = codingOf(opened.asked.flatMap(({ parts }) => parts));
    const rows = await countAnswersByGroup(context.history, opened.slice, coding, { by: column, names });
    const parts = shown.map(({ key, names: own, responses }) => {
      const places = new Set(own.map((name) => names.indexOf(name) + 1));
      return { key, responses, features: featuresOf(opened, decode(coding, rows.filter(({ place }) => places.has(place))).pairs) };
    });
    return { parts, tooSmall };
  });
}

/** 2026-08 → 2026-Q3 */
const quarterOf = (month: string): string => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;

/** Results of the Kano questions only. */
async function openKano(context: Context, actor: Actor, code: string, filter: Pick<ResultFilter, 'group' | 'from' | 'to'>): Promise<OpenedResults> {
  const opened = await openResults(context, actor, { code, about: 'figures' }, filter);
  const asked = opened.asked.filter(({ question }) => question.kind === 'pairs' && question.roles === 'functional_dysfunctional' && question.scale.low === 1 && question.scale.high === 5);
  if (asked.length === 0 || opened.survey.kind === 'employee') throw new Problem('survey.not_found', 'This survey asks no pairs after Kano on five points.');
  return { ...opened, asked };
}

function featuresOf({ asked }: OpenedResults, pairs: readonly CountedPair[]): KanoFeatureAnswers[] {
  return asked.flatMap(({ question, fromVersion, parts }) => parts.filter(({ role }) => role === 'dysfunctional').map(({ item, part, label }) => ({
    question: question.id, part, label: label ?? question.title,
    pairs: pairs.filter((pair) => pair.part.item === item && pair.version >= fromVersion).map(({ first, second, n }) => ({ first, second, n })),
  })));
}
