import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';

export interface PostedMail {
  to: string;
  subject: string;
  at: Date;
}

export interface PostOffice {
  /** e.g. smtp://127.0.0.1:41236: a mail server that takes everything and delivers nothing. */
  url: string;
  /** All that was taken so far. */
  readonly taken: number;
  /** The last hundred, newest first. */
  readonly last: readonly PostedMail[];
  stop(): Promise<void>;
}

const SHOWN = 100;
const HEAD_BYTES = 16_384;

/**
 * The mail server of the demo company, on this machine only: nobody there has a real address, so its mails end here. It speaks
 * real SMTP, so that whoever tries the product sees what would happen.
 */
export async function startPostOffice({ port = 0, now = () => new Date() }: { port?: number; now?: () => Date } = {}): Promise<PostOffice> {
  const last: PostedMail[] = [];
  let taken = 0;
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 300,
    size: 30_000_000,
    onData(stream, session, done) {
      let head = '';
      stream.on('data', (chunk: Buffer) => { if (head.length < HEAD_BYTES) head += chunk.toString('latin1'); });
      stream.on('end', () => {
        for (const { address } of session.envelope.rcptTo) last.unshift({ to: address, subject: /^subject: (.*)$/im.exec(head)?.[1]?.trim() ?? '', at: now() });
        taken += session.envelope.rcptTo.length;
        last.length = Math.min(last.length, SHOWN);
        done();
      });
    },
  });
  server.on('error', () => undefined); // a client that hangs up is no reason to stop
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', () => listening()));
  const { port: bound } = server.server.address() as AddressInfo; // a TCP server has such an address
  server.server.unref();
  return {
    url: `smtp://127.0.0.1:${bound}`,
    get taken() { return taken; },
    last,
    stop: () => new Promise((stopped) => server.close(() => stopped())),
  };
}
