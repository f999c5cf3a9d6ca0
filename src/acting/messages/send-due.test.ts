import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { suppressAddress } from '../../people/consent/suppression.actions.ts';
import { recordConsent, withdrawConsent } from '../../people/consent/consent.actions.ts';
import { savePreferences } from '../../people/consent/preferences.actions.ts';
import { saveCustomers } from '../../people/customers/save-customers.actions.ts';
import { readTimeline } from '../../people/timeline/timeline.actions.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { readMessageStates } from './message-states.actions.ts';
import type { MessageToQueue } from './messages.contract.ts';
import type { Outlet } from './outlets.contract.ts';
import { queueMessage } from './queue-message.actions.ts';
import { openSink, type Sink, smtpOutlet } from './send-due.builders.ts';
import { sendDue } from './send-due.actions.ts';

let context: TestContext;
let sink: Sink;
let now = new Date('2026-03-24T10:00:00Z');
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
  sink = await openSink();
});
afterAll(async () => {
  await sink.stop();
  await context.close();
});
beforeEach(() => {
  sink.behave = () => 'answer';
  sink.received.length = 0;
  now = new Date(now.getTime() + 86_400_000);
});

const send = (changes: Partial<Outlet> = {}) => sendDue(context, () => Promise.resolve(new Map([['mail', smtpOutlet(sink.url, changes)]])), new AbortController().signal);
let count = 0;
async function queue(changes: Partial<MessageToQueue> = {}): Promise<string> {
  count += 1;
  const message: MessageToQueue = { sendKey: `test:${count}`, purpose: 'service', kind: 'notice', channel: 'mail', address: `c${count}@example.com`, subject: null, body: { subjectLine: 'Hallo', text: 'Guten Tag' }, ...changes };
  return (await context.db.transaction().execute((tx) => queueMessage(context, tx, message))).id;
}
const stateOf = async (id: string) => {
  const state = (await readMessageStates(context.db, [id])).get(id);
  return [state?.state, state?.reason];
};

async function meet(email: string, traits: Record<string, unknown> = {}): Promise<{ subject: string; customerId: string; email: string }> {
  await saveCustomers(context, [{ identifiers: [{ kind: 'email', value: email }], traits }], { source: 'test', actor: 'test' });
  const { rows } = await sql<{ subject: string; customerId: string }>`select id as subject, customer_id from identifiers where kind = 'email' and value = ${email}`.execute(context.db);
  return { subject: rows[0]?.subject ?? '', customerId: rows[0]?.customerId ?? '', email };
}
const to = ({ subject, email }: { subject: string; email: string }) => ({ subject, address: email });

