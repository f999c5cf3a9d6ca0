import { z } from 'zod';
import { stageSchema } from '../../journeys/touchpoints/touchpoints.contract.ts';
import { channelSchema } from '../../people/timeline/timeline.contract.ts';
import { filterSchema, textSchema } from '../../platform/http/texts.contract.ts';

/**
 * A touchpoint with what customers expect and live there. Figures are null below the minimum number of answers
 * (`minimumN`), never zero. Scale 0–10; gap = experience − expectation in scale points, with a 95 % interval.
 */
export const rankedTouchpointSchema = z.object({
  code: z.string(),
  name: z.string().describe('in the language asked for'),
  stage: stageSchema,
  kind: z.enum(['main', 'secondary']),
  channel: z.string(),
  department: z.string().nullable(),
  momentOfTruth: z.boolean(),
  n: z.number().int().describe('paired answers (expectation and experience from one customer)'),
  customers: z.number().int().describe('different customers among them; this is what is held against minimumN'),
  expectation: z.number().nullable(),
  experience: z.number().nullable(),
  gap: z.number().nullable(),
  gapLow: z.number().nullable(),
  gapHigh: z.number().nullable(),
  expectationIsTarget: z.boolean().describe('true when the expectation is a Soll set by hand'),
  experiences: z.number().int().describe('answers with an experience, with or without an expectation'),
  lacksExpectation: z.boolean().describe('true when enough customers told what they lived, but too few what they expected, and no Soll is set'),
  reach: z.number().describe('share of all customers with contact in the period who had this contact, 0–1'),
  contacts: z.number().int(),
  importance: z.number().nullable().describe('0–1: correlation of the experience here with the overall score (first form)'),
  shortfall: z.number().nullable().describe('max(0, −gap)'),
  priority: z.number().nullable().describe('100 × importance × shortfall × reach'),
});
export type RankedTouchpoint = z.infer<typeof rankedTouchpointSchema>;

export const sortFields = ['priority', 'gap', 'n', 'reach', 'importance', 'name', 'code', 'expectation', 'experience', 'contacts'] as const;
export type SortField = (typeof sortFields)[number];
const sortPattern = new RegExp(`^-?(${sortFields.join('|')})$`);

/** An instant, or a calendar date that begins at midnight UTC. */
const instantSchema = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

/** Empty = all time. `from` belongs to the period; `to` does not when it is an instant, and does as a whole when it is a day: as with all figures. */
const periodFields = { from: instantSchema.optional(), to: instantSchema.optional().describe('first instant after the period, or its last day'), group: filterSchema(100).optional().describe('target group') };

export const rankingQuerySchema = z.object({
  ...periodFields,
  sort: z.string().regex(sortPattern, `one of ${sortFields.join(', ')}, with - in front for the largest first`).default('-priority'),
  stage: stageSchema.optional(),
  kind: z.enum(['main', 'secondary']).optional(),
  department: z.string().max(60).optional(),
  channel: channelSchema.optional(),
  q: z.string().max(200).optional(),
  lang: z.enum(['de', 'en']).default('en'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(500).optional(),
});
export type RankingQuery = z.infer<typeof rankingQuerySchema>;

export const periodSchema = z.object({ from: z.iso.datetime().nullable().describe('null = since the beginning'), to: z.iso.datetime().nullable().describe('null = until now') });
export const rankingSchema = z.object({
  items: z.array(rankedTouchpointSchema),
  nextCursor: z.string().nullable(),
  total: z.number().int(),
  minimumN: z.number().int(),
  period: periodSchema,
  groups: z.array(z.string()).describe('target groups with answers in the period'),
});
export type Ranking = z.infer<typeof rankingSchema>;

export const gapQuerySchema = z.object(periodFields);
export type GapQuery = z.infer<typeof gapQuerySchema>;

/** One figure of a breakdown; nulls below the minimum. */
export const gapFigureSchema = z.object({
  n: z.number().int(),
  customers: z.number().int(),
  expectation: z.number().nullable(),
  experience: z.number().nullable(),
  gap: z.number().nullable(),
  gapLow: z.number().nullable(),
  gapHigh: z.number().nullable(),
  expectationIsTarget: z.boolean(),
});
export type GapFigure = z.infer<typeof gapFigureSchema>;

export const quoteSchema = z.object({ responseId: z.string(), at: z.iso.datetime(), text: z.string(), language: z.string(), group: z.string().nullable(), experience: z.number().nullable(), gap: z.number().nullable() });
export type Quote = z.infer<typeof quoteSchema>;

export const touchpointGapSchema = z.object({
  total: rankedTouchpointSchema,
  minimumN: z.number().int(),
  period: periodSchema,
  byDimension: z.array(gapFigureSchema.extend({ dimension: z.string() })),
  byMonth: z.array(gapFigureSchema.extend({ month: z.string().describe('YYYY-MM') })),
  byQuarter: z.array(gapFigureSchema.extend({ month: z.string().describe('first month of the quarter, YYYY-MM') })).describe('for touchpoints with too few answers a month'),
  byGroup: z.array(gapFigureSchema.extend({ group: z.string().nullable() })),
  distribution: z.array(z.object({ score: z.number().int().describe('0–10'), expectation: z.number().int(), experience: z.number().int() })).nullable().describe('responses by rounded score; null below the minimum'),
  quotes: z.array(quoteSchema).nullable().describe('comments of the lowest experiences; null for those who may not read answers'),
});
export type TouchpointGap = z.infer<typeof touchpointGapSchema>;

export const answersQuerySchema = z.object({
  ...periodFields,
  dimension: filterSchema(100).optional(),
  experienceFrom: z.coerce.number().min(0).max(10).optional(),
  experienceTo: z.coerce.number().min(0).max(10).optional(),
  shortfall: z.enum(['true', 'false']).optional().describe('true = only where experience fell short of expectation'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});
export type AnswersQuery = z.infer<typeof answersQuerySchema>;
export const answerItemSchema = z.object({
  responseId: z.string(),
  at: z.iso.datetime(),
  customerId: z.string().nullable().describe('only for those who may read customers'),
  expectation: z.number().nullable(),
  experience: z.number().nullable(),
  gap: z.number().nullable(),
  score: z.number().nullable().describe('recommendation 0–10'),
  comment: z.string().nullable(),
  group: z.string().nullable(),
  channel: z.string(),
  language: z.string(),
});
export type AnswerItem = z.infer<typeof answerItemSchema>;
export const answerListSchema = z.object({ items: z.array(answerItemSchema), nextCursor: z.string().nullable() });

const placeFields = { dimension: filterSchema(100).nullable().describe('null = the whole touchpoint'), group: filterSchema(100).nullable().describe('null = everybody') };
export const expectationInputSchema = z.strictObject({
  dimension: placeFields.dimension.default(null),
  group: placeFields.group.default(null),
  value: z.number().min(0).max(10),
  note: textSchema(500).default(''),
});
export type ExpectationInput = z.output<typeof expectationInputSchema>;
export const expectationPlaceSchema = z.object({ dimension: filterSchema(100).optional(), group: filterSchema(100).optional() });
export const expectationSchema = z.object({ ...placeFields, value: z.number(), note: z.string(), setBy: z.string(), setAt: z.iso.datetime() });
export type Expectation = z.infer<typeof expectationSchema>;
export const expectationsSchema = z.object({ items: z.array(expectationSchema) });
