import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import pg from 'pg';
import { openEmbeddedHistory } from '../src/platform/storage/history.ts';
import { startEmbeddedPostgres } from '../src/platform/storage/embedded-postgres.ts';
import { apiKey, type BenchServer, quantile, startServer } from './server.ts';

const CODE = 'bench';
const QUESTIONS = 5;
const CONNECTIONS = 16;

/**
 * Finished five-answer responses through the public door: as many as it takes, then at a steady 500/s for the times of
 * single ones. Afterwards the same answers go into a plain table of the same PostgreSQL, one insert each over as many
 * connections: what durable intake costs at the least. Duplicates and losses are counted in both stores.
 */
export async function benchResponses(): Promise<void> {
  const total = Number(process.env['RESPONSES'] ?? 20_000);
  const clients = Number(process.env['CLIENTS'] ?? 64);
  const seconds = Number(process.env['SECONDS'] ?? 20);
  const server = await startServer();
  let isStopped = false;
  try {
    await makeSurvey(server);
    await flood(server.url, 1_000, clients); // warm: code, caches, first tables
    const loadBefore = loadavg()[0] ?? 0;
    const ids = Array.from({ length: total }, () => randomUUID());
    const flooded = await flood(server.url, total, clients, ids);
    const repeated = await flood(server.url, 2_000, clients, ids.slice(0, 2_000));
    const disk = watchDisk(join(server.dataFolder, 'probe'));
    const calls = await pace(server.url, 500, seconds);
    const { syncs, stalls } = await disk.end();
    const steady = calls.map(({ ms }) => ms);
    const calm = calls.filter(({ atMs, ms }) => !stalls.some((stall) => stall.atMs < atMs + ms && atMs < stall.atMs + stall.ms + RECOVERY_MS)).map(({ ms }) => ms);
    const loadAfter = loadavg()[0] ?? 0;
    const memory = server.memoryMb();
    await new Promise((done) => setTimeout(done, 5_000)); // what is durable becomes queryable a moment later
    await server.stop();
    isStopped = true;
    const expected = 1_000 + total + 500 * seconds;
    const kept = await countKept(server.dataFolder);
    const plain = await plainInserts(server.dataFolder, Math.min(total, 10_000), CONNECTIONS);
    const print = (name: string, value: string) => process.stdout.write(`${name.padEnd(52)} ${value}\n`);
    print(`${total} finished responses, ${clients} at once, per second`, flooded.perS.toFixed(0));
    print('of it a call p50 / p99', `${quantile(flooded.ms, 0.5).toFixed(0)} / ${quantile(flooded.ms, 0.99).toFixed(0)} ms`);
    print('the same ids again, per second', repeated.perS.toFixed(0));
    print(`at 500/s for ${seconds} s, a call p50 / p99 / longest`, `${quantile(steady, 0.5).toFixed(0)} / ${quantile(steady, 0.99).toFixed(0)} / ${Math.max(...steady).toFixed(0)} ms`);
    print(`beside it a bare 16 kB fdatasync every ${PROBE_EVERY_MS} ms, p50 / p99 / longest`, `${quantile(syncs, 0.5).toFixed(1)} / ${quantile(syncs, 0.99).toFixed(1)} / ${Math.max(...syncs).toFixed(0)} ms`);
    print(`it took more than ${STALL_MS} ms during how many calls`, `${calls.length - calm.length} of ${calls.length}`);
    print('the other calls p50 / p99 / longest', `${quantile(calm, 0.5).toFixed(0)} / ${quantile(calm, 0.99).toFixed(0)} / ${Math.max(...calm).toFixed(0)} ms`);
    print(`plain insert of the same answers, ${CONNECTIONS} connections, per second`, plain.toFixed(0));
    print('share of the plain insert', `${((100 * flooded.perS) / plain).toFixed(0)} %`);
    print('peak memory server / PostgreSQL', `${memory.server} / ${memory.records} MB`);
    print('load average before / after', `${loadBefore.toFixed(1)} / ${loadAfter.toFixed(1)}`);
    print('sent / in the records / finished in history', `${expected} / ${kept.records} / ${kept.responses}`);
    print('answers in history / expected', `${kept.answers} / ${expected * QUESTIONS}`);
    if (kept.records !== expected || kept.responses !== expected || kept.answers !== expected * QUESTIONS) process.exitCode = 1;
  } finally {
    if (!isStopped) await server.stop();
    server.remove();
  }
}

