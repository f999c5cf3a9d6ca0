import { createServer, type AddressInfo, type Socket } from 'node:net';
import tls from 'node:tls';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTestContext, type TestContext } from '../../../platform/testing/test-storage.ts';
import { createAccount, passwordOf } from './accounts.actions.ts';
import { findAccount } from './accounts.queries.ts';
import { testCertificate } from './imap-certificate.builders.ts';
import { connectImap } from './imap.actions.ts';
import { startMailServer } from './imap-server.builders.ts';
import { MAX_MAIL_BYTES } from '../mail.contract.ts';
import { accountInputSchema } from '../mailbox.contract.ts';
import { readMailbox } from './read-mailbox.actions.ts';

let context: TestContext;
const closing: (() => Promise<void>)[] = [];
const systems = tls.getCACertificates('default');
beforeAll(async () => {
  context = await openTestContext({ settings: { publicUrl: 'http://localhost:3000', defaultCountry: 'DE', allowsInternalAddresses: true } });
});
afterEach(async () => {
  tls.setDefaultCACertificates(systems);
  for (const close of closing.splice(0)) await close();
});
afterAll(() => context?.close());

const start = async (encryption: 'none' | 'starttls' | 'tls' = 'none') => {
  const server = await startMailServer([], encryption);
  closing.push(() => server.close());
  return server;
};
const add = (port: number, security: 'none' | 'starttls' | 'tls') => createAccount(context, 'boss', accountInputSchema.parse({ name: `Hilfe ${port} ${security}`, address: 'hilfe@nordfunk.example', host: '127.0.0.1', port, security, login: 'hilfe', password: 'geheim-7', startsWith: 'all' }));
async function readOnce(id: string): Promise<number> {
  const account = await findAccount(context.db, id);
  if (!account) throw new Error('no account');
  const client = await connectImap(context, { ...account, password: passwordOf(context, account) });
  try {
    return await readMailbox(context, account, client);
  } finally {
    client.close();
  }
}
const mail = 'From: Anna Meier <anna@example.de>\r\nTo: hilfe@nordfunk.example\r\nSubject: Vertraulich\r\nMessage-ID: <tls@example.de>\r\n\r\nBitte nur verschlüsselt lesen.\r\n';

describe('a mailbox behind encryption', () => {
  it.each(['starttls', 'tls'] as const)('by %s is read from a server whose certificate is known', async (security) => {
    tls.setDefaultCACertificates([...systems, testCertificate]);
    const server = await start(security);
    server.deliver(mail.replace('tls@', `${security}@`));
    const { id } = await add(server.port, security);
    expect(await readOnce(id)).toBe(1);
    expect(server.flags()).toEqual([['\\Seen']]);
  });

  it.each(['starttls', 'tls'] as const)('by %s is not read from a server that anybody could pretend to be', async (security) => {
    const server = await start(security);
    await expect(add(server.port, security)).rejects.toMatchObject({ code: 'mail_account.unreachable' });
  });

  it('gets no password where somebody has cut the encryption out of the conversation', async () => {
    const heard: string[] = [];
    const sockets = new Set<Socket>();
    const cheat = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined).write('* OK ready\r\n');
      socket.on('data', (said) => {
        heard.push(said.toString());
        const tag = said.toString().split(' ')[0];
        socket.write(/CAPABILITY/i.test(said.toString()) ? `* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n${tag} OK\r\n` : `${tag} OK\r\n`);
      });
    });
    await new Promise<void>((ready) => cheat.listen(0, '127.0.0.1', ready));
    closing.push(() => new Promise((closed) => { for (const socket of sockets) socket.destroy(); cheat.close(() => closed()); }));
    await expect(add((cheat.address() as AddressInfo).port, 'starttls')).rejects.toMatchObject({ code: expect.stringMatching(/^mail_account\./) }); // listens on TCP
    expect(heard.join('')).not.toMatch(/LOGIN|AUTHENTICATE|geheim/i);
  });
});

describe('a mail as large as nobody sends them', () => {
  const huge = (name: string, bytes: number) => {
    const head = `From: Anna Meier <anna@example.de>\r\nTo: hilfe@nordfunk.example\r\nSubject: ${name}\r\nMessage-ID: <${name}@example.de>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nAnbei der Film.\r\n--b\r\nContent-Type: video/mp4\r\nContent-Disposition: attachment; filename=film.mp4\r\nContent-Transfer-Encoding: base64\r\n\r\n`;
    const tail = '\r\n--b--\r\n';
    const line = `${'A'.repeat(76)}\r\n`;
    return `${head}${line.repeat(Math.floor((bytes - head.length - tail.length) / line.length))}${tail}`;
  };
  const taken = async (subjectLine: string) => (await sql<{ text: string; leftOut: string | null; nFiles: number }>`
    select e.text, (select o.text from case_entries o where o.case_id = c.id and o.what = 'mail.left_out') as left_out, (select count(*)::int from case_attachments a where a.case_id = c.id) as n_files
    from cases c join case_entries e on e.case_id = c.id and e.kind = 'message' where c.subject_line = ${subjectLine}`.execute(context.db)).rows;

  it('of 49 MB is a case with its words; the file that is too large is named', async () => {
    const server = await start();
    server.deliver(huge('gross', 49_000_000));
    const { id } = await add(server.port, 'none');
    expect(await readOnce(id)).toBe(1);
    expect(await taken('gross')).toEqual([{ text: expect.stringContaining('Anbei der Film.'), leftOut: 'film.mp4', nFiles: 0 }]);
  });

  it('of more than 50 MB is not fetched: who and about what, how large, and the next mail is read', async () => {
    const server = await start();
    server.deliver(huge('riese', MAX_MAIL_BYTES + 2_000_000));
    server.deliver(mail.replace('tls@', 'danach@').replace('Vertraulich', 'Danach'));
    const { id } = await add(server.port, 'none');
    expect(await readOnce(id)).toBe(2);
    expect(await taken('riese')).toEqual([{ text: 'riese', leftOut: '52 MB', nFiles: 0 }]);
    expect(await taken('Danach')).toHaveLength(1);
    expect(server.flags()).toEqual([['\\Seen'], ['\\Seen']]);
  });
});
