import { z } from 'zod';
import { channelSchema } from '../../people/timeline/timeline.contract.ts';

export const stages = ['awareness', 'consideration', 'purchase', 'onboarding', 'use', 'service', 'renewal', 'farewell'] as const;
export const stageSchema = z.enum(stages);

/** Text that both stores can keep: the null character and half surrogate pairs are refused here, not by an engine. */
const text = (max: number, min = 0) => z.string().min(min).max(max).refine((value) => !value.includes('\0') && value.isWellFormed(), 'contains a character that is no text');
const name = text(120, 1).refine((value) => value.trim() !== '', 'must not be blank');

/** One condition on a property of a contact; all conditions of a rule must hold. */
export const conditionSchema = z.object({ property: text(100, 1), op: z.enum(['is', 'is_not', 'contains', 'starts_with', 'exists', 'greater', 'less']), value: z.union([text(500), z.number(), z.boolean()]).optional() });
/** A contact belongs to the touchpoint when one of its rules matches; empty fields match everything. */
export const ruleSchema = z.object({ source: text(100).optional(), event: text(200).optional().describe('name of the event; page, screen … for those types'), channel: channelSchema.optional(), conditions: z.array(conditionSchema).max(10).default([]) });
export const rulesSchema = z.array(ruleSchema);
export type Condition = z.infer<typeof conditionSchema>;
export type Rule = z.infer<typeof ruleSchema>;

export const touchpointCodeSchema = z.string().regex(/^[a-z][a-z0-9_]{1,59}$/, 'small letters, digits and _; begins with a letter; at most 60');
export const departmentCodeSchema = z.string().regex(/^[a-z][a-z0-9_]{1,59}$/, 'small letters, digits and _; begins with a letter; at most 60');

export const touchpointSchema = z.object({
  code: touchpointCodeSchema,
  nameDe: name,
  nameEn: name,
  descriptionDe: text(2000).default(''),
  descriptionEn: text(2000).default(''),
  stage: stageSchema,
  channel: channelSchema,
  kind: z.enum(['main', 'secondary']),
  reachKind: z.enum(['direct', 'indirect']).default('direct').describe('ours or a third party’s'),
  department: text(60).nullable().default(null).describe('code of the owning department'),
  involvedDepartments: z.array(text(60)).max(20).default([]),
  momentOfTruth: z.boolean().default(false),
  tangibleItems: z.array(text(200)).max(30).default([]),
  rules: z.array(ruleSchema).max(30).default([]),
});
export type TouchpointInput = z.input<typeof touchpointSchema>;
export type TouchpointValues = z.output<typeof touchpointSchema>;
export type Touchpoint = TouchpointValues & { version: number; updatedAt: string };

export const departmentSchema = z.object({ code: departmentCodeSchema, nameDe: name, nameEn: name });
export type Department = z.infer<typeof departmentSchema>;

/** What the rules look at when a contact comes in. */
export interface MatchableContact {
  source: string;
  kind: string;
  channel: string;
  properties: Record<string, unknown>;
}
