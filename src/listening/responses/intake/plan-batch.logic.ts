import type { ProblemPlace } from '../../../kernel/problem.ts';
import type { CheckedAnswers } from '../../surveys/flow/answer-check.logic.ts';
import type { Definition } from '../../surveys/definition.contract.ts';
import { findForeignFiles, type OwnedFile } from '../files/file-answers.logic.ts';
import type { KnownLink, KnownResponse, Plan, SurveyAtThisMoment } from './plan-save.logic.ts';
import { planSave } from './plan-save.logic.ts';

/** What a batch needs to know of a save; see PreparedSave. */
export interface BatchedSave {
  id: string;
  tokenHash: string | null;
  version: number;
  source: string;
  seq: number;
  isFinal: boolean;
  startedAt: Date | null;
  receivedAt: Date;
  faults: readonly ProblemPlace[];
  checked: CheckedAnswers;
  definition: Definition;
  published: { code: string };
  isTrusted: boolean;
}

export interface PlannedSave<Save, Link> {
  save: Save;
  link: Link | null;
  plan: Plan;
  /** Of plan faults. */
  faults: readonly ProblemPlace[];
}

/** What will be in the records of one response after the batch. */
export interface PlannedWrite<Save, Link, Known> {
  save: Save;
  link: Link | null;
  /** As it was before; null for a new response. */
  known: Known | null;
}

export interface Around<Link, Known> {
  links: ReadonlyMap<string, Link>;
  known: ReadonlyMap<string, Known>;
  files: readonly OwnedFile[];
  surveyOf(code: string): SurveyAtThisMoment;
  now: Date;
}

const alwaysOpen: SurveyAtThisMoment = { state: 'open', closedAt: null, needsOwnLink: false };

/**
 * Plans saves one after another, each seeing what those before it lead to, as if each had a transaction of its own.
 * @returns a plan for each save, and one write for each response that changes: that of its last save
 */
export function planBatch<Save extends BatchedSave, Link extends KnownLink, Known extends KnownResponse>(
  saves: readonly Save[],
  { links, known, files, surveyOf, now }: Around<Link, Known>,
): { planned: PlannedSave<Save, Link>[]; writes: PlannedWrite<Save, Link, Known>[] } {
  const responsesNow = new Map<string, KnownResponse>(known);
  const linksNow = new Map<string, KnownLink>(links);
  const writes = new Map<string, PlannedWrite<Save, Link, Known>>();
  const planned = saves.map((save): PlannedSave<Save, Link> => {
    const link = save.tokenHash === null ? null : (links.get(save.tokenHash) ?? null);
    const linkNow = save.tokenHash === null ? null : (linksNow.get(save.tokenHash) ?? null);
    const faults = [...save.faults, ...findForeignFiles(save, files)];
    const plan = planSave(
      { id: save.id, survey: save.published.code, version: save.version, seq: save.seq, isFinal: save.isFinal, hasToken: save.tokenHash !== null, isKiosk: save.source === 'kiosk', startedAt: save.startedAt, hasFaults: faults.length > 0 },
      { known: responsesNow.get(save.id) ?? null, link: linkNow, survey: save.isTrusted ? alwaysOpen : surveyOf(save.published.code) }, now,
    );
    if (plan.kind === 'write') {
      const before = responsesNow.get(save.id);
      responsesNow.set(save.id, {
        id: save.id, survey: save.published.code, version: save.version, linkId: link?.id ?? before?.linkId ?? null, seq: save.seq, ending: save.isFinal ? save.checked.ending.id : null,
        receivedAt: before?.receivedAt ?? save.receivedAt, finishedAt: save.isFinal ? now : null, quotaFullAt: null,
      });
      if (linkNow && save.tokenHash !== null) linksNow.set(save.tokenHash, { ...linkNow, responseId: save.id, usedAt: save.isFinal ? now : linkNow.usedAt });
      writes.set(save.id, { save, link, known: known.get(save.id) ?? null });
    }
    return { save, link, plan, faults };
  });
  return { planned, writes: [...writes.values()] };
}
