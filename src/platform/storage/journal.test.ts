import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../context.ts';
import { openTestContext, type TestContext } from '../testing/test-storage.ts';
import type { History } from './history.ts';
import { deliverLeftovers, hasLeftovers, writeWithHistory } from './journal.ts';

type Insert = History['insertLines'];

let storage: TestContext;
let insert: Insert;
let context: Context;
beforeAll(async () => {
  storage = await openTestContext();
});
afterAll(() => storage?.close());
beforeEach(async () => {
  await sql`truncate history_journal`.execute(storage.db);
  await storage.history.command('truncate table interactions');
  insert = (table, lines) => storage.history.insertLines(table, lines);
  context = { ...storage, history: { ...storage.history, insertLines: (table, lines) => insert(table, lines) } };
});

const row = (key: string, batch: number) => ({ message_id: crypto.randomUUID(), message_key: key, subject: '11111111-1111-8111-8111-111111111111', at: '2026-03-31 09:30:00.000', received_at: '2026-03-31 09:30:00.000', batch, type: 'track', kind: 'x', properties: '{}' });
const write = (...keys: string[]) => writeWithHistory(context, async (_tx, journal) => journal.add('interactions', (batch) => keys.map((key) => row(key, batch))));
const keys = async () => (await storage.history.query<{ key: string }>('select message_key as key from interactions order by key')).map((found) => found.key);
const waiting = async () => (await sql<{ n: number }>`select count(*) as n from history_journal`.execute(storage.db)).rows[0]?.n;
const fails: Insert = () => Promise.reject(new Error('the engine is gone'));

describe('rows on their way to history', () => {
  it('are queryable when the call returns, and nothing of them is left in the journal', async () => {
    await write('a', 'b');
    expect([await keys(), await waiting(), hasLeftovers(context)]).toEqual([['a', 'b'], 0, false]);
  });

  it('are not there when the transaction they belong to fails', async () => {
    const refused = writeWithHistory(context, async (_tx, journal) => {
      journal.add('interactions', (batch) => [row('a', batch)]);
      throw new Error('changed my mind');
    });
    await expect(refused).rejects.toThrow('changed my mind');
    expect([await keys(), await waiting()]).toEqual([[], 0]);
  });

  it('wait in the journal while the engine is gone, and arrive once when it is back', async () => {
    insert = fails;
    await write('a');
    await write('b');
    expect([await waiting(), hasLeftovers(context), await deliverLeftovers(context)]).toEqual([2, true, 0]);
    insert = (table, lines) => storage.history.insertLines(table, lines);
    expect([await deliverLeftovers(context), await deliverLeftovers(context)]).toEqual([2, 0]);
    expect([await keys(), await waiting(), hasLeftovers(context)]).toEqual([['a', 'b'], 0, false]);
  });

  it('arrive once when the engine took them and then broke off', async () => {
    insert = async (table, lines) => {
      await storage.history.insertLines(table, lines);
      throw new Error('socket hang up');
    };
    await write('a');
    expect([await keys(), await waiting()]).toEqual([['a'], 1]);
    insert = (table, lines) => storage.history.insertLines(table, lines);
    await deliverLeftovers(context);
    expect([await keys(), await waiting()]).toEqual([['a'], 0]);
  });

  it('of many writes at the same moment arrive once each, also when every third insert breaks off before or after', async () => {
    let inserts = 0;
    insert = async (table, lines) => {
      const turn = inserts++ % 3;
      if (turn === 1) throw new Error('before');
      await storage.history.insertLines(table, lines);
      if (turn === 2) throw new Error('after');
    };
    const all = Array.from({ length: 40 }, (_, i) => `k${String(i).padStart(2, '0')}`);
    for (const part of [all.slice(0, 10), all.slice(10, 20), all.slice(20, 30), all.slice(30)]) await Promise.all(part.map((key) => write(key)));
    insert = (table, lines) => storage.history.insertLines(table, lines);
    await deliverLeftovers(context);
    expect([await keys(), await waiting()]).toEqual([all, 0]);
  });

  it('are left alone by others while they are being delivered, however long that takes', async () => {
    const engine = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    insert = async (table, lines) => {
      reached.resolve();
      await engine.promise;
      await storage.history.insertLines(table, lines);
    };
    const written = write('a');
    await reached.promise;
    const otherProcess: Context = { ...storage };
    expect(await deliverLeftovers(otherProcess, 0)).toBe(0);
    engine.resolve();
    await written;
    expect([await deliverLeftovers(otherProcess, 0), await keys(), await waiting()]).toEqual([0, ['a'], 0]);
  });

  it('of a process that died are delivered by two others at once, once', async () => {
    insert = fails;
    for (const key of ['a', 'b', 'c', 'd']) await write(key);
    const [one, two] = await Promise.all([deliverLeftovers({ ...storage }, 0), deliverLeftovers({ ...storage }, 0)]);
    expect([one + two, await keys(), await waiting()]).toEqual([4, ['a', 'b', 'c', 'd'], 0]);
  });

  it('are delivered although the engine refuses those of an older entry', async () => {
    insert = fails;
    await write('a');
    await writeWithHistory(context, async (_tx, journal) => journal.add('interactions', (batch) => [{ ...row('b', batch), message_id: 'not an id' }]));
    await write('c');
    insert = (table, lines) => storage.history.insertLines(table, lines);
    expect([await deliverLeftovers(context), await keys(), await waiting(), hasLeftovers(context)]).toEqual([2, ['a', 'c'], 1, true]);
  });
});
