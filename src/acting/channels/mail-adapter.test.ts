import { generateKeyPairSync } from 'node:crypto';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { listChannels, makeDkimKey, openChannel, saveChannel } from './channel-settings.actions.ts';
import type { Outgoing } from './channels.contract.ts';
import { createMailAdapter } from './mail-adapter.actions.ts';

let context: TestContext;
const servers: { close(): void }[] = [];
beforeAll(async () => {
  context = await openTestContext();
});
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});
afterAll(() => context?.close());

const settings = { server: 'own', fromAddress: 'hilfe@nordfunk.example', fromName: 'Nordfunk, Hilfe', replyTo: 'antwort@nordfunk.example', brandName: 'Nordfunk', imprint: 'Nordfunk GmbH\nHafenstraße 1, 20457 Hamburg', connections: 4 };
const message: Outgoing = {
  id: '0192f0c0-0000-7000-8000-000000000001', to: 'anna@example.com', toName: 'Anna Größe', subject: null, subjectLine: 'Ihr Gerät – es gibt eine Lösung', text: 'Guten Tag Frau Größe,\n\nbitte laden Sie Fassung 4.2.', html: null,
  headers: { 'Message-ID': '<0192f0c0-0000-7000-8000-000000000001@nordfunk.example>' }, attachments: [], language: 'de',
};
const open = new AbortController().signal;

async function setUp(port: number, more: object = {}, timeoutMs = 2_000) {
  await saveChannel(context, 'mail', { settings: { ...settings, ...more }, secrets: { smtpUrl: `smtp://127.0.0.1:${port}` }, ratePerMinute: 6_000, isOn: true }, 'test');
  return createMailAdapter(await openChannel(context, 'mail'), timeoutMs);
}

async function listen(options: SMTPServerOptions): Promise<number> {
  const server = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], logger: false, ...options });
  server.on('error', () => undefined);
  servers.push({ close: () => server.close(() => undefined) });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.server.address() as AddressInfo).port;
}
/** Takes everything and remembers it. */
function sink() {
  const mails: string[] = [];
  let sessions = 0;
  const options: SMTPServerOptions = {
    onConnect: (_session, done) => {
      sessions += 1;
      done();
    },
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        mails.push(Buffer.concat(chunks).toString('latin1'));
        done();
      });
    },
  };
  return { mails, options, sessions: () => sessions };
}
const refusing = (at: 'rcpt' | 'data', code: number, text: string): SMTPServerOptions => {
  const error = Object.assign(new Error(text), { responseCode: code });
  return at === 'rcpt' ? { onRcptTo: (_address, _session, done) => done(error) } : { onData: (stream, _session, done) => void stream.resume().on('end', () => done(error)) };
};
/** A server that speaks so far and then does something rude. */
async function rude(script: (line: string, socket: Socket) => void, greeting = '220 rude'): Promise<number> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    if (greeting !== '') socket.write(`${greeting}\r\n`);
    socket.on('data', (data) => script(data.toString(), socket));
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}
const polite = (line: string): string => (line.startsWith('EHLO') ? '250 rude' : line.startsWith('DATA') ? '354 go on' : '250 2.0.0 ok');

