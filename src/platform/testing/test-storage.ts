import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { systemClock } from '../../kernel/clock.ts';
import type { Context } from '../context.ts';
import { openStorage } from '../storage/open-storage.ts';

export interface TestContext extends Context {
  dataFolder: string;
  close(): Promise<void>;
}

/**
 * Real engines in a folder of their own, migrated and empty. `DATABASE_URL`/`CLICKHOUSE_URL` are used where given.
 * One per test file: call it in `beforeAll`, and `close()` in `afterAll`.
 */
export async function openTestContext(overrides: Partial<Context> = {}): Promise<TestContext> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'momente-test-'));
  const storage = await openStorage({ dataFolder }, (line) => process.env['MOMENTE_TEST_LOG'] && console.log(line));
  return {
    db: storage.db,
    history: storage.history,
    clock: systemClock,
    log: pino({ level: 'silent' }),
    identitySecret: 'a secret for tests',
    settings: { publicUrl: 'http://localhost:3000', defaultCountry: 'DE' },
    ...overrides,
    dataFolder,
    close: async () => {
      await storage.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
