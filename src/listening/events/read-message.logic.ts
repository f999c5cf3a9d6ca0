import { newId } from '../../kernel/ids.ts';
import { MAX_AHEAD_MS, MAX_DEPTH, MAX_EVENT_BYTES, MAX_MESSAGE_ID_LENGTH, MAX_NAME_LENGTH, type Message, type MessageType, messageTypes } from './segment.contract.ts';

export type ReadMessage = { message: Message } | { messageId: string | null; reason: string };

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a check found wrong; caught by {@link readMessage} only. */
class Refusal extends Error {}

/**
 * Reads one message of the Segment spec.
 * @param typeOfRoute type implied by the address (`/v1/track`); null in a batch, where each message names its own
 * @param sentAt of the batch, when the message has none
 */
export function readMessage(input: unknown, typeOfRoute: MessageType | null, receivedAt: Date, sentAt: unknown = undefined): ReadMessage {
  if (!isObject(input)) return { messageId: null, reason: 'is not an object' };
  const messageId = typeof input['messageId'] === 'string' ? input['messageId'].slice(0, MAX_MESSAGE_ID_LENGTH) : null;
  try {
    return { message: read(input, typeOfRoute, receivedAt, sentAt) };
  } catch (error) {
    if (error instanceof Refusal) return { messageId, reason: error.message };
    throw error;
  }
}

function read(input: Json, typeOfRoute: MessageType | null, receivedAt: Date, batchSentAt: unknown): Message {
  const type = typeOfRoute ?? readType(input['type']);
  const shape = { deepest: 0, characters: 0 };
  measure(input, 1, shape);
  if (shape.deepest > MAX_DEPTH) throw new Refusal(`is nested deeper than ${MAX_DEPTH} levels`);
  // A character takes at most six bytes as JSON, so most messages need not be written out to know that they are small enough.
  const sizeBytes = shape.characters * 6 <= MAX_EVENT_BYTES ? 0 : Buffer.byteLength(JSON.stringify(input));
  if (sizeBytes > MAX_EVENT_BYTES) throw new Refusal(`is ${sizeBytes} bytes long; at most ${MAX_EVENT_BYTES} are allowed`);
  const traits = readObject(input, 'traits');
  const message: Message = {
    type,
    messageKey: readMessageId(input['messageId']),
    at: readInstant(input, receivedAt, batchSentAt),
    userId: readId(input, 'userId'),
    anonymousId: readId(input, 'anonymousId'),
    previousId: readId(input, 'previousId'),
    groupId: readId(input, 'groupId'),
    name: readName(input, type),
    properties: readObject(input, 'properties'),
    traits,
    context: readObject(input, 'context'),
  };
  if (type === 'alias' && (message.previousId === null || message.userId === null)) throw new Refusal('an alias needs userId and previousId');
  if (type === 'group' && message.groupId === null) throw new Refusal('a group needs groupId');
  return message;
}

function readType(value: unknown): MessageType {
  const found = messageTypes.find((type) => type === value);
  if (!found) throw new Refusal(`type must be one of ${messageTypes.join(', ')}`);
  return found;
}

function readMessageId(value: unknown): string {
  if (value === undefined || value === null || value === '') return newId();
  if (typeof value !== 'string') throw new Refusal('messageId must be a text');
  if (value.length > MAX_MESSAGE_ID_LENGTH) throw new Refusal(`messageId is longer than ${MAX_MESSAGE_ID_LENGTH} characters`);
  // Mended instead, two different ids could become one, and the second message would be taken for a repetition.
  if (!value.isWellFormed() || /\p{Cc}/u.test(value)) throw new Refusal('messageId holds control characters or broken ones');
  return value;
}

function readName(input: Json, type: MessageType): string {
  if (type !== 'track') return type;
  const said = input['event'];
  // NUL is no text anywhere else: a rule could not name the event, and no touchpoint be proposed for it.
  const name = typeof said === 'string' ? said.replaceAll('\0', '').trim() : '';
  if (name === '') throw new Refusal('event must be the name of what happened');
  if (name.length > MAX_NAME_LENGTH) throw new Refusal(`event is longer than ${MAX_NAME_LENGTH} characters`);
  return name.toWellFormed();
}

function readId(input: Json, key: string): string | null {
  const value = input[key];
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'number' && Number.isFinite(value)) {
    // Beyond this, JSON numbers are rounded, and two people could become one.
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER) throw new Refusal(`${key} is too large for a number; send it as a text`);
    return String(value);
  }
  if (typeof value !== 'string') throw new Refusal(`${key} must be a text`);
  if (value.length > 500) throw new Refusal(`${key} is longer than 500 characters`);
  return value.toWellFormed();
}

function readObject(input: Json, key: string): Json {
  const value = input[key];
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw new Refusal(`${key} must be an object`);
  return value;
}

/** timestamp = receivedAt − (sentAt − originalTimestamp): the sender's clock may be wrong, but not by how much time passed. */
function readInstant(input: Json, receivedAt: Date, batchSentAt: unknown): Date {
  const said = readDate(input['originalTimestamp'] ?? input['timestamp'], 'timestamp');
  const sent = readDate(input['sentAt'] ?? batchSentAt, 'sentAt');
  if (!said) return receivedAt;
  const at = sent ? new Date(receivedAt.getTime() - (sent.getTime() - said.getTime())) : said;
  if (Number.isNaN(at.getTime())) throw new Refusal('timestamp and sentAt are too far apart');
  if (at.getTime() > receivedAt.getTime() + MAX_AHEAD_MS) throw new Refusal(`timestamp ${at.toISOString()} lies in the future`);
  if (at.getTime() < 0) throw new Refusal('timestamp lies before 1970');
  return at;
}

/** ISO 8601 to the second or less, or to the day; without an offset it is UTC, wherever the server stands. */
const isoForm = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d{1,9}))? ?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

function readDate(value: unknown, name: string): Date | null {
  if (value === undefined || value === null || value === '') return null;
  const date = typeof value === 'number' ? new Date(value) : typeof value === 'string' ? parseIso(value) : new Date(NaN);
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9000) throw new Refusal(`${name} is not a date of the form 2026-03-31T09:30:00Z`);
  return date;
}

function parseIso(text: string): Date {
  const [, year, month, day, time = '00:00', fraction = '0', zone = 'Z'] = isoForm.exec(text.trim()) ?? [];
  // 31 February would roll over into March instead of being wrong.
  if (year === undefined || (Number(day) > 28 && Number(day) > new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate())) return new Date(NaN);
  const offset = zone.toUpperCase() === 'Z' ? 'Z' : zone.length === 3 ? `${zone}:00` : zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
  return new Date(`${year}-${month}-${day}T${time.length === 5 ? `${time}:00` : time}.${fraction.slice(0, 3)}${offset}`);
}

/** Depth of nesting, and an upper bound of the characters as JSON; stops looking one level below the limit. */
function measure(value: object, depth: number, shape: { deepest: number; characters: number }): void {
  if (depth > shape.deepest) shape.deepest = depth;
  if (depth > MAX_DEPTH) return;
  for (const [key, inner] of Object.entries(value)) {
    shape.characters += key.length + 6;
    if (typeof inner === 'string') shape.characters += inner.length;
    else if (typeof inner === 'object' && inner !== null) measure(inner, depth + 1, shape);
    else shape.characters += 25;
  }
}
