import { z } from 'zod';
import { channelSchema } from '../../people/timeline/timeline.contract.ts';
import { type CaseStatus, casePrioritySchema, caseStatuses } from '../service-levels/service-levels.contract.ts';

export { type CasePriority, type CaseStatus, casePriorities, casePrioritySchema, caseStatuses } from '../service-levels/service-levels.contract.ts';
export const caseStatusSchema = z.enum(caseStatuses);
/** Somebody has to work on these, or waits for somebody. */
export const activeStatuses: readonly CaseStatus[] = ['new', 'open', 'waiting_customer', 'waiting_partner'];

export const caseSources = ['phone', 'mail', 'form', 'social', 'survey', 'rule', 'api', 'message'] as const;
export const caseSourceSchema = z.object({ kind: z.enum(caseSources), ref: z.string().max(500).optional() });
export type CaseSource = z.infer<typeof caseSourceSchema>;

const isText = (value: string) => !value.includes('\0') && value.isWellFormed();
const noText = 'contains a character that is no text';
const textOf = (max: number) => z.string().max(max).refine(isText, noText);
const line = (max: number) => z.string().trim().max(max).regex(/^[^\p{Cc}]*$/u, 'contains control characters').refine(isText, noText);
const instant = z.iso.datetime({ offset: true });
export const MAX_TEXT = 100_000;
export const MAX_HTML = 500_000;
const code = line(100).min(1);

export const personSchema = z.object({ id: z.string(), name: z.string() });
export type Person = z.infer<typeof personSchema>;

/** How a number is shown and searched: V-100023. */
export const caseNumberSchema = z.string().describe('V-100023');

/** A row of the list. */
export const caseItemSchema = z.object({
  id: z.uuid(), number: caseNumberSchema, customerId: z.uuid().nullable(), customerName: z.string().nullable().describe('null = nobody knows who wrote; then fromAddress says more'), fromAddress: z.string().nullable(),
  status: caseStatusSchema, priority: casePrioritySchema, category: z.string().nullable(), touchpoint: z.string().nullable(), department: z.string().nullable(), channel: channelSchema,
  assignee: personSchema.nullable(), subjectLine: z.string(), preview: z.string().describe('start of the last message'), lastDirection: z.enum(['inbound', 'outbound']).nullable().describe('who wrote last'), language: z.string().nullable(),
  openedAt: instant, lastCustomerAt: instant.nullable(), lastStaffAt: instant.nullable(), nextDueAt: instant.nullable(), snoozedUntil: instant.nullable(), solvedAt: instant.nullable(), closedAt: instant.nullable(),
  knownIssueId: z.uuid().nullable(), mergedInto: z.uuid().nullable(), isWatched: z.boolean().describe('by who asks'), version: z.int(),
});
export type CaseItem = z.infer<typeof caseItemSchema>;

export const linkedCaseSchema = z.object({ id: z.uuid(), number: caseNumberSchema, subjectLine: z.string(), status: caseStatusSchema });
/** One case: all of the row, and what hangs on it. */
export const caseSchema = caseItemSchema.extend({
  subject: z.uuid().nullable().describe('identifier it hangs on'), source: z.object({ kind: z.enum(caseSources), ref: z.string().nullable() }),
  firstRepliedAt: instant.nullable(), serviceLevelDueAt: instant.nullable(), promiseDueAt: instant.nullable(), inquiryDueAt: instant.nullable(),
  replyAddress: z.string().nullable(), replyChannel: channelSchema.nullable().describe('channel on which a reply goes out if none is chosen; null = none is known'),
  watchers: z.array(personSchema), linked: z.array(linkedCaseSchema), mergedCases: z.array(linkedCaseSchema), entries: z.int(), lastEntryId: z.uuid().nullable(),
});
export type Case = z.infer<typeof caseSchema>;

export const attachmentSchema = z.object({ id: z.uuid(), name: z.string(), mediaType: z.string(), bytes: z.int(), contentId: z.string().nullable().describe('a picture inside of the HTML: src="cid:…"') });
export type Attachment = z.infer<typeof attachmentSchema>;

export const authorKinds = ['customer', 'user', 'key', 'partner', 'system'] as const;
/** What events tell; the page words them by this. Other slices add theirs by writing them. */
export const ownEventKinds = ['case.opened', 'case.status', 'case.changed', 'case.reopened', 'case.merged', 'case.merged_here', 'case.split', 'case.split_from', 'case.linked', 'case.unlinked', 'case.snoozed', 'case.woken', 'case.closed_by_time', 'case.customer_set', 'known_issue.linked', 'known_issue.unlinked', 'facts.kept'] as const;
/** A state of a sent message, as acting/messages tells it. */
export const deliverySchema = z.object({ state: z.string().describe('queued, claimed, handed, delivered, opened, bounced, unclear, skipped'), at: instant.nullable(), reason: z.string().nullable() });
export const entrySchema = z.object({
  id: z.uuid(), caseId: z.uuid().describe('another one where that was merged into this'), at: instant, kind: z.enum(['message', 'note', 'event']), direction: z.enum(['inbound', 'outbound']).nullable(), channel: z.string().nullable(),
  author: z.object({ kind: z.enum(authorKinds), id: z.string().nullable(), label: z.string() }), address: z.string().nullable(), text: z.string(), html: z.string().nullable().describe('sanitised; pictures of others are under data-remote-src'),
  isAutomatic: z.boolean(), messageIdHeader: z.string().nullable(), messageId: z.uuid().nullable(), delivery: deliverySchema.nullable(), attachments: z.array(attachmentSchema),
  what: z.string().nullable(), data: z.record(z.string(), z.unknown()),
});
export type Entry = z.infer<typeof entrySchema>;
export const entryListQuerySchema = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(500).optional() });
export const entryListSchema = z.object({ items: z.array(entrySchema).describe('newest first'), nextCursor: z.string().nullable() });

