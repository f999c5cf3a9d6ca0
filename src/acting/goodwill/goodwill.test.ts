import { sql } from 'kysely';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook as Receiver } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { actorFrom } from '../../governance/roles/actor.logic.ts';
import { mergeCustomers } from '../../people/identity/merge.actions.ts';
import { sightCustomer } from '../../people/identity/sight.actions.ts';
import type { Actor } from '../../platform/http/access.ts';
import { writeWithHistory } from '../../platform/storage/journal.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { openCase } from '../cases/open-case.actions.ts';
import { bookGoodwill, readAllowance } from './book-goodwill.actions.ts';
import { approveGoodwill, cancelGoodwill, confirmExecuted, refuseGoodwill, retryGoodwill } from './decide-goodwill.actions.ts';
import { executeDue } from './execute-goodwill.actions.ts';
import { readGoodwillFigures } from './goodwill-figures.actions.ts';
import type { GoodwillKindInput } from './goodwill.contract.ts';
import { saveGoodwillKind, setPersonLimits, setRoleLimits } from './manage-goodwill.actions.ts';
import { listPageOfBookings, presentBooking } from './present-booking.actions.ts';

let context: TestContext;
let now = new Date('2026-11-20T09:00:00Z');
let receiver: Server;
let url = '';
let answer = 200;
let received: { headers: Record<string, string>; body: string }[] = [];
let anna: Actor;
let ben: Actor;
let boss: Actor;

