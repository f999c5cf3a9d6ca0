import { listReadyChannels } from '../channels/channel-settings.actions.ts';
import { readPrivacySettings } from '../../governance/privacy/privacy-settings.actions.ts';
import { newId, newShortSecret } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/clock.ts';
import { createLinksIn } from '../../listening/responses/links/links.actions.ts';
import type { ResponseSource } from '../../listening/surveys/definition.contract.ts';
import { getPublished, type PublishedSurvey } from '../../listening/surveys/versions/published.actions.ts';
import { stateOf as stateOfSurvey } from '../../listening/surveys/survey-state.logic.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { cappedSql } from '../messages/message-rules.actions.ts';
import { saveWords, SEND_JOB } from '../messages/queue-message.actions.ts';
import { getForUpdate } from './distributions.actions.ts';
import { stateOf } from './distributions.logic.ts';
import { type DistributionRow, saveDrawn, saveFinished } from './distributions.queries.ts';
import { endReminders, forgetStaffLinks, hasWork, insertMessages, judgeDue, lockInviting, pickDue, pickDueStaff, saveDelayed, saveQueued, saveSkipped, skipAllDue, type ToSend } from './dispatch.queries.ts';
import { countAnew, insertDrawn, insertDrawnStaff, staffFrameSql } from './draw.queries.ts';
import { dueFrameSql } from './frame.queries.ts';
import { frameOf } from './frame.actions.ts';
import type { InvitationText } from './invitations.contract.ts';
import type { Question } from './judge.queries.ts';
import { judgeReminders, saveNextReminders } from './reminders.queries.ts';
import { takeEvents } from './trigger.actions.ts';
import { mailWords, shortWords, type Template } from './words.logic.ts';

const AT_ONCE = 500;
const MANY = 1_000;

/**
 * Does whatever is due of one distribution: draws the sample, takes events in, invites, reminds, and ends it. Any number of
 * processes may do this at once, and each may die at any moment: every step is one transaction that both decides and queues.
 * @returns how many messages were queued
 */
export async function workOn(context: Context, id: string, signal: AbortSignal): Promise<number> {
  await drawSample(context, id);
  await takeEvents(context, id, signal);
  let queued = 0;
  for (const step of [inviteSome, remindSome]) {
    for (let done = { looked: 1, queued: 0 }; done.looked > 0; queued += done.queued) {
      signal.throwIfAborted();
      done = await step(context, id);
    }
  }
  await finish(context, id);
  return queued;
}

/** Once: everybody who was meant gets a row, invited or not. */
async function drawSample(context: Context, id: string): Promise<void> {
  const looked = await context.db.transaction().execute(async (tx) => {
    const row = await getForUpdate(tx, id);
    const now = context.clock.now();
    if (row.kind === 'trigger' || row.drawnAt !== null || !isRunning(row, now)) return 0;
    let rows = 0;
    if (row.kind === 'staff') await insertDrawnStaff(tx, { distributionId: id, survey: row.survey, departments: row.staff?.departments ?? null, sample: row.sample, now });
    else rows = await insertDrawn(tx, { ...(await questionOf(context, tx, row)), ...(await frameOf(context, row)) }, row.sample);
    await saveDrawn(tx, id, now);
    return rows;
  });
  if (looked >= MANY) await countAnew(context.db);
}

interface Done {
  /** 0: nothing is left. */
  looked: number;
  queued: number;
}
const NOTHING: Done = { looked: 0, queued: 0 };

/** The next ones whose time has come: decided with what holds now, and queued, in one transaction. */
function inviteSome(context: Context, id: string): Promise<Done> {
  return context.db.transaction().execute(async (tx): Promise<Done> => {
    const row = await getForUpdate(tx, id);
    await lockInviting(tx); // after the row, everywhere: so nobody waits for a sample that is being drawn
    const now = context.clock.now();
    if (!isRunning(row, now)) return NOTHING;
    const published = await getPublished(context, row.survey);
    const state = stateOfSurvey(published.survey, now);
    if (state === 'scheduled' || state === 'draft') return NOTHING; // its time comes
    if (state !== 'open') {
      await skipAllDue(tx, id, 'survey_closed', now);
      return NOTHING;
    }
    return row.kind === 'staff' ? inviteStaff(context, tx, { row, published, now }) : inviteCustomers(context, tx, { row, published, now });
  });
}

interface Around {
  row: DistributionRow;
  published: PublishedSurvey;
  now: Date;
}

