import { encodeCursor, placeByInstant } from '../../kernel/cursor.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Db } from '../../platform/storage/records.ts';
import { showNumber } from '../cases/case-number.logic.ts';
import type { Inquiry, InquiryListQuery, InquiryState, InquiryWithEntries } from './inquiries.contract.ts';
import { showInquiryNumber } from './inquiry-mark.logic.ts';
import { findInquiry, type InquiryRow, listInquiriesOfCase, listInquiryEntries, listInquiryRows } from './inquiries.queries.ts';

export const inquiryNotFound = (): Problem => new Problem('inquiry.not_found', 'There is no such inquiry.');

/** Who is limited to departments sees what these asked or were asked. @throws inquiry.not_found */
export function refuseForeign(row: InquiryRow | null, departments: readonly string[] | null): InquiryRow {
  const isOwn = (department: string | null) => department !== null && (departments?.includes(department) ?? true);
  if (!row || (departments !== null && !isOwn(row.toDepartment) && !isOwn(row.fromDepartment))) throw inquiryNotFound();
  return row;
}

/** All of a case, newest first. */
export async function listInquiriesOf(db: Db, caseId: string, { now, departments = null }: { now: Date; departments?: readonly string[] | null }): Promise<Inquiry[]> {
  return (await listInquiriesOfCase(db, caseId, departments)).map((row) => presentInquiry(row, now));
}

export async function listPageOfInquiries(context: Context, actor: Actor, query: InquiryListQuery): Promise<{ items: Inquiry[]; nextCursor: string | null }> {
  const place = placeByInstant(query.cursor);
  const now = context.clock.now();
  const rows = await listInquiryRows(context.db, {
    state: query.state ?? null, department: query.department ?? null, from: query.from ?? null, partnerId: query.partner ?? null, departments: actor.departments, now,
    after: place && { dueAt: place.at, id: place.id }, limit: query.limit + 1,
  });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return { items: page.map((row) => presentInquiry(row, now)), nextCursor: rows.length > query.limit && last ? encodeCursor([last.dueAt.toISOString(), last.id]) : null };
}

/** @throws inquiry.not_found */
export async function getInquiry(context: Context, actor: Actor, id: string): Promise<InquiryWithEntries> {
  const row = refuseForeign(await findInquiry(context.db, id), actor.departments);
  const entries = await listInquiryEntries(context.db, id, 200);
  return { ...presentInquiry(row, context.clock.now()), entries: entries.map(({ at, authorLabel, ...entry }) => ({ ...entry, at: at.toISOString(), author: authorLabel })) };
}

export function stateOf({ closedAt, closedBecause, isAnswered, dueAt }: Pick<InquiryRow, 'closedAt' | 'closedBecause' | 'isAnswered' | 'dueAt'>, now: Date): InquiryState {
  if (closedAt !== null) return closedBecause === 'withdrawn' ? 'withdrawn' : 'closed';
  if (isAnswered) return 'answered';
  return dueAt < now ? 'overdue' : 'waiting';
}

export function presentInquiry(row: InquiryRow, now: Date): Inquiry {
  const hasLink = row.tokenExpiresAt !== null && row.tokenRevokedAt === null && row.tokenExpiresAt > now;
  const instant = (at: Date | null) => at?.toISOString() ?? null;
  return {
    id: row.id, number: showInquiryNumber(row.number), caseId: row.caseId, caseNumber: row.caseNumber === null ? null : showNumber(row.caseNumber),
    partner: row.partnerId === null || row.partnerKind === null ? null : { id: row.partnerId, name: row.partnerName ?? '', kind: row.partnerKind, email: row.partnerEmail },
    toDepartment: row.toDepartment, fromDepartment: row.fromDepartment, touchpoint: row.touchpoint, way: row.way, state: stateOf(row, now), subjectLine: row.subjectLine, language: row.language, shared: row.shared,
    askedBy: row.askedByLabel, askedAt: row.askedAt.toISOString(), dueAt: row.dueAt.toISOString(), reminders: row.reminders, escalatedAt: instant(row.escalatedAt),
    firstOpenedAt: instant(row.firstOpenedAt), linkExpiresAt: hasLink ? instant(row.tokenExpiresAt) : null,
    firstAnsweredAt: instant(row.firstAnsweredAt), lastAnsweredAt: instant(row.lastAnsweredAt), closedAt: instant(row.closedAt), question: row.question, lastAnswer: row.lastAnswer,
  };
}