/** What a list is about; the same in the address, in a saved view and in a counter. */
export const caseFilterSchema = z.strictObject({
  status: z.array(caseStatusSchema).max(6).optional().describe('without: all that are not solved'),
  assignee: z.union([z.literal('me'), z.literal('none'), z.uuid()]).optional(),
  department: code.optional(), priority: z.array(casePrioritySchema).max(4).optional(), touchpoint: code.optional(), category: code.optional(), channel: channelSchema.optional(),
  customerId: z.uuid().optional(), knownIssue: z.uuid().optional(), isWatched: z.literal(true).optional(), due: z.enum(['overdue', 'today']).optional(),
  snoozed: z.enum(['without', 'only', 'with']).optional().describe('without them unless said'), search: line(200).optional(),
});
export type CaseFilter = z.infer<typeof caseFilterSchema>;
export const caseSorts = ['due', 'newest', 'oldest', 'priority'] as const;
export const caseSortSchema = z.enum(caseSorts);
export type CaseSort = z.infer<typeof caseSortSchema>;
const several = <T extends z.ZodType<string>>(one: T) => z.union([z.array(one).max(6), z.string().transform((text, checks) => {
  const parsed = z.array(one).max(6).safeParse(text.split(','));
  if (parsed.success) return parsed.data;
  checks.addIssue({ code: 'custom', message: 'is not one of the values, or several with commas' });
  return z.NEVER;
})]);
export const caseListQuerySchema = caseFilterSchema.extend({
  view: z.string().max(60).optional().describe('id of a view; other filters narrow it further'),
  status: several(caseStatusSchema).optional(), priority: several(casePrioritySchema).optional(), isWatched: z.literal('true').transform(() => true as const).optional(),
  sort: caseSortSchema.optional().describe('that of the view, else due'), limit: z.coerce.number().int().min(1).max(100).default(50), cursor: z.string().max(500).optional(),
});
export type CaseListQuery = z.infer<typeof caseListQuerySchema>;
export const caseListSchema = z.object({ items: z.array(caseItemSchema), nextCursor: z.string().nullable() });

/** Views that everybody has; the page names them. */
export const builtInViews = ['mine', 'unassigned', 'all', 'overdue', 'waiting', 'snoozed', 'watched', 'solved'] as const;
export const viewSchema = z.object({ id: z.string(), kind: z.enum(['built_in', 'shared', 'own']), name: z.string().describe('empty for built-in ones: the page names them'), filter: caseFilterSchema, sort: caseSortSchema, n: z.int().nullable().describe('how many; null where the search makes counting too dear'), countedAt: instant.nullable() });
export type View = z.infer<typeof viewSchema>;
export const viewListSchema = z.object({ items: z.array(viewSchema) });
export const viewInputSchema = z.strictObject({ name: line(80).min(1), filter: caseFilterSchema, sort: caseSortSchema.default('due'), isShared: z.boolean().default(false) });
export type ViewInput = z.infer<typeof viewInputSchema>;
export const viewChangeSchema = z.strictObject({ name: line(80).min(1).optional(), filter: caseFilterSchema.optional(), sort: caseSortSchema.optional(), place: z.int().min(0).max(1_000).optional() });
export type ViewChange = z.infer<typeof viewChangeSchema>;

const caseFields = { category: code.nullable().optional(), touchpoint: code.nullable().optional(), department: code.nullable().optional(), priority: casePrioritySchema.optional(), language: z.string().regex(/^[a-z]{2}$/).nullable().optional() };
/** What an agent sends to start a case. */
export const caseInputSchema = z.strictObject({
  customerId: z.uuid().nullable().default(null), channel: channelSchema.default('call_center'), subjectLine: line(500).min(1), text: textOf(MAX_TEXT).default(''), ...caseFields,
  assignee: z.union([z.literal('me'), z.uuid()]).nullable().optional(), fromAddress: line(320).optional(), externalKey: line(200).optional(), source: caseSourceSchema.optional(),
  direction: z.enum(['inbound', 'outbound']).default('inbound').describe('outbound: we called the customer'), attachmentIds: z.array(z.uuid()).max(20).default([]),
});
export type CaseInput = z.infer<typeof caseInputSchema>;
export const openedCaseSchema = z.object({ id: z.uuid(), number: caseNumberSchema, isNew: z.boolean() });

