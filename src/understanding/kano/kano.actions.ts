import { MINIMUM_N } from '../../kernel/stats/scores/minimum.ts';
import { listKanoSurveys, readKanoAnswers, readKanoParts } from '../../listening/results/kano-answers.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { judgeFeature, quarterPeriod } from './board.logic.ts';
import type { KanoBoard, KanoQuery, KanoSurveys } from './kano.contract.ts';

/** Surveys that ask how people would feel with a feature and without it. */
export async function listSurveys(context: Context, actor: Actor): Promise<KanoSurveys> {
  return { items: (await listKanoSurveys(context, actor)).map(({ code, nameDe, nameEn }) => ({ survey: code, nameDe, nameEn })) };
}

/**
 * Every feature of a survey: what kind it is, what it is worth, and how sure that is.
 * @throws survey.not_found also for surveys of foreign departments, survey.results_protected for waves where answers are protected
 */
export async function readBoard(context: Context, actor: Actor, survey: string, { group, wave, by }: KanoQuery): Promise<KanoBoard> {
  const period = wave === undefined ? null : quarterPeriod(wave);
  const filter = { ...(group === undefined || group === '' ? {} : { group }), ...period };
  const [answers, groups, waves] = await Promise.all([
    readKanoAnswers(context, actor, survey, filter),
    // What can be chosen does not depend on what is chosen.
    readKanoParts(context, actor, { code: survey, by: 'group' }, {}),
    readKanoParts(context, actor, { code: survey, by: 'wave' }, {}),
  ]);
  const compared = by === undefined ? null : await readKanoParts(context, actor, { code: survey, by }, filter);
  const { protection, certainty } = answers;
  return {
    survey, nameDe: answers.survey.nameDe, nameEn: answers.survey.nameEn,
    minimum: MINIMUM_N,
    isProtected: protection.kind === 'protected',
    waiting: protection.kind === 'protected' ? protection.waiting : 0,
    responses: answers.responses, customers: answers.customers,
    period,
    groups: groups.parts.map(({ key }) => key),
    waves: waves.parts.map(({ key }) => key),
    features: answers.features.map((feature) => judgeFeature(feature, certainty)),
    by: by ?? null,
    parts: (compared?.parts ?? []).map(({ key, responses, features }) => ({ key, responses, features: features.map((feature) => judgeFeature(feature, certainty)) })),
    tooSmall: compared?.tooSmall ?? 0,
  };
}
