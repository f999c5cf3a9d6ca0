import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { listChannels, refuseInternalServer, saveChannel } from './channel-settings.actions.ts';
import { adapterFor, sendTest } from './channels.actions.ts';
import type { Outgoing } from './channels.contract.ts';
import { readDeliveryReport, readInboundMessages } from './gateway-adapter.actions.ts';

let context: TestContext;
const now = new Date('2026-05-04T10:00:00Z');
const nowSeconds = now.getTime() / 1000;
const servers: Server[] = [];
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now }, settings: { publicUrl: 'https://cx.nordfunk.example', defaultCountry: 'DE', allowsInternalAddresses: true } });
});
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});
afterAll(() => context?.close());

interface Seen {
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}
/** A gateway that notes what it gets. */
async function gateway(answer: (response: ServerResponse, seen: Seen) => void): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk)).on('end', () => {
      const one = { path: request.url ?? '', headers: request.headers, body };
      seen.push(one);
      answer(response, one);
    });
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}
const answers = (status: number, body: object) => (response: ServerResponse) => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const message: Outgoing = { id: '0192f0c0-0000-7000-8000-000000000001', to: '+4915117654321', toName: 'Anna', subject: null, subjectLine: '', text: 'Ihr Gerät bekommt morgen Fassung 4.2.', html: null, headers: {}, attachments: [], language: 'de' };
const setUp = (settings: object, secrets: object = {}) => saveChannel(context, 'sms', { settings: { sender: '+4940123', ...settings }, secrets: { gatewaySecret: 'geheim', reportSecret: '', ...secrets }, ratePerMinute: 600, isOn: true }, 'test');
const send = async (settings: object) => {
  await setUp(settings);
  return (await adapterFor(context, 'sms')).send(context, message, new AbortController().signal);
};

describe('a text message', () => {
  it('goes to a gateway of our own shape with a key that recognises repetitions', async () => {
    const { url, seen } = await gateway(answers(200, { data: { id: 'g-77' } }));
    expect(await send({ preset: 'generic', url, idPath: 'data.id' })).toEqual({ kind: 'handed', providerId: 'g-77' });
    expect(seen[0]?.headers).toMatchObject({ 'idempotency-key': message.id, authorization: 'Bearer geheim' });
    const { reportUrl } = (await listChannels(context)).find(({ channel }) => channel === 'sms') ?? {};
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ id: message.id, channel: 'sms', from: '+4940123', to: '+4915117654321', text: message.text, reportUrl });
    expect((await adapterFor(context, 'sms')).isIdempotent).toBe(true);
  });

  it('goes to Twilio as a form', async () => {
    const { url, seen } = await gateway(answers(201, { sid: 'SM1', status: 'queued' }));
    expect(await send({ preset: 'twilio', url, account: 'AC1' })).toEqual({ kind: 'handed', providerId: 'SM1' });
    expect(seen[0]?.path).toBe('/2010-04-01/Accounts/AC1/Messages.json');
    expect(seen[0]?.headers.authorization).toBe(`Basic ${btoa('AC1:geheim')}`);
    expect(Object.fromEntries(new URLSearchParams(seen[0]?.body))).toMatchObject({ To: '+4915117654321', From: '+4940123', Body: message.text });
    expect((await adapterFor(context, 'sms')).isIdempotent).toBe(false);
  });

  it('goes to Vonage with numbers as it wants them', async () => {
    const { url, seen } = await gateway(answers(202, { message_uuid: 'u-1' }));
    expect(await send({ preset: 'vonage', url, account: 'key1' })).toEqual({ kind: 'handed', providerId: 'u-1' });
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({ message_type: 'text', channel: 'sms', to: '4915117654321', from: '4940123', client_ref: message.id });
  });

  it('goes to WhatsApp with the id of the number in the address', async () => {
    const { url, seen } = await gateway(answers(200, { messages: [{ id: 'wamid.1' }] }));
    expect(await send({ preset: 'whatsapp_cloud', url: `${url}/v23.0`, account: '1055' })).toEqual({ kind: 'handed', providerId: 'wamid.1' });
    expect(seen[0]?.path).toBe('/v23.0/1055/messages');
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({ messaging_product: 'whatsapp', to: '4915117654321', text: { body: message.text } });
  });

  it('is tried from the settings with a number as people write it', async () => {
    const { url, seen } = await gateway(answers(200, { id: '1' }));
    await setUp({ preset: 'generic', url });
    expect(await sendTest(context, 'sms', { to: '0151 / 17 65 43 21', language: 'de' })).toMatchObject({ kind: 'handed' });
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({ to: '+4915117654321' });
    await expect(sendTest(context, 'sms', { to: 'nobody', language: 'de' })).rejects.toMatchObject({ code: 'customer.identifier_invalid' });
    await expect(sendTest(context, 'messenger', { to: '0151 17654321', language: 'de' })).rejects.toMatchObject({ code: 'channel.not_ready' });
  });
});

