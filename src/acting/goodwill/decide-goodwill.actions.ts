import { Problem } from '../../kernel/problem.ts';
import { emit } from '../../governance/webhooks/emit.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { writeWithHistory } from '../../platform/storage/journal.ts';
import type { Db } from '../../platform/storage/records.ts';
import { addCaseEvent } from '../cases/case-events.actions.ts';
import { judgeBooking } from './allowance.logic.ts';
import { announceBooked, doerOf, limitsOf, userIdOf } from './book-goodwill.actions.ts';
import { type BookingRow, findBookingForUpdate, lockBookings, markApproved, markCancelled, markExecuted, markRefused, readSpent, restartExecution } from './bookings.queries.ts';
import { EXECUTE_JOB, noteExecuted } from './execute-goodwill.actions.ts';
import type { Booking, GoodwillState } from './goodwill.contract.ts';
import { presentBooking, refuseForeign } from './present-booking.actions.ts';

/**
 * Lets a booking happen that goes beyond the limits of whoever asked for it. It counts in the limits of whoever approves
 * it, so it must lie inside of these; and nobody approves for themselves.
 * @throws goodwill.not_found, goodwill.state_wrong, goodwill.own, goodwill.beyond_own
 */
export async function approveGoodwill(context: Context, actor: Actor, id: string): Promise<Booking> {
  await context.db.transaction().execute(async (tx) => {
    await lockBookings(tx);
    const now = context.clock.now();
    const booking = await getForUpdate(tx, actor, id, ['waiting']);
    if (isAskedBy(booking, actor)) throw new Problem('goodwill.own', 'Somebody else has to approve what you asked for yourself.');
    const spent = await readSpent(tx, { subject: booking.subject, caseId: booking.caseId ?? booking.id, personId: userIdOf(actor), personLabel: actor.label, at: now });
    const over = judgeBooking(await limitsOf(tx, actor), spent, booking.valueCents);
    if (over.length > 0) throw new Problem('goodwill.beyond_own', 'This is more than your own limits allow. Somebody with higher limits has to approve it.', { over });
    await markApproved(tx, id, { id: userIdOf(actor), label: actor.label }, now);
    await tell(context, tx, booking, { what: 'goodwill.approved', actor });
    await emit(context, tx, [{ kind: 'goodwill.approved', data: { bookingId: id, caseId: booking.caseId, customerId: booking.customerId, valueCents: booking.valueCents }, customerIds: booking.customerId === null ? [] : [booking.customerId] }]);
    await announceBooked(context, tx, { bookingId: id, caseId: booking.caseId, customerId: booking.customerId, kind: booking.kind, amount: booking.amount, valueCents: booking.valueCents, isExecutedByWebhook: booking.carriedOut === 'webhook' });
  });
  return presentBooking(context.db, actor, id);
}

/** @throws goodwill.not_found, goodwill.state_wrong, goodwill.own */
export async function refuseGoodwill(context: Context, actor: Actor, id: string, because: string): Promise<Booking> {
  await context.db.transaction().execute(async (tx) => {
    const booking = await getForUpdate(tx, actor, id, ['waiting']);
    if (isAskedBy(booking, actor)) throw new Problem('goodwill.own', 'Take back what you asked for yourself instead of refusing it.');
    await markRefused(tx, id, { by: { id: userIdOf(actor), label: actor.label }, because, at: context.clock.now() });
    await tell(context, tx, booking, { what: 'goodwill.refused', actor, text: because });
  });
  return presentBooking(context.db, actor, id);
}

/**
 * Takes back what nobody has begun to carry out. What failed may be taken back as well: then somebody has looked.
 * @throws goodwill.not_found, goodwill.state_wrong
 */
export async function cancelGoodwill(context: Context, actor: Actor, id: string, because: string): Promise<Booking> {
  await context.db.transaction().execute(async (tx) => {
    const booking = await getForUpdate(tx, actor, id, ['waiting', 'booked', 'failed']);
    await markCancelled(tx, id, { by: { id: userIdOf(actor), label: actor.label }, because, at: context.clock.now() });
    await tell(context, tx, booking, { what: 'goodwill.cancelled', actor, text: because });
  });
  return presentBooking(context.db, actor, id);
}

/** Tries once more, from the first attempt on, under the same key for the receiver. @throws goodwill.not_found, goodwill.state_wrong */
export async function retryGoodwill(context: Context, actor: Actor, id: string): Promise<Booking> {
  await context.db.transaction().execute(async (tx) => {
    const booking = await getForUpdate(tx, actor, id, ['failed', 'executing']);
    if (booking.carriedOut !== 'webhook') throw stateWrong(booking);
    await restartExecution(tx, id, context.clock.now());
    await context.jobs.enqueue(EXECUTE_JOB, {}, {}, tx);
  });
  return presentBooking(context.db, actor, id);
}

/** Somebody has given it by hand; also where the other system failed for good. @throws goodwill.not_found, goodwill.state_wrong */
export async function confirmExecuted(context: Context, actor: Actor, id: string): Promise<Booking> {
  await writeWithHistory(context, async (tx, journal) => {
    const booking = await getForUpdate(tx, actor, id, ['booked', 'failed']);
    if (booking.carriedOut === 'webhook' && booking.state !== 'failed') throw stateWrong(booking);
    const now = context.clock.now();
    await markExecuted(tx, id, actor.label, now);
    await noteExecuted(context, { tx, journal }, booking, doerOf(actor));
  });
  return presentBooking(context.db, actor, id);
}

const isAskedBy = (booking: BookingRow, actor: Actor) => (booking.askedBy === null ? booking.askedByLabel === actor.label : booking.askedBy === userIdOf(actor));
const stateWrong = (booking: BookingRow) => new Problem('goodwill.state_wrong', `This booking is ${booking.state}; that is not possible any more.`, { state: booking.state });

async function getForUpdate(tx: Db, actor: Actor, id: string, states: readonly GoodwillState[]): Promise<BookingRow> {
  const booking = refuseForeign(await findBookingForUpdate(tx, id), actor);
  if (!states.includes(booking.state)) throw stateWrong(booking);
  return booking;
}

async function tell(context: Context, tx: Db, booking: BookingRow, { what, actor, text }: { what: string; actor: Actor; text?: string }): Promise<void> {
  if (booking.caseId === null) return;
  const { id: bookingId, kind, kindNameDe: nameDe, kindNameEn: nameEn, amount, unitDe, unitEn, valueCents } = booking;
  await addCaseEvent(context, tx, booking.caseId, { what, data: { bookingId, kind, nameDe, nameEn, amount, unitDe, unitEn, valueCents }, actor: doerOf(actor), ...(text === undefined ? {} : { text }) });
}
