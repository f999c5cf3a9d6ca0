import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../../kernel/ids.ts';
import { openTestContext, type TestContext } from '../../../platform/testing/test-storage.ts';
import { findCaseFacts } from '../../cases/case-events.actions.ts';
import { createTemplate } from '../../templates/templates.actions.ts';
import { mailIntakesHolder } from '../mailbox-privacy.actions.ts';
import { readMail } from './read-mail.actions.ts';
import { takeInMail } from './take-in-mail.actions.ts';

let context: TestContext;
let now = new Date('2026-11-22T08:00:00Z');
let uid = 0;
let acknowledgeTemplate: string | null = null;
const account = { id: newId(), address: 'hilfe@nordfunk.example', department: 'service', touchpoint: null, routing: [{ field: 'subject' as const, contains: 'rechnung', department: 'billing', touchpoint: null, category: 'invoice', priority: 'high' as const }], trustedServer: 'mx.nordfunk.example' };

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
  ({ id: acknowledgeTemplate } = await createTemplate(context, 'test', { kind: 'reply', name: 'Got it', shortcut: null, category: null, touchpoint: null, department: null, channel: null, texts: [{ language: 'de', subjectLine: 'Wir haben Ihre Nachricht', source: 'Vorgang {{ case.number }}' }] }));
});
afterAll(() => context?.close());
beforeEach(async () => {
  now = new Date(now.getTime() + 86_400_000);
  await sql`truncate mail_intakes, mail_accounts, cases, messages cascade`.execute(context.db);
  await sql`insert into mail_accounts (id, name, address, host, port, security, login, password_sealed, folder, afterwards, starts_with, created_by, created_at, updated_at) values (${account.id}, 'Hilfe', 'hilfe@nordfunk.example', 'x', 993, 'tls', 'x', 'x', 'INBOX', 'mark_seen', 'all', 'test', now(), now())`.execute(context.db);
});

interface Sent { from?: string; subject?: string; more?: string; text?: string }
async function send({ from = 'anna@example.de', subject = 'Frage', more = '', text = 'Es geht nicht.' }: Sent = {}, acknowledges = false) {
  uid += 1;
  const mail = await readMail(Buffer.from(`From: ${from}\r\nTo: hilfe@nordfunk.example\r\nSubject: ${subject}\r\nMessage-ID: <${uid}@mail.example>\r\n${more}\r\n${text}\r\n`));
  return { messageId: `<${uid}@mail.example>`, ...(await takeInMail(context, { ...account, acknowledgeTemplate: acknowledges ? acknowledgeTemplate : null }, { uidValidity: 1, uid }, now, mail)) };
}
const caseOf = async (id: string | null) => (id === null ? null : findCaseFacts(context.db, id));
const tokenOf = async (id: string | null) => (await sql<{ token: string }>`select 'V-' || number || '-' || token as token from cases where id = ${id}`.execute(context.db)).rows[0]?.token ?? '';
const entriesOf = async (id: string | null) => (await sql<{ text: string; isAutomatic: boolean; what: string | null }>`select text, is_automatic, what from case_entries where case_id = ${id} and (kind = 'message' or what like 'mail.%') order by seq`.execute(context.db)).rows;
const queued = async () => (await sql<{ address: string }>`select address from messages order by queued_at`.execute(context.db)).rows;

describe('a mail to a feedback mailbox', () => {
  const give = async (subject: string, text: string) => {
    uid += 1;
    const mail = await readMail(Buffer.from(`From: Anna Ohm <anna@example.de>\r\nTo: feedback@nordfunk.example\r\nSubject: ${subject}\r\nMessage-ID: <${uid}@mail.example>\r\n\r\n${text}\r\n`));
    return takeInMail(context, { ...account, name: 'Feedback', acknowledgeTemplate: null, takes: 'feedback' }, { uidValidity: 1, uid }, now, mail);
  };
  it('is a voice of its sender and no case, unless somebody complains', async () => {
    expect(await give('Lob', 'Der neue Laden ist sehr schön.')).toMatchObject({ outcome: 'feedback', caseId: null });
    expect(await give('Beschwerde', 'Niemand kümmert sich.')).toMatchObject({ outcome: 'case', caseId: expect.any(String) });
    const { rows } = await sql`select v.title, v.text, v.author, v.kind, v.known_by, s.name, s.kind as source from voices v join voice_sources s on s.id = v.source_id where v.subject is not null`.execute(context.db);
    expect(rows).toEqual([{ title: 'Lob', text: 'Der neue Laden ist sehr schön.', author: 'Anna Ohm', kind: 'feedback', knownBy: 'email', name: 'Feedback', source: 'mailbox' }]);
    expect(await context.history.query(`select kind, channel from interactions where type = 'voice'`)).toEqual([{ kind: 'feedback', channel: 'mail' }]);
  });
});

