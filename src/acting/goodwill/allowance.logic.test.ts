import { describe, expect, it } from 'vitest';
import { judgeBooking, leftOf, valueOf } from './allowance.logic.ts';

const limits = { perBookingCents: 2_000, perCustomerMonthCents: 5_000, perPersonMonthCents: 50_000 };
const nothing = { forCustomerCents: 0, byPersonCents: 0 };

describe('what may be given without asking', () => {
  it('is as much as the limit per booking, to the cent', () => {
    expect(judgeBooking(limits, nothing, 2_000)).toEqual([]);
    expect(judgeBooking(limits, nothing, 2_001)).toEqual(['per_booking']);
  });
  it('counts what the customer had this month, and what this person gave to others', () => {
    expect(judgeBooking(limits, { forCustomerCents: 3_500, byPersonCents: 0 }, 1_500)).toEqual([]);
    expect(judgeBooking(limits, { forCustomerCents: 3_501, byPersonCents: 0 }, 1_500)).toEqual(['per_customer_month']);
    expect(judgeBooking(limits, { forCustomerCents: 4_000, byPersonCents: 49_500 }, 1_500)).toEqual(['per_customer_month', 'per_person_month']);
  });
  it('is nothing where nobody has set a limit, and everything where the limits are lifted', () => {
    expect(judgeBooking(null, nothing, 1)).toEqual(['no_limit_set']);
    expect(judgeBooking({ perBookingCents: null, perCustomerMonthCents: null, perPersonMonthCents: null }, { forCustomerCents: 9_000_000, byPersonCents: 9_000_000 }, 1_000_000)).toEqual([]);
  });
  it('is shown as the smallest of what is left, never below nothing', () => {
    expect(leftOf(limits, { forCustomerCents: 4_000, byPersonCents: 10_000 })).toEqual({ forCustomerCents: 1_000, byPersonCents: 40_000, mayGiveCents: 1_000 });
    expect(leftOf(limits, { forCustomerCents: 6_000, byPersonCents: 0 })).toEqual({ forCustomerCents: 0, byPersonCents: 50_000, mayGiveCents: 0 });
    expect(leftOf(null, nothing).mayGiveCents).toBe(0);
    expect(leftOf({ perBookingCents: null, perCustomerMonthCents: null, perPersonMonthCents: null }, nothing).mayGiveCents).toBeNull();
  });
  it('costs whole cents: 33 minutes at 4.5 cents are 149', () => {
    expect(valueOf(33, 4.5)).toBe(149); // 148.5
    expect(valueOf(100, 5)).toBe(500);
    expect(valueOf(0.29, 100)).toBe(29); // not 28.999999999999996
  });
});
