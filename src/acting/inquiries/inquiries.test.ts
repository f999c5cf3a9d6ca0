import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { actorFrom } from '../../governance/roles/actor.logic.ts';
import { forgetWantedKinds } from '../../governance/webhooks/emit.actions.ts';
import { customerInputSchema } from '../../people/customers/customers.contract.ts';
import { saveCustomers } from '../../people/customers/save-customers.actions.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Routes } from '../../platform/http/server.ts';
import { serve } from '../../governance/users/users.builders.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { getCaseFacts } from '../cases/case-events.actions.ts';
import { openCase } from '../cases/open-case.actions.ts';
import { askInquiry, previewInquiry } from './ask-inquiry.actions.ts';
import { inquiryMark, readInquiryMarks } from './inquiry-mark.logic.ts';
import { registerInquiriesRoutes } from './inquiries.routes.ts';
import { readInquiryFigures } from './inquiry-figures.actions.ts';
import { inquiryInputSchema, partnerInputSchema } from './inquiries.contract.ts';
import { answerInside, askAgain, closeInquiry, renewLink, revokeLink } from './manage-inquiry.actions.ts';
import { addPartner } from './partners.actions.ts';
import { getInquiry, listInquiriesOf, listPageOfInquiries } from './present-inquiry.actions.ts';
import { receiveInquiryAnswer } from './receive-answer.actions.ts';
import { remindOfInquiries } from './remind.actions.ts';

let context: TestContext;
let server: Routes;
let now = new Date('2026-11-20T09:00:00Z');
let anna: Actor;
let partnerId = '';
const owner = (department: string): Actor => actorFrom({ kind: 'key', id: 'key-1', label: 'Netzabteilung', role: 'touchpoint_owner', departments: [department], byCookie: false });

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now }, settings: { publicUrl: 'https://momente.example', defaultCountry: 'DE', smtpUrl: 'smtp://localhost:9' } });
  await sql`delete from service_policies`.execute(context.db); // their clocks have tests of their own
  await context.jobs.enqueue('test.nothing', {}); // the queue makes its tables when it is first used
  await sql`insert into departments (code, name_de, name_en) values ('service', 'Service', 'Service'), ('network', 'Netz', 'Network'), ('sales', 'Vertrieb', 'Sales')`.execute(context.db);
  const { rows } = await sql<{ id: string }>`insert into users (name, email, role, departments) values ('Anna', 'anna@nordfunk.example', 'agent', '{}') returning id`.execute(context.db);
  anna = actorFrom({ kind: 'user', id: rows[0]?.id ?? '', label: 'anna@nordfunk.example', role: 'agent', departments: [], byCookie: false });
  partnerId = (await addPartner(context, partnerInputSchema.parse({ kind: 'manufacturer', name: 'Nova', email: 'support@nova.example', language: 'en' }))).id;
  ({ server } = await serve(context, (routes) => registerInquiriesRoutes(routes, context)));
});
afterAll(async () => {
  await server?.close();
  await context?.close();
});
beforeEach(() => {
  now = new Date('2026-11-20T09:00:00Z');
  forgetWantedKinds(context);
});

let people = 0;
async function newCase(): Promise<string> {
  people += 1;
  await saveCustomers(context, [customerInputSchema.parse({ identifiers: [{ kind: 'userId', value: `kunde-${people}` }, { kind: 'email', value: `mechthild${people}@plantage.example` }], traits: { name: 'Mechthild Quastenberg' }, devices: [{ model: 'Nova 5', maker: 'Nova', serial: `SN-${people}`, ownedFrom: '2025-01-01' }] })], { source: 'api', actor: 'test' });
  const { rows } = await sql<{ id: string }>`select id from identifiers where kind = 'userId' and value = ${`kunde-${people}`}`.execute(context.db);
  return (await openCase(context, { subject: rows[0]?.id ?? null, channel: 'call_center', subjectLine: 'Gespräche brechen ab', text: 'Seit Montag bricht jedes Gespräch ab.', department: 'service', touchpoint: 'hotline', source: { kind: 'phone' } })).caseId;
}
const input = (changes: object = {}) => inquiryInputSchema.parse({ partnerId, subjectLine: 'Dropped calls on Nova 5', question: 'Is there a known software bug?', dueAt: '2026-11-21T09:00:00Z', share: ['device'], ...changes });
const eventsOf = async (caseId: string) => (await sql<{ what: string; text: string }>`select what, text from case_entries where case_id = ${caseId} and what like 'inquiry.%' order by seq`.execute(context.db)).rows;
const mailsTo = async (address: string) => (await sql<{ subjectLine: string; text: string; headers: Record<string, string>; subject: string | null; id: string }>`select b.subject_line, b.text, m.headers, m.subject, m.id from messages m join message_bodies b on b.id = m.body_id where m.address = ${address} order by m.queued_at desc, m.id desc`.execute(context.db)).rows;
const public_ = (method: 'GET' | 'POST', token: string, rest = '', payload?: object | string) => server.inject({ method, url: `/api/public/inquiries/${token}${rest}`, ...(payload === undefined ? {} : { payload }), headers: typeof payload === 'string' ? { 'content-type': 'application/octet-stream' } : {} });
const tokenOf = (link: string | null) => (link ?? '').split('/q/')[1] ?? '';
const mail = (changes: object = {}) => ({ subjectLine: 'Re: Dropped calls', recipients: [], references: [], messageIdHeader: '<a1@nova.example>', fromAddress: 'support@nova.example', fromName: 'Nova Support', text: 'Yes, fixed in 4.2.', attachments: [], at: now, isAutomatic: false, ...changes });

