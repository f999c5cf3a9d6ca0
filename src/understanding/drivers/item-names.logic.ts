import type { Definition, Question } from '../../listening/surveys/definition.contract.ts';

/** Longer than this it is a question, and no name. */
const LONGEST_NAME = 60;

/** What was rated, in the words of the survey, by the key that its answers are found under; doubtful keys have no name. */
export function namesOfItems(definition: Definition, lang: 'de' | 'en'): Map<string, string> {
  const parts = definition.pages.flatMap((page) => page.questions).flatMap((question) => namedParts(question, lang));
  // Two questions about one dimension: neither of them names it.
  return new Map(parts.filter(({ key, name }) => name.length <= LONGEST_NAME && parts.filter((other) => other.key === key).length === 1).map(({ key, name }) => [key, name]));
}

function namedParts(question: Question, lang: 'de' | 'en'): { key: string; name: string }[] {
  if (question.kind === 'rating') return [{ key: question.dimension ?? question.id, name: inWords(question.title, lang) }];
  if (question.kind !== 'matrix' && question.kind !== 'pairs') return [];
  const rows = question.kind === 'matrix' ? question.rows : question.items;
  return rows.map((row) => ({ key: row.dimension ?? question.dimension ?? (question.kind === 'matrix' ? `${question.id}.${row.id}` : row.id), name: inWords(row.text, lang) }));
}

const inWords = (text: Readonly<Record<string, string>>, lang: 'de' | 'en'): string => text[lang] ?? Object.values(text)[0] ?? '';
