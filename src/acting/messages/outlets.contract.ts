import type { Outgoing, SendOutcome } from '../channels/channels.contract.ts';
import type { MessageChannel } from './messages.contract.ts';

/** A channel as the engine needs it, with what is set for it now. */
export interface Outlet {
  channel: MessageChannel;
  /** A second attempt with the same id can never reach the customer twice. */
  isIdempotent: boolean;
  /** Messages under way at the same time. */
  parallel: number;
  /** null = as fast as it takes them. */
  ratePerMinute: number | null;
  /** Who the message is from; its domain stands in the Message-ID. */
  from: string;
  company: string;
  send(message: Outgoing, signal: AbortSignal): Promise<SendOutcome>;
  /** Waits after the 1st, 2nd … attempt; without it those of send-pace.logic.ts. */
  retryAfterMs?: (attempts: number) => number | null;
  /** Most messages claimed in one go; 200 without it. */
  claimAtOnce?: number;
  /** How long the channel is left alone when it takes nothing at all. */
  holdMs?: number;
}
export type Outlets = ReadonlyMap<MessageChannel, Outlet>;
