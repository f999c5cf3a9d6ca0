import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { privacyPeople } from '../../people/privacy/privacy-people.actions.ts';
import { mayContact } from '../../people/consent/may-contact.actions.ts';
import { saveCustomers } from '../../people/customers/save-customers.actions.ts';
import { getCustomer } from '../../people/customers/customers.actions.ts';
import { sightCustomer } from '../../people/identity/sight.actions.ts';
import { writeWithHistory } from '../../platform/storage/journal.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { openCase } from '../cases/open-case.actions.ts';
import { sendOptIn } from '../messages/send-opt-in.actions.ts';
import { decideCorrection, listCorrections, proposeCorrection } from './corrections.actions.ts';
import { askForLink, endMyPage, sendCode } from './links.actions.ts';
import { askForErasure, changeConsent, changePreferences, downloadOwnData, openPage, readMyPage } from './my-page.actions.ts';
import { correctionInputSchema, myPageSchema } from './my-page.contract.ts';
import { myPageJobs } from './my-page.jobs.ts';
import { myPageHolder } from './my-page-privacy.actions.ts';

let context: TestContext;
let nowMs = Date.parse('2026-03-02T09:00:00Z');
let customerId: string;
const parts = { sendOptIn, privacy: { holders: [myPageHolder], people: privacyPeople, readFacts: () => Promise.reject(new Error('not asked here')), readNames: () => Promise.reject(new Error('not asked here')) } };
const passMinutes = (n: number) => (nowMs += n * 60_000);
const preferences = { channels: ['sms' as const, 'mail' as const], quietFrom: '20:00', quietTo: '08:00', bestTimes: [{ days: [1, 2], from: '17:00', to: '19:00' }], language: 'en' as const };

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => new Date(nowMs) } });
  [customerId = ''] = await saveCustomers(context, [{
    identifiers: [{ kind: 'customerNumber', value: 'K-1' }, { kind: 'email', value: 'ines@kunde.example' }, { kind: 'phone', value: '+49 151 23125000' }], traits: { name: 'Ines Hallman', birthday: '1971-03-29', internalScore: 7 },
    addresses: [{ kind: 'home', street: 'Am Markt 1', postcode: '20095', city: 'Hamburg', country: 'DE', cell: 'NF-005-1' }],
  }], { source: 'api', actor: 'test' });
  await saveCustomers(context, [{ identifiers: [{ kind: 'email', value: 'otto@kunde.example' }], traits: { name: 'Otto' } }], { source: 'api', actor: 'test' });
});
afterAll(() => context?.close());

/** Texts that were queued to an address, newest last. */
async function mailTo(address: string): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`select b.text from messages m join message_bodies b on b.id = m.body_id where m.address = ${address} order by m.queued_at, m.id`.execute(context.db);
  return rows.map(({ text }) => text);
}
async function askedToken(address = 'ines@kunde.example'): Promise<string> {
  passMinutes(61); // so that the limit of an hour is no matter here
  await askForLink(context, { address, language: 'de' });
  await context.jobs.runDue(context, myPageJobs);
  return /\/my\/([\w-]+)/.exec((await mailTo(address)).at(-1) ?? '')?.[1] ?? '';
}
const openNew = async () => openPage(context, await askedToken());
async function newCode(key: string): Promise<string> {
  nowMs += 1_000;
  await sendCode(context, key);
  return /\b(\d{6})\b/.exec((await mailTo('ines@kunde.example')).at(-1) ?? '')?.[1] ?? '';
}

