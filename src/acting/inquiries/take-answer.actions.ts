import { newId } from '../../kernel/ids.ts';
import { emit } from '../../governance/webhooks/emit.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { Author, Doer } from '../cases/case-actors.contract.ts';
import { addCaseEvent, findCaseFacts } from '../cases/case-events.actions.ts';
import { notifyDesk } from '../cases/live/notify-desk.actions.ts';
import { followWaiting } from './ask-inquiry.actions.ts';
import type { InquiryFile, InquiryWay } from './inquiries.contract.ts';
import { type InquiryRow, insertInquiryEntry, markAnswered } from './inquiries.queries.ts';
import { copyToCase } from './inquiry-files.actions.ts';
import { showInquiryNumber } from './inquiry-mark.logic.ts';

export interface Answer {
  text: string;
  via: InquiryWay;
  by: Doer | Author;
  /** Id of a colleague. */
  userId: string | null;
  /** The same answer comes once. */
  onceKey: string | null;
  at: Date;
  /** Makes the files part of the answer; runs only when the answer is new. */
  keepFiles?: (entryId: string) => Promise<InquiryFile[]>;
  /** Out of office and the like: written down, but the question still waits. */
  isAutomatic?: boolean;
}

/**
 * An answer has come, whichever way: into the thread, into the case with its words and files, and to whoever asked. The
 * caller has locked the inquiry.
 * @returns false when it was there already
 */
export async function takeAnswer(context: Context, tx: Db, inquiry: InquiryRow, { text, via, by, userId, onceKey, at, keepFiles, isAutomatic = false }: Answer): Promise<boolean> {
  const entryId = newId(context.clock.now().getTime());
  if (!(await insertInquiryEntry(tx, { id: entryId, inquiryId: inquiry.id, at, kind: 'answer', via, author: userId, authorLabel: by.label, text, onceKey }))) return false;
  const files = keepFiles ? await keepFiles(entryId) : [];
  if (!isAutomatic) await markAnswered(tx, inquiry.id, at);
  const matter = await findCaseFacts(tx, inquiry.caseId);
  // The case may have been erased since; then the answer stays with the inquiry alone.
  if (!matter) return true;
  await addCaseEvent(context, tx, inquiry.caseId, {
    what: isAutomatic ? 'inquiry.automatic' : 'inquiry.answered', text, actor: by, at,
    data: { inquiryId: inquiry.id, number: showInquiryNumber(inquiry.number), from: inquiry.partnerName, fromDepartment: inquiry.toDepartment, via, files: files.length },
    attachments: await copyToCase(context, files),
  });
  if (isAutomatic) return true;
  await followWaiting(context, tx, inquiry.caseId);
  const told = [...new Set([inquiry.askedBy, matter.assignee].filter((id) => id !== null && id !== userId))].filter((id) => id !== null);
  if (told.length > 0) await notifyDesk(tx, { kind: 'mention', data: { caseId: inquiry.caseId, number: matter.number, by: by.label.slice(0, 200) }, userIds: told });
  await emit(context, tx, [{ kind: 'inquiry.answered', data: { inquiryId: inquiry.id, caseId: inquiry.caseId, partnerId: inquiry.partnerId, toDepartment: inquiry.toDepartment }, customerIds: matter.customerId === null ? [] : [matter.customerId] }]);
  return true;
}
