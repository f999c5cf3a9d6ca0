import { z } from 'zod';
import { retentionActionSchema } from './personal-data.contract.ts';
import { controllerSchema, officerSchema } from './privacy.contract.ts';

const inBoth = z.object({ de: z.string(), en: z.string() });

/** What is configured now and what that means for the record: read from the slices by the app. */
export const processingFactsSchema = z.object({
  recipients: z.array(inBoth.extend({ kind: z.enum(['webhook', 'mail', 'single_sign_on', 'sftp', 'store']) })),
  roles: z.array(inBoth.extend({ people: z.number().int(), sees: z.enum(['clear', 'masked', 'nothing']), handlesPrivacy: z.boolean() })),
  measures: z.array(inBoth.extend({ key: z.string() })),
});
export type ProcessingFacts = z.infer<typeof processingFactsSchema>;

export const processingRecordSchema = processingFactsSchema.extend({
  madeAt: z.iso.datetime(),
  installation: z.string(),
  controller: controllerSchema,
  officer: officerSchema,
  categories: z.array(z.object({ key: z.string(), labelDe: z.string(), labelEn: z.string(), purposeDe: z.string(), purposeEn: z.string(), rule: z.object({ action: retentionActionSchema, afterDays: z.number().int() }).nullable() })),
});
export type ProcessingRecord = z.infer<typeof processingRecordSchema>;
