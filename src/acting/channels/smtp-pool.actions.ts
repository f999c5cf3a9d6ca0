import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SendOutcome } from './channels.contract.ts';
import { judgeFailure, type SmtpFailure } from './smtp-outcome.logic.ts';

export interface SmtpServer {
  /** `smtp(s)://user:password@host:port` */
  url: string;
  tls: 'required' | 'if_offered';
  connections: number;
  /** For tests: how long to wait for a connection, and for each answer. */
  timeoutMs?: number;
}

const CONNECT_TIMEOUT_MS = 20_000;
const ANSWER_TIMEOUT_MS = 120_000;
const IDLE_MS = 5_000;
const MESSAGES_PER_CONNECTION = 500;

/** Whatever of nodemailer's own pool would send a message again by itself has no place here: a message is handed over once. */
export class SmtpPool {
  readonly #server: SmtpServer;
  readonly #idle: { connection: SMTPConnection; sent: number; timer: NodeJS.Timeout }[] = [];
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  constructor(server: SmtpServer) {
    this.#server = server;
  }

  /** @param raw - the whole message, headers and body, with CRLF */
  async send(envelope: { from: string; to: string }, raw: Buffer, signal: AbortSignal): Promise<SendOutcome> {
    await this.#untilFree();
    try {
      return await this.#sendNow(envelope, raw, signal);
    } finally {
      // The place goes on to who waits longest, or becomes free.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#busy -= 1;
    }
  }

  /** Ends idle connections; those in use end with their message. */
  close(): void {
    for (const { connection, timer } of this.#idle.splice(0)) {
      clearTimeout(timer);
      connection.quit();
    }
  }

  async #untilFree(): Promise<void> {
    if (this.#busy >= this.#server.connections) return new Promise<void>((free) => this.#waiting.push(free));
    this.#busy += 1;
  }

  async #sendNow(envelope: { from: string; to: string }, raw: Buffer, signal: AbortSignal): Promise<SendOutcome> {
    const known = this.#takeIdle();
    let connection: SMTPConnection;
    try {
      connection = known?.connection ?? (await this.#connect(signal));
    } catch (error) {
      return judgeFailure(failureOf(error), false);
    }
    let isWholeMessageOut = false;
    const failure = await new Promise<SmtpFailure | null>((done) => {
      const stop = () => {
        done({ message: 'stopped by this installation', code: 'EABORT' });
        connection.close();
      };
      signal.addEventListener('abort', stop, { once: true });
      const settle = (error: unknown) => {
        signal.removeEventListener('abort', stop);
        done(error ? failureOf(error) : null);
      };
      connection.once('error', settle);
      connection.once('end', () => settle(new Error('the connection was closed')));
      const message = Readable.from([raw], { objectMode: false });
      message.once('end', () => (isWholeMessageOut = true));
      connection.send({ from: envelope.from, to: [envelope.to], size: raw.length }, message, (error) => settle(error));
    });
    connection.removeAllListeners('error').removeAllListeners('end');
    connection.on('error', () => undefined);
    if (failure === null) {
      this.#keep(connection, (known?.sent ?? 0) + 1);
      return { kind: 'handed' };
    }
    if (failure.responseCode !== undefined && failure.responseCode !== 421) await this.#keepAfterRefusal(connection, (known?.sent ?? 0) + 1);
    else connection.close();
    return judgeFailure(failure, isWholeMessageOut);
  }

  #takeIdle() {
    const known = this.#idle.pop();
    if (known) clearTimeout(known.timer);
    return known;
  }

  #keep(connection: SMTPConnection, sent: number): void {
    if (sent >= MESSAGES_PER_CONNECTION) return connection.quit();
    const kept = { connection, sent, timer: setTimeout(() => this.#drop(connection), IDLE_MS) };
    // Servers end idle connections as they like; then there is one less.
    connection.once('end', () => this.#drop(connection));
    this.#idle.push(kept);
  }

  #drop(connection: SMTPConnection): void {
    const place = this.#idle.findIndex((idle) => idle.connection === connection);
    if (place < 0) return;
    clearTimeout(this.#idle.splice(place, 1)[0]?.timer);
    connection.quit();
  }

  async #keepAfterRefusal(connection: SMTPConnection, sent: number): Promise<void> {
    const isReset = await new Promise<boolean>((done) => {
      connection.once('end', () => done(false));
      connection.reset((error) => done(!error));
    });
    connection.removeAllListeners('end');
    if (isReset) this.#keep(connection, sent);
    else connection.close();
  }

  async #connect(signal: AbortSignal): Promise<SMTPConnection> {
    const { url, tls, timeoutMs } = this.#server;
    const address = new URL(url);
    const isSecure = address.protocol === 'smtps:';
    const connection = new SMTPConnection({
      host: address.hostname, port: address.port === '' ? (isSecure ? 465 : 587) : Number(address.port), secure: isSecure, requireTLS: tls === 'required' && !isSecure,
      connectionTimeout: timeoutMs ?? CONNECT_TIMEOUT_MS, greetingTimeout: timeoutMs ?? CONNECT_TIMEOUT_MS, dnsTimeout: timeoutMs ?? CONNECT_TIMEOUT_MS, socketTimeout: timeoutMs ?? ANSWER_TIMEOUT_MS,
    });
    let stop = () => {};
    try {
      await new Promise<void>((done, fail) => {
        stop = () => fail(new Error('stopped by this installation'));
        signal.addEventListener('abort', stop, { once: true });
        connection.once('error', fail);
        connection.once('end', () => fail(new Error('the connection was closed')));
        connection.connect((error) => (error ? fail(error) : done()));
      });
      if (address.username !== '') {
        await new Promise<void>((done, fail) => {
          connection.once('error', fail);
          connection.login({ credentials: { user: decodeURIComponent(address.username), pass: decodeURIComponent(address.password) } }, (error) => (error ? fail(error) : done()));
        });
      }
    } catch (error) {
      connection.removeAllListeners('error').removeAllListeners('end');
      connection.on('error', () => undefined);
      connection.close();
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
    connection.removeAllListeners('error').removeAllListeners('end');
    return connection;
  }
}

function failureOf(error: unknown): SmtpFailure {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code, responseCode, command } = error as Error & Partial<SmtpFailure>; // nodemailer adds them to its errors
  return { message: error.message, code, responseCode, command };
}
