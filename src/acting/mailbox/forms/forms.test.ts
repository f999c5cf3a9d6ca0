import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { saveCustomers } from '../../../people/customers/save-customers.actions.ts';
import { openTestContext, type TestContext } from '../../../platform/testing/test-storage.ts';
import { type Desk, openDesk } from '../../cases/cases.builders.ts';
import { createTemplate } from '../../templates/templates.actions.ts';
import { registerMailboxRoutes } from '../mailbox.routes.ts';

let context: TestContext;
let desk: Desk;
let nowMs = Date.parse('2026-11-22T08:00:00Z');
let household = 0;
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => new Date(nowMs) }, settings: { publicUrl: 'https://cx.nordfunk.example', defaultCountry: 'DE' } });
  await sql`delete from service_policies`.execute(context.db); // their clocks have tests of their own
  desk = await openDesk(context, (routes) => registerMailboxRoutes(routes, context));
});
afterAll(async () => {
  await desk?.server.close();
  await context?.close();
});
beforeEach(async () => {
  household += 1;
  nowMs += 3_600_000;
  await sql`truncate cases, messages cascade`.execute(context.db);
});

const texts = { de: { title: 'Schreiben Sie uns', intro: 'Wir antworten in einem Werktag.', thanks: 'Danke!' }, en: { title: 'Write to us', intro: '', thanks: '' } };
const fields = [
  { key: 'topic', kind: 'choice', isRequired: true, labels: { de: 'Thema', en: 'Topic' }, choices: [{ de: 'Netz', en: 'Network' }, { de: 'Rechnung', en: 'Invoice' }] },
  { key: 'since', kind: 'date', isRequired: false, labels: { de: 'Seit wann?', en: 'Since when?' } },
  { key: 'number', kind: 'customer_number', isRequired: false, labels: { de: 'Kundennummer', en: 'Customer number' } },
];
let formNumber = 0;
async function makeForm(more: object = {}): Promise<{ id: string; code: string }> {
  const { status, body } = await desk.call('program', 'POST', '/api/web-forms', { code: `hilfe-${(formNumber += 1)}`, name: `Hilfe ${formNumber}`, texts, ...more });
  expect({ status, body }).toMatchObject({ status: 201 });
  return body;
}

interface Sent { origin?: string; host?: string; waitS?: number; token?: string; body?: object }
/** A customer opens the form, writes, and sends. */
async function send(code: string, { origin, host, waitS = 40, token, body = {} }: Sent = {}) {
  const opened = token ?? (await desk.server.inject({ url: `/api/public/forms/${code}`, remoteAddress: `203.0.113.${household}` })).json().token;
  nowMs += waitS * 1_000;
  const answer = await desk.server.inject({
    method: 'POST', url: `/api/public/forms/${code}`, remoteAddress: `203.0.113.${household}`, headers: { ...(origin === undefined ? {} : { origin }), ...(host === undefined ? {} : { host }) },
    payload: { token: opened, name: 'Anna Meier', email: 'anna@example.de', subjectLine: 'Kein Netz', text: 'Seit Montag geht nichts.', language: 'de', ...body },
  });
  return { status: answer.statusCode, body: answer.json(), headers: answer.headers, token: opened };
}
interface Kept { number: number; channel: string; subjectLine: string; department: string | null; category: string | null; priority: string; language: string; customerId: string | null; text: string; files: { name: string; mediaType: string }[] }
const cases = async () => (await sql<Kept>`
  select c.number, c.channel, c.subject_line, c.department, c.category, c.priority, c.language, i.customer_id, e.text, (select coalesce(jsonb_agg(jsonb_build_object('name', a.name, 'mediaType', a.media_type) order by a.name), '[]') from case_attachments a where a.case_id = c.id) as files
  from cases c join case_entries e on e.case_id = c.id and e.kind = 'message' left join identifiers i on i.id = c.subject order by c.number`.execute(context.db)).rows;

