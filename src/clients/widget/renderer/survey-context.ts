import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Fault } from '../../../listening/surveys/flow/answer-check.logic.ts';
import type { AnswerValue, QuestionKind, QuestionOf, Words } from '../../../listening/surveys/definition.contract.ts';
import type { Say } from './words.ts';

/** What every question on the screen can use. */
export interface SurveyView {
  /** Our own words. */
  say: Say;
  /** The survey's words, with answers piped in. */
  text(words: Words | undefined): string;
  language: string;
  /** Of this respondent: random orders stay when the page is loaded again. */
  seed: string;
  today: string;
  /** A number as people write it. */
  figure(value: number): string;
  sendFile: ((question: string, file: File) => Promise<{ fileId: string }>) | undefined;
  imageUrl(fileId: string): string;
}

export const SurveyContext = createContext<SurveyView | null>(null);

export function useSurvey(): SurveyView {
  const view = useContext(SurveyContext);
  if (!view) throw new Error('a question is shown outside of a survey');
  return view;
}

export interface QuestionProps<K extends QuestionKind> {
  question: QuestionOf<K>;
  value: AnswerValue | undefined;
  onChange(value: AnswerValue | undefined): void;
  faults: readonly Fault[];
  /** Id of the control that the title labels. */
  id: string;
  /** Ids of help and fault. */
  describedBy: string | undefined;
}
