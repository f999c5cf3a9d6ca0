import { z } from 'zod';
import { touchpointCodeSchema } from '../../journeys/touchpoints/touchpoints.contract.ts';
import { surveyKindSchema } from '../../listening/surveys/drafts/drafts.contract.ts';
import { codeInAddress } from '../../listening/surveys/surveys.contract.ts';
import { identifierSchema } from '../../people/identity/identity.contract.ts';
import { affectedRuleSchema } from '../known-issues/known-issues.contract.ts';

/** Reaching people with a survey. A distribution says whom, when and how; an invitation is one person in it. */

/** One line a person typed. */
const line = (max: number) => z.string().trim().min(1, 'is empty').max(max).regex(/^\P{Cc}*$/u, 'contains control characters');
const traitName = z.string().trim().min(1, 'is empty').max(80).regex(/^\P{Cc}*$/u, 'contains control characters');

/** Channels on which a link can be followed. */
export const invitationChannels = ['mail', 'sms', 'messenger', 'notice'] as const;
export const invitationChannelSchema = z.enum(invitationChannels);
export type InvitationChannel = z.infer<typeof invitationChannelSchema>;

export const distributionKinds = ['filter', 'list', 'staff', 'trigger'] as const;
export const distributionKindSchema = z.enum(distributionKinds).describe('filter: customers of a selection · list: uploaded identifiers · staff: employees, anonymously · trigger: after an event, again and again');
export type DistributionKind = z.infer<typeof distributionKindSchema>;

/** All conditions that are given must hold; none = every customer. */
export const customerFilterSchema = z.strictObject({
  rule: affectedRuleSchema.optional().describe('a device, a contract, a place'),
  traits: z.array(z.strictObject({ name: traitName, isOneOf: z.array(z.string().trim().min(1).max(200)).min(1).max(50) })).max(10).optional().describe('what is known of the customer, e.g. segment is premium'),
  contact: z.strictObject({ touchpoints: z.array(touchpointCodeSchema).min(1).max(50), withinDays: z.int().min(1).max(365) }).optional().describe('had a contact at one of these touchpoints'),
});
export type CustomerFilter = z.infer<typeof customerFilterSchema>;

export const triggerSchema = z.strictObject({
  event: line(120).describe('kind of contact, e.g. call_ended'),
  touchpoints: z.array(touchpointCodeSchema).max(50).default([]).describe('empty: at any'),
  afterMinutes: z.int().min(0).max(43_200).default(30),
  withinHours: z.int().min(1).max(2_160).default(72).describe('who could not be invited so long after the event is not invited any more'),
}).refine(({ afterMinutes, withinHours }) => afterMinutes < withinHours * 60, { message: 'is over before the invitation leaves', path: ['withinHours'] });
export type Trigger = z.infer<typeof triggerSchema>;

/**
 * Who of those that may be asked is asked. Decided by a fingerprint of distribution and person, so the same question always
 * has the same answer and nobody can be picked by hand.
 */
export const sampleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('share'), share: z.number().gt(0).max(1) }),
  z.strictObject({ kind: z.literal('count'), n: z.int().min(1).max(1_000_000) }),
  z.strictObject({ kind: z.literal('strata'), n: z.int().min(1).max(1_000_000), by: traitName, allocation: z.enum(['proportional', 'equal']).default('proportional') }),
]);
export type Sample = z.infer<typeof sampleSchema>;

export const invitationTextSchema = z.strictObject({
  language: z.enum(['de', 'en']),
  part: z.enum(['invitation', 'reminder']).default('invitation'),
  subjectLine: line(200),
  text: z.string().trim().min(1, 'is empty').max(5_000).describe('Markdown with Liquid; the first question and the link follow by themselves'),
});
export type InvitationText = z.infer<typeof invitationTextSchema>;

