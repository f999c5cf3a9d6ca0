import { z } from 'zod';
import { stageSchema } from '../../journeys/touchpoints/touchpoints.contract.ts';
import { answerRoleSchema, dimensionSchema } from '../../listening/surveys/surveys.contract.ts';
import { filterSchema } from '../../platform/http/texts.contract.ts';

/** Text that filters compare with; it is bound, never written into a statement. */
const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()], 'a date (2026-03-01) or an instant (2026-03-01T12:00:00Z)');

/** Filters that every figure and every list behind a figure understands. Days are UTC days. */
export const metricFilterSchema = z.object({
  from: moment.optional().describe('first instant, or first day'),
  to: moment.optional().describe('first instant no longer in it, or last day in it'),
  touchpoint: filterSchema(60).optional(),
  channel: filterSchema(40).optional().describe('channel of the contact that the answer is about'),
  group: filterSchema(60).optional().describe('target group'),
  survey: filterSchema(60).optional(),
  department: filterSchema(60).optional(),
  language: filterSchema(10).optional(),
});
export type MetricFilter = z.infer<typeof metricFilterSchema>;

/** Below `minimum` customers a figure is withheld: null, never zero. `n` counts answers. */
const known = { n: z.number().int(), customers: z.number().int(), minimum: z.number().int(), withheld: z.boolean() };

export const npsFigureSchema = z.object({
  ...known,
  nps: z.number().nullable().describe('−100 … +100'),
  low: z.number().nullable().describe('95 % interval'),
  high: z.number().nullable(),
  promoters: z.number().nullable().describe('share of 9–10'),
  passives: z.number().nullable(),
  detractors: z.number().nullable().describe('share of 0–6'),
});
export type NpsFigure = z.infer<typeof npsFigureSchema>;

export const csatFigureSchema = z.object({
  ...known,
  share: z.number().nullable().describe('satisfied: 4 or 5 of 5; 0–1'),
  low: z.number().nullable(),
  high: z.number().nullable(),
  mean: z.number().nullable().describe('1–5'),
  meanLow: z.number().nullable(),
  meanHigh: z.number().nullable(),
});
export type CsatFigure = z.infer<typeof csatFigureSchema>;

/** Against the period of the same length just before; null without `from`, or where either side is withheld. */
export const changeSchema = z.object({ from: z.iso.datetime(), to: z.iso.datetime(), difference: z.number(), low: z.number(), high: z.number() });
export type Change = z.infer<typeof changeSchema>;

export const npsMetricSchema = npsFigureSchema.extend({ change: changeSchema.nullable() });
export type NpsMetric = z.infer<typeof npsMetricSchema>;
export const csatMetricSchema = csatFigureSchema.extend({ change: changeSchema.nullable() });
export type CsatMetric = z.infer<typeof csatMetricSchema>;

const month = z.string().describe('YYYY-MM');
export const npsTrendSchema = z.object({ items: z.array(npsFigureSchema.extend({ month })) });
export const csatTrendSchema = z.object({ items: z.array(csatFigureSchema.extend({ month })) });
export type NpsTrend = z.infer<typeof npsTrendSchema>;
export type CsatTrend = z.infer<typeof csatTrendSchema>;

export const volumeSchema = z.object({
  total: z.number().int(),
  previousTotal: z.number().int().nullable().describe('in the period of the same length just before'),
  byChannel: z.array(z.object({ channel: z.string(), n: z.number().int(), share: z.number(), previous: z.number().int().nullable() })),
  byWeek: z.array(z.object({ week: z.iso.date().describe('its Monday'), channel: z.string(), n: z.number().int() })),
});
export type Volume = z.infer<typeof volumeSchema>;

export const answersQuerySchema = metricFilterSchema.extend({
  role: answerRoleSchema.optional().describe('responses in which this was answered'),
  dimension: dimensionSchema.optional(),
  stage: stageSchema.optional().describe('of the touchpoint, as the inventory says now'),
  standing: z.enum(['promoter', 'passive', 'detractor', 'satisfied', 'unsatisfied']).optional(),
  search: filterSchema(200).optional().describe('words in the comment'),
  lang: z.enum(['de', 'en']).default('en').describe('language of the names'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});
export type AnswersQuery = z.infer<typeof answersQuerySchema>;

/** One response: all that one customer said at one moment. */
export const answeredSchema = z.object({
  responseId: z.uuid(),
  at: z.iso.datetime(),
  survey: z.string().nullable(),
  touchpoint: z.string(),
  touchpointName: z.string().describe('its code where it is no longer in the inventory'),
  channel: z.string(),
  department: z.string().nullable(),
  group: z.string().nullable(),
  language: z.string().nullable(),
  customer: z.object({ id: z.uuid(), name: z.string().nullable() }).nullable().describe('null when anonymous, or when the reader may not see customers'),
  nps: z.number().nullable(),
  csat: z.number().nullable(),
  comment: z.string().nullable(),
  mood: z.number().nullable().describe('−2 … +2'),
  pairs: z.array(z.object({ dimension: z.string(), expectation: z.number().nullable(), experience: z.number().nullable() })),
});
export type Answered = z.infer<typeof answeredSchema>;
export const answeredPageSchema = z.object({ items: z.array(answeredSchema), total: z.number().int().describe('responses behind the filters'), nextCursor: z.string().nullable() });
export type AnsweredPage = z.infer<typeof answeredPageSchema>;
