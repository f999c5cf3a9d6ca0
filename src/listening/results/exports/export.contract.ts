import { z } from 'zod';
import { timeZoneSchema } from '../../../platform/http/texts.contract.ts';
import { resultFilterSchema } from '../results.contract.ts';

/** csv_de: semicolon, decimal comma, dd.MM.yyyy; csv: comma, decimal point, yyyy-MM-dd. sav: SPSS. */
export const responseFormats = ['csv', 'csv_de', 'xlsx', 'sav', 'parquet'] as const;
export type ResponseFormat = (typeof responseFormats)[number];
export const responseShapes = ['responses', 'answers'] as const;
export type ResponseShape = (typeof responseShapes)[number];

/** Filters by answers and customers are not among them: who needs a part has it in the file. */
export const responseExportQuerySchema = resultFilterSchema.omit({ answer: true, trait: true }).strict().extend({
  format: z.enum(responseFormats).default('csv'),
  shape: z.enum(responseShapes).default('responses').describe('one row per response, or one row per answer'),
  values: z.enum(['codes', 'labels']).default('labels').describe('options as their ids, or as their wording; SPSS has both'),
  language: z.string().max(20).optional().describe('responses in this language'),
  wording: z.string().max(20).optional().describe('language of headings and labels; default German for csv_de, else English where the survey has it'),
  timeZone: timeZoneSchema.default('UTC').describe('in which instants are shown; Parquet keeps them in UTC'),
});
export type ResponseExportQuery = z.output<typeof responseExportQuerySchema>;
