import { z } from 'zod';

/** Text that the records can keep. */
const text = (max: number, min = 0) => z.string().min(min).max(max).refine((value) => !value.includes('\0') && value.isWellFormed(), 'contains a character that is no text');
const line = (max: number, min = 0) => text(max, min).regex(/^\P{Cc}*$/u, 'contains control characters');
const languageSchema = z.enum(['de', 'en']);
export type InquiryLanguage = z.infer<typeof languageSchema>;

export const partnerKinds = ['manufacturer', 'supplier', 'department'] as const;
/** `department`: one that does not work in Momente, e.g. of a sister company; our own departments need no entry here. */
export const partnerKindSchema = z.enum(partnerKinds);
export type PartnerKind = z.infer<typeof partnerKindSchema>;
export const partnerInputSchema = z.strictObject({
  kind: partnerKindSchema,
  name: line(120, 1).trim().min(1, 'is empty'),
  email: z.string().trim().max(254).toLowerCase().pipe(z.email('is not an e-mail address')).nullable().default(null).describe('without one, questions go by link only'),
  language: languageSchema.default('de'),
  contact: line(200).default('').describe('whom to talk to'),
  note: text(2_000).default(''),
  answersInHours: z.int().min(1).max(8_760).default(48).describe('proposed for the due date'),
});
export type PartnerInput = z.output<typeof partnerInputSchema>;
export const partnerSchema = partnerInputSchema.extend({ id: z.uuid(), email: z.string().nullable(), updatedAt: z.iso.datetime(), openInquiries: z.int() });
export type Partner = z.infer<typeof partnerSchema>;
export const partnerListQuerySchema = z.object({ limit: z.coerce.number().int().min(1).max(200).default(100), cursor: z.string().max(500).optional() });
export const partnerListSchema = z.object({ items: z.array(partnerSchema), nextCursor: z.string().nullable() });

/** What of a case may be shared. Personal ones are left out unless somebody ticks them, one by one. */
export const shareableFields = ['touchpoint', 'category', 'device', 'software', 'product', 'place', 'words', 'name', 'email', 'phone', 'address', 'contract', 'serial', 'customer_number'] as const;
export const shareableFieldSchema = z.enum(shareableFields);
export type ShareableField = z.infer<typeof shareableFieldSchema>;
export const personalFields: readonly ShareableField[] = ['place', 'words', 'name', 'email', 'phone', 'address', 'contract', 'serial', 'customer_number'];
/** One thing that whom we ask sees, as it was when it was sent. */
export const sharedFieldSchema = z.object({ field: shareableFieldSchema, label: z.string(), value: z.string() });
export type SharedField = z.infer<typeof sharedFieldSchema>;
export const offeredFieldsSchema = z.object({ items: z.array(z.object({ field: shareableFieldSchema, value: z.string(), isPersonal: z.boolean() })) });
export type OfferedField = z.infer<typeof offeredFieldsSchema>['items'][number];

export const inquiryWays = ['mail', 'link', 'inside'] as const;
export type InquiryWay = (typeof inquiryWays)[number];
const target = { partnerId: z.uuid().optional(), toDepartment: z.string().max(60).optional() };
export const inquiryInputSchema = z.strictObject({
  ...target,
  way: z.enum(['mail', 'link']).default('mail').describe('how a partner is asked; a department of ours always inside'),
  mailsLink: z.boolean().default(false).describe('for a link: send it to the address of the partner; the question itself stays on the page'),
  subjectLine: line(200, 1).trim().min(1, 'is empty'),
  question: text(10_000, 1).refine((value) => value.trim() !== '', 'is empty'),
  share: z.array(shareableFieldSchema).max(shareableFields.length).default([]).describe('what of the case is shared, besides the question'),
  language: languageSchema.optional().describe('default: that of the partner'),
  dueAt: z.iso.datetime({ offset: true }),
});
export type InquiryInput = z.output<typeof inquiryInputSchema>;
/** Exactly what whom we ask will see. */
export const inquiryPreviewSchema = z.object({
  subjectLine: z.string(), text: z.string().describe('the mail, or the page'), shared: z.array(sharedFieldSchema),
  to: z.string(), language: languageSchema,
  named: z.array(shareableFieldSchema).describe('personal data that is not ticked but stands in the question'),
});
export type InquiryPreview = z.infer<typeof inquiryPreviewSchema>;

