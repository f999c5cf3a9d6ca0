import type { Definition } from './definition.contract.ts';

/** What a survey asks in the neutral shape of responses: the dimensions of its pairs, and whether satisfaction is asked. */
export function askedItems({ pages }: Definition): { dimensions: string[]; withCsat: boolean } {
  const questions = pages.flatMap((page) => page.questions);
  return {
    dimensions: [...new Set(questions.flatMap((question) => (question.kind === 'pairs' && question.roles === 'expectation_experience' ? question.items.map(({ id, dimension }) => dimension ?? id) : [])))],
    withCsat: questions.some(({ kind }) => kind === 'csat'),
  };
}
