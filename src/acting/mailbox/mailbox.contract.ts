import { z } from 'zod';
import { casePrioritySchema } from '../service-levels/service-levels.contract.ts';
import { ownSignatureSchema, signingWaySchema } from '../../listening/inlets/inlets.contract.ts';

const line = (min: number, max: number) => z.string().trim().min(min, 'is empty').max(max).regex(/^\P{Cc}*$/u, 'contains control characters');
const code = line(1, 100);
const address = z.string().trim().toLowerCase().max(320).regex(/^[^\s<>@,;:"]+@[^\s<>@,;:"]+$/, 'is not an address');

export const intakeOutcomes = ['case', 'message', 'inquiry', 'bounce', 'auto_reply', 'opt_out', 'receipt', 'loop', 'repeated', 'own', 'refused', 'feedback'] as const;
export type IntakeOutcome = (typeof intakeOutcomes)[number];

export const routingRuleSchema = z.strictObject({
  field: z.enum(['subject', 'text', 'from', 'to']), contains: line(1, 200),
  department: code.nullable().default(null), touchpoint: code.nullable().default(null), category: code.nullable().default(null), priority: casePrioritySchema.nullable().default(null),
});
export type RoutingRule = z.infer<typeof routingRuleSchema>;

const server = {
  host: z.string().trim().min(1).max(253).regex(/^[A-Za-z0-9.:[\]_-]+$/, 'is not the name of a server'),
  port: z.number().int().min(1).max(65_535).default(993),
  security: z.enum(['tls', 'starttls', 'none']).default('tls').describe('none only inside of the own network'),
  login: line(1, 320),
};
const accountFields = {
  name: line(1, 120), address, ...server,
  folder: line(1, 200).default('INBOX'),
  afterwards: z.enum(['mark_seen', 'move']).default('mark_seen'),
  moveTo: line(1, 200).nullable().default(null),
  startsWith: z.enum(['new', 'all']).default('new').describe('new: only mails that come after the mailbox was added'),
  trustedServer: line(1, 253).nullable().default(null).describe('name of the own mail server in Authentication-Results; null: senders are not checked'),
  department: code.nullable().default(null), touchpoint: code.nullable().default(null),
  routing: z.array(routingRuleSchema).max(50).default([]),
  acknowledgeTemplate: z.uuid().nullable().default(null),
  takes: z.enum(['cases', 'feedback']).default('cases').describe('feedback: mails become voices at the touchpoint, and a case only where somebody complains or wants an answer'),
};
const movesSomewhere = ({ afterwards, moveTo }: { afterwards: string; moveTo: string | null }) => afterwards !== 'move' || moveTo !== null;
export const accountInputSchema = z.strictObject({ ...accountFields, password: z.string().min(1).max(500) }).refine(movesSomewhere, { path: ['moveTo'], message: 'says no folder' });
export type AccountInput = z.infer<typeof accountInputSchema>;
export const accountChangeSchema = z.strictObject({ ...accountFields, password: z.string().min(1).max(500).optional().describe('left out: stays'), isPaused: z.boolean().default(false) }).refine(movesSomewhere, { path: ['moveTo'], message: 'says no folder' });
export type AccountChange = z.infer<typeof accountChangeSchema>;
/** What is tried before it is saved: nothing is stored, nothing in the mailbox is changed. */
export const accountTestSchema = z.strictObject({ ...server, password: z.string().min(1).max(500).optional(), accountId: z.uuid().optional().describe('with the password of this mailbox') });
export type AccountTest = z.infer<typeof accountTestSchema>;
export const testResultSchema = z.object({ folders: z.array(z.object({ path: z.string(), use: z.string().nullable() })), canIdle: z.boolean(), canMove: z.boolean() });
export type TestResult = z.infer<typeof testResultSchema>;

export const accountSchema = z.object({
  id: z.uuid(), name: z.string(), address: z.string(), host: z.string(), port: z.number().int(), security: z.enum(['tls', 'starttls', 'none']), login: z.string(), folder: z.string(), afterwards: z.enum(['mark_seen', 'move']), moveTo: z.string().nullable(),
  startsWith: z.enum(['new', 'all']), trustedServer: z.string().nullable(), department: z.string().nullable(), touchpoint: z.string().nullable(), routing: z.array(routingRuleSchema), acknowledgeTemplate: z.uuid().nullable(), takes: z.enum(['cases', 'feedback']),
  connectedAt: z.iso.datetime().nullable(), lastMailAt: z.iso.datetime().nullable(), failingSince: z.iso.datetime().nullable(), failure: z.string().nullable(), pausedAt: z.iso.datetime().nullable(), createdAt: z.iso.datetime(), createdBy: z.string(),
});
export type Account = z.infer<typeof accountSchema>;
export const listQuerySchema = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(500).optional() });
export type ListQuery = z.infer<typeof listQuerySchema>;
export const accountListSchema = z.object({ items: z.array(accountSchema), nextCursor: z.string().nullable() });

/** What became of the mails of a mailbox; nobody is named. */
export const intakeSchema = z.object({ id: z.uuid(), at: z.iso.datetime(), outcome: z.enum(intakeOutcomes), reason: z.string().nullable(), caseId: z.uuid().nullable(), isSettled: z.boolean() });
export type Intake = z.infer<typeof intakeSchema>;
export const intakeListSchema = z.object({ items: z.array(intakeSchema), nextCursor: z.string().nullable() });

