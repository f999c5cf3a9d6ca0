import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { saveCustomers } from '../../people/customers/save-customers.actions.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { solveCase } from '../cases/changes/change-case.actions.ts';
import { type Desk, openDesk } from '../cases/cases.builders.ts';
import { saveChannel } from '../channels/channel-settings.actions.ts';
import { registerMailboxRoutes } from './mailbox.routes.ts';

let context: TestContext;
let desk: Desk;
let customerId = '';
const gateways: Record<string, string> = {};
let nowMs = Date.parse('2026-11-22T08:00:00Z');
const reportSecret = `whsec_${Buffer.from('a secret of the gateway').toString('base64')}`;
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => new Date(nowMs) }, settings: { publicUrl: 'https://cx.nordfunk.example', defaultCountry: 'DE' } });
  await sql`delete from service_policies`.execute(context.db); // their clocks have tests of their own
  desk = await openDesk(context, (routes) => registerMailboxRoutes(routes, context));
  gateways['sms'] = (await saveChannel(context, 'sms', { settings: { preset: 'generic', url: 'https://sms.example', sender: '+4940123' }, secrets: { gatewaySecret: 'geheim', reportSecret }, ratePerMinute: 600, isOn: true }, 'test')).gatewayId ?? '';
  gateways['messenger'] = (await saveChannel(context, 'messenger', { settings: { preset: 'whatsapp_cloud', account: '1055' }, secrets: { gatewaySecret: 'geheim', reportSecret: 'app-geheim' }, ratePerMinute: 600, isOn: true }, 'test')).gatewayId ?? '';
  [customerId = ''] = await saveCustomers(context, [{ identifiers: [{ kind: 'phone', value: '+4915117654321' }, { kind: 'email', value: 'anna@example.de' }], traits: { name: 'Anna Meier' } }], { source: 'api', actor: 'test' });
});
afterAll(async () => {
  await desk?.server.close();
  await context?.close();
});
beforeEach(async () => {
  nowMs += 30 * 86_400_000;
  await sql`truncate cases cascade`.execute(context.db);
});

