import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EngineServer, startHistoryServer, startRecordsServer } from '../src/platform/testing/engine-servers.ts';
import { findCustomers, readTimeline } from './customer-history.ts';
import { type Momente, startMomente, writeKey } from './momente.ts';
import { until } from './until.ts';

describe('two Momente on the same engines', () => {
  let engines: { records: EngineServer; history: EngineServer };
  let servers: Momente[];
  beforeAll(async () => {
    const [records, history] = await Promise.all([startRecordsServer(), startHistoryServer()]);
    engines = { records, history };
    const env = { DATABASE_URL: records.url, CLICKHOUSE_URL: history.url };
    // Both find empty engines at the same moment.
    servers = await Promise.all([startMomente({ env }), startMomente({ env })]);
  });
  afterAll(async () => {
    await Promise.all((servers ?? []).map((server) => server.remove()));
    await engines?.records.stop();
    await engines?.history.stop();
  });

  const send = async (server: Momente | undefined, batch: object[]) => {
    const answer = await fetch(`${server?.url}/v1/batch`, { method: 'POST', headers: { authorization: `Basic ${btoa(`${writeKey}:`)}` }, body: JSON.stringify({ batch }) });
    return (await answer.json()) as { accepted: number; repeated: number };
  };

  it('store each message once, whichever hears of it first, and both show it', async () => {
    const batches = Array.from({ length: 20 }, (_, n) => Array.from({ length: 20 }, (_, i) => ({ type: 'track', event: 'Call ended', messageId: `two-${n}-${i}`, userId: 'two-1', anonymousId: `phone-${n}` })));
    const answers = await Promise.all(batches.flatMap((batch) => servers.map((server) => send(server, batch))));
    const sum = (key: 'accepted' | 'repeated') => answers.reduce((total, answer) => total + answer[key], 0);
    expect([sum('accepted'), sum('repeated')]).toEqual([400, 400]);
    for (const server of servers) {
      const shown = await until(() => readTimeline(server, 'userId:two-1'), (contacts) => contacts.length >= 400);
      expect(new Set(shown.map(({ messageId }) => messageId)).size).toBe(400);
      expect(shown).toHaveLength(400);
    }
  });

  it('agree who is who', async () => {
    const [one, two] = servers;
    await Promise.all([send(one, [{ type: 'identify', messageId: 'who-1', anonymousId: 'tablet', userId: 'two-2', traits: { email: 'ada@example.de' } }]), send(two, [{ type: 'track', event: 'x', messageId: 'who-2', anonymousId: 'tablet' }])]);
    const found = await Promise.all(servers.flatMap((server) => ['userId:two-2', 'anonymousId:tablet', 'email:ada@example.de'].map(async (identifier) => (await findCustomers(server, identifier))[0]?.id)));
    expect(new Set(found).size).toBe(1);
    expect(found[0]).toBeDefined();
  });
});