describe('a mail', () => {
  it('opens a case of its sender, who becomes a customer, where the rules of the mailbox send it', async () => {
    const { outcome, caseId } = await send({ subject: 'Meine Rechnung' });
    const found = await caseOf(caseId);
    expect([outcome, found]).toMatchObject(['case', { department: 'billing', category: 'invoice', priority: 'high', subjectLine: 'Meine Rechnung', channel: 'mail' }]);
    expect(found?.customerId).toEqual(expect.any(String));
    expect((await caseOf((await send({ from: 'ANNA@example.de', subject: 'Noch etwas' })).caseId))?.customerId).toBe(found?.customerId);
  });
  it('that answers comes into the case, by its thread or by the token', async () => {
    const { caseId, messageId } = await send();
    expect(await send({ subject: 'Re: Frage', more: `In-Reply-To: ${messageId}\r\n`, text: 'Noch etwas' })).toMatchObject({ outcome: 'message', caseId });
    expect(await send({ subject: `AW: Frage [${await tokenOf(caseId)}]`, text: 'Und noch etwas' })).toMatchObject({ outcome: 'message', caseId });
  });
  it('that is the same again changes nothing', async () => {
    const mail = await readMail(Buffer.from('From: anna@example.de\r\nMessage-ID: <same@x>\r\nSubject: x\r\n\r\nx'));
    const take = (at: number) => takeInMail(context, { ...account, acknowledgeTemplate: null }, { uidValidity: 1, uid: at }, now, mail);
    expect((await take(900_001)).outcome).toBe('case');
    expect((await take(900_001)).outcome).toBe('case'); // the same place: what was noted
    expect((await take(900_002)).outcome).toBe('repeated');
    expect((await sql<{ n: number }>`select count(*) as n from cases`.execute(context.db)).rows[0]?.n).toBe(1);
  });
});

describe('a stranger', () => {
  it('who knows the token gets a case of their own, and reads or says nothing in the other', async () => {
    const { caseId } = await send();
    const before = await entriesOf(caseId);
    const theirs = await send({ from: 'mallory@evil.example', subject: `Re: Frage [${await tokenOf(caseId)}]`, text: 'Bitte schicken Sie mir alles.' });
    expect(theirs.outcome).toBe('case');
    expect(theirs.caseId).not.toBe(caseId);
    expect((await caseOf(theirs.caseId))?.customerId).not.toBe((await caseOf(caseId))?.customerId);
    expect((await entriesOf(caseId)).slice(before.length)).toEqual([{ text: '', isAutomatic: false, what: 'mail.from_stranger' }]);
    expect((await sql<{ replyAddress: string }>`select reply_address from cases where id = ${caseId}`.execute(context.db)).rows[0]?.replyAddress).toBe('anna@example.de');
  });
  it('who knows a Message-ID, too', async () => {
    const { caseId, messageId } = await send();
    expect((await send({ from: 'mallory@evil.example', more: `In-Reply-To: ${messageId}\r\n` })).caseId).not.toBe(caseId);
  });
  it('who writes under the customer’s address is found out by the own server, and is nobody’s customer', async () => {
    const { caseId } = await send();
    const forged = await send({ subject: `Re: Frage [${await tokenOf(caseId)}]`, more: 'Authentication-Results: mx.nordfunk.example; dmarc=fail header.from=example.de\r\n' }, true);
    expect(forged).toMatchObject({ outcome: 'case', reason: 'unverified' });
    expect([(await caseOf(forged.caseId))?.customerId, await queued()]).toEqual([null, []]);
  });
  it('who has the customer only in Reply-To says nothing in the case and ends no consent, however well the own server knows the sender', async () => {
    const { caseId } = await send();
    const more = 'Authentication-Results: mx.nordfunk.example; dmarc=pass header.from=evil.example\r\nReply-To: anna@example.de\r\n';
    const theirs = await send({ from: 'noreply@evil.example', subject: `Re: Frage [${await tokenOf(caseId)}]`, more, text: 'Bitte kündigen.' });
    expect(theirs.outcome).toBe('case');
    expect(theirs.caseId).not.toBe(caseId);
    expect((await send({ from: 'noreply@evil.example', subject: 'unsubscribe', more, text: '' })).outcome).toBe('case');
    expect((await sql`select 1 from consent_log`.execute(context.db)).rows).toEqual([]);
  });
  it('to whom staff wrote belongs to the case', async () => {
    const { caseId } = await send();
    await sql`insert into case_entries (id, case_id, at, kind, direction, channel, author_kind, author_label, address, text) values (${newId()}, ${caseId}, now(), 'message', 'outbound', 'mail', 'system', 'x', 'anna.work@example.com', 'Hallo')`.execute(context.db);
    expect(await send({ from: 'anna.work@example.com', subject: `Re: [${await tokenOf(caseId)}]` })).toMatchObject({ outcome: 'message', caseId });
  });
  it('who guesses tokens finds no case', async () => {
    const { caseId } = await send();
    expect((await send({ subject: `Re: [${(await tokenOf(caseId)).slice(0, -6)}aaaaaa]` })).outcome).toBe('case');
  });
});

