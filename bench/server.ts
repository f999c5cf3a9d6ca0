import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const apiKey = 'mom_bench_0123456789abcdef';
export const writeKey = 'bench_write_0123456789';

export interface BenchServer {
  url: string;
  dataFolder: string;
  /** Largest resident memory of the server and of its PostgreSQL so far, in MB. */
  memoryMb(): { server: number; records: number };
  /** Resident memory of the server now, in MB. */
  currentMb(): number;
  stop(): Promise<void>;
  remove(): void;
}

/** The product in its own process, as `npm start` runs it, on an empty or given data folder. */
export async function startServer(dataFolder = mkdtempSync(join(tmpdir(), 'momente-bench-')), port = 4990): Promise<BenchServer> {
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ['--max-semi-space-size=64', resolve(import.meta.dirname, '../src/app/main.ts')], {
    env: { PATH: process.env['PATH'] ?? '', UV_THREADPOOL_SIZE: '12', MOMENTE_DATA: dataFolder, PORT: String(port), MOMENTE_ADMIN_EMAIL: 'bench@example.de', MOMENTE_ADMIN_PASSWORD: 'Ein-gutes-Kennwort-7', MOMENTE_API_KEY: apiKey, MOMENTE_WRITE_KEY: writeKey, MOMENTE_LOG: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await untilReady(url, child);
  return {
    url,
    dataFolder,
    memoryMb: () => ({ server: peakMb(child.pid), records: peakMb(postmasterOf(dataFolder)) }),
    currentMb: () => residentMb(child.pid, 'VmRSS'),
    stop: async () => {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGINT');
      await ended;
    },
    remove: () => rmSync(dataFolder, { recursive: true, force: true }),
  };
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const giveUpAtMs = Date.now() + 180_000;
  while (Date.now() < giveUpAtMs) {
    if (child.exitCode !== null) throw new Error('The server ended before it was ready.');
    try {
      if ((await fetch(`${url}/ready`)).ok) return;
    } catch {
      // not listening yet
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('The server was not ready after 180 s.');
}

const peakMb = (pid: number | undefined): number => residentMb(pid, 'VmHWM');

function residentMb(pid: number | undefined, which: 'VmHWM' | 'VmRSS'): number {
  const file = `/proc/${pid}/status`;
  if (pid === undefined || !existsSync(file)) return Number.NaN;
  return Math.round(Number(new RegExp(`${which}:\\s+(\\d+)`).exec(readFileSync(file, 'utf8'))?.[1] ?? Number.NaN) / 1024);
}

function postmasterOf(dataFolder: string): number | undefined {
  const file = join(dataFolder, 'records', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
}

/** Quantile of measured values, nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
