import type { Definition, Page, Question, Words } from '../definition.contract.ts';
import { parseExpression } from '../flow/expression.logic.ts';

export type DefinitionFaultCode =
  | 'duplicate_id' | 'reserved_id' | 'expression_invalid' | 'unknown_name' | 'name_asked_later' | 'jump_backwards' | 'unknown_target' | 'page_never_reached' | 'question_missing' | 'text_missing' | 'unknown_language' | 'range_empty' | 'too_many' | 'pipe_invalid';

/** Why a survey cannot be published yet. */
export interface DefinitionFault {
  /** e.g. `pages[2].questions[0].when`; words of the languages end with the language. */
  at: string;
  code: DefinitionFaultCode;
  /** The name, id or character place that it is about. */
  detail: string;
}

/** And nothing is called `constructor`: answers without it would seem to have one. */
const RESERVED = new Set(['hidden', 'language', 'source', 'lang', 't', 'token', 'pin', 'embed', 'preview', 'a', 'true', 'false', 'null', 'and', 'or', 'not', 'in']);
const QUESTIONS_LIMIT = 300;

/** What must be mended before a survey can be published; empty when all is well. */
export function checkDefinition(definition: Definition): DefinitionFault[] {
  const faults: DefinitionFault[] = [];
  const tell = (at: string, code: DefinitionFaultCode, detail = '') => void faults.push({ at, code, detail });
  checkIds(definition, tell);
  checkWords(definition, tell);
  checkConditions(definition, tell);
  checkJumps(definition, tell);
  const questions = definition.pages.flatMap(({ questions: all }) => all);
  if (!questions.some(({ kind }) => kind !== 'statement')) tell('pages', 'question_missing');
  if (questions.length > QUESTIONS_LIMIT) tell('pages', 'too_many', String(QUESTIONS_LIMIT));
  definition.pages.forEach((page, p) => page.questions.forEach((question, q) => checkRanges(question, `pages[${p}].questions[${q}]`, tell)));
  return faults.slice(0, 200);
}

type Tell = (at: string, code: DefinitionFaultCode, detail?: string) => void;

function checkIds(definition: Definition, tell: Tell): void {
  const seen = new Map<string, string>();
  const claim = (space: string, id: string, at: string) => {
    if ((RESERVED.has(id) && space === 'names') || id in {}) tell(at, 'reserved_id', id);
    const key = `${space}:${id}`;
    if (seen.has(key)) tell(at, 'duplicate_id', id);
    seen.set(key, at);
  };
  definition.pages.forEach((page, p) => {
    // Pages and endings are both targets of jumps.
    claim('targets', page.id, `pages[${p}].id`);
    page.questions.forEach((question, q) => {
      const at = `pages[${p}].questions[${q}]`;
      claim('names', question.id, `${at}.id`);
      for (const [list, parts] of partsOf(question)) parts.forEach(({ id }, n) => claim(`${at}.${list}`, id, `${at}.${list}[${n}].id`));
    });
  });
  definition.endings.forEach(({ id }, n) => claim('targets', id, `endings[${n}].id`));
  definition.hidden.forEach(({ id }, n) => claim('names', id, `hidden[${n}].id`));
}

/** Options, rows or items of a question, under the name of their list. */
export function partsOf(question: Question): [string, { id: string; label?: Words; text?: Words }[]][] {
  if ('options' in question) return [['options', question.options]];
  if ('rows' in question) return [['rows', question.rows]];
  if ('items' in question) return [['items', question.items]];
  return [];
}

/** Every text must at least be there in the first language; other languages fall back to it. */
function checkWords(definition: Definition, tell: Tell): void {
  const [first = ''] = definition.languages;
  for (const { at, words, isOptional } of listWords(definition)) {
    if (!isOptional && (words[first] ?? '').trim() === '') tell(`${at}.${first}`, 'text_missing', first);
    for (const tag of Object.keys(words)) if (!definition.languages.includes(tag)) tell(`${at}.${tag}`, 'unknown_language', tag);
    for (const [tag, text] of Object.entries(words)) {
      for (const [, source = ''] of text.matchAll(/\{\{(.*?)\}\}/g)) {
        const parsed = parseExpression(source.trim());
        if (!parsed.ok) tell(`${at}.${tag}`, 'pipe_invalid', source.trim());
      }
    }
  }
}

export interface PlacedWords {
  /** e.g. `pages[0].questions[1].options[2].label` */
  at: string;
  words: Words;
  /** An empty text means that there is none. */
  isOptional: boolean;
}

/** All texts of a survey with their places: for checks, translations and their exchange. */
export function listWords(definition: Definition): PlacedWords[] {
  const found: PlacedWords[] = [];
  collect(definition, '', found);
  return found;
}

