/* oxlint-disable max-params -- every deed in a case begins with context, transaction, who and which case */
import { Problem } from '../../../kernel/problem.ts';
import { getCustomerIdOf } from '../../../people/identity/merge.actions.ts';
import { refuseRestricted } from '../../../people/privacy/restrictions.actions.ts';
import type { Channel } from '../../../people/timeline/timeline.contract.ts';
import type { Context } from '../../../platform/context.ts';
import { type Journal, writeWithHistory } from '../../../platform/storage/journal.ts';
import type { Db } from '../../../platform/storage/records.ts';
import { queueMessage } from '../../messages/queue-message.actions.ts';
import { recordCaseContact } from '../case-contacts.actions.ts';
import type { Doer } from '../case-actors.contract.ts';
import { afterCustomerMessage, afterReply, toStatus } from '../changes/case-moves.logic.ts';
import { answerSubjectLine, caseToken, showNumber } from '../case-number.logic.ts';
import { plainText, sanitiseHtml } from './case-texts.logic.ts';
import type { CaseStatus, ContactInput, NoteInput, ReplyInput } from '../cases.contract.ts';
import { type CaseRow, findCustomerOf } from '../cases.queries.ts';
import { type AttachmentRow, findAnswerSince, listThreadHeaders, noteSentMessage, takeUploads } from './entries.queries.ts';
import { notifyDesk } from '../live/notify-desk.actions.ts';
import { addMessage } from '../open-case.actions.ts';
import { findReplyAddress } from './reply-address.actions.ts';
import { authorOf, lockGoingOn, lockVisibleCase, refuseMerged, saveCase, writeStatusEvent } from '../changes/save-case.actions.ts';
import { watchCase } from '../live/watchers.queries.ts';

/** Earlier mails named in References; servers cut longer lines. */
const THREAD_LENGTH = 12;

export interface Reply extends Omit<ReplyInput, 'attachmentIds' | 'status'> {
  attachmentIds?: readonly string[] | undefined;
  status?: CaseStatus | undefined;
}
export interface Replied {
  entryId: string;
  messageId: string | null;
  skipped: string | null;
}

/**
 * Answers the customer in the thread. With `sinceEntryId` only if no colleague has answered after what was seen.
 * @throws case.not_found, case.merged, case.answered_meanwhile, case.unreachable, customer.restricted, attachment.not_found
 */
export function replyToCase(context: Context, doer: Doer, caseId: string, reply: Reply): Promise<Replied> {
  return writeWithHistory(context, (tx) => replyToCaseIn(context, tx, doer, caseId, reply));
}

/** The same inside of the caller's transaction. Momente itself answers in the case that goes on, where the named one was merged. */
export async function replyToCaseIn(context: Context, tx: Db, doer: Doer, caseId: string, reply: Reply): Promise<Replied> {
  const before = doer.kind === 'system' ? await lockGoingOn(tx, caseId) : await lockVisibleCase(tx, caseId, doer);
  refuseMerged(before);
  await refuseSecondAnswer(tx, before, reply.sinceEntryId);
  const customer = before.subject === null ? null : await findCustomerOf(tx, before.subject);
  if (customer) await refuseRestricted({ db: tx }, await getCustomerIdOf(tx, customer.customerId));
  const at = context.clock.now();
  const target = await findReplyAddress(tx, before, { customerId: customer?.customerId ?? null, channel: reply.channel, address: reply.address });
  if (!target) throw new Problem('case.unreachable', 'There is no address to which this answer could go. Choose another channel, or add an address.', { id: before.id });
  const html = sanitiseHtml(reply.html);
  const text = reply.text?.trim() ? reply.text : plainText(html); // a channel without HTML never carries nothing
  const entryId = await addMessage(context, tx, before, { at, channel: target.channel, direction: 'outbound', author: authorOf(doer), text, html, fromAddress: target.address });
  const files = await takeFiles(tx, before.id, entryId, reply.attachmentIds ?? []);
  const queued = await queueMessage(context, tx, {
    sendKey: `case_entry:${entryId}`, purpose: 'service', kind: 'reply', channel: target.sendBy, address: target.address, subject: before.subject, caseId: before.id,
    body: { subjectLine: answerSubjectLine(before.subjectLine, caseToken(before)), html, text, ...(before.language === null ? {} : { language: before.language }) },
    headers: await threadHeaders(tx, before), attachments: files.map(({ fileId, name, mediaType }) => ({ area: 'cases', fileId, name, type: mediaType })), isAnswer: true,
  });
  const skipped = 'skipped' in queued ? queued.skipped : null;
  await noteSentMessage(tx, entryId, queued.id, skipped);
  const { after, moments } = afterReply(before, at, reply.status);
  const next = { ...after, assignee: before.assignee ?? (doer.kind === 'user' ? doer.id : null) };
  await writeStatusEvent(context, tx, { before, after: next, by: doer, at });
  await saveCase(context, tx, next, { at, moments, changed: ['message'] });
  return { entryId, messageId: queued.id, skipped };
}

