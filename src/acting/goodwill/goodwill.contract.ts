import { z } from 'zod';
import { roleSchema } from '../../governance/roles/roles.contract.ts';

const line = (max: number, min = 0) => z.string().min(min).max(max).regex(/^\P{Cc}*$/u, 'contains control characters').refine((value) => value.isWellFormed(), 'contains a character that is no text');
const name = (max: number) => line(max, 1).trim().min(1, 'is empty');
/** In whole cents, at most ten million. */
const cents = z.int().min(0).max(1_000_000_000);
const url = z.string().trim().max(2_000).regex(/^https?:\/\//, 'must begin with https://');

export const goodwillSorts = ['minutes', 'credit', 'voucher', 'replacement', 'own'] as const;
export const goodwillSortSchema = z.enum(goodwillSorts);
export type GoodwillSort = z.infer<typeof goodwillSortSchema>;
const kindFields = {
  sort: goodwillSortSchema,
  nameDe: name(120), nameEn: name(120),
  unitDe: name(40).describe('of the amount, e.g. Minuten'), unitEn: name(40),
  unitCents: z.number().min(0).max(100_000_000).multipleOf(0.0001).describe('what one unit costs us, in cents; may be a fraction of a cent'),
  usualAmount: z.number().positive().max(1_000_000).multipleOf(0.01),
  largestAmount: z.number().positive().max(1_000_000).multipleOf(0.01),
  carriedOut: z.enum(['webhook', 'hand']).describe('by a signed call to another system, or by hand'),
  url: url.nullable().default(null),
  sentIdentifiers: z.array(line(60, 1)).max(20).default([]).describe('kinds of identifiers that the receiver gets, besides the id of the customer'),
};
const hasUrl = ({ carriedOut, url: address }: { carriedOut: string; url: string | null }) => carriedOut === 'hand' || address !== null;
export const goodwillCodeSchema = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'small letters, digits and _; begins with a letter; at most 40');
export const goodwillKindInputSchema = z.strictObject(kindFields).refine(hasUrl, { path: ['url'], message: 'a webhook needs an address' }).refine((kind) => kind.usualAmount <= kind.largestAmount, { path: ['usualAmount'], message: 'is more than the largest amount' });
export type GoodwillKindInput = z.output<typeof goodwillKindInputSchema>;
export const goodwillKindSchema = z.object({ ...kindFields, code: goodwillCodeSchema, url: z.string().nullable() });
export type GoodwillKind = z.infer<typeof goodwillKindSchema>;
/** Where executing happens is for those who set it up. */
export const goodwillKindListSchema = z.object({ items: z.array(goodwillKindSchema) });
export const savedKindSchema = goodwillKindSchema.extend({ secret: z.string().nullable().describe('whsec_…, shown only this once; null when it stays the same') });
export type SavedKind = z.infer<typeof savedKindSchema>;

/** Null = no limit. */
const limits = { perBookingCents: cents.nullable(), perCustomerMonthCents: cents.nullable(), perPersonMonthCents: cents.nullable() };
export const goodwillLimitsSchema = z.object(limits);
export type GoodwillLimits = z.infer<typeof goodwillLimitsSchema>;
export const limitInputSchema = z.strictObject(limits);
export const limitRowSchema = z.object({ ...limits, role: roleSchema.nullable(), userId: z.uuid().nullable(), userName: z.string().nullable(), setBy: z.string(), setAt: z.iso.datetime() });
export type LimitRow = z.infer<typeof limitRowSchema>;
export const limitListSchema = z.object({ items: z.array(limitRowSchema) });

/** Which limit a booking would go beyond; `no_limit_set`: nobody has said what this role may give. */
export const overLimits = ['per_booking', 'per_customer_month', 'per_person_month', 'no_limit_set'] as const;
export const overLimitSchema = z.enum(overLimits);
export type OverLimit = z.infer<typeof overLimitSchema>;

/** waiting: for somebody's approval · booked: for its execution · executing: on its way, tried again by itself. */
export const goodwillStates = ['waiting', 'refused', 'booked', 'executing', 'executed', 'failed', 'cancelled'] as const;
export const goodwillStateSchema = z.enum(goodwillStates);
export type GoodwillState = z.infer<typeof goodwillStateSchema>;

