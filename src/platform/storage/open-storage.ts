import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { platform, tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import type pg from 'pg';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { type History, openEmbeddedHistory, openRemoteHistory } from './history.ts';
import { migrate, type MigrationNames } from './migrate.ts';
import { Notifications } from './notifications.ts';
import { type Db, openRecords } from './records.ts';

export interface StorageSettings {
  dataFolder: string;
  /** Only these migrations; all by default. */
  migrations?: MigrationNames | undefined;
  databaseUrl?: string | undefined;
  clickhouseUrl?: string | undefined;
}

export interface Storage {
  db: Db;
  /** For libraries that bring their own SQL. */
  pool: pg.Pool;
  history: History;
  notifications: Notifications;
  close(): Promise<void>;
}

/** Opens both stores – embedded in `dataFolder` or where the addresses say – and migrates them. */
export async function openStorage(settings: StorageSettings, onLog: (line: string) => void = () => undefined): Promise<Storage> {
  const folder = resolve(settings.dataFolder);
  mkdirSync(folder, { recursive: true });
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    if (!settings.databaseUrl || !settings.clickhouseUrl) closers.push(await claimFolder(folder));
    const connection = settings.databaseUrl ? { connectionString: settings.databaseUrl } : await embedded(folder, closers, onLog);
    const records = openRecords(connection);
    closers.push(records.close);
    const notifications = new Notifications(connection);
    closers.push(() => notifications.close());
    const history = settings.clickhouseUrl ? await openRemoteHistory(settings.clickhouseUrl) : await openEmbeddedHistory(join(folder, 'history'));
    closers.push(history.close);
    await migrate(records.db, history, settings.migrations);
    return { db: records.db, pool: records.pool, history, notifications, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function embedded(folder: string, closers: (() => Promise<void>)[], onLog: (line: string) => void) {
  const server = await startEmbeddedPostgres(join(folder, 'records'), onLog);
  closers.push(server.stop);
  return server.connection;
}

/**
 * Makes sure that one process uses the folder: whoever listens on the folder's socket owns it.
 * Unlike a pid file this cannot be left behind by a killed process.
 */
async function claimFolder(folder: string): Promise<() => Promise<void>> {
  const name = `momente-${createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 12)}.lock`;
  // Linux has sockets without a file: nothing to clean up, and of two processes in the same moment only one gets it.
  const path = platform() === 'linux' ? `\0${name}` : platform() === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), name);
  if (isAbsolute(path) && platform() !== 'win32' && !(await answers(path))) rmSync(path, { force: true });
  const server = await listenOn(path);
  if (!server) throw new Error(`Another Momente is already running on the data folder ${folder}. Stop it first, or choose another folder with MOMENTE_DATA.`);
  server.unref();
  return () => new Promise((done) => server.close(() => done()));
}

/** @returns null when somebody has the address already */
function listenOn(path: string): Promise<Server | null> {
  return new Promise((ready, fail) => {
    const listening = createServer((socket) => socket.end());
    listening.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? ready(null) : fail(error)));
    listening.listen(path, () => ready(listening));
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((tell) => {
    const socket = connect(path, () => {
      socket.destroy();
      tell(true);
    });
    socket.once('error', () => tell(false));
  });
}