const formText = z.strictObject({ title: line(1, 200), intro: z.string().trim().max(2_000).default(''), thanks: z.string().trim().max(1_000).default('') });
export const formFieldSchema = z.strictObject({
  key: z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/, 'is not a key'),
  kind: z.enum(['line', 'text', 'choice', 'date', 'customer_number', 'phone']),
  isRequired: z.boolean().default(false),
  labels: z.strictObject({ de: line(1, 120), en: line(1, 120) }),
  choices: z.array(z.strictObject({ de: line(1, 120), en: line(1, 120) })).max(30).default([]),
});
export type FormField = z.infer<typeof formFieldSchema>;
export const formInputSchema = z.strictObject({
  code: z.string().regex(/^[a-z0-9][a-z0-9-]{1,59}$/, 'small letters, digits and hyphens'), name: line(1, 120),
  texts: z.strictObject({ de: formText, en: formText }),
  fields: z.array(formFieldSchema).max(20).default([]).refine((fields) => new Set(fields.map(({ key }) => key)).size === fields.length, 'names a field twice'),
  origins: z.array(z.string().regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/, 'is not the beginning of an address such as https://www.example.com')).max(20).default([]),
  department: code.nullable().default(null), touchpoint: code.nullable().default(null), category: code.nullable().default(null), priority: casePrioritySchema.nullable().default(null),
  takesAttachments: z.boolean().default(false), acknowledgeTemplate: z.uuid().nullable().default(null), isPaused: z.boolean().default(false),
});
export type FormInput = z.infer<typeof formInputSchema>;
export const formSchema = z.object({ ...formInputSchema.shape, id: z.uuid(), url: z.string(), createdAt: z.iso.datetime(), createdBy: z.string() });
export type Form = z.infer<typeof formSchema>;
export const formListSchema = z.object({ items: z.array(formSchema), nextCursor: z.string().nullable() });
/** What the page of the customer needs; says nothing about how the company works. */
export const publicFormSchema = z.object({ code: z.string(), texts: formInputSchema.shape.texts, fields: z.array(formFieldSchema), takesAttachments: z.boolean(), company: z.string(), token: z.string().describe('to be sent back with the form: says when the page was opened') });
export type PublicForm = z.infer<typeof publicFormSchema>;
export const MAX_FORM_FILES = 5;
export const MAX_FORM_FILE_BYTES = 5_000_000;
export const submissionSchema = z.strictObject({
  token: z.string().max(200), name: line(0, 200).default(''), email: address, subjectLine: line(1, 200), text: z.string().trim().min(1, 'is empty').max(20_000),
  values: z.record(z.string().max(40), z.string().max(5_000)).default({}), language: z.enum(['de', 'en']).default('de'),
  website: z.string().max(500).default('').describe('a field that nobody sees; who fills it in is a machine'),
  files: z.array(z.strictObject({ name: z.string().max(200), mediaType: z.string().max(200), base64: z.string().max(Math.ceil(MAX_FORM_FILE_BYTES / 3) * 4 + 4) })).max(MAX_FORM_FILES).default([]),
  sendKey: z.uuid().optional().describe('the same for every attempt to send this form'),
});
export type Submission = z.infer<typeof submissionSchema>;
export const submittedSchema = z.object({ number: z.string().nullable().describe('number of the case') });

const path = z.string().trim().min(1).max(300);
export const callMappingSchema = z.strictObject({ number: path.describe('where the number of the caller stands, e.g. call.from'), called: path.nullable().default(null), callId: path.nullable().default(null), agent: path.nullable().default(null).describe('where the mail address of the member of staff stands who is rung') });
export type CallMapping = z.infer<typeof callMappingSchema>;
export const callInletInputSchema = z.strictObject({ name: line(1, 120), signedAs: signingWaySchema.default('standard'), signature: ownSignatureSchema.nullable().default(null), secret: z.string().min(8).max(500).nullable().default(null).describe('null: we make one'), mapping: callMappingSchema, department: code.nullable().default(null) });
export type CallInletInput = z.infer<typeof callInletInputSchema>;
export const callInletSchema = z.object({ id: z.uuid(), name: z.string(), url: z.string(), signedAs: signingWaySchema, signature: ownSignatureSchema.nullable(), mapping: callMappingSchema, department: z.string().nullable(), accepted: z.number().int(), refused: z.number().int(), lastAcceptedAt: z.iso.datetime().nullable(), lastRefusal: z.string().nullable(), createdAt: z.iso.datetime() });
export type CallInlet = z.infer<typeof callInletSchema>;
export const issuedCallInletSchema = callInletSchema.extend({ secret: z.string().nullable().describe('only in this answer, where we made it') });
export const callInletListSchema = z.object({ items: z.array(callInletSchema), nextCursor: z.string().nullable() });

/** What the desk is told when somebody rings; a number that nobody knows has no customer. A page gets the cases that its reader may see, without their department. */
export interface IncomingCall { callId: string; at: string; number: string; customerId: string | null; openCases: { id: string; number: string; subjectLine: string; department: string | null }[] }
