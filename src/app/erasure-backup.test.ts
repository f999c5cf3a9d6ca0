import { afterAll, beforeAll, expect, it } from 'vitest';
import { requestErasure, SCRUB_JOB } from '../governance/privacy/erasure.actions.ts';
import { streamBackup } from '../platform/backup/backup-stream.ts';
import { openTestContext, type TestContext } from '../platform/testing/test-storage.ts';
import { plantCustomer, plantOthers, prepareInventory } from './privacy.builders.ts';
import { jobDefinitions, privacyParts } from './slices.ts';

let context: TestContext;
beforeAll(async () => {
  context = await openTestContext();
  await prepareInventory(context);
  await plantOthers(context, 10);
});
afterAll(() => context.close());

/** All that a backup would keep, before it is compressed and encrypted. */
async function backUp(): Promise<string> {
  const frames: Buffer[] = [];
  for await (const frame of streamBackup(context, { dataFolder: context.dataFolder, keyPlace: 'file', known: [] })) frames.push(frame);
  return Buffer.concat(frames).toString('utf8');
}

it('a backup taken after an erasure holds nothing of the customer', { timeout: 120_000 }, async () => {
  const planted = await plantCustomer(context);
  const words = [...Object.values(planted.tokens), planted.email, planted.subject, ...planted.ids];
  const before = await backUp();
  expect(words.filter((word) => before.includes(word)).length).toBeGreaterThan(10); // the search can find them
  expect(before).toContain(planted.email);
  await requestErasure(context, privacyParts, { customerId: planted.subject, identifiers: null, reason: 'customer_request', note: '' }, { id: 'u1', label: 'dpo@nordfunk.example' });
  // What the scrub sweeps out of pages and parts, a backup never reads: it asks for rows.
  await context.jobs.runDue(context, jobDefinitions.filter(({ name }) => name !== SCRUB_JOB));
  const after = await backUp();
  expect(words.filter((word) => after.includes(word))).toEqual([]);
});
