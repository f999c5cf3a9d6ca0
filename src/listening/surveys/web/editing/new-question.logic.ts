import type { Definition, Ending, Option, Page, Question, QuestionKind, Row, Scale, Words } from '../../definition.contract.ts';
import { functionNames } from '../../flow/expression.logic.ts';
import { aspectWords, consentWords, endingWords, itemWords, optionWords, pairLabels, startWords } from './question-words.logic.ts';

const reserved = new Set(['language', 'source', 'hidden', 'lang', 't', 'token', 'pin', 'embed', 'preview', 'a', 'and', 'or', 'not', 'in', 'true', 'false', 'null', ...functionNames]);
const ID_LIMIT = 40;

/** Whatever expressions, jumps and exports call by its name. */
export function takenIds({ pages, endings, hidden }: Definition): Set<string> {
  return new Set([...pages.flatMap((page) => [page.id, ...page.questions.map(({ id }) => id)]), ...endings.map(({ id }) => id), ...hidden.map(({ id }) => id)]);
}

/** `reason`, or `reason_2` where that is taken. */
export function freshId(wish: string, taken: ReadonlySet<string>): string {
  const base = wish.slice(0, ID_LIMIT - 4);
  if (!taken.has(wish) && !reserved.has(wish)) return wish;
  for (let number = 2; ; number += 1) if (!taken.has(`${base}_${number}`)) return `${base}_${number}`;
}

/** Only the languages of the survey. */
const inLanguages = (words: Words, languages: readonly string[]): Words => Object.fromEntries(languages.flatMap((tag) => { const text = words[tag] ?? words[tag.split('-')[0] ?? '']; return text === undefined ? [] : [[tag, text]]; }));

/** A new question of a kind: complete, so that the survey can be looked at and published as it is. */
export function newQuestion(kind: QuestionKind, { id, languages }: { id: string; languages: readonly string[] }): Question {
  const say = (words: Words) => inLanguages(words, languages);
  const start = startWords[kind];
  const base = { id, title: say(start.title) };
  const ends = { ...(start.low && { lowLabel: say(start.low) }), ...(start.high && { highLabel: say(start.high) }) };
  const scale = (low: number, high: number): Scale => ({ low, high, ...ends });
  const options: Option[] = [1, 2, 3].map((number) => ({ id: `a${number}`, label: say(optionWords(number)) }));
  const rows: Row[] = [1, 2, 3].map((number) => ({ id: `s${number}`, text: say(itemWords(number)) }));
  const aspects: Row[] = aspectWords.map(({ dimension, words }) => ({ id: dimension, text: say(words), dimension }));
  switch (kind) {
    case 'nps':
      return { kind, ...base, ...ends };
    case 'csat':
      return { kind, ...base, points: 5, ...ends };
    case 'ces':
      return { kind, ...base, points: 7, ...ends };
    case 'rating':
      return { kind, ...base, points: 5, look: 'stars', ...ends };
    case 'choice':
    case 'choices':
    case 'dropdown':
    case 'ranking':
      return { kind, ...base, options };
    case 'matrix':
      return { kind, ...base, rows, scale: scale(1, 5) };
    case 'pairs':
      return { kind, ...base, items: aspects, scale: scale(0, 10), roles: 'expectation_experience', firstLabel: say(pairLabels.expectation_experience.first), secondLabel: say(pairLabels.expectation_experience.second) };
    case 'importance':
      return { kind, ...base, items: aspects, scale: scale(1, 5) };
    case 'slider':
      return { kind, ...base, low: 0, high: 100, step: 1, ...ends };
    case 'number':
      return { kind, ...base, low: 0 };
    case 'date':
      return { kind, ...base, latest: 'today' };
    case 'text':
      return { kind, ...base, lines: 'many', role: 'comment' };
    case 'contact':
      return { kind, ...base, fields: [{ field: 'firstName' }, { field: 'lastName' }, { field: 'email' }] };
    case 'consent':
      return { kind, ...base, label: say(consentWords) };
    case 'pictures':
      return { kind, ...base, options: options.slice(0, 2).map((option) => ({ ...option, image: '' })) };
    case 'file':
      return { kind, ...base, types: ['image', 'pdf'], maxFiles: 1, maxBytes: 5_000_000 };
    case 'statement':
      return { kind, ...base };
  }
}

export const newPage = (definition: Definition): Page => ({ id: freshId(`page_${definition.pages.length + 1}`, takenIds(definition)), questions: [] });

export const newEnding = (definition: Definition): Ending => ({ id: freshId(`ending_${definition.endings.length + 1}`, takenIds(definition)), title: inLanguages(endingWords, definition.languages) });

export const emptyDefinition = (title: Words, languages: readonly string[]): Definition => ({
  languages: [...languages], title, pages: [{ id: 'page_1', questions: [] }], endings: [{ id: 'ending_1', title: inLanguages(endingWords, languages) }], hidden: [],
  look: { showsProgress: true, allowsBack: true, isOneByOne: false },
});

/**
 * The same question asked in another way: what both kinds have is kept (wording, options, rows, ends of the scale),
 * the rest is as in a new one.
 */
export function asKind(question: Question, kind: QuestionKind, languages: readonly string[]): Question {
  if (question.kind === kind) return question;
  const fresh = newQuestion(kind, { id: question.id, languages });
  const { title, help, isRequired, when, dimension, touchpoint } = question;
  const kept: Record<string, unknown> = { title, help, isRequired, when, dimension, touchpoint };
  const from: Record<string, unknown> = question;
  for (const field of ['lowLabel', 'highLabel', 'options', 'isShuffled', 'scale', 'points', 'look', 'unit']) if (field in fresh && field in question && field !== 'points' && field !== 'look') kept[field] = from[field];
  const list = 'rows' in question ? question.rows : 'items' in question ? question.items : null;
  if (list && 'rows' in fresh) kept['rows'] = list;
  if (list && 'items' in fresh) kept['items'] = list;
  if (kind === 'pictures' && 'options' in question) kept['options'] = question.options.slice(0, 40).map((option) => ({ ...option, image: '' }));
  if (question.kind === 'pictures' && 'options' in fresh && kind !== 'pictures') kept['options'] = question.options.map(({ image: _image, ...option }) => option);
  if (kind !== 'choices' && kind !== 'choice' && kind !== 'dropdown' && kind !== 'ranking' && kind !== 'pictures') delete kept['options'];
  const set = Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
  return { ...fresh, ...set } as Question; // fields that both kinds share have the same shape
}
