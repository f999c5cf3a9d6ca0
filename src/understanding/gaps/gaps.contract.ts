import { z } from 'zod';
import { stageSchema } from '../../journeys/touchpoints/touchpoints.contract.ts';

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
  expectation: z.number().nullable(),
  experience: z.number().nullable(),
  gap: z.number().nullable(),
  gapLow: z.number().nullable(),
  gapHigh: z.number().nullable(),
  expectationIsTarget: z.boolean().describe('true when the expectation is a Soll set by hand'),
  reach: z.number().describe('share of all customers with contact in the period who had this contact, 0–1'),
  contacts: z.number().int(),
  importance: z.number().nullable().describe('0–1: correlation of the experience here with the overall score (first form)'),
  shortfall: z.number().nullable().describe('max(0, −gap)'),
  priority: z.number().nullable().describe('100 × importance × shortfall × reach'),
});
export type RankedTouchpoint = z.infer<typeof rankedTouchpointSchema>;
