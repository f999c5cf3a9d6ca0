import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { saveCustomers } from '../customers/save-customers.actions.ts';
import { mergeCustomers } from '../identity/merge.actions.ts';
import { withdrawConsent } from './consent.actions.ts';
import { decideForCustomer } from './customer-consents.actions.ts';
import { consentHolder } from './consent-privacy.actions.ts';
import { mayContact } from './may-contact.actions.ts';
import { readPreferences, savePreferences } from './preferences.actions.ts';
import { listSuppressions, releaseAddress, suppressAddress, suppressByHand } from './suppression.actions.ts';

let context: TestContext;
let now = new Date('2026-05-04T10:00:00Z');
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
});
afterAll(() => context?.close());

const noWish = { channels: [], quietFrom: null, quietTo: null, bestTimes: [], language: null, timeZone: null };
async function save(...customers: Parameters<typeof saveCustomers>[1]): Promise<string[]> {
  return saveCustomers(context, customers, { source: 'test', actor: 'test', at: now });
}
const addressesOf = async (id: string) => (await sql<{ channel: string; address: string; suppressedBecause: string | null }>`select channel, address, suppressed_because from customer_addresses where customer_id = ${id} order by preference_rank, address`.execute(context.db)).rows;

describe('addresses of a customer', () => {
  it('come in the wished order, and a landline gets no text messages', async () => {
    const [id = ''] = await save({
      identifiers: [{ kind: 'userId', value: 'NF-1' }, { kind: 'email', value: 'Anna@Example.com' }, { kind: 'phone', value: '0151 17654321' }, { kind: 'phone', value: '030 23125 017' }],
      traits: { preferredChannel: 'Brief', language: 'de-AT' }, addresses: [{ kind: 'home', street: 'Lindenweg 4', postcode: '34117', city: 'Kassel', country: 'DE' }],
    });
    expect((await addressesOf(id)).map(({ channel, address }) => [channel, address])).toEqual([
      ['letter', 'Lindenweg 4\n34117 Kassel\nDE'], ['mail', 'anna@example.com'], ['sms', '+4915117654321'], ['notice', 'NF-1'], ['phone', '+4915117654321'], ['phone', '+493023125017'],
    ]);
    expect(await readPreferences(context.db, id)).toMatchObject({ channels: ['letter'], language: 'de', setAt: null });
    await savePreferences(context, context.db, { subject: id, by: 'kim' }, { ...noWish, channels: ['phone', 'mail'], quietFrom: '20:00', quietTo: '08:30', language: 'tr', timeZone: 'Europe/Vienna' });
    expect((await addressesOf(id)).map(({ channel }) => channel)).toEqual(['phone', 'phone', 'mail', 'sms', 'notice', 'letter']);
    expect(await readPreferences(context.db, id)).toMatchObject({ channels: ['phone', 'mail'], quietFrom: '20:00', quietTo: '08:30', language: 'tr', timeZone: 'Europe/Vienna', setBy: 'kim' });
    await expect(savePreferences(context, context.db, { subject: id, by: 'kim' }, { ...noWish, timeZone: 'Europe/Bielefeld' })).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('of customers that become one follow the newest wish', async () => {
    const [one = '', other = ''] = await save({ identifiers: [{ kind: 'email', value: 'one@example.com' }] }, { identifiers: [{ kind: 'email', value: 'other@example.com' }] });
    await savePreferences(context, context.db, { subject: one, by: 'kim' }, { ...noWish, channels: ['mail'] });
    now = new Date(now.getTime() + 1_000);
    await savePreferences(context, context.db, { subject: other, by: 'kim' }, { ...noWish, channels: ['letter'] });
    const id = await mergeCustomers(context, { id: one, withId: other, reason: 'test', actor: 'test' });
    expect((await readPreferences(context.db, id)).channels).toEqual(['letter']);
  });

  it('that are dead or were called spam are closed for everything, until somebody opens them again', async () => {
    const [id = ''] = await save({ identifiers: [{ kind: 'email', value: 'dead@example.com' }] });
    const may = async () => mayContact(context, context.db, { customerId: id, purpose: 'service', channel: 'mail', address: 'dead@example.com', isSafetyCritical: true });
    expect(await may()).toEqual({ may: true });
    for (let again = 0; again < 2; again += 1) await suppressAddress(context, context.db, { channel: 'mail', address: 'dead@example.com', reason: 'hard_bounce', detail: '5.1.1 no such user' });
    expect(await may()).toEqual({ may: false, reason: 'suppressed' });
    expect(await addressesOf(id)).toMatchObject([{ suppressedBecause: 'hard_bounce' }]);
    const { items } = await listSuppressions(context, { limit: 10, search: 'DEAD@' });
    expect(items).toMatchObject([{ address: 'dead@example.com', reason: 'hard_bounce' }]);
    await releaseAddress(context, { channel: 'mail', key: items[0]?.key ?? '' });
    expect(await may()).toEqual({ may: true });
    await suppressByHand(context, { channel: 'phone', address: '030 23125 017', detail: '' });
    expect((await listSuppressions(context, { limit: 1 })).items[0]).toMatchObject({ channel: 'phone', address: '+493023125017' });
  });

  it('can object to service, but not to a warning', async () => {
    const [id = ''] = await save({ identifiers: [{ kind: 'email', value: 'quiet@example.com' }] });
    await withdrawConsent(context, context.db, { subject: id, purpose: 'service', channel: 'mail', how: 'staff' });
    const may = (isSafetyCritical: boolean) => mayContact(context, context.db, { customerId: id, purpose: 'service', channel: 'mail', address: 'quiet@example.com', isSafetyCritical });
    expect([await may(false), await may(true)]).toEqual([{ may: false, reason: 'objected' }, { may: true }]);
  });
});

describe('an erasure', () => {
  it('keeps of an objection only the fingerprint of the address, under which the same person is still left alone', async () => {
    const [id = ''] = await save({ identifiers: [{ kind: 'email', value: 'erased@example.com' }], addresses: [{ kind: 'home', street: 'Weg 1', postcode: '34117', city: 'Kassel', country: 'DE' }] });
    await withdrawConsent(context, context.db, { subject: id, purpose: 'marketing', channel: 'mail', how: 'one_click' });
    await withdrawConsent(context, context.db, { subject: id, purpose: 'marketing', channel: 'letter', how: 'staff' });
    await suppressAddress(context, context.db, { channel: 'mail', address: 'erased@example.com', reason: 'complaint', detail: 'said by erased@example.com' });
    const reach = { customerId: id, subjects: [id], spans: [], identifiers: [], beforeBatch: null };
    const lines = [];
    for await (const line of consentHolder.export(context, reach)) lines.push(line['state']);
    expect(lines).toEqual(['withdrawn', 'withdrawn']);
    await context.db.transaction().execute((tx) => consentHolder.erase(context, tx, reach, { add: () => undefined, addLines: () => undefined, flush: async () => undefined }));
    expect(await consentHolder.count(context, reach)).toBe(0);
    const { rows } = await sql<{ line: string }>`select s::text as line from suppressed_addresses s where address is null`.execute(context.db);
    expect(rows).toHaveLength(3);
    expect(rows.some(({ line }) => /erased|Weg/.test(line))).toBe(false);
    expect(await mayContact(context, context.db, { customerId: id, purpose: 'service', channel: 'mail', address: 'erased@example.com' })).toEqual({ may: false, reason: 'suppressed' });
    expect(await mayContact(context, context.db, { customerId: id, purpose: 'marketing', channel: 'letter', address: 'Weg 1\n34117 Kassel\nDE' })).toEqual({ may: false, reason: 'objected' });
    await expect(sql`delete from consent_log`.execute(context.db)).rejects.toThrow('only added to'); // the door is closed again
  });
});

describe('the link of a double opt-in', () => {
  it('never goes where staff read it before the customer: not into a letter or a call', async () => {
    const [id = ''] = await save({ identifiers: [{ kind: 'phone', value: '0151 17654399' }, { kind: 'email', value: 'ask@example.com' }] });
    const sent: string[] = [];
    const ask = (channel: 'phone' | 'letter' | 'mail', address: string) => decideForCustomer(context, id, { purpose: 'marketing', channel, address, action: 'ask', how: 'staff', source: '' }, { actor: 'kim', send: async (_context, _tx, { url }) => void sent.push(url) });
    await expect(ask('phone', '+4915117654399')).rejects.toMatchObject({ code: 'request.invalid' });
    await expect(ask('letter', 'Lindenweg 4')).rejects.toMatchObject({ code: 'request.invalid' });
    expect(sent).toEqual([]);
    expect(await ask('mail', 'ask@example.com')).toMatchObject({ kind: 'sent' });
    expect(sent).toHaveLength(1);
  });
});
