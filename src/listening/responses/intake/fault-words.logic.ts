import type { ProblemPlace } from '../../../kernel/problem.ts';
import type { CheckedAnswers } from '../../surveys/flow/answer-check.logic.ts';

type Fault = CheckedAnswers['faults'][number];

const words: Record<Fault['code'], (fault: Fault) => string> = {
  required: () => 'needs an answer',
  unknown_question: () => 'is not asked by this version',
  wrong_shape: () => 'does not have the shape of an answer to this question',
  not_a_number: () => 'must be a number',
  too_low: ({ low }) => `must be at least ${low}`,
  too_high: ({ high }) => `must be at most ${high}`,
  not_whole: () => 'must be a whole number',
  off_step: ({ low }) => `must go in steps of ${low}`,
  too_long: ({ high }) => `may have ${high} characters at most`,
  unknown_option: () => 'is none of the options',
  unknown_row: () => 'is none of the rows',
  twice: () => 'names something twice',
  too_few: ({ low }) => `needs at least ${low}`,
  too_many: ({ high }) => `takes at most ${high}`,
  exclusive: () => 'names something that stands alone beside others',
  bad_email: () => 'is no e-mail address',
  bad_phone: () => 'is no phone number',
  bad_url: () => 'is no web address',
  bad_postcode: () => 'is no postcode',
  bad_date: () => 'is no day such as 2026-03-31',
  too_early: ({ low }) => `must not lie before ${low}`,
  too_late: ({ high }) => `must not lie after ${high}`,
  not_accepted: () => 'must be agreed to',
};

/** Where an answer is wrong, and how; for programs. The page words it for customers by itself. */
export function sayFault(fault: Fault): ProblemPlace {
  const part = fault.part === undefined ? '' : `.${fault.part}`;
  return { at: `answers.${fault.question.slice(0, 60)}${part}`, reason: `${fault.code}: ${words[fault.code](fault)}` };
}
