import { z } from 'zod';

const line = (max: number) => z.string().trim().max(max);
/** Plain paragraphs with **bold**, *italic* and lines beginning with `- `; made into elements by the page, never into HTML. */
const richText = line(4_000);

export const playbookStepSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]{1,20}$/),
  titleDe: line(160).min(1), titleEn: line(160).min(1),
  sayDe: richText.default(''), sayEn: richText.default(''),
  isCheck: z.boolean().default(true).describe('is ticked in a case'),
});
export type PlaybookStep = z.infer<typeof playbookStepSchema>;

export const playbookContentSchema = z.strictObject({
  introDe: richText.default(''), introEn: richText.default(''),
  steps: z.array(playbookStepSchema).max(40).default([]).refine((steps) => new Set(steps.map(({ id }) => id)).size === steps.length, 'two steps have the same id'),
  goodwillDe: line(500).default(''), goodwillEn: line(500).default(''),
});
export type PlaybookContent = z.infer<typeof playbookContentSchema>;

export const playbookInputSchema = z.strictObject({
  kind: z.enum(['playbook', 'guideline']).default('playbook'),
  titleDe: line(160).min(1), titleEn: line(160).min(1),
  touchpoint: line(100).min(1).nullable().default(null).describe('null: at every touchpoint'),
  category: line(100).min(1).nullable().default(null).describe('null: for every category'),
  department: line(100).min(1).nullable().default(null).describe('null: for the whole company'),
  needsAcknowledgement: z.boolean().default(false),
  content: playbookContentSchema.prefault({}).describe('of the draft'),
  changeNote: line(300).default(''),
});
export type PlaybookInput = z.output<typeof playbookInputSchema>;

export const playbookVersionSchema = z.object({ id: z.uuid(), version: z.number().int(), changeNote: z.string(), content: playbookContentSchema, publishedAt: z.iso.datetime().nullable(), publishedBy: z.string().nullable() });
export type PlaybookVersion = z.infer<typeof playbookVersionSchema>;

export const playbookItemSchema = z.object({
  id: z.uuid(), kind: z.enum(['playbook', 'guideline']), titleDe: z.string(), titleEn: z.string(), touchpoint: z.string().nullable(), category: z.string().nullable(), department: z.string().nullable(),
  needsAcknowledgement: z.boolean(), version: z.number().int().nullable().describe('published now; null: none yet'), versionId: z.uuid().nullable(), publishedAt: z.iso.datetime().nullable(), hasDraft: z.boolean(),
  acknowledgedAt: z.iso.datetime().nullable().describe('by who asks, for the version published now'), acknowledgedCount: z.number().int(), staffCount: z.number().int(), archivedAt: z.iso.datetime().nullable(),
});
export type PlaybookItem = z.infer<typeof playbookItemSchema>;
export const playbookListQuerySchema = z.object({ search: z.string().max(200).optional(), touchpoint: z.string().max(100).optional(), category: z.string().max(100).optional(), unread: z.stringbool().optional(), archived: z.stringbool().optional(), limit: z.coerce.number().int().min(1).max(100).default(50), cursor: z.string().max(500).optional() });
export type PlaybookListQuery = z.infer<typeof playbookListQuerySchema>;
export const playbookListSchema = z.object({ items: z.array(playbookItemSchema), nextCursor: z.string().nullable() });
export const playbookSchema = playbookItemSchema.extend({ current: playbookVersionSchema.nullable(), draft: playbookVersionSchema.nullable().describe('only for those who may change it'), versions: z.array(playbookVersionSchema.omit({ content: true })) });
export type Playbook = z.infer<typeof playbookSchema>;
export const acknowledgementsSchema = z.object({ items: z.array(z.object({ userId: z.uuid(), name: z.string(), email: z.string(), at: z.iso.datetime().nullable() })), nextCursor: z.string().nullable() });

/** One playbook beside a case: what is ticked, and whether the reader has confirmed it. */
export const casePlaybookSchema = z.object({ id: z.uuid(), versionId: z.uuid(), version: z.number().int(), kind: z.enum(['playbook', 'guideline']), titleDe: z.string(), titleEn: z.string(), content: playbookContentSchema, ticked: z.array(z.object({ stepId: z.string(), at: z.iso.datetime(), by: z.string() })), isAcknowledged: z.boolean(), needsAcknowledgement: z.boolean() });
export type CasePlaybook = z.infer<typeof casePlaybookSchema>;
