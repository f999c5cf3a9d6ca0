import { z } from 'zod';
import { filterSchema } from '../../platform/http/texts.contract.ts';
import { metricFilterSchema } from '../metrics/metrics.contract.ts';

/** What is to be explained. The first four are answers; renewal and revenue come from the contracts in the records. */
export const driverOutcomes = ['nps', 'csat', 'overall', 'ces', 'renewal', 'revenue'] as const;
export const driverOutcomeSchema = z.enum(driverOutcomes);
export type DriverOutcome = z.infer<typeof driverOutcomeSchema>;

/** What may explain it: what was rated together with it in one response, or a customer's experience at each touchpoint. */
export const driverKinds = ['dimension', 'touchpoint'] as const;
export const driverKindSchema = z.enum(driverKinds);
export type DriverKind = z.infer<typeof driverKindSchema>;

/** More at once say little about each, and would hold the server up. */
export const MOST_AT_ONCE = 12;
/** Fewest customers: from here on the simulated intervals of shares keep their word (decision 0080). */
export const DRIVER_MINIMUM = 100;

const keys = filterSchema(1_000).optional().describe(`keys of the drivers, separated by commas, ${MOST_AT_ONCE} at most; default: those that most customers rated together`);

export const driversQuerySchema = metricFilterSchema.extend({
  outcome: driverOutcomeSchema.default('nps').describe('renewal and revenue go with by=touchpoint or dimension per customer'),
  by: driverKindSchema.default('dimension'),
  drivers: keys,
  lang: z.enum(['de', 'en']).default('en').describe('language of the names'),
});
export type DriversQuery = z.infer<typeof driversQuerySchema>;

export const comparisonQuerySchema = driversQuerySchema.extend({ group: z.string().min(1).max(60).describe('first target group'), against: z.string().min(1).max(60).describe('second target group') });
export type ComparisonQuery = z.infer<typeof comparisonQuerySchema>;

/** Why there is no honest answer; what else each says depends on the code. */
export const refusalSchema = z.object({
  code: z.enum(['no_drivers_rated', 'too_few', 'outcome_constant', 'no_drivers', 'r2_low', 'chance', 'protected']),
  n: z.number().int().optional().describe('customers there are'),
  needed: z.number().optional().describe('customers, or share explained, needed'),
  r2: z.number().optional(),
  p: z.number().optional(),
  all: z.enum(['constant', 'collinear']).optional(),
});
export type Refusal = z.infer<typeof refusalSchema>;

export const driverNoteSchema = z.object({ code: z.enum(['few_rows', 'high_vif', 'sign_turns']), keys: z.array(z.string()), perDriver: z.number().nullable() });

export const driverSchema = z.object({
  key: z.string().describe('code of the dimension, item or touchpoint'),
  name: z.string().describe('in the language asked for where it has a name'),
  share: z.number().describe('of what all drivers explain together, 0–1; they sum to 1'),
  shareLow: z.number().describe('95 % bootstrap interval'),
  shareHigh: z.number(),
  importance: z.number().describe('share of the variance of the outcome; they sum to r2'),
  beta: z.number().describe('standardised coefficient, with sign'),
  betaLow: z.number().nullable(),
  betaHigh: z.number().nullable(),
  p: z.number().nullable(),
  coefficient: z.number().describe('points of the outcome for one point of the driver'),
  correlation: z.number(),
  vif: z.number(),
  performance: z.number().describe('mean rating, 0–10'),
  performanceLow: z.number().nullable().describe('95 % interval'),
  performanceHigh: z.number().nullable(),
  quadrant: z.enum(['concentrate', 'keep', 'low', 'overkill']),
  isFieldSure: z.boolean().describe('false where an interval reaches across a line of the map, so that it may lie in another field'),
  rankLow: z.number().int().describe('places that the draws gave, 1 = most important'),
  rankHigh: z.number().int(),
  first: z.number().describe('probability of being the most important, 0–1'),
});
export type Driver = z.infer<typeof driverSchema>;

/** A driver that was not taken: it never varies, follows from others, or too few customers rated it together with the rest. */
export const leftOutSchema = z.object({ key: z.string(), name: z.string(), reason: z.enum(['constant', 'collinear', 'rated_by_few', 'not_chosen']), from: z.array(z.string()).describe('names of the drivers that it follows from'), customers: z.number().int().nullable().describe('who rated it and gave the outcome') });
export type LeftOut = z.infer<typeof leftOutSchema>;

export const driverResultSchema = z.object({
  n: z.number().int().describe('responses (or customers) that rated everything: listwise'),
  customers: z.number().int(),
  r2: z.number().nullable(),
  adjustedR2: z.number().nullable(),
  method: z.enum(['lmg', 'johnson']).nullable(),
  draws: z.number().int().nullable(),
  outcomeMean: z.number().nullable(),
  lines: z.object({ importance: z.number(), performance: z.number() }).nullable().describe('cross-hairs of the map: the means of all drivers'),
  drivers: z.array(driverSchema).describe('most important first; empty when refused'),
  notes: z.array(driverNoteSchema),
  refused: z.array(refusalSchema).nullable(),
});
export type DriverResult = z.infer<typeof driverResultSchema>;

const frame = {
  outcome: driverOutcomeSchema,
  by: driverKindSchema,
  period: z.object({ from: z.iso.datetime().nullable(), to: z.iso.datetime().nullable() }),
  minimum: z.number().int().describe('customers needed'),
  known: z.array(z.object({ key: z.string(), name: z.string(), customers: z.number().int(), isDimension: z.boolean().describe('by=dimension: false for an item that has no dimension') })).describe('drivers that could be chosen'),
  taken: z.array(z.string()).describe('keys of the drivers in the analysis, also where it is refused'),
  askedOn: z.object({ low: z.number(), high: z.number() }).nullable().describe('scale on which customers rated the drivers in the analysis; null: on several. Ratings are told on 0–10 whatever it was'),
  leftOut: z.array(leftOutSchema),
  outcomes: z.array(driverOutcomeSchema).describe('outcomes that somebody gave in the period, or that the records hold'),
  groups: z.array(z.string()).describe('target groups with answers in the period'),
  surveys: z.array(z.string()).describe('surveys with answers in the period'),
};
export const driversSchema = z.object({ ...frame, ...driverResultSchema.shape });
export type Drivers = z.infer<typeof driversSchema>;

export const driverDifferenceSchema = z.object({
  key: z.string(), name: z.string(),
  share: z.number().describe('in the first group'), against: z.number().describe('in the second'),
  difference: z.number(), low: z.number(), high: z.number(),
  p: z.number().describe('adjusted for the number of drivers (Benjamini–Hochberg)'),
  isMoreThanChance: z.boolean(),
});
export type DriverDifference = z.infer<typeof driverDifferenceSchema>;
export const driverComparisonSchema = z.object({
  ...frame,
  first: driverResultSchema, second: driverResultSchema,
  differences: z.array(driverDifferenceSchema).nullable().describe('largest first; null when either group is refused'),
});
export type DriverComparison = z.infer<typeof driverComparisonSchema>;