const instant = z.iso.datetime({ offset: true });
const fields = {
  title: line(200),
  filter: customerFilterSchema,
  staff: z.strictObject({ departments: z.array(z.string().max(60)).max(100).nullable().describe('null: everybody who works with Momente, unless a list of addresses is uploaded') }),
  trigger: triggerSchema,
  skipsOpenCases: z.boolean().describe('who has an open case is not asked'),
  channels: z.array(invitationChannelSchema).min(1, 'names no channel').max(4).refine((list) => new Set(list).size === list.length, 'a channel is named twice').describe('in the order in which they are tried where the customer prefers none'),
  texts: z.array(invitationTextSchema).max(8).refine((texts) => new Set(texts.map(({ language, part }) => `${language} ${part}`)).size === texts.length, 'has two texts for the same language'),
  sample: sampleSchema,
  reminders: z.strictObject({ times: z.int().min(0).max(5), afterDays: z.int().min(1).max(60) }),
  startsAt: instant.nullable(),
  expiresAt: instant.nullable().describe('nobody is invited or reminded afterwards, and links do not open any more'),
};
export const distributionInputSchema = z.strictObject({
  survey: codeInAddress,
  kind: distributionKindSchema,
  ...fields,
  filter: fields.filter.optional(), staff: fields.staff.optional(), trigger: fields.trigger.optional(),
  skipsOpenCases: fields.skipsOpenCases.default(false), channels: fields.channels.default(['mail', 'sms']), texts: fields.texts.default([]).describe('empty: our own words'), sample: fields.sample.default({ kind: 'all' }),
  reminders: fields.reminders.default({ times: 0, afterDays: 5 }), startsAt: fields.startsAt.default(null), expiresAt: fields.expiresAt.default(null),
}).refine(({ kind, trigger }) => (kind === 'trigger') === (trigger !== undefined), { message: 'belongs to the kind trigger, and to no other', path: ['trigger'] })
  .refine(({ kind, filter }) => filter === undefined || kind === 'filter', { message: 'belongs to the kind filter', path: ['filter'] })
  .refine(({ kind, reminders }) => kind !== 'staff' || reminders.times === 0, { message: 'nobody knows who of the staff has answered', path: ['reminders', 'times'] })
  .refine(({ kind, sample }) => (kind !== 'trigger' && kind !== 'staff') || sample.kind === 'all' || sample.kind === 'share' || (kind === 'staff' && sample.kind === 'count'), { message: 'this kind of sample needs a list of customers', path: ['sample'] });
export type DistributionInput = z.infer<typeof distributionInputSchema>;
export const distributionChangeSchema = z.strictObject({
  title: fields.title.optional(), filter: fields.filter.optional(), staff: fields.staff.optional(), trigger: fields.trigger.optional(), skipsOpenCases: fields.skipsOpenCases.optional(), channels: fields.channels.optional(), texts: fields.texts.optional(),
  sample: fields.sample.optional(), reminders: fields.reminders.optional(), startsAt: fields.startsAt.optional(), expiresAt: fields.expiresAt.optional(), version: z.int().describe('the version that was read'),
});
export type DistributionChange = z.infer<typeof distributionChangeSchema>;

export const distributionStates = ['draft', 'scheduled', 'running', 'paused', 'stopped', 'finished'] as const;
export const distributionStateSchema = z.enum(distributionStates);
export type DistributionState = z.infer<typeof distributionStateSchema>;
export const distributionSchema = z.object({
  id: z.uuid(), survey: z.string(), surveyNameDe: z.string(), surveyNameEn: z.string(), title: z.string(), kind: distributionKindSchema, filter: customerFilterSchema.nullable(), staff: fields.staff.nullable(), trigger: triggerSchema.nullable(), listed: z.int().describe('entries of the uploaded list'),
  skipsOpenCases: z.boolean(), channels: z.array(invitationChannelSchema), texts: z.array(invitationTextSchema), sample: sampleSchema, reminders: fields.reminders, startsAt: z.iso.datetime().nullable(), expiresAt: z.iso.datetime().nullable(),
  state: distributionStateSchema, version: z.int(), createdAt: z.iso.datetime(), createdBy: z.string(), startedAt: z.iso.datetime().nullable(), startedBy: z.string().nullable(), pausedAt: z.iso.datetime().nullable(), stoppedAt: z.iso.datetime().nullable(), finishedAt: z.iso.datetime().nullable(),
  invited: z.int().describe('invitations that left'), finished: z.int().describe('answered to the end'),
});
export type Distribution = z.infer<typeof distributionSchema>;
export const distributionListQuerySchema = z.object({ survey: codeInAddress.optional(), limit: z.coerce.number().int().min(1).max(100).default(50), cursor: z.string().max(500).optional() });
export type DistributionListQuery = z.infer<typeof distributionListQuerySchema>;
export const distributionListSchema = z.object({ items: z.array(distributionSchema), nextCursor: z.string().nullable() });

