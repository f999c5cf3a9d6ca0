import type { Fault } from '../../../listening/surveys/flow/answer-check.logic.ts';
import type { QuestionKind } from '../../../listening/surveys/definition.contract.ts';

type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;
const WORDED = new Set(['not_a_number', 'too_low', 'too_high', 'not_whole', 'off_step', 'too_long', 'too_few', 'too_many', 'exclusive', 'bad_email', 'bad_phone', 'bad_url', 'bad_postcode', 'bad_date', 'too_early', 'too_late', 'not_accepted']);

/** A fault in words. @param saySize - a limit as people write it: 1,5 or 31 March 2026 */
export function wordFault(fault: Fault, kind: QuestionKind, say: Say, saySize: (limit: number | string) => string): string {
  const limits = { ...(fault.low === undefined ? {} : { low: saySize(fault.low) }), ...(fault.high === undefined ? {} : { high: saySize(fault.high) }) };
  if (fault.code === 'required') return say(fault.part === undefined ? 'fault.required' : kind === 'contact' ? 'fault.requiredField' : 'fault.requiredRows');
  // What was typed into a field for numbers and is none arrives as text.
  if (fault.code === 'wrong_shape' && kind === 'number') return say('fault.not_a_number');
  return say(WORDED.has(fault.code) ? `fault.${fault.code}` : 'fault.other', limits);
}

/** What stands below the question as a whole; faults of fields stand at their fields. */
export function wordFaults(faults: readonly Fault[], kind: QuestionKind, say: Say, saySize: (limit: number | string) => string): string {
  const here = faults.filter(({ part }) => part === undefined || kind !== 'contact');
  return [...new Set(here.map((fault) => wordFault(fault, kind, say, saySize)))].join(' ');
}
