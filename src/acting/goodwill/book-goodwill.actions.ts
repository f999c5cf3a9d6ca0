import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import { emit } from '../../governance/webhooks/emit.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Db } from '../../platform/storage/records.ts';
import { addCaseEvent, getOwnCase } from '../cases/case-events.actions.ts';
import { judgeBooking, leftOf, valueOf } from './allowance.logic.ts';
import { findBookingByKey, findSurvivor, findTwin, insertBooking, lockBookings, readSpent } from './bookings.queries.ts';
import { EXECUTE_JOB } from './execute-goodwill.actions.ts';
import type { Allowance, Booked, BookingInput, GoodwillLimits } from './goodwill.contract.ts';
import { findKind, findLimits, listKinds } from './kinds-limits.queries.ts';
import { presentBooking } from './present-booking.actions.ts';

/** The same kind and amount in the same case within this time is a second click, not a second gift. */
const TWIN_MS = 60_000;

/** Id of a member of staff; programs have none. */
export const userIdOf = (actor: Actor): string | null => (actor.kind === 'user' ? actor.id : null);

/** Whoever may set the limits of others is not held by any, unless they were given some. */
const unlimited: GoodwillLimits = { perBookingCents: null, perCustomerMonthCents: null, perPersonMonthCents: null };
export async function limitsOf(db: Db, actor: Actor): Promise<GoodwillLimits | null> {
  return (await findLimits(db, { userId: userIdOf(actor), role: actor.role })) ?? (actor.can('manage', 'goodwill') ? unlimited : null);
}

/**
 * Gives a customer something, within a case: inside of the limits it is booked at once, above them it waits for somebody
 * else. The same key, and the same kind and amount in the same case a moment later, are the same booking.
 * @throws case.not_found, goodwill.kind_not_found, goodwill.amount_too_large, idempotency.key_reused
 */
export async function bookGoodwill(context: Context, actor: Actor, caseId: string, input: BookingInput): Promise<Booked> {
  const { id, isNew } = await context.db.transaction().execute(async (tx) => {
    await lockBookings(tx);
    const now = context.clock.now();
    const matter = await getOwnCase(tx, actor, await findSurvivor(tx, caseId));
    const known = await findBookingByKey(tx, input.key);
    if (known) {
      if (known.caseId !== matter.id || known.kind !== input.kind || known.amount !== input.amount) throw new Problem('idempotency.key_reused', 'This key belongs to another booking.');
      return { id: known.id, isNew: false };
    }
    const kind = await findKind(tx, input.kind);
    if (!kind || kind.removedAt !== null) throw new Problem('goodwill.kind_not_found', 'This kind of goodwill is not offered.', { kind: input.kind });
    if (input.amount > kind.largestAmount) throw new Problem('goodwill.amount_too_large', `At most ${kind.largestAmount} ${kind.unitEn} may be given at once.`, { largestAmount: kind.largestAmount });
    const twin = await findTwin(tx, { caseId: matter.id, kind: kind.code, amount: input.amount, since: new Date(now.getTime() - TWIN_MS) });
    if (twin) return { id: twin.id, isNew: false };

    const valueCents = valueOf(input.amount, kind.unitCents);
    const spent = await readSpent(tx, { subject: matter.subject, caseId: matter.id, personId: userIdOf(actor), personLabel: actor.label, at: now });
    const overLimits = judgeBooking(await limitsOf(tx, actor), spent, valueCents);
    const bookingId = newId(now.getTime());
    await insertBooking(tx, {
      id: bookingId, key: input.key, caseId: matter.id, subject: matter.subject, kind: kind.code, amount: input.amount, unitCents: kind.unitCents, valueCents, reason: input.reason,
      department: matter.department, touchpoint: matter.touchpoint, askedBy: userIdOf(actor), askedByLabel: actor.label, askedAt: now, overLimits, carriedOut: kind.carriedOut,
    });
    await addCaseEvent(context, tx, matter.id, { what: overLimits.length === 0 ? 'goodwill.booked' : 'goodwill.asked', data: { bookingId, kind: kind.code, nameDe: kind.nameDe, nameEn: kind.nameEn, amount: input.amount, unitDe: kind.unitDe, unitEn: kind.unitEn, valueCents, over: overLimits }, actor: doerOf(actor), text: input.reason });
    if (overLimits.length === 0) await announceBooked(context, tx, { bookingId, caseId: matter.id, customerId: matter.customerId, kind: kind.code, amount: input.amount, valueCents, isExecutedByWebhook: kind.carriedOut === 'webhook' });
    return { id: bookingId, isNew: true };
  });
  return { booking: await presentBooking(context.db, actor, id), isNew };
}

interface Announced {
  bookingId: string;
  caseId: string | null;
  customerId: string | null;
  kind: string;
  amount: number;
  valueCents: number;
  isExecutedByWebhook: boolean;
}

/** Tells the world and begins to carry it out, when the transaction commits. */
export async function announceBooked(context: Context, tx: Db, { isExecutedByWebhook, customerId, ...data }: Announced): Promise<void> {
  await emit(context, tx, [{ kind: 'goodwill.booked', data: { ...data, customerId }, customerIds: customerId === null ? [] : [customerId] }]);
  if (isExecutedByWebhook) await context.jobs.enqueue(EXECUTE_JOB, {}, {}, tx);
}

/** What somebody may still give in a case this month without asking. @throws case.not_found */
export async function readAllowance(context: Context, actor: Actor, caseId: string): Promise<Allowance> {
  const matter = await getOwnCase(context.db, actor, await findSurvivor(context.db, caseId));
  const limits = await limitsOf(context.db, actor);
  const spent = await readSpent(context.db, { subject: matter.subject, caseId: matter.id, personId: userIdOf(actor), personLabel: actor.label, at: context.clock.now() });
  const left = leftOf(limits, spent);
  const kinds = (await listKinds(context.db)).map(({ code, sort, nameDe, nameEn, unitDe, unitEn, unitCents, usualAmount, largestAmount }) => ({ code, sort, nameDe, nameEn, unitDe, unitEn, unitCents, usualAmount, largestAmount }));
  return { limits, leftForCustomerCents: left.forCustomerCents, leftForPersonCents: left.byPersonCents, mayGiveCents: left.mayGiveCents, kinds };
}

export const doerOf = ({ kind, id, label, departments }: Actor) => ({ kind, id, label, departments });