describe('a gateway that', () => {
  it('has no such number makes the address a dead one', async () => {
    const { url } = await gateway(answers(400, { code: 21211, message: 'Invalid To number' }));
    expect(await send({ preset: 'twilio', url, account: 'AC1' })).toMatchObject({ kind: 'refused', isAddressDead: true });
  });
  it('refuses the message refuses no address', async () => {
    const { url } = await gateway(answers(400, { code: 21617, message: 'Too long' }));
    expect(await send({ preset: 'twilio', url, account: 'AC1' })).toMatchObject({ kind: 'refused', isAddressDead: false });
  });
  it('is asked too often, or does not know us, gets the message later', async () => {
    const busy = await gateway(answers(429, {}));
    expect(await send({ preset: 'generic', url: busy.url })).toMatchObject({ kind: 'retry', afterMs: 60_000 });
    const strict = await gateway(answers(401, {}));
    expect(await send({ preset: 'generic', url: strict.url })).toMatchObject({ kind: 'retry', afterMs: 900_000 });
  });
  it('breaks after it got the message leaves us not knowing', async () => {
    const broken = await gateway((response) => response.socket?.destroy());
    expect(await send({ preset: 'generic', url: broken.url })).toMatchObject({ kind: 'unclear' });
    const failing = await gateway(answers(500, {}));
    expect(await send({ preset: 'twilio', url: failing.url, account: 'AC1' })).toMatchObject({ kind: 'unclear' });
  });
  it('is not there gets the message later', async () => {
    expect(await send({ preset: 'generic', url: 'http://127.0.0.1:1' })).toMatchObject({ kind: 'retry' });
  });
});