export const caseChangeSchema = z.strictObject({
  ...caseFields, status: z.enum(['open', 'waiting_customer', 'waiting_partner', 'solved']).optional(), assignee: z.union([z.literal('me'), z.uuid()]).nullable().optional(),
  subjectLine: line(500).min(1).optional(), customerId: z.uuid().nullable().optional().describe('for a case whose customer was not known, or not the right one'),
});
export type CaseChange = z.infer<typeof caseChangeSchema>;
export const changeRequestSchema = caseChangeSchema.extend({ version: z.int().min(1).optional().describe('the version that was seen; refused when somebody has changed the case since') });

export const replyInputSchema = z.strictObject({
  html: textOf(MAX_HTML), text: textOf(MAX_TEXT).optional().describe('made from the HTML unless given'), channel: channelSchema.optional(), address: line(320).optional(), attachmentIds: z.array(z.uuid()).max(20).default([]),
  sinceEntryId: z.uuid().optional().describe('newest entry that was seen: refused when a colleague has answered since'), status: z.enum(['open', 'waiting_customer', 'waiting_partner', 'solved']).optional(),
});
export type ReplyInput = z.infer<typeof replyInputSchema>;
export const repliedSchema = z.object({ entryId: z.uuid(), messageId: z.uuid().nullable(), skipped: z.string().nullable().describe('why it is not sent, e.g. the address is suppressed') });
export const noteInputSchema = z.strictObject({ text: textOf(MAX_TEXT).min(1), html: textOf(MAX_HTML).optional(), mentions: z.array(z.uuid()).max(20).default([]).describe('colleagues who are told and watch from now on'), attachmentIds: z.array(z.uuid()).max(20).default([]) });
export type NoteInput = z.infer<typeof noteInputSchema>;
/** A call with the customer about this case, written down. */
export const contactInputSchema = z.strictObject({ channel: channelSchema.default('call_center'), direction: z.enum(['inbound', 'outbound']), text: textOf(MAX_TEXT).min(1), status: z.enum(['open', 'waiting_customer', 'waiting_partner', 'solved']).optional() });
export type ContactInput = z.infer<typeof contactInputSchema>;
export const entryCreatedSchema = z.object({ entryId: z.uuid() });

export const snoozeInputSchema = z.strictObject({ until: instant.nullable().describe('null wakes it now') });
export const mergeInputSchema = z.strictObject({ into: z.uuid().describe('the case that goes on') });
export const splitInputSchema = z.strictObject({ entryIds: z.array(z.uuid()).min(1).max(100), subjectLine: line(500).min(1) });
export type SplitInput = z.infer<typeof splitInputSchema>;
export const linkInputSchema = z.strictObject({ caseId: z.uuid() });
export const knownIssueInputSchema = z.strictObject({ issueId: z.uuid().nullable() });

export const bulkInputSchema = z.strictObject({ ids: z.array(z.uuid()).min(1).max(200), change: caseChangeSchema.omit({ customerId: true, subjectLine: true }).optional(), macro: z.uuid().optional() })
  .refine(({ change, macro }) => (change === undefined) !== (macro === undefined), 'give either change or macro');
export type BulkInput = z.infer<typeof bulkInputSchema>;
export const bulkResultSchema = z.object({ changed: z.int(), refused: z.array(z.object({ id: z.uuid(), code: z.string(), reason: z.string() })) });
export const macroRequestSchema = z.strictObject({ macroId: z.uuid(), sinceEntryId: z.uuid().optional() });

export const presenceInputSchema = z.strictObject({ isTyping: z.boolean(), isLeaving: z.boolean().default(false) });
export const presentPersonSchema = personSchema.extend({ isTyping: z.boolean(), seenAt: instant });
export type PresentPerson = z.infer<typeof presentPersonSchema>;
export const presenceSchema = z.object({ caseId: z.uuid(), people: z.array(presentPersonSchema) });

/** What a new case, an answer and a mention may be given: colleagues and what is usual. */
export const deskChoicesSchema = z.object({ people: z.array(personSchema.extend({ departments: z.array(z.string()) })), categories: z.array(z.string()), departments: z.array(z.string()) });
export type DeskChoices = z.infer<typeof deskChoicesSchema>;
export const caseSettingsSchema = z.strictObject({ closeAfterDays: z.int().min(1).max(365) });

/**
 * What comes over GET /api/desk/events: `event:` is the kind, `data:` the rest as JSON.
 * hello {connectionId} (also after a gap: load again) · views.changed {} · case.changed {id, version, isNew} · counters {viewId: n} · presence {caseId, people} ·
 * mention {caseId, number, by} · call {…} as the sender of the call says (acting/mailbox)
 */
export const deskEventKinds = ['hello', 'case.changed', 'views.changed', 'counters', 'presence', 'mention', 'call'] as const;