describe('a question to a partner by mail', () => {
  it('goes out with a mark, to nobody who is a customer, and lets the case wait', async () => {
    const caseId = await newCase();
    const { inquiry, mail: state } = await askInquiry(context, anna, caseId, input());
    expect(state).toBe('queued');
    const mark = inquiryMark(context.identitySecret, Number(inquiry.number.slice(2)));
    const sent = (await mailsTo('support@nova.example')).find(({ subjectLine }) => subjectLine.includes(mark));
    expect(sent).toMatchObject({ subject: null, subjectLine: `Dropped calls on Nova 5 [${mark}]`, headers: { 'X-Momente-Inquiry': mark } });
    expect(sent?.text).toContain('Device: Nova 5');
    expect(await getCaseFacts(context.db, caseId)).toMatchObject({ status: 'waiting_partner' });
    expect((await sql<{ at: Date }>`select inquiry_due_at as at from cases where id = ${caseId}`.execute(context.db)).rows[0]?.at).toEqual(new Date('2026-11-21T09:00:00Z'));
  });
  it('shares nothing personal that is not ticked, and the preview is what is sent, to the letter', async () => {
    const caseId = await newCase();
    const preview = await previewInquiry(context, anna, caseId, input({ share: ['device', 'serial'], question: 'Mrs. Quastenberg has dropped calls.' }));
    expect(preview).toMatchObject({ shared: [{ field: 'device' }, { field: 'serial' }], named: ['name'], to: 'Nova <support@nova.example>' });
    await askInquiry(context, anna, caseId, input({ share: ['device', 'serial'], question: 'Mrs. Quastenberg has dropped calls.' }));
    expect((await mailsTo('support@nova.example')).filter(({ text }) => text === preview.text)).toHaveLength(1);
    const plain = await previewInquiry(context, anna, caseId, input());
    expect(plain.text).not.toMatch(/Quastenberg|plantage|SN-|Montag/);
    expect(plain.named).toEqual([]);
  });
  it('comes back into the case by the mark in the subject, once, also when the mail arrives twice', async () => {
    const caseId = await newCase();
    const { inquiry } = await askInquiry(context, anna, caseId, input());
    const mark = inquiryMark(context.identitySecret, Number(inquiry.number.slice(2)));
    const answer = mail({ subjectLine: `AW: Dropped calls [${mark}]`, messageIdHeader: '<twice@nova.example>', attachments: [{ name: 'notes.pdf', content: Buffer.from('%PDF-1.4') }, { name: 'tool.exe', content: Buffer.from('MZ') }] });
    expect(await Promise.all([receiveInquiryAnswer(context, answer), receiveInquiryAnswer(context, answer)])).toEqual([true, true]);
    expect(await eventsOf(caseId)).toEqual([{ what: 'inquiry.sent', text: 'Is there a known software bug?' }, { what: 'inquiry.answered', text: 'Yes, fixed in 4.2.' }]);
    expect(await getCaseFacts(context.db, caseId)).toMatchObject({ status: 'open' });
    expect(await getInquiry(context, anna, inquiry.id)).toMatchObject({ state: 'answered', lastAnswer: 'Yes, fixed in 4.2.', entries: [{ kind: 'question' }, { kind: 'answer', author: 'Nova', files: [{ name: 'notes.pdf', mediaType: 'application/pdf' }] }] });
  });
  it('comes back by the name in the reply address or by what it refers to, and names a stranger', async () => {
    const caseId = await newCase();
    const { inquiry } = await askInquiry(context, anna, caseId, input());
    const mark = inquiryMark(context.identitySecret, Number(inquiry.number.slice(2)));
    expect(await receiveInquiryAnswer(context, mail({ recipients: [`"${mark}" <hilfe@nordfunk.example>`], messageIdHeader: '<b1@x>' }))).toBe(true);
    const sent = (await mailsTo('support@nova.example')).find(({ subjectLine }) => subjectLine.includes(mark));
    expect(await receiveInquiryAnswer(context, mail({ references: [`<${sent?.id ?? ''}@nordfunk.example>`], messageIdHeader: '<b2@x>', fromAddress: 'someone@else.example', fromName: 'Someone' }))).toBe(true);
    expect((await getInquiry(context, anna, inquiry.id)).lastAnswer).toBe('Someone <someone@else.example>:\n\nYes, fixed in 4.2.');
  });
  it('is no answer when the mark is guessed, and an out-of-office note lets it wait', async () => {
    const caseId = await newCase();
    const { inquiry } = await askInquiry(context, anna, caseId, input());
    expect(await receiveInquiryAnswer(context, mail({ subjectLine: `Re: [${inquiry.number}-aaaaaaaa]`, messageIdHeader: '<c1@x>' }))).toBe(false);
    expect(readInquiryMarks('another secret', [inquiryMark(context.identitySecret, 1001)])).toEqual([]);
    const mark = inquiryMark(context.identitySecret, Number(inquiry.number.slice(2)));
    expect(await receiveInquiryAnswer(context, mail({ subjectLine: `Out of office [${mark}]`, messageIdHeader: '<c2@x>', isAutomatic: true }))).toBe(true);
    expect(await getInquiry(context, anna, inquiry.id)).toMatchObject({ state: 'waiting' });
    expect(await getCaseFacts(context.db, caseId)).toMatchObject({ status: 'waiting_partner' });
  });
  it('reminds before, when it is due, and goes up a day later; each once', async () => {
    await sql`update inquiries set next_reminder_at = null`.execute(context.db);
    const caseId = await newCase();
    const { inquiry } = await askInquiry(context, anna, caseId, input({ dueAt: '2026-11-22T09:00:00Z' }));
    const before = (await mailsTo('support@nova.example')).length;
    const run = async (at: string) => {
      now = new Date(at);
      return remindOfInquiries(context, new AbortController().signal);
    };
    expect([await run('2026-11-21T08:59:00Z'), await run('2026-11-21T09:00:00Z'), await run('2026-11-21T09:01:00Z'), await run('2026-11-22T09:00:00Z'), await run('2026-11-23T09:00:00Z'), await run('2026-11-30T09:00:00Z')]).toEqual([0, 1, 0, 1, 1, 0]);
    expect((await mailsTo('support@nova.example')).length - before).toBe(2);
    expect((await eventsOf(caseId)).map(({ what }) => what)).toEqual(['inquiry.sent', 'inquiry.overdue', 'inquiry.escalated']);
    expect(await getInquiry(context, anna, inquiry.id)).toMatchObject({ state: 'overdue', reminders: 3, escalatedAt: '2026-11-23T09:00:00.000Z' });
  });
});

