import { z } from 'zod';
import { isTimeZone } from '../../kernel/time/zones.ts';

export const promiseKinds = ['callback', 'answer', 'visit', 'delivery', 'refund', 'repair', 'other'] as const;
export const promiseKindSchema = z.enum(promiseKinds);
export type PromiseKind = z.infer<typeof promiseKindSchema>;

/** open · late: not kept though its time is over · kept: on time · kept_late: kept, and broken all the same · withdrawn */
export const promiseStates = ['open', 'late', 'kept', 'kept_late', 'withdrawn'] as const;
export const promiseStateSchema = z.enum(promiseStates);
export type PromiseState = z.infer<typeof promiseStateSchema>;

const text = (max: number) => z.string().trim().min(1).max(max).refine((value) => !value.includes('\0') && value.isWellFormed(), 'contains a character that is no text');
export const timeZoneSchema = z.string().max(60).refine(isTimeZone, 'is not a time zone');

/** Who answers for it: a person or a team. */
export const responsibleSchema = z.union([z.strictObject({ userId: z.uuid() }), z.strictObject({ department: z.string().min(1).max(60) })]);
export type Responsible = z.infer<typeof responsibleSchema>;

export const promiseSchema = z.object({
  id: z.uuid(),
  caseId: z.uuid().nullable(),
  caseNumber: z.number().nullable(),
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

export const promiseInputSchema = z.strictObject({
  caseId: z.uuid(),
  text: text(500).describe('the customer can read this'),
  kind: promiseKindSchema.optional(),
  dueAt: z.iso.datetime({ offset: true }),
  timeZone: timeZoneSchema.optional().describe('default: that of the customer, else of the company'),
  line: text(500).optional().describe('the line as it was typed'),
  reading: text(500).optional(),
  responsible: responsibleSchema.optional().describe('default: who makes it'),
});
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
export const withdrawalSchema = z.strictObject({ reason: text(500), version: z.int().optional() });
export const handoverSchema = z.strictObject({ responsible: responsibleSchema, version: z.int().optional() });