describe('a form', () => {
  it('makes a case of who wrote, where the form says, with what was answered', async () => {
    const { code } = await makeForm({ fields, department: 'service', category: 'network', priority: 'high' });
    const { status, body } = await send(code, { body: { values: { topic: 'Netz', since: '2026-11-16', number: 'K-100' } } });
    const [kept] = await cases();
    expect([status, body]).toEqual([201, { number: `V-${kept?.number}` }]);
    expect(kept).toMatchObject({ channel: 'web', subjectLine: 'Kein Netz', department: 'service', category: 'network', priority: 'high', language: 'de', text: 'Seit Montag geht nichts.\n\nThema: Netz\nSeit wann?: 2026-11-16\nKundennummer: K-100\n\nAnna Meier' });
    expect(kept?.customerId).toEqual(expect.any(String));
  });

  it('links nobody by a number that anybody can type', async () => {
    const [customerId] = await saveCustomers(context, [{ identifiers: [{ kind: 'customerNumber', value: 'K-777' }, { kind: 'email', value: 'besitzer@kunde.example' }], traits: { name: 'Besitzer' } }], { source: 'api', actor: 'test' });
    const { code } = await makeForm({ fields });
    await send(code, { body: { email: 'fremd@example.de', values: { topic: 'Netz', number: 'K-777' } } });
    const [kept] = await cases();
    expect(kept?.text).toContain('Kundennummer: K-777');
    expect([kept?.customerId === customerId, typeof kept?.customerId]).toEqual([false, 'string']);
  });

  it('speaks German and English, and takes choices of either', async () => {
    const { code } = await makeForm({ fields });
    const { texts: shown, fields: asked, company } = (await desk.server.inject({ url: `/api/public/forms/${code}` })).json();
    expect([shown.de.title, shown.en.title, asked[0].labels.en, typeof company]).toEqual(['Schreiben Sie uns', 'Write to us', 'Topic', 'string']);
    expect((await send(code, { body: { language: 'en', values: { topic: 'Network' } } })).status).toBe(201);
    expect((await cases())[0]).toMatchObject({ language: 'en', text: expect.stringContaining('Topic: Network') });
    expect((await send(code, { body: { language: 'fr' } })).status).toBe(400);
  });

  it('says which answer is missing or wrong, and makes nothing of it', async () => {
    const { code } = await makeForm({ fields });
    expect((await send(code)).body).toMatchObject({ code: 'request.invalid', errors: [{ at: 'body.values.topic', reason: 'is missing' }] });
    expect((await send(code, { body: { values: { topic: 'Kaffee', since: 'gestern' } } })).body.errors).toEqual([{ at: 'body.values.topic', reason: 'is not one of the choices' }, { at: 'body.values.since', reason: 'is not a date' }]);
    for (const wrong of [{ email: 'anna' }, { subjectLine: ' ' }, { text: '' }, { subjectLine: 'Kein Netz\r\nBcc: alle@example.de' }, { text: 'x'.repeat(20_001) }]) expect((await send(code, { body: { values: { topic: 'Netz' }, ...wrong } })).status).toBe(400);
    expect(await cases()).toEqual([]);
  });

  it('confirms in the customer’s language where that is wished', async () => {
    const { id } = await createTemplate(context, 'test', { kind: 'reply', name: 'Da', shortcut: null, category: null, touchpoint: null, department: null, channel: null, texts: [{ language: 'de', subjectLine: 'Angekommen', source: 'Vorgang {{ case.number }}' }, { language: 'en', subjectLine: 'Received', source: 'Case {{ case.number }}' }] });
    const { code } = await makeForm({ acknowledgeTemplate: id });
    const { body } = await send(code, { body: { language: 'en' } });
    const { rows } = await sql<{ address: string; text: string }>`select m.address, b.text from messages m join message_bodies b on b.id = m.body_id`.execute(context.db);
    expect(rows).toEqual([{ address: 'anna@example.de', text: expect.stringContaining(`Case ${body.number}`) }]);
  });

  it('that is paused or removed takes nothing', async () => {
    const { id, code } = await makeForm();
    const { token } = await send(code);
    await desk.call('program', 'PUT', `/api/web-forms/${id}`, { code, name: 'Hilfe', texts, isPaused: true });
    expect((await send(code, { token })).body).toMatchObject({ status: 404, code: 'web_form.not_found' });
    await desk.call('program', 'DELETE', `/api/web-forms/${id}`);
    expect((await desk.server.inject({ url: `/api/public/forms/${code}` })).statusCode).toBe(404);
    expect(await cases()).toHaveLength(1);
  });

  it('has a code of its own', async () => {
    const { code } = await makeForm();
    expect((await desk.call('program', 'POST', '/api/web-forms', { code, name: 'Noch eine', texts })).body).toMatchObject({ status: 409, code: 'web_form.code_taken' });
    expect((await desk.call('jana', 'POST', '/api/web-forms', { code: 'meins', name: 'Meins', texts })).status).toBe(403);
  });
});

describe('a page of the company elsewhere', () => {
  it('may ask and send by script when the form names it, and no other page may', async () => {
    const { code } = await makeForm({ origins: ['https://www.nordfunk.example'] });
    const asked = (origin: string, method: 'GET' | 'OPTIONS' = 'GET') => desk.server.inject({ method, url: `/api/public/forms/${code}`, headers: { origin } });
    expect((await asked('https://www.nordfunk.example')).headers).toMatchObject({ 'access-control-allow-origin': 'https://www.nordfunk.example', vary: expect.stringMatching(/origin/i) });
    expect((await asked('https://www.nordfunk.example', 'OPTIONS')).statusCode).toBe(204);
    for (const origin of ['https://evil.example', 'https://www.nordfunk.example.evil.example', 'http://www.nordfunk.example', 'null']) {
      expect((await asked(origin)).headers['access-control-allow-origin']).toBeUndefined();
      expect((await send(code, { origin })).body).toMatchObject({ code: 'web_form.foreign_page' });
    }
    const { headers } = await asked('https://www.nordfunk.example');
    expect(headers['access-control-allow-credentials']).toBeUndefined();
    for (const origin of ['https://www.nordfunk.example', 'https://cx.nordfunk.example']) expect((await send(code, { origin, body: { sendKey: randomUUID() } })).status).toBe(201);
    expect(await cases()).toHaveLength(2);
  });

  it('is our own under every address that we are reached by', async () => {
    const { code } = await makeForm();
    expect((await send(code, { origin: 'https://hilfe.nordfunk.example:8443', host: 'hilfe.nordfunk.example:8443' })).status).toBe(201);
    expect((await send(code, { origin: 'https://hilfe.nordfunk.example', host: 'hilfe.nordfunk.example:8443' })).body.code).toBe('web_form.foreign_page');
  });
});

