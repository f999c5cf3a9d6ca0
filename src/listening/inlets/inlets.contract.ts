import { z } from 'zod';
import { sourceChannelSchema } from '../../governance/keys/keys.contract.ts';
import { lineSchema } from '../../platform/http/texts.contract.ts';

/** How senders sign. `standard`: Standard Webhooks; `hmac`: HMAC-SHA-256 of the body in a header of one's choice. */
export const signingWays = ['standard', 'github', 'shopify', 'stripe', 'hmac'] as const;
export const signingWaySchema = z.enum(signingWays);
export type SigningWay = z.infer<typeof signingWaySchema>;

export const ownSignatureSchema = z.strictObject({
  header: z.string().regex(/^[A-Za-z][\w-]{0,99}$/, 'is not the name of a header'),
  encoding: z.enum(['hex', 'base64']),
  /** What stands before the signature, e.g. `sha256=`. */
  prefix: z.string().max(40).default(''),
});
export type OwnSignature = z.infer<typeof ownSignatureSchema>;

const path = z.string().trim().min(1).max(300).describe('where in the body, e.g. customer.email or items[0].sku');
export const mappingSchema = z.strictObject({
  event: z.union([z.strictObject({ path }), z.strictObject({ name: z.string().trim().min(1).max(200) })]).describe('a fixed name, or where it stands'),
  identifiers: z.array(z.strictObject({ kind: z.string().regex(/^[A-Za-z][\w.-]{0,59}$/, 'is not a kind of identifier'), path })).min(1, 'says nobody').max(10),
  at: path.nullable().default(null).describe('null: when it came'),
  properties: z.array(z.strictObject({ name: z.string().trim().min(1).max(100), path })).max(50).default([]),
});
export type Mapping = z.infer<typeof mappingSchema>;

const label = lineSchema(120, 1);
const secret = z.string().min(8, 'is shorter than 8 characters').max(500);
export const inletSchema = z.object({
  id: z.uuid(), name: z.string(), url: z.string().describe('where the sender sends to'), signedAs: signingWaySchema, signature: ownSignatureSchema.nullable(), mapping: mappingSchema,
  defaultChannel: sourceChannelSchema, createdAt: z.iso.datetime(), updatedAt: z.iso.datetime(),
  accepted: z.int(), refused: z.int(), lastAcceptedAt: z.iso.datetime().nullable(),
});
export type Inlet = z.infer<typeof inletSchema>;
export const inletListQuerySchema = z.object({ limit: z.coerce.number().int().min(1).max(200).default(100), cursor: z.string().max(500).optional() });
export type InletListQuery = z.infer<typeof inletListQuerySchema>;
export const inletListSchema = z.object({ items: z.array(inletSchema), nextCursor: z.string().nullable() });
export const inletInputSchema = z.strictObject({
  name: label, signedAs: signingWaySchema, signature: ownSignatureSchema.nullable().default(null), mapping: mappingSchema, defaultChannel: sourceChannelSchema,
  secret: secret.nullable().default(null).describe('as the sender shows it; null: we make one'),
});
export type InletInput = z.infer<typeof inletInputSchema>;
export const inletChangeSchema = z.strictObject({ name: label.optional(), mapping: mappingSchema.optional(), defaultChannel: sourceChannelSchema.optional(), secret: secret.optional() });
export type InletChange = z.infer<typeof inletChangeSchema>;
export const issuedInletSchema = inletSchema.extend({ secret: z.string().nullable().describe('made by us and shown only this once; null when it was given') });
export type IssuedInlet = z.infer<typeof issuedInletSchema>;

export const mappedSchema = z.object({ event: z.string(), identifiers: z.array(z.object({ kind: z.string(), value: z.string() })), at: z.string().nullable(), properties: z.record(z.string(), z.unknown()) });
export type Mapped = z.infer<typeof mappedSchema>;
export const previewInputSchema = z.strictObject({ mapping: mappingSchema, body: z.string().max(200_000) });
/** What would become of an example, or why nothing would. */
export const previewSchema = z.object({ mapped: mappedSchema.nullable(), refusedBecause: z.string().nullable(), paths: z.array(z.object({ path: z.string(), example: z.string() })).describe('what stands in the example') });
export type Preview = z.infer<typeof previewSchema>;

export const refusalSchema = z.object({ id: z.uuid(), at: z.iso.datetime(), code: z.string(), reason: z.string() });
export const refusalListSchema = z.object({ items: z.array(refusalSchema), nextCursor: z.string().nullable() });
export type Refusal = z.infer<typeof refusalSchema>;