describe('a mail', () => {
  it('arrives with its words, its frame and its Message-ID, and many share few connections', async () => {
    const { mails, options, sessions } = sink();
    const adapter = await setUp(await listen(options));
    expect(await adapter.isReady(context)).toEqual({ isReady: true });
    const outcomes = await Promise.all(Array.from({ length: 40 }, (_, n) => adapter.send(context, { ...message, id: `${n}`, to: `c${n}@example.com` }, open)));
    expect(outcomes.every(({ kind }) => kind === 'handed')).toBe(true);
    expect(mails).toHaveLength(40);
    expect(sessions()).toBeLessThanOrEqual(4);
    expect(mails[0]).toContain('Message-ID: <0192f0c0-0000-7000-8000-000000000001@nordfunk.example>');
    expect(mails[0]).toMatch(/From: "?Nordfunk, Hilfe"? <hilfe@nordfunk\.example>/);
    expect(mails[0]).toContain('Reply-To: antwort@nordfunk.example');
  });

  it('is signed so that its unsubscribe headers are covered and any change is seen', async () => {
    const { mails, options } = sink();
    const port = await listen(options);
    await setUp(port, { dkim: { domain: 'nordfunk.example', selector: 'momente' } });
    const record = await makeDkimKey(context, 'test');
    expect(record.name).toBe('momente._domainkey.nordfunk.example');
    const adapter = createMailAdapter(await openChannel(context, 'mail'), 2_000);
    await adapter.send(context, { ...message, unsubscribeUrl: 'https://m.example/u/abc', headers: { ...message.headers, 'List-Unsubscribe': '<https://m.example/u/abc>', 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } }, open);
    const resolver = async (name: string, type: string) => (type === 'TXT' && name === record.name ? [[record.value]] : []);
    const check = async (mail: string) => (await dkimVerify(Buffer.from(mail, 'latin1'), { resolver })).results[0];
    const mail = mails[0] ?? '';
    const result = await check(mail);
    expect(result?.status.result).toBe('pass');
    expect(result?.signingHeaders?.keys.toLowerCase().split(/[:;]\s*/)).toEqual(expect.arrayContaining(['list-unsubscribe', 'list-unsubscribe-post', 'from', 'subject', 'message-id']));
    expect((await check(mail.replace('/u/abc>', '/u/abd>')))?.status.result).toBe('fail');
  });

  it('never shows a secret again, and refuses one that cannot work', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const view = await saveChannel(context, 'mail', { settings: { ...settings, dkim: { domain: 'nordfunk.example', selector: 'ed' } }, secrets: { smtpUrl: 'smtps://kim:geheim@mail.example:465', dkimKey: pem }, ratePerMinute: 60, isOn: true }, 'test');
    expect(view).toMatchObject({ secretsSet: ['smtpUrl', 'dkimKey'], dnsRecord: { name: 'ed._domainkey.nordfunk.example', value: expect.stringMatching(/^v=DKIM1; k=ed25519; p=[\w+/]{43}=$/) } });
    expect(JSON.stringify(await listChannels(context))).not.toContain('geheim');
    await expect(saveChannel(context, 'mail', { settings, secrets: { smtpUrl: 'http://mail.example' }, ratePerMinute: 60, isOn: true }, 'test')).rejects.toMatchObject({ code: 'request.invalid' });
    await expect(saveChannel(context, 'mail', { settings, secrets: { dkimKey: 'no key' }, ratePerMinute: 60, isOn: true }, 'test')).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('cannot name a second reader or a header of its own', async () => {
    const { mails, options } = sink();
    const adapter = await setUp(await listen(options));
    await adapter.send(context, { ...message, toName: 'Anna <x@evil.example>,\r\nBcc: y@evil.example', subjectLine: 'Hallo\r\nBcc: z@evil.example' }, open);
    expect(mails[0]).not.toMatch(/^Bcc:/im);
    expect(mails).toHaveLength(1);
  });
});

describe('a mail server that', () => {
  const sendVia = async (port: number, more: object = {}, timeoutMs = 400) => (await setUp(port, more, timeoutMs)).send(context, message, open);

  it('greylists is asked again later', async () => {
    expect(await sendVia(await listen(refusing('rcpt', 451, '4.7.1 Greylisted, try again in 5 minutes')))).toMatchObject({ kind: 'retry', afterMs: 300_000 });
  });
  it('is out of room for now is asked again later', async () => {
    expect(await sendVia(await listen(refusing('data', 452, '4.3.1 Insufficient system storage')))).toMatchObject({ kind: 'retry' });
  });
  it('does not know the address makes it a dead one', async () => {
    expect(await sendVia(await listen(refusing('rcpt', 550, '5.1.1 No such user')))).toMatchObject({ kind: 'refused', isAddressDead: true });
  });
  it('refuses our words refuses the message, not the address', async () => {
    expect(await sendVia(await listen(refusing('data', 554, '5.7.1 Looks like spam')))).toMatchObject({ kind: 'refused', isAddressDead: false });
    expect(await sendVia(await listen(refusing('rcpt', 550, '5.7.1 Relaying denied')))).toMatchObject({ kind: 'refused', isAddressDead: false });
    expect(await sendVia(await listen(refusing('rcpt', 552, '5.2.2 Mailbox full')))).toMatchObject({ kind: 'refused', isAddressDead: false });
  });
  it('refuses the sender is a fault of ours, so nothing is lost', async () => {
    expect(await sendVia(await listen({ onMailFrom: (_address, _session, done) => done(Object.assign(new Error('5.7.1 Sender not allowed'), { responseCode: 550 })) }))).toMatchObject({ kind: 'retry' });
  });
  it('goes on after a refusal on the same connection', async () => {
    let sessions = 0;
    const port = await listen({ onConnect: (_session, done) => { sessions += 1; done(); }, onRcptTo: ({ address }, _session, done) => (address.startsWith('nobody') ? done(Object.assign(new Error('5.1.1 No'), { responseCode: 550 })) : done()), onData: (stream, _session, done) => void stream.resume().on('end', () => done()) });
    const adapter = await setUp(port, { connections: 1 });
    const outcomes = [];
    for (const to of ['nobody@example.com', 'anna@example.com', 'nobody2@example.com', 'ben@example.com']) outcomes.push((await adapter.send(context, { ...message, to }, open)).kind);
    expect(outcomes).toEqual(['refused', 'handed', 'refused', 'handed']);
    expect(sessions).toBe(1);
  });
  it('hangs at its greeting is given up, and the message waits', async () => {
    expect(await sendVia(await rude(() => undefined, ''))).toMatchObject({ kind: 'retry' });
  });
  it('hangs in the middle is given up, and the message waits', async () => {
    expect(await sendVia(await rude((line, socket) => !line.startsWith('RCPT') && !line.startsWith('MAIL') && socket.write(`${polite(line)}\r\n`)))).toMatchObject({ kind: 'retry' });
  });
  it('drops the line after the end of the message leaves us not knowing', async () => {
    let isData = false;
    const port = await rude((line, socket) => {
      if (isData) {
        if (line.endsWith('\r\n.\r\n')) socket.destroy();
        return;
      }
      if (line.startsWith('DATA')) isData = true;
      socket.write(`${polite(line)}\r\n`);
    });
    expect(await sendVia(port)).toMatchObject({ kind: 'unclear' });
  });
  it('never answers after the end of the message leaves us not knowing', async () => {
    let isData = false;
    const port = await rude((line, socket) => {
      if (isData) return;
      if (line.startsWith('DATA')) isData = true;
      socket.write(`${polite(line)}\r\n`);
    });
    expect(await sendVia(port)).toMatchObject({ kind: 'unclear' });
  });
  it('drops the line before the message has begun is asked again', async () => {
    expect(await sendVia(await rude((line, socket) => (line.startsWith('DATA') ? socket.destroy() : socket.write(`${polite(line)}\r\n`))))).toMatchObject({ kind: 'retry' });
  });
  it('offers no encryption gets nothing where encryption is required', async () => {
    const { mails, options } = sink();
    expect(await sendVia(await listen(options), { tls: 'required' })).toMatchObject({ kind: 'retry' });
    expect(mails).toEqual([]);
  });
  it('is not there is asked again', async () => {
    expect(await sendVia(1)).toMatchObject({ kind: 'retry' });
  });
  it('is slow is left alone when this installation stops', async () => {
    const stop = new AbortController();
    const adapter = await setUp(await rude(() => undefined, ''), {}, 20_000);
    const outcome = adapter.send(context, message, stop.signal);
    setTimeout(() => stop.abort(), 50);
    expect(await outcome).toMatchObject({ kind: 'retry', reason: expect.stringContaining('stopped') });
  });
});
