import { DAY_MS } from '../../kernel/clock.ts';

export type ReminderStep = 'soon' | 'due' | 'escalation';
const steps: readonly ReminderStep[] = ['soon', 'due', 'escalation'];

/**
 * What comes next for a question without an answer: a reminder one day before it is due (or at half of a shorter time),
 * one when it is due, and a day later it goes up. Null when all of it has happened.
 * @param done - how many of them have happened
 */
export function nextReminder({ askedAt, dueAt }: { askedAt: Date; dueAt: Date }, done: number): { step: ReminderStep; at: Date } | null {
  const step = steps[done];
  if (step === undefined) return null;
  const spanMs = dueAt.getTime() - askedAt.getTime();
  const offsetMs = step === 'soon' ? -Math.min(DAY_MS, spanMs / 2) : step === 'due' ? 0 : DAY_MS;
  return { step, at: new Date(dueAt.getTime() + offsetMs) };
}
