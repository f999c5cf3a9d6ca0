import { z } from 'zod';
import { lineSchema } from '../../platform/http/texts.contract.ts';
import { languageTagSchema } from '../surveys/definition.contract.ts';

/** Short addresses for paper, their QR codes and posters. */


/** Without letters that are taken for another when read from paper. */
export const SHORT_ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';
export const SHORT_LENGTH = 5;
export const shortSchema = z.string().max(20);

/** What stands in the address of a survey behind `?`: values of hidden fields and answers that are known already. */
export const valuesSchema = z.record(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/), z.string().max(500).regex(/^\P{Cc}*$/u)).refine((values) => Object.keys(values).length <= 40, 'too many values');
export const addressInputSchema = z.strictObject({ name: lineSchema(120, 1), language: languageTagSchema.nullable().default(null), values: valuesSchema.default({}), skipsPrefilled: z.boolean().default(false) });
export type AddressInput = z.infer<typeof addressInputSchema>;
export const addressSchema = z.object({
  short: z.string(), survey: z.string(), name: z.string(), language: z.string().nullable(), values: z.record(z.string(), z.string()), skipsPrefilled: z.boolean(),
  url: z.string().describe('the short address'), target: z.string().describe('where it leads'), opened: z.int(), lastOpenedAt: z.iso.datetime().nullable(), createdAt: z.iso.datetime(), createdBy: z.string(),
});
export type Address = z.infer<typeof addressSchema>;
export const addressListQuerySchema = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(500).optional() });
export type AddressListQuery = z.infer<typeof addressListQuerySchema>;
export const addressListSchema = z.object({ items: z.array(addressSchema), nextCursor: z.string().nullable() });

export const posterQuerySchema = z.object({ paper: z.enum(['a4', 'a5']).default('a4'), language: z.enum(['de', 'en']).default('de'), heading: lineSchema(120, 1).optional(), text: lineSchema(300, 1).optional() });
export type PosterQuery = z.infer<typeof posterQuerySchema>;
