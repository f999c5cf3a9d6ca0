import { z } from 'zod';
import { answeredSchema } from '../../understanding/metrics/metrics.contract.ts';
import { lineSchema, textSchema } from '../../platform/http/texts.contract.ts';

export const watchScores = ['nps', 'experience', 'gap', 'volume'] as const;
export const watchScoreSchema = z.enum(watchScores);
export type WatchScore = z.infer<typeof watchScoreSchema>;

/** Smallest change that is told unless people say otherwise: NPS points, scale points (0–10), share of the usual number of contacts. */
export const defaultMinimumEffect: Readonly<Record<WatchScore, number>> = { nps: 5, experience: 0.3, gap: 0.3, volume: 0.5 };

/** Fewer weeks make no usual level: until then a series cannot be judged, and its silence means nothing. */
export const neededWeeks = 20;

const monday = z.iso.date();
const note = textSchema(2_000);
const lang = z.enum(['de', 'en']).default('en').describe('language of the names');
const cursor = z.string().max(500).optional();

export const warningStates = ['open', 'acknowledged', 'snoozed', 'closed'] as const;
export const warningStateSchema = z.enum(warningStates);
export type WarningState = z.infer<typeof warningStateSchema>;
export const closedReasons = ['handled', 'false_alarm', 'new_level'] as const;
export type ClosedReason = (typeof closedReasons)[number];

export const watchSchema = z.object({
  id: z.uuid(), score: watchScoreSchema, touchpoint: z.string().nullable().describe('null: all touchpoints together'), touchpointName: z.string().nullable(), department: z.string().nullable(), group: z.string().nullable().describe('null: everybody'),
  origin: z.enum(['people', 'automatic']).describe('automatic: watched because it is a main touchpoint'),
  minimumEffect: z.number().describe('smaller changes are not told: NPS points, scale points, or a share of the usual number'),
  levelFrom: monday.nullable().describe('the usual level is read from this Monday on; null: from the first week on'),
  madeBy: z.string(), madeAt: z.iso.datetime(), stoppedAt: z.iso.datetime().nullable(),
  countedTo: monday.nullable().describe('weeks before this Monday are judged'),
  weeks: z.int().describe('weeks from which the usual level is read; 20 are needed before anything can be told'),
  warnings: z.int().describe('alarms that are not closed'),
});
export type Watch = z.infer<typeof watchSchema>;
export const watchListQuerySchema = z.object({ score: watchScoreSchema.optional(), touchpoint: z.string().max(60).optional(), state: z.enum(['watched', 'stopped']).default('watched'), lang, limit: z.coerce.number().int().min(1).max(200).default(100), cursor });
export type WatchListQuery = z.output<typeof watchListQuerySchema>;
export const watchListSchema = z.object({ items: z.array(watchSchema), nextCursor: z.string().nullable() });

const minimumEffect = z.number().min(0).max(1_000);
export const watchInputSchema = z.strictObject({
  score: watchScoreSchema, touchpoint: z.string().max(60).nullable().default(null), group: lineSchema(60, 1).nullable().default(null),
  minimumEffect: minimumEffect.optional().describe('default: 5 NPS points, 0.3 scale points, 0.5 of the usual volume'),
}).refine(({ score, group }) => score !== 'volume' || group === null, { path: ['group'], message: 'contacts have no target group' });
export type WatchInput = z.output<typeof watchInputSchema>;
export const watchChangeSchema = z.strictObject({ minimumEffect: minimumEffect.optional(), isStopped: z.boolean().optional(), levelFrom: monday.nullable().optional().describe('any day; its week counts') });
export type WatchChange = z.output<typeof watchChangeSchema>;