export const bookingInputSchema = z.strictObject({
  kind: goodwillCodeSchema,
  amount: z.number().positive().max(1_000_000).multipleOf(0.01),
  reason: z.string().trim().min(1, 'is empty').max(1_000).refine((value) => !value.includes('\0') && value.isWellFormed(), 'contains a character that is no text'),
  key: z.string().min(8).max(100).describe('unique for this wish to book: sent again, it is the same booking'),
});
export type BookingInput = z.output<typeof bookingInputSchema>;
export const bookingSchema = z.object({
  id: z.uuid(), caseId: z.uuid().nullable(), caseNumber: z.string().nullable(), customerId: z.uuid().nullable(), customerName: z.string().nullable(),
  kind: goodwillCodeSchema, kindNameDe: z.string(), kindNameEn: z.string(), unitDe: z.string(), unitEn: z.string(),
  amount: z.number(), valueCents: z.int(), reason: z.string(), department: z.string().nullable(), touchpoint: z.string().nullable(),
  state: goodwillStateSchema, over: z.array(overLimitSchema),
  askedBy: z.string(), askedAt: z.iso.datetime(), approvedBy: z.string().nullable(), approvedAt: z.iso.datetime().nullable(),
  refusedBy: z.string().nullable(), refusedBecause: z.string().nullable(), bookedAt: z.iso.datetime().nullable(),
  carriedOut: z.enum(['webhook', 'hand']), attempts: z.int(), nextAttemptAt: z.iso.datetime().nullable(), executedAt: z.iso.datetime().nullable(), failure: z.string().nullable(),
  cancelledAt: z.iso.datetime().nullable(), cancelledBecause: z.string().nullable(),
  mayApprove: z.boolean().describe('whether whoever asks may approve it: never what they asked for themselves, and only inside their own limits'),
});
export type Booking = z.infer<typeof bookingSchema>;
export const bookedSchema = z.object({ booking: bookingSchema, isNew: z.boolean().describe('false: it was there already') });
export type Booked = z.infer<typeof bookedSchema>;
export const bookingListQuerySchema = z.object({ state: goodwillStateSchema.optional(), caseId: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(100).default(50), cursor: z.string().max(500).optional() });
export type BookingListQuery = z.output<typeof bookingListQuerySchema>;
export const bookingListSchema = z.object({ items: z.array(bookingSchema), nextCursor: z.string().nullable() });
export const becauseSchema = z.strictObject({ because: z.string().trim().min(1, 'is empty').max(1_000) });

/** What somebody may still give in a case, in cents; null = no limit. */
export const allowanceSchema = z.object({
  limits: goodwillLimitsSchema.nullable().describe('null: nobody has set any, so every booking needs an approval'),
  leftForCustomerCents: z.int().nullable(), leftForPersonCents: z.int().nullable(),
  mayGiveCents: z.int().nullable().describe('the smallest of all: as much needs no approval'),
  kinds: z.array(z.object({ code: goodwillCodeSchema, sort: goodwillSortSchema, nameDe: z.string(), nameEn: z.string(), unitDe: z.string(), unitEn: z.string(), unitCents: z.number(), usualAmount: z.number(), largestAmount: z.number() })),
});
export type Allowance = z.infer<typeof allowanceSchema>;

const given = z.object({ n: z.int(), valueCents: z.int() });
export const goodwillFiguresSchema = z.object({
  from: z.iso.datetime(), to: z.iso.datetime(), all: given,
  withoutApproval: z.object({ n: z.int(), share: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() }).describe('share of bookings that nobody had to approve'),
  byKind: z.array(given.extend({ kind: z.string(), nameDe: z.string(), nameEn: z.string() })),
  byDepartment: z.array(given.extend({ department: z.string().nullable() })),
  byTouchpoint: z.array(given.extend({ touchpoint: z.string().nullable() })),
});
export type GoodwillFigures = z.infer<typeof goodwillFiguresSchema>;
