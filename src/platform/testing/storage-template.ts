import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStorage } from '../storage/open-storage.ts';

/** Names the folder with both stores, set up and migrated and empty, for all test processes of a run. */
const VARIABLE = 'MOMENTE_TEST_TEMPLATE';

/**
 * Before the first test of a run: sets both stores up once, so that not every test file pays for it again.
 * Not where the tests use somebody's servers, and not where folders cannot be copied with their owners.
 */
export async function setup(): Promise<(() => void) | undefined> {
  if (process.env['DATABASE_URL'] || process.env['CLICKHOUSE_URL'] || platform() === 'win32') return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'momente-template-'));
  const storage = await openStorage({ dataFolder: folder });
  await storage.close();
  process.env[VARIABLE] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Puts both stores as they are after the first start into an empty folder; without a template they are set up there at the start. */
export function copyTemplate(dataFolder: string): void {
  const template = process.env[VARIABLE];
  // PostgreSQL's files belong to its own user: only `cp -a` keeps that.
  if (template && existsSync(template)) execFileSync('cp', ['-a', join(template, 'records'), join(template, 'history'), dataFolder]);
}
