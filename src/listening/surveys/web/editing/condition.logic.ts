import type { Definition, Question } from '../../definition.contract.ts';
import { parseExpression, type Tree } from '../../flow/expression.logic.ts';

/** A condition as it is clicked together: every or any of some tests. What is more than that stays text. */
export interface Condition {
  all: boolean;
  tests: Test[];
}
export const testKinds = ['is', 'is_not', 'at_most', 'at_least', 'one_of', 'has', 'has_not', 'answered', 'not_answered'] as const;
export type TestKind = (typeof testKinds)[number];
export interface Test {
  name: string;
  kind: TestKind;
  /** Texts for options and hidden fields, digits for numbers; several only for one_of. */
  values: string[];
}

/** What can be asked of: a question, a row of it, a hidden field, language or source. */
export interface Subject {
  name: string;
  question: Question | null;
  /** Row or item of a matrix or pairs, with its side. */
  part?: { id: string; side?: 'expectation' | 'experience' | 'functional' | 'dysfunctional' };
  type: 'number' | 'option' | 'options' | 'text' | 'date' | 'yes_no' | 'free';
  /** What it is at first compared with, where that can be known: never with nothing. */
  start?: string;
}

const typeOf = (question: Question): Subject['type'] => {
  switch (question.kind) {
    case 'nps': case 'csat': case 'ces': case 'rating': case 'slider': case 'number':
      return 'number';
    case 'choice': case 'dropdown':
      return 'option';
    case 'choices': case 'pictures': case 'ranking':
      return 'options';
    case 'date':
      return 'date';
    case 'consent':
      return 'yes_no';
    default:
      return 'text';
  }
};

/**
 * Everything that a condition may speak of, in the order of the survey.
 * @param until - only questions before this page
 * @param before - and only those before this question
 */
export function subjectsOf(definition: Definition, until: number = definition.pages.length, before?: string): Subject[] {
  const all = definition.pages.slice(0, until).flatMap((page) => page.questions);
  const end = before === undefined ? -1 : all.findIndex(({ id }) => id === before);
  const questions = (end < 0 ? all : all.slice(0, end)).filter(({ kind }) => kind !== 'statement');
  return [
    ...questions.flatMap((question): Subject[] => {
      if (question.kind === 'matrix') return question.rows.map(({ id }) => ({ name: `${question.id}.${id}`, question, part: { id }, type: 'number' }));
      if (question.kind === 'importance') return question.items.map(({ id }) => ({ name: `${question.id}.${id}`, question, part: { id }, type: 'number' }));
      if (question.kind === 'pairs') {
        const sides = question.roles === 'expectation_experience' ? (['expectation', 'experience'] as const) : (['functional', 'dysfunctional'] as const);
        return question.items.flatMap(({ id }) => sides.map((side): Subject => ({ name: `${question.id}.${id}.${side}`, question, part: { id, side }, type: 'number' })));
      }
      return [{ name: question.id, question, type: typeOf(question) }];
    }),
    ...definition.hidden.map(({ id }): Subject => ({ name: `hidden.${id}`, question: null, type: 'free' })),
    { name: 'language', question: null, type: 'free', start: definition.languages[0] ?? 'en' },
    { name: 'source', question: null, type: 'free', start: 'link' },
  ];
}

export const kindsFor = (type: Subject['type']): readonly TestKind[] => ({
  number: ['at_most', 'at_least', 'is', 'is_not', 'answered', 'not_answered'] as const,
  option: ['is', 'is_not', 'one_of', 'answered', 'not_answered'] as const,
  options: ['has', 'has_not', 'answered', 'not_answered'] as const,
  date: ['at_most', 'at_least', 'is', 'answered', 'not_answered'] as const,
  yes_no: ['is', 'answered', 'not_answered'] as const,
  text: ['answered', 'not_answered'] as const,
  free: ['is', 'is_not', 'one_of', 'answered', 'not_answered'] as const,
}[type]);