const WORDS = new Set(['title', 'intro', 'help', 'text', 'label', 'lowLabel', 'highLabel', 'naLabel', 'unit', 'firstLabel', 'secondLabel', 'placeholder', 'quotaFull', 'closed']);
const MUST_BE_FILLED = new Set(['label', 'firstLabel', 'secondLabel']);

function collect(value: unknown, at: string, found: PlacedWords[]): void {
  if (Array.isArray(value)) value.forEach((one: unknown, n) => collect(one, `${at}[${n}]`, found));
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inside] of Object.entries(value)) {
      const place = at === '' ? key : `${at}.${key}`;
      // The point labels of a scale: {"1": {de: …}}.
      if (key === 'labels') for (const [point, words] of Object.entries(inside as Record<string, Words>)) found.push({ at: `${place}.${point}`, words, isOptional: true });
      else if (WORDS.has(key) && isWords(inside)) found.push({ at: place, words: inside, isOptional: !(MUST_BE_FILLED.has(key) || isMainText(key, at)) });
      else collect(inside, place, found);
    }
  }
}

const isWords = (value: unknown): value is Words => typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((text) => typeof text === 'string');

/** Titles of the survey, of questions and of endings, and the texts of rows and items. */
const isMainText = (key: string, at: string): boolean => (key === 'title' && (at === '' || /(questions|endings)\[\d+\]$/.test(at))) || (key === 'text' && /(rows|items)\[\d+\]$/.test(at));

function checkConditions(definition: Definition, tell: Tell): void {
  const hidden = new Set(definition.hidden.map(({ id }) => `hidden.${id}`));
  const all = new Set(definition.pages.flatMap(({ questions }) => questions.map(({ id }) => id)));
  const before = new Set<string>();
  const check = (condition: string | undefined, at: string) => {
    if (condition === undefined) return;
    const parsed = parseExpression(condition);
    if (!parsed.ok) return tell(at, 'expression_invalid', `${parsed.at}: ${parsed.reason}`);
    for (const name of parsed.names) {
      const [first = ''] = name.split('.');
      if (name === 'language' || name === 'source' || hidden.has(name) || before.has(first)) continue;
      tell(at, all.has(first) ? 'name_asked_later' : 'unknown_name', name);
    }
  };
  definition.pages.forEach((page, p) => {
    check(page.when, `pages[${p}].when`);
    page.questions.forEach((question, q) => {
      check(question.when, `pages[${p}].questions[${q}].when`);
      before.add(question.id);
    });
    page.jumps?.forEach(({ when }, j) => check(when, `pages[${p}].jumps[${j}].when`));
  });
  definition.endings.forEach(({ when }, n) => check(when, `endings[${n}].when`));
}

function checkJumps({ pages, endings }: Definition, tell: Tell): void {
  const places = new Map(pages.map(({ id }, p) => [id, p]));
  const ends = new Set(endings.map(({ id }) => id));
  pages.forEach((page, p) => page.jumps?.forEach(({ to }, j) => {
    const place = places.get(to);
    if (place === undefined && !ends.has(to)) tell(`pages[${p}].jumps[${j}].to`, 'unknown_target', to);
    else if (place !== undefined && place <= p) tell(`pages[${p}].jumps[${j}].to`, 'jump_backwards', to);
  }));
  const reached = new Set([0]);
  for (let p = 0; p < pages.length; p += 1) {
    if (!reached.has(p)) continue;
    const { jumps = [] } = pages[p] as Page; // p is inside
    for (const { to } of jumps) reached.add(places.get(to) ?? 0);
    if (!jumps.some(({ when }) => when.trim() === 'true')) reached.add(p + 1);
  }
  pages.forEach(({ id }, p) => reached.has(p) || tell(`pages[${p}]`, 'page_never_reached', id));
}

function checkRanges(question: Question, at: string, tell: Tell): void {
  if ((question.kind === 'slider' || question.kind === 'number') && question.low !== undefined && question.high !== undefined && question.high <= question.low) tell(`${at}.high`, 'range_empty');
  if (question.kind === 'slider' && question.step > question.high - question.low) tell(`${at}.step`, 'range_empty');
  if (question.kind === 'choices' && (question.min ?? 0) > (question.max ?? question.options.length)) tell(`${at}.max`, 'range_empty');
  if (question.kind === 'ranking' && (question.top ?? 1) > question.options.length) tell(`${at}.top`, 'range_empty');
  if (question.kind === 'date' && question.earliest && question.latest && question.earliest !== 'today' && question.latest !== 'today' && question.latest < question.earliest) tell(`${at}.latest`, 'range_empty');
}
