import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until.ts';

/** Names the folder with the data folders that a run has prepared, for all its test files. */
const VARIABLE = 'MOMENTE_E2E_PREPARED';
const PATIENCE_MS = 300_000;

/** `started`: after the first start, with its administrator and keys; `nordfunk`: with a small demo company besides. */
export type Prepared = 'started' | 'nordfunk';

/** @returns what forgets them again; null where another project of the same run has opened them, or owners cannot be copied */
export function openPrepared(): (() => void) | null {
  if (platform() === 'win32' || process.env[VARIABLE] !== undefined) return null;
  const folder = mkdtempSync(join(tmpdir(), 'momente-prepared-'));
  process.env[VARIABLE] = folder;
  return () => {
    delete process.env[VARIABLE];
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
}

/** @returns whether there is such a folder; its content is then in `dataFolder` too */
export function copyPrepared(name: Prepared, dataFolder: string): boolean {
  const folder = process.env[VARIABLE];
  if (folder === undefined || !existsSync(join(folder, name))) return false;
  copyWithOwners(join(folder, name), dataFolder);
  return true;
}

/**
 * Puts what `prepare` makes into `dataFolder`: a copy where it has been made in this run. Whoever asks meanwhile waits
 * for whoever was first.
 * @param prepare - leaves a Momente that has stopped behind in `dataFolder`
 */
export async function prepareOnce(name: Prepared, dataFolder: string, prepare: () => Promise<void>): Promise<void> {
  const folder = process.env[VARIABLE];
  if (folder === undefined) return prepare();
  const lock = join(folder, `${name}.lock`);
  await until(async () => isMade(lock), (isOurs) => isOurs, PATIENCE_MS);
  try {
    if (copyPrepared(name, dataFolder)) return;
    await prepare();
    const half = mkdtempSync(join(folder, `${name}.half-`));
    copyWithOwners(dataFolder, half);
    renameSync(half, join(folder, name));
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function isMade(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}

/** PostgreSQL's files belong to its own user: only `cp -a` keeps that. */
function copyWithOwners(from: string, to: string): void {
  execFileSync('cp', ['-a', `${from}/.`, to]);
}
