import { newId, newSecret, secretHash } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import { readPrivacySettings } from '../../governance/privacy/privacy-settings.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Db } from '../../platform/storage/records.ts';
import { addCaseEvent, findCaseFacts } from '../cases/case-events.actions.ts';
import { followWaiting, linkAddress, linkEnd, mailTo } from './ask-inquiry.actions.ts';
import type { InquiryWithEntries } from './inquiries.contract.ts';
import { findInquiryForUpdate, type InquiryRow, insertInquiryEntry, markAskedAgain, markClosed, revokeToken, saveToken } from './inquiries.queries.ts';
import { showInquiryNumber } from './inquiry-mark.logic.ts';
import { getInquiry, refuseForeign } from './present-inquiry.actions.ts';
import { nextReminder } from './reminders.logic.ts';
import { writeQuestion } from './sharing.logic.ts';
import { takeAnswer } from './take-answer.actions.ts';

/**
 * A colleague answers for the department that was asked; or writes down what a partner said on the phone.
 * @throws inquiry.not_found, inquiry.closed
 */
export async function answerInside(context: Context, actor: Actor, id: string, { text, onceKey }: { text: string; onceKey?: string | undefined }): Promise<InquiryWithEntries> {
  await context.db.transaction().execute(async (tx) => {
    const inquiry = await getOpenForUpdate(tx, actor, id);
    await takeAnswer(context, tx, inquiry, { text: text.trim(), via: 'inside', by: actor, userId: actor.kind === 'user' ? actor.id : null, onceKey: onceKey === undefined ? null : `inside ${onceKey}`, at: context.clock.now() });
  });
  return getInquiry(context, actor, id);
}

/** One more question in the same thread: the time runs again. @throws inquiry.not_found, inquiry.closed */
export async function askAgain(context: Context, actor: Actor, id: string, input: { question: string; dueAt: string }): Promise<InquiryWithEntries> {
  await context.db.transaction().execute(async (tx) => {
    const now = context.clock.now();
    const inquiry = await getOpenForUpdate(tx, actor, id);
    const dueAt = new Date(input.dueAt);
    const question = input.question.trim();
    const entryId = newId(now.getTime());
    const { timeZone, controller } = await readPrivacySettings(tx);
    const mail = inquiry.way === 'mail' && inquiry.partnerEmail !== null
      ? await mailTo(context, tx, { entryId, number: inquiry.number, email: inquiry.partnerEmail, subjectLine: `Re: ${inquiry.subjectLine}`, text: writeQuestion({ question, shared: [], dueAt, timeZone, language: inquiry.language, company: controller.name }), language: inquiry.language, caseId: inquiry.caseId })
      : null;
    await insertInquiryEntry(tx, { id: entryId, inquiryId: id, at: now, kind: 'question', via: inquiry.way, author: actor.kind === 'user' ? actor.id : null, authorLabel: actor.label, text: question, messageId: mail?.id ?? null });
    await markAskedAgain(tx, id, dueAt, nextReminder({ askedAt: now, dueAt }, 0)?.at ?? null);
    if (!(await findCaseFacts(tx, inquiry.caseId))) return;
    await addCaseEvent(context, tx, inquiry.caseId, { what: 'inquiry.sent', data: { inquiryId: id, number: showInquiryNumber(inquiry.number), to: inquiry.partnerName, toDepartment: inquiry.toDepartment, way: inquiry.way, dueAt: dueAt.toISOString(), again: true }, actor, text: question });
    await followWaiting(context, tx, inquiry.caseId);
  });
  return getInquiry(context, actor, id);
}

/** Done, or not wanted any more: links stop showing anything, reminders stop. @throws inquiry.not_found, inquiry.closed */
export async function closeInquiry(context: Context, actor: Actor, id: string, because: 'answered' | 'withdrawn'): Promise<InquiryWithEntries> {
  await context.db.transaction().execute(async (tx) => {
    const inquiry = await getOpenForUpdate(tx, actor, id);
    await markClosed(tx, id, { at: context.clock.now(), by: actor.kind === 'user' ? actor.id : null, because });
    if (!(await findCaseFacts(tx, inquiry.caseId))) return;
    await addCaseEvent(context, tx, inquiry.caseId, { what: because === 'withdrawn' ? 'inquiry.withdrawn' : 'inquiry.closed', data: { inquiryId: id, number: showInquiryNumber(inquiry.number), to: inquiry.partnerName, toDepartment: inquiry.toDepartment }, actor });
    await followWaiting(context, tx, inquiry.caseId);
  });
  return getInquiry(context, actor, id);
}

/** A new address for the page; the one before stops working. @throws inquiry.not_found, inquiry.closed */
export async function renewLink(context: Context, actor: Actor, id: string): Promise<{ link: string; expiresAt: string }> {
  return context.db.transaction().execute(async (tx) => {
    const inquiry = await getOpenForUpdate(tx, actor, id);
    if (inquiry.way === 'inside') throw new Problem('inquiry.not_found', 'A department of ours answers here, without a link.');
    const token = newSecret('');
    const expiresAt = linkEnd(inquiry.dueAt, context.clock.now());
    await saveToken(tx, id, secretHash(token), expiresAt);
    return { link: linkAddress(context, token), expiresAt: expiresAt.toISOString() };
  });
}

/** @throws inquiry.not_found */
export async function revokeLink(context: Context, actor: Actor, id: string): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    refuseForeign(await findInquiryForUpdate(tx, id), actor.departments);
    await revokeToken(tx, id, context.clock.now());
  });
}

async function getOpenForUpdate(tx: Db, actor: Actor, id: string): Promise<InquiryRow> {
  const inquiry = refuseForeign(await findInquiryForUpdate(tx, id), actor.departments);
  if (inquiry.closedAt !== null) throw new Problem('inquiry.closed', 'This inquiry is closed. Ask a new one in the case.');
  return inquiry;
}