describe('the page behind a link', () => {
  it('shows what was shared and takes several answers with files until it is closed', async () => {
    const caseId = await newCase();
    const { inquiry, link } = await askInquiry(context, anna, caseId, input({ way: 'link' }));
    const token = tokenOf(link);
    expect((await sql`select 1 from inquiries where token_hash = ${token}`.execute(context.db)).rows).toEqual([]);
    const seen = await public_('GET', token);
    expect(seen.json()).toMatchObject({ subjectLine: 'Dropped calls on Nova 5', shared: [{ field: 'device', label: 'Device', value: 'Nova 5' }], entries: [{ kind: 'question', text: 'Is there a known software bug?' }] });
    expect(seen.body).not.toMatch(/anna|Quastenberg|service|V-1/);
    const file = await public_('POST', token, '/files?name=../../log.txt', 'calls dropped');
    expect([file.statusCode, file.json().name]).toEqual([201, 'log.txt']);
    expect((await public_('POST', token, '/files?name=tool.exe', 'MZ')).json()).toMatchObject({ code: 'inquiry.file_refused' });
    const send = (text: string, onceKey: string, files: string[] = []) => public_('POST', token, '/answers', { text, files, onceKey });
    expect((await Promise.all([send('Yes.', 'form-0001', [file.json().id]), send('Yes.', 'form-0001', [file.json().id])])).map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect((await send('Update 4.2 fixes it.', 'form-0002')).statusCode).toBe(200);
    expect((await eventsOf(caseId)).map(({ text }) => text)).toEqual(['Is there a known software bug?', 'Yes.', 'Update 4.2 fixes it.']);
    expect((await public_('GET', token, `/files/${file.json().id}`)).body).toBe('calls dropped');
    await closeInquiry(context, anna, inquiry.id, 'answered');
    expect((await public_('GET', token)).json()).toMatchObject({ isClosed: true, subjectLine: '', shared: [], entries: [] });
    expect((await send('Too late', 'form-0003')).statusCode).toBe(409);
  });
  it('tells a stranger nothing: wrong, expired, renewed and revoked links answer alike', async () => {
    const { inquiry, link } = await askInquiry(context, anna, await newCase(), input({ way: 'link' }));
    const first = tokenOf(link);
    const renewed = tokenOf((await renewLink(context, anna, inquiry.id)).link);
    await revokeLink(context, anna, inquiry.id);
    const late = tokenOf((await renewLink(context, anna, inquiry.id)).link);
    expect((await public_('GET', late)).statusCode).toBe(200);
    now = new Date('2026-12-25T09:00:00Z');
    const answers = [];
    for (const token of ['x'.repeat(43), first, renewed, late]) answers.push(await public_('GET', token), await public_('POST', token, '/answers', { text: 'hello', onceKey: 'form-0001' }), await public_('GET', token, `/files/${inquiry.id}`));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([404]));
    expect(new Set(answers.map((answer) => { const { code, detail } = answer.json() as { code: string; detail: string }; return `${code} ${detail}`; })).size).toBe(1);
  });
  it('slows down who tries many', async () => {
    const statuses = [];
    for (let n = 0; n < 130; n += 1) statuses.push((await server.inject({ method: 'GET', url: `/api/public/inquiries/${'y'.repeat(30)}${n}`, remoteAddress: '192.0.2.9' })).statusCode);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(10);
  });
});

