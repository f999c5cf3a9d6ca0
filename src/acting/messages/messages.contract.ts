import { z } from 'zod';
import type { FileArea } from '../../platform/files/files.contract.ts';

export const messageChannels = ['mail', 'sms', 'messenger', 'notice', 'letter', 'phone'] as const;
export const messageChannelSchema = z.enum(messageChannels);
export type MessageChannel = z.infer<typeof messageChannelSchema>;
/** Key of a purpose of people/consent: service, feedback, marketing or one of the company's own. */
export const messagePurposeSchema = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);
export type MessagePurpose = z.infer<typeof messagePurposeSchema>;
export const messageKinds = ['reply', 'outreach', 'notice', 'inquiry', 'opt_in', 'promise', 'survey'] as const;
export type MessageKind = (typeof messageKinds)[number];

/** Why a message was not sent: said about the customer or the campaign, decided at the last moment. */
export const skipReasons = ['no_consent', 'suppressed', 'restricted', 'capped', 'told_already', 'duplicate_address', 'unreachable', 'stopped', 'not_affected_any_more', 'erased', 'unfillable'] as const;
export const skipReasonSchema = z.enum(skipReasons);
export type SkipReason = z.infer<typeof skipReasonSchema>;

/**
 * Where a message stands. waiting: for its time, its turn or a new attempt · sending: claimed by a process · handed: the
 * channel took it · unclear: it may have left or not · refused: the channel will never take it · skipped: we decided not to.
 */
export const messageStates = ['waiting', 'sending', 'handed', 'delivered', 'opened', 'bounced', 'refused', 'unclear', 'skipped'] as const;
export const messageStateSchema = z.enum(messageStates);
export type MessageStateName = z.infer<typeof messageStateSchema>;

export const messageStateOfSchema = z.object({
  id: z.uuid(),
  state: messageStateSchema,
  channel: messageChannelSchema,
  at: z.iso.datetime().describe('since when'),
  reason: z.string().nullable().describe('why it was skipped, refused, bounced or is unclear; what the channel said last while it waits'),
  nextAttemptAt: z.iso.datetime().nullable(),
  attempts: z.int(),
});
export type MessageState = z.infer<typeof messageStateOfSchema>;

export interface MessageAttachment {
  /** Area of the files, e.g. `cases`. */
  area: FileArea;
  fileId: string;
  name: string;
  type: string;
}

export interface MessageToQueue {
  /** The wish to send, once for ever, e.g. `case_entry:<id>`; asking again with the same key changes nothing. */
  sendKey: string;
  purpose: MessagePurpose;
  kind: MessageKind;
  channel: MessageChannel;
  address: string;
  /** Identifier under which the receiver is known; null for somebody unknown. */
  subject: string | null;
  caseId?: string | undefined;
  /** As it is sent; with `variables` it is Liquid and filled in when it is sent. */
  body: { subjectLine: string; text: string; html?: string | undefined; language?: string | undefined };
  variables?: Readonly<Record<string, unknown>> | undefined;
  /** In-Reply-To, References, X-Momente-…; Message-ID and List-Unsubscribe are added here. */
  headers?: Readonly<Record<string, string>> | undefined;
  attachments?: readonly MessageAttachment[] | undefined;
  notBefore?: Date | undefined;
  /** A reply in a conversation that the customer began: no quiet hours, no caps, no unsubscribing; dead addresses still count. */
  isAnswer?: boolean | undefined;
  /** Concerns safety: sent even to those who object to service messages. */
  isEssential?: boolean | undefined;
}
export type QueuedMessage = { id: string } | { id: string; skipped: SkipReason };

export const messageSettingsSchema = z.strictObject({
  quietFrom: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/).describe('HH:MM where the customer lives'),
  quietTo: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  allowsOpenPixel: z.boolean(),
  caps: z.array(z.strictObject({ purpose: messagePurposeSchema, perDay: z.int().min(1).max(1_000).nullable(), perWeek: z.int().min(1).max(1_000).nullable() })).max(50).describe('how often a customer is written to, in days and weeks where he lives; a purpose that is not named has no limit'),
});
export type MessageSettings = z.infer<typeof messageSettingsSchema>;
