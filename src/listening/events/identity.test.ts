import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { untilDelivered } from '../../platform/storage/journal.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { listCustomers } from '../../people/customers/customers.actions.ts';
import { previewUnmerge } from '../../people/customers/customer-page.actions.ts';
import { readTimeline } from '../../people/timeline/timeline.actions.ts';
import { Ingest } from './ingest.actions.ts';
import { readOwnership } from '../../people/identity/customer-nodes.actions.ts';
import { customerIdOf, ownersJoin } from '../../people/identity/customer-of.logic.ts';
import { getCustomerIdOf, listLinks, mergeCustomers, removeLink } from '../../people/identity/merge.actions.ts';

let context: TestContext;
let ingest: Ingest;
const source = { name: 'test', defaultChannel: 'other' as const };

beforeAll(async () => {
  context = await openTestContext();
});
afterAll(() => context.close());
beforeEach(() => startOver());

/** An empty installation with the same secret: the same identifiers get the same ids. */
async function startOver(): Promise<void> {
  await untilDelivered(context);
  await context.db.transaction().execute(async (tx) => {
    // Consents hang on identifiers and refuse to be emptied, here as everywhere.
    await sql`alter table consent_log disable trigger consent_no_truncate`.execute(tx);
    await sql`truncate identifiers, identity_log, identifier_spans, customers, message_ids, accounts, account_members, contracts, devices, addresses, customer_kinds, history_journal cascade`.execute(tx);
    await sql`alter table consent_log enable trigger consent_no_truncate`.execute(tx);
  });
  for (const table of ['interactions', 'subject_owners']) await context.history.command(`truncate table ${table}`);
  const { dataFolder, close } = context;
  // A new object, because what a process remembers of the log hangs on its context.
  context = { ...context, dataFolder, close };
  ingest = new Ingest(context);
}

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
let sequence = 0;
const track = (who: object, minute: number, event = 'call_ended') => ({ type: 'track', event, messageId: `t${(sequence += 1)}`, timestamp: at(minute), ...who });
const identify = (who: object, minute: number, traits: object = {}) => ({ type: 'identify', messageId: `i${(sequence += 1)}`, timestamp: at(minute), traits, ...who });

async function send(...messages: object[]): Promise<void> {
  const result = await ingest.accept(messages, source);
  expect(result.refused).toEqual([]);
}

async function customerOf(identifier: string) {
  const { items } = await listCustomers(context, { identifier, limit: 25 });
  return items;
}
async function idOf(identifier: string): Promise<string> {
  return (await customerOf(identifier))[0]?.id ?? '';
}
async function eventsOf(customerId: string): Promise<string[]> {
  await untilDelivered(context);
  const { items } = await readTimeline(context, await readOwnership(context.db, customerId), { limit: 200 });
  return items.filter((item) => item.type === 'track').map((item) => item.kind).sort();
}

/** Everything that people can see, by customer: from the records store and, independently, from history. */
async function everything() {
  await untilDelivered(context);
  const { rows: customers } = await sql<{ id: string; name: string; traits: unknown; firstAt: Date; nodes: string[] }>`
    select c.id, c.name, c.traits, c.first_at, array(select kind || ':' || value from identifiers i where i.customer_id = c.id and i.named_at is not null order by 1) as nodes
    from customers c order by c.id`.execute(context.db);
  const timelines = await context.history.query<{ customer: string; messages: string[] }>(
    `select ${customerIdOf('i')} as customer, arraySort(groupArray(concat(i.message_key, '@', toString(i.at)))) as messages from interactions i ${ownersJoin('i')} group by customer order by toString(customer)`, {}, { lane: 'analysis' });
  const spans = await sql`select node_id, from_at, to_at, customer_id from identifier_spans order by node_id, from_at nulls first`.execute(context.db);
  return { customers, timelines, spans: spans.rows };
}

