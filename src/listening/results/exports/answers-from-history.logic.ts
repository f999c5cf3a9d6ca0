import type { Answers, AnswerValue, OtherOption, Question, ScalePoint } from '../../surveys/definition.contract.ts';

/** A row of history as answers are made of again. */
export interface KeptRow {
  question: string;
  role: string;
  option: string;
  raw: number | null;
  text: string;
}

/**
 * The answers of a response that only history knows (imports, surveys from before versions): the other direction of
 * typed-answers.logic.ts. Contact data and files are not in history and stay away.
 */
export function answersFromHistory(questions: readonly Question[], rows: readonly KeptRow[]): Answers {
  const byQuestion = Map.groupBy(rows, ({ question }) => question);
  return Object.fromEntries(questions.flatMap((question): [string, AnswerValue][] => {
    const own = byQuestion.get(question.id);
    const answer = own === undefined ? undefined : answerOf(question, own);
    return answer === undefined ? [] : [[question.id, answer]];
  }));
}

const point = (raw: number | null): ScalePoint => raw ?? 'na';
const chosen = ({ option, text }: KeptRow): string | OtherOption => (text === '' ? option : { id: option, text });

function answerOf(question: Question, rows: readonly KeptRow[]): AnswerValue | undefined {
  const [first] = rows;
  if (!first) return undefined;
  switch (question.kind) {
    case 'nps': case 'csat': case 'ces': case 'rating': case 'slider': case 'number': return first.raw ?? undefined;
    case 'choice': case 'dropdown': return chosen(first);
    case 'choices': case 'pictures': return rows.map(chosen);
    case 'ranking': return rows.toSorted((a, b) => (a.raw ?? 0) - (b.raw ?? 0)).map(({ option }) => option);
    case 'matrix': case 'importance': return Object.fromEntries(rows.map(({ option, raw }) => [option, point(raw)]));
    case 'pairs': return Object.fromEntries([...Map.groupBy(rows, ({ option }) => option)].map(([item, sides]) => [item, Object.fromEntries(sides.map(({ role, raw }) => [role === 'expectation' || role === 'functional' ? 'first' : 'second', point(raw)]))]));
    case 'date': case 'text': return first.text;
    case 'consent': return first.raw === 1;
    case 'contact': case 'file': case 'statement': return undefined;
  }
}
