import { z } from 'zod';
import { promiseKindSchema } from './promises.contract.ts';

const line = (max: number) => z.string().trim().max(max).regex(/^\P{Cc}*$/u, 'contains control characters').refine((value) => value.isWellFormed(), 'contains a character that is no text');

export const escalationTargetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('user'), id: z.uuid() }),
  z.strictObject({ kind: z.literal('department'), id: z.string().min(1).max(60) }),
  z.strictObject({ kind: z.literal('role'), id: z.string().min(1).max(60) }),
]);
export type EscalationTarget = z.infer<typeof escalationTargetSchema>;

export const promisePolicyInputSchema = z.strictObject({
  name: line(120).min(1),
  conditions: z.strictObject({ kinds: z.array(promiseKindSchema).max(7).optional(), departments: z.array(z.string().min(1).max(60)).max(50).optional() }).default({}),
  remindMinutesBefore: z.int().min(1).max(20_160),
  escalateMinutesLate: z.int().min(0).max(20_160).nullable().describe('null = nobody is told that it is late'),
  escalateTo: escalationTargetSchema,
});
export type PromisePolicyInput = z.infer<typeof promisePolicyInputSchema>;
export const promisePolicySchema = promisePolicyInputSchema.extend({ id: z.uuid(), position: z.int(), conditions: z.object({ kinds: z.array(promiseKindSchema).optional(), departments: z.array(z.string()).optional() }) });
export type PromisePolicy = z.infer<typeof promisePolicySchema>;
export const promisePolicyListSchema = z.object({ items: z.array(promisePolicySchema) });
export const promisePoliciesInputSchema = z.strictObject({ items: z.array(promisePolicyInputSchema.extend({ id: z.uuid().optional() })).max(100).describe('all of them; the first that fits counts') });

export const absenceInputSchema = z.strictObject({
  userId: z.uuid(), fromAt: z.iso.datetime({ offset: true }), untilAt: z.iso.datetime({ offset: true }), substitute: z.uuid().nullable().default(null).describe('who stands in'), note: line(200).default(''),
}).refine(({ fromAt, untilAt }) => Date.parse(fromAt) < Date.parse(untilAt), 'ends before it begins').refine(({ userId, substitute }) => userId !== substitute, 'nobody stands in for themselves');
export type AbsenceInput = z.infer<typeof absenceInputSchema>;
export const absenceSchema = z.object({ id: z.uuid(), userId: z.uuid(), userName: z.string(), fromAt: z.iso.datetime(), untilAt: z.iso.datetime(), substitute: z.uuid().nullable(), substituteName: z.string().nullable(), note: z.string() });
export type Absence = z.infer<typeof absenceSchema>;
export const absenceListSchema = z.object({ items: z.array(absenceSchema) });