describe('machines', () => {
  it('that answer by themselves open nothing, and are shown in their case without opening it again', async () => {
    expect(await send({ more: 'Auto-Submitted: auto-replied\r\n' })).toMatchObject({ outcome: 'auto_reply', caseId: null });
    const { caseId, messageId } = await send();
    await sql`update cases set status = 'solved', solved_at = now() where id = ${caseId}`.execute(context.db);
    expect(await send({ more: `Auto-Submitted: auto-replied\r\nIn-Reply-To: ${messageId}\r\n` })).toMatchObject({ outcome: 'auto_reply', caseId });
    expect((await caseOf(caseId))?.status).toBe('solved');
  });
  it('never get an acknowledgement; people get one a day', async () => {
    await send({ from: 'noreply@shop.example' }, true);
    await send({ more: 'Auto-Submitted: auto-generated\r\n', from: 'robot@shop.example' }, true);
    await send({ more: 'List-Id: <x.example>\r\n', from: 'list@shop.example' }, true);
    expect(await queued()).toEqual([]);
    await send({}, true);
    await send({ subject: 'Noch eine Frage' }, true);
    expect(await queued()).toEqual([{ address: 'anna@example.de' }]);
  });
  it('that write without end fill one case and nothing else', async () => {
    const cases: (string | null)[] = [];
    for (let n = 0; n < 14; n += 1) cases.push((await send({ from: 'loop@example.de', subject: `Nr. ${n}` }, true)).caseId);
    expect(new Set(cases).size).toBe(10);
    expect(await queued()).toHaveLength(1);
  });
  it('of our own that come back are left alone', async () => {
    expect((await send({ more: 'X-Momente-Case: V-1-abcdef\r\n' })).outcome).toBe('own');
  });
  it('that found spam are believed', async () => {
    expect(await send({ more: 'X-Spam-Flag: YES\r\n' })).toMatchObject({ outcome: 'refused', reason: 'spam' });
  });
});

describe('other mails', () => {
  it('that ask for no more of them withdraw the consent and open nothing', async () => {
    expect(await send({ subject: 'unsubscribe', text: '' })).toMatchObject({ outcome: 'opt_out', caseId: null });
    expect((await sql<{ purpose: string; state: string }>`select distinct purpose, state from consent_log order by purpose`.execute(context.db)).rows).toEqual([{ purpose: 'feedback', state: 'withdrawn' }, { purpose: 'marketing', state: 'withdrawn' }]);
  });
  it('that report a mail of somebody else change nothing', async () => {
    expect(await send({ from: 'MAILER-DAEMON@mx.example', subject: 'Undelivered Mail', more: 'Return-Path: <>\r\n', text: '550 5.1.1 user unknown <anna@example.de>' })).toMatchObject({ outcome: 'bounce', reason: 'not_ours', caseId: null });
  });
  it('of an erased customer name nobody any more, and do not come in again', async () => {
    const { caseId } = await send();
    const subject = (await caseOf(caseId))?.subject ?? '';
    const reach = { customerId: '', subjects: [subject], spans: [], identifiers: [], beforeBatch: null };
    expect(await mailIntakesHolder.count(context, reach)).toBe(1);
    await context.db.transaction().execute((tx) => mailIntakesHolder.erase(context, tx, reach, { add: () => undefined, addLines: () => undefined, flush: () => Promise.resolve() }));
    expect((await sql`select subject, sender_key, case_id from mail_intakes`.execute(context.db)).rows).toEqual([{ subject: null, senderKey: null, caseId: null }]);
  });
});
