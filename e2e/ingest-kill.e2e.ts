import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openEmbeddedHistory } from '../src/platform/storage/history.ts';
import { readTimeline } from './customer-history.ts';
import { killAll, postgresProcesses } from './engine-processes.ts';
import { type Momente, startMomente } from './momente.ts';
import { StubbornClient } from './stubborn-client.ts';
import { until } from './until.ts';

const CLIENTS = 4;
let momente: Momente | undefined;
afterEach(() => momente?.remove());

/** What is in the history store itself, once nobody else holds its folder: message id → number of rows. */
async function readHistory(dataFolder: string): Promise<Map<string, number>> {
  const history = await openEmbeddedHistory(join(dataFolder, 'history'));
  const rows = await history.query<{ key: string; n: number }>('select message_key as key, count() as n from interactions group by key limit 1000000');
  await history.close();
  return new Map(rows.map(({ key, n }) => [key, n]));
}

async function expectNothingLost(kills: readonly { afterBatches: number; engineToo: boolean }[]): Promise<void> {
  momente = await startMomente();
  const { dataFolder } = momente;
  const clients = Array.from({ length: CLIENTS }, (_, i) => new StubbornClient(`kill-${i}`, () => momente?.url ?? '').start());
  const acknowledged = () => clients.flatMap((client) => client.acknowledged);
  const batches = () => acknowledged().length / 40;
  for (const { afterBatches, engineToo } of kills) {
    const goal = batches() + afterBatches;
    await until(async () => batches(), (n) => n >= goal);
    const engine = engineToo ? postgresProcesses(dataFolder) : [];
    await Promise.all([momente.kill(), Promise.resolve(killAll(engine))]);
    momente = await startMomente({ dataFolder });
  }
  const goal = batches() + 10;
  await until(async () => batches(), (n) => n >= goal);
  await Promise.all(clients.map((client) => client.stop()));

  const running = momente;
  for (const client of clients) {
    const shown = await until(() => readTimeline(running, `userId:${client.userId}`), (contacts) => contacts.length >= client.acknowledged.length);
    expect(shown.map(({ messageId }) => messageId).sort()).toEqual([...client.acknowledged].sort());
  }
  expect(clients.some((client) => (client.setbacks.get('broken connection') ?? 0) > 0)).toBe(true);
  await momente.stop();
  const history = await readHistory(dataFolder);
  expect([...history].filter(([, n]) => n !== 1)).toEqual([]);
  expect([...history.keys()].sort()).toEqual(acknowledged().sort());
  rmSync(dataFolder, { recursive: true, force: true });
}

/** How many batches more until the next kill: other moments in each run, told in the output so that one can be repeated. */
function moments(count: number): number[] {
  const chosen = Array.from({ length: count }, () => 1 + Math.floor(Math.random() * 25));
  console.log(`kills after ${chosen.join(', ')} more batches`);
  return chosen;
}

describe('while four clients send without a pause', () => {
  it('kill -9 of the server loses nothing acknowledged and stores nothing twice', async () => {
    await expectNothingLost(moments(3).map((afterBatches) => ({ afterBatches, engineToo: false })));
  });
  it('kill -9 of the server and its database loses nothing either', async () => {
    await expectNothingLost(moments(2).map((afterBatches) => ({ afterBatches, engineToo: true })));
  });
});
