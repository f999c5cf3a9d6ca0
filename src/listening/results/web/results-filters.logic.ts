import { withGaps } from '../../surveys/flow/flow.logic.ts';
import type { Results } from '../results.contract.ts';

/** Whoever watches a running survey sees it grow: the figures, the words and the comparison alike. */
export const LOOK_EVERY_MS = 5_000;

/** Filters of the results as they stand in the address; '' = not filtered. */
export const noFilters = { version: '', from: '', to: '', touchpoint: '', channel: '', department: '', group: '', language: '', source: '', hidden: '', answer: '', trait: '', compare: '', words: '', about: '' };
export type ResultFilters = typeof noFilters;

/** What the API is asked with: the names of the address, without those of the page. */
export function queryOf({ compare: _, words: __, about: ___, ...filters }: ResultFilters): Record<string, string> {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''));
}

export const isFiltered = (filters: ResultFilters): boolean => Object.keys(queryOf(filters)).length > 0;

/** Hidden fields share one name of the address: `field:value`. A filter of the bar is set by its own key. */
export function chosenOf(filters: ResultFilters, filter: string): string {
  if (!filter.startsWith('hidden.')) return filters[filter as keyof ResultFilters] ?? '';
  const field = `${filter.slice('hidden.'.length)}:`;
  return filters.hidden.startsWith(field) ? filters.hidden.slice(field.length) : '';
}

export const choiceOf = (filter: string, value: string): Partial<ResultFilters> => (filter.startsWith('hidden.') ? { hidden: value === '' ? '' : `${filter.slice('hidden.'.length)}:${value}` } : { [filter]: value });

/** In the wanted language, else in the first that there is; what was filled in for each customer is an ellipsis. */
export function sayIn(words: Readonly<Record<string, string>> | null, language: string, languages: readonly string[]): string {
  if (!words) return '';
  return withGaps([language, ...languages].map((tag) => words[tag]).find((text) => text !== undefined && text.trim() !== '') ?? Object.values(words)[0] ?? '');
}

/** The question that most say something with: the first with a score, for the sentence above all. */
export function mainScore({ questions }: Pick<Results, 'questions'>) {
  for (const kind of ['nps', 'satisfied', 'gap', 'mean'] as const) {
    for (const question of questions) for (const part of question.parts) for (const score of part.scores) if (score.kind === kind && score.value !== null) return { question, part, score };
  }
  return null;
}

/** Seconds as minutes and seconds. */
export const minutesOf = (seconds: number): { minutes: number; seconds: number } => ({ minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
