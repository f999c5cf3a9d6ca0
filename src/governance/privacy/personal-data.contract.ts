import { z } from 'zod';

/** Rows of history written under an identifier that several customers share, from one instant to another; null = open end. */
export const sharedSpanSchema = z.object({ subject: z.uuid(), fromMs: z.number().nullable(), toMs: z.number().nullable() });
export type SharedSpan = z.infer<typeof sharedSpanSchema>;

/** Everything under which one customer is known, at one moment; or the part of it that somebody chose. */
export const customerReachSchema = z.object({
  customerId: z.uuid(),
  /** Ids of the identifiers that are the customer: `identifiers.id`, `interactions.subject`, `answers.subject`. */
  subjects: z.array(z.uuid()),
  /** Of shared devices only a time is the customer's. */
  spans: z.array(sharedSpanSchema),
  identifiers: z.array(z.object({ kind: z.string(), value: z.string(), raw: z.string() })),
  /** Rows of history of this batch or a later one came after; null = no bound. */
  beforeBatch: z.number().nullable(),
});
export type CustomerReach = z.infer<typeof customerReachSchema>;

/** One kind of data about customers, as the record of processing activities names it. */
export interface DataCategory {
  key: string;
  labelDe: string;
  labelEn: string;
  purposeDe: string;
  purposeEn: string;
}

/** How long a kind of data may be kept, and what happens then. */
export const retentionActionSchema = z.enum(['delete', 'anonymise']);
export type RetentionAction = z.infer<typeof retentionActionSchema>;