const minutes: GoodwillKindInput = { sort: 'minutes', nameDe: 'Freiminuten', nameEn: 'Free minutes', unitDe: 'Minuten', unitEn: 'minutes', unitCents: 5, usualAmount: 100, largestAmount: 1_000, carriedOut: 'hand', url: null, sentIdentifiers: [] };
const wish = (key: string, amount = 100, kind = 'minutes') => ({ kind, amount, reason: 'Gespräche brachen ab', key: `key-${key}-0001` });

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now }, settings: { publicUrl: 'http://localhost:3000', defaultCountry: 'DE', allowsInternalAddresses: true } });
  await sql`delete from service_policies`.execute(context.db); // their clocks have tests of their own
  await context.jobs.enqueue('test.nothing', {}); // the queue makes its tables when it is first used
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      received.push({ headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])), body });
      response.writeHead(answer).end('ok');
    });
  });
  await new Promise<void>((done) => void receiver.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/book`; // a TCP server has such an address
  const actor = async (name: string, role: string): Promise<Actor> => {
    const { rows } = await sql<{ id: string }>`insert into users (name, email, role, departments) values (${name}, ${`${name}@nordfunk.example`}, ${role}, '{}') returning id`.execute(context.db);
    return actorFrom({ kind: 'user', id: rows[0]?.id ?? '', label: name, role, departments: [], byCookie: false });
  };
  anna = await actor('anna', 'agent');
  ben = await actor('ben', 'cx_manager');
  boss = await actor('boss', 'administrator');
});
afterAll(async () => {
  await new Promise((done) => receiver.close(done));
  await context?.close();
});
beforeEach(async () => {
  now = new Date('2026-11-20T09:00:00Z');
  answer = 200;
  received = [];
  await sql`truncate goodwill_kinds, goodwill_limits, goodwill_bookings cascade`.execute(context.db);
  await saveGoodwillKind(context, 'minutes', minutes);
  await setRoleLimits(context, boss, 'agent', { perBookingCents: 1_000, perCustomerMonthCents: 2_000, perPersonMonthCents: 5_000 });
  await setRoleLimits(context, boss, 'cx_manager', { perBookingCents: 10_000, perCustomerMonthCents: 20_000, perPersonMonthCents: null });
});

let people = 0;
async function sight(): Promise<string> {
  people += 1;
  const value = `kunde${people}@kunde.example`;
  const seen = await writeWithHistory(context, (tx, journal) => sightCustomer(context, tx, journal, { identifiers: [{ kind: 'email', value }], at: now, source: 'mail', messageKey: `mail:${value}` }));
  if (!seen) throw new Error('nobody was seen');
  await seen.afterCommit();
  return seen.subject;
}
const newCase = async (subject: string | null) => (await openCase(context, { subject, channel: 'call_center', subjectLine: 'Gespräche brechen ab', text: '', department: 'service', touchpoint: 'hotline', source: { kind: 'phone' } })).caseId;
const customerOf = async (subject: string) => (await sql<{ id: string }>`select customer_id as id from identifiers where id = ${subject}`.execute(context.db)).rows[0]?.id ?? '';
const later = (ms: number) => (now = new Date(now.getTime() + ms));
const execute = () => executeDue(context, new AbortController().signal, () => 0.5);
const stateOf = async (id: string) => (await presentBooking(context.db, boss, id)).state;
const countOf = async () => (await sql<{ n: number }>`select count(*) as n from goodwill_bookings`.execute(context.db)).rows[0]?.n;

describe('giving goodwill', () => {
  it('is booked at once inside of the limits: 100 minutes at 5 cents', async () => {
    const caseId = await newCase(await sight());
    expect(await readAllowance(context, anna, caseId)).toMatchObject({ mayGiveCents: 1_000, leftForCustomerCents: 2_000, leftForPersonCents: 5_000 });
    expect(await bookGoodwill(context, anna, caseId, wish('a'))).toMatchObject({ isNew: true, booking: { state: 'booked', valueCents: 500, over: [], askedBy: 'anna' } });
    expect(await readAllowance(context, anna, caseId)).toMatchObject({ mayGiveCents: 1_000, leftForCustomerCents: 1_500, leftForPersonCents: 4_500 });
    const { rows } = await sql<{ what: string }>`select what from case_entries where case_id = ${caseId} and what like 'goodwill.%'`.execute(context.db);
    expect(rows).toEqual([{ what: 'goodwill.booked' }]);
  });
  it('is one booking however often it is clicked, at once and from two tabs', async () => {
    const caseId = await newCase(await sight());
    const clicks = await Promise.all([...Array.from({ length: 6 }, () => bookGoodwill(context, anna, caseId, wish('same'))), ...Array.from({ length: 6 }, (_, tab) => bookGoodwill(context, anna, caseId, wish(`tab${tab}`)))]);
    expect(clicks.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(clicks.map(({ booking }) => booking.id)).size).toBe(1);
    expect(await countOf()).toBe(1);
  });
  it('is a second booking a minute later, or with another amount', async () => {
    const caseId = await newCase(await sight());
    await bookGoodwill(context, anna, caseId, wish('a', 50));
    await bookGoodwill(context, anna, caseId, wish('b', 60));
    later(60_001);
    expect(await bookGoodwill(context, anna, caseId, wish('c', 50))).toMatchObject({ isNew: true });
    expect(await countOf()).toBe(3);
  });
  it('refuses a key that belongs to something else, an unknown kind and more than is foreseen at once', async () => {
    const caseId = await newCase(await sight());
    await bookGoodwill(context, anna, caseId, wish('a'));
    await expect(bookGoodwill(context, anna, caseId, wish('a', 70))).rejects.toMatchObject({ code: 'idempotency.key_reused' });
    await expect(bookGoodwill(context, anna, caseId, wish('b', 1, 'gold'))).rejects.toMatchObject({ code: 'goodwill.kind_not_found' });
    await expect(bookGoodwill(context, anna, caseId, wish('c', 1_001))).rejects.toMatchObject({ code: 'goodwill.amount_too_large' });
  });
  it('counts per customer as merged now: two who gave inside of their limits, and then were one', async () => {
    const [one, other] = [await sight(), await sight()];
    const cases = [await newCase(one), await newCase(other)];
    for (const [index, caseId] of cases.entries()) {
      await bookGoodwill(context, anna, caseId, wish(`first${index}`, 200));
      later(61_000);
    }
    await mergeCustomers(context, { id: await customerOf(one), withId: await customerOf(other), reason: 'dieselbe Person', actor: 'anna' });
    expect(await readAllowance(context, anna, cases[0] ?? '')).toMatchObject({ leftForCustomerCents: 0, mayGiveCents: 0 });
    expect(await bookGoodwill(context, anna, cases[1] ?? '', wish('more', 20))).toMatchObject({ booking: { state: 'waiting', over: ['per_customer_month'] } });
  });
  it('never goes beyond the limit of a customer when both sides of a merge book at the same time', async () => {
    const [one, other] = [await sight(), await sight()];
    const cases = [await newCase(one), await newCase(other)];
    await mergeCustomers(context, { id: await customerOf(one), withId: await customerOf(other), reason: 'dieselbe Person', actor: 'anna' });
    const booked = await Promise.all(Array.from({ length: 10 }, (_, n) => bookGoodwill(context, anna, cases[n % 2] ?? '', wish(`race${n}`, 101 + n))));
    const given = booked.filter(({ booking }) => booking.state === 'booked').reduce((sum, { booking }) => sum + booking.valueCents, 0);
    expect(given).toBeLessThanOrEqual(2_000);
    expect(booked.filter(({ booking }) => booking.state === 'booked')).toHaveLength(3);
  });
  it('counts per person and month over all customers, and begins anew with the month of the company', async () => {
    await setPersonLimits(context, boss, anna.id, { perBookingCents: 1_000, perCustomerMonthCents: null, perPersonMonthCents: 1_500 });
    expect((await bookGoodwill(context, anna, await newCase(await sight()), wish('a', 200))).booking.state).toBe('booked');
    expect((await bookGoodwill(context, anna, await newCase(await sight()), wish('b', 200))).booking).toMatchObject({ state: 'waiting', over: ['per_person_month'] });
    now = new Date('2026-11-30T22:59:00Z'); // 23:59 in Berlin
    expect((await bookGoodwill(context, anna, await newCase(await sight()), wish('c', 200))).booking.state).toBe('waiting');
    now = new Date('2026-11-30T23:01:00Z'); // the first of December in Berlin
    expect((await bookGoodwill(context, anna, await newCase(await sight()), wish('d', 200))).booking.state).toBe('booked');
  });
  it('needs an approval where nobody has set a limit; whoever sets limits has none', async () => {
    await sql`delete from goodwill_limits`.execute(context.db);
    expect((await bookGoodwill(context, anna, await newCase(await sight()), wish('a', 1))).booking).toMatchObject({ state: 'waiting', over: ['no_limit_set'] });
    expect((await bookGoodwill(context, boss, await newCase(await sight()), wish('b', 1_000))).booking.state).toBe('booked');
  });
});

describe('an approval', () => {
  it('is given by somebody else, inside of their own limits, in which it counts', async () => {
    const caseId = await newCase(await sight());
    const { booking } = await bookGoodwill(context, anna, caseId, wish('a', 400));
    expect(booking).toMatchObject({ state: 'waiting', over: ['per_booking'], mayApprove: false });
    await expect(approveGoodwill(context, anna, booking.id)).rejects.toMatchObject({ code: 'goodwill.own' });
    expect((await listPageOfBookings(context, ben, { state: 'waiting', limit: 10 })).items).toMatchObject([{ id: booking.id, mayApprove: true }]);
    expect(await approveGoodwill(context, ben, booking.id)).toMatchObject({ state: 'booked', approvedBy: 'ben' });
    await expect(approveGoodwill(context, boss, booking.id)).rejects.toMatchObject({ code: 'goodwill.state_wrong' });
    expect((await readAllowance(context, anna, caseId)).leftForPersonCents).toBe(5_000);
  });
  it('is not possible beyond the own limits, nor twice at the same time', async () => {
    const { booking } = await bookGoodwill(context, anna, await newCase(await sight()), wish('a', 1_000));
    await setPersonLimits(context, boss, ben.id, { perBookingCents: 4_999, perCustomerMonthCents: null, perPersonMonthCents: null });
    await expect(approveGoodwill(context, ben, booking.id)).rejects.toMatchObject({ code: 'goodwill.beyond_own', details: { over: ['per_booking'] } });
    const outcomes = await Promise.allSettled(Array.from({ length: 4 }, () => approveGoodwill(context, boss, booking.id)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
  it('can be refused with a reason, and what was asked can be taken back', async () => {
    const one = (await bookGoodwill(context, anna, await newCase(await sight()), wish('a', 400))).booking;
    expect(await refuseGoodwill(context, ben, one.id, 'zu viel')).toMatchObject({ state: 'refused', refusedBecause: 'zu viel' });
    const other = (await bookGoodwill(context, anna, await newCase(await sight()), wish('b', 400))).booking;
    expect(await cancelGoodwill(context, anna, other.id, 'verklickt')).toMatchObject({ state: 'cancelled' });
  });
});

describe('carrying out', () => {
  const elsewhere = async () => (await saveGoodwillKind(context, 'minutes', { ...minutes, carriedOut: 'webhook', url, sentIdentifiers: ['email'] })).secret ?? '';

  it('calls the other system, signed, once, with a key of its own, and tells the timeline what it cost', async () => {
    const secret = await elsewhere();
    const subject = await sight();
    const { booking } = await bookGoodwill(context, anna, await newCase(subject), wish('a'));
    await Promise.all([execute(), execute()]);
    expect(received).toHaveLength(1);
    const [{ headers, body } = { headers: {}, body: '' }] = received;
    const message = JSON.parse(body) as { type: string; data: Record<string, unknown> };
    expect(message).toMatchObject({ type: 'goodwill.execute', data: { bookingId: booking.id, kind: 'minutes', amount: 100, unit: 'minutes', valueCents: 500, identifiers: [{ kind: 'email' }] } });
    expect(headers['idempotency-key']).toBe(`gdw_${booking.id.replaceAll('-', '')}`);
    const signed = { ...headers, 'webhook-timestamp': headers['webhook-timestamp'] ?? '' };
    // The library compares with the clock of this machine; ours stands still in 2026.
    expect(() => new Receiver(secret).verify(body, signed)).toThrow(/timestamp|time/i);
    expect(headers['webhook-signature']).toBe(new Receiver(secret).sign(headers['webhook-id'] ?? '', new Date(Number(headers['webhook-timestamp']) * 1000), body));
    expect(await stateOf(booking.id)).toBe('executed');
    expect(await context.history.query('select kind, cost_cents from interactions where subject = {subject:UUID} and kind = \'goodwill_given\'', { subject })).toEqual([{ kind: 'goodwill_given', cost_cents: 500 }]);
    await expect(cancelGoodwill(context, anna, booking.id, 'doch nicht')).rejects.toMatchObject({ code: 'goodwill.state_wrong' });
  });
  it('tries again under the same key until it is taken, and cannot be taken back meanwhile', async () => {
    await elsewhere();
    answer = 503;
    const { booking } = await bookGoodwill(context, anna, await newCase(await sight()), wish('a'));
    await execute();
    expect(await presentBooking(context.db, boss, booking.id)).toMatchObject({ state: 'executing', attempts: 1, nextAttemptAt: '2026-11-20T09:00:05.000Z', failure: 'outside.refused' });
    await expect(cancelGoodwill(context, anna, booking.id, 'doch nicht')).rejects.toMatchObject({ code: 'goodwill.state_wrong' });
    answer = 200;
    later(5_000);
    await execute();
    expect(received.map(({ headers }) => headers['idempotency-key'])).toEqual([received[0]?.headers['idempotency-key'], received[0]?.headers['idempotency-key']]);
    expect(await stateOf(booking.id)).toBe('executed');
  });
  it('has failed after ten attempts, says so in the case, and can be tried again by hand', async () => {
    await elsewhere();
    answer = 500;
    const caseId = await newCase(await sight());
    const { booking } = await bookGoodwill(context, anna, caseId, wish('a'));
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      await execute();
      later(25 * 3_600_000);
    }
    expect(await presentBooking(context.db, boss, booking.id)).toMatchObject({ state: 'failed', attempts: 10 });
    expect((await sql`select 1 from case_entries where case_id = ${caseId} and what = 'goodwill.failed'`.execute(context.db)).rows).toHaveLength(1);
    answer = 200;
    await retryGoodwill(context, anna, booking.id);
    await execute();
    expect([await stateOf(booking.id), received.length]).toEqual(['executed', 11]);
  });
  it('by hand is confirmed once', async () => {
    const { booking } = await bookGoodwill(context, anna, await newCase(await sight()), wish('a'));
    expect(await confirmExecuted(context, anna, booking.id)).toMatchObject({ state: 'executed' });
    await expect(confirmExecuted(context, anna, booking.id)).rejects.toMatchObject({ code: 'goodwill.state_wrong' });
  });
  it('adds up by kind, department and touchpoint, without what was taken back', async () => {
    const caseId = await newCase(await sight());
    await bookGoodwill(context, anna, caseId, wish('a', 100));
    const taken = (await bookGoodwill(context, anna, caseId, wish('b', 60))).booking;
    await cancelGoodwill(context, anna, taken.id, 'verklickt');
    const asked = (await bookGoodwill(context, anna, await newCase(await sight()), wish('c', 300))).booking;
    await approveGoodwill(context, ben, asked.id);
    later(1_000);
    expect(await readGoodwillFigures(context, boss, 30)).toMatchObject({
      all: { n: 2, valueCents: 2_000 }, withoutApproval: { n: 2, share: 0.5 }, byKind: [{ kind: 'minutes', n: 2, valueCents: 2_000 }], byDepartment: [{ department: 'service', n: 2, valueCents: 2_000 }], byTouchpoint: [{ touchpoint: 'hotline', n: 2 }],
    });
  });
});