/** A first test for a subject: one that can be true. */
export function startTest(subject: Subject): Test {
  const kind = kindsFor(subject.type)[0] ?? 'answered';
  const question = subject.question;
  const first = question && 'options' in question ? question.options[0]?.id : undefined;
  const values: Record<Subject['type'], string[]> = { number: [startNumber(subject)], option: [first ?? ''], options: [first ?? ''], date: [''], yes_no: ['true'], text: [], free: [subject.start ?? ''] };
  return { name: subject.name, kind, values: values[subject.type] };
}

const startNumber = ({ question }: Subject): string => (question?.kind === 'nps' ? '6' : question && 'scale' in question ? String(Math.floor((question.scale.low + question.scale.high) / 2)) : question && 'points' in question ? String(Math.floor(question.points / 2)) : '0');

/** Whether something is compared with nothing: it was begun and not finished, and is true for nobody. */
export const isUnfinished = (source: string): boolean => readCondition(source)?.tests.some(({ kind, values }) => kind !== 'answered' && kind !== 'not_answered' && kind !== 'is_not' && values.every((value) => value === '')) ?? false;

const SIGN = { is: '==', is_not: '!=', at_most: '<=', at_least: '>=' } as const;
const literal = (value: string): string => (/^-?\d+(\.\d+)?$/.test(value) || value === 'true' || value === 'false' ? value : value.includes("'") ? `"${value.replaceAll('"', '')}"` : `'${value}'`);

export function writeCondition({ all, tests }: Condition): string {
  return tests.map(writeTest).join(all ? ' and ' : ' or ');
}

function writeTest({ name, kind, values }: Test): string {
  const first = literal(values[0] ?? '');
  if (kind === 'answered') return `answered(${name})`;
  if (kind === 'not_answered') return `not answered(${name})`;
  if (kind === 'has') return `has(${name}, ${first})`;
  if (kind === 'has_not') return `not has(${name}, ${first})`;
  if (kind === 'one_of') return `${name} in [${values.map(literal).join(', ')}]`;
  return `${name} ${SIGN[kind]} ${first}`;
}

/** null where the text says more than tests joined by "and" or by "or". */
export function readCondition(source: string): Condition | null {
  const parsed = parseExpression(source);
  if (!parsed.ok) return null;
  const sign = parsed.tree.kind === 'two' && parsed.tree.sign === 'or' ? 'or' : 'and';
  const tests = flatten(parsed.tree, sign).map(readTest);
  return tests.every((test) => test !== null) ? { all: sign === 'and', tests } : null;
}

const flatten = (tree: Tree, sign: 'and' | 'or'): Tree[] => (tree.kind === 'two' && tree.sign === sign ? [...flatten(tree.left, sign), ...flatten(tree.right, sign)] : [tree]);

function readTest(tree: Tree): Test | null {
  if (tree.kind === 'not') {
    const inner = readTest(tree.of);
    if (inner?.kind === 'answered') return { ...inner, kind: 'not_answered' };
    return inner?.kind === 'has' ? { ...inner, kind: 'has_not' } : null;
  }
  if (tree.kind === 'call') return readCall(tree.name, tree.given);
  if (tree.kind !== 'two' || tree.left.kind !== 'name') return null;
  const name = tree.left.name;
  if (tree.sign === 'in' && tree.right.kind === 'list') {
    const values = tree.right.items.map(readLiteral);
    return values.every((value) => value !== null) ? { name, kind: 'one_of', values } : null;
  }
  const kind = ({ '==': 'is', '!=': 'is_not', '<=': 'at_most', '>=': 'at_least' } as Record<string, TestKind>)[tree.sign];
  const value = readLiteral(tree.right);
  return kind && value !== null ? { name, kind, values: [value] } : null;
}

function readCall(call: string, [first, second]: readonly Tree[]): Test | null {
  if (first?.kind !== 'name') return null;
  if (call === 'answered') return { name: first.name, kind: 'answered', values: [] };
  const value = second && readLiteral(second);
  return call === 'has' && value != null ? { name: first.name, kind: 'has', values: [value] } : null;
}

function readLiteral(tree: Tree): string | null {
  if (tree.kind === 'value') return tree.value === null || typeof tree.value === 'object' ? null : String(tree.value);
  return tree.kind === 'minus' && tree.of.kind === 'value' && typeof tree.of.value === 'number' ? String(-tree.of.value) : null;
}
