import { emit } from '../../governance/webhooks/emit.actions.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Db } from '../../platform/storage/records.ts';
import { CAMPAIGN_DRAINED_JOB, saveWords, SEND_JOB } from '../messages/queue-message.actions.ts';
import { audienceOf } from './audience.actions.ts';
import type { Outreach } from './outreach.contract.ts';
import { getForUpdate, getOutreach } from './outreach.actions.ts';
import { hasWork, type OutreachRow, saveOutreach, switchCampaign } from './outreach.queries.ts';
import { type BodyChoice, insertCampaign, insertRecipients, releaseDeadEnds, skipNoLongerAffected, skipStopped } from './prepare.queries.ts';

/** Name of the job that writes down who is told. */
export const PREPARE_JOB = 'outreach.prepare';

/** Begins to tell people. A second start changes nothing. @throws outreach.not_found, outreach.stopped, outreach.no_text */
export async function startOutreach(context: Context, actor: Actor, id: string): Promise<Outreach> {
  await context.db.transaction().execute(async (tx) => {
    const row = await getForUpdate(tx, id);
    if (row.startedAt) return;
    if (row.texts.length === 0) throw new Problem('outreach.no_text', 'Say first what the customers are told.', { id });
    const at = context.clock.now();
    await saveOutreach(tx, { ...row, startedAt: at, startedBy: actor.label }, at);
    await insertCampaign(tx, { id, ratePerMinute: row.ratePerMinute, isEssential: row.isEssential, at });
    await context.jobs.enqueue(PREPARE_JOB, { id }, { key: id }, tx);
    await emit(context, tx, [{ kind: 'outreach.started', data: { outreachId: id, issueId: row.issueId, purpose: row.purpose } }]);
  });
  return getOutreach(context, id);
}

/**
 * Writes down everybody who is affected and not looked at yet, with their message or the reason why there is none: at the
 * start, and again for later buyers. Together or not at all, one at a time.
 * @returns how many people are new
 */
export function prepareOutreach(context: Context, id: string): Promise<number> {
  return prepare(context, id, () => Promise.resolve(null));
}

/** Whose address turned out to be dead is told on the next channel that may be used. @returns how many */
export function tryNextChannel(context: Context, id: string): Promise<number> {
  return prepare(context, id, (tx) => releaseDeadEnds(tx, id));
}

async function prepare(context: Context, id: string, choose: (tx: Db) => Promise<string[] | null>): Promise<number> {
  const recipients = await context.db.transaction().execute(async (tx) => {
    const row = await getForUpdate(tx, id);
    if (!row.startedAt || row.stoppedAt) return 0;
    const only = await choose(tx);
    if (only?.length === 0) return 0;
    const made = await insertRecipients(tx, { ...(await audienceOf(context, tx, row)), only }, await saveBodies(context, tx, row));
    const at = context.clock.now();
    if (!row.lookedAt || made.recipients > 0) {
      await saveOutreach(tx, { ...row, lookedAt: at, finishedAt: made.recipients > 0 ? null : row.finishedAt }, at);
      await switchCampaign(tx, id, { pausedAt: row.pausedAt, stoppedAt: null, endedAt: null, ratePerMinute: row.ratePerMinute });
    }
    if (made.messages > 0) await context.jobs.enqueue(SEND_JOB, {}, {}, tx);
    return made.recipients;
  });
  if (recipients > 0) await context.jobs.enqueue(CAMPAIGN_DRAINED_JOB, { campaignId: id }, { key: id });
  return recipients;
}

/** The words of each language and channel, stored once for all messages. */
async function saveBodies({ clock }: Context, tx: Db, { texts }: OutreachRow): Promise<BodyChoice[]> {
  const choices: BodyChoice[] = [];
  for (const { language, channel, subjectLine, text } of texts) {
    choices.push({ bodyId: await saveWords(tx, { language, subjectLine, html: null, text }, clock.now()), language, channel });
  }
  return choices;
}

/** Nothing leaves any more until it goes on; what is at the mail server already cannot be called back. @throws outreach.not_found, outreach.not_running */
export function pauseOutreach(context: Context, id: string): Promise<Outreach> {
  return change(context, id, async (tx, row, at) => {
    if (row.pausedAt) return;
    await switchCampaign(tx, id, { pausedAt: at, stoppedAt: null, endedAt: null, ratePerMinute: row.ratePerMinute });
    await saveOutreach(tx, { ...row, pausedAt: at }, at);
  });
}

/** Goes on. Who is not affected any more – sold the device, updated it – is left out. @throws outreach.not_found, outreach.not_running */
export async function resumeOutreach(context: Context, id: string): Promise<Outreach> {
  const resumed = await change(context, id, async (tx, row, at) => {
    if (!row.pausedAt) return;
    await skipNoLongerAffected(tx, await audienceOf(context, tx, row));
    await switchCampaign(tx, id, { pausedAt: null, stoppedAt: null, endedAt: null, ratePerMinute: row.ratePerMinute });
    await saveOutreach(tx, { ...row, pausedAt: null }, at);
    await context.jobs.enqueue(SEND_JOB, {}, {}, tx);
  });
  await context.jobs.enqueue(CAMPAIGN_DRAINED_JOB, { campaignId: id }, { key: id });
  return resumed;
}

/** Ends it for good: who was not told yet is left out, with this reason. @throws outreach.not_found, outreach.not_running */
export function stopOutreach(context: Context, actor: Actor, id: string): Promise<Outreach> {
  return change(context, id, async (tx, row, at) => {
    await switchCampaign(tx, id, { pausedAt: null, stoppedAt: at, endedAt: null, ratePerMinute: row.ratePerMinute });
    const stopped = await skipStopped(tx, id, at);
    await saveOutreach(tx, { ...row, stoppedAt: at, pausedAt: null }, at);
    await emit(context, tx, [{ kind: 'outreach.finished', data: { outreachId: id, issueId: row.issueId, stoppedBy: actor.kind, leftOut: stopped } }]);
  });
}

async function change(context: Context, id: string, write: (tx: Db, row: OutreachRow, at: Date) => Promise<void>): Promise<Outreach> {
  await context.db.transaction().execute(async (tx) => {
    const row = await getForUpdate(tx, id);
    if (!row.startedAt || row.stoppedAt) throw new Problem('outreach.not_running', row.stoppedAt ? 'This outreach was stopped for good.' : 'This outreach was not started yet.', { id });
    await write(tx, row, context.clock.now());
  });
  return getOutreach(context, id);
}

/** When nothing is left to be sent or answered, it is finished; later buyers may open it again. */
export async function finishOutreach(context: Context, id: string): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const row = await getForUpdate(tx, id);
    if (!row.lookedAt || row.finishedAt || row.stoppedAt || row.pausedAt || (await hasWork(tx, id))) return;
    const at = context.clock.now();
    await saveOutreach(tx, { ...row, finishedAt: at }, at);
    await switchCampaign(tx, id, { pausedAt: null, stoppedAt: null, endedAt: at, ratePerMinute: row.ratePerMinute });
    await emit(context, tx, [{ kind: 'outreach.finished', data: { outreachId: id, issueId: row.issueId } }]);
  });
}
