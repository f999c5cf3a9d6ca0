import { z } from 'zod';
import { filterSchema, lineSchema } from '../../platform/http/texts.contract.ts';

/** The seven factors of the European index, in the order in which they act on one another. */
export const factors = ['image', 'expectations', 'quality', 'value', 'satisfaction', 'complaints', 'loyalty'] as const;
export const factorSchema = z.enum(factors);
export type Factor = z.infer<typeof factorSchema>;

export const pathSchemes = ['centroid', 'path'] as const;
export const pathSchemeSchema = z.enum(pathSchemes);

const day = z.iso.date();
const language = z.enum(['de', 'en']).default('en').describe('language of the names and questions');

export const targetsSchema = z.partialRecord(factorSchema, z.number().min(0).max(100));
export const waveInputSchema = z
  .strictObject({
    name: lineSchema(80, 1),
    from: day.describe('first day, UTC'),
    to: day.describe('last day, UTC'),
    targets: targetsSchema.default({}).describe('index from 0 to 100 that is aimed at, by factor'),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'must not lie before "from"' });
export type WaveInput = z.output<typeof waveInputSchema>;
export const waveChangeSchema = z.strictObject({ version: z.number().int(), name: lineSchema(80, 1), from: day, to: day, targets: targetsSchema })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'must not lie before "from"' });
export type WaveChange = z.output<typeof waveChangeSchema>;

export const waveSchema = z.object({
  id: z.string().describe('of a calendar quarter: 2026-q1'),
  name: z.string().nullable().describe('null: a calendar quarter'),
  from: day,
  to: day,
  targets: targetsSchema,
  version: z.number().int().nullable().describe('null: a calendar quarter, which nobody set and nobody can change'),
});
export type Wave = z.infer<typeof waveSchema>;

/** up, down: more than chance. unclear: chance alone could do it. */
export const verdictSchema = z.enum(['up', 'down', 'unclear']);
export type Verdict = z.infer<typeof verdictSchema>;

export const differenceSchema = z.object({
  difference: z.number().describe('index points'),
  low: z.number(),
  high: z.number(),
  verdict: verdictSchema.describe('at 5 %, after allowing for all differences that stand beside it (Benjamini–Hochberg); the index of a wave is judged by itself'),
  neededN: z.number().int().nullable().describe('customers in each of the two that would show a difference of this size with a power of 80 %; null: shown already, or no difference'),
});
export type Difference = z.infer<typeof differenceSchema>;