describe('sending', () => {
  it('hands a message over once, with an id made of the message, and tells the timeline', async () => {
    const anna = await meet('anna@example.com', { name: 'Anna Meier' });
    const id = await queue({ ...to(anna), sendKey: 'same', body: { subjectLine: 'Für {{ customer.name }}', text: 'Guten Tag {{ customer.name }}, **gut**.' }, variables: {} });
    expect(await queue({ ...to(anna), sendKey: 'same' })).toBe(id);
    expect(await send()).toBe(1);
    expect(await send()).toBe(0);
    expect(sink.received).toHaveLength(1);
    expect(sink.received[0]?.raw).toContain(`Message-ID: <${id}@nordfunk.example>`);
    expect(sink.received[0]?.raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(sink.received[0]?.raw).toContain('Guten Tag Anna Meier, **gut**.');
    expect(await stateOf(id)).toEqual(['handed', null]);
    const [contact] = (await readTimeline(context, { subjects: [anna.subject], spans: [] }, { limit: 5 })).items;
    expect(contact).toMatchObject({ kind: 'message.notice', channel: 'mail', direction: 'outbound', subjectLine: 'Für Anna Meier' });
  });

  it('tries again what a server puts off, and gives an address up that it says is dead', async () => {
    const [later, dead] = [await queue({ address: 'later@example.com' }), await queue({ address: 'dead@example.com' })];
    let deferred = 0;
    sink.behave = (address, n) => (address === 'dead@example.com' ? 'refuse' : n >= 0 && address === 'later@example.com' && ++deferred <= 2 ? 'defer' : 'answer');
    for (let round = 0; round < 4; round += 1) {
      await send();
      now = new Date(now.getTime() + 1_000);
    }
    expect(deferred).toBe(3);
    expect(sink.received.map((mail) => mail.to)).toEqual(['later@example.com']);
    expect((await stateOf(later))[0]).toBe('handed');
    expect((await stateOf(dead))[0]).toBe('refused');
    expect(await stateOf(await queueAndSend({ address: 'dead@example.com' }))).toEqual(['skipped', 'suppressed']);
  });

  it('never sends again by itself what a server took without answering', async () => {
    sink.behave = () => 'drop';
    const id = await queue({ address: 'drop@example.com' });
    await send();
    sink.behave = () => 'answer';
    now = new Date(now.getTime() + 86_400_000);
    await send();
    expect((await stateOf(id))[0]).toBe('unclear');
    expect(sink.received).toHaveLength(1);
  });

  it('sends again where the channel recognises a second copy by its key', async () => {
    const seen: string[] = [];
    const id = await queue();
    const flaky = { isIdempotent: true, send: (message: { id: string }) => Promise.resolve(seen.push(message.id) === 1 ? { kind: 'unclear', reason: 'no answer' } as const : { kind: 'handed' } as const) };
    await send(flaky);
    now = new Date(now.getTime() + 1_000);
    await send(flaky);
    expect(seen).toEqual([id, id]);
    expect((await stateOf(id))[0]).toBe('handed');
  });

  it('leaves unclear what a process had claimed that is gone, and takes the word of one that was only slow', async () => {
    const id = await queue();
    await sql`update messages set claimed_by = 999999, claimed_at = ${now}, next_attempt_at = null, attempts = 1 where id = ${id}`.execute(context.db);
    await send();
    expect(await stateOf(id)).toEqual(['unclear', 'interrupted']);
    expect(sink.received).toEqual([]);
  });

  async function queueAndSend(changes: Partial<MessageToQueue>): Promise<string> {
    const id = await queue(changes);
    await send();
    return id;
  }

  it('decides at the last moment: an objection after the queueing counts, and not for what concerns safety or answers', async () => {
    const ben = await meet('ben@example.com');
    const ids = [await queue(to(ben)), await queue({ ...to(ben), isEssential: true }), await queue({ ...to(ben), kind: 'reply', isAnswer: true })];
    await withdrawConsent(context, context.db, { subject: ben.subject, purpose: 'service', channel: 'mail', how: 'one_click' });
    await send();
    expect(await Promise.all(ids.map(stateOf))).toEqual([['skipped', 'no_consent'], ['handed', null], ['handed', null]]);
  });

  it('writes marketing only to who consented, and only so often in the days of the customer', async () => {
    const cem = await meet('cem@example.com', { timeZone: 'America/New_York' });
    expect(await stateOf(await queueAndSend({ ...to(cem), purpose: 'marketing' }))).toEqual(['skipped', 'no_consent']);
    await recordConsent(context, context.db, { subject: cem.subject, purpose: 'marketing', channel: 'mail', how: 'paper', proof: { kind: 'signed_paper', reference: '1' } });
    now = new Date('2026-07-07T03:00:00Z'); // Monday 23:00 in New York
    expect(await stateOf(await queueAndSend({ ...to(cem), purpose: 'marketing' }))).toEqual(['handed', null]);
    now = new Date('2026-07-07T03:59:00Z');
    expect(await stateOf(await queueAndSend({ ...to(cem), purpose: 'marketing' }))).toEqual(['skipped', 'capped']);
    now = new Date('2026-07-07T04:01:00Z'); // Tuesday there: one a day, two a week
    expect(await stateOf(await queueAndSend({ ...to(cem), purpose: 'marketing' }))).toEqual(['handed', null]);
    now = new Date('2026-07-09T15:00:00Z');
    expect(await stateOf(await queueAndSend({ ...to(cem), purpose: 'marketing' }))).toEqual(['skipped', 'capped']);
    now = new Date('2026-07-13T15:00:00Z'); // the next Monday
    expect(await stateOf(await queueAndSend({ ...to(cem), purpose: 'marketing' }))).toEqual(['handed', null]);
  });

  it('waits for the end of quiet hours where the customer lives, also in the night in which the clock changes', async () => {
    const dora = await meet('dora@example.com');
    await savePreferences(context, context.db, { subject: dora.subject, by: 'test' }, { channels: [], quietFrom: '22:00', quietTo: '07:00', bestTimes: [], language: null, timeZone: 'Europe/Berlin' });
    now = new Date('2027-03-28T00:30:00Z'); // 01:30, half an hour before summer time
    const id = await queue(to(dora));
    await send();
    expect((await readMessageStates(context.db, [id])).get(id)).toMatchObject({ state: 'waiting', nextAttemptAt: '2027-03-28T05:00:00.000Z' }); // 07:00 CEST
    now = new Date('2027-03-28T05:00:00Z');
    await send();
    expect((await stateOf(id))[0]).toBe('handed');
  });

  it('keeps to the rate of a channel over all processes', async () => {
    await sql`delete from message_pace`.execute(context.db);
    for (let n = 0; n < 30; n += 1) await queue();
    const sent = await Promise.all([send({ ratePerMinute: 600 }), send({ ratePerMinute: 600 })]); // 10 in one second
    expect(sent.reduce((sum, n) => sum + n, 0)).toBe(10);
    now = new Date(now.getTime() + 1_000);
    expect(await send({ ratePerMinute: 600 })).toBe(10);
    await sql`delete from message_pace`.execute(context.db);
    expect(await send()).toBe(10);
  });

  it('puts a customer restricted meanwhile and an address suppressed meanwhile aside', async () => {
    const [emil, frida] = [await meet('emil@example.com'), await meet('frida@example.com')];
    const ids = [await queue(to(emil)), await queue(to(frida))];
    await sql`insert into privacy_restrictions (subject, restriction_id, ground, note, restricted_by, restricted_at) values (${emil.subject}, gen_random_uuid(), 'accuracy', '', 'test', ${now})`.execute(context.db);
    await suppressAddress(context, context.db, { channel: 'mail', address: frida.email, reason: 'by_hand' });
    await send();
    expect(await Promise.all(ids.map(stateOf))).toEqual([['skipped', 'restricted'], ['skipped', 'suppressed']]);
  });
});