async function makeSurvey({ url }: BenchServer): Promise<void> {
  const points = (id: string) => ({ kind: 'csat', id, points: 5, title: { de: `Frage ${id}` } });
  const definition = {
    languages: ['de'], title: { de: 'Messung' }, hidden: [], look: { showsProgress: true, allowsBack: true, isOneByOne: false }, endings: [{ id: 'end', title: { de: 'Danke' } }],
    pages: [{ id: 'main', questions: [{ kind: 'nps', id: 'nps', title: { de: 'Weiterempfehlen?' } }, points('q2'), points('q3'), { kind: 'choice', id: 'why', title: { de: 'Warum?' }, options: ['a', 'b', 'c'].map((id) => ({ id, label: { de: id } })) }, { kind: 'text', id: 'words', lines: 'many', title: { de: 'Noch etwas?' } }] }],
  };
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const made = await fetch(`${url}/api/surveys`, { method: 'POST', headers, body: JSON.stringify({ code: CODE, nameDe: 'Messung', nameEn: 'Bench', kind: 'relationship', definition, publish: true }) });
  if (made.status !== 201) throw new Error(await made.text());
}

const answersOf = (n: number) => ({ nps: n % 11, q2: 1 + (n % 5), q3: 1 + (n % 4), why: ['a', 'b', 'c'][n % 3], words: `Alles in Ordnung, nur gewartet habe ich ${n % 60} Minuten lang.` });
const bodyOf = (n: number) => JSON.stringify({ version: 1, language: 'de', answers: answersOf(n), startedAt: new Date(Date.now() - 40_000).toISOString(), seq: 1, isFinal: true });
const agent = new Agent({ keepAlive: true, maxSockets: 1_000 });

/** @returns how long it took. Each from an address of its own, or the brakes would be measured. */
function send(url: string, id: string, n: number): Promise<number> {
  const startedMs = performance.now();
  const body = bodyOf(n);
  return new Promise((done, fail) => {
    const call = request(`${url}/api/public/surveys/${CODE}/responses/${id}`, { method: 'PUT', agent, headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'x-forwarded-for': `10.${n % 200}.${(n >> 8) % 200}.${n % 250}` } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part)).on('end', () => (answer.statusCode === 201 || answer.statusCode === 200 ? done(performance.now() - startedMs) : fail(new Error(`${answer.statusCode}: ${text}`))));
    });
    call.on('error', fail).end(body);
  });
}

async function flood(url: string, count: number, clients: number, ids = Array.from({ length: count }, () => randomUUID())): Promise<{ perS: number; ms: number[] }> {
  const ms: number[] = [];
  const startedMs = performance.now();
  let next = 0;
  await Promise.all(Array.from({ length: clients }, async () => {
    for (let n = next++; n < count; n = next++) ms.push(await send(url, ids[n] ?? randomUUID(), n));
  }));
  return { perS: count / ((performance.now() - startedMs) / 1_000), ms };
}

/** Sends at fixed moments, whether the answers before have come or not. */
async function pace(url: string, perS: number, seconds: number): Promise<Timed[]> {
  const startedMs = performance.now();
  const calls: Promise<Timed>[] = [];
  for (let n = 0; n < perS * seconds; ) {
    const due = Math.min(perS * seconds, Math.floor(((performance.now() - startedMs) / 1_000) * perS) + 1);
    for (; n < due; n += 1) calls.push(timed(() => send(url, randomUUID(), n)));
    await new Promise((done) => setTimeout(done, 1));
  }
  return Promise.all(calls);
}

