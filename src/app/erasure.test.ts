import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestErasure } from '../governance/privacy/erasure.actions.ts';
import { findErasure } from '../governance/privacy/erasures.queries.ts';
import { openTestContext, type TestContext } from '../platform/testing/test-storage.ts';
import { findBytes, grepBytes, idBytes, plantCustomer, plantOthers, type Planted, prepareInventory } from './privacy.builders.ts';
import { jobDefinitions, privacyParts } from './slices.ts';

const staff = { id: 'u1', label: 'dpo@example.com' };
/** In halves: a compressor may take a word apart, but not so often. */
const searched = ({ tokens, email, subject }: Planted) => ({
  ...Object.fromEntries(Object.entries(tokens).flatMap(([name, token]) => [[`${name} 1`, token.slice(0, 12)], [`${name} 2`, token.slice(12, 24)]])), emailAddress: email, subject,
});
const idsOf = ({ ids }: Planted) => Object.fromEntries(ids.flatMap((id, index) => Object.entries(idBytes(id)).map(([store, bytes]) => [`${store} ${index}`, bytes])));

let context: TestContext;
beforeAll(async () => {
  context = await openTestContext();
  await prepareInventory(context);
  await plantOthers(context, 40);
});
afterAll(async () => {
  await context?.close();
});

describe.skipIf(process.env['DATABASE_URL'] !== undefined || process.env['CLICKHOUSE_URL'] !== undefined)('erasing a customer everywhere', () => {
  it('leaves no trace in any byte of the data folder, of either store, the files or the queue', { timeout: 240_000 }, async () => {
    const planted = await plantCustomer(context);
    await sql`analyze`.execute(context.db); // statistics of frequent values remember words too
    await sql`checkpoint`.execute(context.db);
    const told = await sql<{ n: number }>`select count(*) as n from audit_inbox where customers && ${planted.ids}::uuid[] and content is not null`.execute(context.db);
    expect(told.rows[0]?.n).toBeGreaterThan(3);
    const before = await grepBytes(context.dataFolder, searched(planted));
    expect(Object.keys(planted.tokens).filter((name) => !(`${name} 1` in before) && !(`${name} 2` in before))).toEqual([]); // the search can find every word

    expect(Object.keys(findBytes(context.dataFolder, idsOf(planted)))).toEqual(expect.arrayContaining(['records 0', 'records 1', 'records 2', 'history 0']));

    const id = await requestErasure(context, privacyParts, { customerId: planted.subject, identifiers: null, reason: 'customer_request', note: `${planted.tokens['firstName']} called` }, staff);
    await context.jobs.runDue(context, jobDefinitions);

    const request = await findErasure(context.db, id);
    expect(request?.scrubNotes).toEqual([]);
    expect(request?.scrubbedAt).not.toBeNull();
    expect(await grepBytes(context.dataFolder, searched(planted))).toEqual({});
    expect(findBytes(context.dataFolder, idsOf(planted))).toEqual({});
    expect((await sql<{ n: number }>`select count(*) as n from customers`.execute(context.db)).rows[0]?.n).toBe(40);
    await context.stop(); // whatever an engine still held is written now
    expect(await grepBytes(context.dataFolder, searched(planted))).toEqual({});
    expect(findBytes(context.dataFolder, idsOf(planted))).toEqual({});
  });
});