async function post(channel: string, body: string, headers: Record<string, string>) {
  const answer = await desk.server.inject({ method: 'POST', url: `/api/gateways/${gateways[channel]}/inbound`, headers: { 'content-type': 'application/json', ...headers }, payload: body });
  return { status: answer.statusCode, body: answer.json() };
}
let n = 0;
function sms(text: string, { id = `sms-${(n += 1)}`, from = '+4915117654321', secret = reportSecret, atMs = nowMs } = {}) {
  const body = JSON.stringify({ id, from, text });
  return post('sms', body, { 'webhook-id': id, 'webhook-timestamp': String(Math.floor(atMs / 1_000)), 'webhook-signature': new Webhook(secret).sign(id, new Date(atMs), body) });
}
function whatsapp(messages: { id: string; text?: string; from?: string }[], secret = 'app-geheim') {
  const body = JSON.stringify({ entry: [{ changes: [{ value: { messages: messages.map(({ id, text, from = '4915117654321' }) => ({ id, from, type: text === undefined ? 'image' : 'text', ...(text === undefined ? { image: { id: 'p' } } : { text: { body: text } }) })) } }] }] });
  return post('messenger', body, { 'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` });
}
const cases = async () => (await sql<{ id: string; channel: string; status: string; subjectLine: string; language: string | null; customerId: string | null; said: string[] }>`
  select c.id, c.channel, c.status, c.subject_line, c.language, i.customer_id, (select array_agg(e.text order by e.seq) from case_entries e where e.case_id = c.id and e.kind = 'message') as said
  from cases c left join identifiers i on i.id = c.subject order by c.number`.execute(context.db)).rows;

describe('a short message', () => {
  it('opens a case of the customer who has the number', async () => {
    expect(await sms('Hallo, mein Netz ist seit gestern weg und ich kann nicht telefonieren.')).toEqual({ status: 200, body: { success: true, messages: 1 } });
    expect(await cases()).toMatchObject([{ channel: 'sms', status: 'new', customerId, language: 'de', subjectLine: 'Hallo, mein Netz ist seit gestern weg und ich kann nicht telefonieren.' }]);
  });

  it('soon after goes on in the same case, after three days or a solution it is a new one', async () => {
    await sms('Kein Netz.');
    nowMs += 71 * 3_600_000;
    await sms('Immer noch nicht.');
    expect((await cases()).map(({ said }) => said)).toEqual([['Kein Netz.', 'Immer noch nicht.']]);
    nowMs += 73 * 3_600_000;
    await sms('Jetzt etwas anderes.');
    expect((await cases()).map(({ said }) => said)).toEqual([['Kein Netz.', 'Immer noch nicht.'], ['Jetzt etwas anderes.']]);
    await solveCase(context, desk.actors.jana, (await cases())[1]?.id ?? '');
    await sms('Und noch etwas.');
    expect(await cases()).toHaveLength(3);
  });

  it('of somebody nobody knows makes a customer of the number', async () => {
    await sms('Guten Tag, ich interessiere mich für einen Vertrag.', { from: '+4917099887766' });
    const [found] = await cases();
    expect(found?.customerId).toEqual(expect.any(String));
    expect(found?.customerId).not.toBe(customerId);
  });

  it('that the gateway sends again comes in once', async () => {
    await sms('Kein Netz.', { id: 'same' });
    await sms('Kein Netz.', { id: 'same' });
    expect((await cases()).map(({ said }) => said)).toEqual([['Kein Netz.']]);
  });

  it('that is forged, recorded or for a gateway that is not there changes nothing', async () => {
    expect(await sms('x', { secret: `whsec_${btoa('another secret')}` })).toMatchObject({ status: 401, body: { code: 'channel.report_refused' } });
    expect(await sms('x', { atMs: nowMs - 301_000 })).toMatchObject({ body: { code: 'channel.report_refused' } });
    expect((await post('sms', JSON.stringify({ id: '1', from: '+4915117654321', text: 'x' }), {})).body).toMatchObject({ code: 'channel.report_refused' });
    expect((await desk.server.inject({ method: 'POST', url: '/api/gateways/0192f0c0-0000-7000-8000-000000000001/inbound', payload: '{}' })).statusCode).toBe(404);
    expect(await cases()).toEqual([]);
  });

  it('that says STOP ends messages on this channel and opens nothing', async () => {
    for (const word of ['STOP', ' stopp. ', 'Ende']) await sms(word);
    await sms('Ende der Woche ziehe ich um, was muss ich tun?');
    expect((await cases()).map(({ subjectLine }) => subjectLine)).toEqual(['Ende der Woche ziehe ich um, was muss ich tun?']);
    const { rows } = await sql<{ purpose: string; channel: string; state: string }>`select distinct purpose, channel, state from consent_log order by purpose`.execute(context.db);
    expect(rows).toEqual([{ purpose: 'feedback', channel: 'sms', state: 'withdrawn' }, { purpose: 'marketing', channel: 'sms', state: 'withdrawn' }]);
  });
});

describe('a messenger', () => {
  it('brings several messages at once, in their order, into one talk', async () => {
    expect(await whatsapp([{ id: 'wamid.1', text: 'Hallo' }, { id: 'wamid.2', text: 'Mein Router startet neu' }])).toMatchObject({ status: 200, body: { messages: 2 } });
    expect(await cases()).toMatchObject([{ channel: 'chat', customerId, said: ['Hallo', 'Mein Router startet neu'] }]);
  });

  it('that sends a picture without words still makes a case that can be read', async () => {
    expect((await whatsapp([{ id: 'wamid.3' }])).status).toBe(200);
    const [found] = await cases();
    expect(found).toMatchObject({ subjectLine: expect.stringMatching(/^Bild, Sprachnachricht oder Datei ohne Text/), language: null });
  });

  it('does not mix with short messages of the same customer', async () => {
    await sms('Kein Netz.');
    await whatsapp([{ id: 'wamid.4', text: 'Rechnung?' }]);
    expect((await cases()).map(({ channel }) => channel)).toEqual(['sms', 'chat']);
  });

  it('with a wrong signature is refused', async () => {
    expect((await whatsapp([{ id: 'wamid.5', text: 'x' }], 'falsch')).status).toBe(401);
  });
});
