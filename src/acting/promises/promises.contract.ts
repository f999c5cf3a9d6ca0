import { z } from 'zod';
import { timeZoneSchema } from '../../platform/http/texts.contract.ts';

export const promiseKinds = ['callback', 'answer', 'visit', 'delivery', 'refund', 'repair', 'other'] as const;
export const promiseKindSchema = z.enum(promiseKinds);
export type PromiseKind = z.infer<typeof promiseKindSchema>;

/** open · late: not kept though its time is over · kept: on time · kept_late: kept, and broken all the same · withdrawn */
export const promiseStates = ['open', 'late', 'kept', 'kept_late', 'withdrawn'] as const;
export const promiseStateSchema = z.enum(promiseStates);
export type PromiseState = z.infer<typeof promiseStateSchema>;

const text = (max: number) => z.string().trim().min(1).max(max).refine((value) => !value.includes('\0') && value.isWellFormed(), 'contains a character that is no text');

/** Who answers for it: a person or a team. */
export const responsibleSchema = z.union([z.strictObject({ userId: z.uuid() }), z.strictObject({ department: z.string().min(1).max(60) })]);
export type Responsible = z.infer<typeof responsibleSchema>;

export const promiseSchema = z.object({
  id: z.uuid(),
  caseId: z.uuid().nullable(),
  caseNumber: z.string().nullable().describe('V-100023'),
  customerId: z.uuid().nullable(),
  customerName: z.string().nullable(),
  kind: promiseKindSchema,
  text: z.string(),
  dueAt: z.iso.datetime(),
  timeZone: z.string().describe('zone in which it was meant'),
  reading: z.string().nullable().describe('how the line was read'),
  state: promiseStateSchema,
  responsibleUserId: z.uuid().nullable(),
  responsibleName: z.string().nullable(),
  responsibleDepartment: z.string().nullable(),
  isAway: z.boolean().describe('the responsible person is away when it is due'),
  touchpoint: z.string().nullable(),
  department: z.string().nullable(),
  madeAt: z.iso.datetime(),
  madeBy: z.string(),
  keptAt: z.iso.datetime().nullable(),
  withdrawnAt: z.iso.datetime().nullable(),
  withdrawnReason: z.string().nullable(),
  brokenAt: z.iso.datetime().nullable(),
  version: z.int(),
});
export type CustomerPromise = z.infer<typeof promiseSchema>;

const version = z.int().min(1).optional().describe('the version that was seen; refused when somebody has changed it since');
export const promiseInputSchema = z.strictObject({
  caseId: z.uuid(),
  line: text(500).optional().describe('the promise in one line, as somebody would say it; read here unless text and dueAt say how it is meant'),
  text: text(500).optional().describe('what is promised; the customer can read this'),
  kind: promiseKindSchema.optional(),
  dueAt: z.iso.datetime({ offset: true }).optional(),
  timeZone: timeZoneSchema.optional().describe('default: that of the customer, else of the company'),
  responsible: responsibleSchema.optional().describe('default: who makes it'),
}).refine(({ line, text: said, dueAt }) => (said === undefined) === (dueAt === undefined) && (line !== undefined || said !== undefined), 'give line, or text and dueAt');
export type PromiseInput = z.infer<typeof promiseInputSchema>;

export const promiseListQuerySchema = z.object({
  whose: z.enum(['mine', 'team', 'all']).default('mine'),
  state: z.enum(['open', 'settled']).default('open'),
  caseId: z.uuid().optional(),
  customerId: z.uuid().optional(),
  kind: promiseKindSchema.optional(),
  department: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});
export type PromiseListQuery = z.infer<typeof promiseListQuerySchema>;
export const promiseListSchema = z.object({ items: z.array(promiseSchema), nextCursor: z.string().nullable() });
export const keptSchema = z.strictObject({ version });
export const withdrawalSchema = z.strictObject({ reason: text(500), version });
export const handoverSchema = z.strictObject({ responsible: responsibleSchema, version });

export const readingInputSchema = z.strictObject({ line: z.string().max(500), caseId: z.uuid().optional().describe('then in the zone of its customer'), language: z.enum(['de', 'en']).default('de') });
export const readingSchema = z.object({
  reading: z.object({
    what: z.string(), kind: promiseKindSchema, dueAt: z.iso.datetime(), confidence: z.enum(['certain', 'assumed', 'unclear']), problem: z.enum(['past', 'ambiguous']).nullable(), reading: z.string(),
    others: z.array(z.object({ dueAt: z.iso.datetime(), reading: z.string() })),
  }).nullable().describe('null = the line says nothing about time'),
  timeZone: z.string(),
});

const daySpan = z.object({ from: z.int(), to: z.int() });
/** What the page needs to read a line while it is typed. */
export const lineSettingSchema = z.object({
  timeZone: z.string().describe('of the customer, else of the company'), isCustomersZone: z.boolean(),
  calendar: z.object({ timeZone: z.string(), week: z.array(z.array(daySpan)), holidayRegion: z.string().nullable(), ownDays: z.array(z.object({ on: z.string(), name: z.string(), spans: z.array(daySpan) })) }),
  people: z.array(z.object({ id: z.uuid(), name: z.string(), awayUntil: z.iso.datetime().nullable() })).describe('who can be responsible'),
});
export type LineSetting = z.infer<typeof lineSettingSchema>;

export const promiseEventSchema = z.object({ at: z.iso.datetime(), kind: z.enum(['made', 'reminded', 'escalated', 'broken', 'kept', 'withdrawn', 'handed_over']), by: z.string(), to: z.array(z.string()).describe('names of those who were told'), because: z.string().nullable() });
export const promiseEventListSchema = z.object({ items: z.array(promiseEventSchema) });

export const promiseFigureQuerySchema = z.object({
  from: z.iso.datetime({ offset: true }).optional().describe('due from then on; without: 90 days ago'), to: z.iso.datetime({ offset: true }).optional(),
  by: z.enum(['none', 'department', 'touchpoint', 'kind', 'month']).default('none'),
});
export type PromiseFigureQuery = z.infer<typeof promiseFigureQuerySchema>;
export const keptShareSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('shown'), n: z.int(), value: z.object({ share: z.number(), low: z.number(), high: z.number() }) }),
  z.object({ kind: z.literal('withheld'), n: z.int(), minimum: z.int(), value: z.null() }),
]);
export const promiseFigureSchema = z.object({
  items: z.array(z.object({ group: z.string().describe('empty = all'), promises: z.int().describe('due or settled, without those withdrawn in time'), withdrawn: z.int(), kept: keptShareSchema.describe('n counts promises; withheld while fewer customers than the minimum are behind it') })),
});
export type PromiseFigure = z.infer<typeof promiseFigureSchema>;
