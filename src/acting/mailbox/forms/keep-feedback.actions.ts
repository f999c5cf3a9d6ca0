import { newId } from '../../../kernel/ids.ts';
import { keepMailboxVoiceIn } from '../../../listening/voices/mailbox-voices.actions.ts';
import type { Context } from '../../../platform/context.ts';
import type { Journal } from '../../../platform/storage/journal.ts';
import type { Db } from '../../../platform/storage/records.ts';
import { isComplaint } from '../mails/complaint.logic.ts';
import type { ReadMail } from '../mail.contract.ts';
import type { MailPlan } from '../mails/plan-mail.logic.ts';

/**
 * Whether a mail of a feedback mailbox stays feedback: nobody complains or asks for somebody in it, it belongs to no case, and it
 * brings no files, for which a voice has no place.
 */
export function isFeedback(takes: 'cases' | 'feedback' | undefined, mail: Pick<ReadMail, 'subjectLine' | 'text' | 'attachments'>, plan: MailPlan): boolean {
  return takes === 'feedback' && plan.kind === 'open' && plan.isSenderBelieved && plan.relatedCaseId === null && mail.attachments.length === 0 && !isComplaint(mail);
}

export interface FeedbackMail { account: { id: string; name: string; touchpoint: string | null }; mail: ReadMail; messageKey: string; at: Date; subject: string | null; touchpoint: string | null }

/** The mail becomes a voice at its touchpoint, and a contact of its sender; nobody has to work on it. */
export async function keepFeedbackIn(context: Context, tx: Db, journal: Journal, { account, mail, messageKey, at, subject, touchpoint }: FeedbackMail): Promise<void> {
  await keepMailboxVoiceIn(context, tx, journal, {
    source: { id: newId(context.clock.now().getTime()), accountId: account.id, name: account.name, touchpoint: account.touchpoint }, subject, touchpoint,
    voice: { externalId: messageKey, at, title: mail.subjectLine, text: mail.text.trim() === '' ? mail.subjectLine : mail.text, author: mail.from?.name === '' ? (mail.from.address) : (mail.from?.name ?? ''), language: mail.language ?? '' },
  });
}
