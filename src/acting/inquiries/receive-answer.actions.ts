import { Readable } from 'node:stream';
import { secretHash } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { idsInHeaders } from '../messages/message-id.logic.ts';
import type { InquiryFile } from './inquiries.contract.ts';
import { findInquiryForUpdate, findInquiryIdByMessages, findInquiryIdByNumber } from './inquiries.queries.ts';
import { keepInquiryFile } from './inquiry-files.actions.ts';
import { readInquiryMarks } from './inquiry-mark.logic.ts';
import { takeAnswer } from './take-answer.actions.ts';

/** A mail that came in, parsed. */
export interface InquiryMail {
  subjectLine: string;
  /** Everything in To, Cc and Delivered-To as it stood there, names included: our mark is the name in our Reply-To. */
  recipients: readonly string[];
  /** Message-IDs of In-Reply-To and References. */
  references: readonly string[];
  messageIdHeader: string;
  fromAddress: string;
  fromName: string;
  /** Without quotes. */
  text: string;
  attachments: readonly { name: string; content: Uint8Array }[];
  at: Date;
  /** Out of office and the like: noted, but no answer. */
  isAutomatic: boolean;
}

/**
 * Takes in a mail that answers an inquiry: by our mark in the subject line or a recipient's name, else by what it refers
 * to. Ask this before looking for a case: marks of inquiries are their own. The same Message-ID again changes nothing and
 * is true as well. An answer to a closed inquiry still arrives in the case.
 * @returns false when the mail belongs to no inquiry
 */
export async function receiveInquiryAnswer(context: Context, mail: InquiryMail): Promise<boolean> {
  const id = await findInquiryOf(context, context.db, mail);
  if (id === null) return false;
  return context.db.transaction().execute(async (tx) => {
    const inquiry = await findInquiryForUpdate(tx, id);
    if (!inquiry) return false;
    const label = inquiry.partnerName ?? (mail.fromName || mail.fromAddress);
    await takeAnswer(context, tx, inquiry, {
      // Whoever writes from another address than the one we know is named, because a mark can be passed on.
      text: mail.fromAddress.toLowerCase() === inquiry.partnerEmail?.toLowerCase() ? mail.text.trim() : `${mail.fromName} <${mail.fromAddress}>:\n\n${mail.text.trim()}`.trim(),
      via: 'mail', by: { kind: 'partner', id: inquiry.partnerId, label }, userId: null, onceKey: `mail ${secretHash(mail.messageIdHeader)}`, at: mail.at, isAutomatic: mail.isAutomatic,
      keepFiles: (entryId) => keepAttachments(context, tx, { inquiryId: inquiry.id, entryId }, mail.attachments),
    });
    return true;
  });
}

async function findInquiryOf(context: Context, db: Db, { subjectLine, recipients, references }: InquiryMail): Promise<string | null> {
  for (const number of readInquiryMarks(context.identitySecret, [subjectLine, ...recipients])) {
    const id = await findInquiryIdByNumber(db, number);
    if (id !== null) return id;
  }
  const ours = idsInHeaders(...references);
  return ours.length === 0 ? null : findInquiryIdByMessages(db, ours);
}

/** What is not taken is left out; the words of the answer matter more. */
async function keepAttachments(context: Context, tx: Db, { inquiryId, entryId }: { inquiryId: string; entryId: string }, attachments: InquiryMail['attachments']): Promise<InquiryFile[]> {
  const kept: InquiryFile[] = [];
  for (const { name, content } of attachments.slice(0, 20)) {
    try {
      kept.push(await keepInquiryFile(context, inquiryId, { name, content: Readable.from([Buffer.from(content)]) }, { entryId, db: tx }));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      context.log.warn({ inquiry: inquiryId, problem: error.code }, 'a file of an answer was not taken');
    }
  }
  return kept;
}