export const inquiryStates = ['waiting', 'overdue', 'answered', 'closed', 'withdrawn'] as const;
export const inquiryStateSchema = z.enum(inquiryStates);
export type InquiryState = z.infer<typeof inquiryStateSchema>;
export const inquiryFileSchema = z.object({ id: z.uuid(), name: z.string(), mediaType: z.string(), bytes: z.int() });
export type InquiryFile = z.infer<typeof inquiryFileSchema>;
export const inquirySchema = z.object({
  id: z.uuid(), number: z.string().describe('R-1001'), caseId: z.uuid(), caseNumber: z.string().nullable(),
  partner: z.object({ id: z.uuid(), name: z.string(), kind: partnerKindSchema, email: z.string().nullable() }).nullable(),
  toDepartment: z.string().nullable(), fromDepartment: z.string().nullable(), touchpoint: z.string().nullable(),
  way: z.enum(inquiryWays), state: inquiryStateSchema, subjectLine: z.string(), language: languageSchema,
  shared: z.array(sharedFieldSchema),
  askedBy: z.string(), askedAt: z.iso.datetime(), dueAt: z.iso.datetime(),
  reminders: z.int(), escalatedAt: z.iso.datetime().nullable(),
  firstOpenedAt: z.iso.datetime().nullable(), linkExpiresAt: z.iso.datetime().nullable().describe('null: no link that works'),
  firstAnsweredAt: z.iso.datetime().nullable(), lastAnsweredAt: z.iso.datetime().nullable(), closedAt: z.iso.datetime().nullable(),
  question: z.string(), lastAnswer: z.string().nullable(),
});
export type Inquiry = z.infer<typeof inquirySchema>;
export const inquiryEntrySchema = z.object({
  id: z.uuid(), at: z.iso.datetime(), kind: z.enum(['question', 'answer', 'reminder', 'escalation']), via: z.enum(inquiryWays), author: z.string(), text: z.string(), files: z.array(inquiryFileSchema),
});
export type InquiryEntry = z.infer<typeof inquiryEntrySchema>;
export const inquiryWithEntriesSchema = inquirySchema.extend({ entries: z.array(inquiryEntrySchema).describe('the newest 200, oldest first') });
export type InquiryWithEntries = z.infer<typeof inquiryWithEntriesSchema>;
export const askedSchema = z.object({ inquiry: inquirySchema, link: z.string().nullable().describe('address of the page without account; shown only this once'), mail: z.enum(['queued', 'skipped', 'none']) });
export type Asked = z.infer<typeof askedSchema>;

export const inquiryListQuerySchema = z.object({
  state: z.enum(['open', 'waiting', 'overdue', 'answered', 'closed']).optional(),
  department: z.string().max(60).optional().describe('asked of this department'),
  from: z.string().max(60).optional().describe('asked by this department'),
  partner: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50), cursor: z.string().max(500).optional(),
});
export type InquiryListQuery = z.output<typeof inquiryListQuerySchema>;
export const caseInquiriesSchema = z.object({ items: z.array(inquirySchema) });
export const inquiryListSchema = z.object({ items: z.array(inquirySchema), nextCursor: z.string().nullable() });
export const answerInputSchema = z.strictObject({ text: text(20_000, 1).refine((value) => value.trim() !== '', 'is empty'), onceKey: z.string().min(8).max(100).optional().describe('the same answer sent twice counts once') });
export const followUpSchema = z.strictObject({ question: text(10_000, 1).refine((value) => value.trim() !== '', 'is empty'), dueAt: z.iso.datetime({ offset: true }) });
export const closingSchema = z.strictObject({ because: z.enum(['answered', 'withdrawn']) });
export const linkSchema = z.object({ link: z.string(), expiresAt: z.iso.datetime() });

/** The page of whom we ask: nothing about our company's insides, our people or other questions. */
export const publicInquirySchema = z.object({
  company: z.string(), number: z.string(), language: languageSchema, subjectLine: z.string(), dueAt: z.iso.datetime(), isClosed: z.boolean(),
  shared: z.array(sharedFieldSchema),
  entries: z.array(z.object({ id: z.uuid(), at: z.iso.datetime(), kind: z.enum(['question', 'answer']), text: z.string(), files: z.array(inquiryFileSchema) })),
});
export type PublicInquiry = z.infer<typeof publicInquirySchema>;
export const publicAnswerSchema = z.strictObject({ text: text(20_000, 1).refine((value) => value.trim() !== '', 'is empty'), files: z.array(z.uuid()).max(10).default([]), onceKey: z.string().min(8).max(100) });

/** Waiting time of one partner, or of one department for another; hours of the clock. */
export const waitFigureSchema = z.object({
  asked: z.int(), answered: z.int(), open: z.int(),
  medianHours: z.number().nullable(), lowHours: z.number().nullable(), highHours: z.number().nullable(),
  inTime: z.object({ n: z.int(), share: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() }).describe('of those answered or overdue'),
});
export type WaitFigure = z.infer<typeof waitFigureSchema>;
export const inquiryFiguresSchema = z.object({
  from: z.iso.datetime(), to: z.iso.datetime(), all: waitFigureSchema,
  partners: z.array(z.object({ id: z.uuid(), name: z.string(), kind: partnerKindSchema, figure: waitFigureSchema })),
  pairs: z.array(z.object({ from: z.string().nullable(), to: z.string(), handovers: z.int(), figure: waitFigureSchema })).describe('between departments: who asks whom'),
});
export type InquiryFigures = z.infer<typeof inquiryFiguresSchema>;
