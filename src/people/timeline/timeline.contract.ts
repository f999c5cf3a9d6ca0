import { z } from 'zod';

export const channels = ['web', 'app', 'shop', 'call_center', 'mail', 'chat', 'letter', 'sms', 'social', 'partner', 'network', 'survey', 'other'] as const;
export const channelSchema = z.enum(channels);
export type Channel = z.infer<typeof channelSchema>;
export const directionSchema = z.enum(['inbound', 'outbound']);
export type Direction = z.infer<typeof directionSchema>;

/** One row of the history table `interactions`: one thing that happened between a customer and the company. */
export interface Interaction {
  /** Fingerprint of the message key; unique for ever. */
  messageId: string;
  /** The id that the sender gave, e.g. Segment's messageId. */
  messageKey: string;
  /** The identifier under which it was written; which customer that is, is decided at read. */
  subject: string;
  at: Date;
  receivedAt: Date;
  /** track, page, screen, identify, group, alias, survey … */
  type: string;
  /** Name of the event; `page` for a page view, `screen`, `identify` … */
  kind: string;
  source: string;
  channel: Channel;
  direction: Direction;
  /** Code of the touchpoint; empty where none matches yet. */
  touchpoint: string;
  /** Code of the department; empty where unknown. */
  department: string;
  product: string;
  place: string;
  subjectLine: string;
  text: string;
  language: string;
  /** Score that came with the contact, on the scale 0–10; null = none. */
  score: number | null;
  /** How it felt, −2 … +2; null = unknown. */
  mood: number | null;
  costCents: number | null;
  properties: Record<string, unknown>;
}

/** One contact as the API and the page show it. */
export const timelineItemSchema = z.object({
  messageId: z.string(),
  at: z.iso.datetime(),
  kind: z.string(),
  channel: channelSchema,
  touchpoint: z.string().nullable().describe('code of the touchpoint, null where none matches'),
  direction: directionSchema,
  properties: z.record(z.string(), z.unknown()),
  type: z.string(),
  department: z.string().nullable(),
  product: z.string().nullable(),
  place: z.string().nullable(),
  subjectLine: z.string().nullable(),
  text: z.string().nullable(),
  score: z.number().nullable().describe('0–10'),
  mood: z.number().nullable().describe('−2 … +2'),
  source: z.string(),
});
export type TimelineItem = z.infer<typeof timelineItemSchema>;

export const timelineQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
  channel: channelSchema.optional(),
  kind: z.string().max(200).optional(),
  department: z.string().max(100).optional(),
  touchpoint: z.string().max(100).optional(),
  before: z.iso.datetime({ offset: true }).optional().describe('newest instant to show: jump to a date'),
});
export type TimelineQuery = z.infer<typeof timelineQuerySchema>;

export const timelinePageSchema = z.object({ items: z.array(timelineItemSchema), nextCursor: z.string().nullable() });
