import { z } from 'zod';
import { expressionSchema } from '../../surveys/definition.contract.ts';
import { textSchema } from '../../../platform/http/texts.contract.ts';

export const QUOTAS_PER_SURVEY = 400;
const target = z.int().min(0).max(10_000_000);

/** How many finished responses are wanted: of everybody, or of those for whom `when` holds. */
export const quotaSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  when: z.string().nullable().describe('null: everybody'),
  target: z.number().int(),
  accepted: z.number().int(),
  group: z.string().nullable().describe('cells that were made together'),
});
export type Quota = z.infer<typeof quotaSchema>;
export const quotaListSchema = z.object({ items: z.array(quotaSchema) });

const cellSchema = z.strictObject({ name: textSchema(120, 1), when: expressionSchema });
const simpleSchema = z.strictObject({ name: textSchema(120, 1), when: expressionSchema.nullable().default(null), target });
/** Each of the first list with each of the second: age × region. `targets` by row and column. */
const crossedSchema = z
  .strictObject({ group: textSchema(120, 1), first: z.array(cellSchema).min(1).max(20), second: z.array(cellSchema).min(1).max(20), targets: z.array(z.array(target).max(20)).max(20) })
  .refine(({ first, second, targets }) => targets.length === first.length && targets.every((row) => row.length === second.length), 'a target for each cell');
export const quotaInputSchema = z.union([simpleSchema, crossedSchema]);
export type QuotaInput = z.infer<typeof quotaInputSchema>;

export const quotaChangeSchema = z.strictObject({ name: textSchema(120, 1), target }).partial();
export type QuotaChange = z.infer<typeof quotaChangeSchema>;
