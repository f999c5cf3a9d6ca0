import { gzipSync, deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from '../../governance/users/users.builders.ts';
import { type EventsApi, openEventsApi } from './events.builders.ts';
import { registerEventRoutes } from './events.routes.ts';

let api: EventsApi;
beforeAll(async () => {
  api = await openEventsApi((context, ingest) => serve(context, (routes) => registerEventRoutes(routes, context, ingest)));
});
afterAll(() => api?.close());

const track = (messageId: string, more: object = {}) => ({ type: 'track', event: 'Invoice viewed', messageId, userId: 'u-routes', ...more });
const addresses = ['identify', 'track', 'page', 'screen', 'group', 'alias', 'batch', 'i', 't', 'p', 's', 'g', 'a', 'b', 'import'];

describe('a batch', () => {
  it('keeps the good events and refuses the bad ones one by one, with index and reason', async () => {
    const answer = await api.batch([track('good-1'), 'text', track('bad-2', { event: '' }), track('good-3'), { ...track('bad-4'), type: 'purchase' }, track('bad-5', { timestamp: '2026-02-31' }), track('bad-6', { userId: 'null' }), track('good-7')]);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        success: true, accepted: 3, repeated: 0,
        refused: [
          { index: 1, messageId: null, reason: 'is not an object' },
          { index: 2, messageId: 'bad-2', reason: 'event must be the name of what happened' },
          { index: 4, messageId: 'bad-4', reason: expect.stringMatching(/^type must be one of/) },
          { index: 5, messageId: 'bad-5', reason: expect.stringMatching(/^timestamp is not a date/) },
          { index: 6, messageId: 'bad-6', reason: expect.stringMatching(/stands for nobody/) },
        ],
      },
    });
    expect(await api.stored(['good-1', 'bad-2', 'good-3', 'bad-4', 'bad-5', 'bad-6', 'good-7'])).toEqual(['good-1', 'good-3', 'good-7']);
  });

  it('with nothing good in it says so', async () => {
    expect(await api.batch([{}])).toMatchObject({ status: 200, body: { success: false, accepted: 0, refused: [{ index: 0 }] } });
    expect(await api.batch([])).toMatchObject({ status: 200, body: { success: true, accepted: 0 } });
  });

  it('gives its context to events that have none', async () => {
    await api.post('batch', { context: { channel: 'chat' }, batch: [track('ctx-1'), track('ctx-2', { context: { channel: 'sms' } })] });
    expect(await api.rows('channel', ['ctx-1', 'ctx-2'])).toEqual([['ctx-1', 'chat'], ['ctx-2', 'sms']]);
  });

  it('of 5,001 events is refused as a whole', async () => {
    const answer = await api.batch(Array.from({ length: 5_001 }, () => ({})));
    expect(answer).toMatchObject({ status: 413, body: { code: 'request.too_large', title: 'A batch holds at most 5000 events; this one has 5001.' } });
  });

  it('corrects the clock of its sender', async () => {
    api.now = new Date('2026-03-31T12:00:00Z');
    await api.post('batch', { sentAt: '2026-03-31T09:00:00Z', batch: [track('clock-1', { timestamp: '2026-03-31T08:59:30Z' })] });
    expect(await api.rows('at', ['clock-1'])).toEqual([['clock-1', '2026-03-31 11:59:30.000']]);
  });
});

describe('a message id', () => {
  it('is stored once for ever, and the first body wins', async () => {
    expect((await api.batch([track('once-1', { event: 'first' })])).body).toMatchObject({ accepted: 1, repeated: 0 });
    expect((await api.batch([track('once-1', { event: 'second' })])).body).toMatchObject({ accepted: 0, repeated: 1, refused: [] });
    expect((await api.post('track', { event: 'third', messageId: 'once-1', userId: 'somebody else' })).body).toMatchObject({ success: true, accepted: 0, repeated: 1 });
    expect(await api.rows('kind', ['once-1'])).toEqual([['once-1', 'first']]);
  });
  it('twice in one batch counts once, with the first body', async () => {
    expect((await api.batch([track('twin', { event: 'first' }), track('twin', { event: 'second' })])).body).toMatchObject({ accepted: 1, repeated: 1 });
    expect(await api.rows('kind', ['twin'])).toEqual([['twin', 'first']]);
  });
  it('in 30 calls at the same moment counts once', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => api.batch([track('race', { event: `body ${i}` }), track(`race-${i}`)])));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 200));
    const sum = (key: string) => answers.reduce((total, { body }) => total + Number(body[key]), 0);
    expect([sum('accepted'), sum('repeated')]).toEqual([31, 29]);
    const winner = answers.findIndex(({ body }) => body['accepted'] === 2);
    expect(await api.rows('kind', ['race'])).toEqual([['race', `body ${winner}`]]);
  });
  it('of a refused message may be used again, mended', async () => {
    expect((await api.batch([track('mended', { event: '' })])).body).toMatchObject({ accepted: 0 });
    expect((await api.batch([track('mended')])).body).toMatchObject({ accepted: 1 });
  });
});

