import { walk } from '../../../listening/surveys/flow/flow.logic.ts';
import type { AnswerValue, Definition, Question, Scale } from '../../../listening/surveys/definition.contract.ts';
import type { Random } from '../random.ts';

/** How somebody answers: from 0 (all is bad) to 1 (all is well), and what they would write. */
export interface Temper {
  mood: number;
  random: Random;
  /** Their words to an open question; null: they write nothing. */
  write(question: Question): string | null;
  /** What they think of single questions, by id, whatever their mood. */
  opinions?: Readonly<Record<string, AnswerValue>>;
}

/** Answers a whole survey as this person would, question by question along the way that their answers open. */
export function answerLike(definition: Definition, temper: Temper, language: string): Record<string, AnswerValue> {
  const answers: Record<string, AnswerValue> = {};
  const passed = new Set<string>();
  for (;;) {
    const next = walk(definition, answers, { language }).steps.flatMap(({ questions }) => questions).find(({ id }) => !passed.has(id));
    if (!next) return answers;
    passed.add(next.id);
    const answer = temper.opinions?.[next.id] ?? answerOne(next, temper);
    if (answer !== null) answers[next.id] = answer;
  }
}

function answerOne(question: Question, { mood, random, write }: Temper): AnswerValue | null {
  const point = (low: number, high: number, spread = 0.18): number => {
    const place = Math.min(1, Math.max(0, mood + spread * random.normal()));
    return low + Math.round(place * (high - low));
  };
  const onScale = ({ low, high, naLabel }: Scale) => (naLabel && random.chance(0.06) ? ('na' as const) : point(low, high));
  switch (question.kind) {
    case 'nps':
      return point(0, 10, 0.1);
    case 'csat':
    case 'ces':
    case 'rating':
      return point(1, question.points);
    case 'choices': {
      const free = question.options.filter(({ isExclusive, withText }) => !isExclusive && !withText);
      const chosen = free.filter((_, place) => random.chance(mood < 0.7 ? 0.5 / (1 + place * 0.4) : 0.15)).slice(0, question.max ?? 3);
      const none = question.options.find(({ isExclusive }) => isExclusive);
      return chosen.length > 0 ? chosen.map(({ id }) => id) : none ? [none.id] : null;
    }
    case 'choice':
    case 'dropdown':
      return random.pick(question.options).id;
    case 'matrix':
      return Object.fromEntries(question.rows.map(({ id }) => [id, onScale(question.scale)]));
    case 'ranking': {
      const left = question.options.map(({ id }) => id);
      return Array.from({ length: question.top ?? left.length }, () => left.splice(Math.floor(random.next() ** 1.6 * left.length), 1)[0] ?? '');
    }
    case 'consent':
      return random.chance(0.35);
    case 'text':
      return write(question);
    default:
      return null;
  }
}
