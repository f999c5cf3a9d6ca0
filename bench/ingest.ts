import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbeddedHistory } from '../src/platform/storage/history.ts';
import { apiKey, quantile, startServer, writeKey } from './server.ts';
import { makeWorkload, type Workload } from './workload.ts';

/**
 * Events through the HTTP door until they can be read back, with the load generator on the same cores. Afterwards the
 * same rows go straight into the same engine in blocks of the same size: the share says what the product costs.
 */
export async function benchIngest(settings = { events: 200_000, batchSize: 100, clients: 8, seed: 7, users: 20_000 }): Promise<void> {
  process.stdout.write(`making ${settings.events} events of 1 kB …\n`);
  const workload = makeWorkload(settings);
  const server = await startServer();
  let isStopped = false;
  try {
    await send(server.url, workload.bodies.slice(0, 20), 4); // warm: caches, code, first tables
    const startedMs = performance.now();
    const latenciesMs = await send(server.url, workload.bodies, settings.clients);
    const acceptedMs = performance.now() - startedMs;
    await untilReadable(server.url, workload.bodies.at(-1) ?? '{}');
    const queryableMs = performance.now() - startedMs;
    process.stdout.write(`acknowledged after ${(acceptedMs / 1000).toFixed(1)} s, readable after ${(queryableMs / 1000).toFixed(1)} s; reading samples back …\n`);
    const wrong = await checkSamples(server.url, workload);
    const memory = server.memoryMb();
    await server.stop();
    isStopped = true;
    const stored = await countStored(server.dataFolder);
    const rawPerS = await measureRawEngine(server.dataFolder, stored.rows);
    const acceptedPerS = settings.events / (acceptedMs / 1000);
    const queryablePerS = settings.events / (queryableMs / 1000);
    const print = (name: string, value: string) => process.stdout.write(`${name.padEnd(34)} ${value}\n`);
    print('accepted/s', acceptedPerS.toFixed(0));
    print('queryable/s (read by the API)', queryablePerS.toFixed(0));
    print('raw engine, same rows, rows/s', rawPerS.toFixed(0));
    print('share of the raw engine', `${((100 * acceptedPerS * (stored.rows / settings.events)) / rawPerS).toFixed(1)} %`);
    print('call of 100 events p50 / p99', `${quantile(latenciesMs, 0.5).toFixed(0)} ms / ${quantile(latenciesMs, 0.99).toFixed(0)} ms`);
    print('peak memory server / PostgreSQL', `${memory.server} MB / ${memory.records} MB`);
    print('unique ids sent / stored', `${workload.uniqueIds} / ${stored.rows}`);
    print('duplicates / lost', `${stored.rows - stored.unique} / ${workload.uniqueIds - stored.unique}`);
    print('sampled customers wrong', String(wrong));
    if (stored.rows !== workload.uniqueIds || stored.unique !== workload.uniqueIds || wrong > 0) process.exitCode = 1;
  } finally {
    if (!isStopped) await server.stop();
    server.remove();
  }
}

async function send(url: string, bodies: readonly string[], clients: number): Promise<number[]> {
  const latenciesMs: number[] = [];
  let next = 0;
  const authorization = `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`;
  await Promise.all(Array.from({ length: clients }, async () => {
    for (let index = next++; index < bodies.length; index = next++) {
      const startedMs = performance.now();
      const answer = await fetch(`${url}/v1/batch`, { method: 'POST', body: bodies[index] ?? '', headers: { authorization, 'content-type': 'application/json' } });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${answer.status}: ${text}`);
      latenciesMs.push(performance.now() - startedMs);
    }
  }));
  return latenciesMs;
}

/** Waits until the events of the last call stand in the timelines of their customers: rows are delivered in order. */
async function untilReadable(url: string, lastBody: string): Promise<void> {
  const { batch } = JSON.parse(lastBody) as { batch: { userId: string; messageId: string }[] };
  const last = batch.at(-1);
  if (!last) return;
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if ((await messagesOf(url, last.userId)).includes(last.messageId)) return;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error('The last event was not readable after 12 s.');
}

/** Reads sampled customers through the public API. @returns how many do not show exactly their events */
async function checkSamples(url: string, { samples }: Workload): Promise<number> {
  let wrong = 0;
  for (const { userId, messageIds } of samples) {
    if (messageIds.length === 0) continue;
    const seen = await messagesOf(url, userId);
    if (seen.length !== messageIds.length || new Set(seen).size !== seen.length || messageIds.some((id) => !seen.includes(id))) wrong += 1;
  }
  return wrong;
}

const headers = { authorization: `Bearer ${apiKey}` };

/** All message ids in the timeline of a user. */
async function messagesOf(url: string, userId: string): Promise<string[]> {
  const { items } = (await (await fetch(`${url}/api/customers?identifier=userId:${userId}`, { headers })).json()) as { items: { id: string }[] };
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = (await (await fetch(`${url}/api/customers/${items[0]?.id}/timeline?limit=200${cursor ? `&cursor=${cursor}` : ''}`, { headers })).json()) as { items: { messageId: string }[]; nextCursor: string | null };
    seen.push(...page.items.map((item) => item.messageId));
    cursor = page.nextCursor;
  }
  return seen;
}

async function countStored(dataFolder: string): Promise<{ rows: number; unique: number }> {
  const history = await openEmbeddedHistory(join(dataFolder, 'history'));
  const [counted] = await history.query<{ rows: number; unique: number }>('select count() as rows, uniqExact(message_id) as unique from interactions');
  await history.close();
  return counted ?? { rows: 0, unique: 0 };
}

const BLOCK_ROWS = 2_000;

async function measureRawEngine(dataFolder: string, rows: number): Promise<number> {
  const history = await openEmbeddedHistory(join(dataFolder, 'history'));
  const blocks: string[] = [];
  for (let offset = 0; offset < rows; offset += BLOCK_ROWS) {
    const block = await history.query<object>('select * from interactions order by batch, message_id limit {limit:UInt32} offset {offset:UInt32}', { limit: BLOCK_ROWS, offset }, { lane: 'analysis' });
    blocks.push(block.map((row) => JSON.stringify(row)).join('\n'));
  }
  await history.command('create table raw_copy as interactions');
  const startedMs = performance.now();
  for (const block of blocks) await history.insertLines('raw_copy', block);
  const perS = rows / ((performance.now() - startedMs) / 1000);
  await history.close();
  rmSync(join(dataFolder, 'raw'), { recursive: true, force: true });
  return perS;
}