describe('a link to the own page', () => {
  it('is sent to a known address, and nothing to an unknown one or to nonsense, without saying so', async () => {
    for (const address of ['INES@kunde.example ', 'nobody@kunde.example', 'no address at all', '@', '0151 23125000']) expect(await askForLink(context, { address: address.trim(), language: 'de' })).toBeUndefined();
    await context.jobs.runDue(context, myPageJobs);
    expect(await mailTo('ines@kunde.example')).toHaveLength(1);
    expect(await mailTo('+4915123125000')).toHaveLength(1);
    expect((await sql`select 1 from messages`.execute(context.db)).rows).toHaveLength(2);
  });

  it('is sent at most three times in its hour, however often it is asked for', async () => {
    passMinutes(61);
    const before = (await mailTo('ines@kunde.example')).length;
    for (let n = 0; n < 8; n += 1) await askForLink(context, { address: 'ines@kunde.example', language: 'en' });
    await context.jobs.runDue(context, myPageJobs);
    expect((await mailTo('ines@kunde.example')).length - before).toBe(3);
  });

  it('opens once: of two who try at the same time one gets in', async () => {
    const token = await askedToken();
    const tries = await Promise.allSettled([openPage(context, token), openPage(context, token)]);
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(openPage(context, token)).rejects.toMatchObject({ code: 'my_link.not_valid' });
  });

  it('is answered alike when forged, used or too old', async () => {
    const old = await askedToken();
    passMinutes(60);
    const refusals = await Promise.all([openPage(context, old), openPage(context, 'A'.repeat(43))].map((opened) => opened.catch((error: unknown) => error)));
    expect(refusals.map((error) => [Object(error).code, Object(error).message, JSON.stringify(Object(error).details)])).toEqual(Array.from({ length: 2 }, () => ['my_link.not_valid', 'This link does not work any more. Please ask for a new one.', '{}']));
  });

  it('keeps neither its token nor its key where somebody could read them', async () => {
    const token = await askedToken();
    const { key, page } = await openPage(context, token);
    const stored = JSON.stringify([(await sql`select * from my_links`.execute(context.db)).rows, (await sql`select content from audit_inbox`.execute(context.db)).rows, (await sql`select data from jobs.job`.execute(context.db)).rows]);
    for (const secret of [token, key, page.ticket]) expect(stored).not.toContain(secret);
    expect(stored.includes('"sealed":"v1.')).toBe(true);
  });

  it('lets in for half an hour, and not after "I am done"', async () => {
    const { key } = await openNew();
    passMinutes(29);
    expect((await readMyPage(context, key)).name).toBe('Ines Hallman');
    passMinutes(1);
    await expect(readMyPage(context, key)).rejects.toMatchObject({ code: 'my_link.not_valid' });
    const again = await openNew();
    await endMyPage(context, again.key);
    await expect(readMyPage(context, again.key)).rejects.toMatchObject({ code: 'my_link.not_valid' });
  });
});

