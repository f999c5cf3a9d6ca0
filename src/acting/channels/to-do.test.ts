import { createHmac, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import Pdf from 'pdfkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { saveCustomers } from '../../people/customers/save-customers.actions.ts';
import { saveChannel } from './channel-settings.actions.ts';
import { adapterFor } from './channels.actions.ts';
import type { Channel, Outgoing } from './channels.contract.ts';
import { handedInHolder } from './channels-privacy.actions.ts';
import { printLetters } from './letter-pdf.actions.ts';
import { confirmNotice, readNotices } from './notices.actions.ts';
import { cancelLetter, listCalls, listLetters, readLettersPdf, readToDoCounts, refuseForeignCall, refuseForeignLetters, settleCall, settleLetters } from './to-do.actions.ts';
import type { Settlement } from './to-do.contract.ts';

let context: TestContext;
let anna: string;
let ben: string;
const now = new Date('2026-05-04T10:00:00Z');
const told: Settlement[] = [];
const tell = async (_context: unknown, _tx: unknown, settlements: readonly Settlement[]) => void told.push(...settlements);

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
  [anna = '', ben = ''] = await saveCustomers(context, [
    { identifiers: [{ kind: 'userId', value: 'NF-1' }], traits: { name: 'Anna Größe' } },
    { identifiers: [{ kind: 'userId', value: 'NF-2' }], traits: { name: 'Ben' } },
  ], { source: 'test', actor: 'test', at: now });
  await saveChannel(context, 'letter', { settings: { senderLine: 'Nordfunk · Hafenstraße 1 · 20457 Hamburg', senderBlock: 'Nordfunk GmbH', city: 'Hamburg', footer: 'HRB 1' }, secrets: {}, ratePerMinute: 600, isOn: true }, 'test');
  await saveChannel(context, 'phone', { settings: { tries: 2 }, secrets: {}, ratePerMinute: 600, isOn: true }, 'test');
  await saveChannel(context, 'notice', { settings: { shownDays: 30 }, secrets: { pageSecret: 'the page' }, ratePerMinute: 600, isOn: true }, 'test');
});
afterAll(() => context?.close());

async function handIn(channel: Channel, to: string, subject: string = anna, text = 'Bitte laden Sie Fassung 4.2.'): Promise<string> {
  const message: Outgoing = { id: randomUUID(), to, toName: 'Anna Größe', subject, subjectLine: 'Ihr Gerät', text, html: null, headers: {}, attachments: [], language: 'de' };
  const adapter = await adapterFor(context, channel);
  expect(await adapter.isReady(context)).toEqual({ isReady: true });
  for (let again = 0; again < 2; again += 1) expect(await adapter.send(context, message, new AbortController().signal)).toEqual({ kind: 'handed' });
  return message.id;
}
const street = 'Lindenweg 4\n34117 Kassel\nDE';

