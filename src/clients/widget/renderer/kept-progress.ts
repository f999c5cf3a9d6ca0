import type { Answers } from '../../../listening/surveys/definition.contract.ts';
import type { SurveyProgress } from './mount.types.ts';

/**
 * What was answered so far, for a reload of this tab and nothing more: the browser forgets it with the tab. No cookie, and
 * nothing that would recognise the customer another time.
 */
export interface KeptProgress {
  responseId: string;
  version: number;
  answers: Answers;
  at: string | null;
  startedAt: string;
  seq: number;
  language: string;
}

const keyOf = (code: string) => `momente.answering.${code}`;

export function readProgress(code: string): KeptProgress | null {
  try {
    const text = sessionStorage.getItem(keyOf(code));
    return text === null ? null : (JSON.parse(text) as KeptProgress); // of writeProgress
  } catch {
    return null;
  }
}

export function writeProgress(code: string, version: number, progress: SurveyProgress): void {
  const { responseId, answers, at, startedAt, seq, language, isFinished } = progress;
  try {
    if (isFinished) sessionStorage.removeItem(keyOf(code));
    else sessionStorage.setItem(keyOf(code), JSON.stringify({ responseId, version, answers, at, startedAt, seq, language } satisfies KeptProgress));
  } catch {
    // A browser that keeps nothing forgets the answers on a reload, and that is all.
  }
}
