import { z } from 'zod';
import { holidayRegions } from '../../kernel/time/holidays.ts';
import { timeZoneSchema } from '../../platform/http/texts.contract.ts';

export const casePriorities = ['low', 'normal', 'high', 'urgent'] as const;
export const casePrioritySchema = z.enum(casePriorities);
export type CasePriority = z.infer<typeof casePrioritySchema>;
export const caseStatuses = ['new', 'open', 'waiting_customer', 'waiting_partner', 'solved', 'closed'] as const;
export type CaseStatus = (typeof caseStatuses)[number];

export const clockKinds = ['first_reply', 'next_reply', 'solution'] as const;
export const clockKindSchema = z.enum(clockKinds);
export type ClockKind = z.infer<typeof clockKindSchema>;

const line = (max: number) => z.string().trim().max(max).regex(/^\P{Cc}*$/u, 'contains control characters').refine((value) => value.isWellFormed(), 'contains a character that is no text');
const code = line(60).min(1);
const calendarDate = z.iso.date();

export const daySpanSchema = z.strictObject({ from: z.int().min(0).max(1_439).describe('minutes since midnight'), to: z.int().min(1).max(1_440) }).refine(({ from, to }) => from < to, 'ends before it begins');
const spansSchema = z.array(daySpanSchema).max(6).refine((spans) => spans.every((span, n) => n === 0 || (spans[n - 1]?.to ?? 0) <= span.from), 'shifts overlap or are not in their order');
export const ownDaySchema = z.strictObject({ on: calendarDate, name: line(120).min(1), spans: spansSchema.describe('when it is open on that day; empty = closed') });
export const calendarInputSchema = z.strictObject({
  name: line(120).min(1),
  timeZone: timeZoneSchema,
  week: z.array(spansSchema).length(7).describe('Monday first; several spans are split shifts'),
  holidayRegion: z.enum(holidayRegions).nullable().describe('closed on the holidays of this German state; BUND = those of all states'),
  ownDays: z.array(ownDaySchema).max(400).default([]),
  isUsual: z.boolean().default(false).describe('the one by which "until end of business" is read'),
});
export type CalendarInput = z.infer<typeof calendarInputSchema>;
export const calendarSchema = calendarInputSchema.extend({ id: z.uuid(), ownDays: z.array(ownDaySchema), isUsual: z.boolean(), usedBy: z.int().describe('policies that count with it'), version: z.int() });
export type Calendar = z.infer<typeof calendarSchema>;
export const calendarListSchema = z.object({ items: z.array(calendarSchema) });
export const calendarChangeSchema = calendarInputSchema.extend({ version: z.int().min(1) });

export const holidaySchema = z.object({ on: calendarDate, nameDe: z.string(), nameEn: z.string() });
export const holidayQuerySchema = z.object({ region: z.enum(holidayRegions), year: z.coerce.number().int().min(1970).max(2200) });
export const holidayListSchema = z.object({ items: z.array(holidaySchema) });

const minutes = z.int().min(1).max(525_600).nullable().describe('open time; null = no such target');
export const targetsSchema = z.strictObject({ firstReplyMinutes: minutes, nextReplyMinutes: minutes, solutionMinutes: minutes });
export type Targets = z.infer<typeof targetsSchema>;
export const conditionsSchema = z.strictObject({
  channels: z.array(code).max(20).optional(), priorities: z.array(casePrioritySchema).max(4).optional(), departments: z.array(code).max(50).optional(),
  touchpoints: z.array(code).max(100).optional(), categories: z.array(line(120).min(1)).max(50).optional(),
  trait: z.strictObject({ name: line(100).min(1), values: z.array(line(200).min(1)).min(1).max(50) }).optional().describe('what the customer is, e.g. segment is premium'),
});
export type Conditions = z.infer<typeof conditionsSchema>;
export const policyInputSchema = z.strictObject({
  name: line(120).min(1), conditions: conditionsSchema.default({}),
  targets: z.strictObject({ low: targetsSchema, normal: targetsSchema, high: targetsSchema, urgent: targetsSchema }),
  calendarId: z.uuid().nullable().describe('null = around the clock'), pausesForPartner: z.boolean().default(false),
});
export type PolicyInput = z.infer<typeof policyInputSchema>;
export const policySchema = policyInputSchema.extend({ id: z.uuid(), position: z.int(), conditions: conditionsSchema, pausesForPartner: z.boolean(), version: z.int() });
export type Policy = z.infer<typeof policySchema>;
export const policyListSchema = z.object({ items: z.array(policySchema) });
export const policyChangeSchema = policyInputSchema.extend({ version: z.int().min(1) });
export const policyOrderSchema = z.strictObject({ ids: z.array(z.uuid()).min(1).max(200).describe('all policies, the first that fits counts') });

export const clockEventSchema = z.object({ at: z.iso.datetime(), kind: z.enum(['activate', 'pause', 'fulfil', 'breach', 'change', 'drop']), why: z.string(), dueAt: z.iso.datetime().nullable() });
export const clockSchema = z.object({
  id: z.uuid(), kind: clockKindSchema, round: z.int(), policyName: z.string(), calendarName: z.string().nullable(), targetMinutes: z.int(),
  state: z.enum(['running', 'paused', 'fulfilled', 'dropped']), startedAt: z.iso.datetime(), dueAt: z.iso.datetime().nullable(), fulfilledAt: z.iso.datetime().nullable(), breachedAt: z.iso.datetime().nullable(),
  usedMinutes: z.int().describe('open time that has passed while it ran'), events: z.array(clockEventSchema),
});
export type CaseClock = z.infer<typeof clockSchema>;
export const clockListSchema = z.object({ items: z.array(clockSchema) });

export const figureQuerySchema = z.object({
  from: z.iso.datetime({ offset: true }).optional(), to: z.iso.datetime({ offset: true }).optional(),
  by: z.enum(['none', 'department', 'touchpoint', 'channel', 'priority', 'month']).default('none'),
});
export type FigureQuery = z.infer<typeof figureQuerySchema>;
const shown = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('shown'), n: z.int(), value: z.object({ share: z.number(), low: z.number(), high: z.number() }) }),
  z.object({ kind: z.literal('withheld'), n: z.int(), minimum: z.int(), value: z.null() }),
]);
export const figureSchema = z.object({ items: z.array(z.object({ clock: clockKindSchema, group: z.string().describe('empty = all'), kept: shown })) });
export type Figure = z.infer<typeof figureSchema>;
