import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStorage } from '../storage/open-storage.ts';

/** Names the folder with both stores, set up and migrated and empty, for all test processes of a run. */
const VARIABLE = 'MOMENTE_TEST_TEMPLATE';
const IN_MEMORY = '/dev/shm';
const RUN = 'momente-run-';
const ENOUGH_BYTES = 4_000_000_000;

/**
 * Before the first test of a run: sets both stores up once, so that not every test file, nor every project, pays for it again.
 * Not where the tests use somebody's servers, and not where folders cannot be copied with their owners.
 */
export async function setup(): Promise<(() => void) | undefined> {
  if (process.env['DATABASE_URL'] || process.env['CLICKHOUSE_URL'] || platform() === 'win32') return undefined;
  if (findTemplate() !== null) return undefined;
  const run = mkdtempSync(join(chooseParent(), `${RUN}${process.pid}-`));
  const template = join(run, 'template');
  mkdirSync(template);
  const storage = await openStorage({ dataFolder: template });
  await storage.close();
  process.env[VARIABLE] = template;
  return () => rmSync(run, { recursive: true, force: true });
}

/**
 * Memory where there is plenty: two thousand small files for each test file, and those that its tests add, cost a disk
 * more time than the tests take. The engines run as they are, and a process that is killed finds its files again.
 * What outlives a crash of the machine is proven by no test, wherever its files are.
 */
function chooseParent(): string {
  if (!existsSync(IN_MEMORY)) return tmpdir();
  removeLeftovers();
  const { bavail, bsize } = statfsSync(IN_MEMORY);
  return bavail * bsize >= ENOUGH_BYTES && process.availableMemory() >= ENOUGH_BYTES ? IN_MEMORY : tmpdir();
}

/** A run that was killed could not give its memory back. */
function removeLeftovers(): void {
  for (const name of readdirSync(IN_MEMORY)) {
    const pid = name.startsWith(RUN) ? Number(name.slice(RUN.length).split('-')[0]) : 0;
    if (pid > 0 && !existsSync(`/proc/${pid}`)) rmSync(join(IN_MEMORY, name), { recursive: true, force: true });
  }
}

/** A new empty folder for a test file's stores, beside the template where there is one. */
export function makeDataFolder(purpose = 'test'): string {
  const template = findTemplate();
  return mkdtempSync(join(template === null ? tmpdir() : join(template, '..'), `momente-${purpose}-`));
}

/** Puts both stores as they are after the first start into an empty folder; without a template they are set up there at the start. */
export function copyTemplate(dataFolder: string): void {
  const template = findTemplate();
  // PostgreSQL's files belong to its own user: only `cp -a` keeps that.
  if (template !== null) execFileSync('cp', ['-a', join(template, 'records'), join(template, 'history'), dataFolder]);
}

function findTemplate(): string | null {
  const template = process.env[VARIABLE];
  return template && existsSync(template) ? template : null;
}
