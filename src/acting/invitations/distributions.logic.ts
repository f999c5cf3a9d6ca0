import { checkTemplate } from '../templates/check-template.logic.ts';
import type { DistributionState, InvitationText } from './invitations.contract.ts';

/** Says where a distribution stands, from its dated facts. */
export function stateOf({ startedAt, startsAt, pausedAt, stoppedAt, finishedAt }: { startedAt: Date | null; startsAt: Date | null; pausedAt: Date | null; stoppedAt: Date | null; finishedAt: Date | null }, now: Date): DistributionState {
  if (stoppedAt) return 'stopped';
  if (finishedAt) return 'finished';
  if (!startedAt) return 'draft';
  if (pausedAt) return 'paused';
  return startsAt !== null && startsAt > now ? 'scheduled' : 'running';
}

/** Variables that every text may use; the link follows by itself. */
export const invitationVariables = ['customer.name', 'customer.firstName', 'customer.lastName', 'customer.number', 'company.name'] as const;

/** What is wrong with the texts; empty = they can be sent. */
export function problemsOf(texts: readonly InvitationText[]): { at: string; reason: string }[] {
  return texts.flatMap((text, index) => (['subjectLine', 'text'] as const).flatMap((part) =>
    checkTemplate(text[part], invitationVariables).map(({ line, column, problem }) => ({ at: `body.texts[${index}].${part}`, reason: `line ${line}, column ${column}: ${problem}` }))));
}
