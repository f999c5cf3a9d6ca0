import { Analytics } from '@segment/analytics-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCustomers, readTimeline } from './customer-history.ts';
import { type Momente, startMomente, writeKey } from './momente.ts';
import { until } from './until.ts';

describe('@segment/analytics-node', () => {
  let momente: Momente;
  beforeAll(async () => {
    momente = await startMomente();
  });
  afterAll(() => momente?.remove());

  const connect = (key = writeKey) => new Analytics({ writeKey: key, host: momente.url, flushAt: 50, flushInterval: 100, maxRetries: 3 });

  it('delivers identify, track, page, screen, group and alias as contacts of one customer', async () => {
    const analytics = connect();
    const complaints: unknown[] = [];
    analytics.on('error', (error) => complaints.push(error));
    const at = (minute: number) => new Date(Date.UTC(2026, 2, 31, 9, minute));
    analytics.track({ anonymousId: 'visitor-1', event: 'Tariff compared', properties: { tariff: 'Nord L', channel: 'chat' }, timestamp: at(1) });
    analytics.identify({ userId: 'node-1', anonymousId: 'visitor-1', traits: { name: 'Grete Hansen', email: 'Grete.Hansen@Example.de' }, timestamp: at(2) });
    analytics.page({ userId: 'node-1', category: 'help', name: 'Invoices', properties: { url: 'https://nordfunk.example/hilfe' }, timestamp: at(3) });
    analytics.screen({ userId: 'node-1', name: 'Balance', timestamp: at(4) });
    analytics.group({ userId: 'node-1', groupId: 'family-7', traits: { name: 'Hansen' }, timestamp: at(5) });
    analytics.alias({ userId: 'node-1', previousId: 'old-number-4711', timestamp: at(6) });
    await analytics.closeAndFlush({ timeout: 30_000 });
    expect(complaints).toEqual([]);

    const contacts = await until(() => readTimeline(momente, 'userId:node-1'), (found) => found.length >= 6);
    expect(contacts.map(({ kind, at: when }) => [kind, when])).toEqual([
      ['alias', '2026-03-31T09:06:00.000Z'], ['group', '2026-03-31T09:05:00.000Z'], ['screen', '2026-03-31T09:04:00.000Z'],
      ['page', '2026-03-31T09:03:00.000Z'], ['identify', '2026-03-31T09:02:00.000Z'], ['Tariff compared', '2026-03-31T09:01:00.000Z'],
    ].map(([kind, when]) => [kind, expect.stringMatching(new RegExp(`^${when?.slice(0, 16)}`))]));
    expect(contacts.at(-1)).toMatchObject({ channel: 'chat', properties: { tariff: 'Nord L' } });
    const [customer] = await findCustomers(momente, 'email:grete.hansen@example.de');
    expect(customer).toMatchObject({ name: 'Grete Hansen', traits: { email: 'Grete.Hansen@Example.de' } });
  });

  it('delivers 400 events in batches, each once', async () => {
    const analytics = connect();
    for (let n = 0; n < 400; n++) analytics.track({ userId: 'node-many', event: 'Call ended', properties: { n }, messageId: `many-${n}` });
    await analytics.closeAndFlush({ timeout: 30_000 });
    const contacts = await until(() => readTimeline(momente, 'userId:node-many'), (found) => found.length >= 400);
    expect(contacts.map(({ properties }) => Number(properties['n'])).sort((a, b) => a - b)).toEqual(Array.from({ length: 400 }, (_, n) => n));
  });

  it('hears of a wrong write key', async () => {
    const analytics = connect('wrong');
    const complaints: unknown[] = [];
    analytics.on('error', (error) => complaints.push(error));
    analytics.track({ userId: 'node-stranger', event: 'x' });
    await analytics.closeAndFlush({ timeout: 30_000 });
    expect(complaints).toHaveLength(1);
    expect(await findCustomers(momente, 'userId:node-stranger')).toEqual([]);
  });
});
