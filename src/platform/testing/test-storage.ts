import { createClient } from '@clickhouse/client';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import pino from 'pino';
import { systemClock } from '../../kernel/clock.ts';
import type { Context } from '../context.ts';
import { Files } from '../files/files.ts';
import { Jobs } from '../jobs/jobs.ts';
import { createVault } from '../secrets/vault.ts';
import { openStorage } from '../storage/open-storage.ts';
import { copyTemplate, makeDataFolder } from './storage-template.ts';

export interface TestContext extends Context {
  pool: pg.Pool;
  dataFolder: string;
  jobs: Jobs;
  /** Stops the engines; what they wrote stays where it is until {@link close}. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** A database of its own on somebody's server; dropped when the test is over. */
export interface OwnDatabase {
  url: string;
  drop(): Promise<void>;
}

/**
 * Real engines in a folder of their own, migrated and empty. Where `DATABASE_URL`/`CLICKHOUSE_URL` are given, a new
 * database on that server instead, dropped at `close()`: test files never see each other's rows, or anybody's.
 * One per test file: call it in `beforeAll`, and `close()` in `afterAll`.
 */
export async function openTestContext(overrides: Partial<Context> = {}): Promise<TestContext> {
  const dataFolder = makeDataFolder();
  const records = process.env['DATABASE_URL'] ? await makeRecordsDatabase(process.env['DATABASE_URL']) : null;
  const history = process.env['CLICKHOUSE_URL'] ? await makeHistoryDatabase(process.env['CLICKHOUSE_URL']) : null;
  const removeAll = async () => {
    await records?.drop();
    await history?.drop();
    rmSync(dataFolder, { recursive: true, force: true });
  };
  try {
    if (!records && !history) copyTemplate(dataFolder);
    const storage = await openStorage({ dataFolder, databaseUrl: records?.url, clickhouseUrl: history?.url }, (line) => process.env['MOMENTE_TEST_LOG'] && console.log(line));
    const log = pino({ level: 'silent' });
    const jobs = new Jobs(storage.pool, log);
    return {
      db: storage.db,
      history: storage.history,
      notifications: storage.notifications,
      clock: systemClock,
      log,
      identitySecret: 'a secret for tests',
      files: new Files(join(dataFolder, 'files')),
      vault: createVault(Buffer.alloc(32, 7)),
      settings: { publicUrl: 'http://localhost:3000', defaultCountry: 'DE' },
      ...overrides,
      jobs,
      pool: storage.pool,
      dataFolder,
      stop: async () => {
        await jobs.stop();
        await storage.close();
      },
      close: async () => {
        await jobs.stop();
        await storage.close();
        await removeAll();
      },
    };
  } catch (error) {
    await removeAll();
    throw error;
  }
}

const newName = () => `momente_test_${randomBytes(6).toString('hex')}`;

export async function makeRecordsDatabase(serverUrl: string): Promise<OwnDatabase> {
  const name = newName();
  const ask = async (statement: string) => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await ask(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => ask(`drop database if exists ${name} with (force)`) };
}

export async function makeHistoryDatabase(serverUrl: string): Promise<OwnDatabase> {
  const url = new URL(serverUrl);
  const name = newName();
  url.pathname = `/${name}`;
  const drop = async () => {
    const client = createClient({ url: url.origin, username: decodeURIComponent(url.username) || 'default', password: decodeURIComponent(url.password), database: 'default' });
    await client.command({ query: `drop database if exists ${name}` }).finally(() => client.close());
  };
  return { url: url.href, drop };
}
