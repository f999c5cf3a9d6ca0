import { z } from 'zod';
import { departmentCodesSchema, roleSchema } from '../roles/roles.contract.ts';

const labelSchema = z.string().trim().min(1, 'is empty').max(120).regex(/^\P{Cc}*$/u, 'contains control characters');

/** Channels a source may stand for; the same words as those of contacts. */
export const sourceChannels = ['web', 'app', 'shop', 'call_center', 'mail', 'chat', 'letter', 'sms', 'social', 'partner', 'network', 'survey', 'other'] as const;
export const sourceChannelSchema = z.enum(sourceChannels);
export type SourceChannel = z.infer<typeof sourceChannelSchema>;

export const apiKeySchema = z.object({
  id: z.uuid(), name: z.string(), hint: z.string().describe('how the key begins'), role: roleSchema, departments: z.array(z.string()),
  origin: z.enum(['page', 'environment']),
  createdAt: z.iso.datetime(), lastUsedAt: z.iso.datetime().nullable().describe('to the minute'), revokedAt: z.iso.datetime().nullable(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;
export const apiKeyListSchema = z.object({ items: z.array(apiKeySchema) });
export const apiKeyInputSchema = z.strictObject({ name: labelSchema, role: roleSchema, departments: departmentCodesSchema.default([]) });
export type ApiKeyInput = z.infer<typeof apiKeyInputSchema>;
export const issuedApiKeySchema = apiKeySchema.extend({ key: z.string().describe('shown only this once') });
export type IssuedApiKey = z.infer<typeof issuedApiKeySchema>;

export const sourceSchema = z.object({
  id: z.uuid(), name: z.string(), writeKey: z.string(), defaultChannel: sourceChannelSchema.describe('of contacts that do not name one'),
  origin: z.enum(['page', 'environment']), createdAt: z.iso.datetime(), revokedAt: z.iso.datetime().nullable(),
});
export type Source = z.infer<typeof sourceSchema>;
export const sourceListSchema = z.object({ items: z.array(sourceSchema) });
export const sourceInputSchema = z.strictObject({ name: labelSchema, defaultChannel: sourceChannelSchema });
export type SourceInput = z.infer<typeof sourceInputSchema>;

/** What the event API needs to know of a source. */
export interface EventSource {
  id: string;
  name: string;
  defaultChannel: SourceChannel;
}
