import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTimeline } from './customer-history.ts';
import { killAll, postgresProcesses } from './engine-processes.ts';
import { apiKey, type Momente, startMomente, writeKey } from './momente.ts';
import { StubbornClient } from './stubborn-client.ts';
import { until } from './until.ts';

let momente: Momente;
beforeAll(async () => {
  momente = await startMomente();
});
afterAll(() => momente?.remove());

async function readAnswer(path: string, init: RequestInit = {}) {
  const answer = await fetch(`${momente.url}${path}`, { ...init, signal: AbortSignal.timeout(30_000) });
  const text = await answer.text();
  return { status: answer.status, type: answer.headers.get('content-type'), retryAfter: answer.headers.get('retry-after'), code: answer.ok ? null : (JSON.parse(text) as { code: string }).code };
}

const unavailable = { status: 503, type: 'application/problem+json; charset=utf-8', retryAfter: '5', code: 'engine.unavailable' };
const reads = ['/ready', '/api/customers', '/api/customers?search=hansen', '/api/touchpoints', '/api/metrics/nps'];
const ask = (path: string) => readAnswer(path, { headers: { authorization: `Bearer ${apiKey}` } });
const send = (messageId: string) => readAnswer('/v1/track', { method: 'POST', headers: { authorization: `Basic ${btoa(`${writeKey}:`)}` }, body: JSON.stringify({ event: 'x', userId: 'fault-single', messageId }) });

describe('when the database dies while Momente runs', () => {
  it('callers hear 503 and when to come back, until it has started again by itself', async () => {
    await send('before');
    killAll(postgresProcesses(momente.dataFolder));
    let answers = [];
    do {
      answers = await Promise.all([...reads.map(ask), send('during')]);
      const failed = answers.filter(({ status }) => status !== 200);
      expect(failed).toEqual(failed.map(() => unavailable));
    } while (answers.some(({ status }) => status !== 200));
    expect((await readTimeline(momente, 'userId:fault-single')).map(({ messageId }) => messageId).sort()).toEqual(['before', 'during']);
  });

  it('again and again, whole or in part, clients that come back lose nothing and store nothing twice', async () => {
    const clients = [0, 1, 2].map((i) => new StubbornClient(`fault-${i}`, () => momente.url).start());
    const batches = () => clients.reduce((sum, client) => sum + client.acknowledged.length / 40, 0);
    const more = async (count: number) => {
      const goal = batches() + count;
      await until(async () => batches(), (n) => n >= goal);
    };
    await more(5);
    killAll(postgresProcesses(momente.dataFolder));
    await more(5);
    killAll(postgresProcesses(momente.dataFolder).slice(0, 1));
    await more(5);
    killAll(postgresProcesses(momente.dataFolder).slice(-1));
    await more(5);
    await Promise.all(clients.map((client) => client.stop()));
    for (const client of clients) {
      const shown = await until(() => readTimeline(momente, `userId:${client.userId}`), (contacts) => contacts.length >= client.acknowledged.length);
      expect(shown.map(({ messageId }) => messageId).sort()).toEqual([...client.acknowledged].sort());
      expect([...client.setbacks.keys()].filter((setback) => setback !== '503 application/problem+json; charset=utf-8 retry-after 5')).toEqual([]);
    }
    expect(clients.some((client) => client.setbacks.size > 0)).toBe(true);
  });

  it('and it still stops cleanly', async () => {
    expect(await momente.stop()).toBe(0);
  });
});
