import { z } from 'zod';

/** Everything under which one customer is known, at one moment. */
export const customerReachSchema = z.object({
  customerId: z.uuid(),
  /** Ids of the identifiers that are the customer: `identifiers.id`, `interactions.subject`, `answers.subject`. */
  subjects: z.array(z.uuid()),
  identifiers: z.array(z.object({ kind: z.string(), value: z.string(), raw: z.string() })),
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