describe('sizes', () => {
  it('of an event end at 32 kB, of a batch at 500 kB', async () => {
    const large = (id: string, bytes: number) => track(id, { properties: { text: 'x'.repeat(bytes) } });
    expect((await api.batch([large('large-1', 32_000), large('large-2', 33_000)])).body).toMatchObject({ accepted: 1, refused: [{ index: 1, reason: expect.stringMatching(/bytes long; at most 32768/) }] });
    const full = Array.from({ length: 15 }, (_, i) => large(`full-${i}`, 32_000));
    expect((await api.batch(full)).body).toMatchObject({ accepted: 15 });
    expect(await api.batch([...full, large('full-15', 32_000)])).toMatchObject({ status: 413, body: { code: 'request.too_large' } });
  });
  it.each([['gzip', gzipSync], ['deflate', deflateSync]] as const)('count after unpacking %s', async (encoding, pack) => {
    const packed = (text: string) => api.send('batch', pack(text), { 'content-encoding': encoding });
    expect((await packed(JSON.stringify({ batch: [track(`packed-${encoding}`)] }))).body).toMatchObject({ accepted: 1 });
    const bomb = pack(`{"batch":["${'0'.repeat(50_000_000)}"]}`);
    expect(bomb.length).toBeLessThan(60_000);
    expect(await api.send('batch', bomb, { 'content-encoding': encoding })).toMatchObject({ status: 413, body: { code: 'request.too_large' } });
  });
  it('of a single call are the same', async () => {
    expect(await api.post('track', track('single', { properties: { text: 'x'.repeat(33_000) } }))).toMatchObject({ status: 400, body: { code: 'request.invalid', errors: [{ at: 'body' }] } });
  });
});