export const LIST_LIMIT = 50_000;
/** Customers by any identifier; of staff e-mail addresses. */
export const uploadSchema = z.strictObject({ identifiers: z.array(identifierSchema).min(1, 'is empty').max(LIST_LIMIT) });
export type Upload = z.infer<typeof uploadSchema>;
export const uploadedSchema = z.object({ listed: z.int(), repeated: z.int(), unknown: z.int().describe('nobody is known under them'), invalid: z.array(z.object({ at: z.int().describe('place in the list, from 0'), reason: z.string() })).describe('the first hundred that were left out') });
export type Uploaded = z.infer<typeof uploadedSchema>;

/** Why somebody is not invited; the first that holds, in this order, is the one that counts. */
export const skipReasons = [
  'unknown', 'restricted', 'case_open', 'unreachable', 'no_consent', 'channel_not_ready', 'fatigue', 'duplicate_address', 'not_sampled',
  'too_late', 'survey_closed', 'stopped', 'erased', 'capped', 'suppressed', 'told_already', 'unfillable', 'refused',
] as const;
export const invitationSkipReasonSchema = z.enum(skipReasons);
export type InvitationSkipReason = z.infer<typeof invitationSkipReasonSchema>;

/** Where one invitation stands; the furthest that is known. */
export const invitationStates = ['skipped', 'waiting', 'delayed', 'queued', 'sent', 'delivered', 'bounced', 'unclear', 'opened', 'started', 'finished'] as const;
export const invitationStateSchema = z.enum(invitationStates).describe('waiting: for its time · delayed: asked too often lately, invited as soon as it is allowed · queued: with the channel soon · unclear: it may have left or not');
export type InvitationState = z.infer<typeof invitationStateSchema>;

const rate = z.object({ n: z.int(), share: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() });
export const distributionFiguresSchema = z.object({
  isPreview: z.boolean().describe('as it would be now, before the start'),
  of: z.int().describe('people who were looked at; in the preview of a trigger: events of the last seven days'),
  sampled: z.int(), waiting: z.int(), delayed: z.int(), queued: z.int(), sent: z.int(), delivered: z.int(), bounced: z.int(), unclear: z.int(), opened: z.int(), started: z.int(), finished: z.int(), reminded: z.int(), skipped: z.int(),
  passedOver: z.int().describe('events that fell out of the sample'),
  response: rate.describe('finished of those that left and did not come back'),
  channels: z.array(z.object({ channel: invitationChannelSchema, planned: z.int(), sent: z.int(), delivered: z.int(), bounced: z.int(), finished: z.int() })),
  reasons: z.array(z.object({ reason: invitationSkipReasonSchema, people: z.int() })),
  cannotSend: z.array(invitationChannelSchema).describe('channels that are not set up, while somebody is reached by nothing else'),
  latestAt: z.iso.datetime().nullable().describe('when the last of the delayed ones may be invited'),
});
export type DistributionFigures = z.infer<typeof distributionFiguresSchema>;
export const invitedQuerySchema = z.object({ state: invitationStateSchema.optional(), reason: invitationSkipReasonSchema.optional(), channel: invitationChannelSchema.optional(), limit: z.coerce.number().int().min(1).max(100).default(50), cursor: z.string().max(500).optional() });
export type InvitedQuery = z.infer<typeof invitedQuerySchema>;
const dated = z.iso.datetime().nullable();
export const invitedSchema = z.object({
  id: z.string(), customerId: z.string().nullable(), name: z.string(), state: invitationStateSchema, reason: invitationSkipReasonSchema.nullable(), channel: invitationChannelSchema.nullable(), detail: z.string().nullable(),
  sampledAt: dated, dueAt: dated, skippedAt: dated, sentAt: dated, deliveredAt: dated, bouncedAt: dated, openedAt: dated, startedAt: dated, finishedAt: dated, remindedAt: dated, reminders: z.int(),
});
export type Invited = z.infer<typeof invitedSchema>;
export const invitedListSchema = z.object({ items: z.array(invitedSchema), nextCursor: z.string().nullable() });
export type InvitedList = z.infer<typeof invitedListSchema>;

