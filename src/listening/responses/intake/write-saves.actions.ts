import { Problem, type ProblemCode } from '../../../kernel/problem.ts';
import { loadKinds } from '../../../people/identity/identity.actions.ts';
import type { Context } from '../../../platform/context.ts';
import type { Journal } from '../../../platform/storage/journal.ts';
import type { Db } from '../../../platform/storage/records.ts';
import { stateOf } from '../../surveys/survey-state.logic.ts';
import { typedAnswers } from '../../surveys/flow/typed-answers.logic.ts';
import { closedAtOf } from './closing.logic.ts';
import { dayOf, isAboutEmployees, needsOwnLink } from '../employees.logic.ts';
import { namedFiles } from '../files/file-answers.logic.ts';
import { keepFiles, listFilesOf } from '../files/files.queries.ts';
import { type KeptResponse, pairUp, type Place, type ResponseProgress } from './history-rows.logic.ts';
import type { Outcome } from './intake.contract.ts';
import { anonymousSubject, findSubjects, journalResponses, placeOf, placesOfTouchpoints, strongestSubject, tellOfResponses } from './keep-responses.actions.ts';
import { type LinkProgress, type LinkRow, lockLinks, markLinks } from '../links/links.queries.ts';
import { planBatch, type PlannedSave, type PlannedWrite } from './plan-batch.logic.ts';
import type { PreparedSave } from './prepare-save.actions.ts';
import { progressOf } from './progress.logic.ts';
import { findFull } from '../quotas/quotas-full.actions.ts';
import { insertResponses, type KnownRow, lockResponses, markQuotaFull, type ResponseRow, updateResponses } from '../responses.queries.ts';

/** Somebody else began a response with one of these ids while this transaction ran. Take it back and look again. */
export class RacedError extends Error {}

type Planned = PlannedSave<PreparedSave, LinkRow>;
/** A response that changes: as it will be, and who is behind it. */
interface Write extends PlannedWrite<PreparedSave, LinkRow, KnownRow> {
  row: ResponseRow;
  identifiers: readonly { kind: string; value: string }[];
}

/**
 * Writes saves as if they came one after another. Every transaction takes its locks in one order – links, responses,
 * quotas, identities – so that none waits for another in a circle.
 * @throws RacedError
 */
export async function writeSaves(context: Context, tx: Db, journal: Journal, saves: readonly PreparedSave[]): Promise<{ outcomes: Outcome[]; afterCommit: () => void }> {
  const now = context.clock.now();
  const links = await lockLinks(tx, sorted(saves.flatMap(({ tokenHash }) => (tokenHash === null ? [] : [tokenHash]))));
  const known = await lockResponses(tx, sorted(saves.map(({ id }) => id)));
  const { planned, writes: plannedWrites } = planBatch(saves, { links, known, files: await readFiles(tx, saves), surveyOf: surveysOf(saves, now), now });
  if (plannedWrites.length === 0) return { outcomes: planned.map((one) => outcomeOf(one, new Set())), afterCommit: () => undefined };

  const kinds = await loadKinds(context, tx);
  const places = await placesOfTouchpoints(context);
  const writes = plannedWrites.map((one): Write => {
    const identifiers = identifiersOf(one);
    return { ...one, identifiers, row: rowOf(one, strongestSubject(context, kinds, identifiers), now) };
  });
  const fresh = writes.filter((write) => write.known === null);
  if ((await insertResponses(tx, fresh.map(({ row }) => row))).size < fresh.length) throw new RacedError();
  const full = await findFull(tx, writes.map(({ save, row }) => ({ save, isCounted: row.finishedAt !== null && row.suspicion === null })));
  for (const { row } of writes) if (full.has(row.id)) Object.assign(row, { quotaFullAt: now, finishedAt: null });
  await markQuotaFull(tx, fresh.flatMap(({ row }) => (full.has(row.id) ? [row.id] : [])), now);
  await updateResponses(tx, writes.flatMap(({ known: before, row }) => (before === null ? [] : [row])));
  await markLinks(tx, writes.flatMap(progressOfLink));
  await keepFiles(tx, writes.flatMap(({ save, row }) => (row.finishedAt === null ? [] : namedFiles(save.definition, save.checked.kept).map(({ fileId }) => fileId))), now);

  const { subjects, afterCommit } = await findSubjects(context, tx, journal, writes.map(({ save, identifiers }) => ({ id: save.id, at: save.at, identifiers })));
  const kept = writes.flatMap((write) => keptOf(context, write, places));
  journalResponses(journal, kept);
  await tellOfResponses(context, tx, kept.filter(({ progress }) => progress?.state === 'finished'), (id) => subjects.get(id) ?? writes.find(({ row }) => row.id === id)?.row.subject ?? null);
  return { outcomes: planned.map((one) => outcomeOf(one, full)), afterCommit };
}

const sorted = (keys: readonly string[]) => [...new Set(keys)].sort();

async function readFiles(tx: Db, saves: readonly PreparedSave[]) {
  const withFiles = saves.filter(({ definition, checked }) => namedFiles(definition, checked.kept).length > 0);
  return withFiles.length === 0 ? [] : listFilesOf(tx, sorted(withFiles.map(({ id }) => id)));
}

function surveysOf(saves: readonly PreparedSave[], now: Date) {
  const surveys = new Map(saves.map(({ published }) => [published.code, published.survey]));
  return (code: string) => {
    const survey = surveys.get(code);
    return survey ? { state: stateOf(survey, now), closedAt: closedAtOf(survey, now), needsOwnLink: needsOwnLink(survey) } : { state: 'archived' as const, closedAt: null, needsOwnLink: false };
  };
}

