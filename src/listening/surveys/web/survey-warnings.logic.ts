import type { Definition, Option, Question, Words } from '../definition.contract.ts';
import { isUnfinished } from './editing/condition.logic.ts';
import { asksTwice, isLeading, oneSided, signOf, wordCount } from './wording.logic.ts';
import { suggestedStill } from './editing/question-words.logic.ts';
import { timeToAnswer } from './time-to-answer.logic.ts';

/**
 * What makes a survey worse and can be seen without asking anybody. Hints, no bans: they never keep a survey from being
 * published. Wordings are judged in German and English only.
 */
export type WarningCode =
  | 'double_question' | 'leading' | 'one_sided_scale' | 'too_long' | 'missing_translation' | 'pairs_without_dimension'
  | 'page_empty' | 'page_crowded' | 'too_many_questions' | 'takes_long' | 'many_required' | 'ending_never_shown' | 'no_ending_for_all' | 'condition_unfinished'
  | 'pipe_open' | 'still_suggested' | 'picture_missing' | 'example_link';

export interface Warning {
  code: WarningCode;
  on: 'survey' | 'page' | 'question' | 'ending';
  /** Id of the page, question or ending; '' for the survey. */
  id: string;
  /** The words, language or number that it is about. */
  detail: string;
}

export const TITLE_WORDS = 30;
export const HELP_WORDS = 80;
export const OPTION_WORDS = 15;
export const QUESTIONS_ENOUGH = 25;
export const PAGE_ENOUGH = 8;
export const MINUTES_ENOUGH = 10;

export function findWarnings(definition: Definition): Warning[] {
  const { languages, pages } = definition;
  const questions = pages.flatMap((page) => page.questions);
  return [
    ...ofSurvey(definition, questions),
    ...pages.flatMap((page): Warning[] => [
      ...(page.questions.length === 0 ? [{ code: 'page_empty' as const, on: 'page' as const, id: page.id, detail: '' }] : []),
      ...(page.questions.length > PAGE_ENOUGH ? [{ code: 'page_crowded' as const, on: 'page' as const, id: page.id, detail: String(page.questions.length) }] : []),
      ...[page.when, ...(page.jumps ?? []).map(({ when }) => when)].filter((when) => when !== undefined && isUnfinished(when)).slice(0, 1).map((): Warning => ({ code: 'condition_unfinished', on: 'page', id: page.id, detail: '' })),
      ...missingIn([page.title], languages).map((detail): Warning => ({ code: 'missing_translation', on: 'page', id: page.id, detail })),
      ...page.questions.flatMap((question) => ofQuestion(question, languages)),
    ]),
    ...ofEndings(definition),
  ];
}

/** Asked again with every key that is pressed: a question that did not change has the same warnings. */
const known = new WeakMap<Question, { languages: string; warnings: Warning[] }>();

function ofQuestion(question: Question, languages: readonly string[]): Warning[] {
  const key = languages.join();
  const before = known.get(question);
  if (before?.languages === key) return before.warnings;
  const warnings = judgeQuestion(question, languages);
  known.set(question, { languages: key, warnings });
  return warnings;
}

function judgeQuestion(question: Question, languages: readonly string[]): Warning[] {
  const warn = (code: WarningCode, detail: string): Warning => ({ code, on: 'question', id: question.id, detail });
  const asks = question.kind !== 'statement' && question.kind !== 'consent' && question.kind !== 'contact';
  const parts = partsOf(question);
  const spoken = (['de', 'en'] as const).filter((language) => languages.includes(language));
  const asked = asks ? [question.title, ...('rows' in question ? question.rows.map(({ text }) => text) : [])] : [];
  const first = <Found>(find: (language: 'de' | 'en') => Found | null): Found | null => spoken.map((language) => find(language)).find((found) => found !== null) ?? null;
  const within = (judge: (text: string, language: 'de' | 'en') => string | null) => first((language) => asked.map((words) => judge(words[language] ?? '', language)).find((found) => found !== null) ?? null);

  const twice = question.kind === 'pairs' ? null : within(asksTwice);
  const leads = within(isLeading);
  const long = languages.flatMap((language) => (wordCount(question.title[language] ?? '') > TITLE_WORDS || wordCount(question.help?.[language] ?? '') > HELP_WORDS || parts.some((words) => wordCount(words[language] ?? '') > OPTION_WORDS * 2) ? [language] : []));
  const sided = first((language) => scaleFault(question, language));
  const suggested = first((language) => suggestedStill(question, language));
  const bare = question.kind === 'pictures' ? question.options.filter(({ image }) => image === '').length : 0;
  return [
    ...(question.when !== undefined && isUnfinished(question.when) ? [warn('condition_unfinished', '')] : []),
    ...[question.title, question.help, ...parts].flatMap((words) => Object.values(words ?? {}).flatMap((text) => openPipe(text) ?? [])).slice(0, 1).map((text) => warn('pipe_open', `{{${text}`)),
    ...(suggested === null ? [] : [warn('still_suggested', suggested)]),
    ...(bare === 0 ? [] : [warn('picture_missing', String(bare))]),
    ...(twice === null ? [] : [warn('double_question', twice)]),
    ...(leads === null ? [] : [warn('leading', leads)]),
    ...(sided === null ? [] : [warn('one_sided_scale', sided)]),
    ...(long.length === 0 ? [] : [warn('too_long', long.join(', '))]),
    ...missingIn([question.title, question.help, ...parts], languages).map((language) => warn('missing_translation', language)),
    ...(question.kind === 'pairs' && question.roles === 'expectation_experience' && question.items.some(({ dimension }) => dimension === undefined) ? [warn('pairs_without_dimension', String(question.items.filter(({ dimension }) => dimension === undefined).length))] : []),
  ];
}

