import { z } from 'zod';

const ownedSchema = z.object({
  name: z.string().describe('stable name of the kind, e.g. keys.api_keys'),
  labelDe: z.string(),
  labelEn: z.string(),
  total: z.number().int(),
  items: z.array(z.object({ id: z.string(), name: z.string() })).describe('the first 100'),
});
export type Owned = z.infer<typeof ownedSchema>;

/** What leaving would mean, before it is done. */
export const departureSchema = z.object({
  sessions: z.number().int().describe('open now; they end at once'),
  owned: z.array(ownedSchema).describe('goes to the colleague who is named; only kinds of which there is something'),
  keys: z.array(z.object({ id: z.uuid(), name: z.string(), lastUsedAt: z.iso.datetime().nullable() })).describe('working API keys made by this person: each is kept or revoked'),
});
export type Departure = z.infer<typeof departureSchema>;

export const deactivationInputSchema = z.strictObject({
  successor: z.uuid().nullable().default(null).describe('needed when something is handed over'),
  revokeKeys: z.array(z.uuid()).max(500).default([]).describe('API keys that end with the person; the others go to the successor'),
});
export type DeactivationInput = z.infer<typeof deactivationInputSchema>;
export const deactivatedSchema = z.object({ deactivatedAt: z.iso.datetime(), handedOver: z.number().int(), revokedKeys: z.number().int() });
export type Deactivated = z.infer<typeof deactivatedSchema>;