/** What one reads: the mail as it would leave, without its frame. */
export const wordsQuerySchema = z.object({ language: z.enum(['de', 'en']).default('de'), part: z.enum(['invitation', 'reminder']).default('invitation') });
export const wordsSchema = z.object({ subjectLine: z.string(), text: z.string(), html: z.string(), sms: z.string(), firstQuestion: z.object({ id: z.string(), title: z.string(), choices: z.array(z.object({ value: z.string(), label: z.string() })) }).nullable().describe('null: the first question cannot be answered by one tap') });
export type InvitationWords = z.infer<typeof wordsSchema>;

/** What one customer was asked, the newest first. */
export const customerInvitationSchema = z.object({ id: z.uuid(), distributionId: z.uuid(), survey: z.string(), surveyNameDe: z.string(), surveyNameEn: z.string(), state: invitationStateSchema, reason: invitationSkipReasonSchema.nullable(), channel: invitationChannelSchema.nullable(), at: z.iso.datetime(), reminders: z.int() });
export type CustomerInvitation = z.infer<typeof customerInvitationSchema>;
export const customerInvitationsQuerySchema = z.object({ limit: z.coerce.number().int().min(1).max(100).default(20), cursor: z.string().max(500).optional() });
export const customerInvitationsSchema = z.object({ items: z.array(customerInvitationSchema), nextCursor: z.string().nullable() });

export const triggerEventsSchema = z.object({ items: z.array(z.object({ event: z.string(), n: z.number() })) });

/** How often somebody is asked at most. */
const ruleFields = {
  scope: z.enum(['all', 'kind', 'survey']),
  surveyKind: surveyKindSchema.nullable(),
  survey: codeInAddress.nullable(),
  most: z.int().min(1).max(100),
  days: z.int().min(1).max(730).describe('rolling days of 24 hours'),
  effect: z.enum(['skip', 'delay']).describe('delay: invited as soon as it is allowed, while the distribution lasts'),
  exceptions: z.array(codeInAddress).max(100).describe('surveys that are neither held back nor counted'),
};
export const fatigueRuleInputSchema = z.strictObject({ ...ruleFields, surveyKind: ruleFields.surveyKind.default(null), survey: ruleFields.survey.default(null), effect: ruleFields.effect.default('delay'), exceptions: ruleFields.exceptions.default([]), isOn: z.boolean().default(true) })
  .refine(({ scope, surveyKind }) => (scope === 'kind') === (surveyKind !== null), { message: 'belongs to the scope kind', path: ['surveyKind'] })
  .refine(({ scope, survey }) => (scope === 'survey') === (survey !== null), { message: 'belongs to the scope survey', path: ['survey'] });
export type FatigueRuleInput = z.infer<typeof fatigueRuleInputSchema>;
export const fatigueRuleSchema = z.object({ id: z.uuid(), ...ruleFields, isOn: z.boolean(), createdAt: z.iso.datetime(), createdBy: z.string().describe('empty: came with Momente') });
export type FatigueRule = z.infer<typeof fatigueRuleSchema>;
export const fatigueRuleListSchema = z.object({ items: z.array(fatigueRuleSchema) });