describe('a machine', () => {
  it('that fills in what nobody sees, is faster than a person or makes up a time gets the usual answer and no case', async () => {
    const { code } = await makeForm();
    const { code: other } = await makeForm();
    expect((await send(code, { body: { website: 'https://spam.example' } })).body).toEqual({ number: null });
    expect((await send(code, { waitS: 1 })).body).toEqual({ number: null });
    const { token } = (await desk.server.inject({ url: `/api/public/forms/${other}` })).json();
    for (const forged of [token, `${Math.floor(nowMs / 1_000) - 60}.abc`, 'x', '']) expect([(await send(code, { token: forged })).status, await cases()]).toEqual([201, []]);
  });

  it('that lets a page lie for a day is asked to load it again', async () => {
    const { code } = await makeForm();
    expect((await send(code, { waitS: 24 * 3_600 + 1 })).body).toMatchObject({ code: 'web_form.refused', details: { reason: 'too_old' } });
  });

  it('from one address gets in ten times a minute', async () => {
    const { code } = await makeForm();
    const { token } = await send(code);
    const answers = [];
    for (let n = 0; n < 12; n += 1) answers.push((await send(code, { token, waitS: 1 })).status);
    expect([answers.filter((status) => status === 201).length, answers.at(-1)]).toEqual([9, 429]);
  });

  it('or an impatient person that sends the same form twice makes one case', async () => {
    const { code } = await makeForm();
    const sendKey = randomUUID();
    const [first, second] = [await send(code, { body: { sendKey } }), await send(code, { body: { sendKey } })];
    expect([first.status, second.status, (await cases()).length]).toEqual([201, 201, 1]);
  });
});

describe('files of a form', () => {
  const file = (name: string, mediaType: string, content: Buffer) => ({ name, mediaType, base64: content.toString('base64') });
  const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(100)]);
  it('come into the case under the type they have', async () => {
    const { code } = await makeForm({ takesAttachments: true });
    expect((await send(code, { body: { files: [file('foto.png', 'image/png', png), file('../../etc/notiz.txt', 'text/plain', Buffer.from('Hallo'))] } })).status).toBe(201);
    expect((await cases())[0]?.files).toEqual([{ name: 'foto.png', mediaType: 'image/png' }, { name: 'notiz.txt', mediaType: 'text/plain' }]);
  });

  it('that are programs, not what they say, too large or too many are refused by name, and nothing is kept', async () => {
    const { code } = await makeForm({ takesAttachments: true });
    const refusals = [[file('rechnung.pdf.exe', 'application/pdf', Buffer.from('MZ')), 'program'], [file('bild.svg', 'image/svg+xml', Buffer.from('<svg onload=alert(1)>')), 'program'], [file('foto.png', 'image/png', Buffer.from('%PDF-1.7')), 'type_unlike_content'], [file('leer.txt', 'text/plain', Buffer.alloc(0)), 'empty']] as const;
    for (const [one, reason] of refusals) expect((await send(code, { body: { files: [one] } })).body).toMatchObject({ code: 'web_form.refused', details: { reason, file: one.name } });
    nowMs += 61_000;
    household += 100;
    expect((await send(code, { body: { files: [file('film.bin', 'application/octet-stream', Buffer.alloc(5_000_001))] } })).status).toBeGreaterThanOrEqual(400);
    expect((await send(code, { body: { files: Array.from({ length: 6 }, (_, n) => file(`${n}.png`, 'image/png', png)) } })).status).toBe(400);
    expect((await send(code, { body: { files: [file('film.bin', 'application/octet-stream', Buffer.alloc(40_000_000))] } })).status).toBe(413);
    household -= 100;
    expect(await cases()).toEqual([]);
    expect((await sql`select from case_attachments`.execute(context.db)).rows).toEqual([]);
  });

  it('are not taken where the form has no place for them', async () => {
    const { code } = await makeForm();
    expect((await send(code, { body: { files: [file('foto.png', 'image/png', png)] } })).body).toMatchObject({ code: 'request.invalid', errors: [{ at: 'body.files' }] });
  });
});
