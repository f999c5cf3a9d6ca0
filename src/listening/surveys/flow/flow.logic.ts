import type { Answers, Definition, Ending, OtherOption, Page, Question, Words } from '../definition.contract.ts';
import { asText, evaluate, holds, isTrue, parseExpression, type Scope, type Value } from './expression.logic.ts';

/** What a way through a survey depends on, besides the answers. */
export interface Around {
  language: string;
  /** Values that came with the link. */
  hidden?: Readonly<Record<string, string>> | undefined;
  source?: string | undefined;
  /** Of this respondent, e.g. the response's id: random orders stay as they are when the page is loaded again. */
  seed?: string | undefined;
}

export interface Step {
  page: Page;
  /** In the order of this respondent; without those whose condition does not hold. */
  questions: Question[];
}

export interface Walk {
  steps: Step[];
  /** Ids of all questions on the way. */
  asked: ReadonlySet<string>;
  ending: Ending;
  /** Sees the answers on the way only. */
  scope: Scope;
}

/**
 * The way through the survey that these answers lead to. Only answers to questions on the way count, so that an answer
 * given before turning back cannot steer. Jumps lead forwards, so every way ends.
 */
export function walk(definition: Definition, answers: Answers, around: Around): Walk {
  const asked = new Set<string>();
  const scope = scopeOf(definition, answers, around, asked);
  const steps: Step[] = [];
  let endingId: string | null = null;
  for (let place = 0; place < definition.pages.length; ) {
    const page = definition.pages[place];
    if (!page) break;
    place += 1;
    if (!holds(page.when, scope)) continue;
    const questions = page.questions.filter((question) => {
      const isAsked = holds(question.when, scope);
      if (isAsked) asked.add(question.id);
      return isAsked;
    });
    if (questions.length > 0) steps.push({ page, questions: page.isShuffled ? shuffle(questions, `${around.seed ?? ''}:${page.id}`, () => false) : questions });
    const target = page.jumps?.find(({ when }) => isMet(when, scope))?.to;
    if (target === undefined) continue;
    const next = definition.pages.findIndex(({ id }, index) => index >= place && id === target);
    if (next >= 0) place = next;
    else if (definition.endings.some(({ id }) => id === target)) {
      endingId = target;
      break;
    }
  }
  return { steps, asked, ending: endingOf(definition, scope, endingId), scope };
}

function isMet(condition: string, scope: Scope): boolean {
  const parsed = parseExpression(condition);
  return parsed.ok && isTrue(evaluate(parsed.tree, scope));
}

function endingOf({ endings }: Definition, scope: Scope, id: string | null): Ending {
  const found = endings.find((ending) => (id === null ? holds(ending.when, scope) : ending.id === id)) ?? endings.at(-1);
  if (!found) throw new Error('a survey has an ending');
  return found;
}

/** An object by names; no list. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the names in conditions and pipes mean. @param asked - only answers to these count; all without it */
export function scopeOf(definition: Definition, answers: Answers, around: Around, asked?: ReadonlySet<string>): Scope {
  return (name) => {
    const [first = '', ...rest] = name.split('.');
    if (name === 'language') return around.language;
    if (name === 'source') return around.source ?? null;
    if (first === 'hidden') {
      const field = rest.join('.');
      return around.hidden && Object.hasOwn(around.hidden, field) ? (around.hidden[field] ?? null) : null;
    }
    if ((asked && !asked.has(first)) || !Object.hasOwn(answers, first)) return null;
    return valueAt(answers[first], rest);
  };
}

function valueAt(answer: unknown, rest: readonly string[]): Value {
  const [part, ...deeper] = rest;
  if (part === undefined) return valueOf(answer);
  if (!isRecord(answer)) return null;
  const key = part === 'expectation' || part === 'functional' ? 'first' : part === 'experience' || part === 'dysfunctional' ? 'second' : part;
  return Object.hasOwn(answer, key) ? valueAt(answer[key], deeper) : null;
}

function valueOf(answer: unknown): Value {
  if (typeof answer === 'number' || typeof answer === 'boolean') return answer;
  if (typeof answer === 'string') return answer === 'na' ? null : answer;
  if (Array.isArray(answer)) return answer.map((one: unknown) => (typeof one === 'string' ? one : isRecord(one) ? String(one['id'] ?? '') : ''));
  if (isRecord(answer) && typeof answer['id'] === 'string') return answer['id'];
  // Rows of a matrix: answered as soon as one of them is.
  return isRecord(answer) && Object.keys(answer).length > 0 ? Object.keys(answer) : null;
}

