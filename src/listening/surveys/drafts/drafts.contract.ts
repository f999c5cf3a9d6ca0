import { z } from 'zod';
import { textSchema } from '../../../platform/http/texts.contract.ts';
import { versionChangeSchema } from '../versions/comparability.contract.ts';
import { definitionSchema, languageTagSchema } from '../definition.contract.ts';

/** Drafts and versions, their texts, templates and definitions from elsewhere. */

/** How much of a draft is there in one language. */
export const completenessSchema = z.object({
  language: languageTagSchema,
  texts: z.number().int().describe('texts that the survey shows'),
  missing: z.number().int(),
  share: z.number().describe('0–1'),
});
export type Completeness = z.infer<typeof completenessSchema>;

const revision = z.number().int().min(1);
const savedBy = z.string().describe('who saved it last; empty when nobody did by hand');

export const draftSchema = z.object({
  revision: revision.describe('to be named when saving: what was saved meanwhile is not overwritten'),
  definition: definitionSchema,
  savedAt: z.iso.datetime(),
  savedBy,
  publishedVersion: z.number().int().nullable(),
  hasUnpublishedChanges: z.boolean(),
  completeness: z.array(completenessSchema),
});
export type Draft = z.infer<typeof draftSchema>;

export const draftInputSchema = z.strictObject({ revision, definition: definitionSchema });
export type DraftInput = z.infer<typeof draftInputSchema>;
export const draftSavedSchema = z.object({ revision, savedAt: z.iso.datetime() });
export type DraftSaved = z.infer<typeof draftSavedSchema>;

export const publishInputSchema = z.strictObject({ revision: revision.describe('of the draft that was looked at'), note: textSchema(500).default('') });
export type PublishInput = z.input<typeof publishInputSchema>;
export const publishedSchema = z.object({ version: z.number().int(), publishedAt: z.iso.datetime(), comparability: z.array(versionChangeSchema).describe('what changed since the version before') });
export type Published = z.infer<typeof publishedSchema>;

export const versionSchema = z.object({
  version: z.number().int(),
  publishedAt: z.iso.datetime(),
  publishedBy: z.string().describe('empty: it came with the conversion of the survey'),
  note: z.string(),
  comparability: z.array(versionChangeSchema),
});
export type Version = z.infer<typeof versionSchema>;
export const versionListQuerySchema = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(500).optional() });
export const versionListSchema = z.object({ items: z.array(versionSchema).describe('newest first'), nextCursor: z.string().nullable() });
export type VersionList = z.infer<typeof versionListSchema>;
export const wholeVersionSchema = versionSchema.extend({ definition: definitionSchema });
export type WholeVersion = z.infer<typeof wholeVersionSchema>;

export const templateKeys = ['after_contact', 'nps', 'csat', 'ces', 'servqual', 'ecsi', 'kano', 'onboarding', 'farewell', 'employee_pulse', 'product_idea'] as const;
export const templateKeySchema = z.enum(templateKeys);
export type TemplateKey = z.infer<typeof templateKeySchema>;

export const surveyKinds = ['transactional', 'relationship', 'employee', 'idea', 'other'] as const;
export const surveyKindSchema = z.enum(surveyKinds);
export type SurveyKind = z.infer<typeof surveyKindSchema>;

export const templateSchema = z.object({
  key: templateKeySchema,
  kind: surveyKindSchema,
  nameDe: z.string(),
  nameEn: z.string(),
  descriptionDe: z.string(),
  descriptionEn: z.string(),
  source: z.object({ author: z.string(), title: z.string(), year: z.number().int(), noteDe: z.string(), noteEn: z.string() }).describe('where the instrument comes from, and how closely we follow it'),
  questions: z.number().int(),
});
export type Template = z.infer<typeof templateSchema>;
export const templateListSchema = z.object({ items: z.array(templateSchema) });
export const wholeTemplateSchema = templateSchema.extend({ definition: definitionSchema });
export type WholeTemplate = z.infer<typeof wholeTemplateSchema>;

export const foreignFormats = ['surveyjs', 'formbricks', 'momente'] as const;
export const importDefinitionInputSchema = z.strictObject({ format: z.enum(foreignFormats), document: z.record(z.string().max(200), z.unknown()) });
export type ImportDefinitionInput = z.infer<typeof importDefinitionInputSchema>;
/** What did not fit, or not wholly: where in the foreign document, and what became of it. */
export const importRemarkSchema = z.object({
  at: z.string().describe('place in the foreign document, e.g. pages[0].elements[3]'),
  name: z.string().describe('what it is called there'),
  effect: z.enum(['left_out', 'simplified', 'renamed']),
  reasonDe: z.string(),
  reasonEn: z.string(),
});
export type ImportRemark = z.infer<typeof importRemarkSchema>;
export const importedDefinitionSchema = z.object({ definition: definitionSchema, report: z.array(importRemarkSchema), questions: z.object({ found: z.number().int(), taken: z.number().int() }) });
export type ImportedDefinition = z.infer<typeof importedDefinitionSchema>;

export const textFormats = ['xliff', 'xliff2', 'csv'] as const;
export const textsQuerySchema = z.object({ format: z.enum(textFormats).default('xliff').describe('xliff: 1.2; xliff2: 2.0; csv: all languages beside each other'), language: languageTagSchema.optional().describe('into which one translates; not needed for csv') });
export const textsInputSchema = z.strictObject({ revision, format: z.enum(textFormats), content: z.string().max(5_000_000), language: languageTagSchema.optional().describe('default: what the file says') });
export type TextsInput = z.infer<typeof textsInputSchema>;
export const textsTakenSchema = z.object({
  revision,
  changed: z.number().int().describe('texts that now read differently'),
  languages: z.array(languageTagSchema).describe('that the file held'),
  unknown: z.array(z.string()).describe('places that the survey does not have (any more)'),
  outdated: z.array(z.string()).describe('places whose original was changed since the file was made; their translation was taken all the same'),
  completeness: z.array(completenessSchema),
});
export type TextsTaken = z.infer<typeof textsTakenSchema>;

export const imageSavedSchema = z.object({ id: z.uuid(), contentType: z.string(), bytes: z.number().int() });
export type ImageSaved = z.infer<typeof imageSavedSchema>;

export const copyInputSchema = z.strictObject({ code: z.string().regex(/^[a-z][a-z0-9_]{1,59}$/, 'small letters, digits and _; begins with a letter; at most 60'), nameDe: textSchema(120, 1), nameEn: textSchema(120, 1) });
export type CopyInput = z.infer<typeof copyInputSchema>;
