import type { ProblemPlace } from '../../../kernel/problem.ts';
import type { Definition, Question } from '../../surveys/definition.contract.ts';
import type { AnswerRole } from '../../surveys/surveys.contract.ts';
import type { KeptAnswer } from './history-rows.logic.ts';
import { answerSchema, type AnswerInput } from './neutral-responses.contract.ts';

/** Which question of a survey an answer of this role (and dimension) belongs to: `nps`, `experience.speed`. */
export type AskedItems = ReadonlyMap<string, { question: string; option: string }>;

/** What a survey asks, in the neutral shape; of equal questions the first. */
export function askedItems({ pages }: Definition): AskedItems {
  const asked = new Map<string, { question: string; option: string }>();
  const add = (key: string, question: string, option = '') => asked.has(key) || asked.set(key, { question, option });
  for (const question of pages.flatMap((page) => page.questions)) {
    if (question.kind === 'pairs' && question.roles === 'expectation_experience') {
      for (const { id, dimension } of question.items) for (const role of ['expectation', 'experience']) add(`${role}.${dimension ?? question.dimension ?? id}`, question.id, id);
    }
    const role = roleOf(question);
    if (role) add(role, question.id);
  }
  return asked;
}

function roleOf(question: Question): AnswerRole | null {
  if (question.kind === 'nps' || question.kind === 'csat' || question.kind === 'ces') return question.kind;
  if (question.kind === 'rating') return question.role === 'overall' ? 'overall' : null;
  return question.kind === 'text' && (question.role === 'comment' || (question.role === undefined && question.lines === 'many')) ? 'comment' : null;
}

/** One answer that passed, ready to be kept. Exactly one of value and text is filled. */
export interface JudgedAnswer {
  item: string;
  /** '' = none. */
  dimension: string;
  role: AnswerRole;
  value: number | null;
  text: string;
}

export type Judgement = { kind: 'accepted'; answers: JudgedAnswer[] } | { kind: 'refused'; places: ProblemPlace[] };

/** Ends of the scale of each role in scale points, and whether only whole points exist on it. */
const scales: Record<Exclude<AnswerRole, 'comment'>, { low: number; high: number; whole: boolean }> = {
  expectation: { low: 0, high: 10, whole: false },
  experience: { low: 0, high: 10, whole: false },
  overall: { low: 0, high: 10, whole: false },
  ces: { low: 0, high: 10, whole: false },
  nps: { low: 0, high: 10, whole: true },
  csat: { low: 1, high: 5, whole: true },
};

/**
 * Accepts the answers of one response or says of each wrong one what is wrong with it. A comment of blanks only counts as
 * not given; if nothing else was answered either, the response is refused as a whole.
 * @param at - where the answers stand in the input, e.g. `responses[3].answers`
 */
export function judgeAnswers(given: readonly unknown[], asked: AskedItems | null, at = 'answers'): Judgement {
  const places: ProblemPlace[] = [];
  const answers: JudgedAnswer[] = [];
  const seen = new Set<string>();
  for (const [index, candidate] of given.entries()) {
    const place = `${at}[${index}]`;
    const parsed = answerSchema.safeParse(candidate);
    if (!parsed.success) {
      places.push(...parsed.error.issues.slice(0, 5).map((issue) => ({ at: [place, ...issue.path.map(String)].join('.'), reason: issue.message })));
      continue;
    }
    const wrong = findFault(parsed.data, asked);
    const key = `${parsed.data.role}:${parsed.data.dimension ?? ''}`;
    if (wrong) places.push({ at: `${place}.${wrong.field}`, reason: wrong.reason });
    else if (seen.has(key)) places.push({ at: place, reason: `answers ${parsed.data.role}${parsed.data.dimension ? ` of ${parsed.data.dimension}` : ''} a second time` });
    else if (parsed.data.role !== 'comment' || asText(parsed.data.text ?? '') !== '') answers.push(asJudged(parsed.data));
    seen.add(key);
  }
  if (places.length > 0) return { kind: 'refused', places };
  if (answers.length === 0) return { kind: 'refused', places: [{ at, reason: 'nothing was answered' }] };
  return { kind: 'accepted', answers };
}

function findFault({ role, dimension, value, text }: AnswerInput, asked: AskedItems | null): { field: string; reason: string } | null {
  const isPaired = role === 'expectation' || role === 'experience';
  if (isPaired && !dimension) return { field: 'dimension', reason: `${role} needs a dimension` };
  if (!isPaired && dimension) return { field: 'dimension', reason: `${role} has no dimension` };
  if (asked && dimension && !asked.has(`${role}.${dimension}`)) return { field: 'dimension', reason: `this survey does not ask about ${dimension}` };
  // Recommendation and words come along from elsewhere with any survey.
  if (asked && (role === 'overall' || role === 'ces' || role === 'csat') && !asked.has(role)) return { field: 'role', reason: `this survey does not ask ${role}` };
  if (role === 'comment') {
    if (value !== undefined) return { field: 'value', reason: 'a comment has a text and no value' };
    if (text === undefined) return { field: 'text', reason: 'a comment needs a text' };
    return null;
  }
  const { low, high, whole } = scales[role];
  if (text !== undefined) return { field: 'text', reason: `${role} has a value and no text` };
  if (value === undefined) return { field: 'value', reason: `${role} needs a value` };
  if (value < low || value > high) return { field: 'value', reason: `must lie between ${low} and ${high}` };
  if (whole && !Number.isInteger(value)) return { field: 'value', reason: 'must be a whole number' };
  return null;
}

function asJudged({ item, role, dimension, value, text }: AnswerInput): JudgedAnswer {
  return {
    item: item ?? (dimension ? `${role}.${dimension}` : role),
    dimension: dimension ?? '',
    role,
    value: role === 'comment' ? null : (value ?? null),
    text: role === 'comment' ? asText(text ?? '') : '',
  };
}

/** Comments are text: kept as written, apart from control characters that no keyboard types and halves of characters. */
function asText(text: string): string {
  return text.toWellFormed().replace(/[^\P{Cc}\n\t]/gu, '').trim();
}

/** As history keeps them: with the question they belong to, on the scale of their role, both sides of a pair together. */
export function keptAnswers(answers: readonly JudgedAnswer[], asked: AskedItems | null): KeptAnswer[] {
  return answers.map(({ item, dimension, role, value, text }) => {
    const scale = role === 'comment' ? null : scales[role];
    const { question, option } = asked?.get(dimension === '' ? role : `${role}.${dimension}`) ?? { question: '', option: '' };
    const expected = role === 'experience' ? answers.find((other) => other.role === 'expectation' && other.dimension === dimension) : undefined;
    return { question, item, option, role, dimension, value, raw: value, low: scale?.low ?? null, high: scale?.high ?? null, text, about: null, paired: expected?.value ?? null };
  });
}
