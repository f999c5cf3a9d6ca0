import { z } from 'zod';
import { kanoClasses } from '../../kernel/stats/gaps/kano.ts';
import { filterSchema } from '../../platform/http/texts.contract.ts';


export const kanoQuerySchema = z.object({
  group: filterSchema(100).optional().describe('target group'),
  wave: z.string().regex(/^\d{4}-Q[1-4]$/, 'a quarter, e.g. 2026-Q3').optional().describe('quarter in which it was answered, e.g. 2026-Q3'),
  by: z.enum(['group', 'wave']).optional().describe('also each target group, or each quarter, beside each other'),
});
export type KanoQuery = z.infer<typeof kanoQuerySchema>;

export const kanoSurveysSchema = z.object({ items: z.array(z.object({ survey: z.string(), nameDe: z.string(), nameEn: z.string() })) });
export type KanoSurveys = z.infer<typeof kanoSurveysSchema>;

const share = z.object({ value: z.number().nullable(), low: z.number().nullable().describe('95 % interval'), high: z.number().nullable() });
const kanoClass = z.enum(kanoClasses);

/** Below the minimum everything but n is null; so is better and worse where nobody is in the denominator. */
export const kanoFeatureSchema = z.object({
  question: z.string(),
  part: z.string(),
  label: z.record(z.string(), z.string()).describe('by language'),
  n: z.number().int().describe('customers’ answers to both questions'),
  withheld: z.boolean(),
  counts: z.record(kanoClass, z.number().int()).nullable(),
  class: kanoClass.nullable().describe('seen by most'),
  runnerUp: kanoClass.nullable(),
  byRule: kanoClass.nullable().describe('of the classes less than 6 % of all answers behind, the one that matters more'),
  isDecided: z.boolean().nullable().describe('whether the first class leads by more than chance'),
  lead: z.object({ answers: z.number(), needed: z.number() }).nullable(),
  strength: z.number().nullable().describe('share by which the first class leads'),
  totalStrength: z.number().nullable().describe('share for whom it matters'),
  better: share.describe('share that is more satisfied when it is there, 0–1'),
  worse: share.describe('minus the share that is less satisfied when it is absent, −1–0'),
});
export type KanoFeature = z.infer<typeof kanoFeatureSchema>;

export const kanoBoardSchema = z.object({
  survey: z.string(),
  nameDe: z.string(),
  nameEn: z.string(),
  minimum: z.number().int().describe('fewest customers behind a figure'),
  isProtected: z.boolean().describe('only full blocks of answers are counted, so that nobody is found by comparing figures'),
  waiting: z.number().int().describe('responses that are in no figure yet, because their block is not full'),
  responses: z.number().int(),
  customers: z.number().int(),
  period: z.object({ from: z.iso.date(), to: z.iso.date() }).nullable().describe('of the wave, both days in it'),
  groups: z.array(z.string()).describe('target groups that can be chosen'),
  waves: z.array(z.string()).describe('quarters that can be chosen, newest first; none where answers are protected'),
  features: z.array(kanoFeatureSchema),
  by: z.enum(['group', 'wave']).nullable(),
  parts: z.array(z.object({ key: z.string(), responses: z.number().int(), features: z.array(kanoFeatureSchema) })),
  tooSmall: z.number().int().describe('groups or quarters with too few answers'),
});
export type KanoBoard = z.infer<typeof kanoBoardSchema>;
