/** The Segment HTTP spec as far as Momente reads it; everything else in a message is kept in `properties`. */
export const messageTypes = ['identify', 'track', 'page', 'screen', 'group', 'alias'] as const;
export type MessageType = (typeof messageTypes)[number];

export const MAX_BATCH_BYTES = 512_000;
export const MAX_EVENT_BYTES = 32_768;
export const MAX_EVENTS_PER_BATCH = 5_000;
export const MAX_DEPTH = 20;
export const MAX_MESSAGE_ID_LENGTH = 255;
export const MAX_NAME_LENGTH = 200;
/** A clock may go wrong by this much into the future before its message is refused. */
export const MAX_AHEAD_MS = 48 * 3_600_000;

/** A message that passed the checks; instants are those of the customer's contact, corrected for the sender's clock. */
export interface Message {
  type: MessageType;
  messageKey: string;
  at: Date;
  userId: string | null;
  anonymousId: string | null;
  previousId: string | null;
  groupId: string | null;
  name: string;
  properties: Record<string, unknown>;
  traits: Record<string, unknown>;
  context: Record<string, unknown>;
}

export interface RefusedMessage {
  index: number;
  messageId: string | null;
  reason: string;
}

export interface IngestResult {
  accepted: number;
  /** Message ids that were stored before; the first body stays. */
  repeated: number;
  refused: RefusedMessage[];
}