async function refuseSecondAnswer(tx: Db, row: CaseRow, sinceEntryId: string | undefined): Promise<void> {
  if (sinceEntryId === undefined) return;
  const answer = await findAnswerSince(tx, row.id, sinceEntryId);
  if (answer === undefined) throw new Problem('case.entry_not_found', 'There is no such entry in this case.', { id: sinceEntryId });
  if (answer) throw new Problem('case.answered_meanwhile', `${answer.by} has answered meanwhile. Read that first; then you can still send yours.`, { entryId: answer.id, by: answer.by, at: answer.at.toISOString() });
}

/** What holds the thread together in any mail program; the Message-ID itself is made by acting/messages. */
async function threadHeaders(tx: Db, row: CaseRow): Promise<Record<string, string>> {
  const headers = await listThreadHeaders(tx, row.id, THREAD_LENGTH);
  const last = headers.findLast(({ direction }) => direction === 'inbound')?.header;
  return { 'X-Momente-Case': caseToken(row), ...(last === undefined ? {} : { 'In-Reply-To': last, References: headers.map(({ header }) => header).join(' ') }) };
}

async function takeFiles(tx: Db, caseId: string, entryId: string, ids: readonly string[]): Promise<AttachmentRow[]> {
  if (ids.length === 0) return [];
  const taken = await takeUploads(tx, { caseId, entryId, ids });
  if (taken.length !== new Set(ids).size) throw new Problem('attachment.not_found', 'One of the files is not there any more. Add it again.', { ids });
  return taken;
}

/** A note among colleagues; who is named in it is told and watches from now on. @throws case.not_found, case.merged */
export function addNote(context: Context, doer: Doer, caseId: string, note: Omit<NoteInput, 'mentions' | 'attachmentIds'> & Partial<NoteInput>): Promise<{ entryId: string }> {
  return context.db.transaction().execute((tx) => addNoteIn(context, tx, doer, caseId, note));
}

/** The same inside of the caller's transaction. */
export async function addNoteIn(context: Context, tx: Db, doer: Doer, caseId: string, { text, html, mentions = [], attachmentIds = [] }: Omit<NoteInput, 'mentions' | 'attachmentIds'> & Partial<NoteInput>): Promise<{ entryId: string }> {
  const row = await lockVisibleCase(tx, caseId, doer);
  refuseMerged(row);
  const at = context.clock.now();
  const entryId = await addMessage(context, tx, row, { at, kind: 'note', channel: null, direction: null, author: authorOf(doer), text, html, data: mentions.length > 0 ? { mentions } : {} });
  await takeFiles(tx, row.id, entryId, attachmentIds);
  if (mentions.length > 0) {
    await watchCase(tx, { caseId: row.id, userIds: mentions, since: at, isWatching: true });
    await notifyDesk(tx, { kind: 'mention', data: { caseId: row.id, number: showNumber(row.number), by: doer.label, why: 'mentioned' }, userIds: mentions });
  }
  await saveCase(context, tx, row, { at, changed: ['note'] });
  return { entryId };
}

/** A call or a talk with the customer, written down: a contact like any message, but nothing is sent. @throws case.not_found, case.merged */
export function addContact(context: Context, doer: Doer, caseId: string, contact: ContactInput): Promise<{ entryId: string }> {
  return writeWithHistory(context, (tx, journal) => addContactIn(context, tx, journal, doer, caseId, contact));
}

/** The same inside of the caller's transaction. */
export async function addContactIn(context: Context, tx: Db, journal: Journal, doer: Doer, caseId: string, { channel, direction, text, status }: ContactInput): Promise<{ entryId: string }> {
  const before = await lockVisibleCase(tx, caseId, doer);
  refuseMerged(before);
  const at = context.clock.now();
  const entryId = await addMessage(context, tx, before, { at, channel, direction, author: direction === 'inbound' ? { kind: 'customer', id: null, label: '' } : authorOf(doer), text, data: { writtenBy: doer.label } });
  const first = direction === 'inbound' ? afterCustomerMessage(before, at, false) : afterReply(before, at, status ?? (before.status === 'new' ? 'open' : before.status));
  const then = status === undefined ? { after: first.after, moments: [] } : toStatus(first.after, status, at);
  // On the phone the customer has an answer at once, whoever called.
  const answered = direction === 'inbound' && doer.kind === 'user' ? afterReply(then.after, at, then.after.status === 'new' ? 'open' : then.after.status) : { after: then.after, moments: [] };
  const next = { ...answered.after, assignee: before.assignee ?? (doer.kind === 'user' ? doer.id : null) };
  await writeStatusEvent(context, tx, { before, after: next, by: doer, at });
  await saveCase(context, tx, next, { at, moments: [...first.moments, ...answered.moments, ...then.moments], changed: ['message'] });
  recordCaseContact(context, journal, next, { entryId, at, channel: channel as Channel, direction, text });
  return { entryId };
}