async function inviteCustomers(context: Context, tx: Db, { row, published, now }: Around): Promise<Done> {
  const due = await pickDue(tx, row.id, now, AT_ONCE);
  if (due.length === 0) return NOTHING;
  const only = due.flatMap(({ customerId }) => (customerId === null ? [] : [customerId]));
  const judged = await judgeDue(tx, { ...(await questionOf(context, tx, row)), frame: dueFrameSql(due.map(({ id }) => id)), only, missing: 'erased', isWhole: false });
  await saveSkipped(tx, judged.flatMap(({ id, reason }) => (reason === null ? [] : [{ id, reason }])), now);
  await saveDelayed(tx, judged.flatMap(({ id, reason, delayedBecause, dueAt }) => (reason === null && delayedBecause !== null && dueAt !== null ? [{ id, because: delayedBecause, dueAt }] : [])), now);
  const invited = judged.flatMap(({ id, reason, delayedBecause, channel, address, subject, language }) => (reason === null && delayedBecause === null && channel !== null && address !== null ? [{ id, channel, address, subject, language }] : []));
  if (invited.length === 0) return { looked: judged.length, queued: 0 };
  const links = await createLinksIn(context, tx, invited.map(({ id, subject, channel }) => ({ survey: row.survey, subject, invitation: id, source: sourceOf(channel), expiresAt: row.expiresAt, token: isShort(channel) ? newShortSecret() : undefined })), row.startedBy ?? '');
  const bodies = await saveBodies(tx, { row, published, now }, 'invitation');
  const messages = invited.map(({ id, channel, address, subject, language }, index): ToSend => {
    const body = bodies(language, channel);
    return { invitationId: id, messageId: newId(now.getTime()), number: 0, channel, address, subject, bodyId: body.id, variables: { survey: { link: linkTo(context, row.survey, links[index]?.token, isShort(channel) ? null : language ?? body.language) } } };
  });
  await insertMessages(tx, messages, { purpose: 'feedback', now });
  await saveQueued(tx, invited.map(({ id, channel }) => ({ id, channel, nextReminderAt: row.reminders > 0 ? daysAfter(now, row.remindAfterDays) : null })), now);
  await context.jobs.enqueue(SEND_JOB, {}, {}, tx);
  return { looked: judged.length, queued: messages.length };
}

/**
 * Staff answer without a name: the links are made for nobody, in another order than the mails, and are counted for the
 * distribution as a whole. What connects both, the words of the mail, is emptied when it has left.
 */
async function inviteStaff(context: Context, tx: Db, { row, published, now }: Around): Promise<Done> {
  const due = await pickDueStaff(tx, { distributionId: row.id, frame: staffFrameSql(row.id, row.staff?.departments ?? null), now, limit: AT_ONCE });
  if (due.length === 0) return NOTHING;
  const isMailReady = (await listReadyChannels({ ...context, db: tx })).includes('mail');
  const gone = due.flatMap(({ id, address }) => (address === null ? [{ id, reason: 'erased' }] : isMailReady ? [] : [{ id, reason: 'channel_not_ready' }]));
  await saveSkipped(tx, gone, now);
  const invited = due.flatMap(({ id, address, language }) => (address === null || !isMailReady ? [] : [{ id, address, language }]));
  if (invited.length === 0) return { looked: due.length, queued: 0 };
  const links = await createLinksIn(context, tx, invited.map(() => ({ survey: row.survey, invitation: row.id, source: 'mail' as const, expiresAt: row.expiresAt })), row.startedBy ?? '');
  // Tokens are random: in their order they say nothing about the order in which they were made.
  const tokens = links.map(({ token }) => token).toSorted();
  const bodies = await saveBodies(tx, { row, published, now }, 'invitation');
  const messages = invited.map(({ id, address, language }, index): ToSend => {
    const body = bodies(language, 'mail');
    return { invitationId: id, messageId: newId(now.getTime()), number: 0, channel: 'mail', address, subject: null, bodyId: body.id, variables: { survey: { link: linkTo(context, row.survey, tokens[index], body.language) } } };
  });
  await insertMessages(tx, messages, { purpose: 'service', now });
  await saveQueued(tx, invited.map(({ id }) => ({ id, channel: 'mail', nextReminderAt: null })), now);
  await context.jobs.enqueue(SEND_JOB, {}, {}, tx);
  return { looked: due.length, queued: messages.length };
}

