import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestContext, type TestContext } from '../testing/test-storage.ts';
import type { JobDefinition } from './jobs.ts';

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
