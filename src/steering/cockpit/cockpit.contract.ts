import { z } from 'zod';
import { rankedTouchpointSchema } from '../../understanding/gaps/gaps.contract.ts';
import { answeredSchema, csatMetricSchema, csatTrendSchema, npsMetricSchema, npsTrendSchema } from '../../understanding/metrics/metrics.contract.ts';

export const cockpitQuerySchema = z.object({
  days: z.coerce.number().pipe(z.union([z.literal(30), z.literal(90), z.literal(365)])).default(30).describe('how far back; today is the last day'),
  lang: z.enum(['de', 'en']).default('en').describe('language of the names'),
});
export type CockpitQuery = z.infer<typeof cockpitQuerySchema>;

/** All that the start page shows, for one period. */
export const cockpitSchema = z.object({
  from: z.iso.date(),
  to: z.iso.date().describe('last day'),
  departments: z.array(z.string()).nullable().describe('all figures are of these departments; null = of the whole company'),
  computedAt: z.iso.datetime().describe('age of the oldest figure'),
  nps: npsMetricSchema,
  npsTrend: npsTrendSchema.shape.items,
  csat: csatMetricSchema,
  csatTrend: csatTrendSchema.shape.items,
  volume: z.object({
    total: z.number().int(),
    previousTotal: z.number().int().nullable(),
    byChannel: z.array(z.object({ channel: z.string(), n: z.number().int(), share: z.number(), previous: z.number().int().nullable() })),
  }),
  shortfalls: z.array(rankedTouchpointSchema).describe('the touchpoints that matter most and fall shortest; at most 5'),
  voices: z.array(answeredSchema).nullable().describe('newest comments; null when the reader may not see answers'),
  newKinds: z.array(z.object({ kind: z.string(), channel: z.string(), n: z.number().int(), firstAt: z.iso.datetime() })).describe('events first sent in the last 7 days that no touchpoint catches'),
  inventory: z.object({ touchpoints: z.number().int(), surveys: z.number().int(), contacts: z.number().int(), answers: z.number().int() }).describe('how much there is at all; says what to do first'),
});
export type Cockpit = z.infer<typeof cockpitSchema>;
