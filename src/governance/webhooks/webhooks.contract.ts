import { z } from 'zod';

/** What we tell about. New kinds are added at the end of their slice; an endpoint gets only those it asked for. */
export const eventKinds = [
  'customer.created', 'customer.updated', 'customer.merged', 'customer.erased',
  'response.received', 'import.finished', 'touchpoint.created', 'touchpoint.changed',
  'outreach.started', 'outreach.finished', 'message.bounced',
  'case.created', 'case.changed', 'case.solved',
  'promise.made', 'promise.kept', 'promise.broken',
  'inquiry.sent', 'inquiry.answered', 'goodwill.booked', 'goodwill.approved',
  'warning.raised', 'warning.closed',
  'webhook.test',
] as const;
export const eventKindSchema = z.enum(eventKinds);
export type EventKind = z.infer<typeof eventKindSchema>;
/** Those that one can ask for; the test is sent by hand. */
export const offeredKinds = eventKinds.filter((kind) => kind !== 'webhook.test');

/**
 * One thing that happened. `data` holds ids and codes, never names, addresses or words of customers: whoever may know
 * more asks the API for it, with a key of their own.
 */
export interface WebhookEvent {
  kind: EventKind;
  data: Record<string, unknown>;
  /** Whom it is about, so that erasing them finds it. */
  customerIds?: readonly string[];
}

export const endpointStates = ['working', 'failing', 'off'] as const;
export const webhookSchema = z.object({
  id: z.uuid(), url: z.string(), description: z.string(), eventKinds: z.array(z.string()),
  createdAt: z.iso.datetime(), updatedAt: z.iso.datetime(),
  failingSince: z.iso.datetime().nullable(),
  switchedOffAt: z.iso.datetime().nullable(), switchedOffBecause: z.enum(['by_hand', 'failing', 'gone']).nullable(),
  oldSecretUntil: z.iso.datetime().nullable().describe('until then both secrets sign'),
  waiting: z.int().describe('deliveries that are still to be made'),
  dead: z.int().describe('deliveries given up after the last attempt'),
});
export type Webhook = z.infer<typeof webhookSchema>;
export const webhookListQuerySchema = z.object({ limit: z.coerce.number().int().min(1).max(200).default(100), cursor: z.string().max(500).optional() });
export type WebhookListQuery = z.infer<typeof webhookListQuerySchema>;
export const webhookListSchema = z.object({ items: z.array(webhookSchema), nextCursor: z.string().nullable() });

const url = z.string().trim().max(2_000).regex(/^https?:\/\//, 'must begin with https://');
const description = z.string().trim().max(200).regex(/^\P{Cc}*$/u, 'contains control characters');
const kinds = z.array(z.enum(offeredKinds)).min(1, 'names no event').max(offeredKinds.length);
export const webhookInputSchema = z.strictObject({ url, description: description.default(''), eventKinds: kinds });
export type WebhookInput = z.infer<typeof webhookInputSchema>;
export const webhookChangeSchema = z.strictObject({ url: url.optional(), description: description.optional(), eventKinds: kinds.optional(), isSwitchedOff: z.boolean().optional() });
export type WebhookChange = z.infer<typeof webhookChangeSchema>;
export const issuedWebhookSchema = webhookSchema.extend({ secret: z.string().describe('whsec_…, shown only this once') });
export type IssuedWebhook = z.infer<typeof issuedWebhookSchema>;
export const secretRotationSchema = z.strictObject({ overlapHours: z.number().min(0).max(720).default(24).describe('how long the old secret signs too') });

export const deliveryStates = ['waiting', 'delivered', 'dead'] as const;
export const deliveryStateSchema = z.enum(deliveryStates);
export type DeliveryState = z.infer<typeof deliveryStateSchema>;
export const attemptSchema = z.object({
  number: z.int(), at: z.iso.datetime(), status: z.int().nullable(), durationMs: z.int(),
  problem: z.string().nullable().describe('why there was no good answer, e.g. outside.timed_out'), answerStart: z.string(),
});
export const deliverySchema = z.object({
  id: z.uuid(), eventId: z.string(), kind: eventKindSchema, state: deliveryStateSchema,
  createdAt: z.iso.datetime(), nextAttemptAt: z.iso.datetime().nullable(), deliveredAt: z.iso.datetime().nullable(), deadAt: z.iso.datetime().nullable(),
  body: z.string(), attempts: z.array(attemptSchema).describe('the newest ten, newest first'),
});
export type Delivery = z.infer<typeof deliverySchema>;
export const deliveryListQuerySchema = z.object({ state: deliveryStateSchema.optional(), limit: z.coerce.number().int().min(1).max(100).default(25), cursor: z.string().max(500).optional() });
export type DeliveryListQuery = z.infer<typeof deliveryListQuerySchema>;
export const deliveryListSchema = z.object({ items: z.array(deliverySchema), nextCursor: z.string().nullable() });
export const replayedSchema = z.object({ replayed: z.int() });
