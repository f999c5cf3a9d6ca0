import { fc } from '../../kernel/testing/properties.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from '../../governance/users/users.builders.ts';
import { type EventsApi, openEventsApi } from './events.builders.ts';
import { registerEventRoutes } from './events.routes.ts';

let api: EventsApi;
beforeAll(async () => {
  api = await openEventsApi((context, ingest) => serve(context, (routes) => registerEventRoutes(routes, context, ingest)));
});
afterAll(() => api?.close());

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.string({ maxLength: 30 }), fc.constantFrom('null', '[object Object]', '\0', '\ud800', '2026-02-31', '1e400', 'a@b.de', '+49 171 1234567', '__proto__', 'u-fuzz'));
const key = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', 'channel', 'score', 'scoreScale', 'mood', 'costCents', 'department', 'text', 'email', 'phone', 'name', 'company', 'firstName', 'id', 'type', 'model', 'city', 'externalIds', 'traits', 'device', 'library', 'page', 'url', 'length'), text);
const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(-0, 1e300, -1e300, 1e21, 2 ** 53, 5e-324));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, text, number, fc.boolean(), fc.constant(null), fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(key, tie('value'), { maxKeys: 5 })),
}));
const json = fc.dictionary(key, value, { maxKeys: 6 });
const instant = fc.oneof(text, number, fc.date({ noInvalidDate: true }).map((date) => date.toISOString()), fc.constant(undefined));
const id = fc.oneof({ arbitrary: text, weight: 3 }, { arbitrary: value, weight: 1 });
/** Looks like a message as far as it must to get past the first checks. */
const nearMessage = fc.record(
  {
    type: fc.oneof({ arbitrary: fc.constantFrom('identify', 'track', 'page', 'screen', 'group', 'alias'), weight: 8 }, { arbitrary: value, weight: 1 }),
    event: id, messageId: id, userId: id, anonymousId: id, previousId: id, groupId: id,
    timestamp: instant, originalTimestamp: instant, sentAt: instant,
    properties: fc.oneof({ arbitrary: json, weight: 5 }, { arbitrary: value, weight: 1 }),
    traits: fc.oneof({ arbitrary: json, weight: 5 }, { arbitrary: value, weight: 1 }),
    context: fc.oneof({ arbitrary: json, weight: 5 }, { arbitrary: value, weight: 1 }),
  },
  { requiredKeys: ['type'] },
);
const message = fc.oneof({ arbitrary: nearMessage, weight: 6 }, { arbitrary: value, weight: 1 });

describe('whatever is sent', () => {
  it('to any address of the event API is answered, never with a fault of the server', async () => {
    const addresses = ['identify', 'track', 'page', 'screen', 'group', 'alias', 'batch', 't'];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...addresses), fc.oneof(nearMessage, value, fc.record({ batch: value, context: value, sentAt: value })), async (address, body) => {
        const { status, body: said } = await api.send(address, JSON.stringify(body) ?? '');
        expect([200, 400], `${status} ${JSON.stringify(said)}`).toContain(status);
      }),
      { numRuns: 250 },
    );
  });

  it('as bytes is answered, never with a fault of the server', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.constantFrom('identity', 'gzip', 'deflate', 'br', 'x'), async (bytes, encoding) => {
        expect((await api.send('batch', Buffer.from(bytes), { 'content-encoding': encoding })).status).toBeLessThan(500);
      }),
      { numRuns: 100 },
    );
  });

  it('beside good events costs none of them, and whatever is accepted reaches history exactly once', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 8 }), async (strange) => {
        run += 1;
        const good = ['a', 'b'].map((part) => ({ type: 'track', event: 'Good', userId: 'u-fuzz', messageId: `good-${run}-${part}` }));
        // Ids of this run only, so that what was accepted can be counted one by one.
        const own = strange.map((one, index) => (typeof one === 'object' && one !== null && 'messageId' in one && typeof one.messageId === 'string' ? { ...one, messageId: `strange-${run}-${index}` } : one));
        const { status, body } = await api.batch([good[0], ...own, good[1]]);
        const refused = new Set((body['refused'] as { index: number }[]).map(({ index }) => index));
        expect([status, Number(body['accepted']) + refused.size, refused.has(0), refused.has(own.length + 1)]).toEqual([200, own.length + 2, false, false]);
        const named = [good[0], ...own, good[1]].flatMap((one, index) => (typeof one === 'object' && one !== null && 'messageId' in one && typeof one.messageId === 'string' && !refused.has(index) ? [one.messageId] : []));
        expect(await api.stored(named)).toEqual(named.sort());
      }),
      { numRuns: 120 },
    );
  });
});