/** The next ones who have not answered. The link is that of the invitation, so that one person answers once. */
function remindSome(context: Context, id: string): Promise<Done> {
  return context.db.transaction().execute(async (tx): Promise<Done> => {
    const row = await getForUpdate(tx, id);
    const now = context.clock.now();
    if (!isRunning(row, now) || row.kind === 'staff') return NOTHING;
    const published = await getPublished(context, row.survey);
    if (row.reminders === 0 || stateOfSurvey(published.survey, now) !== 'open') {
      if (row.reminders === 0 || stateOfSurvey(published.survey, now) !== 'scheduled') await endReminders(tx, id);
      return NOTHING;
    }
    const { timeZone } = await readPrivacySettings(tx);
    const judged = await judgeReminders(tx, { distributionId: id, afterDays: row.remindAfterDays, skipsOpenCases: row.skipsOpenCases, capped: cappedSql(now, timeZone), now, limit: AT_ONCE });
    if (judged.length === 0) return NOTHING;
    const sending = judged.filter(({ outcome, number }) => outcome === 'send' && number <= row.reminders);
    const bodies = await saveBodies(tx, { row, published, now }, 'reminder');
    const messages = sending.flatMap(({ id: invitationId, number, channel, address, subject, language, variables }): ToSend[] =>
      address === null ? [] : [{ invitationId, messageId: newId(now.getTime()), number, channel, address, subject, bodyId: bodies(language, channel).id, variables }]);
    await insertMessages(tx, messages, { purpose: 'feedback', now });
    await saveNextReminders(tx, judged.map(({ id: invitationId, outcome, laterAt, number }) => ({
      id: invitationId, at: outcome === 'later' && number <= row.reminders ? laterAt : outcome === 'send' && number < row.reminders ? daysAfter(now, row.remindAfterDays) : null,
    })));
    if (messages.length > 0) await context.jobs.enqueue(SEND_JOB, {}, {}, tx);
    return { looked: judged.length, queued: messages.length };
  });
}

/** When nothing is left to be decided or sent, or the time is over. */
async function finish(context: Context, id: string): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const row = await getForUpdate(tx, id);
    if (row.stoppedAt || !row.startedAt) return;
    if (row.kind === 'staff') await forgetStaffLinks(tx, id);
    const now = context.clock.now();
    const isOver = row.expiresAt !== null && row.expiresAt <= now;
    if (row.finishedAt) return;
    if (isOver) {
      await skipAllDue(tx, id, 'too_late', now);
      await endReminders(tx, id);
    } else if (row.pausedAt || row.kind === 'trigger' || row.drawnAt === null) return;
    if (await hasWork(tx, id)) return;
    if (row.kind === 'staff') await forgetStaffLinks(tx, id); // what left since
    await saveFinished(tx, id, now);
  });
}

const isRunning = (row: DistributionRow, now: Date) => stateOf(row, now) === 'running' && (row.expiresAt === null || row.expiresAt > now);
/** A text message costs by the sign. */
const isShort = (channel: string) => channel === 'sms' || channel === 'messenger';
const daysAfter = (at: Date, days: number) => new Date(at.getTime() + days * DAY_MS);
const sourceOf = (channel: string): ResponseSource => (channel === 'mail' || channel === 'sms' || channel === 'messenger' ? channel : 'link');

/** What the judgement depends on besides the frame. */
export async function questionOf(context: Context, db: Db, row: DistributionRow): Promise<Omit<Question, 'frame' | 'only' | 'missing' | 'isWhole'>> {
  const now = context.clock.now();
  const { timeZone } = await readPrivacySettings(db);
  return {
    distributionId: row.id, survey: row.survey, surveyKind: row.surveyKind, skipsOpenCases: row.skipsOpenCases, channels: row.channels, ready: await listReadyChannels({ ...context, db }), capped: cappedSql(now, timeZone),
    expiresAt: row.expiresAt, withinHours: row.trigger?.withinHours ?? null, now,
  };
}

/** The words of each language and channel, stored once for all messages; in the language of the reader, else the first one of the survey that we have words in. */
async function saveBodies(tx: Db, { row, published, now }: Around, part: InvitationText['part']): Promise<(language: string | null, channel: string) => { id: string; language: string }> {
  const { definition } = published;
  const languages = (['de', 'en'] as const).filter((language) => row.texts.some((text) => text.language === language) || (row.texts.length === 0 && definition.languages.some((tag) => tag.startsWith(language))));
  const written = languages.length > 0 ? languages : (['en'] as const);
  const first = written.find((language) => definition.languages[0]?.startsWith(language)) ?? written[0];
  const ids = new Map<string, string>();
  for (const language of written) {
    const source = { definition, texts: row.texts, language, part, isStaff: row.kind === 'staff', isAfterContact: row.surveyKind === 'transactional' };
    for (const [name, words] of [['mail', mailWords(source)], ['short', shortWords(source)]] as const) ids.set(`${language} ${name}`, await saveWords(tx, wordsOf(words), now));
  }
  return (wanted, channel) => {
    const language = written.find((one) => one === wanted) ?? first ?? 'en';
    return { id: ids.get(`${language} ${isShort(channel) ? 'short' : 'mail'}`) ?? '', language };
  };
}

const wordsOf = ({ language, subjectLine, text, html }: Template) => ({ language, subjectLine, html, text });

/** @param language - null: as the reader's browser wants it, which makes the address shorter */
function linkTo({ settings }: Context, survey: string, token: string | undefined, language: string | null): string {
  if (token === undefined) throw new Error('A link is missing.');
  return `${settings.publicUrl}/s/${survey}?t=${token}${language === null ? '' : `&lang=${language}`}`;
}
