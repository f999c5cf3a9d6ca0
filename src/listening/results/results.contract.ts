import { z } from 'zod';
import { filterSchema } from '../../platform/http/texts.contract.ts';
import { versionChangeSchema } from '../surveys/versions/comparability.contract.ts';
import { questionKinds, typedRoles } from '../surveys/definition.contract.ts';

const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()], 'a date (2026-03-01) or an instant (2026-03-01T12:00:00Z)');
const several = (one: z.ZodString, most: number) => z.union([one.transform((value) => [value]), z.array(one).max(most)]).optional();

/**
 * Which responses a result is about. All given filters hold together. Results that protect who answered know fewer:
 * see protection.logic.ts.
 */
export const resultFilterSchema = z.object({
  version: z.coerce.number().int().min(1).optional().describe('default: all versions whose figures compare with the newest'),
  from: moment.optional().describe('first instant, or first day'),
  to: moment.optional().describe('first instant no longer in it, or last day in it'),
  touchpoint: filterSchema(60).optional(),
  channel: filterSchema(40).optional(),
  department: filterSchema(60).optional(),
  group: filterSchema(100).optional().describe('target group'),
  language: filterSchema(20).optional(),
  source: filterSchema(20).optional(),
  hidden: several(filterSchema(600).regex(/^[a-z][a-z0-9_]{0,39}:/, 'field:value'), 5).describe('field:value'),
  answer: several(filterSchema(200).regex(/^[a-z][a-z0-9_.]{0,130}:./, 'item:option or item:low..high'), 5).describe('item:option or item:low..high, e.g. nps:0..6, reason:delivery, pairs.speed.experience:0..4'),
  trait: several(filterSchema(400).regex(/^[^:]{1,100}:/, 'field:value'), 3).describe('own field of customers, field:value'),
});
export type ResultFilter = z.output<typeof resultFilterSchema>;
/** An answer that responses must hold. */
export type AnswerFilter = { item: string } & ({ option: string } | { low: number; high: number });

/** What responses can be told apart by. `hidden.<field>` and `answer.<item>` name one of the survey's own. */
export const groupings = ['version', 'touchpoint', 'channel', 'department', 'group', 'language', 'source'] as const;
export const groupBySchema = z.union([z.enum(groupings), z.string().max(140).regex(/^(hidden|answer)\.[a-z][a-z0-9_.]{0,130}$/, 'version, touchpoint, channel, department, group, language, source, hidden.<field> or answer.<question>')]);
export const comparisonQuerySchema = resultFilterSchema.extend({ groupBy: groupBySchema });
export type ComparisonQuery = z.output<typeof comparisonQuerySchema>;

/** One point of a scale, one option, one bin of numbers, one month of dates. */
const bucketSchema = z.object({
  key: z.string(),
  label: z.record(z.string(), z.string()).nullable().describe('by language; null: the key says it'),
  low: z.number().nullable().describe('of a bin of numbers'),
  high: z.number().nullable(),
  n: z.number().int(),
  share: z.number().nullable().describe('of those who answered; null without any'),
  shareLow: z.number().nullable().describe('95 % interval'),
  shareHigh: z.number().nullable(),
});
export type Bucket = z.infer<typeof bucketSchema>;

export const scoreKinds = ['nps', 'satisfied', 'mean', 'gap', 'share', 'median', 'mean_rank'] as const;
/** A figure with its 95 % interval. Null where too few have answered. */
const scoreSchema = z.object({
  kind: z.enum(scoreKinds),
  role: z.enum(typedRoles).describe('what the figure is about; of a gap: experience'),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  n: z.number().int(),
  scaleLow: z.number().nullable(),
  scaleHigh: z.number().nullable(),
});
export type Score = z.infer<typeof scoreSchema>;

/** One line of a question: the question itself, a row of a matrix, an item of pairs. */
const partResultSchema = z.object({
  part: z.string().describe('id of the row or item; empty: the question itself'),
  label: z.record(z.string(), z.string()).nullable(),
  dimension: z.string(),
  n: z.number().int().describe('answers that count'),
  cannotSay: z.number().int(),
  buckets: z.array(bucketSchema),
  /** Of pairs: the answers of the first column (expectation, functional). */
  firstBuckets: z.array(bucketSchema).nullable(),
  scores: z.array(scoreSchema),
  /** Kano: the class that most customers see, and how many see each. */
  kano: z.object({ class: z.string().nullable(), counts: z.record(z.string(), z.number().int()) }).nullable(),
});
export type PartResult = z.infer<typeof partResultSchema>;

const questionResultSchema = z.object({
  question: z.string(),
  kind: z.enum(questionKinds),
  title: z.record(z.string(), z.string()),
  isInNewest: z.boolean().describe('false: only earlier versions asked it'),
  fromVersion: z.number().int().describe('the figures hold answers from this version on'),
  notCompared: z.array(versionChangeSchema.extend({ version: z.number().int() })).describe('what breaks the comparison with earlier versions'),
  n: z.number().int().describe('responses that answered it'),
  voices: z.boolean().describe('its texts are read under voices'),
  parts: z.array(partResultSchema),
});
export type QuestionResult = z.infer<typeof questionResultSchema>;

