import { encodeCursor, placeByInstant } from '../../kernel/cursor.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Db } from '../../platform/storage/records.ts';
import { showNumber } from '../cases/case-number.logic.ts';
import { type BookingRow, findBooking, listBookings } from './bookings.queries.ts';
import type { Booking, BookingListQuery } from './goodwill.contract.ts';

/** @throws goodwill.not_found – also for those of foreign departments, so that their existence stays unknown */
export function refuseForeign(row: BookingRow | null, actor: Actor): BookingRow {
  if (!row || (actor.departments !== null && (row.department === null || !actor.departments.includes(row.department)))) throw new Problem('goodwill.not_found', 'There is no such booking.');
  return row;
}

export async function presentBooking(db: Db, actor: Actor, id: string): Promise<Booking> {
  return present(refuseForeign(await findBooking(db, id), actor), actor);
}

export async function listPageOfBookings(context: Context, actor: Actor, query: BookingListQuery): Promise<{ items: Booking[]; nextCursor: string | null }> {
  const place = placeByInstant(query.cursor);
  const rows = await listBookings(context.db, {
    state: query.state ?? null, caseId: query.caseId ?? null, departments: actor.departments,
    after: place && { askedAt: place.at, id: place.id }, limit: query.limit + 1,
  });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return { items: page.map((row) => present(row, actor)), nextCursor: rows.length > query.limit && last ? encodeCursor([last.askedAt.toISOString(), last.id]) : null };
}

function present(row: BookingRow, actor: Actor): Booking {
  const isOwn = row.askedBy === null ? row.askedByLabel === actor.label : actor.kind === 'user' && row.askedBy === actor.id;
  return {
    id: row.id, caseId: row.caseId, caseNumber: row.caseNumber === null ? null : showNumber(row.caseNumber), customerId: row.customerId, customerName: actor.can('read', 'personal_data') ? row.customerName : null,
    kind: row.kind, kindNameDe: row.kindNameDe, kindNameEn: row.kindNameEn, unitDe: row.unitDe, unitEn: row.unitEn, amount: row.amount, valueCents: row.valueCents,
    reason: row.reason, department: row.department, touchpoint: row.touchpoint, state: row.state, over: row.overLimits,
    askedBy: row.askedByLabel, askedAt: row.askedAt.toISOString(), approvedBy: row.approvedByLabel, approvedAt: row.approvedAt?.toISOString() ?? null,
    refusedBy: row.refusedByLabel, refusedBecause: row.refusedBecause, bookedAt: row.bookedAt?.toISOString() ?? null,
    carriedOut: row.carriedOut, attempts: row.attempts, nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null, executedAt: row.executedAt?.toISOString() ?? null, failure: row.failure,
    cancelledAt: row.cancelledAt?.toISOString() ?? null, cancelledBecause: row.cancelledBecause,
    mayApprove: row.state === 'waiting' && !isOwn && actor.can('update', 'goodwill'),
  };
}
