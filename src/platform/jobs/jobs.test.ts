import { sql } from 'kysely';
import type pg from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestContext, type TestContext } from '../testing/test-storage.ts';
import { type JobDefinition, Jobs } from './jobs.ts';

let context: TestContext;
beforeAll(async () => {
  context = await openTestContext();
});
afterAll(() => context.close());

const done: unknown[] = [];
const greet: JobDefinition = {
  name: 'test.greet',
  retryDelayS: 0,
  run: async (_context, data) => {
    done.push(data);
    await Promise.resolve();
  },
};

test('work that was added is done once, with its data', async () => {
  await context.jobs.enqueue('test.greet', { name: 'Anna' });
  await context.jobs.enqueue('test.greet', { name: 'Ben' });
  expect(await context.jobs.runDue(context, [greet])).toBe(2);
  expect(done).toEqual([{ name: 'Anna' }, { name: 'Ben' }]);
  expect(await context.jobs.runDue(context, [greet])).toBe(0);
});

test('while a job with a key waits, no second one is added', async () => {
  await context.jobs.enqueue('test.greet', { n: 1 }, { key: 'same' });
  await context.jobs.enqueue('test.greet', { n: 2 }, { key: 'same' });
  expect(await context.jobs.runDue(context, [greet])).toBe(1);
});

test('a job added in a transaction that is taken back never runs', async () => {
  await context.db.transaction().execute(async (tx) => {
    await context.jobs.enqueue('test.greet', { n: 3 }, {}, tx);
    await sql`select 1 / 0`.execute(tx);
  }).catch(() => undefined);
  expect(await context.jobs.runDue(context, [greet])).toBe(0);
});

test('a job for tomorrow does not run today', async () => {
  await context.jobs.enqueue('test.greet', { n: 4 }, { after: new Date(Date.now() + 86_400_000) });
  expect(await context.jobs.runDue(context, [greet])).toBe(0);
});

test('a job that counts at the start is waiting as soon as the server works, once', async () => {
  let started = 0;
  const work = { ...greet, name: 'test.atStart', cron: '0 3 1 1 *', isAtStart: true, run: async () => { started += 1; await Promise.resolve(); } };
  await context.jobs.work(context, [work]);
  await expect.poll(() => started, { timeout: 10_000 }).toBe(1);
});

test('a job whose end cannot be written down is neither the end of the process nor done twice: the queue waits for the database', async () => {
  let isAway = false;
  let refused = 0;
  const query = async (text: string, values?: unknown[]) => {
    if (!isAway) return context.pool.query(text, values);
    refused += 1;
    throw Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
  };
  const pool = Object.assign(Object.create(context.pool) as pg.Pool, { query });
  const jobs = new Jobs(pool, pino({ level: 'silent' }));
  let ran = 0;
  const work = { ...greet, name: 'test.whileAway', run: async () => { ran += 1; isAway = true; await Promise.resolve(); } };
  await jobs.enqueue(work.name, {});
  await jobs.work(context, [work]);
  await expect.poll(() => refused, { timeout: 10_000 }).toBeGreaterThan(2);
  await expect(jobs.enqueue(work.name, {})).rejects.toThrow('EPIPE');
  isAway = false;
  const states = () => sql<{ state: string }>`select state::text from jobs.job where name = ${work.name}`.execute(context.db).then(({ rows }) => rows.map(({ state }) => state));
  await expect.poll(states, { timeout: 10_000 }).toEqual(['completed']);
  expect(ran).toBe(1);
  isAway = true;
  await jobs.stop();
});
