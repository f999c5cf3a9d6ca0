import { describe, expect, it } from 'vitest';
import { readMessage } from './read-message.logic.ts';
import type { Message, MessageType } from './segment.contract.ts';

const receivedAt = new Date('2026-03-31T12:00:00.000Z');
const track = { type: 'track', event: 'Invoice viewed', messageId: 'm1', userId: 'u1' };

function read(input: unknown, typeOfRoute: MessageType | null = null, sentAt?: unknown): Message {
  const result = readMessage(input, typeOfRoute, receivedAt, sentAt);
  if ('reason' in result) throw new Error(`refused: ${result.reason}`);
  return result.message;
}
const refusal = (input: unknown, typeOfRoute: MessageType | null = null) => {
  const result = readMessage(input, typeOfRoute, receivedAt);
  return 'reason' in result ? result.reason : null;
};
const instant = (times: object, batchSentAt?: unknown) => read({ ...track, ...times }, null, batchSentAt).at.toISOString();

describe('when a contact happened', () => {
  it('is receivedAt − (sentAt − originalTimestamp), so a clock that is three hours slow does no harm', () => {
    // sent 5 minutes after it happened by the same slow clock: 12:00 − 5 min
    expect(instant({ originalTimestamp: '2026-03-31T08:55:00Z', sentAt: '2026-03-31T09:00:00Z' })).toBe('2026-03-31T11:55:00.000Z');
  });
  it('is the same for a clock that is two days fast', () => {
    expect(instant({ timestamp: '2026-04-02T11:59:58.500Z', sentAt: '2026-04-02T12:00:00Z' })).toBe('2026-03-31T11:59:58.500Z');
  });
  it('takes sentAt of the batch for messages without one', () => {
    expect(instant({ timestamp: '2026-03-31T06:00:00Z' }, '2026-03-31T06:00:10Z')).toBe('2026-03-31T11:59:50.000Z');
  });
  it('prefers originalTimestamp to timestamp', () => {
    expect(instant({ timestamp: '2026-03-31T01:00:00Z', originalTimestamp: '2026-03-31T02:00:00Z' })).toBe('2026-03-31T02:00:00.000Z');
  });
  it('is what the sender said without sentAt, and now without anything', () => {
    expect(instant({ timestamp: '2025-01-01T00:00:00+01:00' })).toBe('2024-12-31T23:00:00.000Z');
    expect(instant({})).toBe('2026-03-31T12:00:00.000Z');
  });
  it.each([
    ['2026-03-31T09:30:00', '2026-03-31T09:30:00.000Z'],
    ['2026-03-31 09:30', '2026-03-31T09:30:00.000Z'],
    ['2026-03-31T09:30:00.123456789Z', '2026-03-31T09:30:00.123Z'],
    ['2026-03-31T09:30:00.5+0200', '2026-03-31T07:30:00.500Z'],
    ['2026-03-31T09:30:00-03', '2026-03-31T12:30:00.000Z'],
    ['2026-03-31', '2026-03-31T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    [1_774_949_400_000, '2026-03-31T09:30:00.000Z'],
  ])('reads %j as UTC where no offset is said', (timestamp, expected) => {
    expect(instant({ timestamp })).toBe(expected);
  });
  it.each(['yesterday', '2026-02-31T00:00:00Z', '2025-02-29', '2026-13-01', '2026-03-31 (about noon)', '2026-03-31T25:00:00Z', '31.03.2026', '+275760-09-13T00:00:00Z', NaN, Infinity, 1e300, true, {}, []])('refuses %j with the name of the field', (timestamp) => {
    expect(refusal({ ...track, timestamp })).toMatch(/^timestamp is not a date/);
  });
  it('refuses a sentAt that is none', () => {
    expect(refusal({ ...track, timestamp: '2026-03-31', sentAt: 'soon' })).toMatch(/^sentAt is not a date/);
  });
  it('refuses instants more than 48 hours ahead and before 1970', () => {
    expect(instant({ timestamp: '2026-04-02T12:00:00Z' })).toBe('2026-04-02T12:00:00.000Z');
    expect(refusal({ ...track, timestamp: '2026-04-02T12:00:00.001Z' })).toBe('timestamp 2026-04-02T12:00:00.001Z lies in the future');
    expect(refusal({ ...track, timestamp: '1969-12-31T23:59:59Z' })).toBe('timestamp lies before 1970');
  });
  it('refuses a difference that is no instant any more', () => {
    expect(refusal({ ...track, timestamp: -8.64e15, sentAt: '8999-01-01T00:00:00Z' })).toBe('timestamp and sentAt are too far apart');
  });
});

describe('a message', () => {
  it('has the type of the address, or in a batch its own', () => {
    expect(read({ event: 'x', userId: 'u' }, 'track').type).toBe('track');
    expect(refusal({ event: 'x', userId: 'u' })).toBe('type must be one of identify, track, page, screen, group, alias');
    expect(refusal({ ...track, type: 'constructor' })).toMatch(/^type must be one of/);
  });
  it('gets an id when it has none, and keeps its own', () => {
    expect(read(track).messageKey).toBe('m1');
    expect(read({ ...track, messageId: undefined }).messageKey).toMatch(/^[0-9a-f-]{36}$/);
    expect(read({ ...track, messageId: '' }).messageKey).not.toBe(read({ ...track, messageId: '' }).messageKey);
  });
  it.each([[7, 'must be a text'], ['x'.repeat(256), 'longer than 255'], ['a\0b', 'control characters'], ['half \ud83d', 'broken'], [{}, 'must be a text']])('with the message id %j is refused', (messageId, reason) => {
    expect(refusal({ ...track, messageId })).toContain(reason);
  });
  it('names the refused message id so that the sender finds it again', () => {
    expect(readMessage({ type: 'track', messageId: 'm7' }, null, receivedAt)).toEqual({ messageId: 'm7', reason: 'event must be the name of what happened' });
    expect(readMessage('text', null, receivedAt)).toEqual({ messageId: null, reason: 'is not an object' });
    expect(readMessage([], null, receivedAt)).toEqual({ messageId: null, reason: 'is not an object' });
  });
  it('takes numbers as ids and refuses objects', () => {
    expect(read({ ...track, userId: 4711 }).userId).toBe('4711');
    expect(refusal({ ...track, userId: { a: 1 } })).toBe('userId must be a text');
    expect(refusal({ ...track, anonymousId: 'x'.repeat(501) })).toBe('anonymousId is longer than 500 characters');
  });
  it('is refused when properties, traits or context are no objects', () => {
    expect(refusal({ ...track, properties: [] })).toBe('properties must be an object');
    expect(refusal({ ...track, context: 'web' })).toBe('context must be an object');
    expect(refusal({ ...track, type: 'identify', traits: 3 })).toBe('traits must be an object');
  });
  it('of 32,768 bytes is taken and of one more refused', () => {
    const empty = JSON.stringify({ ...track, properties: { text: '' } }).length;
    const sized = (bytes: number) => ({ ...track, properties: { text: 'x'.repeat(bytes - empty) } });
    expect(refusal(sized(32_768))).toBeNull();
    expect(refusal(sized(32_769))).toBe('is 32769 bytes long; at most 32768 are allowed');
    expect(refusal({ ...track, properties: { text: 'ü'.repeat(16_400) } })).toMatch(/^is 32\d{3} bytes long/);
  });
  it('may be nested 20 levels deep and not 21, nor 10,000', () => {
    const nested = (levels: number): unknown => JSON.parse(`${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`);
    expect(read({ ...track, properties: nested(19) }).name).toBe('Invoice viewed');
    expect(refusal({ ...track, properties: nested(20) })).toBe('is nested deeper than 20 levels');
    expect(refusal({ ...track, properties: nested(10_000) })).toBe('is nested deeper than 20 levels');
    expect(refusal({ ...track, properties: { list: JSON.parse('['.repeat(5_000) + ']'.repeat(5_000)) as unknown } })).toBe('is nested deeper than 20 levels');
  });
  it('with keys of prototypes is data like any other', () => {
    const message = read(JSON.parse('{"type":"track","event":"x","userId":"u","properties":{"__proto__":{"admin":true},"constructor":{"prototype":1},"toString":"t"}}'));
    expect(Object.keys(message.properties)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });
  it('of an event has a name of 1 to 200 characters', () => {
    expect(read({ ...track, event: '  Invoice viewed ' }).name).toBe('Invoice viewed');
    for (const event of ['', '   ', 5, null]) expect(refusal({ ...track, event })).toBe('event must be the name of what happened');
    expect(refusal({ ...track, event: 'x'.repeat(201) })).toBe('event is longer than 200 characters');
  });
  it('of an event has a name without NUL, which no rule could name', () => {
    expect(read({ ...track, event: 'Invoice\0 viewed' }).name).toBe('Invoice viewed');
    expect(refusal({ ...track, event: ' \0 ' })).toBe('event must be the name of what happened');
  });
  it('of another kind is named by its type', () => {
    expect(read({ type: 'page', name: 'Home', userId: 'u' }).name).toBe('page');
  });
  it('that is an alias or a group says of whom', () => {
    expect(refusal({ type: 'alias', userId: 'u' })).toBe('an alias needs userId and previousId');
    expect(refusal({ type: 'group', userId: 'u' })).toBe('a group needs groupId');
  });
});
