import type { GoodwillLimits, OverLimit } from './goodwill.contract.ts';

/** What counts in this calendar month already, in cents. */
export interface Spent {
  forCustomerCents: number;
  byPersonCents: number;
}

/**
 * Which limits a booking of this value would go beyond; none: it needs no approval.
 * @param limits - null: nobody has set any, so that nothing may be given without an approval
 */
export function judgeBooking(limits: GoodwillLimits | null, spent: Spent, valueCents: number): OverLimit[] {
  if (limits === null) return ['no_limit_set'];
  const over: OverLimit[] = [];
  if (limits.perBookingCents !== null && valueCents > limits.perBookingCents) over.push('per_booking');
  if (limits.perCustomerMonthCents !== null && spent.forCustomerCents + valueCents > limits.perCustomerMonthCents) over.push('per_customer_month');
  if (limits.perPersonMonthCents !== null && spent.byPersonCents + valueCents > limits.perPersonMonthCents) over.push('per_person_month');
  return over;
}

export interface Left {
  forCustomerCents: number | null;
  byPersonCents: number | null;
  /** The smallest of all limits; null = none. */
  mayGiveCents: number | null;
}

/** What is left this month, never below 0; null where there is no limit. */
export function leftOf(limits: GoodwillLimits | null, spent: Spent): Left {
  if (limits === null) return { forCustomerCents: 0, byPersonCents: 0, mayGiveCents: 0 };
  const left = (limit: number | null, used: number) => (limit === null ? null : Math.max(0, limit - used));
  const forCustomerCents = left(limits.perCustomerMonthCents, spent.forCustomerCents);
  const byPersonCents = left(limits.perPersonMonthCents, spent.byPersonCents);
  const all = [limits.perBookingCents, forCustomerCents, byPersonCents].filter((limit) => limit !== null);
  return { forCustomerCents, byPersonCents, mayGiveCents: all.length === 0 ? null : Math.min(...all) };
}

/** What an amount costs us, in whole cents: half a cent and more is rounded up. */
export const valueOf = (amount: number, unitCents: number): number => Math.round(Number((amount * unitCents).toFixed(4)));
