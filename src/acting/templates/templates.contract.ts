import { z } from 'zod';

/** One line a person typed. */
const line = (min: number, max: number) => z.string().trim().min(min, 'is empty').max(max).regex(/^\P{Cc}*$/u, 'contains control characters');
const code = z.string().regex(/^[a-z0-9][a-z0-9_.-]{0,99}$/i, 'is not a code');

export const MAX_SOURCE_LENGTH = 20_000;
export const templateKinds = ['reply', 'snippet'] as const;
export const templateLanguages = ['de', 'en'] as const;
export const templateLanguageSchema = z.enum(templateLanguages);
export type TemplateLanguage = z.infer<typeof templateLanguageSchema>;
export const templateChannels = ['mail', 'sms', 'messenger', 'letter', 'notice'] as const;

/** What stands in a template: `{{ customer.name }}`. The page lists them; a name that is not here is refused at save. */
export const templateVariables = [
  'customer.name', 'customer.firstName', 'customer.lastName', 'customer.number',
  'case.number', 'case.subject',
  'agent.name', 'company.name',
  'promise.text', 'promise.due',
] as const;
export type TemplateVariable = (typeof templateVariables)[number];

/** Values for a text. What is not known stays out or is empty: an empty value is written as nothing, so texts should say `{% if customer.firstName != blank %}`. */
export interface TemplateValues {
  customer?: { name?: string | undefined; firstName?: string | undefined; lastName?: string | undefined; number?: string | undefined } | undefined;
  case?: { number?: string | undefined; subject?: string | undefined } | undefined;
  agent?: { name?: string | undefined } | undefined;
  company?: { name?: string | undefined } | undefined;
  promise?: { text?: string | undefined; due?: string | undefined } | undefined;
}

export const templateTextSchema = z.strictObject({
  language: templateLanguageSchema,
  subjectLine: line(0, 200).default(''),
  source: z.string().min(1, 'is empty').max(MAX_SOURCE_LENGTH),
});
export type TemplateText = z.infer<typeof templateTextSchema>;

export const templateInputSchema = z.strictObject({
  kind: z.enum(templateKinds).default('reply'),
  name: line(1, 120),
  shortcut: z.string().regex(/^[\p{Ll}\p{N}][\p{Ll}\p{N}_-]{0,39}$/u, 'is not a shortcut: small letters and digits').nullable().default(null).describe('typed as ;shortcut'),
  category: line(1, 100).nullable().default(null),
  touchpoint: code.nullable().default(null),
  department: code.nullable().default(null),
  channel: z.enum(templateChannels).nullable().default(null).describe('null: for every channel'),
  texts: z.array(templateTextSchema).min(1, 'has no text').max(templateLanguages.length).refine((texts) => new Set(texts.map(({ language }) => language)).size === texts.length, 'names a language twice'),
});
export type TemplateInput = z.infer<typeof templateInputSchema>;
export const templateChangeSchema = z.strictObject({ ...templateInputSchema.shape, version: z.number().int().optional().describe('the version that was looked at; a newer one is not overwritten') });
export type TemplateChange = z.infer<typeof templateChangeSchema>;

export const templateSchema = z.object({
  id: z.uuid(), kind: z.enum(templateKinds), name: z.string(), shortcut: z.string().nullable(), category: z.string().nullable(), touchpoint: z.string().nullable(), department: z.string().nullable(),
  channel: z.enum(templateChannels).nullable(), texts: z.array(z.object({ language: templateLanguageSchema, subjectLine: z.string(), source: z.string() })),
  version: z.number().int(), updatedAt: z.string(), updatedBy: z.string(),
});
export type Template = z.infer<typeof templateSchema>;

export const templateListQuerySchema = z.object({
  kind: z.enum(templateKinds).optional(), search: z.string().max(100).optional(), category: z.string().max(100).optional(), touchpoint: z.string().max(100).optional(), channel: z.enum(templateChannels).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100), cursor: z.string().max(500).optional(),
});
export type TemplateListQuery = z.infer<typeof templateListQuerySchema>;
export const templateListSchema = z.object({ items: z.array(templateSchema), nextCursor: z.string().nullable() });

