import type { Definition, Question } from '../../surveys/definition.contract.ts';

/** Questions that an address can answer beforehand; the others need more than a word. */
const prefillable = new Set<Question['kind']>(['nps', 'csat', 'ces', 'rating', 'choice', 'choices', 'dropdown', 'pictures', 'ranking', 'slider', 'number', 'date', 'text', 'consent']);

export interface PrefillChoice {
  id: string;
  title: string;
  /** What may be given, where there is a list; else anything that fits. */
  options: { id: string; label: string }[];
}

/** What of a survey can stand in its address. */
export function listPrefillable({ pages, languages }: Definition, language: string): PrefillChoice[] {
  const word = (words: Readonly<Record<string, string>>) => words[language] ?? words[languages[0] ?? ''] ?? Object.values(words)[0] ?? '';
  return pages.flatMap(({ questions }) => questions).filter(({ kind }) => prefillable.has(kind)).map((question) => ({
    id: question.id,
    title: word(question.title) || question.id,
    options: question.kind === 'choice' || question.kind === 'dropdown' ? question.options.map(({ id, label }) => ({ id, label: word(label) || id })) : [],
  }));
}

/** Lines of a table for spreadsheets: one link each, with its PIN where it has one. */
export function linksCsv(links: readonly string[], pins: readonly string[] = []): string {
  const rows = links.map((link, at) => [link, ...(pins.length > 0 ? [pins[at] ?? ''] : [])]);
  return ['link', ...(pins.length > 0 ? ['pin'] : [])].join(';') + '\r\n' + rows.map((row) => row.join(';')).join('\r\n') + '\r\n';
}
