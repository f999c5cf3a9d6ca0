import { Problem } from '../../kernel/problem.ts';
import { findPublished } from '../../listening/surveys/versions/published.actions.ts';
import { stateOf as stateOfSurvey } from '../../listening/surveys/survey-state.logic.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Db } from '../../platform/storage/records.ts';
import { readSettled } from '../closed-loop/settled.actions.ts';
import { endReminders, forgetStaffLinks, skipAllDue, skipQueued, takeBackQueued } from './dispatch.queries.ts';
import { getDistribution, getForUpdate, refuseOtherPeople } from './distributions.actions.ts';
import { type DistributionRow, saveCursor, saveDistribution } from './distributions.queries.ts';
import type { Distribution } from './invitations.contract.ts';

/** Name of the job that does what is due of one distribution. */
export const WORK_JOB = 'invitations.work';

/** Begins to invite. A second start changes nothing. @throws distribution.not_found, distribution.list_empty, survey.not_published, survey.closed, request.invalid */
export async function startDistribution(context: Context, actor: Actor, id: string): Promise<Distribution> {
  await getDistribution(context, actor, id);
  await context.db.transaction().execute(async (tx) => {
    const row = await getForUpdate(tx, id);
    if (row.startedAt) return;
    if (row.kind === 'list' && row.listed === 0) throw new Problem('distribution.list_empty', 'The list is empty. Upload it first.', { id });
    await refuseUnanswerable(context, row);
    refuseOtherPeople(row.kind, row.surveyKind);
    const now = context.clock.now();
    if (row.expiresAt !== null && row.expiresAt <= now) throw new Problem('request.invalid', 'The end lies in the past.', {}, [{ at: 'body.expiresAt', reason: 'lies in the past' }]);
    await saveDistribution(tx, { ...row, startedAt: now, startedBy: actor.label }, now);
    if (row.kind === 'trigger') {
      // What happened before the start is not looked through.
      const { settled, newest } = await readSettled(tx, { done: 0, mark: 0, markedAt: new Date(0) });
      await saveCursor(tx, id, { done: settled, mark: newest, passedOver: 0 });
    }
    await context.jobs.enqueue(WORK_JOB, { id }, { key: id, ...(row.startsAt !== null && row.startsAt > now ? { after: row.startsAt } : {}) }, tx);
  });
  return getDistribution(context, actor, id);
}

/** Nothing leaves any more until it goes on; what is at a mail server already cannot be called back. @throws distribution.not_found, distribution.not_running */
export function pauseDistribution(context: Context, actor: Actor, id: string): Promise<Distribution> {
  return change(context, actor, id, async (tx, row, at) => {
    if (row.pausedAt) return;
    await takeBackQueued(tx, id, at);
    await saveDistribution(tx, { ...row, pausedAt: at }, at);
  });
}

/** Goes on; everybody who waits is decided about again. Events during the pause count as long as they are not too old. @throws distribution.not_found, distribution.not_running */
export function resumeDistribution(context: Context, actor: Actor, id: string): Promise<Distribution> {
  return change(context, actor, id, async (tx, row, at) => {
    if (!row.pausedAt) return;
    await saveDistribution(tx, { ...row, pausedAt: null }, at);
    await context.jobs.enqueue(WORK_JOB, { id }, { key: id }, tx);
  });
}

/** Ends it for good: who was not invited yet is left out, with this reason. Who has a link may still answer. @throws distribution.not_found, distribution.not_running */
export function stopDistribution(context: Context, actor: Actor, id: string): Promise<Distribution> {
  return change(context, actor, id, async (tx, row, at) => {
    await skipQueued(tx, id, at);
    await skipAllDue(tx, id, 'stopped', at);
    await endReminders(tx, id);
    if (row.kind === 'staff') await forgetStaffLinks(tx, id);
    await saveDistribution(tx, { ...row, stoppedAt: at, pausedAt: null }, at);
  });
}

async function change(context: Context, actor: Actor, id: string, write: (tx: Db, row: DistributionRow, at: Date) => Promise<void>): Promise<Distribution> {
  await getDistribution(context, actor, id);
  await context.db.transaction().execute(async (tx) => {
    const row = await getForUpdate(tx, id);
    if (!row.startedAt || row.stoppedAt || row.finishedAt) throw new Problem('distribution.not_running', row.startedAt ? 'This is over.' : 'This was not started yet.', { id });
    await write(tx, row, context.clock.now());
  });
  return getDistribution(context, actor, id);
}

async function refuseUnanswerable(context: Context, row: DistributionRow): Promise<void> {
  const published = await findPublished(context, row.survey);
  if (!published) throw new Problem('survey.not_published', 'This survey was not published yet.');
  const state = stateOfSurvey(published.survey, context.clock.now());
  if (state === 'closed' || state === 'archived') throw new Problem('survey.closed', 'This survey is closed. Open it before you invite anybody.');
}
