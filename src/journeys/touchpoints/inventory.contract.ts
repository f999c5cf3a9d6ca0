import { z } from 'zod';
import { channelSchema } from '../../people/timeline/timeline.contract.ts';
import { ruleSchema, stageSchema, touchpointCodeSchema, touchpointSchema } from './touchpoints.contract.ts';

export const touchpointAnswerSchema = touchpointSchema.extend({ version: z.number().int(), updatedAt: z.iso.datetime() });

export const inventoryQuerySchema = z.object({
  q: z.string().max(200).optional().describe('part of a name, code or description'),
  stage: stageSchema.optional(),
  channel: channelSchema.optional(),
  kind: z.enum(['main', 'secondary']).optional(),
  department: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(500),
  cursor: z.string().max(500).optional(),
});
export type InventoryQuery = z.infer<typeof inventoryQuerySchema>;
export const inventoryItemSchema = touchpointAnswerSchema.extend({
  contacts: z.number().int().describe('contacts of all time'),
  lastContactAt: z.iso.datetime().nullable(),
});
export const inventorySchema = z.object({ items: z.array(inventoryItemSchema), nextCursor: z.string().nullable(), total: z.number().int() });
export type InventoryItem = z.infer<typeof inventoryItemSchema>;

const { code: _code, ...changeable } = touchpointSchema.shape;
// Defaults belong to creation: a field that a change does not name keeps its value.
const patchFields = {
  nameDe: changeable.nameDe.optional(),
  nameEn: changeable.nameEn.optional(),
  descriptionDe: changeable.descriptionDe.unwrap().optional(),
  descriptionEn: changeable.descriptionEn.unwrap().optional(),
  stage: changeable.stage.optional(),
  channel: changeable.channel.optional(),
  kind: changeable.kind.optional(),
  reachKind: changeable.reachKind.unwrap().optional(),
  department: changeable.department.unwrap().optional(),
  involvedDepartments: changeable.involvedDepartments.unwrap().optional(),
  momentOfTruth: changeable.momentOfTruth.unwrap().optional(),
  tangibleItems: changeable.tangibleItems.unwrap().optional(),
  rules: changeable.rules.unwrap().optional(),
};
export const touchpointPatchSchema = z.strictObject({ version: z.number().int().min(1).describe('the version that was seen'), ...patchFields });
export type TouchpointPatchBody = z.infer<typeof touchpointPatchSchema>;

export const bulkSchema = z.strictObject({
  codes: z.array(touchpointCodeSchema).min(1).max(1_000),
  patch: z.strictObject({ stage: patchFields.stage, channel: patchFields.channel, kind: patchFields.kind, reachKind: patchFields.reachKind, department: patchFields.department, involvedDepartments: patchFields.involvedDepartments, momentOfTruth: patchFields.momentOfTruth })
    .refine((patch) => Object.values(patch).some((value) => value !== undefined), 'names nothing to change'),
});

export const rulePreviewInputSchema = z.strictObject({ rules: z.array(ruleSchema).max(30) });
export const rulePreviewSchema = z.object({
  contacts: z.number().int(),
  examples: z.array(z.object({
    at: z.iso.datetime(), kind: z.string(), channel: z.string(), source: z.string(), touchpoint: z.string().nullable(),
    text: z.string().nullable().describe('only for those who may read contacts'),
    properties: z.record(z.string(), z.unknown()).nullable().describe('only for those who may read contacts'),
  })),
  alreadyAt: z.array(z.object({ touchpoint: z.string().nullable().describe('null = at none yet'), n: z.number().int() })),
});
export type RulePreview = z.infer<typeof rulePreviewSchema>;

export const reapplicationSchema = z.object({
  state: z.enum(['current', 'waiting', 'running', 'failed']),
  changedAt: z.iso.datetime().nullable(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  movedContacts: z.number().int().nullable().describe('of the last run'),
  failure: z.string().nullable(),
});
export type ReapplicationState = z.infer<typeof reapplicationSchema>;

export const inventoryGapsSchema = z.object({
  touchpointsWithoutEvents: z.array(z.object({ code: z.string(), nameDe: z.string(), nameEn: z.string(), stage: stageSchema, rules: z.number().int() })),
  eventsWithoutTouchpoint: z.array(z.object({
    kind: z.string(), channel: z.string(), source: z.string(), n: z.number().int(), lastAt: z.iso.datetime(),
    suggestion: touchpointSchema.describe('ready to be sent to POST /api/touchpoints'),
  })),
  duplicates: z.array(z.object({ codes: z.array(z.string()), because: z.enum(['name', 'rule']), what: z.string() })),
});
export type InventoryGaps = z.infer<typeof inventoryGapsSchema>;

export const csvImportInputSchema = z.strictObject({ csv: z.string().max(1_000_000), dryRun: z.boolean().default(false) });
export const csvImportSchema = z.object({
  dryRun: z.boolean(),
  rows: z.number().int(),
  created: z.array(z.string()),
  changed: z.array(z.string()),
  unchanged: z.number().int(),
  errors: z.array(z.object({ row: z.number().int().describe('line of the file; the header is 1'), column: z.string(), reason: z.string() })),
  duplicates: z.array(z.object({ codes: z.array(z.string()), because: z.enum(['name', 'rule']), what: z.string() })),
});
export type CsvImport = z.infer<typeof csvImportSchema>;

export const industries = ['telecom', 'finance', 'retail', 'utilities', 'hospitality', 'public_health'] as const;
export type Industry = (typeof industries)[number];
export const catalogueSchema = z.object({
  industries: z.array(z.object({ industry: z.enum(industries), nameDe: z.string(), nameEn: z.string(), missing: z.number().int(), touchpoints: z.array(touchpointSchema) })),
});
export type CatalogueAnswer = z.infer<typeof catalogueSchema>;
