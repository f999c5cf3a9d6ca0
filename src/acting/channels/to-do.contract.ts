import { z } from 'zod';

export const letterSchema = z.object({
  id: z.uuid(), customerId: z.uuid().nullable(), recipient: z.string(), address: z.string(), subjectLine: z.string(), language: z.string(), pages: z.number(),
  queuedAt: z.iso.datetime(), printedAt: z.iso.datetime().nullable(), printedBy: z.string().nullable(),
});
export type Letter = z.infer<typeof letterSchema>;
export const letterListSchema = z.object({ items: z.array(letterSchema), nextCursor: z.string().nullable() });
export const letterQuerySchema = z.object({ state: z.enum(['waiting', 'printed']).default('waiting'), limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(300).optional() });
/** As many as fit into one PDF that a printer takes. */
export const MAX_LETTERS = 100;
export const letterIdsSchema = z.object({ ids: z.array(z.uuid()).min(1).max(MAX_LETTERS) });

export const letterPdfQuerySchema = z.object({ ids: z.string().max(37 * MAX_LETTERS).transform((text) => text.split(',')).pipe(letterIdsSchema.shape.ids).describe('ids of letters, with commas') });

export const phoneTaskSchema = z.object({
  id: z.uuid(), customerId: z.uuid().nullable(), name: z.string(), number: z.string(), subjectLine: z.string(), script: z.string(), language: z.string(),
  queuedAt: z.iso.datetime(), notBefore: z.iso.datetime().nullable(), attempts: z.number(), lastTriedAt: z.iso.datetime().nullable(),
  reachedAt: z.iso.datetime().nullable(), givenUpAt: z.iso.datetime().nullable(), note: z.string(), settledBy: z.string().nullable(),
});
export type PhoneTask = z.infer<typeof phoneTaskSchema>;
export const phoneTaskListSchema = z.object({ items: z.array(phoneTaskSchema), nextCursor: z.string().nullable() });
export const phoneTaskQuerySchema = z.object({ state: z.enum(['waiting', 'settled']).default('waiting'), limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(300).optional() });
export const callOutcomeSchema = z.object({ outcome: z.enum(['reached', 'not_reached', 'given_up']), note: z.string().trim().max(2_000).default('') });
export type CallOutcome = z.infer<typeof callOutcomeSchema>;

export const toDoCountsSchema = z.object({ letters: z.number(), calls: z.number() });

/** What the company's page sends: whose notices, and its own signature over it. */
export const noticeCallSchema = z.object({
  kind: z.string().min(1).max(60),
  value: z.string().min(1).max(500),
  at: z.number().int().describe('seconds since 1970; at most 15 minutes ago'),
  signature: z.string().regex(/^[0-9a-f]{64}$/).describe('HMAC-SHA-256 under the secret of the page over "<at>.<kind>.<value>", in hex'),
});
export type NoticeCall = z.infer<typeof noticeCallSchema>;
export const noticeListSchema = z.object({ items: z.array(z.object({ id: z.uuid(), title: z.string(), text: z.string(), html: z.string().nullable(), language: z.string(), at: z.iso.datetime() })) });

/** What became of a message after it was handed in. */
export interface Settlement {
  messageId: string;
  state: 'delivered' | 'opened' | 'failed';
  reason?: string;
}
