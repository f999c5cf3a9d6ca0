import { DAY_MS } from '../../kernel/clock.ts';
import { Problem } from '../../kernel/problem.ts';
import type { SurveyKind } from '../surveys/drafts/drafts.contract.ts';

/** Employees answer without names: nothing that is kept or shown may lead from an answer to one of them, times included. */
export const isAboutEmployees = ({ kind }: { kind: SurveyKind }): boolean => kind === 'employee';

/** Whoever can answer as often as they like could be a whole group of those that protect each other. */
export const needsOwnLink = (survey: { kind: SurveyKind; needsLink: boolean }): boolean => isAboutEmployees(survey) && survey.needsLink;

/** The beginning of its day, in UTC. */
export const dayOf = (at: Date): Date => new Date(at.getTime() - (at.getTime() % DAY_MS));

/** @throws survey.results_protected – for whatever is about single answers */
export function refuseEmployees(survey: { kind: SurveyKind }): void {
  if (isAboutEmployees(survey)) throw new Problem('survey.results_protected', 'Answers of employees are not shown one by one, so that nobody is recognised by them. Their figures are on the page of results.');
}