/** Something wrong with a source; line and column from 1. */
export const templateProblemSchema = z.object({ line: z.number().int(), column: z.number().int(), problem: z.string(), kind: z.enum(['syntax', 'unknown_variable', 'not_allowed', 'too_long']), name: z.string().nullable().describe('the variable, where it is one') });
export type TemplateProblem = z.infer<typeof templateProblemSchema>;

export const previewInputSchema = z.strictObject({ source: z.string().max(MAX_SOURCE_LENGTH), subjectLine: z.string().max(200).default(''), language: templateLanguageSchema.default('de') });
export const previewSchema = z.object({ problems: z.array(templateProblemSchema.extend({ at: z.enum(['subjectLine', 'source']) })), subjectLine: z.string(), html: z.string(), text: z.string(), variables: z.array(z.string()) });
export type TemplatePreview = z.infer<typeof previewSchema>;

/** A template filled in for one case, ready to be inserted. `blanks`: variables this case has no value for. */
export const renderedSchema = z.object({ subjectLine: z.string(), html: z.string(), text: z.string(), language: templateLanguageSchema, blanks: z.array(z.string()) });
export type Rendered = z.infer<typeof renderedSchema>;

const value = z.string().max(500).optional();
/** What the page knows of the case it writes in; names as in templateVariables. */
export const templateValuesSchema = z.strictObject({
  customer: z.strictObject({ name: value, firstName: value, lastName: value, number: value }).optional(),
  case: z.strictObject({ number: value, subject: value }).optional(),
  agent: z.strictObject({ name: value }).optional(),
  promise: z.strictObject({ text: value, due: value }).optional(),
});
export const renderInputSchema = z.strictObject({ language: z.string().max(20).nullable().default(null), values: templateValuesSchema.default({}) });

/** One step of a macro; done in order by `POST /api/cases/:id/macro`. */
export const macroStepSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('set_status'), status: z.enum(['open', 'waiting_customer', 'waiting_partner', 'solved', 'closed']) }),
  z.strictObject({ do: z.literal('set_priority'), priority: z.enum(['low', 'normal', 'high', 'urgent']) }),
  z.strictObject({ do: z.literal('set_category'), category: line(1, 100) }),
  z.strictObject({ do: z.literal('assign'), to: z.union([z.literal('me'), z.literal('nobody'), z.string().min(1).max(64)]).describe('me, nobody, or the id of a member of staff') }),
  z.strictObject({ do: z.literal('set_department'), department: code }),
  z.strictObject({ do: z.literal('reply'), templateId: z.uuid() }),
  z.strictObject({ do: z.literal('note'), text: z.string().trim().min(1).max(5_000) }),
  z.strictObject({ do: z.literal('promise'), line: line(1, 300).describe('e.g. call back by tomorrow 14:00') }),
]);
export type MacroStep = z.infer<typeof macroStepSchema>;
export const macroInputSchema = z.strictObject({
  name: line(1, 120),
  department: code.nullable().default(null),
  steps: z.array(macroStepSchema).min(1, 'does nothing').max(20),
});
export type MacroInput = z.infer<typeof macroInputSchema>;
export const macroChangeSchema = z.strictObject({ ...macroInputSchema.shape, version: z.number().int().optional() });
export type MacroChange = z.infer<typeof macroChangeSchema>;
export const macroSchema = z.object({ id: z.uuid(), name: z.string(), department: z.string().nullable(), steps: z.array(macroStepSchema), version: z.number().int(), updatedAt: z.string(), updatedBy: z.string() });
export type Macro = z.infer<typeof macroSchema>;
export const macroListSchema = z.object({ items: z.array(macroSchema), nextCursor: z.string().nullable() });