describe('the own page', () => {
  it('shows requests, promises and data, and nothing that is meant for staff', async () => {
    const { caseId } = await openCase(context, { subject: customerId, channel: 'call_center', subjectLine: 'nervt schon wieder', text: 'Notiz', source: { kind: 'phone' } });
    await openCase(context, { subject: customerId, channel: 'mail', subjectLine: 'Meine Rechnung', text: 'Bitte prüfen', source: { kind: 'mail' } });
    const entry = (id: string, kind: string, direction: string | null, text: string) => sql`insert into case_entries (id, case_id, at, kind, direction, channel, author_kind, text) values (${id}, ${caseId}, ${new Date(nowMs)}, ${kind}, ${direction}, 'mail', 'user', ${text})`.execute(context.db);
    await entry('00000000-0000-7000-8000-000000000e01', 'message', 'outbound', 'Wir melden uns morgen.');
    await entry('00000000-0000-7000-8000-000000000e02', 'note', null, 'Interne Bemerkung');
    await sql`insert into promises (id, case_id, subject, kind, text, due_at, time_zone, made_at, made_by_kind, made_by_label) values ('00000000-0000-7000-8000-0000000000a1', ${caseId}, ${customerId}, 'callback', 'Rückruf', ${new Date(nowMs + 3_600_000)}, 'Europe/Berlin', ${new Date(nowMs)}, 'user', 'agent@nordfunk.example')`.execute(context.db);
    const page = myPageSchema.parse((await openNew()).page);
    expect(page).toMatchObject({
      name: 'Ines Hallman', addressHint: 'in…@kunde.example', promises: [{ text: 'Rückruf', state: 'late' }], erasure: 'none',
      data: { emails: ['ines@kunde.example'], phones: ['+4915123125000'], birthday: '1971-03-29', addresses: [{ street: 'Am Markt 1' }] },
    });
    expect(page.requests.map(({ subjectLine, lastReply, status }) => [subjectLine, lastReply, status])).toEqual(expect.arrayContaining([['Meine Rechnung', null, 'new'], [null, 'Wir melden uns morgen.', 'new']]));
    for (const inner of ['nervt', 'Interne', 'Notiz', 'internalScore', 'agent@nordfunk', 'NF-005-1']) expect(JSON.stringify(page)).not.toContain(inner);
  });

  it('saves wishes that hold at once, and takes no change twice', async () => {
    const { key, page } = await openNew();
    const changed = await changePreferences(context, key, { ticket: page.ticket, preferences });
    expect(changed.preferences).toMatchObject({ channels: ['sms', 'mail'], quietFrom: '20:00', language: 'en' });
    await expect(changePreferences(context, key, { ticket: page.ticket, preferences: { ...preferences, channels: [] } })).rejects.toMatchObject({ code: 'my_link.change_used' });
    expect((await readMyPage(context, key)).preferences.channels).toEqual(['sms', 'mail']);
    // Reading brought a new ticket, and the one before is void.
    await expect(changePreferences(context, key, { ticket: changed.ticket, preferences })).rejects.toMatchObject({ code: 'my_link.change_used' });
  });

  it('takes a no at once, a yes for service at once, and a yes to offers only by double opt-in', async () => {
    const { key, page } = await openNew();
    const ask = { customerId, channel: 'mail' as const, address: 'ines@kunde.example' };
    const no = await changeConsent(context, parts, key, { ticket: page.ticket, purpose: 'service', channel: 'mail', action: 'withdraw', language: 'de' });
    expect(await mayContact(context, context.db, { ...ask, purpose: 'service' })).toEqual({ may: false, reason: 'objected' });
    passMinutes(1);
    const yes = await changeConsent(context, parts, key, { ticket: no.ticket, purpose: 'service', channel: 'mail', action: 'grant', language: 'de' });
    expect(await mayContact(context, context.db, { ...ask, purpose: 'service' })).toEqual({ may: true });
    const offers = await changeConsent(context, parts, key, { ticket: yes.ticket, purpose: 'marketing', channel: 'mail', action: 'grant', language: 'de' });
    expect(offers.purposes.find((one) => one.key === 'marketing')?.channels.find(({ channel }) => channel === 'mail')).toEqual({ channel: 'mail', state: 'pending', may: false });
    expect((await mailTo('ines@kunde.example')).at(-1)).toContain('/optin/');
  });

  it('gives everything as a file, with a code that is right, once, and five tries', async () => {
    const { key } = await openNew();
    const code = await newCode(key);
    const wrong = code === '000000' ? '000001' : '000000';
    await expect(downloadOwnData(context, parts, key, { code: wrong, format: 'json', language: 'de' })).rejects.toMatchObject({ code: 'my_link.code_wrong' });
    const file = await downloadOwnData(context, parts, key, { code, format: 'json', language: 'de' });
    expect(JSON.parse((await Array.fromAsync(file.body)).join(''))).toMatchObject({ name: 'Ines Hallman' });
    await expect(downloadOwnData(context, parts, key, { code, format: 'json', language: 'de' })).rejects.toMatchObject({ code: 'my_link.code_wrong' });
    const second = await newCode(key);
    const guesses = await Promise.allSettled(Array.from({ length: 12 }, (_, n) => downloadOwnData(context, parts, key, { code: n < 11 ? (second === '000000' ? '000001' : '000000') : '000002', format: 'json', language: 'de' })));
    expect(guesses.every(({ status }) => status === 'rejected')).toBe(true);
    expect((await sql<{ tries: number }>`select max(code_tries) as tries from my_links`.execute(context.db)).rows).toEqual([{ tries: 5 }]);
    await expect(downloadOwnData(context, parts, key, { code: second === '000000' ? '000001' : '000000', format: 'json', language: 'de' })).rejects.toMatchObject({ code: 'my_link.code_wrong' });
    await expect(downloadOwnData(context, parts, key, { code: second, format: 'json', language: 'de' })).rejects.toMatchObject({ code: 'my_link.code_wrong' });
    await newCode(key);
    await expect(sendCode(context, key)).rejects.toMatchObject({ code: 'request.rate_limited' });
  });

  it('sends a wish to be erased to the privacy requests, where somebody of the staff must agree', async () => {
    const { key } = await openNew();
    await askForErasure(context, parts, key, await newCode(key));
    const { rows } = await sql<{ requestedBy: string; confirmedAt: Date | null; days: number }>`select requested_by, confirmed_at, extract(day from expires_at - requested_at) as days from privacy_erasures`.execute(context.db);
    expect(rows).toEqual([{ requestedBy: 'customer, own page', confirmedAt: null, days: 30 }]);
    expect((await readMyPage(context, key)).erasure).toBe('asked');
  });
});

