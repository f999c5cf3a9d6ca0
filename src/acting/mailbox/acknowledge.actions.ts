import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { queueMessage } from '../messages/queue-message.actions.ts';
import { readCustomerValues, renderTemplateById } from '../templates/templates.actions.ts';
import type { ReadMail } from './mail.contract.ts';

interface Acknowledged { templateId: string; key: string; address: string; subject: string | null; customerId: string | null; caseId: string; number: string; mail: Pick<ReadMail, 'messageId' | 'references' | 'subjectLine' | 'language'> }

/** "We have got your mail", marked as automatic so that no machine answers it (RFC 3834). A template that is gone is no reason to lose a mail. @returns whether it was queued */
export async function queueAcknowledgement(context: Context, tx: Db, { templateId, key, address, subject, customerId, caseId, number, mail }: Acknowledged): Promise<boolean> {
  const customer = customerId === null ? {} : { customer: await readCustomerValues(context, customerId) };
  const text = await renderTemplateById(context, { templateId, language: mail.language, values: { ...customer, case: { number, subject: mail.subjectLine } } }).catch(() => null);
  if (text === null) return false;
  const thread = mail.messageId === null ? {} : { 'In-Reply-To': mail.messageId, References: [...mail.references.slice(-20), mail.messageId].join(' ') };
  const queued = await queueMessage(context, tx, {
    sendKey: `acknowledgement:${key}`, purpose: 'service', kind: 'reply', channel: 'mail', address, subject, caseId, isAnswer: true,
    body: { subjectLine: text.subjectLine || `Re: ${mail.subjectLine}`.slice(0, 500), text: text.text, html: text.html, language: text.language },
    headers: { ...thread, 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
  });
  return !('skipped' in queued);
}