describe('identity', () => {
  it('gives the same customers, traits and timelines for any order and batching of 1,000 sets of events', async () => {
    const random = randomFrom(42);
    const events = Array.from({ length: 1_000 }, (_, seed) => eventSet(seed, random)).flat();
    await sendInBatches(shuffled(events, randomFrom(1)), randomFrom(2));
    const first = await everything();
    await startOver();
    await sendInBatches(shuffled(events, randomFrom(3)), randomFrom(4));
    const second = await everything();
    expect(second.customers.length).toBeGreaterThan(2_000);
    expect(second.spans.length).toBeGreaterThan(100);
    expect(second.customers).toEqual(first.customers);
    expect(second.timelines).toEqual(first.timelines);
    expect(second.spans).toEqual(first.spans);
    // The page reads a timeline by identifiers, the figures read it by join: both must say the same.
    const counted = new Map(second.timelines.map((row) => [row.customer, row.messages.length]));
    for (const { id } of second.customers.filter((_, index) => index % 40 === 0)) {
      const { items } = await readTimeline(context, await readOwnership(context.db, id), { limit: 200 });
      expect(items.length).toBe(counted.get(id));
    }
  }, 300_000);

  it('gives anonymous contacts to the customer who signs in later, transitively', async () => {
    await send(track({ anonymousId: 'web' }, 1, 'page_seen'), track({ anonymousId: 'phone' }, 2, 'app_opened'));
    await send(identify({ userId: 'anna', anonymousId: 'web' }, 3, { email: 'Anna@Example.DE' }), identify({ anonymousId: 'phone' }, 4, { email: 'anna@example.de' }));
    const anna = await idOf('userId:anna');
    expect(await eventsOf(anna)).toEqual(['app_opened', 'page_seen']);
    expect(await idOf('anonymousId:phone')).toBe(anna);
    expect(await idOf('email:ANNA@example.de')).toBe(anna);
  });

  it('switches a shared tablet between two people without merging them', async () => {
    await send(identify({ userId: 'mutter', anonymousId: 'tablet' }, 10), identify({ userId: 'sohn', anonymousId: 'tablet' }, 20));
    await send(track({ anonymousId: 'tablet' }, 5, 'before'), track({ anonymousId: 'tablet' }, 15, 'mothers'), track({ anonymousId: 'tablet' }, 25, 'sons'));
    expect(await eventsOf(await idOf('userId:mutter'))).toEqual(['before', 'mothers']);
    expect(await eventsOf(await idOf('userId:sohn'))).toEqual(['sons']);
  });

  it('finds both members of a family by the phone they share, as two customers', async () => {
    await send(identify({ userId: 'u1' }, 1, { name: 'Jana Kern', phone: '030 23125 014' }), identify({ userId: 'u2' }, 2, { name: 'Ole Kern', phone: '+49 30 23125014' }));
    expect((await customerOf('phone:+493023125014')).map((customer) => customer.name)).toEqual(['Jana Kern', 'Ole Kern']);
  });

  it('never links values that stand for nobody', async () => {
    const result = await ingest.accept([track({ userId: 'null' }, 1), track({ anonymousId: '[object Object]' }, 1), track({ userId: 'u1', anonymousId: '0' }, 1)], source);
    expect(result.accepted).toBe(1);
    expect(result.refused.map((refusal) => refusal.index)).toEqual([0, 1]);
    expect((await customerOf('userId:u1'))[0]?.identifiers).toEqual([{ kind: 'userId', value: 'u1' }]);
  });

  it('restores exactly what was there when a merge is taken back', async () => {
    await send(identify({ userId: 'u1' }, 1, { name: 'Anna', city: 'Kassel' }), track({ userId: 'u1' }, 2, 'one'), identify({ userId: 'u2' }, 3, { name: 'Anna B.', plan: 'L' }), track({ userId: 'u2' }, 4, 'two'));
    const before = await everything();
    const [one, two] = [await idOf('userId:u1'), await idOf('userId:u2')];
    expect(await mergeCustomers(context, { id: one, withId: two, reason: 'same person on the phone', actor: 'anna@nordfunk.example' })).toBe(one);
    expect(await getCustomerIdOf(context.db, two)).toBe(one);
    expect(await eventsOf(one)).toEqual(['one', 'two']);
    expect((await customerOf('userId:u2'))[0]).toMatchObject({ id: one, name: 'Anna B.', traits: { city: 'Kassel', name: 'Anna B.', plan: 'L' }, mergedFrom: [two] });
    const link = (await listLinks(context, one)).find((known) => known.rule === 'manual');
    expect(link).toMatchObject({ reason: 'same person on the phone', actor: 'anna@nordfunk.example', state: 'active' });
    expect((await previewUnmerge(context, link?.id ?? '')).customers.map((customer) => customer.name).sort()).toEqual(['Anna', 'Anna B.']);
    expect(await removeLink(context, { linkId: link?.id ?? '', reason: 'mistake', actor: 'anna@nordfunk.example' })).toEqual([one, two]);
    expect(await everything()).toEqual(before);
    await expect(removeLink(context, { linkId: link?.id ?? '', reason: 'again', actor: 'x' })).rejects.toMatchObject({ code: 'link.already_removed' });
  });

  it('does not join again by itself what somebody took apart', async () => {
    await send(identify({ userId: 'u1', anonymousId: 'a1' }, 1), track({ anonymousId: 'a1' }, 2, 'lonely'));
    const [link] = await listLinks(context, await idOf('userId:u1'));
    await removeLink(context, { linkId: link?.id ?? '', reason: 'kiosk in the shop', actor: 'x' });
    await send(identify({ userId: 'u1', anonymousId: 'a1' }, 3), identify({ userId: 'u1', anonymousId: 'a1' }, 0));
    expect(await eventsOf(await idOf('userId:u1'))).toEqual([]);
    expect(await eventsOf(await idOf('anonymousId:a1'))).toEqual(['lonely']);
  });

  it('ends opposite merges at the same moment with one customer, always the same', async () => {
    const survivors = new Set<string>();
    for (const round of [0, 1, 2, 3]) {
      await startOver();
      await send(track({ userId: 'u1' }, 1), track({ userId: 'u2' }, 2));
      const [one, two] = [await idOf('userId:u1'), await idOf('userId:u2')];
      const merges = [{ id: one, withId: two, reason: 'a', actor: 'x' }, { id: two, withId: one, reason: 'b', actor: 'y' }];
      await Promise.all((round % 2 === 0 ? merges : merges.toReversed()).map((merge) => mergeCustomers(context, merge)));
      survivors.add(await getCustomerIdOf(context.db, one));
      expect(await getCustomerIdOf(context.db, two)).toBe(await getCustomerIdOf(context.db, one));
    }
    expect(survivors.size).toBe(1);
  });

  it('lands an event for the loser on the survivor, sent during and after the merge', async () => {
    await send(track({ userId: 'u1' }, 1, 'first'), track({ userId: 'u2' }, 2, 'second'));
    const [one, two] = [await idOf('userId:u1'), await idOf('userId:u2')];
    await Promise.all([mergeCustomers(context, { id: one, withId: two, reason: 'same', actor: 'x' }), ...[3, 4, 5].map((minute) => send(track({ userId: 'u2' }, minute, 'during')))]);
    await send(track({ userId: 'u2' }, 9, 'after'));
    expect(await eventsOf(one)).toEqual(['after', 'during', 'during', 'during', 'first', 'second']);
  });

  it('bounds a storm of 10,000 ids into one', async () => {
    const storm = Array.from({ length: 10_000 }, (_, n) => identify({ userId: 'bot', anonymousId: `visit-${n}` }, 1 + n / 1000));
    for (let offset = 0; offset < storm.length; offset += 1_000) await ingest.accept(storm.slice(offset, offset + 1_000), source);
    const [bot] = await customerOf('userId:bot');
    expect(bot?.identifiers.length).toBeLessThanOrEqual(100);
    const ownership = await readOwnership(context.db, bot?.id ?? '');
    expect(ownership.subjects.length).toBe(201); // the user id and the 200 earliest devices
    expect(ownership.spans).toEqual([]);
    await send(track({ userId: 'bot' }, 99, 'still_alive'));
    expect(await eventsOf(bot?.id ?? '')).toEqual(['still_alive']);
  });
});

