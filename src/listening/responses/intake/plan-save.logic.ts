import { DAY_MS, HOUR_MS } from '../../../kernel/clock.ts';
import type { ProblemCode } from '../../../kernel/problem.ts';
import type { SurveyState } from '../../surveys/surveys.contract.ts';

/** What the store knows of a response. */
export interface KnownResponse {
  id: string;
  survey: string | null;
  version: number | null;
  linkId: string | null;
  seq: number;
  ending: string | null;
  /** When its first save came. */
  receivedAt: Date;
  finishedAt: Date | null;
  quotaFullAt: Date | null;
}

export interface KnownLink {
  id: string;
  survey: string;
  isSingleUse: boolean;
  expiresAt: Date | null;
  usedAt: Date | null;
  responseId: string | null;
}

/** What decides whether a save counts. */
export interface SaveToPlan {
  id: string;
  survey: string;
  version: number;
  seq: number;
  isFinal: boolean;
  hasToken: boolean;
  isKiosk: boolean;
  startedAt: Date | null;
  hasFaults: boolean;
}

export interface SurveyAtThisMoment {
  state: SurveyState;
  /** When it closed, by hand or by date. */
  closedAt: Date | null;
  /** Takes only what comes over a link that is good for one answer. */
  needsOwnLink: boolean;
}

/** What the store knows, locked. */
export interface KnownToPlan {
  known: KnownResponse | null;
  link: KnownLink | null;
  survey: SurveyAtThisMoment;
}

export type Plan =
  | { kind: 'write' }
  /** Had come before, or something newer had. */
  | { kind: 'repeat'; state: 'saved' | 'finished' | 'quota_full'; ending: string | null }
  | { kind: 'closed' }
  | { kind: 'refuse'; code: Extract<ProblemCode, `survey.${string}`> }
  | { kind: 'faults' };

/** Whoever was answering when the survey closed may finish; a kiosk may have had no line for days. */
const GRACE_MS = DAY_MS;
const KIOSK_GRACE_MS = 7 * DAY_MS;
/** Whoever has begun may take this much longer than the link lives. */
const LINK_GRACE_MS = 24 * HOUR_MS;

/**
 * What becomes of a save. What was taken once stays so, whatever is sent later under its id: the same answer comes back
 * when the survey is closed, the link used, or the answers are different ones.
 */
export function planSave(save: SaveToPlan, { known, link, survey }: KnownToPlan, now: Date): Plan {
  if (known && known.survey !== save.survey) return { kind: 'refuse', code: 'survey.response_elsewhere' };
  if (known?.finishedAt) return { kind: 'repeat', state: 'finished', ending: known.ending };
  if (known?.quotaFullAt) return { kind: 'repeat', state: 'quota_full', ending: known.ending };
  // What was begun with a link goes on with it only: else its PIN, its end and its one use would hold for nobody.
  const linkFault = save.hasToken ? findLinkFault(save, known, link, now) : known?.linkId ? 'survey.link_not_found' : null;
  if (linkFault) return { kind: 'refuse', code: linkFault };
  // What was begun before that was asked for may be finished.
  if (survey.needsOwnLink && !known && !link?.isSingleUse) return { kind: 'refuse', code: 'survey.link_needed' };
  if (!takesAnswers(save, known, survey, now)) return { kind: 'closed' };
  if (known?.version && known.version !== save.version) return { kind: 'refuse', code: 'survey.other_version' };
  if (save.hasFaults) return { kind: 'faults' };
  if (known && !save.isFinal && save.seq <= known.seq) return { kind: 'repeat', state: 'saved', ending: null };
  return { kind: 'write' };
}

function findLinkFault(save: SaveToPlan, known: KnownResponse | null, link: KnownLink | null, now: Date): 'survey.link_not_found' | 'survey.already_answered' | 'survey.link_expired' | null {
  if (!link || link.survey !== save.survey || (known?.linkId && known.linkId !== link.id)) return 'survey.link_not_found';
  if (link.isSingleUse && link.usedAt && link.responseId !== save.id) return 'survey.already_answered';
  const graceMs = known ? LINK_GRACE_MS : 0;
  return link.expiresAt && link.expiresAt.getTime() + graceMs <= now.getTime() ? 'survey.link_expired' : null;
}

function takesAnswers(save: SaveToPlan, known: KnownResponse | null, { state, closedAt }: SurveyAtThisMoment, now: Date): boolean {
  if (state === 'open') return true;
  if (state !== 'closed' || closedAt === null) return false;
  const begunAt = known?.receivedAt ?? (save.isKiosk ? save.startedAt : null);
  return begunAt !== null && begunAt < closedAt && now.getTime() - closedAt.getTime() <= (save.isKiosk ? KIOSK_GRACE_MS : GRACE_MS);
}