describe('what is not understood', () => {
  it.each([['', 'request.malformed_json'], ['{', 'request.malformed_json'], ['\u0000', 'request.malformed_json'], ['[1]', 'request.invalid'], ['null', 'request.invalid'], ['"a"', 'request.invalid'], ['{"batch":{}}', 'request.invalid'], [`${'['.repeat(200_000)}`, 'request.malformed_json'], [`{"batch":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, null]])('%.20j is a problem of the sender', async (text, code) => {
    const answer = await api.send('batch', text);
    expect(answer.status).toBe(code === null ? 200 : 400);
    expect(answer.body['code'] ?? null).toBe(code);
  });
  it('is told as problem+json', async () => {
    const answer = await api.send('track', 'no json');
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ type: 'urn:momente:problem:request.malformed_json', status: 400, requestId: expect.any(String) });
  });
  it.each([['gzip', 'no gzip at all', 400], ['br', 'no brotli', 400], ['zstd', 'x', 415], ['gzip, gzip', 'x', 415]])('packed as %s is refused', async (encoding, text, status) => {
    expect((await api.send('batch', text, { 'content-encoding': encoding })).status).toBe(status);
  });
  it.each(['text/plain', 'application/json', 'application/x-www-form-urlencoded', 'application/octet-stream'])('has nothing to do with the content type %j', async (type) => {
    expect((await api.send('batch', JSON.stringify({ batch: [] }), { 'content-type': type })).status).toBe(200);
  });
});

describe('the write key', () => {
  it.each(addresses)('is needed at /v1/%s', async (address) => {
    for (const headers of [{ authorization: 'Basic d3Jvbmc6' }, { authorization: 'Bearer x' }, { authorization: 'Basic %%%' }, { authorization: '' }]) {
      const answer = await api.send(address, JSON.stringify({ batch: [], userId: 'u' }), headers);
      expect([answer.status, answer.body['code']]).toEqual([401, 'key.invalid']);
    }
  });
  it('may be in the body instead, as browsers do it', async () => {
    expect((await api.send('t', JSON.stringify({ writeKey: api.writeKey, event: 'x', userId: 'u', messageId: 'body-key' }), { authorization: '' })).status).toBe(200);
    expect((await api.send('t', JSON.stringify({ writeKey: 'wrong\0', event: 'x', userId: 'u' }), { authorization: '' })).status).toBe(401);
    expect((await api.send('t', JSON.stringify({ writeKey: { a: 1 }, event: 'x', userId: 'u' }), { authorization: '' })).status).toBe(401);
  });
  it('that is wrong in the header is not saved by one in the body', async () => {
    expect((await api.send('t', JSON.stringify({ writeKey: api.writeKey, event: 'x', userId: 'u' }), { authorization: 'Basic d3Jvbmc6' })).status).toBe(401);
  });
});

describe('any page', () => {
  it('may send, also from another address, and learns its answer', async () => {
    const preflight = await api.server.inject({ method: 'OPTIONS', url: '/v1/t', headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' } });
    expect([preflight.statusCode, preflight.headers['access-control-allow-origin'], preflight.headers['access-control-allow-headers']]).toEqual([204, '*', 'authorization, content-type, content-encoding']);
    expect((await api.send('t', '{', { authorization: '' })).headers['access-control-allow-origin']).toBe('*');
  });
  it('finds its settings where it looks for them', async () => {
    const answer = await api.server.inject({ method: 'GET', url: `/v1/projects/${api.writeKey}/settings`, headers: { host: 'cx.example:4600' } });
    expect(answer.json()).toMatchObject({ integrations: { 'Segment.io': { apiKey: api.writeKey, apiHost: 'cx.example:4600/v1', protocol: 'http' } } });
  });
});

describe('every text', () => {
  it('arrives as it was said: HTML, quotes, emoji, other scripts', async () => {
    const text = '<script>alert(1)</script> \'"; drop table interactions; -- 🦊 Ω \u202e';
    await api.batch([track('text-1', { event: text, properties: { text } }), { type: 'identify', messageId: 'text-2', userId: 'u-html', traits: { name: text } }]);
    expect(await api.rows('kind', ['text-1'])).toEqual([['text-1', text]]);
    expect(await api.traitsOf('u-html')).toEqual({ name: text });
  });
  it('may hold zero characters and halves of letters without costing itself or others', async () => {
    const answer = await api.batch([
      { type: 'identify', messageId: 'odd-1', userId: 'u-odd', traits: { 'na\0me': 'A\0da', half: '\ud800', email: '\udc00@example.de', deep: { list: ['\0', '\ud83d'] } } },
      track('odd-2', { event: 'zero\0 \ud83d', properties: { text: '\0', department: '\ud800', product: '\udfff', language: 'd\ud83e\udd8a' } }),
      track('odd-3', { userId: 'half \ud800', context: { locale: '\ud800' } }),
      { type: 'group', messageId: 'odd-4', userId: 'u-odd', groupId: 'g\0 \ud800', traits: { name: '\0\ud800' } },
      track('odd-5'),
    ]);
    expect(answer.body).toMatchObject({ accepted: 5, refused: [] });
    expect(await api.stored(['odd-1', 'odd-2', 'odd-3', 'odd-4', 'odd-5'])).toHaveLength(5);
    expect(await api.traitsOf('u-odd')).toMatchObject({ name: 'Ada', half: '\ufffd', deep: { list: ['', '\ufffd'] } });
  });
  it('may be a key that attacks prototypes', async () => {
    const answer = await api.send('batch', '{"__proto__":{"batch":[]},"batch":[{"type":"identify","messageId":"proto-1","userId":"u-proto","__proto__":{"x":1},"traits":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":"t","hasOwnProperty":1}},{"type":"track","event":"constructor","messageId":"proto-2","userId":"__proto__","properties":{"__proto__":1,"channel":{"toString":1,"valueOf":2},"score":{"valueOf":1}}}]}');
    expect(answer.body).toMatchObject({ accepted: 2, refused: [] });
    expect(await api.stored(['proto-1', 'proto-2'])).toHaveLength(2);
    expect(await api.traitsOf('u-proto')).toEqual({ constructor: { prototype: { polluted: true } }, toString: 't', hasOwnProperty: 1 });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
  it('may be a number that no store can keep', async () => {
    const answer = await api.send('batch', '{"batch":[{"type":"track","event":"x","messageId":"num-1","userId":1e400,"anonymousId":"a","properties":{"costCents":1e300,"score":1e999,"mood":-1e400,"big":123456789012345678901234567890}},{"type":"identify","messageId":"num-2","userId":"big","traits":{"big":1e308,"small":5e-324,"none":1e400}}]}');
    expect(answer.body).toMatchObject({ accepted: 1, refused: [{ index: 0, reason: 'userId must be a text' }] });
    expect(await api.stored(['num-2'])).toEqual(['num-2']);
    const rounded = await api.send('batch', '{"batch":[{"type":"track","event":"x","userId":12345678901234567890},{"type":"track","event":"x","userId":42}]}');
    expect(rounded.body).toMatchObject({ accepted: 1, refused: [{ index: 0, reason: 'userId is too large for a number; send it as a text' }] });
  });
});
