import { z } from 'zod';
import { timeZoneSchema } from '../../platform/http/texts.contract.ts';
import { retentionActionSchema } from './personal-data.contract.ts';

const text = (high: number) => z.string().trim().max(high).refine((value) => !value.includes('\0') && value.isWellFormed(), 'contains a character that is no text');

/** Why somebody is erased (Art. 17 GDPR). A choice instead of free text, so that the proof names nobody. */
export const erasureReasons = ['customer_request', 'consent_withdrawn', 'no_longer_needed', 'objection', 'unlawful', 'legal_duty', 'retention'] as const;
export const erasureReasonSchema = z.enum(erasureReasons);
export type ErasureReason = z.infer<typeof erasureReasonSchema>;

export const erasureInputSchema = z.object({
  customerId: z.uuid(),
  identifiers: z.array(z.uuid()).min(1).max(1000).nullable().default(null).describe('ids of the identifiers from the preview that go; null = all'),
  reason: z.enum(erasureReasons).exclude(['retention']).describe('`retention` is for rules only'),
  note: text(500).default('').describe('for colleagues; is erased with the customer'),
});

const countedSchema = z.object({ name: z.string(), labelDe: z.string(), labelEn: z.string(), n: z.number().int() });
const staysSchema = z.object({ de: z.string(), en: z.string() });

export const erasurePreviewSchema = z.object({
  customerId: z.uuid(),
  name: z.string(),
  identifiers: z.array(z.object({ id: z.uuid(), kind: z.string(), value: z.string(), isShared: z.boolean().describe('a device that others use too: only this customer’s time goes'), contacts: z.number().int(), isChosen: z.boolean() })),
  counts: z.array(countedSchema),
  stays: z.array(staysSchema),
  remaining: z.array(z.object({ name: z.string(), identifiers: z.array(z.object({ kind: z.string(), value: z.string() })) })).describe('who is left when only some identifiers go'),
  legalHold: z.string().nullable().describe('why it may not be erased at the moment'),
  fourEyes: z.boolean(),
  openRequestId: z.uuid().nullable(),
  physicallyGoneBy: z.iso.datetime(),
});
export type ErasurePreview = z.infer<typeof erasurePreviewSchema>;

export const erasureStates = ['awaiting', 'rejected', 'expired', 'erasing', 'scrubbing', 'done'] as const;

export const erasureSchema = z.object({
  id: z.uuid(),
  state: z.enum(erasureStates).describe('awaiting = needs a second person; erasing = under way; scrubbing = gone for everybody, remains in the files until scrubDueAt; done'),
  customerId: z.uuid().nullable().describe('null as soon as the customer is erased'),
  isPartial: z.boolean(),
  reason: erasureReasonSchema,
  note: z.string().nullable(),
  requestedBy: z.string(),
  requestedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  confirmedBy: z.string().nullable(),
  confirmedAt: z.iso.datetime().nullable(),
  rejectedBy: z.string().nullable(),
  rejectedAt: z.iso.datetime().nullable(),
  erasedAt: z.iso.datetime().nullable(),
  scrubDueAt: z.iso.datetime().nullable(),
  scrubbedAt: z.iso.datetime().nullable(),
  counts: z.array(countedSchema),
  hasProof: z.boolean(),
  mayConfirm: z.boolean().describe('whether who asks may be the second person'),
  failure: z.string().nullable(),
});
export type Erasure = z.infer<typeof erasureSchema>;
export const erasureListSchema = z.object({ items: z.array(erasureSchema), nextCursor: z.string().nullable() });

export const erasureProofSchema = z.object({
  kind: z.literal('momente.erasure'),
  version: z.literal(1),
  id: z.uuid(),
  installation: z.string(),
  reason: erasureReasonSchema,
  part: z.enum(['whole', 'some_identifiers']),
  requestedBy: z.string(),
  requestedAt: z.iso.datetime(),
  confirmedBy: z.string().nullable(),
  confirmedAt: z.iso.datetime().nullable(),
  erasedAt: z.iso.datetime(),
  physicallyGoneAt: z.iso.datetime().nullable(),
  counts: z.array(countedSchema),
  fingerprints: z.array(z.string()).describe('HMAC-SHA-256 of each identifier under a key of this installation'),
  notes: z.array(z.string()),
  hash: z.string().describe('SHA-256 over this object without `hash` and `seal`, as JSON with sorted keys'),
  seal: z.string().describe('HMAC-SHA-256 of the hash under a key of this installation'),
});
export type ErasureProof = z.infer<typeof erasureProofSchema>;

export const controllerSchema = z.object({ name: text(200), address: text(500), email: text(200), phone: text(60) });
export const officerSchema = z.object({ name: text(200), email: text(200), phone: text(60) });

export const privacySettingsSchema = z.object({
  fourEyes: z.boolean().default(false).describe('a second person confirms each erasure'),
  scrub: z.enum(['auto', 'at_once', 'nightly']).default('auto').describe('when freed pages and parts are physically removed; auto = at once while small'),
  scrubHour: z.number().int().min(0).max(23).default(1).describe('hour at which the nightly window begins, in `timeZone`'),
  timeZone: timeZoneSchema.default('Europe/Berlin').describe('time of the company, a name of the IANA list'),
  controller: controllerSchema.default({ name: '', address: '', email: '', phone: '' }),
  officer: officerSchema.default({ name: '', email: '', phone: '' }),
});
export type PrivacySettings = z.infer<typeof privacySettingsSchema>;

export const retentionKindSchema = z.object({
  kind: z.string(),
  labelDe: z.string(),
  labelEn: z.string(),
  actions: z.array(retentionActionSchema),
  usualDays: z.number().int().nullable().describe('the limit that holds where no rule is set; null = none'),
  rule: z.object({ action: retentionActionSchema, afterDays: z.number().int(), setBy: z.string(), setAt: z.iso.datetime(), lastRunAt: z.iso.datetime().nullable(), lastCount: z.number().nullable(), lastFailure: z.string().nullable() }).nullable(),
});
export type RetentionKind = z.infer<typeof retentionKindSchema>;
export const retentionRuleInputSchema = z.object({ action: retentionActionSchema, afterDays: z.number().int().min(1).max(36_500) });
export const retentionDryRunSchema = z.object({ before: z.iso.datetime(), n: z.number().int(), byYear: z.array(z.object({ year: z.number().int(), n: z.number().int() })).describe('how much of what is older is how old') });
export type RetentionDryRun = z.infer<typeof retentionDryRunSchema>;

/** On which ground processing is restricted (Art. 18 (1) a–d). */
export const restrictionGrounds = ['accuracy_contested', 'unlawful', 'legal_claims', 'objection'] as const;
export const restrictionInputSchema = z.object({ ground: z.enum(restrictionGrounds), note: text(500).default('') });
export const restrictionSchema = z.object({ ground: z.enum(restrictionGrounds), note: z.string(), restrictedBy: z.string(), restrictedAt: z.iso.datetime() });
export type Restriction = z.infer<typeof restrictionSchema>;