/** In the wanted language, else in the first language of the survey that has it, else empty. */
export function wordsIn(words: Words | undefined, language: string, languages: readonly string[]): string {
  if (!words) return '';
  for (const tag of [language, language.split('-')[0] ?? '', ...languages]) {
    const text = words[tag];
    if (text !== undefined && text.trim() !== '') return text;
  }
  return '';
}

/** A text as staff read it, who know nobody's answers: what is filled in for each customer is an ellipsis. */
export const withGaps = (text: string): string => text.replaceAll(/\{\{.*?\}\}/gs, '…');

/** As `wordsIn`, for staff: titles in results, exports and the editor's lists. */
export const titleIn = (words: Words | undefined, language: string, languages: readonly string[]): string => withGaps(wordsIn(words, language, languages));

/** The wanted language where the survey has it (also de for de-AT), else its first. @param wanted - tags, best first */
export function chooseLanguage(languages: readonly string[], wanted: readonly (string | null | undefined)[]): string {
  for (const tag of wanted) {
    if (!tag) continue;
    const lower = tag.toLowerCase();
    const found = languages.find((one) => one.toLowerCase() === lower) ?? languages.find((one) => one.split('-')[0] === lower.split('-')[0]);
    if (found !== undefined) return found;
  }
  return languages[0] ?? 'en';
}

/** What texts are filled with. */
export interface Piped {
  definition: Definition;
  answers: Answers;
  scope: Scope;
  language: string;
}

/**
 * Fills `{{ expression }}` in a text. A choice is said in its wording, not by its id; what is not answered leaves nothing.
 * The result is text, to be shown as text.
 */
export function pipe(text: string, piped: Piped): string {
  if (!text.includes('{{')) return text;
  return text.replace(/\{\{\s*(.{1,500}?)\s*\}\}/g, (_, source: string) => {
    const parsed = parseExpression(source);
    if (!parsed.ok) return '';
    const value = evaluate(parsed.tree, piped.scope);
    const question = parsed.tree.kind === 'name' && value !== null ? findQuestion(piped.definition, parsed.tree.name) : null;
    return question && 'options' in question ? sayOptions(question, value, piped) : asText(value);
  });
}

function sayOptions(question: Extract<Question, { options: unknown }>, value: Value, { definition, answers, language }: Piped): string {
  const answer = answers[question.id];
  const given = (Array.isArray(answer) ? answer : [answer]) as (string | OtherOption | undefined)[]; // answers of options are of these shapes
  const ids = Array.isArray(value) ? value : [String(value)];
  return ids
    .map((id) => {
      const own = given.find((one) => typeof one === 'object' && one.id === id);
      const option = question.options.find((one) => one.id === id);
      return (typeof own === 'object' && own.text) || wordsIn(option?.label, language, definition.languages) || id;
    })
    .join(', ');
}

export function findQuestion(definition: Definition, id: string): Question | null {
  for (const page of definition.pages) for (const question of page.questions) if (question.id === id) return question;
  return null;
}

/** Options, rows or items in the order of this respondent; exclusive and fixed ones keep their place. */
export function orderOf<Part extends { id: string; isFixed?: boolean | undefined; isExclusive?: boolean | undefined }>(parts: readonly Part[], isShuffled: boolean | undefined, seed: string): Part[] {
  return isShuffled ? shuffle(parts, seed, ({ isFixed, isExclusive }) => isFixed === true || isExclusive === true) : [...parts];
}

/** Fisher–Yates with a small seeded generator: the same seed gives the same order in page and server. */
function shuffle<Part>(parts: readonly Part[], seed: string, stays: (part: Part) => boolean): Part[] {
  const movable = parts.filter((part) => !stays(part));
  const next = randomFrom(seed);
  for (let i = movable.length - 1; i > 0; i -= 1) {
    const j = Math.floor(next() * (i + 1));
    [movable[i], movable[j]] = [movable[j] as Part, movable[i] as Part]; // both are inside
  }
  return parts.map((part) => (stays(part) ? part : (movable.shift() as Part))); // as many as were taken out
}

/** FNV-1a for the seed, mulberry32 for the numbers in [0, 1). Public-domain generators; nothing secret hangs on them. */
function randomFrom(seed: string): () => number {
  let state = 2_166_136_261;
  for (let i = 0; i < seed.length; i += 1) state = Math.imul(state ^ seed.charCodeAt(i), 16_777_619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