const protectionSchema = z.object({
  kind: z.enum(['open', 'protected']).describe('open: the reader may read every answer anyway; protected: see the manual'),
  reason: z.enum(['employees', 'figures_only']).nullable(),
  minimum: z.number().int().describe('fewest responses behind a figure'),
  commentMinimum: z.number().int().describe('fewest responses behind a list of texts'),
  waiting: z.number().int().describe('answered, but not in any figure yet'),
  by: z.string().nullable().describe('the one thing by which protected results may be told apart: group, or hidden.<field>'),
});
export type Protection = z.infer<typeof protectionSchema>;

export const resultsSchema = z.object({
  survey: z.string(),
  languages: z.array(z.string()),
  versions: z.array(z.object({ version: z.number().int(), publishedAt: z.iso.datetime(), n: z.number().int().nullable(), changes: z.array(versionChangeSchema) })).describe('newest first'),
  protection: protectionSchema,
  computedAt: z.iso.datetime(),
  finished: z.number().int().describe('responses behind the figures'),
  customers: z.number().int(),
  unfinished: z.number().int().nullable().describe('begun and left; null where the filters cannot say'),
  invited: z.number().int().nullable().describe('personal links made; null where filters are set'),
  opened: z.number().int().nullable(),
  responseRate: z.object({ share: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() }).nullable().describe('finished of those invited with a personal link'),
  completionRate: z.object({ share: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() }).nullable().describe('finished of those who began'),
  medianSeconds: z.number().nullable(),
  dropOff: z.array(z.object({ question: z.string().describe('the last one answered; empty: none'), left: z.number().int(), share: z.number() })).nullable(),
  byDay: z.array(z.object({ day: z.iso.date(), n: z.number().int() })),
  questions: z.array(questionResultSchema),
});
export type Results = z.infer<typeof resultsSchema>;

export const filterValuesSchema = z.object({
  items: z.array(z.object({
    filter: z.string().describe('as in the query: version, touchpoint, channel, department, group, language, source, hidden.<field>'),
    values: z.array(z.object({ value: z.string(), n: z.number().int() })).describe('the most frequent, at most 50'),
  })),
  traits: z.array(z.object({ key: z.string(), labelDe: z.string(), labelEn: z.string() })).describe('own fields of customers that this reader may filter by'),
});
export type FilterValues = z.infer<typeof filterValuesSchema>;

export const verdicts = ['higher', 'lower', 'no_difference', 'too_few'] as const;
const comparedSchema = z.object({
  question: z.string(),
  part: z.string(),
  option: z.string().describe('of choices: the option whose share is compared'),
  score: z.enum(scoreKinds),
  role: z.enum(typedRoles),
  label: z.record(z.string(), z.string()),
  scaleLow: z.number().nullable(),
  scaleHigh: z.number().nullable(),
  groups: z.array(z.object({
    group: z.string(),
    n: z.number().int(),
    value: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    difference: z.number().nullable().describe('against all others together'),
    differenceLow: z.number().nullable(),
    differenceHigh: z.number().nullable(),
    p: z.number().nullable(),
    adjustedP: z.number().nullable().describe('Benjamini–Hochberg over all comparisons shown'),
    verdict: z.enum(verdicts),
  })),
});
export type Compared = z.infer<typeof comparedSchema>;

export const comparisonSchema = z.object({
  groupBy: z.string(),
  protection: protectionSchema,
  groups: z.array(z.object({ group: z.string(), n: z.number().int() })).describe('the largest, at most 8'),
  tooSmall: z.number().int().describe('groups left out because too few answered'),
  tests: z.number().int().describe('comparisons made'),
  found: z.number().int().describe('differences that are hardly chance'),
  items: z.array(comparedSchema),
});
export type Comparison = z.infer<typeof comparisonSchema>;

export const voicesQuerySchema = resultFilterSchema.extend({
  question: filterSchema(40).optional(),
  search: filterSchema(200).optional().describe('words in the text'),
  limit: z.coerce.number().int().min(1).max(100).default(30),
  cursor: z.string().max(500).optional(),
});
export type VoicesQuery = z.output<typeof voicesQuerySchema>;
export const voiceSchema = z.object({
  responseId: z.uuid().nullable().describe('null where nobody may know which texts belong together'),
  question: z.string(),
  text: z.string(),
  at: z.iso.datetime().nullable(),
  language: z.string().nullable(),
  touchpoint: z.string().nullable(),
  customer: z.object({ id: z.uuid(), name: z.string().nullable() }).nullable(),
  mood: z.number().nullable().describe('−2 … +2'),
});
export type Voice = z.infer<typeof voiceSchema>;
export const voicesSchema = z.object({ items: z.array(voiceSchema), total: z.number().int().nullable(), withheld: z.object({ n: z.number().int(), minimum: z.number().int() }).nullable(), nextCursor: z.string().nullable() });
export type Voices = z.infer<typeof voicesSchema>;

export const trendSchema = z.object({
  question: questionResultSchema,
  months: z.array(z.object({ month: z.string(), scores: z.array(scoreSchema.extend({ part: z.string() })) })).nullable().describe('null where the time is protected'),
});
export type QuestionTrend = z.infer<typeof trendSchema>;
