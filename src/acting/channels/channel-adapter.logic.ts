import type { Channel, Outgoing, Readiness, SendOutcome } from './channels.contract.ts';

/** One way out. Made by `adapterFor`; keeps its connections between messages, so many may be under way at once. */
export interface ChannelAdapter<Context> {
  readonly channel: Channel;
  /** Whether a second attempt with the same id can never reach the customer twice. */
  readonly isIdempotent: boolean;
  /** Messages that may be under way at the same time. */
  readonly parallel: number;
  isReady(context: Context): Promise<Readiness>;
  /** Never throws for what the other side does; only for faults of our own. */
  send(context: Context, message: Outgoing, signal: AbortSignal): Promise<SendOutcome>;
}
