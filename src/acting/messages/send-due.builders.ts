import { type AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { type SendOutcome } from '../channels/channels.contract.ts';
import { SmtpPool } from '../channels/smtp-pool.actions.ts';
import type { Outlet } from './outlets.contract.ts';

/** A mail server that takes mails and counts them; what it does with the nth one is told by `onMail`. */
export interface Sink {
  url: string;
  port: number;
  /** Receivers in the order in which their mails came in whole. */
  received: { to: string; raw: string }[];
  /** answer: as usual · drop: take it and never answer · defer: 451 · refuse: 550 5.1.1 at the receiver */
  behave: (to: string, n: number) => 'answer' | 'drop' | 'defer' | 'refuse';
  /** How long it thinks about each mail. */
  delayMs: number;
  stop(): Promise<void>;
}

export async function openSink(options: SMTPServerOptions = {}): Promise<Sink> {
  const sink: Sink = { url: '', port: 0, received: [], behave: () => 'answer', delayMs: 0, stop: () => new Promise((done) => server.close(() => done())) };
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, logger: false, maxClients: 500, closeTimeout: 200, ...options,
    onRcptTo: ({ address }, _session, done) => done(sink.behave(address, -1) === 'refuse' ? Object.assign(new Error('5.1.1 no such mailbox'), { responseCode: 550 }) : null),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo[0]?.address ?? '';
        const wish = sink.behave(to, sink.received.length);
        if (wish === 'defer') return done(Object.assign(new Error('4.3.0 try again later'), { responseCode: 451 }));
        sink.received.push({ to, raw: Buffer.concat(chunks).toString('utf8') });
        if (wish !== 'drop') return void (sink.delayMs > 0 ? setTimeout(done, sink.delayMs) : done());
        for (const connection of server.connections) if ((connection as { session?: unknown }).session === session) (connection as unknown as { _socket: { destroy(): void } })._socket.destroy();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  sink.port = (server.server.address() as AddressInfo).port;
  sink.url = `smtp://127.0.0.1:${sink.port}`;
  return sink;
}

/** Mail to a sink, through real SMTP, without the settings page. */
export function smtpOutlet(url: string, changes: Partial<Outlet> = {}): Outlet {
  const pool = new SmtpPool({ url, tls: 'if_offered', connections: 8, timeoutMs: 5_000 });
  return {
    channel: 'mail', isIdempotent: false, parallel: 8, ratePerMinute: null, from: 'hilfe@nordfunk.example', company: 'Nordfunk', retryAfterMs: (attempts) => (attempts < 40 ? 50 : null), holdMs: 20,
    send: ({ to, subjectLine, text, headers }, signal): Promise<SendOutcome> =>
      pool.send({ from: 'hilfe@nordfunk.example', to }, Buffer.from([...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), `To: ${to}`, `Subject: ${subjectLine}`, '', text, ''].join('\r\n')), signal),
    ...changes,
  };
}
