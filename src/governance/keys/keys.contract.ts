import { z } from 'zod';
import { actions, departmentCodesSchema, roleSchema, subjects } from '../roles/roles.contract.ts';

const labelSchema = z.string().trim().min(1, 'is empty').max(120).regex(/^\P{Cc}*$/u, 'contains control characters');

/** Channels a source may stand for; the same words as those of contacts. */
export const sourceChannels = ['web', 'app', 'shop', 'call_center', 'mail', 'chat', 'letter', 'sms', 'social', 'partner', 'network', 'survey', 'other'] as const;
export const sourceChannelSchema = z.enum(sourceChannels);
export type SourceChannel = z.infer<typeof sourceChannelSchema>;

/** What a key may of what its role may; `read:all` makes a key that only reads. */
export const scopeSchema = z.string().regex(new RegExp(`^(${actions.join('|')}):(${['all', ...subjects].join('|')})$`), 'is not action:subject, e.g. read:customer');
/** Of the wish for a new secret: how long the one before goes on working. */
export const LONGEST_OVERLAP_HOURS = 720;
/** A key that ends within this time is said to end soon. */
export const WARN_BEFORE_DAYS = 14;

export const apiKeySchema = z.object({
  id: z.uuid(), name: z.string(), hint: z.string().describe('how the key begins'), role: roleSchema, departments: z.array(z.string()),
  scopes: z.array(z.string()).nullable().describe('null: all that the role may'),
  requestsPerMinute: z.int(),
  origin: z.enum(['page', 'environment']),
  createdAt: z.iso.datetime(), expiresAt: z.iso.datetime().nullable(), lastUsedAt: z.iso.datetime().nullable().describe('to the minute'), revokedAt: z.iso.datetime().nullable(),
  rotatedAt: z.iso.datetime().nullable(), oldKeyUntil: z.iso.datetime().nullable().describe('until then the secret before the last rotation works too'),
});
export type ApiKey = z.infer<typeof apiKeySchema>;
export const keyListQuerySchema = z.object({ limit: z.coerce.number().int().min(1).max(500).default(100), cursor: z.string().max(500).optional() });
export type KeyListQuery = z.infer<typeof keyListQuerySchema>;
const nextCursor = z.string().nullable();
export const apiKeyListSchema = z.object({ items: z.array(apiKeySchema), nextCursor });
const limits = {
  scopes: z.array(scopeSchema).min(1).max(100).nullable(),
  expiresAt: z.iso.datetime({ offset: true }).nullable(),
  requestsPerMinute: z.int().min(1).max(1_000_000),
};
export const apiKeyChangeSchema = z.strictObject({ name: labelSchema.optional(), scopes: limits.scopes.optional(), expiresAt: limits.expiresAt.optional(), requestsPerMinute: limits.requestsPerMinute.optional() });
export type ApiKeyChange = z.infer<typeof apiKeyChangeSchema>;
export const rotationSchema = z.strictObject({ overlapHours: z.number().min(0).max(LONGEST_OVERLAP_HOURS).default(24).describe('how long the old secret goes on working') });
export const apiKeyInputSchema = z.strictObject({
  name: labelSchema, role: roleSchema, departments: departmentCodesSchema.default([]),
  scopes: limits.scopes.default(null), expiresAt: limits.expiresAt.default(null), requestsPerMinute: limits.requestsPerMinute.default(6_000),
});
export type ApiKeyInput = z.infer<typeof apiKeyInputSchema>;
export const issuedApiKeySchema = apiKeySchema.extend({ key: z.string().describe('shown only this once') });
export type IssuedApiKey = z.infer<typeof issuedApiKeySchema>;

export const sourceSchema = z.object({
  id: z.uuid(), name: z.string(), writeKey: z.string(), defaultChannel: sourceChannelSchema.describe('of contacts that do not name one'),
  origin: z.enum(['page', 'environment']), createdAt: z.iso.datetime(), revokedAt: z.iso.datetime().nullable(),
});
export type Source = z.infer<typeof sourceSchema>;
export const sourceListSchema = z.object({ items: z.array(sourceSchema), nextCursor });
export const sourceInputSchema = z.strictObject({ name: labelSchema, defaultChannel: sourceChannelSchema });
export type SourceInput = z.infer<typeof sourceInputSchema>;

/** What the event API needs to know of a source. */
export interface EventSource {
  id: string;
  name: string;
  defaultChannel: SourceChannel;
}