const isAboutStaff = ({ published }: PreparedSave) => isAboutEmployees(published.survey);

/** Who a link was made for goes before what a page claims. What employees say is never held against a person. */
function identifiersOf({ save, link }: PlannedWrite<PreparedSave, LinkRow, KnownRow>): readonly { kind: string; value: string }[] {
  if (isAboutStaff(save)) return [];
  if (link?.identifierKind && link.identifierValue) return [{ kind: link.identifierKind, value: link.identifierValue }];
  return link?.subject ? [] : save.identifiers;
}

function rowOf({ save, link, known }: PlannedWrite<PreparedSave, LinkRow, KnownRow>, named: string | null, now: Date): ResponseRow {
  const progress = progressOf(save, 'open');
  return {
    id: save.id, survey: save.published.code, version: save.version, touchpoint: save.published.survey.touchpoint,
    subject: isAboutStaff(save) ? null : (named ?? link?.subject ?? save.subject ?? known?.subject ?? null),
    linkId: isAboutStaff(save) && save.isFinal ? null : (link?.id ?? known?.linkId ?? null),
    source: save.source, language: save.language, hidden: save.hidden, answers: save.checked.kept, lastQuestion: progress.lastQuestion === '' ? null : progress.lastQuestion,
    startedAt: known?.startedAt ?? save.startedAt, at: save.at, receivedAt: known?.receivedAt ?? save.receivedAt, savedAt: now, finishedAt: save.isFinal ? save.at : null,
    seq: save.seq, ending: save.isFinal ? save.checked.ending.id : null, quotaFullAt: null, suspicion: save.isFinal ? save.suspicion : null,
  };
}

/** The way from a link to what an employee said ends when the answer is finished. The same instant in both would be such a way: links of employees know days. */
function progressOfLink({ save, link, row }: Write): LinkProgress[] {
  if (!link) return [];
  const isOver = row.finishedAt !== null || row.quotaFullAt !== null;
  if (isAboutStaff(save)) return [{ id: link.id, responseId: isOver ? null : row.id, startedAt: dayOf(save.receivedAt), usedAt: isOver ? dayOf(row.savedAt) : null }];
  return [{ id: link.id, responseId: row.id, startedAt: save.receivedAt, usedAt: isOver ? row.savedAt : null }];
}

/** What history gets. One that is set aside says only that it is no longer open, and that only where it was seen there. */
function keptOf(context: Context, { save, row, known }: Write, places: ReadonlyMap<string, Place>): KeptResponse[] {
  const isSetAside = row.suspicion !== null && row.finishedAt !== null;
  if (isSetAside && known === null) return [];
  const state: ResponseProgress['state'] = isSetAside ? 'set_aside' : row.quotaFullAt !== null ? 'quota_full' : row.finishedAt !== null ? 'finished' : 'open';
  return [keptResponse(context, row, { save, state, places })];
}

export function keptResponse(context: Context, row: ResponseRow, { save, state, places }: { save: Pick<PreparedSave, 'definition' | 'checked' | 'published' | 'group'>; state: ResponseProgress['state']; places: ReadonlyMap<string, Place> }): KeptResponse {
  const isOfEmployees = isAboutEmployees(save.published.survey);
  const answers = state === 'finished' ? pairUp(typedAnswers(save.definition, save.checked.kept), (touchpoint) => placeOf(places, touchpoint)) : [];
  return {
    ...placeOf(places, row.touchpoint), id: row.id, subject: row.subject ?? anonymousSubject(context, row.id), at: row.at, receivedAt: row.savedAt, survey: row.survey, version: row.version ?? 0, group: save.group, language: row.language, source: row.source, answers,
    progress: { ...progressOf(save, state), startedAt: row.startedAt, seq: row.seq, hidden: row.hidden, ending: row.ending ?? '' },
    isOfEmployees, isContact: answers.length > 0 && !isOfEmployees,
  };
}

const refusals: Partial<Record<ProblemCode, string>> = {
  'survey.response_elsewhere': 'This response belongs to another survey.',
  'survey.link_not_found': 'This link is not valid. Please check the address.',
  'survey.link_expired': 'This link is no longer valid.',
  'survey.link_needed': 'This survey is answered over a link of your own, which is good for one answer.',
  'survey.already_answered': 'This survey has already been answered with this link.',
  'survey.other_version': 'This response was begun with another version of the survey. Load the page again.',
};

function outcomeOf({ save, plan, faults }: Planned, full: ReadonlySet<string>): Outcome {
  const answer = (state: 'saved' | 'finished' | 'quota_full' | 'closed', repeated: boolean, ending: string | null): Outcome => ({ saved: { responseId: save.id, state, repeated, ending } });
  switch (plan.kind) {
    case 'write':
      return answer(full.has(save.id) ? 'quota_full' : save.isFinal ? 'finished' : 'saved', false, save.isFinal ? save.checked.ending.id : null);
    case 'repeat':
      return answer(full.has(save.id) ? 'quota_full' : plan.state, true, plan.ending);
    case 'closed':
      return answer('closed', false, null);
    case 'refuse':
      return { problem: new Problem(plan.code, refusals[plan.code] ?? 'This cannot be saved.') };
    case 'faults':
      return { problem: answersRefused(faults) };
  }
}

export function answersRefused(faults: readonly { at: string; reason: string }[]): Problem {
  const first = faults[0];
  return new Problem('survey.answer_invalid', `Not all answers are valid${first ? `: ${first.at}: ${first.reason}` : ''}.`, {}, faults.slice(0, 100));
}