describe('a correction', () => {
  const propose = async (what: object) => {
    const { key, page } = await openNew();
    return proposeCorrection(context, key, correctionInputSchema.parse({ ticket: page.ticket, ...what }));
  };
  const newest = async () => (await listCorrections(context, { state: 'open', limit: 100 })).items.at(-1)?.id ?? '';

  it('changes nothing until staff accept it, and then what it names', async () => {
    await propose({ what: 'name', after: 'Ines Hallmann' });
    expect((await getCustomer(context, customerId)).name).toBe('Ines Hallman');
    expect(await decideCorrection(context, await newest(), { decision: 'accepted', reason: '' }, 'agent@nordfunk.example')).toMatchObject({ before: 'Ines Hallman', after: 'Ines Hallmann', decision: 'accepted' });
    expect((await getCustomer(context, customerId)).name).toBe('Ines Hallmann');
  });

  it('of an address ends the old one and begins the new', async () => {
    const { page } = await openNew();
    await propose({ what: 'address', recordId: page.data.addresses[0]?.id, after: { street: 'Neue Straße 2', postcode: '10115', city: 'Berlin', country: 'de' }, note: 'umgezogen' });
    await decideCorrection(context, await newest(), { decision: 'accepted', reason: '' }, 'agent');
    expect((await openNew()).page.data.addresses).toMatchObject([{ street: 'Neue Straße 2', city: 'Berlin', country: 'DE' }]);
  });

  it('of an e-mail address that is somebody else’s is refused, so that two customers do not become one', async () => {
    await propose({ what: 'email', after: 'otto@kunde.example' });
    await expect(decideCorrection(context, await newest(), { decision: 'accepted', reason: '' }, 'agent')).rejects.toMatchObject({ code: 'customer.identifier_taken' });
    expect(await decideCorrection(context, await newest(), { decision: 'declined', reason: 'gehört jemand anderem' }, 'agent')).toMatchObject({ decision: 'declined' });
    expect((await openNew()).page.corrections[0]).toMatchObject({ what: 'email', decision: 'declined', reason: 'gehört jemand anderem' });
    await propose({ what: 'email', after: 'ines.neu@kunde.example' });
    await decideCorrection(context, await newest(), { decision: 'accepted', reason: '' }, 'agent');
    expect((await getCustomer(context, customerId)).identifiers).toContainEqual({ kind: 'email', value: 'ines.neu@kunde.example' });
  });

  it('is decided once, and refused when it cannot be read', async () => {
    await propose({ what: 'birthday', after: '1971-04-01' });
    const id = await newest();
    await decideCorrection(context, id, { decision: 'accepted', reason: '' }, 'a');
    await expect(decideCorrection(context, id, { decision: 'declined', reason: '' }, 'b')).rejects.toMatchObject({ code: 'correction.decided' });
    await expect(propose({ what: 'birthday', after: 'gestern' })).rejects.toMatchObject({ code: 'request.invalid' });
    await expect(propose({ what: 'address', after: 'Nirgendwo' })).rejects.toMatchObject({ code: 'request.invalid' });
    await expect(propose({ what: 'address', recordId: '00000000-0000-7000-8000-00000000dead', after: { street: 'X', postcode: '1', city: 'Y' } })).rejects.toMatchObject({ code: 'request.invalid' });
  });
});

describe('an address that only a web page brought to a customer', () => {
  let veraId = '';
  beforeAll(async () => {
    await sql`insert into sources (id, name, write_key, default_channel, created_at) values ('00000000-0000-7000-8000-00000000f001', 'Website', 'write_public_0001', 'web', now())`.execute(context.db);
    [veraId = ''] = await saveCustomers(context, [{ identifiers: [{ kind: 'customerNumber', value: 'K-2' }, { kind: 'email', value: 'vera@kunde.example' }], traits: { name: 'Vera Vogt' } }], { source: 'api', actor: 'test' });
  });
  const identify = async (source: string, email: string) => {
    const seen = await writeWithHistory(context, (tx, journal) => sightCustomer(context, tx, journal, { identifiers: [{ kind: 'customerNumber', value: 'K-2' }, { kind: 'email', value: email }], at: new Date(nowMs), source, messageKey: `identify:${email}` }));
    seen?.afterCommit();
  };

  it('opens nothing, and shuts nobody out who was known before', async () => {
    const { key } = await openPage(context, await askedToken('vera@kunde.example'));
    await identify('Website', 'mallory@evil.example');
    await identify('survey', 'mallory2@evil.example');
    expect((await getCustomer(context, veraId)).identifiers).toContainEqual({ kind: 'email', value: 'mallory@evil.example' });
    for (const address of ['mallory@evil.example', 'mallory2@evil.example']) expect(await askedToken(address)).toBe('');
    passMinutes(-122);
    expect((await readMyPage(context, key)).name).toBe('Vera Vogt');
    passMinutes(122);
    expect((await openPage(context, await askedToken('vera@kunde.example'))).page.name).toBe('Vera Vogt');
    await identify('crm', 'vera.crm@kunde.example');
    expect(await askedToken('vera.crm@kunde.example')).not.toBe('');
  });

  it('closes a page that is open when somebody else is drawn into it', async () => {
    const seen = await writeWithHistory(context, (tx, journal) => sightCustomer(context, tx, journal, { identifiers: [{ kind: 'email', value: 'eve@evil.example' }], at: new Date(nowMs), source: 'Website', messageKey: 'eve' }));
    seen?.afterCommit();
    const { key } = await openPage(context, await askedToken('eve@evil.example'));
    await identify('Website', 'eve@evil.example');
    await expect(readMyPage(context, key)).rejects.toMatchObject({ code: 'my_link.not_valid' });
  });
});
