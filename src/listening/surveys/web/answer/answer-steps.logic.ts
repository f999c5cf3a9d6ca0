import type { PublicSurvey } from '../../surveys.contract.ts';

/** As the server allows; the contract itself would bring its validator to the customer’s phone. */
export const COMMENT_LENGTH = 5_000;

type Dimension = PublicSurvey['dimensions'][number];

/** One screen of the customer's page. */
export type Step = { kind: 'pair'; dimension: Dimension } | { kind: 'nps' } | { kind: 'csat' } | { kind: 'comment' };

/** Chosen values by question (`expectation.speed`, `nps` …) and the comment. */
export interface Draft {
  values: Readonly<Record<string, number>>;
  comment: string;
}

export const emptyDraft: Draft = { values: {}, comment: '' };

/** Screens in their order: the pairs, satisfaction if it is asked, recommendation, comment. */
export function stepsOf({ dimensions, withCsat }: Pick<PublicSurvey, 'dimensions' | 'withCsat'>): Step[] {
  return [...dimensions.map((dimension): Step => ({ kind: 'pair', dimension })), ...(withCsat ? [{ kind: 'csat' } as const] : []), { kind: 'nps' }, { kind: 'comment' }];
}

/** Names of the questions on a screen. */
export function questionsOf(step: Step): string[] {
  if (step.kind === 'pair') return [`expectation.${step.dimension}`, `experience.${step.dimension}`];
  return [step.kind];
}

/** What is sent: only what was answered. */
export function answersOf({ values, comment }: Draft): { role: string; dimension?: string; value?: number; text?: string }[] {
  const rated = Object.entries(values).map(([question, value]) => {
    const [role = '', dimension] = question.split('.');
    return { role, value, ...(dimension === undefined ? {} : { dimension }) };
  });
  return comment.trim() === '' ? rated : [...rated, { role: 'comment', text: comment }];
}

export type AnswerLanguage = 'de' | 'en';

/** The language that the address asks for, else the first of the browser's that we speak, else English. */
export function languageOf(asked: string | null, wanted: readonly string[]): AnswerLanguage {
  const speaks = (tag: string): tag is AnswerLanguage => tag === 'de' || tag === 'en';
  return [asked ?? '', ...wanted].map((tag) => tag.slice(0, 2).toLowerCase()).find(speaks) ?? 'en';
}
