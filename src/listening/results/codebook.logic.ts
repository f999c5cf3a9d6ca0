import type { Answers, AnswerValue, Definition, OtherOption, Question, Row, Scale, ScalePoint, Words } from '../surveys/definition.contract.ts';
import { titleIn } from '../surveys/flow/flow.logic.ts';
import { questionsOf } from './parts.logic.ts';

/** Why there is no answer; as numbers in SPSS and in files with codes. */
export const missingReasons = ['cannot_say', 'not_asked', 'not_answered'] as const;
export type MissingReason = (typeof missingReasons)[number];

/** What a response says in one column: a number or text, a chosen option, or why there is none. */
export type Said = { value: number | string } | { option: number } | { missing: MissingReason };

/** What a column is about. `personal` columns leave only with readers of personal data; `words` may need masking. */
export interface Variable {
  name: string;
  /** In the asked language. */
  label: string;
  question: string;
  kind: 'number' | 'yes_no' | 'choice' | 'date' | 'text';
  measure: 'nominal' | 'ordinal' | 'scale';
  isPersonal: boolean;
  /** Whole numbers only; decimals that are shown. */
  decimals: number;
  /** Of a choice, in the order of their codes 1, 2, 3 …; of a scale its points. */
  options: readonly { id: string; label: string }[];
  points: readonly { point: number; label: string }[];
  hasCannotSay: boolean;
  /** Lowest number that may be answered; null = any. Codes of missing answers lie below. */
  lowest: number | null;
  read(answer: AnswerValue | undefined): Said;
}

/**
 * The columns of a survey: everything that any version asked, in the order in which it first appeared, so that codes and
 * columns of earlier exports stay what they were.
 * @param definitions - oldest first
 */
export function codebookOf(definitions: readonly Definition[], language: string): Variable[] {
  const found = new Map<string, Variable>();
  for (const definition of definitions) {
    const say = (words: Words | undefined) => titleIn(words, language, definition.languages).replaceAll(/\s+/g, ' ').trim();
    for (const variable of questionsOf(definition).flatMap((question) => variablesOf(question, say))) {
      const known = found.get(variable.name);
      found.set(variable.name, known && known.kind === variable.kind ? joined(known, variable) : variable);
    }
  }
  return [...found.values()];
}

/** The wording of the newest version; options of all, each under the code that it got first. */
function joined(older: Variable, newer: Variable): Variable {
  const fresh = new Map(newer.options.map((option) => [option.id, option]));
  const options = [...older.options.map((option) => fresh.get(option.id) ?? option), ...newer.options.filter(({ id }) => older.options.every((option) => option.id !== id))];
  return {
    ...newer, options,
    points: newer.points.length > 0 ? newer.points : older.points,
    hasCannotSay: older.hasCannotSay || newer.hasCannotSay,
    lowest: older.lowest === null || newer.lowest === null ? null : Math.min(older.lowest, newer.lowest),
    read: newer.kind === 'choice' ? (answer) => readChoice(answer, options) : newer.read,
  };
}

type Say = (words: Words | undefined) => string;
const NOT_ANSWERED: Said = { missing: 'not_answered' };

