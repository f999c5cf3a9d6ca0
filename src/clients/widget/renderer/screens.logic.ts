import type { AnswerValue, Answers, Page, Question } from '../../../listening/surveys/definition.contract.ts';
import type { Walk } from '../../../listening/surveys/flow/flow.logic.ts';

/** What is seen at one time: a page, or one question of it. */
export interface Screen {
  /** Of the page, or of the question where each has its own screen. */
  id: string;
  page: Page;
  questions: Question[];
}

/** Screens on the way that the answers lead to now. Those up to the present one do not change any more: all ways lead forwards. */
export function screensOf({ steps }: Pick<Walk, 'steps'>, isOneByOne: boolean): Screen[] {
  return steps.flatMap(({ page, questions }) => (isOneByOne ? questions.map((question) => ({ id: question.id, page, questions: [question] })) : [{ id: page.id, page, questions }]));
}

/** Place of the screen with this page or question; 0 where there is none. */
export function placeOf(screens: readonly Screen[], id: string | null | undefined): number {
  if (!id) return 0;
  return Math.max(0, screens.findIndex((screen) => screen.id === id || screen.page.id === id || screen.questions.some((question) => question.id === id)));
}

/** First screen on which something is still open. */
export function firstOpen(screens: readonly Screen[], answers: Answers): number {
  const open = screens.findIndex(({ questions }) => questions.some(({ kind, id }) => kind !== 'statement' && answers[id] === undefined));
  return open < 0 ? Math.max(0, screens.length - 1) : open;
}

/** The answers with one changed; an empty one is none. */
export function withAnswer(answers: Answers, id: string, value: AnswerValue | undefined): Answers {
  const { [id]: _, ...others } = answers;
  return isEmpty(value) ? others : { ...others, [id]: value as AnswerValue }; // isEmpty has seen undefined
}

function isEmpty(value: AnswerValue | undefined): boolean {
  if (value === undefined || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Ids of the questions seen so far. */
export function seenUpTo(screens: readonly Screen[], place: number): string[] {
  return screens.slice(0, place + 1).flatMap(({ questions }) => questions.map(({ id }) => id));
}

/** The calendar day of the one who answers: 2026-03-31. */
export function dayOf(now: Date): string {
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
