import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EngineServer, startHistoryServer } from '../testing/engine-servers.ts';
import { makeHistoryDatabase } from '../testing/test-storage.ts';
import { type History, openEmbeddedHistory, openRemoteHistory } from './history.ts';

interface Opened {
  history: History;
  close(): Promise<void>;
}

async function embedded(): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'momente-test-'));
  const history = await openEmbeddedHistory(folder);
  return {
    history,
    close: async () => {
      await history.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function overHttp(): Promise<Opened> {
  const server: EngineServer = process.env['CLICKHOUSE_URL'] ? { url: process.env['CLICKHOUSE_URL'], stop: async () => undefined } : await startHistoryServer();
  const database = await makeHistoryDatabase(server.url);
  const history = await openRemoteHistory(database.url);
  return {
    history,
    close: async () => {
      await history.close();
      await database.drop();
      await server.stop();
    },
  };
}

describe.each([['in this process', embedded], ['over HTTP', overHttp]] as const)('history %s', (_name, open) => {
  let opened: Opened;
  let history: History;
  beforeAll(async () => {
    opened = await open();
    ({ history } = opened);
    await history.command('create table visits (id UUID, who String, at DateTime64(3, \'UTC\'), score Nullable(Float32), n UInt64, batch UInt64) engine = MergeTree order by id settings fsync_after_insert = 1, non_replicated_deduplication_window = 1000');
  });
  afterAll(() => opened?.close());

  const line = (row: object) => JSON.stringify({ id: '11111111-1111-8111-8111-111111111111', who: '', at: '2026-03-31 09:30:00.125', score: null, n: 1, batch: 0, ...row });
  const count = async (batch: number) => (await history.query<{ n: number }>('select count() as n from visits where batch = {batch:UInt64}', { batch }))[0]?.n;

  it('gives back what was inserted, with numbers as numbers, null as null and times in UTC', async () => {
    await history.insertLines('visits', [line({ batch: 1, who: 'Ada', n: 9_007_199_254_740_991 }), line({ batch: 1, who: 'Grace', score: 7.5 })].join('\n'));
    expect(await history.query('select who, at, score, n from visits where batch = 1 order by who')).toEqual([
      { who: 'Ada', at: '2026-03-31 09:30:00.125', score: null, n: 9_007_199_254_740_991 },
      { who: 'Grace', at: '2026-03-31 09:30:00.125', score: 7.5, n: 1 },
    ]);
  });

  it.each(["O'Brien", 'back\\slash', 'tab\tnew\nline', '<b>Müller</b> 🦊', "'; drop table visits; --", '{who:String}', '\\N', ''])('stores and finds the text %j as it is', async (who) => {
    await history.insertLines('visits', line({ batch: 2, who }));
    const rows = await history.query<{ who: string }>('select who from visits where batch = 2 and who = {who:String} limit 1', { who });
    expect(rows).toEqual([{ who }]);
  });

  it('binds lists and dates', async () => {
    await history.insertLines('visits', [line({ batch: 3, who: 'a', id: '22222222-2222-8222-8222-222222222222' }), line({ batch: 3, who: "b'" })].join('\n'));
    const rows = await history.query('select who from visits where id in {ids:Array(UUID)} and who in {who:Array(String)} and at >= fromUnixTimestamp64Milli({fromMs:Int64}) and batch = 3', {
      ids: ['22222222-2222-8222-8222-222222222222', '11111111-1111-8111-8111-111111111111'], who: ["b'"], fromMs: Date.UTC(2026, 2, 31, 9, 30),
    });
    expect(rows).toEqual([{ who: "b'" }]);
  });

  it('takes the same rows handed over twice, also at the same time, as one', async () => {
    const lines = [line({ batch: 4, who: 'x' }), line({ batch: 4, who: 'y' })].join('\n');
    await history.insertLines('visits', lines);
    await Promise.all([history.insertLines('visits', lines), history.insertLines('visits', lines)]);
    expect(await count(4)).toBe(2);
  });

  it('keeps a row whose text holds half a letter', async () => {
    await history.insertLines('visits', line({ batch: 5, who: 'half \ud83d' }));
    expect(await count(5)).toBe(1);
  });

  it('keeps nothing of an insert with a row that fits no column', async () => {
    await expect(history.insertLines('visits', `${line({ batch: 6 })}\n${line({ batch: 6, n: 'many' })}`)).rejects.toThrow(/many|parse/i);
    expect(await count(6)).toBe(0);
  });

  it('writes a large insert as one part, so that it arrives whole or not at all', async () => {
    await history.command('system stop merges visits');
    const parts = async () => (await history.query<{ n: number }>("select count() as n from system.parts where table = 'visits' and database = currentDatabase() and active"))[0]?.n ?? 0;
    const before = await parts();
    await history.insertLines('visits', Array.from({ length: 60_000 }, (_, n) => line({ batch: 7, n, who: 'Kunde am Telefon, sehr zufrieden '.repeat(8) })).join('\n'));
    expect([await count(7), (await parts()) - before]).toEqual([60_000, 1]);
    await history.command('system start merges visits');
  });

  it('says what is wrong with a statement by the code of the engine', async () => {
    await expect(history.query('select nonsense')).rejects.toMatchObject({ code: '47', type: 'UNKNOWN_IDENTIFIER' });
  });

  it('stops a statement that takes longer than allowed, and lets the next one have its usual time', async () => {
    await expect(history.query('select sleepEachRow(0.2) from numbers(15) settings max_block_size = 1', {}, { timeoutMs: 1_000 })).rejects.toMatchObject({ code: '159' });
    const rows = await history.query<{ s: string }>("select toString(getSetting('max_execution_time')) as s");
    expect(Number.parseFloat(rows[0]?.s ?? '')).toBe(5);
  });

  it('gives nothing of a statement that failed half-way to the next one', async () => {
    for (let i = 0; i < 3; i++) await expect(history.query("select 'secret' as who, throwIf(number = 9) from numbers(12) settings max_block_size = 1")).rejects.toMatchObject({ code: '395' });
    expect(await Promise.all([1, 2, 3, 4].map((n) => history.query('select {n:UInt8} as n', { n })))).toEqual([[{ n: 1 }], [{ n: 2 }], [{ n: 3 }], [{ n: 4 }]]);
  });

  it('answers short reads while a long analysis runs', async () => {
    const order: string[] = [];
    const long = history.query('select sleep(2) as s', {}, { lane: 'analysis' }).then(() => order.push('analysis'));
    const short = Promise.all(Array.from({ length: 6 }, () => history.query('select 1 as one'))).then(() => order.push('reads'));
    await Promise.all([long, short]);
    expect(order).toEqual(['reads', 'analysis']);
  });

  it('deletes at once', async () => {
    await history.insertLines('visits', line({ batch: 8 }));
    await history.command('delete from visits where batch = {batch:UInt64}', { batch: 8 });
    expect(await count(8)).toBe(0);
  });
});

describe('openRemoteHistory', () => {
  it('refuses an address whose path is no name for a database', async () => {
    await expect(openRemoteHistory('http://localhost:1/a-b;c')).rejects.toThrow('letters, digits and _ only');
  });
});
