import { z } from 'zod';
import { suspicions } from '../../responses/responses.contract.ts';

/** open: nobody has decided; it does not count. */
export const suspicionDecisions = ['open', 'counted', 'left_out'] as const;
export const suspiciousQuerySchema = z.object({
  decision: z.enum(suspicionDecisions).optional(),
  language: z.enum(['de', 'en']).default('de').describe('of the wording, where the survey has it'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(500).optional(),
});
export type SuspiciousQuery = z.output<typeof suspiciousQuerySchema>;

export const suspiciousSchema = z.object({
  id: z.uuid(),
  why: z.enum(suspicions),
  at: z.iso.datetime(),
  seconds: z.number().nullable().describe('from the first question to the last; null where the clock said nothing'),
  source: z.string(),
  language: z.string(),
  version: z.number().int().nullable(),
  customerId: z.uuid().nullable().describe('null where nobody is known, or the reader may not know'),
  customerName: z.string().nullable(),
  answers: z.array(z.object({ question: z.string(), said: z.union([z.string(), z.number(), z.boolean()]).nullable().describe('null: cannot say') })).describe('empty also where the words of this customer are not shown'),
  decision: z.enum(suspicionDecisions),
  decidedAt: z.iso.datetime().nullable(),
  decidedBy: z.string().nullable(),
  isOverQuota: z.boolean().describe('let in, but a quota was full: it does not count'),
  canDecide: z.boolean().describe('false: it was erased'),
});
export type Suspicious = z.infer<typeof suspiciousSchema>;
export const suspiciousListSchema = z.object({
  items: z.array(suspiciousSchema).describe('newest first'),
  counts: z.object({ open: z.number().int(), counted: z.number().int(), left_out: z.number().int() }),
  nextCursor: z.string().nullable(),
});
export type SuspiciousList = z.infer<typeof suspiciousListSchema>;
