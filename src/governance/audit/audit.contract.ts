import { z } from 'zod';

export const actorKinds = ['user', 'key', 'source', 'import', 'system', 'visitor'] as const;
export const entryKinds = ['change', 'look', 'note'] as const;

const jsonObject = z.record(z.string(), z.unknown());

export const auditEntrySchema = z.object({
  seq: z.number().int().describe('place in the chain'),
  at: z.iso.datetime(),
  kind: z.enum(entryKinds),
  action: z.string().describe('change: insert, update, delete, truncate; look: look; note: what happened, e.g. export.created'),
  subject: z.string().describe('change: the table; otherwise what it is about'),
  subjectId: z.string().nullable(),
  subjectName: z.string().nullable().describe('how the customer or user is called now, or the file of an import'),
  actor: z.object({ kind: z.enum(actorKinds), id: z.string().nullable(), label: z.string().nullable().describe('null when it was erased together with the content'), role: z.string().nullable() }),
  requestId: z.string().nullable(),
  customers: z.array(z.object({ id: z.uuid(), name: z.string().nullable() })).describe('the first ten; ids of customers or of their identifiers'),
  customerCount: z.number().int(),
  reason: z.string().nullable(),
  before: jsonObject.nullable(),
  after: jsonObject.nullable(),
  route: z.string().nullable().describe('look: which route showed it'),
  asked: z.array(z.string()).describe('look: by what was searched or filtered, without the values'),
  erased: z.boolean().describe('the content was taken out by an erasure; the chain still holds'),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

const filters = {
  actor: z.string().max(200).optional().describe('id of a user, a key, an import …'),
  kind: z.enum(entryKinds).optional(),
  action: z.string().max(100).optional(),
  subject: z.string().max(100).optional(),
  customer: z.uuid().optional().describe('id of a customer: entries about any of its identifiers'),
  search: z.string().trim().min(3).max(200).refine((text) => !text.includes('\0') && text.isWellFormed(), 'contains a character that is no text').optional().describe('text in the entry; looks are not searched'),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional().describe('before this instant'),
};
export const auditQuerySchema = z.object({ ...filters, limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(500).optional() });
export type AuditQuery = z.infer<typeof auditQuerySchema>;
export const auditFilterSchema = z.object(filters);
export type AuditFilter = z.infer<typeof auditFilterSchema>;
export const auditPageSchema = z.object({ items: z.array(auditEntrySchema), nextCursor: z.string().nullable() });

export const auditChoicesSchema = z.object({
  actors: z.array(z.object({ kind: z.string(), id: z.string(), label: z.string() })),
  subjects: z.array(z.string()),
  actions: z.array(z.string()),
});
export type AuditChoices = z.infer<typeof auditChoicesSchema>;

/** Who looked at one customer: one line per person and day. */
export const lookSchema = z.object({ actor: auditEntrySchema.shape.actor, on: z.iso.date(), firstAt: z.iso.datetime(), lastAt: z.iso.datetime(), looks: z.number().int(), subjects: z.array(z.string()) });
export const looksSchema = z.object({ items: z.array(lookSchema) });
export type Look = z.infer<typeof lookSchema>;

export const sealSchema = z.object({ number: z.number().int(), kind: z.enum(['seal', 'checkpoint']), seq: z.number().int(), hash: z.string().max(64), sealedAt: z.string().max(40), keyId: z.string().max(16), signature: z.string().max(100) });

export const findingSchema = z.object({
  kind: z.enum(['missing', 'order', 'changed', 'content_changed', 'content_removed', 'restored', 'inserted', 'backdated', 'clock', 'truncated', 'recomputed', 'seal_false', 'seal_missing', 'seal_unknown_key', 'start_missing', 'redaction_false']),
  from: z.number().int().describe('first entry concerned; for seal_…: number of the seal'), to: z.number().int(), detail: z.string(),
});
export const verificationSchema = z.object({
  ok: z.boolean(), entries: z.number().int(), firstSeq: z.number().int().nullable(), lastSeq: z.number().int().nullable(), headHash: z.string().nullable(),
  unsealed: z.number().int().describe('entries after the last seal'), seals: z.number().int(), lastSeal: sealSchema.nullable(), sealsFile: z.enum(['compared', 'absent']), keptSeals: z.number().int(),
  findings: z.array(findingSchema).describe('the first hundred'), findingCount: z.number().int(), publicKey: z.string().describe('Ed25519, SPKI, base64: for checks elsewhere'), checkedAt: z.iso.datetime(), tookMs: z.number().int(),
});
export type Verification = z.infer<typeof verificationSchema>;

export const auditStateSchema = z.object({ entries: z.number().int().describe('number of the newest entry'), lastSeal: sealSchema.nullable(), publicKey: z.string(), lastVerification: verificationSchema.nullable().describe('since this Momente was started') });
export type AuditState = z.infer<typeof auditStateSchema>;

export const exportQuerySchema = z.object({ ...filters, format: z.enum(['jsonl', 'csv']).default('jsonl'), language: z.enum(['de', 'en']).default('en') });
