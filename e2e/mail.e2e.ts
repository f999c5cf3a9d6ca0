import { createTransport } from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { simpleParser, type ParsedMail } from 'mailparser';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMailServer, type TestMailServer } from '../src/acting/mailbox/imap/imap-server.builders.ts';
import { apiKey, type Momente, startMomente } from './momente.ts';
import { until } from './until.ts';

/** A mail server of the world: what is sent to the company lies in its mailbox, what is sent to others is in `out`. */
async function startPost(box: TestMailServer): Promise<{ port: number; out: ParsedMail[]; close(): Promise<void> }> {
  const out: ParsedMail[] = [];
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks);
        if (session.envelope.rcptTo.some(({ address }) => address === 'hilfe@nordfunk.example')) box.deliver(raw);
        else void simpleParser(raw).then((mail) => out.push(mail));
        done();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { port: (server.server.address() as AddressInfo).port, out, close: () => new Promise((closed) => server.close(() => closed())) }; // listens on TCP
}

interface CaseItem { id: string; number: string; status: string; subjectLine: string; customerId: string | null }

describe('a mail to the company', () => {
  let box: TestMailServer;
  let post: Awaited<ReturnType<typeof startPost>>;
  let momente: Momente;
  beforeAll(async () => {
    box = await startMailServer();
    post = await startPost(box);
    momente = await start();
    await call('PUT', '/api/channels/mail', { settings: { server: 'instance', fromAddress: 'hilfe@nordfunk.example', fromName: 'Nordfunk', imprint: 'Nordfunk GmbH, Bonn' }, isOn: true, ratePerMinute: 600 });
    await call('POST', '/api/mail-accounts', { name: 'Hilfe', address: 'hilfe@nordfunk.example', host: '127.0.0.1', port: box.port, security: 'none', login: 'hilfe', password: 'geheim-7' });
  });
  afterAll(async () => {
    await momente?.remove();
    await post?.close();
    await box?.close();
  });

  const start = (dataFolder?: string) => startMomente({ ...(dataFolder === undefined ? {} : { dataFolder }), env: { MOMENTE_SMTP_URL: `smtp://127.0.0.1:${post.port}?from=hilfe@nordfunk.example`, MOMENTE_ALLOW_INTERNAL_ADDRESSES: 'true' } });
  async function call<Answer = { id: string }>(method: string, path: string, body: unknown): Promise<Answer> {
    const answer = await fetch(`${momente.url}${path}`, { method, headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${answer.status} from ${method} ${path}: ${text.slice(0, 500)}`);
    return JSON.parse(text) as Answer; // the contract of the path
  }
  const customerWrites = (mail: object) => createTransport({ host: '127.0.0.1', port: post.port, secure: false, ignoreTLS: true }).sendMail({ from: 'Anna Meier <anna@example.de>', to: 'hilfe@nordfunk.example', ...mail });
  const cases = async (status: string) => (await momente.get<{ items: CaseItem[] }>(`/api/cases?status=${status}`)).items;

  it('becomes a case of the right customer, is answered in its thread, and the customer’s answer opens it again', async () => {
    const { id: customerId } = await call('POST', '/api/customers', { identifiers: [{ kind: 'email', value: 'anna@example.de' }], traits: { firstName: 'Anna', lastName: 'Meier' } });
    const first = await customerWrites({ subject: 'Gespräche brechen ab', text: 'Guten Tag, seit gestern brechen meine Gespräche ab.' });
    const [opened] = await until(() => cases('new'), (found) => found.length > 0, 50_000);
    expect(opened).toMatchObject({ customerId, subjectLine: 'Gespräche brechen ab' });

    await call('POST', `/api/cases/${opened?.id}/replies`, { html: '<p>Bitte starten Sie das Telefon neu.</p>', status: 'solved' });
    const [reply] = await until(() => Promise.resolve(post.out), (sent) => sent.length > 0, 90_000);
    expect(reply?.inReplyTo).toBe(first.messageId);
    expect(reply?.subject).toContain(`${opened?.number}-`);
    expect(reply?.text).toContain('Bitte starten Sie das Telefon neu.');
    expect((await cases('solved')).map(({ id }) => id)).toEqual([opened?.id]);

    await customerWrites({ subject: `Re: ${reply?.subject}`, text: 'Das hat nicht geholfen.\n\nAm 22.11.2026 schrieb Nordfunk <hilfe@nordfunk.example>:\n> Bitte starten Sie das Telefon neu.', inReplyTo: String(reply?.messageId), references: [first.messageId, String(reply?.messageId)] });
    const [again] = await until(() => cases('open'), (found) => found.some(({ id }) => id === opened?.id), 90_000);
    expect(again).toMatchObject({ id: opened?.id, customerId });
    const { items } = await momente.get<{ items: { kind: string; text: string; direction: string | null }[] }>(`/api/cases/${opened?.id}/entries`);
    expect(items.filter(({ kind }) => kind === 'message').map(({ direction, text }) => [direction, text])).toEqual([['inbound', 'Das hat nicht geholfen.'], ['outbound', 'Bitte starten Sie das Telefon neu.'], ['inbound', 'Guten Tag, seit gestern brechen meine Gespräche ab.']]);
    await until(() => Promise.resolve(box.flags()), (flags) => flags.length === 2 && flags.every((one) => one.includes('\\Seen')));
  }, 240_000);

  it('that came while the server was down is there within seconds of its start', async () => {
    await momente.stop();
    await customerWrites({ subject: 'Kam in der Nacht', text: 'Guten Morgen, das Telefon ist tot.' });
    momente = await start(momente.dataFolder);
    const readyMs = Date.now();
    await until(() => cases('new'), (found) => found.some(({ subjectLine }) => subjectLine === 'Kam in der Nacht'), 90_000);
    expect(Date.now() - readyMs).toBeLessThan(45_000); // sooner than a minute, also on a busy machine
  }, 240_000);
});