interface Timed {
  atMs: number;
  ms: number;
}
const now = () => performance.timeOrigin + performance.now();

async function timed(call: () => Promise<number>): Promise<Timed> {
  const atMs = now();
  return { atMs, ms: await call() };
}

const PROBE_EVERY_MS = 10;
const STALL_MS = 25;
/** What waited for the disk is done one after another when it is back. */
const RECOVERY_MS = 100;

/** What the disk does at the same time for somebody who asks for nothing but durability: a shared one stops now and then. */
function watchDisk(file: string): { end(): Promise<{ syncs: number[]; stalls: Timed[] }> } {
  const probe = new Worker(`
    const { parentPort, workerData } = require('node:worker_threads');
    const { fdatasyncSync, openSync, rmSync, writeSync } = require('node:fs');
    const page = Buffer.alloc(16_384, 1);
    const file = openSync(workerData.file, 'w+');
    for (let at = 0; at < 4_000; at += 1) writeSync(file, page, 0, page.length, at * page.length);
    fdatasyncSync(file);
    const syncs = [];
    let n = 0;
    const ask = () => {
      const atMs = performance.timeOrigin + performance.now();
      writeSync(file, page, 0, page.length, (n++ % 4_000) * page.length);
      fdatasyncSync(file);
      syncs.push({ atMs, ms: performance.timeOrigin + performance.now() - atMs });
    };
    const timer = setInterval(ask, workerData.everyMs);
    parentPort.once('message', () => { clearInterval(timer); rmSync(workerData.file); parentPort.postMessage(syncs); parentPort.close(); });
  `, { eval: true, workerData: { file, everyMs: PROBE_EVERY_MS } });
  return {
    end: () => new Promise((done) => {
      probe.once('message', (syncs: Timed[]) => done({ syncs: syncs.map(({ ms }) => ms), stalls: syncs.filter(({ ms }) => ms > STALL_MS) }));
      probe.postMessage('end'); // oxlint-disable-line unicorn/require-post-message-target-origin -- a thread has no origin
    }),
  };
}

async function countKept(dataFolder: string): Promise<{ records: number; responses: number; answers: number }> {
  const history = await openEmbeddedHistory(join(dataFolder, 'history'));
  const [counted] = await history.query<{ responses: number; answers: number }>(`select (select count() from responses final where finished_at is not null) as responses, (select count() from answers) as answers`);
  await history.close();
  const postgres = await startEmbeddedPostgres(join(dataFolder, 'records'), () => undefined);
  const client = new pg.Client(postgres.connection);
  await client.connect();
  const { rows } = await client.query<{ n: string }>('select count(*) as n from responses where finished_at is not null');
  await client.end();
  await postgres.stop();
  return { records: Number(rows[0]?.n ?? 0), responses: counted?.responses ?? 0, answers: counted?.answers ?? 0 };
}

/** One row and one commit each, as a simple program would: no HTTP, no checks, no history. */
async function plainInserts(dataFolder: string, count: number, connections: number): Promise<number> {
  const postgres = await startEmbeddedPostgres(join(dataFolder, 'records'), () => undefined);
  const pool = new pg.Pool({ ...postgres.connection, max: connections });
  pool.on('error', () => undefined); // idle ones, when the server stops
  pool.on('connect', (client) => client.on('error', () => undefined));
  await pool.query('create table plain_responses (id uuid primary key, survey text not null, answers jsonb not null, finished_at timestamptz not null)');
  await pool.query('select 1');
  const startedMs = performance.now();
  let next = 0;
  await Promise.all(Array.from({ length: connections }, async () => {
    for (let n = next++; n < count; n = next++) await pool.query({ name: 'plain', text: 'insert into plain_responses (id, survey, answers, finished_at) values ($1, $2, $3, now())', values: [randomUUID(), CODE, JSON.stringify(answersOf(n))] });
  }));
  const perS = count / ((performance.now() - startedMs) / 1_000);
  await pool.end();
  await postgres.stop();
  return perS;
}
