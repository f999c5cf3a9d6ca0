import type { ResponseSource } from '../../surveys/definition.contract.ts';
import type { suspicions } from '../responses.contract.ts';

export type Suspicion = (typeof suspicions)[number];

export interface Behaviour {
  /** What stands in the field that people do not see. */
  honeypot: string | undefined;
  startedAt: Date | null;
  at: Date;
  answered: number;
  source: ResponseSource;
  /** Whoever has a link of their own was asked by us. */
  hasLink: boolean;
}

/** Nobody reads and answers a question in less; a single tap may be that quick, five are not. */
const FASTEST_ANSWER_MS = 250;
const FEW_ANSWERS = 5;
const machinesMayUse: readonly ResponseSource[] = ['link', 'qr', 'widget'];

/** Why a machine may have written a response. Such a response is kept apart, never refused: a person could be behind it. */
export function findSuspicion({ honeypot, startedAt, at, answered, source, hasLink }: Behaviour): Suspicion | null {
  if (hasLink) return null;
  if (honeypot !== undefined && honeypot !== '') return 'honeypot';
  if (!machinesMayUse.includes(source) || answered < FEW_ANSWERS || startedAt === null) return null;
  return at.getTime() - startedAt.getTime() < answered * FASTEST_ANSWER_MS ? 'too_fast' : null;
}
