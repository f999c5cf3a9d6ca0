import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { writeWithHistory } from '../../platform/storage/journal.ts';
import { mergeCustomers, removeLink, getCustomerIdOf } from '../identity/merge.actions.ts';
import { sightCustomer } from '../identity/sight.actions.ts';
import { recordConsent, withdrawConsent } from './consent.actions.ts';
import { mayContact } from './may-contact.actions.ts';

let context: TestContext;
let now = new Date('2026-05-04T10:00:00Z');
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
});
afterAll(() => context?.close());

let n = 0;
async function meet(email: string): Promise<string> {
  const seen = await writeWithHistory(context, (tx, journal) => sightCustomer(context, tx, journal, { identifiers: [{ kind: 'email', value: email }], at: now, source: 'test', messageKey: `test:${n++}` }));
  seen?.afterCommit();
  return seen?.subject ?? '';
}
const later = (minutes: number) => { now = new Date(now.getTime() + minutes * 60_000); };
const proof = { kind: 'signed_paper', reference: 'form 12' };
const grant = (subject: string, address: string) => recordConsent(context, context.db, { subject, purpose: 'marketing', channel: 'mail', address, how: 'paper', proof });
const may = async (subject: string, address: string, purpose = 'marketing') => {
  const answer = await mayContact(context, context.db, { customerId: await getCustomerIdOf(context.db, subject), purpose, channel: 'mail', address });
  return answer.may || answer.reason;
};

describe('consent', () => {
  it('is needed with proof for marketing, and holds only for the address it was given for', async () => {
    const anna = await meet('anna@example.com');
    expect(await may(anna, 'anna@example.com')).toBe('no_consent');
    expect(await may(anna, 'anna@example.com', 'service')).toBe(true);
    await expect(recordConsent(context, context.db, { subject: anna, purpose: 'marketing', channel: 'mail', how: 'staff' })).rejects.toMatchObject({ code: 'consent.proof_missing' });
    await grant(anna, 'anna@example.com');
    expect(await may(anna, 'anna@example.com')).toBe(true);
    expect(await may(anna, 'other@example.com')).toBe('no_consent');
  });

  it('ends with a withdrawal at once, and a newer consent counts again', async () => {
    const ben = await meet('ben@example.com');
    await grant(ben, 'ben@example.com');
    later(1);
    await withdrawConsent(context, context.db, { subject: ben, purpose: 'marketing', channel: 'mail', how: 'one_click' });
    expect(await may(ben, 'ben@example.com')).toBe('objected');
    await recordConsent(context, context.db, { subject: ben, purpose: 'marketing', channel: 'mail', address: 'ben@example.com', how: 'paper', proof, at: new Date('2026-01-01T00:00:00Z') });
    expect(await may(ben, 'ben@example.com')).toBe('objected'); // found late, but said before the withdrawal
    later(1);
    await grant(ben, 'ben@example.com');
    expect(await may(ben, 'ben@example.com')).toBe(true);
  });

  it('of two customers that become one is the more restrictive, and stays so for both after an unmerge', async () => {
    const cem = await meet('cem@example.com');
    const dora = await meet('dora@example.com');
    await withdrawConsent(context, context.db, { subject: cem, purpose: 'marketing', channel: 'mail', how: 'staff' });
    later(60);
    await grant(dora, 'dora@example.com');
    later(1);
    await mergeCustomers(context, { id: cem, withId: dora, reason: 'the same', actor: 'test' });
    expect(await may(dora, 'dora@example.com')).toBe('objected');
    const { rows } = await sql<{ linkId: string }>`select link_id from identity_log where from_id = ${dora} or into_id = ${dora}`.execute(context.db);
    await removeLink(context, { linkId: rows[0]?.linkId ?? '', reason: 'not the same', actor: 'test' });
    expect(await may(dora, 'dora@example.com')).toBe('objected');
    expect(await may(cem, 'cem@example.com')).toBe('objected');
    later(1);
    await grant(dora, 'dora@example.com');
    expect(await may(dora, 'dora@example.com')).toBe(true);
  });

  it('is a ledger that nobody changes or deletes', async () => {
    await expect(sql`update consent_log set state = 'granted'`.execute(context.db)).rejects.toThrow('only added to');
    await expect(sql`delete from consent_log`.execute(context.db)).rejects.toThrow('only added to');
  });
});
