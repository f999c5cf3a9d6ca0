import { describe, expect, it } from 'vitest';
import { historyTime } from '../../kernel/clock.ts';
import type { KindTable } from '../../people/identity/fold.logic.ts';
import { normaliseIdentifier } from '../../people/identity/normalise.logic.ts';
import { type PreparedMessage, prepareMessage } from './prepare-message.logic.ts';
import { readMessage } from './read-message.logic.ts';

const receivedAt = new Date('2026-03-31T12:00:00.000Z');
const kinds: KindTable = new Map(
  ([['userId', 100], ['customerNumber', 90], ['email', 60], ['other', 50], ['phone', 40], ['deviceId', 20], ['anonymousId', 10]] as const).map(([kind, priority]) => [kind, { kind, priority, limitPerCustomer: 5, switches: false }]),
);

function prepare(input: object): { prepared: PreparedMessage } | { reason: string } {
  const read = readMessage({ type: 'track', event: 'x', ...input }, null, receivedAt);
  if ('reason' in read) throw new Error(read.reason);
  return prepareMessage(read.message, { name: 'shop', defaultChannel: 'shop' }, { kinds, receivedAt: historyTime(receivedAt), normalise: (kind, raw) => normaliseIdentifier(kind, raw, 'DE') });
}
function prepared(input: object): PreparedMessage {
  const result = prepare(input);
  if ('reason' in result) throw new Error(`refused: ${result.reason}`);
  return result.prepared;
}
const row = (input: object) => prepared({ userId: 'u', ...input }).row;
const links = (input: object) => prepared(input).links.map(({ from, into, rule }) => `${from.kind}:${from.value} → ${into.kind}:${into.value} (${rule})`);

describe('whom a message is about', () => {
  it('is the strongest identifier given directly; what comes with it is linked to it', () => {
    expect(links({ anonymousId: 'a1', userId: 'u1' })).toEqual(['anonymousId:a1 → userId:u1 (same_event)']);
  });
  it('is linked with e-mail address, phone and customer number of the traits of an identify', () => {
    expect(links({ type: 'identify', userId: 'u1', traits: { email: 'Ada@Example.DE', phone: '0171 1234567', customerNumber: 4711 } })).toEqual([
      'email:ada@example.de → userId:u1 (trait)', 'phone:+491711234567 → userId:u1 (trait)', 'customerNumber:4711 → userId:u1 (trait)',
    ]);
  });
  it('is not guessed from the properties of an event', () => {
    expect(links({ userId: 'u1', properties: { email: 'friend@example.de' } })).toEqual([]);
  });
  it('takes external ids of own kinds, with a bound', () => {
    expect(links({ userId: 'u1', context: { externalIds: [{ type: 'loyaltyCard', id: 'L-9' }, { type: 'bad kind!', id: '1' }, { type: { toString: 1 }, id: '2' }, null, 'x'] } })).toEqual(['loyaltyCard:L-9 → userId:u1 (same_event)']);
    expect(links({ userId: 'u1', context: { externalIds: Array.from({ length: 50 }, (_, i) => ({ type: 'card', id: `c${i}` })) } })).toHaveLength(10);
  });
  it.each(['null', 'undefined', '0', '[object Object]', 'anonymous', '-1', '"null"', ' NaN ', '00000000-0000-0000-0000-000000000000'])('is never %j', (userId) => {
    expect(prepare({ userId })).toEqual({ reason: expect.stringMatching(/^names nobody: .*stands for nobody and is not used as userId$/) });
    expect(prepared({ userId, anonymousId: 'a1' }).subject).toMatchObject({ kind: 'anonymousId', value: 'a1' });
    expect(links({ userId, anonymousId: 'a1' })).toEqual([]);
  });
  it('must be said at all', () => {
    expect(prepare({})).toEqual({ reason: 'needs userId or anonymousId' });
    expect(prepare({ type: 'identify', traits: { email: 'a@b.de' } })).toEqual({ reason: 'needs userId or anonymousId' });
  });
  it('may after an alias be either kind of the previous id', () => {
    expect(links({ type: 'alias', userId: 'u1', previousId: 'old' })).toEqual(['userId:old → userId:u1 (alias)', 'anonymousId:old → userId:u1 (alias)']);
    expect(prepare({ type: 'alias', userId: 'u1', previousId: 'null' })).toEqual({ reason: expect.stringMatching(/^previousId: "null" stands for nobody/) });
  });
});

describe('the row for history', () => {
  it('keeps everything that was said as properties and the raw message id', () => {
    expect(row({ messageId: 'm-1', properties: { a: '<b>"\u0000', n: 1 } })).toMatchObject({ message_key: 'm-1', at: '2026-03-31 12:00:00.000', properties: '{"a":"<b>\\"\\u0000","n":1}', source: 'shop' });
  });
  it.each([[{ properties: { channel: 'chat' } }, 'chat'], [{ context: { channel: 'browser' } }, 'web'], [{ properties: { channel: 'email' } }, 'mail'], [{ type: 'page' }, 'web'], [{ type: 'screen' }, 'app'], [{ context: { library: { name: 'analytics.js' } } }, 'web'], [{}, 'shop'], [{ properties: { channel: 'carrier pigeon' } }, 'shop'], [{ properties: { channel: { toString: 1, valueOf: 1 } } }, 'shop'], [{ context: { library: { name: { toString: null } } } }, 'shop']])('of %j has the channel %s', (input, channel) => {
    expect(row(input)['channel']).toBe(channel);
  });
  it('brings scores of any scale to 0–10 and leaves impossible ones out', () => {
    expect(row({ properties: { score: 4, scoreScale: 5 } })).toMatchObject({ score: 8, mood: 1.2 });
    expect(row({ properties: { score: 11 } })).toMatchObject({ score: null, mood: null });
    expect(row({ properties: { score: 3, scoreScale: 0 } })['score']).toBeNull();
    expect(row({ properties: { score: 2, mood: -2 } })).toMatchObject({ score: 2, mood: -2 });
  });
  it('holds costs as whole cents, and none where no store could keep them', () => {
    expect(row({ properties: { costCents: 1249.6 } })['cost_cents']).toBe(1250);
    for (const costCents of [1e300, 1e21, -1e16, '12']) expect(row({ properties: { costCents } })['cost_cents']).toBeNull();
  });
  it('holds the language as two letters', () => {
    expect(row({ context: { locale: 'de-DE' } })['language']).toBe('de');
    expect(row({ context: { locale: 'd🦊' } })['language']).toBe('');
  });
  it('has no broken letters and no zero characters in its texts', () => {
    expect(row({ properties: { text: 'gut\0 \ud83d', subject: '\udc00' } })).toMatchObject({ text: 'gut \ufffd', subject_line: '\ufffd' });
  });
  it('keeps the address of the page', () => {
    expect(row({ type: 'page', context: { page: { url: 'https://nordfunk.example/hilfe' } } })['properties']).toBe('{"url":"https://nordfunk.example/hilfe"}');
  });
});

it('the traits of an identify lose zero characters, broken letters and the key of prototypes', () => {
  const { traits } = prepared(JSON.parse('{"type":"identify","userId":"u","traits":{"__proto__":{"x":1},"constructor":"c","na\\u0000me":"A\\u0000da \\ud800","list":[{"__proto__":1,"ok":"\\u0000"}]}}') as object);
  expect(Object.entries(traits)).toEqual([['constructor', 'c'], ['name', 'Ada \ufffd'], ['list', [{ ok: '' }]]]);
});