type Random = () => number;
function randomFrom(seed: number): Random {
  let state = (seed * 2654435761) >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 4294967296;
  };
}
const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)] as T;
const shuffled = <T>(list: readonly T[], random: Random): T[] => list.map((value) => ({ value, key: random() })).sort((a, b) => a.key - b.key).map(({ value }) => value);

/** A small world of its own: three people, four devices, shared addresses and phones, everything in any combination. */
function eventSet(seed: number, random: Random): object[] {
  const name = (kind: string, count: number) => `${kind}${Math.floor(random() * count)}-${seed}`;
  return Array.from({ length: 14 }, (_, n) => {
    const base = { messageId: `s${seed}-${n}`, timestamp: at(Math.floor(random() * 50)) };
    const who = { ...(random() < 0.6 ? { userId: name('u', 3) } : {}), ...(random() < 0.6 ? { anonymousId: name('a', 4) } : {}) };
    const someone = Object.keys(who).length === 0 ? { anonymousId: name('a', 4) } : who;
    const roll = random();
    if (roll < 0.08) return { ...base, type: 'alias', userId: name('u', 3), previousId: random() < 0.5 ? name('a', 4) : name('u', 3) };
    if (roll < 0.5) return { ...base, type: 'identify', ...someone, traits: { name: `Name ${n}`, [pick(['city', 'plan'], random)]: n, ...(random() < 0.4 ? { email: `${name('e', 3)}@example.de` } : {}), ...(random() < 0.3 ? { phone: `+4930231${String(seed).padStart(4, '0')}${Math.floor(random() * 2)}` } : {}) } };
    return { ...base, type: 'track', event: pick(['call', 'visit', 'bill'], random), ...someone };
  });
}

async function sendInBatches(events: readonly object[], random: Random): Promise<void> {
  for (let offset = 0; offset < events.length; ) {
    const calls: Promise<unknown>[] = [];
    for (let call = 0; call < 3 && offset < events.length; call += 1) {
      const size = 1 + Math.floor(random() * 400);
      calls.push(ingest.accept(events.slice(offset, offset + size), source).then(({ refused }) => expect(refused).toEqual([])));
      offset += size;
    }
    await Promise.all(calls);
  }
}
