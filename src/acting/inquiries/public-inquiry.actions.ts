import type { Readable } from 'node:stream';
import { secretHash } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import { readPrivacySettings } from '../../governance/privacy/privacy-settings.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { InquiryFile, PublicInquiry } from './inquiries.contract.ts';
import { findInquiryForUpdate, findInquiryIdByToken, type InquiryRow, listInquiryEntries, markOpened } from './inquiries.queries.ts';
import { keepInquiryFile } from './inquiry-files.actions.ts';
import { findInquiryFile, claimInquiryFiles } from './inquiry-files.queries.ts';
import { showInquiryNumber } from './inquiry-mark.logic.ts';
import { takeAnswer } from './take-answer.actions.ts';

/** What whoever holds the link sees: the question, what was shared, and their own answers. @throws inquiry.link_not_valid */
export async function readPublicInquiry(context: Context, token: string): Promise<PublicInquiry> {
  const inquiry = await openLink(context, context.db, token);
  await markOpened(context.db, inquiry.id, context.clock.now());
  const { controller } = await readPrivacySettings(context.db);
  const isClosed = inquiry.closedAt !== null;
  // Nothing is shown longer than it is needed.
  const entries = isClosed ? [] : await listInquiryEntries(context.db, inquiry.id, 100);
  return {
    company: controller.name, number: showInquiryNumber(inquiry.number), language: inquiry.language, subjectLine: isClosed ? '' : inquiry.subjectLine, dueAt: inquiry.dueAt.toISOString(), isClosed,
    shared: isClosed ? [] : inquiry.shared,
    entries: entries.flatMap(({ id, at, kind, text, files }) => (kind === 'question' || kind === 'answer' ? [{ id, at: at.toISOString(), kind, text, files }] : [])),
  };
}

/** Answers may come several times until it is closed; the same one counts once. @throws inquiry.link_not_valid, inquiry.closed */
export async function answerByLink(context: Context, token: string, { text, files, onceKey }: { text: string; files: readonly string[]; onceKey: string }): Promise<PublicInquiry> {
  await context.db.transaction().execute(async (tx) => {
    const inquiry = await openLink(context, tx, token);
    if (inquiry.closedAt !== null) throw closed();
    const label = inquiry.partnerName ?? '';
    await takeAnswer(context, tx, inquiry, {
      text: text.trim(), via: 'link', by: { kind: 'partner', id: inquiry.partnerId, label }, userId: null, onceKey: `link ${onceKey}`, at: context.clock.now(),
      keepFiles: (entryId) => claimInquiryFiles(tx, inquiry.id, entryId, files),
    });
  });
  return readPublicInquiry(context, token);
}

/** A file for the answer that is being written. @throws inquiry.link_not_valid, inquiry.closed, inquiry.file_refused, request.too_large */
export async function uploadByLink(context: Context, token: string, file: { name: string; content: Readable }): Promise<InquiryFile> {
  const inquiry = await openLink(context, context.db, token);
  if (inquiry.closedAt !== null) throw closed();
  return keepInquiryFile(context, inquiry.id, file);
}

/** @throws inquiry.link_not_valid */
export async function readFileByLink(context: Context, token: string, fileId: string): Promise<{ file: InquiryFile; content: Readable }> {
  const inquiry = await openLink(context, context.db, token);
  const file = inquiry.closedAt === null ? await findInquiryFile(context.db, inquiry.id, fileId) : null;
  if (!file) throw linkNotValid();
  return { file, content: context.files.read('inquiries', file.id) };
}

/** Wrong, expired and revoked links are refused alike, so that a stranger learns nothing. */
async function openLink(context: Context, db: Db, token: string): Promise<InquiryRow> {
  const id = await findInquiryIdByToken(db, secretHash(token), context.clock.now());
  const inquiry = id === null ? null : await findInquiryForUpdate(db, id);
  if (!inquiry) throw linkNotValid();
  return inquiry;
}

const linkNotValid = () => new Problem('inquiry.link_not_valid', 'This link is not valid, or not any more.');
const closed = () => new Problem('inquiry.closed', 'This question is closed. Thank you.');
