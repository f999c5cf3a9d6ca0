import { z } from 'zod';
import { stageSchema } from '../../journeys/touchpoints/touchpoints.contract.ts';
import { channelSchema } from '../../people/timeline/timeline.contract.ts';
import { gapFigureSchema, gapQuerySchema, periodSchema } from './gaps.contract.ts';

/** Which touchpoints, period and target group a heat map is about. */
export const heatMapQuerySchema = z.object({
  ...gapQuerySchema.shape,
  stage: stageSchema.optional(),
  kind: z.enum(['main', 'secondary']).optional(),
  department: z.string().max(60).optional(),
  channel: channelSchema.optional(),
  lang: z.enum(['de', 'en']).default('en'),
});
export type HeatMapQuery = z.infer<typeof heatMapQuerySchema>;

/** Why a cell shows no gap. */
export const withheldReasons = ['too_few', 'protected', 'no_expectation'] as const;

/**
 * What customers expect and live at one touchpoint in one dimension. Figures are null where withheld, never 0. n counts pairs
 * of answers: several items of one dimension count each, and the interval knows that they come from one customer.
 */
export const heatCellSchema = gapFigureSchema.extend({
  touchpoint: z.string(),
  dimension: z.string().describe("'' = asked for the touchpoint as a whole"),
  withheld: z.enum(withheldReasons).nullable(),
  p: z.number().nullable().describe('two-sided, paired t over customers, against “no gap”'),
  pAdjusted: z.number().nullable().describe('p after Benjamini–Hochberg over all cells that are shown'),
  below: z.object({ share: z.number(), low: z.number(), high: z.number() }).nullable().describe('share of answers in which experience fell short of expectation, 0–1, Wilson'),
  change: z.object({ difference: z.number(), low: z.number(), high: z.number(), pAdjusted: z.number().nullable().describe('after Benjamini–Hochberg over all changes that are shown') }).nullable()
    .describe('gap now − gap in the period of the same length before, scale points; null without one'),
  shortfall: z.number().nullable().describe('Σ of the points by which answers fell short'),
});
export type HeatCell = z.infer<typeof heatCellSchema>;

/** A place in the order of gaps, the one that falls shortest first; `low` to `high` are the places that fit the data. */
export const rankedGapSchema = z.object({ touchpoint: z.string(), dimension: z.string(), rank: z.number().int(), low: z.number().int(), high: z.number().int(), firstProbability: z.number() });
export type RankedGap = z.infer<typeof rankedGapSchema>;

/** Closing one gap: experience there rises by `points` for everybody. */
export const closingStepSchema = z.object({
  touchpoint: z.string(),
  dimension: z.string(),
  points: z.number().describe('the gap that is closed, scale points'),
  removed: z.number().describe('share of all shortfall that would be gone by this step alone, 0–1'),
  removedSoFar: z.number().describe('by this and the steps before, 0–1'),
});
export type ClosingStep = z.infer<typeof closingStepSchema>;

export const heatMapSchema = z.object({
  minimumN: z.number().int(),
  period: periodSchema,
  before: periodSchema.nullable().describe('the period that changes are against'),
  groups: z.array(z.string()).describe('target groups with answers in the period'),
  dimensions: z.array(z.string()),
  touchpoints: z.array(z.object({ code: z.string(), name: z.string(), stage: stageSchema, channel: z.string(), department: z.string().nullable(), momentOfTruth: z.boolean() }))
    .describe('those with any answer, the one with the widest gap first'),
  cells: z.array(heatCellSchema),
  n: z.number().int().describe('pairs of answers in the cells that are shown'),
  ranking: z.array(rankedGapSchema).describe('the cells that fall shortest'),
  closing: z.array(closingStepSchema).describe('what would remove most of the shortfall: certain gaps only'),
});
export type HeatMap = z.infer<typeof heatMapSchema>;
