import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import hoodiecrow from 'hoodiecrow-imap';
import { testCertificate, testKey } from './imap-certificate.builders.ts';

/** A real IMAP server on loopback, with one mailbox of `hilfe`. */
export interface TestMailServer {
  port: number;
  deliver(raw: string | Buffer, folder?: string): void;
  /** Flags of the mails of a folder, in their order. */
  flags(folder?: string): string[][];
  subjects(folder?: string): string[];
  /** As after a rebuilt mailbox: other numbers for the same mails. */
  renumber(): void;
  close(): Promise<void>;
}
interface StoredMail { flags: string[]; raw: string; uid: number }
interface Folder { messages: StoredMail[]; uidvalidity: number; uidnext: number }
interface Hoodiecrow { listen(port: number, host: string, done: () => void): void; appendMessage(folder: string, flags: string[], date: string | false, raw: string): void; getMailbox(path: string): Folder; close(done: () => void): void; server: Server }

export async function startMailServer(folders: readonly string[] = ['Erledigt'], encryption: 'none' | 'starttls' | 'tls' = 'none'): Promise<TestMailServer> {
  const server = hoodiecrow({
    plugins: ['ID', 'IDLE', 'UIDPLUS', 'SPECIAL-USE', 'LITERALPLUS', 'MOVE', ...(encryption === 'starttls' ? ['STARTTLS', 'LOGINDISABLED'] : [])], secureConnection: encryption === 'tls', credentials: { key: testKey, cert: testCertificate }, users: { hilfe: { password: 'geheim-7' } },
    storage: { INBOX: { messages: [] }, '': { separator: '/', folders: Object.fromEntries(folders.map((name) => [name, { messages: [] }])) } },
  }) as Hoodiecrow; // the package has no types
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const messagesOf = (folder: string) => server.getMailbox(folder).messages;
  return {
    port: (server.server.address() as AddressInfo).port, // listens on TCP
    deliver: (raw, folder = 'INBOX') => server.appendMessage(folder, [], false, Buffer.isBuffer(raw) ? raw.toString('binary') : Buffer.from(raw).toString('binary')),
    flags: (folder = 'INBOX') => messagesOf(folder).map(({ flags }) => [...flags].sort()),
    subjects: (folder = 'INBOX') => messagesOf(folder).map(({ raw }) => /^subject: *(.*)$/im.exec(raw)?.[1]?.trim() ?? ''),
    renumber: () => {
      const box = server.getMailbox('INBOX');
      box.uidvalidity += 1;
      for (const [index, message] of box.messages.entries()) message.uid = index + 1;
      box.uidnext = box.messages.length + 1;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((done) => server.close(done));
    },
  };
}

/** Stands between and disturbs: what the server says goes through `meddle`; null cuts the connection. */
export async function startMeddler(port: number, meddle: (said: Buffer, n: number) => Buffer | null): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  let n = 0;
  const server = createServer((client) => {
    const behind = connect(port, '127.0.0.1');
    for (const socket of [client, behind]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => {
        sockets.delete(socket);
        client.destroy();
        behind.destroy();
      });
    }
    client.pipe(behind);
    behind.on('data', (said: Buffer) => {
      const passed = meddle(said, (n += 1));
      if (passed === null) client.destroy();
      else if (passed.length > 0) client.write(passed);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port, // listens on TCP
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