describe('a letter', () => {
  it('is put in once, printed with others as one PDF, and counts as sent only then', async () => {
    const ids = [await handIn('letter', street), await handIn('letter', street)];
    const { items } = await listLetters(context, { state: 'waiting', limit: 10 });
    expect(items.map(({ recipient, pages, customerId }) => ({ recipient, pages, customerId }))).toEqual([{ recipient: 'Anna Größe', pages: 1, customerId: anna }, { recipient: 'Anna Größe', pages: 1, customerId: anna }]);
    expect((await context.files.list('letters')).length).toBe(2); // the second attempt left nothing behind
    const { pdf, customerIds } = await readLettersPdf(context, items.map(({ id }) => id));
    expect([pdf.subarray(0, 5).toString(), customerIds]).toEqual(['%PDF-', [anna, anna]]);
    expect(told).toEqual([]);
    expect(await settleLetters(context, items.map(({ id }) => id), 'kim', tell)).toBe(2);
    expect(await settleLetters(context, items.map(({ id }) => id), 'kim', tell)).toBe(0);
    expect(told.splice(0).map(({ messageId, state }) => [messageId, state]).sort()).toEqual(ids.map((id) => [id, 'delivered']).sort());
    expect((await listLetters(context, { state: 'printed', limit: 1 })).nextCursor).not.toBeNull();
  });

  it('can be taken back until it is printed', async () => {
    const message = await handIn('letter', street);
    const { items: [letter] } = await listLetters(context, { state: 'waiting', limit: 10 });
    await cancelLetter(context, letter?.id ?? '', tell);
    expect(told.splice(0)).toMatchObject([{ messageId: message, state: 'failed' }]);
    await expect(cancelLetter(context, letter?.id ?? '', tell)).rejects.toMatchObject({ code: 'letter.not_found' });
    await expect(readLettersPdf(context, [letter?.id ?? ''])).rejects.toMatchObject({ code: 'letter.not_found' });
  });

  it('has the letters of every language of Europe, and goes over as many pages as it needs', async () => {
    const words = 'Größe Łódź Žižkov Győr Ștefan Þór Ísland Türkçe ğışİ Ελληνικά Русский Українська Български Malti ħġż Latviešu ķļņ';
    for (const name of ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf']) {
      const document = new Pdf().font(fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}`)));
      const { font } = (document as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } })._font; // only so can one ask for a single letter
      expect([...words].filter((letter) => !font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0))).toEqual([]);
    }
    const content = { recipient: 'Łucja', address: 'Świętokrzyska 12\n00-001 Warszawa\nPL', senderLine: 'Nordfunk', senderBlock: 'Nordfunk', footer: 'HRB 1', city: 'Hamburg', homeCountry: 'DE', subjectLine: words, text: words, language: 'de', on: '2026-05-04' };
    expect((await printLetters([content])).pages).toBe(1);
    expect((await printLetters([content, { ...content, text: `${words}\n`.repeat(120) }, content])).pages).toBe(9); // 1 + 7 + 1
  });
});

describe('a call', () => {
  it('waits with its words, and is told when somebody was reached', async () => {
    const message = await handIn('phone', '+4915117654321');
    const { items: [call] } = await listCalls(context, { state: 'waiting', limit: 10 });
    expect(call).toMatchObject({ number: '+4915117654321', script: 'Bitte laden Sie Fassung 4.2.', attempts: 0, customerId: anna });
    expect(await readToDoCounts(context)).toMatchObject({ calls: 1 });
    await settleCall(context, call?.id ?? '', { outcome: 'reached', note: 'ist froh' }, { by: 'kim', tell });
    expect(told.splice(0)).toEqual([{ messageId: message, state: 'delivered' }]);
    await expect(settleCall(context, call?.id ?? '', { outcome: 'reached', note: '' }, { by: 'kim', tell })).rejects.toMatchObject({ code: 'call.settled' });
    const made = await context.history.query<{ kind: string }>('select kind from interactions where subject = {subject:UUID}', { subject: anna });
    expect(made).toEqual([{ kind: 'call_made' }]);
  });

  it('is given up after as many tries as the settings say', async () => {
    const message = await handIn('phone', '+4915117654322');
    const { items: [call] } = await listCalls(context, { state: 'waiting', limit: 10 });
    for (let attempt = 0; attempt < 2; attempt += 1) await settleCall(context, call?.id ?? '', { outcome: 'not_reached', note: `Versuch ${attempt}` }, { by: 'kim', tell });
    expect(told.splice(0)).toEqual([{ messageId: message, state: 'failed', reason: 'not reached by phone' }]);
    expect((await listCalls(context, { state: 'settled', limit: 10 })).items.find(({ id }) => id === call?.id)).toMatchObject({ attempts: 2, note: 'Versuch 0\nVersuch 1', givenUpAt: now.toISOString() });
  });
});

describe('a notice', () => {
  const call = (value: string, seconds = now.getTime() / 1000, secret = 'the page') => ({ kind: 'userId', value, at: seconds, signature: createHmac('sha256', secret).update(`${seconds}.userId.${value}`).digest('hex') });

  it('is shown to its customer alone, until it is acknowledged', async () => {
    const message = await handIn('notice', 'NF-1');
    expect((await readNotices(context, call('NF-2'), tell)).items).toEqual([]);
    expect((await readNotices(context, call('nobody'), tell)).items).toEqual([]);
    const { items } = await readNotices(context, call('NF-1'), tell);
    expect(items).toMatchObject([{ title: 'Ihr Gerät', text: 'Bitte laden Sie Fassung 4.2.' }]);
    await readNotices(context, call('NF-1'), tell);
    expect(told.splice(0)).toEqual([{ messageId: message, state: 'opened' }]); // once, though it was shown twice
    await expect(confirmNotice(context, items[0]?.id ?? '', call('NF-2'))).rejects.toMatchObject({ code: 'notice.not_found' });
    await confirmNotice(context, items[0]?.id ?? '', call('NF-1'));
    expect((await readNotices(context, call('NF-1'), tell)).items).toEqual([]);
  });

  it('is not shown to a call that somebody made up, or made long ago', async () => {
    const refused = { code: 'channel.report_refused' };
    await expect(readNotices(context, call('NF-1', undefined, 'guessed'), tell)).rejects.toMatchObject(refused);
    await expect(readNotices(context, call('NF-1', now.getTime() / 1000 - 901), tell)).rejects.toMatchObject(refused);
    await expect(readNotices(context, { ...call('NF-1'), value: 'NF-2' }, tell)).rejects.toMatchObject(refused);
  });
});

describe('an erasure', () => {
  it('takes letters with their files, calls and notices, of this customer alone', async () => {
    for (const who of [anna, ben]) {
      await handIn('letter', street, who);
      await handIn('phone', '+4915117654321', who);
      await handIn('notice', 'x', who);
    }
    const files = (await context.files.list('letters')).length;
    const reach = { customerId: ben, subjects: [ben], spans: [], identifiers: [], beforeBatch: null };
    expect(await handedInHolder.count(context, reach)).toBe(3);
    const lines = [];
    for await (const line of handedInHolder.export(context, reach)) lines.push(line['kind']);
    expect(lines.sort()).toEqual(['call', 'letter', 'notice']);
    await context.db.transaction().execute((tx) => handedInHolder.erase(context, tx, reach, { add: () => undefined, addLines: () => undefined, flush: async () => undefined }));
    expect(await handedInHolder.count(context, reach)).toBe(0);
    expect((await context.files.list('letters')).length).toBe(files - 1);
    expect((await sql<{ n: number }>`select count(*) as n from notices where subject = ${anna}`.execute(context.db)).rows[0]?.n).toBe(2);
  });
});

describe('somebody limited to departments', () => {
  it('sees and settles letters and calls of the cases of these, and of no others', async () => {
    const [own, foreign] = ['service', 'sales'].map((department) => ({ department, caseId: randomUUID(), messageId: '' }));
    if (!own || !foreign) throw new Error('there are two');
    for (const one of [own, foreign]) {
      await sql`insert into cases (id, token, subject, status, priority, department, channel, subject_line, source_kind, opened_at, touched_at) values (${one.caseId}, 'abcdef', ${anna}, 'open', 'normal', ${one.department}, 'mail', 'x', 'mail', ${now}, ${now})`.execute(context.db);
      one.messageId = await handIn('letter', street);
      const call = await handIn('phone', '+4915117654321');
      const body = randomUUID();
      await sql`insert into message_bodies (id, language, subject_line, html, text, is_template, created_at) values (${body}, 'de', '', null, '', false, ${now})`.execute(context.db);
      for (const id of [one.messageId, call]) await sql`insert into messages (id, send_key, purpose, kind, channel, address, subject, case_id, body_id, queued_at) values (${id}, ${id}, 'service', 'reply', 'letter', 'x', ${anna}, ${one.caseId}, ${body}, ${now})`.execute(context.db);
    }
    const departments = ['service'];
    const letters = async (scope: string[] | null) => (await listLetters(context, { state: 'waiting', limit: 100, departments: scope })).items;
    const [mine = { id: '' }, ...more] = await letters(departments);
    expect(more).toEqual([]);
    expect((await listCalls(context, { state: 'waiting', limit: 100, departments })).items).toHaveLength(1);
    expect(await readToDoCounts(context, departments)).toEqual({ letters: 1, calls: 1 });
    const others = (await letters(null)).filter(({ id }) => id !== mine.id);
    expect(others.length).toBeGreaterThan(0);
    await expect(refuseForeignLetters(context, [mine.id, others.at(-1)?.id ?? ''], departments)).rejects.toMatchObject({ code: 'letter.not_found' });
    expect(await refuseForeignLetters(context, [mine.id], departments)).toBeUndefined();
    const calls = (await listCalls(context, { state: 'waiting', limit: 100 })).items;
    const refusals = await Promise.allSettled(calls.map(({ id }) => refuseForeignCall(context, id, departments)));
    expect(refusals.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
