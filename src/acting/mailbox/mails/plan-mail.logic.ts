import type { MailNature, Trust } from './mail-nature.logic.ts';
import type { IntakeOutcome, RoutingRule } from '../mailbox.contract.ts';

/** So many mails of one address within minutes are a machine talking to a machine, or somebody who wants to bury us. */
export const LOOP_WINDOW_MINUTES = 10;
export const LOOP_MAILS = 10;
export const FLOOD_WINDOW_MINUTES = 60;
export const FLOOD_MAILS = 200;

export interface KnownAboutMail {
  nature: MailNature;
  trust: Trust;
  isSpam: boolean;
  isOptOut: boolean;
  /** The case it answers, by Message-IDs or token; `isSendersOwn` when the sender is its customer or somebody we wrote to there. */
  answers: { caseId: string; isSendersOwn: boolean } | null;
  /** Mails of this address lately, and the case into which the last of them went. */
  lately: { n: number; nInAnHour: number; caseId: string | null };
}

export type MailPlan =
  | { kind: 'leave'; outcome: IntakeOutcome; reason: string }
  | { kind: 'opt_out' }
  | { kind: 'join'; caseId: string; isAutomatic: boolean; reason: string | null }
  | { kind: 'open'; isSenderBelieved: boolean; relatedCaseId: string | null; mayAcknowledge: boolean; isLow: boolean };

/**
 * What becomes of a mail. To know a token or a Message-ID is not enough to speak in a case: the sender must be its customer,
 * or an address that staff wrote to. Everybody else gets a case of their own that names the other one to staff, and to staff only.
 */
export function planMail({ nature, trust, isSpam, isOptOut, answers, lately }: KnownAboutMail): MailPlan {
  if (nature === 'own') return { kind: 'leave', outcome: 'own', reason: 'own' };
  if (isSpam) return { kind: 'leave', outcome: 'refused', reason: 'spam' };
  if (lately.nInAnHour >= FLOOD_MAILS) return { kind: 'leave', outcome: 'loop', reason: 'flood' };
  const isBelieved = trust !== 'failed';
  const ownCase = answers?.isSendersOwn === true && isBelieved ? answers.caseId : null;
  if (nature === 'auto_reply') return ownCase === null ? { kind: 'leave', outcome: 'auto_reply', reason: 'no_case' } : { kind: 'join', caseId: ownCase, isAutomatic: true, reason: 'auto_reply' };
  if (isOptOut && isBelieved) return { kind: 'opt_out' };
  if (ownCase !== null) return { kind: 'join', caseId: ownCase, isAutomatic: nature === 'automatic' || lately.n >= LOOP_MAILS, reason: lately.n >= LOOP_MAILS ? 'loop' : null };
  if (lately.n >= LOOP_MAILS && lately.caseId !== null && answers === null) return { kind: 'join', caseId: lately.caseId, isAutomatic: true, reason: 'loop' };
  return { kind: 'open', isSenderBelieved: isBelieved, relatedCaseId: answers?.caseId ?? null, mayAcknowledge: nature === 'person' && isBelieved && lately.n < LOOP_MAILS, isLow: nature !== 'person' };
}

export interface Routed { department: string | null; touchpoint: string | null; category: string | null; priority: 'low' | 'normal' | 'high' | 'urgent' | null }

/** Where a new case goes: for each thing the first rule that fits and says it, else what the mailbox says. */
export function routeMail(rules: readonly RoutingRule[], mail: { subjectLine: string; text: string; from: string; to: string }, account: Pick<Routed, 'department' | 'touchpoint'>): Routed {
  const places = { subject: mail.subjectLine, text: mail.text, from: mail.from, to: mail.to };
  const fitting = rules.filter(({ field, contains }) => places[field].toLowerCase().includes(contains.toLowerCase()));
  const said = <K extends keyof Routed>(key: K): Routed[K] | null => fitting.map((rule) => rule[key]).find((value) => value !== null && value !== undefined) as Routed[K] | undefined ?? null; // the rule has the same fields
  return { department: said('department') ?? account.department, touchpoint: said('touchpoint') ?? account.touchpoint, category: said('category'), priority: said('priority') };
}
