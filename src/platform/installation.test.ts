import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readOrMakeSecret } from './installation.queries.ts';
import { createVault } from './secrets/vault.ts';
import { openTestContext, type TestContext } from './testing/test-storage.ts';

let context: TestContext;
beforeAll(async () => {
  context = await openTestContext();
});
afterAll(() => context.close());
beforeEach(() => sql`delete from installation`.execute(context.db));

const stored = async () => (await sql<{ value: string }>`select value from installation where name = 'identity'`.execute(context.db)).rows[0]?.value ?? '';

test('a secret of the installation is made once and kept sealed', async () => {
  const secret = await readOrMakeSecret(context.db, 'identity', { vault: context.vault, seal: true });
  expect(await readOrMakeSecret(context.db, 'identity', { vault: context.vault, seal: true })).toBe(secret);
  expect(await stored()).not.toContain(secret);
});

test('one that was kept readable before is the same afterwards, and sealed', async () => {
  const secret = await readOrMakeSecret(context.db, 'identity');
  expect(await stored()).toBe(secret);
  expect(await readOrMakeSecret(context.db, 'identity', { vault: context.vault, seal: true })).toBe(secret);
  expect(await stored()).not.toContain(secret);
  expect(await readOrMakeSecret(context.db, 'identity', { vault: context.vault, seal: true })).toBe(secret);
});

test('a sealed one can be read by whoever has the key, also where nothing is sealed anew', async () => {
  const secret = await readOrMakeSecret(context.db, 'identity', { vault: context.vault, seal: true });
  expect(await readOrMakeSecret(context.db, 'identity', { vault: context.vault })).toBe(secret);
});

test('processes that start at the same time agree on one', async () => {
  const secrets = await Promise.all(Array.from({ length: 5 }, () => readOrMakeSecret(context.db, 'identity', { vault: context.vault, seal: true })));
  expect(new Set(secrets).size).toBe(1);
});

test('another key is refused with words that help, instead of making another secret', async () => {
  await readOrMakeSecret(context.db, 'identity', { vault: context.vault, seal: true });
  await expect(readOrMakeSecret(context.db, 'identity', { vault: createVault(Buffer.alloc(32, 8)) })).rejects.toThrow('sealed with another key');
  await expect(readOrMakeSecret(context.db, 'identity')).rejects.toThrow('is sealed');
});
