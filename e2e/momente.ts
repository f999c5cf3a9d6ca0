import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { copyPrepared, prepareOnce } from './prepared-folders.ts';
import { until } from './until.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const READY_WITHIN_MS = 180_000;
const STOPS_WITHIN_MS = 20_000;

export const admin = { email: 'admin@nordfunk.example', password: 'Ein-gutes-Kennwort-7' };
export const apiKey = 'mom_e2e_0123456789abcdef0123456789abcdef';
export const writeKey = 'write_e2e_0123456789abcdef';

export interface Momente {
  url: string;
  dataFolder: string;
  /** All it has said so far, on both channels. */
  output(): string;
  /** Asks the API as administrator. @throws Error with the answer when it is not a success */
  get<Answer>(path: string): Promise<Answer>;
  /** Ctrl-C; resolves with the exit code, and keeps the data folder. */
  stop(): Promise<number | null>;
  /** kill -9: what a power cut does. */
  kill(): Promise<void>;
  /** Stops it and forgets its data. */
  remove(): Promise<void>;
}

export interface StartOptions {
  /** From the root; `scripts/start.mjs` takes the way of `npm start`. */
  program?: string;
  args?: string[];
  env?: Record<string, string>;
  /** A folder left by `stop` or `kill`; a new one otherwise. */
  dataFolder?: string;
}

/** The product as a customer runs it: its own process, both engines, a free port, an administrator and keys. */
export async function startMomente(options: StartOptions = {}): Promise<Momente> {
  const { program = 'src/app/main.ts', args = [], env = {}, dataFolder = makeDataFolder(options) } = options;
  const url = `http://127.0.0.1:${env['PORT'] ?? (await findFreePort())}`;
  const server = spawn(process.execPath, [join(root, program), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...bareEnvironment(), ...settings(url, dataFolder), ...env },
  });
  let output = '';
  for (const channel of [server.stdout, server.stderr]) channel.setEncoding('utf8').on('data', (text: string) => (output += text));
  const exited = new Promise<number | null>((resolve) => server.once('exit', resolve));
  const stop = () => end(server, exited);
  try {
    await untilReady(url, server);
  } catch (error) {
    await stop();
    throw new Error(`${error instanceof Error ? error.message : String(error)}. It said:\n${output}`, { cause: error });
  }
  return {
    url,
    dataFolder,
    output: () => output,
    get: (path) => getJson(`${url}${path}`),
    stop,
    async kill() {
      server.kill('SIGKILL');
      await exited;
    },
    async remove() {
      await stop();
      rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/**
 * The same with a small demo company: everything planted in Nordfunk, but fewer people. The first test file that asks
 * for it loads it, the others get a copy.
 */
export async function startNordfunk(): Promise<Momente> {
  const env = { MOMENTE_DEMO_CUSTOMERS: '800' };
  const dataFolder = mkdtempSync(join(tmpdir(), 'momente-e2e-'));
  await prepareOnce('nordfunk', dataFolder, async () => {
    copyPrepared('started', dataFolder);
    const momente = await startMomente({ dataFolder, env, args: ['--demo'] });
    await until(() => momente.get<{ state: string }>('/api/demo'), ({ state }) => state === 'loaded', 240_000);
    const code = await momente.stop();
    if (code !== 0) throw new Error(`Momente ended with ${code} after it had loaded the demo company. It said:\n${momente.output()}`);
  });
  return startMomente({ dataFolder, env });
}

/** As after a first start, unless the first start itself is looked at, or the engines are elsewhere. */
function makeDataFolder({ program, env = {} }: StartOptions): string {
  const folder = mkdtempSync(join(tmpdir(), 'momente-e2e-'));
  if (program === undefined && env['DATABASE_URL'] === undefined && env['CLICKHOUSE_URL'] === undefined) copyPrepared('started', folder);
  return folder;
}

/** Nothing of the developer's own settings may reach the server of a test. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const keep = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LD_LIBRARY_PATH'];
  return Object.fromEntries(keep.map((name) => [name, process.env[name]]));
}

function settings(url: string, dataFolder: string): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    PORT: new URL(url).port,
    MOMENTE_DATA: dataFolder,
    MOMENTE_ADMIN_EMAIL: admin.email,
    MOMENTE_ADMIN_PASSWORD: admin.password,
    MOMENTE_API_KEY: apiKey,
    MOMENTE_WRITE_KEY: writeKey,
    // As `npm start` sets them.
    UV_THREADPOOL_SIZE: '12',
    NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compile'),
  };
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  const giveUpAt = Date.now() + READY_WITHIN_MS;
  while (server.exitCode === null && server.signalCode === null) {
    if (await isReady(url)) return;
    if (Date.now() > giveUpAt) throw new Error(`Momente was not ready after ${READY_WITHIN_MS / 1000} s`);
    await sleep(50);
  }
  throw new Error(`Momente ended while starting (code ${server.exitCode ?? server.signalCode})`);
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(2000) });
    await answer.text();
    return answer.ok;
  } catch {
    return false;
  }
}

async function getJson<Answer>(address: string): Promise<Answer> {
  const answer = await fetch(address, { headers: { authorization: `Bearer ${apiKey}` }, signal: AbortSignal.timeout(30_000) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} from ${address}: ${text.slice(0, 500)}`);
  return JSON.parse(text);
}

async function end(server: ChildProcess, exited: Promise<number | null>): Promise<number | null> {
  server.kill('SIGINT');
  const lateness = new AbortController();
  const tooLate = sleep(STOPS_WITHIN_MS, 'late', { signal: lateness.signal }).catch(() => null);
  if ((await Promise.race([exited, tooLate])) === 'late') server.kill('SIGKILL');
  lateness.abort();
  return exited;
}

export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}
