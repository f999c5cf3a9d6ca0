import { z } from 'zod';
import { bestTimeSchema, contactChannelSchema, preferencesSchema } from '../../people/consent/consent.contract.ts';

const line = (max: number) => z.string().trim().max(max).refine((value) => !value.includes('\0') && value.isWellFormed(), 'contains a character that is no text');
export const myLanguageSchema = z.enum(['de', 'en']);
export type MyLanguage = z.infer<typeof myLanguageSchema>;
export const linkChannelSchema = z.enum(['mail', 'sms']);
export type LinkChannel = z.infer<typeof linkChannelSchema>;

/** A customer asks for a link; the answer is the same whether the address is known or not. */
export const linkRequestSchema = z.strictObject({ address: line(320).min(3).describe('e-mail address or phone number'), language: myLanguageSchema.default('de') });
/** Staff send one. */
export const linkForCustomerSchema = z.strictObject({ channel: linkChannelSchema.optional() });
export const myLinkSentSchema = z.object({ channel: linkChannelSchema, addressHint: z.string(), expiresAt: z.iso.datetime() });
export type MyLinkSent = z.infer<typeof myLinkSentSchema>;

const token = z.string().min(20).max(100);
export const openRequestSchema = z.strictObject({ token });

export const correctionKindSchema = z.enum(['name', 'email', 'phone', 'birthday', 'address', 'other']);
export type CorrectionKind = z.infer<typeof correctionKindSchema>;
const addressValue = z.strictObject({ street: line(200).min(1), postcode: line(20), city: line(120).min(1), country: z.string().regex(/^[A-Za-z]{2}$/).default('DE') });
export type AddressValue = z.infer<typeof addressValue>;
export const correctionValueSchema = z.union([line(300).min(1), addressValue]);

const request = z.object({ number: z.string(), channel: z.string(), subjectLine: z.string().nullable().describe('in the words of the customer; null where staff worded it'), status: z.string(), openedAt: z.iso.datetime(), lastReplyAt: z.iso.datetime().nullable(), solvedAt: z.iso.datetime().nullable(), lastReply: z.string().nullable().describe('what we wrote last, as it was sent') });
const promise = z.object({ text: z.string(), dueAt: z.iso.datetime(), timeZone: z.string(), state: z.enum(['open', 'late', 'kept', 'kept_late', 'withdrawn']), caseNumber: z.string().nullable() });

/** What a customer sees of themselves: nothing that is meant for staff. */
export const myPageSchema = z.object({
  company: z.string(),
  name: z.string(),
  language: z.string().nullable(),
  expiresAt: z.iso.datetime(),
  ticket: z.string().describe('good for the next change only; each answer brings another'),
  addressHint: z.string().describe('where codes are sent'),
  requests: z.array(request),
  promises: z.array(promise),
  preferences: preferencesSchema.omit({ setBy: true }),
  purposes: z.array(z.object({ key: z.string(), nameDe: z.string(), nameEn: z.string(), textDe: z.string(), textEn: z.string(), channels: z.array(z.object({ channel: contactChannelSchema, state: z.enum(['granted', 'pending', 'withdrawn', 'none']), may: z.boolean() })) })),
  data: z.object({
    name: z.string(), emails: z.array(z.string()), phones: z.array(z.string()), birthday: z.string().nullable(),
    addresses: z.array(z.object({ id: z.uuid(), street: z.string(), postcode: z.string(), city: z.string(), country: z.string() })),
    contracts: z.array(z.object({ number: z.string(), product: z.string(), startsOn: z.iso.date(), endsOn: z.iso.date().nullable() })),
    devices: z.array(z.object({ model: z.string(), software: z.string().nullable(), ownedFrom: z.iso.date() })),
  }),
  corrections: z.array(z.object({ what: correctionKindSchema, after: z.unknown(), proposedAt: z.iso.datetime(), decision: z.enum(['accepted', 'declined']).nullable(), reason: z.string().nullable() })),
  erasure: z.enum(['none', 'asked']),
});
export type MyPage = z.infer<typeof myPageSchema>;
export const openedSchema = z.object({ key: z.string().describe('for the header x-momente-my; lives in the page only'), page: myPageSchema });

const ticket = z.string().min(20).max(100);
export const ticketAnswerSchema = z.object({ ticket: z.string() });
export const preferencesChangeSchema = z.strictObject({ ticket, preferences: z.strictObject({ channels: z.array(contactChannelSchema).max(6), quietFrom: z.string().nullable(), quietTo: z.string().nullable(), bestTimes: z.array(bestTimeSchema).max(14), language: myLanguageSchema.nullable() }) });
export const consentChangeSchema = z.strictObject({ ticket, purpose: z.string().max(40), channel: contactChannelSchema, action: z.enum(['grant', 'withdraw']), language: myLanguageSchema });
export const correctionInputSchema = z.strictObject({ ticket, what: correctionKindSchema, recordId: z.uuid().nullable().default(null), after: correctionValueSchema, note: line(500).default('') });
export const codeSchema = z.strictObject({ code: z.string().regex(/^\d{6}$/) });
export const downloadRequestSchema = codeSchema.extend({ format: z.enum(['html', 'json']).default('html'), language: myLanguageSchema });

/** What staff decide about. */
export const correctionSchema = z.object({ id: z.uuid(), customerId: z.uuid(), customerName: z.string(), what: correctionKindSchema, before: z.unknown(), after: z.unknown(), note: z.string(), proposedAt: z.iso.datetime(), decidedAt: z.iso.datetime().nullable(), decidedBy: z.string().nullable(), decision: z.enum(['accepted', 'declined']).nullable(), reason: z.string().nullable() });
export type Correction = z.infer<typeof correctionSchema>;
export const correctionListSchema = z.object({ items: z.array(correctionSchema), nextCursor: z.string().nullable() });
export const correctionQuerySchema = z.object({ state: z.enum(['open', 'decided']).default('open'), limit: z.coerce.number().int().min(1).max(100).default(50), cursor: z.string().max(300).optional() });
export const decisionSchema = z.strictObject({ decision: z.enum(['accepted', 'declined']), reason: line(300).default('') });
