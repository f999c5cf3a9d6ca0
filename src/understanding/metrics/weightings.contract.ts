import { z } from 'zod';
import { lineSchema } from '../../platform/http/texts.contract.ts';
import { partSchema } from './explore/explore.contract.ts';

/** How many customers of each category there are: as shares or counts; only their ratio matters. null: counted from the customers themselves. */
export const marginSchema = z.strictObject({
  part: partSchema,
  targets: z.record(z.string().min(1).max(120), z.number().positive().max(1e12)).refine((all) => Object.keys(all).length >= 2 && Object.keys(all).length <= 100, 'needs 2 to 100 categories').nullable(),
}).refine(({ part, targets }) => targets !== null || part.startsWith('attribute.'), 'only attributes of customers can be counted; say the targets of other parts');
export type Margin = z.infer<typeof marginSchema>;

export const weightingInputSchema = z.strictObject({
  name: lineSchema(80, 1),
  margins: z.array(marginSchema).min(1).max(4).refine((all) => new Set(all.map(({ part }) => part)).size === all.length, 'each part once'),
});
export type WeightingInput = z.infer<typeof weightingInputSchema>;

export const weightingSchema = z.object({ id: z.uuid(), name: z.string(), margins: z.array(marginSchema), setBy: z.string(), setAt: z.iso.datetime() });
export type Weighting = z.infer<typeof weightingSchema>;
export const weightingListSchema = z.object({ items: z.array(weightingSchema) });
