/* oxlint-disable max-params -- every deed in a case begins with context, transaction, who and which case */
import { newId } from '../../kernel/ids.ts';
import { plain } from '../../people/identity/refold.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { idsInHeaders } from '../messages/message-id.logic.ts';
import { type CaseEventInput, type CaseKnowledge, type Doer, systemDoer } from './case-actors.contract.ts';
import { toStatus } from './changes/case-moves.logic.ts';
import { readToken, showNumber } from './case-number.logic.ts';
import { cleanText } from './conversation/case-texts.logic.ts';
import { MAX_TEXT } from './cases.contract.ts';
import { addToSearch, type CaseRow, findCase, findCaseIdByHeaders, findCaseIdByNumber, findCustomerOf, lockCase, updateNextDue } from './cases.queries.ts';
import { insertAttachments, insertEntry } from './conversation/entries.queries.ts';
import { authorOf, caseNotFound, isCaseInScope, lockGoingOn, saveCase, writeStatusEvent } from './changes/save-case.actions.ts';
import { notifyDesk } from './live/notify-desk.actions.ts';

const SEARCHED_CHARACTERS = 40_000;

/** What other slices need to know of a case; of a merged one, too. Null where there is none. */
export async function findCaseFacts(db: Db, caseId: string): Promise<CaseKnowledge | null> {
  const row = await findCase(db, caseId);
  return row && { ...pickFacts(row), customerId: row.subject === null ? null : ((await findCustomerOf(db, row.subject))?.customerId ?? null) };
}

/** @throws case.not_found */
export async function getCaseFacts(db: Db, caseId: string): Promise<CaseKnowledge> {
  const facts = await findCaseFacts(db, caseId);
  if (!facts) throw caseNotFound(caseId);
  return facts;
}

const pickFacts = (row: CaseRow) => ({
  id: row.id, number: showNumber(row.number), subject: row.subject, status: row.status, priority: row.priority, category: row.category, touchpoint: row.touchpoint, department: row.department, assignee: row.assignee,
  language: row.language, channel: row.channel, subjectLine: row.subjectLine, openedAt: row.openedAt, mergedInto: row.mergedInto, knownIssueId: row.knownIssueId,
});

/** A case that somebody may see; foreign departments' are as if they did not exist. @throws case.not_found */
export async function getOwnCase(db: Db, { departments }: { departments: readonly string[] | null }, caseId: string): Promise<CaseKnowledge> {
  const facts = await findCaseFacts(db, caseId);
  if (!facts || !isCaseInScope(facts, departments)) throw caseNotFound(caseId);
  return facts;
}

/** The case whose token (`V-100023-x7k2pq`) stands somewhere in a text, e.g. a subject line. */
export async function findCaseByToken(db: Db, text: string): Promise<string | null> {
  const read = readToken(text);
  return read && findCaseIdByNumber(db, read.number, read.token);
}

/** The case to which one of these Message-IDs belongs (References, In-Reply-To): of mails that came in, and of answers that went out. The newest of them. */
export async function findCaseByMessageIds(db: Db, messageIds: readonly string[]): Promise<string | null> {
  const headers = messageIds.slice(0, 100);
  return headers.length === 0 ? null : findCaseIdByHeaders(db, headers, idsInHeaders(...headers));
}

/** Writes into the conversation what happened elsewhere: a promise, an answer of a partner, goodwill. @throws case.not_found */
export async function addCaseEvent(context: Context, tx: Db, caseId: string, { what, data = {}, actor, text = '', at = context.clock.now(), attachments = [] }: CaseEventInput): Promise<string> {
  const row = await lockCase(tx, caseId);
  if (!row) throw caseNotFound(caseId);
  const id = newId(context.clock.now().getTime());
  const words = cleanText(text).slice(0, MAX_TEXT);
  await insertEntry(tx, { id, caseId, at, kind: 'event', author: authorOf(actor), what, data, text: words });
  await insertAttachments(tx, { caseId, entryId: id, at }, attachments.map((file) => ({ ...file, id: newId() })));
  if (words !== '') await addToSearch(tx, caseId, plain(words), SEARCHED_CHARACTERS);
  await notifyDesk(tx, { kind: 'case.changed', data: { id: row.mergedInto ?? row.id, version: row.version, isNew: false }, department: row.department });
  return id;
}

/** Keeps what an agent saw when they decided, as it was then. */
export function keepFacts(context: Context, tx: Db, caseId: string, facts: Record<string, unknown>, actor: Doer = systemDoer('context')): Promise<string> {
  return addCaseEvent(context, tx, caseId, { what: 'facts.kept', data: facts, actor });
}

const dueColumn = { promise: 'promiseDueAt', service_level: 'serviceLevelDueAt', inquiry: 'inquiryDueAt' } as const;

/** The earliest that is due in a case from one source, or null: the case shows the earliest of all. @throws case.not_found */
export async function setNextDue(context: Context, tx: Db, caseId: string, source: keyof typeof dueColumn, at: Date | null): Promise<void> {
  const row = await lockCase(tx, caseId);
  if (!row) throw caseNotFound(caseId);
  if (row[dueColumn[source]]?.getTime() === at?.getTime()) return;
  await saveCase(context, tx, { ...row, [dueColumn[source]]: at }, { at: context.clock.now(), changed: ['due'] });
  if (row.mergedInto) await updateNextDue(tx, row.mergedInto);
}

/** A case waits while a question is out to a partner or another department, and is open again when the answer is there. @throws case.not_found */
export async function setWaitingForPartner(context: Context, tx: Db, caseId: string, isWaiting: boolean, actor: Doer = systemDoer('inquiries')): Promise<void> {
  const before = await lockGoingOn(tx, caseId);
  if (before.status === 'solved' || before.status === 'closed' || (before.status === 'waiting_partner') === isWaiting) return;
  const at = context.clock.now();
  const { after, moments } = toStatus(before, isWaiting ? 'waiting_partner' : 'open', at);
  await writeStatusEvent(context, tx, { before, after, by: actor, at });
  await saveCase(context, tx, isWaiting ? after : { ...after, snoozedUntil: null }, { at, moments, changed: ['status'] });
}

/** Ties a case to a known issue, or unties it. @throws case.not_found */
export async function linkKnownIssue(context: Context, tx: Db, caseId: string, issueId: string | null, actor: Doer = systemDoer('known-issues')): Promise<void> {
  const row = await lockGoingOn(tx, caseId);
  if (row.knownIssueId === issueId) return;
  const at = context.clock.now();
  await insertEntry(tx, { id: newId(at.getTime()), caseId: row.id, at, kind: 'event', author: authorOf(actor), what: issueId === null ? 'known_issue.unlinked' : 'known_issue.linked', data: { issueId: issueId ?? row.knownIssueId } });
  await saveCase(context, tx, { ...row, knownIssueId: issueId }, { at, changed: ['known_issue'] });
}