describe('what a gateway tells us', () => {
  const ask = async (settings: object, request: { headers: Record<string, string>; rawBody: string }, secrets: object = {}) => {
    const { gatewayId } = await setUp(settings, secrets);
    return readDeliveryReport(context, gatewayId ?? '', { url: `https://cx.nordfunk.example/api/gateways/${gatewayId}/reports`, ...request });
  };
  const refused = { code: 'channel.report_refused' };
  const standard = (body: string, key: string, seconds = nowSeconds) => ({ headers: { 'content-type': 'application/json', 'webhook-id': 'r1', 'webhook-timestamp': `${seconds}`, 'webhook-signature': `v1,${createHmac('sha256', key).update(`r1.${seconds}.${body}`).digest('base64')}` }, rawBody: body });

  it('counts only with its signature, and not when it is old', async () => {
    const body = JSON.stringify({ reports: [{ id: 'g-1', state: 'delivered' }, { id: 'g-2', state: 'failed', isAddressDead: true, detail: 'unknown number' }, { id: 'g-3', state: 'queued' }] });
    const settings = { preset: 'generic', url: 'https://gateway.example' };
    expect((await ask(settings, standard(body, 'report'), { reportSecret: 'report' })).map(({ providerId, state, isAddressDead }) => [providerId, state, isAddressDead])).toEqual([['g-1', 'delivered', false], ['g-2', 'failed', true]]);
    await expect(ask(settings, standard(body, 'guessed'), { reportSecret: 'report' })).rejects.toMatchObject(refused);
    await expect(ask(settings, standard(body, 'report', nowSeconds - 301), { reportSecret: 'report' })).rejects.toMatchObject(refused);
    await expect(ask(settings, { ...standard(body, 'report'), rawBody: body.replace('g-1', 'g-9') }, { reportSecret: 'report' })).rejects.toMatchObject(refused);
    await expect(ask(settings, { headers: {}, rawBody: body })).rejects.toMatchObject(refused);
    const right = standard(body, 'report');
    await expect(ask(settings, { ...right, headers: { ...right.headers, 'webhook-signature': 'é'.repeat(right.headers['webhook-signature'].length) } }, { reportSecret: 'report' })).rejects.toMatchObject(refused);
  });

  it('is understood from Twilio, whose signature covers the address and the sorted fields', async () => {
    const settings = { preset: 'twilio', account: 'AC1' };
    const { gatewayId } = await setUp(settings);
    const fields = { MessageStatus: 'undelivered', ErrorCode: '30005', MessageSid: 'SM1' };
    const signed = `https://cx.nordfunk.example/api/gateways/${gatewayId}/reportsErrorCode30005MessageSidSM1MessageStatusundelivered`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': createHmac('sha1', 'geheim').update(signed).digest('base64') };
    expect(await ask(settings, { headers, rawBody: new URLSearchParams(fields).toString() })).toMatchObject([{ providerId: 'SM1', state: 'failed', isAddressDead: true }]);
    await expect(ask(settings, { headers, rawBody: new URLSearchParams({ ...fields, MessageSid: 'SM2' }).toString() })).rejects.toMatchObject(refused);
  });

  it('is understood from Vonage, whose token names the hash of the body', async () => {
    const settings = { preset: 'vonage', account: 'key1' };
    const rawBody = JSON.stringify({ message_uuid: 'u-1', status: 'delivered' });
    const token = (claims: object, secret = 'signing', head: object = { alg: 'HS256', typ: 'JWT' }) => {
      const text = [head, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
      return `Bearer ${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
    };
    const claims = { iat: nowSeconds, payload_hash: createHash('sha256').update(rawBody).digest('hex') };
    const secrets = { reportSecret: 'signing' };
    expect(await ask(settings, { headers: { authorization: token(claims) }, rawBody }, secrets)).toMatchObject([{ providerId: 'u-1', state: 'delivered' }]);
    await expect(ask(settings, { headers: { authorization: token(claims, 'other') }, rawBody }, secrets)).rejects.toMatchObject(refused);
    await expect(ask(settings, { headers: { authorization: token(claims, 'signing', { alg: 'none' }) }, rawBody }, secrets)).rejects.toMatchObject(refused);
    await expect(ask(settings, { headers: { authorization: token({ ...claims, iat: nowSeconds - 4_000 }) }, rawBody }, secrets)).rejects.toMatchObject(refused);
    await expect(ask(settings, { headers: { authorization: token(claims) }, rawBody: rawBody.replace('u-1', 'u-2') }, secrets)).rejects.toMatchObject(refused);
  });

  it('is understood from WhatsApp, also what customers write', async () => {
    const settings = { preset: 'whatsapp_cloud', account: '1055' };
    const rawBody = JSON.stringify({ entry: [{ changes: [{ value: { statuses: [{ id: 'wamid.1', status: 'read' }, { id: 'wamid.2', status: 'sent' }], messages: [{ id: 'wamid.3', from: '4915117654321', text: { body: 'Danke!' } }] } }] }] });
    const headers = { 'x-hub-signature-256': `sha256=${createHmac('sha256', 'app').update(rawBody).digest('hex')}` };
    expect(await ask(settings, { headers, rawBody }, { reportSecret: 'app' })).toMatchObject([{ providerId: 'wamid.1', state: 'opened' }]);
    const { gatewayId } = await setUp(settings, { reportSecret: 'app' });
    expect(await readInboundMessages(context, gatewayId ?? '', { url: '', headers, rawBody })).toEqual([{ gatewayId, channel: 'sms', providerId: 'wamid.3', from: '+4915117654321', text: 'Danke!' }]);
  });

  it('is refused for a gateway that nobody set up', async () => {
    await expect(readDeliveryReport(context, '00000000-0000-8000-8000-000000000000', { url: '', headers: {}, rawBody: '{}' })).rejects.toMatchObject({ code: 'channel.gateway_not_found' });
  });
});

describe('the secret of a gateway', () => {
  it('stays with the gateway it was given for: another address or kind asks for it again', async () => {
    await setUp({ preset: 'generic', url: 'https://gateway.example/send' });
    const change = (settings: object, secrets: object = {}) => saveChannel(context, 'sms', { settings: { sender: '+4940123', ...settings }, secrets, ratePerMinute: 600, isOn: true }, 'test');
    await expect(change({ preset: 'generic', url: 'https://evil.example/send' })).rejects.toMatchObject({ code: 'request.invalid' });
    await expect(change({ preset: 'twilio', account: 'AC1' })).rejects.toMatchObject({ code: 'request.invalid' });
    expect(await change({ preset: 'generic', url: 'https://gateway.example/v2/send' })).toMatchObject({ isReady: true });
    expect(await change({ preset: 'generic', url: 'https://other.example/send' }, { gatewaySecret: 'neu' })).toMatchObject({ isReady: true });
  });
});

describe('a mail server that somebody enters', () => {
  it('lies in the open internet, unless this installation lets its own network in', async () => {
    const entered = (smtpUrl: string, allowsInternalAddresses: boolean) => refuseInternalServer({ settings: { ...context.settings, allowsInternalAddresses } }, { smtpUrl });
    for (const host of ['127.0.0.1:25', 'localhost:6379', '[::1]:25', '169.254.169.254:80']) await expect(entered(`smtp://${host}`, false)).rejects.toMatchObject({ code: 'address.not_allowed' });
    expect(await entered('smtp://127.0.0.1:25', true)).toBeUndefined();
  });
});
