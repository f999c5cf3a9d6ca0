import { z } from 'zod';
import { affectedRuleSchema } from '../known-issues/known-issues.contract.ts';
import { messageChannelSchema, messagePurposeSchema } from '../messages/messages.contract.ts';

/** One line a person typed. */
const line = (max: number) => z.string().trim().min(1, 'is empty').max(max).regex(/^\P{Cc}*$/u, 'contains control characters');

export const outreachTextSchema = z.strictObject({
  language: z.enum(['de', 'en']),
  channel: messageChannelSchema.nullable().default(null).describe('null: for every channel without a text of its own'),
  subjectLine: line(200),
  text: z.string().trim().min(1, 'is empty').max(20_000).describe('Markdown with Liquid: {{ customer.name }}'),
});
export type OutreachText = z.infer<typeof outreachTextSchema>;

/** Variables that every text may use; there is no case, agent or promise here. */
export const outreachVariables = ['customer.name', 'customer.firstName', 'customer.lastName', 'customer.number', 'company.name'] as const;

const fields = {
  title: line(200),
  purpose: messagePurposeSchema,
  issueId: z.uuid().nullable().describe('a known issue says whom it concerns'),
  filter: affectedRuleSchema.nullable().describe('without a known issue: a device, a contract or a place'),
  channels: z.array(messageChannelSchema).min(1, 'names no channel').max(6).refine((list) => new Set(list).size === list.length, 'a channel is named twice').describe('in the order in which they are tried where the customer prefers none'),
  texts: z.array(outreachTextSchema).max(14).refine((texts) => new Set(texts.map(({ language, channel }) => `${language} ${channel}`)).size === texts.length, 'has two texts for the same language and channel'),
  isEssential: z.boolean().describe('concerns safety: told even to those who object to service messages'),
  isLive: z.boolean().describe('who is affected later is told too'),
  ratePerMinute: z.int().min(1).max(1_000_000).nullable(),
};
export const outreachInputSchema = z.strictObject({
  ...fields,
  purpose: fields.purpose.default('service'), issueId: fields.issueId.default(null), filter: fields.filter.default(null), channels: fields.channels.default(['mail', 'sms', 'letter']),
  texts: fields.texts.default([]).describe('empty: those of the known issue'), isEssential: fields.isEssential.optional().describe('without it as the known issue says'), isLive: fields.isLive.default(false), ratePerMinute: fields.ratePerMinute.default(null),
}).refine(({ issueId, filter }) => (issueId === null) !== (filter === null), { message: 'says either a known issue or a filter', path: ['issueId'] });
export type OutreachInput = z.infer<typeof outreachInputSchema>;
export const outreachChangeSchema = z.strictObject({ title: fields.title.optional(), purpose: fields.purpose.optional(), filter: affectedRuleSchema.optional(), channels: fields.channels.optional(), texts: fields.texts.min(1, 'has no text').optional(), isEssential: fields.isEssential.optional(), isLive: fields.isLive.optional(), ratePerMinute: fields.ratePerMinute.optional(), version: z.int().describe('the version that was read') });
export type OutreachChange = z.infer<typeof outreachChangeSchema>;

export const outreachStates = ['draft', 'preparing', 'running', 'paused', 'live', 'stopped', 'finished'] as const;
export const outreachStateSchema = z.enum(outreachStates).describe('live: everybody is told, and later buyers will be');
export type OutreachState = z.infer<typeof outreachStateSchema>;

/** Why somebody is not told; the first that holds, in this order, is the one that counts. */
export const exclusionReasons = ['restricted', 'told_already', 'complained_himself', 'unreachable', 'no_consent', 'channel_not_ready', 'capped', 'duplicate_address', 'not_affected_any_more', 'stopped', 'erased', 'suppressed', 'unfillable', 'refused', 'bounced', 'unanswerable'] as const;
export const exclusionReasonSchema = z.enum(exclusionReasons);
export type ExclusionReason = z.infer<typeof exclusionReasonSchema>;

export const outreachSchema = z.object({
  id: z.uuid(), title: z.string(), purpose: messagePurposeSchema, issueId: z.uuid().nullable(), issueTitle: z.string().nullable(), filter: affectedRuleSchema.nullable(), channels: z.array(messageChannelSchema), texts: z.array(outreachTextSchema),
  isEssential: z.boolean(), isLive: z.boolean(), ratePerMinute: z.number().nullable(), state: outreachStateSchema, version: z.int(),
  createdAt: z.iso.datetime(), createdBy: z.string(), startedAt: z.iso.datetime().nullable(), startedBy: z.string().nullable(), pausedAt: z.iso.datetime().nullable(), stoppedAt: z.iso.datetime().nullable(), finishedAt: z.iso.datetime().nullable(),
});
export type Outreach = z.infer<typeof outreachSchema>;
export const outreachListQuerySchema = z.object({ issueId: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(100).default(50), cursor: z.string().max(500).optional() });
export type OutreachListQuery = z.infer<typeof outreachListQuerySchema>;
export const outreachListSchema = z.object({ items: z.array(outreachSchema), nextCursor: z.string().nullable() });

/** Where the people stand. Each number is a door: the list takes the same words. */
export const standingSchema = z.enum(['told', 'answered', 'waiting', 'unclear', 'left_out']).describe('told: a channel took it · answered: in their own case · left_out: not told, for a reason');
export type Standing = z.infer<typeof standingSchema>;
export const outreachFiguresSchema = z.object({
  isPreview: z.boolean().describe('as it would be now, before the start'),
  affected: z.int(), told: z.int(), answered: z.int(), waiting: z.int(), unclear: z.int(), leftOut: z.int(),
  channels: z.array(z.object({ channel: messageChannelSchema, planned: z.int(), handed: z.int(), delivered: z.int(), opened: z.int(), bounced: z.int() })),
  reasons: z.array(z.object({ reason: exclusionReasonSchema, customers: z.int() })).describe('why people are left out, the frequent ones first'),
  cannotSend: z.array(messageChannelSchema).describe('channels that are not set up, while somebody is reached by nothing else'),
  passedOver: z.array(messageChannelSchema).describe('channels that are not set up; everybody is told on another one'),
  replies: z.int().describe('cases opened by answers'),
});
export type OutreachFigures = z.infer<typeof outreachFiguresSchema>;
export const peopleQuerySchema = z.object({ standing: standingSchema.optional(), reason: exclusionReasonSchema.optional(), channel: messageChannelSchema.optional(), limit: z.coerce.number().int().min(1).max(100).default(50), cursor: z.string().max(500).optional() });
export type PeopleQuery = z.infer<typeof peopleQuerySchema>;
export const peopleSchema = z.object({
  items: z.array(z.object({ customerId: z.uuid(), name: z.string(), standing: standingSchema, channel: messageChannelSchema.nullable(), reason: exclusionReasonSchema.nullable(), detail: z.string().nullable(), at: z.iso.datetime().nullable(), messageId: z.uuid().nullable(), caseId: z.uuid().nullable() })),
  nextCursor: z.string().nullable(),
});
export type People = z.infer<typeof peopleSchema>;
export const resendInputSchema = z.strictObject({ messageId: z.uuid() });
