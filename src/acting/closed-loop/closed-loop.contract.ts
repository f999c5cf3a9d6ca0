import { z } from 'zod';

const line = (max: number, min = 0) => z.string().min(min).max(max).regex(/^\P{Cc}*$/u, 'contains control characters').refine((value) => value.isWellFormed(), 'contains a character that is no text');

export const loopMetrics = ['nps', 'csat', 'ces', 'experience'] as const;
export const loopMetricSchema = z.enum(loopMetrics);
export type LoopMetric = z.infer<typeof loopMetricSchema>;
/** What a rule looks for. Words are found anywhere in the text, whatever their case. */
export const loopConditionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('score'), metric: loopMetricSchema, atMost: z.number().min(0).max(10).describe('csat 1–5, the others 0–10') }),
  z.strictObject({ kind: z.literal('complaint'), moodAtMost: z.number().min(-2).max(2).default(-1.5), words: z.array(line(60, 2).trim().min(2)).max(50).default([]) }),
  z.strictObject({ kind: z.literal('broken_promise') }),
  z.strictObject({ kind: z.literal('review'), atMost: z.number().min(0).max(10).default(4).describe('score of the review, 0–10; reviews without one count by their mood') }),
]);
export type LoopCondition = z.infer<typeof loopConditionSchema>;
export const loopPriorities = ['low', 'normal', 'high', 'urgent'] as const;

const ruleFields = {
  name: line(120, 1).trim().min(1, 'is empty'),
  condition: loopConditionSchema,
  touchpoints: z.array(z.string().max(60)).max(200).nullable().describe('null: all'),
  department: z.string().max(60).nullable().describe('null: whoever owns the touchpoint'),
  priority: z.enum(loopPriorities),
  contactWithinHours: z.int().min(1).max(8_760).describe('the customer should hear from us by then'),
};
export const loopRuleInputSchema = z.strictObject({ ...ruleFields, touchpoints: ruleFields.touchpoints.default(null), department: ruleFields.department.default(null), priority: ruleFields.priority.default('normal'), contactWithinHours: ruleFields.contactWithinHours.default(24) });
export type LoopRuleInput = z.output<typeof loopRuleInputSchema>;
export const loopRuleChangeSchema = z.strictObject({ ...ruleFields, isOn: z.boolean() }).partial();
export type LoopRuleChange = z.output<typeof loopRuleChangeSchema>;
export const loopRuleSchema = z.object({ ...ruleFields, id: z.uuid(), beganAt: z.iso.datetime(), switchedOffAt: z.iso.datetime().nullable(), updatedAt: z.iso.datetime(), caught: z.int(), open: z.int() });
export type LoopRule = z.infer<typeof loopRuleSchema>;
export const loopRuleListSchema = z.object({ items: z.array(loopRuleSchema) });
/** What a rule would have caught lately, had it been there. */
export const loopPreviewSchema = z.object({
  days: z.int(), n: z.int(), customers: z.int(), perWeek: z.number(),
  byTouchpoint: z.array(z.object({ touchpoint: z.string(), n: z.int() })),
  examples: z.array(z.object({ at: z.iso.datetime(), touchpoint: z.string(), score: z.number().nullable(), words: z.string() })),
});
export type LoopPreview = z.infer<typeof loopPreviewSchema>;

export const toldHows = ['phone', 'in_person', 'letter', 'other', 'not_told'] as const;
export const toldInputSchema = z.strictObject({
  how: z.enum(toldHows),
  because: z.string().trim().max(1_000).optional().describe('why the customer is not told; needed for not_told'),
}).refine(({ how, because }) => how !== 'not_told' || (because !== undefined && because !== ''), { path: ['because'], message: 'say why' });
export type ToldInput = z.output<typeof toldInputSchema>;
export const catchStates = ['open', 'contacted', 'not_told', 'closed'] as const;
export const loopCatchSchema = z.object({
  id: z.uuid(), ruleId: z.uuid(), ruleName: z.string(), source: z.enum(['answers', 'interactions', 'promises']),
  caseId: z.uuid().nullable(), caseNumber: z.string().nullable(), customerId: z.uuid().nullable(), customerName: z.string().nullable(),
  touchpoint: z.string(), department: z.string().nullable(), metric: z.string(), score: z.number().nullable(),
  happenedAt: z.iso.datetime(), caughtAt: z.iso.datetime(), dueAt: z.iso.datetime(), contactedAt: z.iso.datetime().nullable(), closedAt: z.iso.datetime().nullable(),
  toldHow: z.enum([...toldHows, 'reply']).nullable(), notToldBecause: z.string().nullable(), isLate: z.boolean(),
});
export type LoopCatch = z.infer<typeof loopCatchSchema>;
export const loopCatchListQuerySchema = z.object({ caseId: z.uuid().optional(), rule: z.uuid().optional(), state: z.enum(['open', 'done']).optional(), limit: z.coerce.number().int().min(1).max(100).default(50), cursor: z.string().max(500).optional() });
export type LoopCatchListQuery = z.output<typeof loopCatchListQuerySchema>;
export const loopCatchListSchema = z.object({ items: z.array(loopCatchSchema), nextCursor: z.string().nullable() });

const share = z.object({ n: z.int(), share: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() });
export const loopFigureSchema = z.object({
  caught: z.int(), cases: z.int(),
  closed: share.describe('the customer heard from us and the case is solved; of all that are due or closed'),
  contactedInTime: share,
  contactHours: z.object({ n: z.int(), median: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() }).describe('from what happened being known to the customer hearing from us'),
  notTold: z.int(),
  scoreChange: z.object({ n: z.int(), customers: z.int(), before: z.number().nullable(), after: z.number().nullable(), change: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() }).describe('the same customer, touchpoint and question: first score after the case, minus the one that opened it; 0–10'),
});
export type LoopFigure = z.infer<typeof loopFigureSchema>;
export const loopFiguresSchema = z.object({
  from: z.iso.datetime(), to: z.iso.datetime(), all: loopFigureSchema,
  byRule: z.array(z.object({ id: z.uuid(), name: z.string(), figure: loopFigureSchema })),
  byDepartment: z.array(z.object({ department: z.string().nullable(), figure: loopFigureSchema })),
});
export type LoopFigures = z.infer<typeof loopFiguresSchema>;
