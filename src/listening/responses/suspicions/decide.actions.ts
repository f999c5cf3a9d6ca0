import { noteInAudit } from '../../../governance/audit/audit.actions.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import { writeWithHistory } from '../../../platform/storage/journal.ts';
import { responseSources } from '../../surveys/definition.contract.ts';
import { checkAnswers } from '../../surveys/flow/answer-check.logic.ts';
import { getSurvey, getSurveyRow } from '../../surveys/manage-surveys.actions.ts';
import { getPublished, getVersion } from '../../surveys/versions/published.actions.ts';
import { refuseEmployees } from '../employees.logic.ts';
import { noteAnswers } from '../intake/answers-version.actions.ts';
import { journalResponses, placesOfTouchpoints, tellOfResponses } from '../intake/keep-responses.actions.ts';
import { keptResponse } from '../intake/write-saves.actions.ts';
import { findFull, freeCells } from '../quotas/quotas-full.actions.ts';
import { markQuotaFull } from '../responses.queries.ts';
import { isBeingWithdrawn, lockSuspicious, markLeftOut, markReleased, type SuspiciousRow } from './decisions.queries.ts';
import { WITHDRAW_JOB, withdrawLeftOut } from './withdraw-responses.actions.ts';

/**
 * Somebody looked at a response that was kept apart and says that a person wrote it: from now on it counts.
 * @throws survey.not_found, survey.response_not_found, engine.busy while it is still being taken out of the figures
 */
export async function releaseResponse(context: Context, actor: Actor, code: string, id: string): Promise<void> {
  await getSurvey(context, actor, code);
  const published = await getPublished(context, code);
  await withdrawLeftOut(context);
  await writeWithHistory(context, async (tx, journal) => {
    const row = await lockSuspicious(tx, code, id);
    if (!row || row.releasedAt !== null || row.finishedAt === null) throw notKeptApart();
    if (await isBeingWithdrawn(tx, id)) throw new Problem('engine.busy', 'This response is just being taken out of the figures. Please try again in a minute.');
    const save = await saveOf(context, row, published);
    const now = context.clock.now();
    const isFull = (await findFull(tx, [{ save, isCounted: true }])).has(id);
    await markReleased(tx, id, now, actor.label);
    if (isFull) await markQuotaFull(tx, [id], now);
    const kept = keptResponse(context, { ...row, savedAt: now }, { save, state: isFull ? 'quota_full' : 'finished', places: await placesOfTouchpoints(context) });
    journalResponses(journal, [kept]);
    if (!isFull) await tellOfResponses(context, tx, [kept], () => row.subject);
    await noteDecision(tx, 'answer.counted', code, row);
  });
  noteAnswers(context);
}

/**
 * Somebody says that a machine wrote it: it stays out of all figures, or leaves them if it was counted. Cases and messages
 * that it led to meanwhile stay. @throws survey.not_found, survey.response_not_found, survey.results_protected
 */
export async function leaveOutResponse(context: Context, actor: Actor, code: string, id: string): Promise<void> {
  refuseEmployees(await getSurveyRow(context, actor, code));
  const published = await getPublished(context, code);
  await context.db.transaction().execute(async (tx) => {
    const row = await lockSuspicious(tx, code, id);
    if (!row) throw notKeptApart();
    if (row.leftOutAt !== null) return;
    const now = context.clock.now();
    if (row.releasedAt !== null) await freeCells(tx, await saveOf(context, row, published), row.releasedAt);
    await markLeftOut(tx, id, { at: now, by: actor.label, withdrawnAt: row.releasedAt === null ? now : null });
    // Among millions of answers this takes some seconds: nobody is kept waiting, and many at once are one pass.
    if (row.releasedAt !== null) await context.jobs.enqueue(WITHDRAW_JOB, {}, { key: 'now' }, tx);
    await noteDecision(tx, 'answer.left_out', code, row);
  });
}

const notKeptApart = () => new Problem('survey.response_not_found', 'There is no such response that is kept apart.');

/** The response as it was handed in, for whoever counts and keeps it. */
async function saveOf(context: Context, { id, version, answers, language, hidden, source, at }: SuspiciousRow, published: Awaited<ReturnType<typeof getPublished>>) {
  if (version === null || answers === null) throw notKeptApart();
  const definition = await getVersion(context, published.code, version);
  const checked = checkAnswers(definition, answers, { language, hidden, source, seed: id, today: at.toISOString().slice(0, 10), isFinal: false });
  return { id, definition, published, checked, language, hidden, source: responseSources.find((one) => one === source) ?? 'link', group: '' };
}

const noteDecision = (tx: Parameters<typeof noteInAudit>[0], action: 'answer.counted' | 'answer.left_out', survey: string, { id, subject, suspicion }: SuspiciousRow): Promise<void> =>
  noteInAudit(tx, { action, subject: 'answer', subjectId: id, customers: subject === null ? [] : [subject], after: { survey, suspicion } });
