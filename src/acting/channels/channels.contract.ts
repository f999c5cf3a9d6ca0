import { z } from 'zod';
import { contactChannels, type ContactChannel } from '../../people/consent/consent.contract.ts';

export const channelSchema = z.enum(contactChannels);
export type Channel = ContactChannel;

export interface OutgoingAttachment {
  name: string;
  type: string;
  content: Buffer;
}

/** One message as a channel takes it. Texts are ready: nothing is filled in any more. */
export interface Outgoing {
  /** Of the message; also the key under which a gateway recognises a repetition, so the same at every attempt. */
  id: string;
  /** Normalised address: what customer_addresses names. */
  to: string;
  toName: string;
  /** The identifier it is for; null only where nobody is known. */
  subject: string | null;
  subjectLine: string;
  text: string;
  /** Inside of the frame that the mail channel puts around it; already sanitised. */
  html: string | null;
  /** Message-ID, In-Reply-To, References, List-Unsubscribe, List-Unsubscribe-Post, X-Momente-… */
  headers: Readonly<Record<string, string>>;
  attachments: readonly OutgoingAttachment[];
  language: string;
  /** Shown in the footer of mails, and at the end of letters and text messages where it is given. */
  unsubscribeUrl?: string | null;
  /** For calls: not before. */
  notBefore?: Date | null;
}

/**
 * What became of one attempt. `unclear`: everything was handed over, but the answer never came; whoever sends decides
 * whether to try again, and may without asking where the channel recognises repetitions (`isIdempotent`).
 */
export type SendOutcome =
  | { kind: 'handed'; providerId?: string }
  | { kind: 'retry'; reason: string; afterMs?: number }
  | { kind: 'refused'; reason: string; isAddressDead: boolean }
  | { kind: 'unclear'; reason: string };

export type Readiness = { isReady: true } | { isReady: false; missing: ChannelGap[] };
/** What is missing before a channel can send; keys of words on the settings page. */
export const channelGapSchema = z.enum(['switched_off', 'no_mail_server', 'no_sender', 'no_imprint', 'no_gateway', 'no_secret', 'no_sender_block', 'dkim_key_missing']);
export type ChannelGap = z.infer<typeof channelGapSchema>;

/** What a gateway says later about a message it took. */
export interface DeliveryReport {
  gatewayId: string;
  channel: Channel;
  providerId: string;
  state: 'delivered' | 'failed' | 'opened';
  /** Only for failed: nobody will ever be reached there. */
  isAddressDead: boolean;
  detail: string;
}

/** A message that a customer wrote to one of our numbers. */
export interface InboundMessage {
  gatewayId: string;
  channel: 'sms' | 'messenger';
  /** Unique at the gateway. */
  providerId: string;
  from: string;
  text: string;
}