export const warningSchema = z.object({
  id: z.uuid(), watchId: z.uuid(), state: warningStateSchema,
  score: watchScoreSchema, touchpoint: z.string().nullable(), touchpointName: z.string().nullable(), department: z.string().nullable(), group: z.string().nullable(),
  method: z.enum(['cusum', 'shewhart']).describe('cusum: a change that stays; shewhart: a jump of one week'), side: z.enum(['up', 'down']),
  isWorse: z.boolean().describe('a fall of a score; more contacts are neither better nor worse'),
  beganOn: monday.describe('Monday of the first week of the change'), raisedIn: monday.describe('Monday of the week that raised the alarm'), endedOn: monday.nullable().describe('last week of the change; null: it goes on'),
  raisedAt: z.iso.datetime().describe('end of that week'), foundAt: z.iso.datetime().describe('when Momente looked'),
  value: z.number().nullable().describe('since the change began until the alarm; null below 30 customers'), usual: z.number().nullable(), effect: z.number().nullable(),
  n: z.int().describe('customers since the change began; for volume weeks'), usualN: z.int(), usualWeeks: z.int(),
  statistic: z.number().describe('of the control chart, in standard deviations'), limit: z.number(), p: z.number(), q: z.number().describe('p adjusted for all series of that week'), seriesWatched: z.int(),
  minimumEffect: z.number(),
  acknowledgedAt: z.iso.datetime().nullable(), acknowledgedBy: z.string().nullable(), snoozedUntil: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(), closedBy: z.string().nullable(), closedBecause: z.enum(closedReasons).nullable(), note: z.string(), caseId: z.uuid().nullable(),
});
export type Warning = z.infer<typeof warningSchema>;
export const warningListQuerySchema = z.object({
  state: z.enum([...warningStates, 'active']).default('active').describe('active: open and acknowledged'), score: watchScoreSchema.optional(), touchpoint: z.string().max(60).optional(), worse: z.enum(['true']).optional().describe('only falls of scores'),
  lang, limit: z.coerce.number().int().min(1).max(200).default(50), cursor,
});
export type WarningListQuery = z.output<typeof warningListQuerySchema>;
export const warningListSchema = z.object({
  items: z.array(warningSchema), nextCursor: z.string().nullable(),
  open: z.int().describe('all that nobody has seen to yet'), watched: z.int().describe('series that are watched'),
  judgeable: z.int().describe('of these, series with the 20 weeks that a usual level needs; about the others nothing can be said yet'), longestWeeks: z.int().describe('weeks of the series that has most, at most 20'),
  countedTo: monday.nullable().describe('weeks before this Monday are judged; null: nothing was looked at yet'),
});
export type WarningList = z.infer<typeof warningListSchema>;

export const warningCountSchema = z.object({ count: z.int().describe('all that nobody has seen to yet') });

export const chartPointSchema = z.object({
  from: monday.describe('first week'), to: monday.describe('last week: thin weeks are put together until 30 customers have answered'),
  n: z.int(), value: z.number().nullable().describe('null: fewer than 30 customers'),
  usual: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable().describe('usual ± 3 standard errors of this n'),
  upper: z.number().nullable(), lower: z.number().nullable().describe('both sides of the CUSUM at the end, in standard deviations'),
});
export const watchedChartSchema = z.object({ points: z.array(chartPointSchema), limit: z.number().describe('of the CUSUM'), levels: z.array(z.object({ from: monday, to: monday, value: z.number() })).describe('stretches of one level, found by looking back') });
export type WatchedChart = z.infer<typeof watchedChartSchema>;
export const warningDetailSchema = z.object({ warning: warningSchema, chart: watchedChartSchema, voices: z.array(answeredSchema).nullable().describe('what customers wrote from the week it began to the alarm; null for those who may not read answers') });
export type WarningDetail = z.infer<typeof warningDetailSchema>;
export const watchDetailSchema = z.object({ watch: watchSchema, chart: watchedChartSchema });
export type WatchDetail = z.infer<typeof watchDetailSchema>;

export const acknowledgeSchema = z.strictObject({ note: note.optional() });
export const snoozeSchema = z.strictObject({ until: z.iso.datetime({ offset: true }), note: note.optional() });
export const closeSchema = z.strictObject({ because: z.enum(closedReasons), note: note.optional() });
export const caseOfWarningSchema = z.strictObject({ note: note.optional().describe('what should be done') });
export const openedOfWarningSchema = z.object({ caseId: z.uuid(), number: z.string(), isNew: z.boolean() });

export const warningSettingsSchema = z.strictObject({
  isAutomatic: z.boolean().describe('every main touchpoint is watched by itself'),
  mailsRoles: z.array(z.string().regex(/^[a-z][a-z0-9_]{1,59}$/)).max(20).describe('people with these roles get a mail about new alarms'),
  mailsDepartment: z.boolean().describe('people of the department that owns the touchpoint get one too'),
});
export type WarningSettings = z.infer<typeof warningSettingsSchema>;
export const defaultSettings: WarningSettings = { isAutomatic: true, mailsRoles: ['cx_manager'], mailsDepartment: true };