/** An index; null where it is withheld because fewer than the minimum of customers answered. */
export const figureSchema = z.object({
  factor: factorSchema,
  n: z.number().int().describe('customers'),
  index: z.number().nullable().describe('0–100'),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type Figure = z.infer<typeof figureSchema>;

export const waveFigureSchema = figureSchema.extend({
  alpha: z.number().nullable().describe('Cronbach’s alpha of its questions, over customers who answered all of the model'),
  alphaReason: z.enum(['one_item', 'too_few', 'constant']).nullable(),
  target: z.number().nullable(),
  standing: z.enum(['below', 'at', 'above']).nullable().describe('against the target; at: cannot be told apart'),
  change: differenceSchema.nullable().describe('against the wave before, or the one that was asked for'),
});
export type WaveFigure = z.infer<typeof waveFigureSchema>;

export const barometerSchema = z.object({
  survey: z.string(),
  nameDe: z.string(),
  nameEn: z.string(),
  minimumN: z.number().int(),
  factors: z.array(z.object({ factor: factorSchema, questions: z.number().int() })),
  indexFactor: factorSchema.describe('the one that is the index'),
  waves: z.array(waveSchema.extend({ customers: z.number().int(), figures: z.array(waveFigureSchema) })).describe('oldest first, at most 60'),
  fields: z.array(z.string()).describe('hidden fields of the survey by which groups can be compared, e.g. region'),
});
export type Barometer = z.infer<typeof barometerSchema>;

export const barometerQuerySchema = z.object({ against: filterSchema(60).optional().describe('id of the wave that all others are compared with; default: each with the one before') });
export type BarometerQuery = z.output<typeof barometerQuerySchema>;

export const barometerListSchema = z.object({
  items: z.array(z.object({ survey: z.string(), nameDe: z.string(), nameEn: z.string(), factors: z.number().int(), waves: z.number().int() })),
});
export type BarometerList = z.infer<typeof barometerListSchema>;

export const pathsQuerySchema = z.object({ wave: filterSchema(60).optional().describe('default: the newest that has begun'), scheme: pathSchemeSchema.default('centroid'), lang: language });
export type PathsQuery = z.output<typeof pathsQuerySchema>;
export const barometerPathsSchema = z.object({
  wave: z.string(),
  scheme: pathSchemeSchema,
  n: z.number().int().describe('customers who answered every question of the model'),
  leftOut: z.number().int().describe('customers of the wave who did not'),
  minimum: z.number().int(),
  refusal: z.object({ reason: z.enum(['too_few', 'constant', 'collinear', 'not_converged', 'too_simple']), names: z.array(z.string()).describe('questions or factors that are to blame') }).nullable().describe('why there is no model'),
  iterations: z.number().int().nullable(),
  draws: z.number().int().nullable().describe('bootstrap draws behind the limits'),
  factors: z.array(z.object({
    factor: factorSchema,
    r2: z.number().nullable().describe('share of it that those before it explain'),
    index: z.number().nullable().describe('0–100, with the weights of this model'),
    low: z.number().nullable(),
    high: z.number().nullable(),
    items: z.array(z.object({ item: z.string(), text: z.string(), weight: z.number(), loading: z.number() })),
  })),
  paths: z.array(z.object({ from: factorSchema, to: factorSchema, coefficient: z.number(), low: z.number().nullable(), high: z.number().nullable(), isClear: z.boolean().describe('the interval leaves 0 out') })),
});
export type BarometerPaths = z.infer<typeof barometerPathsSchema>;

/** By what groups are told apart: what a response carries, a hidden field as `field:campaign`, or what the records say about the customer as `customer:region`. */
export const bySchema = z.string().regex(/^(group|channel|department|language|field:[A-Za-z][A-Za-z0-9_]{0,59}|customer:(kind|country|region|product|field\.[A-Za-z][A-Za-z0-9_]{0,59}))$/, 'group, channel, department, language, field:<hidden field> or customer:<kind, country, region, product or field.<own field>>');

export const comparisonQuerySchema = z.object({ wave: filterSchema(60).optional().describe('default: the newest that has begun'), by: bySchema.default('group') });
export type ComparisonQuery = z.output<typeof comparisonQuerySchema>;
export const barometerComparisonSchema = z.object({
  wave: z.string(),
  by: z.string(),
  minimumN: z.number().int(),
  groups: z.array(z.object({
    group: z.string().nullable().describe('null: all small ones together; an empty name: not known'),
    n: z.number().int(),
    figures: z.array(figureSchema.extend({ difference: differenceSchema.nullable().describe('against all others') })),
  })).describe('largest first, the small ones together last'),
});
export type BarometerComparison = z.infer<typeof barometerComparisonSchema>;

export const changeQuerySchema = z.object({
  wave: filterSchema(60).optional().describe('default: the newest that has begun'),
  against: filterSchema(60).optional().describe('default: the wave before'),
  factor: factorSchema.optional().describe('default: the index'),
  by: bySchema.default('group').describe('what the respondents are split by'),
});
export type ChangeQuery = z.output<typeof changeQuerySchema>;
const partSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });
export const barometerChangeSchema = z.object({
  wave: z.string(),
  against: z.string().nullable().describe('null: there is no wave before'),
  factor: factorSchema,
  by: z.string(),
  minimumN: z.number().int(),
  n: z.object({ before: z.number().int(), after: z.number().int() }),
  parts: z.object({ before: z.number(), after: z.number(), change: partSchema, answered: partSchema.describe('the same kinds of customers answered differently'), composition: partSchema.describe('other kinds of customers answered') }).nullable().describe('null: too few answered'),
  segments: z.array(z.object({
    segment: z.string().nullable().describe('null: all small ones together'),
    nBefore: z.number().int(), nAfter: z.number().int(), shareBefore: z.number(), shareAfter: z.number(), meanBefore: z.number().nullable(), meanAfter: z.number().nullable(),
    answered: z.number(), composition: z.number(),
  })),
  people: z.object({
    same: partSchema.extend({ n: z.number().int(), before: z.number(), after: z.number() }).nullable().describe('customers who answered both times'),
    left: z.object({ n: z.number().int(), mean: z.number() }).nullable().describe('who answered only before'),
    joined: z.object({ n: z.number().int(), mean: z.number() }).nullable().describe('who answered only now'),
  }).nullable().describe('null where one of the three would be fewer than the minimum: it could be worked out from the others'),
});
export type BarometerChange = z.infer<typeof barometerChangeSchema>;

export const barometerFileQuerySchema = z.object({ lang: language, by: bySchema.default('group') });