/** "{{nps" without its end: the start of what customers would read. */
const openPipe = (text: string): string | undefined => /\{\{((?:(?!\}\}).){0,20})(?:(?!\}\}).)*$/s.exec(text)?.[1];

/** Texts of options, rows, ends of the scale. */
function partsOf(question: Question): Words[] {
  return [
    ...('options' in question ? question.options.map(({ label }) => label) : []),
    ...('rows' in question ? question.rows.map(({ text }) => text) : []),
    ...('items' in question ? question.items.map(({ text }) => text) : []),
    ...('lowLabel' in question ? [question.lowLabel, question.highLabel] : []),
    ...('scale' in question ? [question.scale.lowLabel, question.scale.highLabel, question.scale.naLabel, ...Object.values(question.scale.labels ?? {})] : []),
    ...(question.kind === 'pairs' ? [question.firstLabel, question.secondLabel] : []),
    ...(question.kind === 'consent' ? [question.label] : []),
    ...('unit' in question ? [question.unit] : []),
    ...(question.kind === 'text' ? [question.placeholder] : []),
  ].filter((words) => words !== undefined);
}

/** Languages in which a text is missing that another language has. */
function missingIn(texts: readonly (Words | undefined)[], languages: readonly string[]): string[] {
  const written = texts.filter((words): words is Words => words !== undefined && Object.values(words).some((text) => text.trim() !== ''));
  return languages.filter((language) => written.some((words) => (words[language] ?? '').trim() === ''));
}

/** Both ends good, both ends bad, or many more good answers than bad ones. */
function scaleFault(question: Question, language: 'de' | 'en'): string | null {
  const ends = 'scale' in question ? [question.scale.lowLabel, question.scale.highLabel] : 'lowLabel' in question ? [question.lowLabel, question.highLabel] : [];
  const [low = '', high = ''] = ends.map((words) => words?.[language] ?? '');
  if (low !== '' && high !== '' && signOf(low, language) !== 0 && signOf(low, language) === signOf(high, language)) return `${low} … ${high}`;
  const options: readonly Option[] = question.kind === 'choice' || question.kind === 'dropdown' ? question.options : [];
  return oneSided(options.map(({ label }) => label[language] ?? ''), language);
}

function ofSurvey(definition: Definition, questions: readonly Question[]): Warning[] {
  const warn = (code: WarningCode, detail: string): Warning => ({ code, on: 'survey', id: '', detail });
  const asked = questions.filter(({ kind }) => kind !== 'statement');
  const minutes = Math.round(timeToAnswer(definition, definition.languages[0] ?? 'en').longSeconds / 60);
  const required = asked.filter(({ isRequired }) => isRequired).length;
  return [
    ...(asked.length > QUESTIONS_ENOUGH ? [warn('too_many_questions', String(asked.length))] : []),
    ...(minutes > MINUTES_ENOUGH ? [warn('takes_long', String(minutes))] : []),
    ...(asked.length >= 6 && required === asked.length ? [warn('many_required', String(required))] : []),
    ...missingIn([definition.title, definition.intro, definition.closing?.quotaFull, definition.closing?.closed], definition.languages).map((language) => warn('missing_translation', language)),
  ];
}

function ofEndings({ endings, pages, languages }: Definition): Warning[] {
  const targets = new Set(pages.flatMap(({ jumps = [] }) => jumps.map(({ to }) => to)));
  const open = endings.findIndex(({ when }) => when === undefined);
  const hidden = open < 0 ? [] : endings.slice(open + 1).filter(({ id }) => !targets.has(id));
  return [
    ...hidden.map(({ id }): Warning => ({ code: 'ending_never_shown', on: 'ending', id, detail: '' })),
    ...(open < 0 ? [{ code: 'no_ending_for_all' as const, on: 'survey' as const, id: '', detail: '' }] : []),
    ...endings.filter(({ link }) => link !== undefined && /^https?:\/\/(www\.)?example\.(com|org|net)(\/|$)/i.test(link.url)).map(({ id, link }): Warning => ({ code: 'example_link', on: 'ending', id, detail: link?.url ?? '' })),
    ...endings.flatMap(({ id, title, text, link }) => missingIn([title, text, link?.label], languages).map((detail): Warning => ({ code: 'missing_translation', on: 'ending', id, detail }))),
  ];
}