function variablesOf(question: Question, say: Say): Variable[] {
  const title = say(question.title) || question.id;
  const base = { question: question.id, label: title, isPersonal: false, decimals: 0, options: [], points: [], hasCannotSay: false, lowest: null };
  const number = (name: string, changes: Partial<Variable> & Pick<Variable, 'read'>): Variable => ({ ...base, name, kind: 'number', measure: 'ordinal', ...changes });
  const text = (name: string, label: string, read: Variable['read'], isPersonal = false): Variable => ({ ...base, name, label, kind: 'text', measure: 'nominal', isPersonal, read });
  const scale = (low: number, high: number, ends: { lowLabel?: Words | undefined; highLabel?: Words | undefined; labels?: Readonly<Record<string, Words>> | undefined }) => ({
    lowest: low,
    points: Array.from({ length: high - low + 1 }, (_, place) => low + place).flatMap((point) => {
      const label = say(ends.labels?.[String(point)] ?? (point === low ? ends.lowLabel : point === high ? ends.highLabel : undefined));
      return label === '' ? [] : [{ point, label }];
    }),
  });
  const ofRow = (row: Row, of: Scale, { name, side = '' }: { name: string; side?: string }, read: Variable['read']): Variable => number(name, { label: `${title} – ${say(row.text) || row.id}${side === '' ? '' : ` – ${side}`}`, ...scale(of.low, of.high, of), hasCannotSay: true, read });
  switch (question.kind) {
    case 'nps': return [number(question.id, { ...scale(0, 10, question), read: readNumber })];
    case 'csat': case 'ces': case 'rating': return [number(question.id, { ...scale(1, question.points, question), read: readNumber })];
    case 'choice': case 'dropdown': {
      const options = question.options.map(({ id, label }) => ({ id, label: say(label) || id }));
      return [{ ...base, name: question.id, kind: 'choice', measure: 'nominal', options, read: (answer) => readChoice(answer, options) }, ...question.options.filter(({ withText }) => withText).map(({ id, label }) => text(`${question.id}_${id}_text`, `${title} – ${say(label) || id} – Text`, (answer) => readOther(answer, id)))];
    }
    case 'choices': case 'pictures': return question.options.flatMap(({ id, label, withText }) => [
      { ...base, name: `${question.id}_${id}`, label: `${title} – ${say(label) || id}`, kind: 'yes_no' as const, measure: 'nominal' as const, read: (answer) => (Array.isArray(answer) ? { value: idsOf(answer).includes(id) ? 1 : 0 } : NOT_ANSWERED) } satisfies Variable,
      ...(withText ? [text(`${question.id}_${id}_text`, `${title} – ${say(label) || id} – Text`, (answer) => readOther(answer, id))] : []),
    ]);
    case 'matrix': return question.rows.map((row) => ofRow(row, question.scale, { name: `${question.id}_${row.id}` }, (answer) => readPoint(partOf(answer, row.id))));
    case 'importance': return question.items.map((row) => ofRow(row, question.scale, { name: `${question.id}_${row.id}` }, (answer) => readPoint(partOf(answer, row.id))));
    case 'pairs': {
      const [first, second] = question.roles === 'functional_dysfunctional' ? ['functional', 'dysfunctional'] : ['expectation', 'experience'];
      return question.items.flatMap((row) => [
        ofRow(row, question.scale, { name: `${question.id}_${row.id}_${first}`, side: say(question.firstLabel) }, (answer) => readPoint(partOf(partOf(answer, row.id), 'first'))),
        ofRow(row, question.scale, { name: `${question.id}_${row.id}_${second}`, side: say(question.secondLabel) }, (answer) => readPoint(partOf(partOf(answer, row.id), 'second'))),
      ]);
    }
    case 'ranking': return question.options.map(({ id, label }) => number(`${question.id}_${id}`, {
      label: `${title} – ${say(label) || id}`, lowest: 1,
      read: (answer) => {
        const place = Array.isArray(answer) ? idsOf(answer).indexOf(id) : -1;
        return place < 0 ? NOT_ANSWERED : { value: place + 1 };
      },
    }));
    case 'slider': return [number(question.id, { measure: 'scale', lowest: question.low, decimals: Number.isInteger(question.step) ? 0 : 2, read: readNumber })];
    case 'number': return [number(question.id, { measure: 'scale', lowest: question.low ?? null, decimals: question.decimals ?? 0, read: readNumber })];
    case 'date': return [{ ...base, name: question.id, kind: 'date', measure: 'scale', read: readText }];
    case 'text': return [text(question.id, title, readText)];
    case 'contact': return question.fields.map(({ field }) => text(`${question.id}_${field}`, `${title} – ${field}`, (answer) => readText(partOf(answer, field)), true));
    case 'consent': return [{ ...base, name: question.id, label: `${title} – ${say(question.label)}`, kind: 'yes_no', measure: 'nominal', read: (answer) => (typeof answer === 'boolean' ? { value: answer ? 1 : 0 } : NOT_ANSWERED) }];
    case 'file': return [number(`${question.id}_files`, { measure: 'scale', lowest: 0, label: title, read: (answer) => (Array.isArray(answer) ? { value: answer.length } : NOT_ANSWERED) })];
    case 'statement': return [];
  }
}

const partOf = (answer: unknown, part: string): AnswerValue | undefined => (typeof answer === 'object' && answer !== null && !Array.isArray(answer) && Object.hasOwn(answer, part) ? (answer as Record<string, AnswerValue>)[part] : undefined); // by shape of the kind
const idsOf = (answer: readonly unknown[]): string[] => answer.map((one) => (typeof one === 'string' ? one : typeof one === 'object' && one !== null ? String((one as OtherOption).id) : ''));
const readNumber: Variable['read'] = (answer) => (typeof answer === 'number' ? { value: answer } : NOT_ANSWERED);
const readText: Variable['read'] = (answer) => (typeof answer === 'string' && answer !== '' ? { value: answer } : NOT_ANSWERED);
const readPoint = (point: AnswerValue | ScalePoint | undefined): Said => (point === 'na' ? { missing: 'cannot_say' } : typeof point === 'number' ? { value: point } : NOT_ANSWERED);

function readChoice(answer: AnswerValue | undefined, options: readonly { id: string }[]): Said {
  const id = typeof answer === 'string' ? answer : typeof answer === 'object' && 'id' in answer ? String(answer['id']) : null;
  const place = id === null ? -1 : options.findIndex((option) => option.id === id);
  return place < 0 ? NOT_ANSWERED : { option: place };
}

function readOther(answer: AnswerValue | undefined, id: string): Said {
  const given: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
  const other = given.find((one): one is OtherOption => typeof one === 'object' && one !== null && (one as OtherOption).id === id);
  return other && other.text !== '' ? { value: other.text } : NOT_ANSWERED;
}

/** What a response says in a column. @param asked - ids of the questions on its way */
export function sayOf(variable: Variable, answers: Answers, asked: ReadonlySet<string>): Said {
  const said = variable.read(Object.hasOwn(answers, variable.question) ? answers[variable.question] : undefined);
  return 'missing' in said && said.missing === 'not_answered' && !asked.has(variable.question) ? { missing: 'not_asked' } : said;
}

/**
 * Numbers that stand for missing answers: -97, -98, -99, or a lower family where such numbers may be answers.
 * @returns in the order of missingReasons
 */
export function missingCodes(lowest: number | null): readonly [number, number, number] {
  if (lowest !== null && lowest > -97) return [-97, -98, -99];
  const family = lowest === null ? 9_999_999 : [9_999, 99_999, 999_999].find((one) => -one + 2 < lowest) ?? 9_999_999;
  return [-family + 2, -family + 1, -family];
}
