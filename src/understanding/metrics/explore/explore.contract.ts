import { z } from 'zod';
import { stageSchema, touchpointCodeSchema } from '../../../journeys/touchpoints/touchpoints.contract.ts';
import { partIdSchema } from '../../../listening/surveys/definition.contract.ts';
import { rakingFaults } from '../../../kernel/stats/scores/raking.ts';
import { filterSchema } from '../../../platform/http/texts.contract.ts';

/** Text that filters compare with; it is bound, never written into a statement. */
const text = (max: number) => filterSchema(max).min(1).optional();
const month = z.string().regex(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/, 'a month such as 2026-03');

/** What is looked at. `csat` is the share of satisfied answers, `csat_mean` their mean; `question` any question with points. */
export const scoreNames = ['nps', 'csat', 'csat_mean', 'ces', 'overall', 'experience', 'expectation', 'question'] as const;
export type ScoreName = (typeof scoreNames)[number];

/** What every answer says about its place, its customer's group, or its survey. */
export const placeParts = ['touchpoint', 'stage', 'channel', 'department', 'group', 'survey', 'dimension'] as const;
/** A column of answers, or what is known of the customers: `attribute.country`, `attribute.field.tier`. */
export const partSchema = z.union([z.enum(placeParts), z.string().regex(/^attribute\.[a-z][A-Za-z0-9_.]{0,59}$/, 'a part such as touchpoint or attribute.country')]);
export type Part = z.infer<typeof partSchema>;

const filters = {
  score: z.enum(scoreNames).default('nps'),
  survey: text(60).describe('with score=question: the survey; else only answers of it'),
  item: filterSchema(130).optional().describe('with score=question: which of its answers, as listed by GET /api/metrics/choices'),
  touchpoint: touchpointCodeSchema.optional(),
  stage: stageSchema.optional(),
  channel: text(40),
  department: text(60),
  group: text(60).describe('target group'),
  dimension: partIdSchema.optional(),
  attribute: z.string().regex(/^[a-z][A-Za-z0-9_.]{0,59}$/).optional().describe('only customers of whom this is known …'),
  attributeValue: text(120).describe('… to be this'),
  weighting: z.uuid().optional().describe('weights answers to the known structure of customers'),
  lang: z.enum(['de', 'en']).default('en').describe('language of the names'),
};
const period = {
  from: month.optional().describe('first month in it'),
  to: month.optional().describe('last month in it'),
};

export const overs = ['none', 'week', 'month', 'quarter'] as const;
export const exploreQuerySchema = z.object({ ...filters, ...period, by: partSchema.optional(), over: z.enum(overs).default('none').describe('weeks are months for readers who may not read single answers') });
export type ExploreQuery = z.infer<typeof exploreQuerySchema>;

export const compareQuerySchema = z.object({
  ...filters,
  ...period,
  againstFrom: month.optional().describe('the other period; default: as many months just before'),
  againstTo: month.optional(),
  by: partSchema.optional().describe('compares two groups instead of two periods:'),
  first: text(120).describe('… this one'),
  second: text(120).describe('… with that one; default: all others'),
});
export type CompareQuery = z.infer<typeof compareQuerySchema>;

/** `n` answers of `customers`; below `minimum` customers, or where it would give another group away, withheld: null, never zero. */
export const scoreFigureSchema = z.object({
  n: z.number().int(),
  customers: z.number().int().describe('estimated where hundreds of thousands answered'),
  minimum: z.number().int(),
  withheld: z.enum(['too_few', 'protected']).nullable(),
  value: z.number().nullable(),
  low: z.number().nullable().describe('95 % interval'),
  high: z.number().nullable(),
  nEff: z.number().nullable().describe('equally weighted answers of different customers that would tell as much'),
  deff: z.number().nullable().describe('design effect: n / nEff'),
});
export type ScoreFigure = z.infer<typeof scoreFigureSchema>;

const point = scoreFigureSchema.extend({ at: z.iso.date().describe('first day of the week (Monday), month or quarter') });
export type ScorePoint = z.infer<typeof point>;
const group = scoreFigureSchema.extend({ key: z.string(), name: z.string(), trend: z.array(point) });
export type ScoreGroup = z.infer<typeof group>;

export const scoreKindSchema = z.object({
  kind: z.enum(['nps', 'share', 'mean']),
  low: z.number().nullable().describe('ends of the scale, where it is one'),
  high: z.number().nullable(),
});

export const usedWeightsSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  fault: z.enum(rakingFaults).nullable().describe('why answers could not be weighted; figures are then unweighted'),
  faultText: z.string().nullable(),
  iterations: z.number().int().nullable(),
  deff: z.number().nullable().describe('of the weights alone (Kish), all answers together'),
  trimmed: z.number().int(),
  marginError: z.number(),
  leftOut: z.number().int().describe('answers of which a category is not known'),
  unreached: z.array(z.object({ margin: z.string(), category: z.string(), share: z.number() })).describe('customers from whom there is no answer'),
});
export type UsedWeights = z.infer<typeof usedWeightsSchema>;

export const trendChangeSchema = z.object({
  from: z.iso.date().describe('first period of the trend with a figure'),
  to: z.iso.date().describe('latest period with one'),
  difference: z.number().describe('latest minus first'),
  low: z.number().describe('95 % interval'),
  high: z.number(),
  p: z.number().nullable(),
  verdict: z.enum(['higher', 'lower', 'chance']),
  needed: z.number().int().nullable().describe('answers in each that would show such a difference with a chance of 80 %'),
});
export type TrendChange = z.infer<typeof trendChangeSchema>;

export const exploreSchema = scoreKindSchema.extend({
  whole: scoreFigureSchema,
  trend: z.array(point),
  change: trendChangeSchema.nullable().describe('between the first and the latest period of the trend; null where fewer than two have a figure, or none varies'),
  groups: z.array(group).describe('the largest first'),
  omittedGroups: z.number().int().describe('groups beyond the most that are shown'),
  weights: usedWeightsSchema.nullable(),
  isProtected: z.boolean().describe('for readers who may not read single answers, groups that would give another away are withheld too'),
});
export type Explored = z.infer<typeof exploreSchema>;

const side = scoreFigureSchema.extend({ key: z.string(), name: z.string(), from: z.iso.date().nullable(), to: z.iso.date().nullable().describe('first day after it') });
export const comparedScoresSchema = scoreKindSchema.extend({
  first: side,
  second: side,
  difference: z.number().nullable().describe('first minus second'),
  low: z.number().nullable(),
  high: z.number().nullable(),
  p: z.number().nullable(),
  verdict: z.enum(['higher', 'lower', 'chance', 'too_few']),
  needed: z.number().int().nullable().describe('answers per side that would show such a difference with a chance of 80 %'),
  weights: usedWeightsSchema.nullable().describe('of the first side'),
});
export type ComparedScores = z.infer<typeof comparedScoresSchema>;

export const choicesSchema = z.object({
  questions: z.array(z.object({ survey: z.string(), surveyName: z.string(), item: z.string(), text: z.string(), role: z.string() })).describe('questions with points that were answered, at most 300'),
  groups: z.array(z.string()),
  channels: z.array(z.string()),
  attributes: z.array(z.object({ key: z.string(), name: z.string(), values: z.array(z.string()) })),
});
export type Choices = z.infer<typeof choicesSchema>;
