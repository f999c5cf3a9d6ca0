import type { CheckedAnswers } from '../../surveys/flow/answer-check.logic.ts';
import type { Definition } from '../../surveys/definition.contract.ts';
import type { ResponseProgress } from './history-rows.logic.ts';

type Counted = Pick<ResponseProgress, 'state' | 'lastQuestion' | 'answered' | 'asked'>;

/** How far somebody came on the own way; what only says something is no question. */
export function progressOf({ definition, checked }: { definition: Definition; checked: Pick<CheckedAnswers, 'asked' | 'kept'> }, state: ResponseProgress['state']): Counted {
  const questions = definition.pages.flatMap((page) => page.questions).filter(({ id, kind }) => kind !== 'statement' && checked.asked.has(id));
  const answered = questions.filter(({ id }) => Object.hasOwn(checked.kept, id));
  return { state, lastQuestion: answered.at(-1)?.id ?? '', answered: answered.length, asked: questions.length };
}
