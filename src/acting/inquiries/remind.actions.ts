import { newId } from '../../kernel/ids.ts';
import { readPrivacySettings } from '../../governance/privacy/privacy-settings.actions.ts';
import type { Context } from '../../platform/context.ts';
import { canMail, queueMail } from '../../platform/mail/mail-queue.ts';
import type { Db } from '../../platform/storage/records.ts';
import { systemDoer } from '../cases/case-actors.contract.ts';
import { addCaseEvent, findCaseFacts } from '../cases/case-events.actions.ts';
import { notifyDesk } from '../cases/live/notify-desk.actions.ts';
import { mailTo } from './ask-inquiry.actions.ts';
import { findInquiry, type InquiryRow, insertInquiryEntry } from './inquiries.queries.ts';
import { showInquiryNumber } from './inquiry-mark.logic.ts';
import { nextReminder, type ReminderStep } from './reminders.logic.ts';
import { listEscalationPeople, markReminded, takeDueReminder } from './reminders.queries.ts';
import { writeReminder } from './sharing.logic.ts';

/** Reminds of everything that is due, each step once. @returns how many */
export async function remindOfInquiries(context: Context, signal: AbortSignal): Promise<number> {
  for (let done = 0; ; done += 1) {
    signal.throwIfAborted();
    const found = await context.db.transaction().execute(async (tx) => {
      const id = await takeDueReminder(tx, context.clock.now());
      const inquiry = id === null ? null : await findInquiry(tx, id);
      if (!inquiry) return false;
      await remind(context, tx, inquiry);
      return true;
    });
    if (!found) return done;
  }
}

async function remind(context: Context, tx: Db, inquiry: InquiryRow): Promise<void> {
  const now = context.clock.now();
  const { step } = nextReminder(inquiry, inquiry.reminders) ?? { step: 'escalation' as const };
  const reminders = inquiry.reminders + 1;
  // What was missed while nothing ran is not made up for one by one: the next step lies in the future, or is the last.
  await markReminded(tx, inquiry.id, { reminders, nextReminderAt: nextReminder(inquiry, reminders)?.at ?? null, escalatedAt: step === 'escalation' ? now : null });
  const entryId = newId(now.getTime());
  const mailed = step === 'escalation' ? null : await remindPartner(context, tx, inquiry, { entryId, step });
  await insertInquiryEntry(tx, { id: entryId, inquiryId: inquiry.id, at: now, kind: step === 'escalation' ? 'escalation' : 'reminder', via: mailed === null ? 'inside' : 'mail', author: null, authorLabel: 'Momente', text: '', messageId: mailed });
  const matter = await findCaseFacts(tx, inquiry.caseId);
  if (!matter) return;
  const data = { inquiryId: inquiry.id, number: showInquiryNumber(inquiry.number), to: inquiry.partnerName, toDepartment: inquiry.toDepartment, dueAt: inquiry.dueAt.toISOString() };
  if (inquiry.toDepartment !== null) await notifyDesk(tx, { kind: 'mention', data: { caseId: inquiry.caseId, number: matter.number, by: 'Momente' }, department: inquiry.toDepartment });
  if (step === 'soon') return;
  await addCaseEvent(context, tx, inquiry.caseId, { what: step === 'due' ? 'inquiry.overdue' : 'inquiry.escalated', data, actor: systemDoer('inquiries') });
  const told = [inquiry.askedBy, matter.assignee].filter((id) => id !== null);
  if (told.length > 0) await notifyDesk(tx, { kind: 'mention', data: { caseId: inquiry.caseId, number: matter.number, by: 'Momente' }, userIds: told });
  if (step === 'escalation' && canMail(context)) {
    for (const { email, language } of await listEscalationPeople(tx, { askedBy: inquiry.askedBy, assignee: matter.assignee, toDepartment: inquiry.toDepartment })) await queueMail(context, { to: email, ...escalationMail(context, inquiry, language) }, tx);
  }
}

/** @returns id of the mail; null where nobody can be reminded by mail */
async function remindPartner(context: Context, tx: Db, inquiry: InquiryRow, { entryId, step }: { entryId: string; step: ReminderStep }): Promise<string | null> {
  if (inquiry.way !== 'mail' || inquiry.partnerEmail === null) return null;
  const { timeZone, controller } = await readPrivacySettings(tx);
  const text = writeReminder({ question: inquiry.question, dueAt: inquiry.dueAt, timeZone, language: inquiry.language, company: controller.name, isOverdue: step === 'due' });
  return (await mailTo(context, tx, { entryId, number: inquiry.number, email: inquiry.partnerEmail, subjectLine: `Re: ${inquiry.subjectLine}`, text, language: inquiry.language, caseId: inquiry.caseId })).id;
}

function escalationMail({ settings }: Context, inquiry: InquiryRow, language: 'de' | 'en'): { subject: string; text: string } {
  const number = showInquiryNumber(inquiry.number);
  const link = `${settings.publicUrl}/desk/inquiries/${inquiry.id}`;
  return language === 'de'
    ? { subject: `Rückfrage ${number} ist seit einem Tag überfällig`, text: `Guten Tag,\n\ndie Rückfrage ${number} ist seit einem Tag ohne Antwort, und ein Kunde wartet. Hier sehen Sie, worum es geht:\n\n${link}\n` }
    : { subject: `Inquiry ${number} is overdue by a day`, text: `Hello,\n\ninquiry ${number} has had no answer for a day now, and a customer is waiting. See here what it is about:\n\n${link}\n` };
}
