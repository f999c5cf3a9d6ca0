import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgetWantedKinds } from '../../governance/webhooks/emit.actions.ts';
import { writeWithHistory } from '../../platform/storage/journal.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { identifierId, recordSightings, type Sighting } from './identity.actions.ts';
import { mergeCustomers } from './merge.actions.ts';

let context: TestContext;
beforeAll(async () => {
  context = await openTestContext();
});
afterAll(() => context.close());

const sighting = (value: string, traits: Record<string, unknown> = {}): Sighting => {
  const subject = { kind: 'userId', value, raw: value };
  return { at: new Date(), messageKey: `m-${value}-${JSON.stringify(traits)}`, source: 'test', subject, named: [subject], links: [], traits };
};
const meet = (...sightings: Sighting[]) => writeWithHistory(context, async (tx, journal) => (await recordSightings(context, tx, journal, sightings))());
const told = async () => (await sql<{ body: string }>`delete from webhook_events returning body, at`.execute(context.db)).rows.map(({ body }) => JSON.parse(body) as { type: string; data: unknown }).map(({ type, data }) => [type, data]);
const idOf = (value: string) => identifierId(context, { kind: 'userId', value });

test('whoever asked hears of new, changed and merged customers, and nobody else costs anything', async () => {
  await meet(sighting('before'));
  expect(await told()).toEqual([]);
  await sql`insert into webhook_endpoints (id, url, event_kinds, secret, created_at, updated_at) values (gen_random_uuid(), 'https://x.example', '{customer.created,customer.updated,customer.merged}', '', now(), now())`.execute(context.db);
  forgetWantedKinds(context);
  await meet(sighting('anna'), sighting('ben'));
  expect(new Set(await told())).toEqual(new Set([['customer.created', { customerId: idOf('anna') }], ['customer.created', { customerId: idOf('ben') }]]));
  await meet(sighting('anna'));
  expect(await told()).toEqual([]);
  await meet(sighting('anna', { city: 'Bonn' }));
  expect(await told()).toEqual([['customer.updated', { customerId: idOf('anna') }]]);
  const survivor = await mergeCustomers(context, { id: idOf('anna'), withId: idOf('ben'), reason: 'the same', actor: 'test' });
  expect(await told()).toContainEqual(['customer.merged', { customerId: survivor, mergedId: survivor === idOf('anna') ? idOf('ben') : idOf('anna') }]);
});
