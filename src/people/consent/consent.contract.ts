import { z } from 'zod';

/** Ways on which a company reaches a customer by itself. */
export const contactChannels = ['mail', 'sms', 'messenger', 'notice', 'letter', 'phone'] as const;
export const contactChannelSchema = z.enum(contactChannels);
export type ContactChannel = z.infer<typeof contactChannelSchema>;

export const purposeKeySchema = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);

/** How a decision came about. `merge`: written again for an identifier that joined somebody who had objected. */
export const consentHowSchema = z.enum(['double_opt_in', 'one_click', 'link_page', 'own_page', 'staff', 'api', 'import', 'paper', 'call', 'complaint', 'bounce', 'merge']);
export type ConsentHow = z.infer<typeof consentHowSchema>;

export const consentStateSchema = z.enum(['granted', 'pending', 'withdrawn']);

export const consentNeedsSchema = z.enum(['no_objection', 'opt_in', 'double_opt_in']);
export const purposeSchema = z.object({
  key: purposeKeySchema,
  nameDe: z.string(),
  nameEn: z.string(),
  textDe: z.string(),
  textEn: z.string(),
  needs: consentNeedsSchema.describe('no_objection = nothing until somebody objects; double_opt_in = a consent with its proof'),
  letterNeeds: z.enum(['no_objection', 'opt_in']),
  retiredAt: z.iso.datetime().nullable(),
});
export type Purpose = z.infer<typeof purposeSchema>;

const nameSchema = z.string().trim().min(1).max(80);
const textSchema = z.string().trim().min(1).max(2_000);
export const purposeInputSchema = z.object({ nameDe: nameSchema, nameEn: nameSchema, textDe: textSchema, textEn: textSchema, needs: consentNeedsSchema, letterNeeds: z.enum(['no_objection', 'opt_in']), isRetired: z.boolean().default(false) });
export type PurposeInput = z.infer<typeof purposeInputSchema>;
export const purposeListSchema = z.object({ items: z.array(purposeSchema) });

/** What holds for one customer, one purpose and one channel. */
export const standingSchema = z.object({
  purpose: purposeKeySchema,
  channel: contactChannelSchema,
  state: z.enum(['granted', 'pending', 'withdrawn', 'none']),
  may: z.boolean().describe('whether a message would be allowed, apart from single addresses'),
  addresses: z.array(z.string()).nullable().describe('addresses the consent is for; null = all'),
});
export type Standing = z.infer<typeof standingSchema>;

export const consentEntrySchema = z.object({
  seq: z.number(),
  purpose: purposeKeySchema,
  channel: contactChannelSchema,
  address: z.string(),
  state: consentStateSchema,
  how: consentHowSchema,
  source: z.string(),
  actor: z.string().nullable(),
  textShown: z.string().nullable(),
  proof: z.record(z.string(), z.unknown()),
  at: z.iso.datetime(),
});
export type ConsentEntry = z.infer<typeof consentEntrySchema>;

export const customerAddressSchema = z.object({ channel: contactChannelSchema, address: z.string(), suppressedBecause: z.string().nullable() });

export const customerConsentsSchema = z.object({
  customerId: z.uuid(),
  standings: z.array(standingSchema),
  addresses: z.array(customerAddressSchema),
  entries: z.array(consentEntrySchema),
  nextCursor: z.string().nullable(),
});
export type CustomerConsents = z.infer<typeof customerConsentsSchema>;

/** Kinds of proof that count where a double opt-in is needed and was not made here. */
export const proofKindSchema = z.enum(['signed_paper', 'recorded_call', 'earlier_system']);
export const consentInputSchema = z.object({
  purpose: purposeKeySchema,
  channel: contactChannelSchema,
  address: z.string().max(500).default('').describe('empty = every address of this customer on the channel'),
  action: z.enum(['grant', 'withdraw', 'ask']).describe('ask = send the link of a double opt-in'),
  how: z.enum(['staff', 'paper', 'call', 'import', 'api']).default('staff'),
  source: z.string().max(200).default(''),
  textShown: z.string().max(2_000).optional(),
  proof: z.object({ kind: proofKindSchema, reference: z.string().trim().min(1).max(300), at: z.iso.datetime().optional() }).optional(),
  language: z.enum(['de', 'en']).optional(),
});
export type ConsentInput = z.infer<typeof consentInputSchema>;

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export const bestTimeSchema = z.object({ days: z.array(z.number().int().min(1).max(7)).min(1).max(7), from: timeOfDay, to: timeOfDay });
export const preferencesInputSchema = z.object({
  channels: z.array(contactChannelSchema).max(6).refine((list) => new Set(list).size === list.length, 'a channel is named twice').describe('best first'),
  quietFrom: timeOfDay.nullable(),
  quietTo: timeOfDay.nullable(),
  bestTimes: z.array(bestTimeSchema).max(14),
  language: z.string().regex(/^[a-z]{2}$/).nullable(),
  timeZone: z.string().max(60).nullable(),
}).refine((wish) => (wish.quietFrom === null) === (wish.quietTo === null), 'quiet hours need both ends');
export type PreferencesInput = z.infer<typeof preferencesInputSchema>;
export const preferencesSchema = z.object({
  channels: z.array(contactChannelSchema), quietFrom: timeOfDay.nullable(), quietTo: timeOfDay.nullable(), bestTimes: z.array(bestTimeSchema), language: z.string().nullable(), timeZone: z.string().nullable(),
  setAt: z.iso.datetime().nullable(), setBy: z.string().nullable(),
});
export type Preferences = z.infer<typeof preferencesSchema>;

/** Why somebody must not be written to. */
export type ContactRefusal = 'objected' | 'no_consent' | 'suppressed' | 'restricted';
export type MayContact = { may: true } | { may: false; reason: ContactRefusal };

/** Whom an unsubscribe link is for. */
export interface UnsubscribeTarget {
  subject: string;
  purpose: string;
  channel: ContactChannel;
  address: string;
}

export const suppressReasonSchema = z.enum(['hard_bounce', 'complaint', 'objection', 'by_hand']);
export type SuppressReason = z.infer<typeof suppressReasonSchema>;
export const suppressionSchema = z.object({ channel: contactChannelSchema, key: z.string(), address: z.string().nullable().describe('null = only the fingerprint is left, after an erasure'), purpose: z.string(), reason: suppressReasonSchema, detail: z.string(), at: z.iso.datetime() });
export const suppressionListSchema = z.object({ items: z.array(suppressionSchema), nextCursor: z.string().nullable() });
export const suppressInputSchema = z.object({ channel: contactChannelSchema, address: z.string().trim().min(1).max(500), detail: z.string().max(300).default('') });

/** What the page behind a link of a double opt-in or an unsubscription shows; names nobody. */
export const publicOptInSchema = z.object({ state: z.enum(['open', 'confirmed', 'expired']), company: z.string(), purposeDe: z.string(), purposeEn: z.string(), textShown: z.string(), language: z.string(), channel: contactChannelSchema, addressHint: z.string() });
export const publicUnsubscribeSchema = z.object({ company: z.string(), purposeDe: z.string(), purposeEn: z.string(), channel: contactChannelSchema, addressHint: z.string(), language: z.string().nullable(), isWithdrawn: z.boolean() });
