import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import { plain } from '../../people/identity/refold.actions.ts';
import type { Context } from '../../platform/context.ts';
import { type Journal, writeWithHistory } from '../../platform/storage/journal.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { AddedMessage, Author, CustomerMessage, KeptAttachment, NewCase, OpenedCase } from './case-actors.contract.ts';
import { recordCaseContact } from './case-contacts.actions.ts';
import { afterCustomerMessage } from './changes/case-moves.logic.ts';
import { newToken, showNumber } from './case-number.logic.ts';
import { cleanLine, cleanText, sanitiseHtml } from './conversation/case-texts.logic.ts';
import { MAX_HTML, MAX_TEXT } from './cases.contract.ts';
import { addToSearch, type CaseRow, findCaseByExternalKey, findCustomerOf, insertCase, isHeaderKnown } from './cases.queries.ts';
import { insertAttachments, insertEntry } from './conversation/entries.queries.ts';
import { lockGoingOn, saveCase, writeEvent, writeStatusEvent } from './changes/save-case.actions.ts';

/** Texts from which a case is found; the rest of a very long conversation is not searched. */
const SEARCHED_CHARACTERS = 40_000;
const aboutTimeline: readonly string[] = ['survey', 'rule', 'social'];

/** Opens a case, once per external key. */
export function openCase(context: Context, input: NewCase): Promise<OpenedCase> {
  return writeWithHistory(context, (tx, journal) => openCaseIn(context, tx, journal, input));
}

/** The same inside of the caller's transaction. */
export async function openCaseIn(context: Context, tx: Db, journal: Journal, input: NewCase): Promise<OpenedCase> {
  const at = input.at ?? context.clock.now();
  const direction = input.direction ?? 'inbound';
  const row = await insertCase(tx, {
    id: newId(context.clock.now().getTime()), token: newToken(), subject: input.subject, status: 'new', priority: input.priority ?? 'normal', category: input.category ?? null, touchpoint: input.touchpoint ?? null,
    department: input.department ?? null, assignee: input.assignee ?? null, channel: input.channel, subjectLine: cleanLine(input.subjectLine, 500), language: input.language ?? null, replyAddress: input.fromAddress ?? null,
    sourceKind: input.source.kind, sourceRef: input.source.ref ?? null, externalKey: input.externalKey ?? null, openedAt: at, touchedAt: at, lastCustomerAt: direction === 'inbound' ? at : null, lastStaffAt: direction === 'outbound' ? at : null,
  });
  if (!row) return foundAgain(tx, input.externalKey ?? '');
  await writeEvent(context, tx, row.id, { what: 'case.opened', data: { source: input.source.kind, ...(input.source.ref === undefined ? {} : { ref: input.source.ref }) }, by: input.author ?? customerAuthor(input.fromAddress), at });
  const entryId = await addMessage(context, tx, row, { ...input, at, direction, author: input.author ?? customerAuthor(input.fromAddress) });
  const customer = row.subject === null ? null : await findCustomerOf(tx, row.subject);
  await addToSearch(tx, row.id, plain(`${showNumber(row.number)} ${row.subjectLine} ${customer?.name ?? ''} ${input.fromAddress ?? ''}`), SEARCHED_CHARACTERS);
  await saveCase(context, tx, row, { at, moments: ['opened'], isNew: true });
  if (input.isContact ?? !aboutTimeline.includes(input.source.kind)) recordCaseContact(context, journal, row, { entryId, at, channel: input.channel, direction, text: cleanText(input.text) });
  return { caseId: row.id, number: showNumber(row.number), isNew: true, entryId };
}

async function foundAgain(tx: Db, externalKey: string): Promise<OpenedCase> {
  const known = await findCaseByExternalKey(tx, externalKey);
  if (!known) throw new Problem('engine.busy', 'Somebody else is opening the same case at this moment. Please try again.');
  return { caseId: known.id, number: showNumber(known.number), isNew: false, entryId: null };
}

const customerAuthor = (address: string | undefined): Author => ({ kind: 'customer', id: null, label: address ?? '' });

/** The customer has written: into the case that goes on, open again where it was done, awake where it slept. */
export function addCustomerMessage(context: Context, message: CustomerMessage): Promise<AddedMessage> {
  return writeWithHistory(context, (tx, journal) => addCustomerMessageIn(context, tx, journal, message));
}

/** The same inside of the caller's transaction. A Message-ID that is there already is the same message. @throws case.not_found */
export async function addCustomerMessageIn(context: Context, tx: Db, journal: Journal, message: CustomerMessage): Promise<AddedMessage> {
  const at = message.at ?? context.clock.now();
  const row = await lockGoingOn(tx, message.caseId);
  const known = message.messageIdHeader === undefined ? null : await isHeaderKnown(tx, message.messageIdHeader);
  if (known) return { entryId: known.entryId, caseId: known.caseId, reopened: false };
  const isAutomatic = message.isAutomatic ?? false;
  const { after, moments, reopened } = afterCustomerMessage(row, at, isAutomatic);
  const author = customerAuthor(message.fromAddress);
  const entryId = await addMessage(context, tx, row, { ...message, at, direction: 'inbound', author });
  const saved = { ...after, subject: row.subject ?? message.subject ?? null, replyAddress: isAutomatic ? row.replyAddress : (message.fromAddress ?? row.replyAddress) };
  await writeStatusEvent(context, tx, { before: row, after: saved, by: author, at });
  await saveCase(context, tx, saved, { at, moments, changed: ['message'] });
  if (!isAutomatic) recordCaseContact(context, journal, saved, { entryId, at, channel: message.channel, direction: 'inbound', text: cleanText(message.text) });
  return { entryId, caseId: row.id, reopened };
}

export interface Message {
  at: Date;
  kind?: 'message' | 'note';
  channel: string | null;
  direction: 'inbound' | 'outbound' | null;
  author: Author;
  text: string;
  html?: string | null | undefined;
  fromAddress?: string | undefined;
  messageIdHeader?: string | undefined;
  isAutomatic?: boolean | undefined;
  attachments?: readonly KeptAttachment[] | undefined;
  data?: Record<string, unknown> | undefined;
}

/** Writes a message or a note with its files, and makes it searchable. @returns id of the entry */
export async function addMessage(context: Context, tx: Db, row: Pick<CaseRow, 'id'>, message: Message): Promise<string> {
  const nowMs = context.clock.now().getTime();
  const id = newId(nowMs);
  const text = cleanText(message.text).slice(0, MAX_TEXT);
  const html = message.html === undefined || message.html === null || message.html.length > MAX_HTML ? null : sanitiseHtml(message.html);
  await insertEntry(tx, { id, caseId: row.id, at: message.at, kind: message.kind ?? 'message', direction: message.direction, channel: message.channel, author: message.author, address: message.fromAddress, text, html, messageIdHeader: message.messageIdHeader, isAutomatic: message.isAutomatic ?? false, data: message.data ?? {} });
  await insertAttachments(tx, { caseId: row.id, entryId: id, at: message.at }, (message.attachments ?? []).map((file) => ({ ...file, id: newId(nowMs) })));
  if (text !== '') await addToSearch(tx, row.id, plain(text.slice(0, SEARCHED_CHARACTERS)), SEARCHED_CHARACTERS);
  return id;
}
