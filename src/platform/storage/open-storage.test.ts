import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EngineServer, startHistoryServer, startRecordsServer } from '../testing/engine-servers.ts';
import { makeHistoryDatabase, makeRecordsDatabase } from '../testing/test-storage.ts';
import { openStorage } from './open-storage.ts';

const program = join(import.meta.dirname, '..', 'testing', 'open-once.ts');
const migrations = (store: string) => readdirSync(join(import.meta.dirname, 'migrations', store)).filter((name) => name.endsWith('.sql')).sort();
const everything = { records: migrations('records'), history: migrations('history') };

let dataFolder: string;
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'momente-test-'));
});
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

interface Start {
  code: number | null;
  said: string;
  complaint: string;
}

/** A process of its own that opens the storage, as a second Momente does. */
function startProcess(env: Record<string, string> = {}, { holds } = { holds: false }): { ended: Promise<Start>; kill(): void; release(): void } {
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'pipe'], detached: true, env: { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'], MOMENTE_DATA: dataFolder, ...env } });
  const start: Start = { code: null, said: '', complaint: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (start.said += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (start.complaint += text));
  const ended = new Promise<Start>((tell) => child.once('close', (code) => tell({ ...start, code })));
  child.stdin.on('error', () => undefined); // it may have ended before
  if (!holds) child.stdin.end();
  return { ended, kill: () => child.kill('SIGKILL'), release: () => child.stdin.end() };
}

describe('one data folder', () => {
  it('belongs to one Momente; a second one is told so and does no harm', async () => {
    const storage = await openStorage({ dataFolder });
    const second = await startProcess().ended;
    expect(second.code).not.toBe(0);
    expect(second.complaint).toContain(`Another Momente is already running on the data folder ${dataFolder}. Stop it first, or choose another folder with MOMENTE_DATA.`);
    await expect(startProcess({ TMPDIR: dataFolder }).ended).resolves.toMatchObject({ complaint: expect.stringContaining('Another Momente is already running') });
    expect((await sql<{ one: number }>`select 1 as one`.execute(storage.db)).rows).toEqual([{ one: 1 }]);
    await storage.close();
    expect(JSON.parse((await startProcess().ended).said)).toEqual(everything);
  });

  it('asked for by two in the same moment goes to one of them', async () => {
    const starts = [startProcess({}, { holds: true }), startProcess({}, { holds: true })];
    const loser = await Promise.race(starts.map(({ ended }) => ended));
    expect(loser.complaint).toContain('Another Momente is already running');
    for (const { release } of starts) release();
    const both = await Promise.all(starts.map(({ ended }) => ended));
    expect(both.map(({ code }) => code).sort()).toEqual([0, 1]);
  });

  it('left by a first start that was cut off is set up by the next one', async () => {
    // Killed again and again, each time further on: before, during and after the database is made and migrated.
    for (const stage of ['records.half-', 'records', 'history']) {
      const start = startProcess();
      while (!readdirSync(dataFolder).some((name) => name.startsWith(stage))) await new Promise((later) => setTimeout(later, 2));
      start.kill();
      await start.ended;
    }
    const done = await startProcess().ended;
    expect([done.complaint, JSON.parse(done.said)]).toEqual(['', everything]);
    expect(readdirSync(dataFolder).filter((name) => name.includes('half'))).toEqual([]);
  });

  it('with a strange folder in the place of the database is not emptied', async () => {
    mkdirSync(join(dataFolder, 'records'));
    writeFileSync(join(dataFolder, 'records', 'important.txt'), 'mine');
    const start = await startProcess().ended;
    expect(start.complaint).toContain('could not be set up');
    expect(existsSync(join(dataFolder, 'records', 'important.txt'))).toBe(true);
  });
});

describe('engines of their own', () => {
  let records: EngineServer;
  let history: EngineServer;
  beforeAll(async () => {
    [records, history] = await Promise.all([
      process.env['DATABASE_URL'] ? { url: process.env['DATABASE_URL'], stop: async () => undefined } : startRecordsServer(),
      process.env['CLICKHOUSE_URL'] ? { url: process.env['CLICKHOUSE_URL'], stop: async () => undefined } : startHistoryServer(),
    ]);
  });
  afterAll(async () => {
    await records?.stop();
    await history?.stop();
  });

  it('are brought to the newest shape once, however many start at the same moment', async () => {
    const [recordsDatabase, historyDatabase] = [await makeRecordsDatabase(records.url), await makeHistoryDatabase(history.url)];
    const env = { DATABASE_URL: recordsDatabase.url, CLICKHOUSE_URL: historyDatabase.url };
    const starts = await Promise.all([startProcess(env).ended, startProcess(env).ended, startProcess(env).ended]);
    expect(starts.map(({ complaint }) => complaint)).toEqual(['', '', '']);
    expect(starts.map(({ said }) => JSON.parse(said) as unknown)).toEqual([everything, everything, everything]);
    await recordsDatabase.drop();
    await historyDatabase.drop();
  });

  it('that cannot be reached are named, with what went wrong', async () => {
    const start = await startProcess({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', CLICKHOUSE_URL: history.url }).ended;
    expect(start.code).not.toBe(0);
    expect(start.complaint).toContain('ECONNREFUSED');
  });
});