describe('a question to another department', () => {
  it('is answered inside by its people, who see what was shared and no other inquiries', async () => {
    const caseId = await newCase();
    const { inquiry } = await askInquiry(context, anna, caseId, inquiryInputSchema.parse({ toDepartment: 'network', subjectLine: 'Zelle 4711', question: 'Gibt es dort eine Störung?', dueAt: '2026-11-20T17:00:00Z', share: [] }));
    expect((await listPageOfInquiries(context, owner('network'), { limit: 10 })).items.map(({ id }) => id)).toContain(inquiry.id);
    expect((await listPageOfInquiries(context, owner('sales'), { limit: 10 })).items).toEqual([]);
    await expect(getInquiry(context, owner('sales'), inquiry.id)).rejects.toMatchObject({ code: 'inquiry.not_found' });
    now = new Date('2026-11-20T12:00:00Z');
    expect(await answerInside(context, owner('network'), inquiry.id, { text: 'Nein, alles in Ordnung.' })).toMatchObject({ state: 'answered' });
    expect((await eventsOf(caseId)).at(-1)).toEqual({ what: 'inquiry.answered', text: 'Nein, alles in Ordnung.' });
    expect(await askAgain(context, anna, inquiry.id, { question: 'Auch am Montag?', dueAt: '2026-11-21T09:00:00Z' })).toMatchObject({ state: 'waiting', question: 'Auch am Montag?' });
    expect(await getCaseFacts(context.db, caseId)).toMatchObject({ status: 'waiting_partner' });
    await closeInquiry(context, anna, inquiry.id, 'withdrawn');
    expect(await getCaseFacts(context.db, caseId)).toMatchObject({ status: 'open' });
    expect(await listInquiriesOf(context.db, caseId, { now })).toHaveLength(1);
  });
  it('is measured: waiting time, share in time, handovers per pair', async () => {
    now = new Date('2026-11-25T09:00:00Z');
    const { pairs, partners } = await readInquiryFigures(context, anna, 30);
    expect(pairs).toMatchObject([{ from: 'service', to: 'network', handovers: 1, figure: { answered: 1, medianHours: 3, inTime: { n: 1, share: 1 } } }]);
    expect(partners[0]).toMatchObject({ name: 'Nova' });
  });
});
