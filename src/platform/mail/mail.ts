import { createTransport } from 'nodemailer';

export interface Mail {
  to: string;
  subject: string;
  /** Plain text; every mail we send to staff is a few lines and a link. */
  text: string;
}

/** Hands mails to the company's mail server. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

const TIMEOUT_MS = 20_000;

/**
 * @param url - `smtp(s)://user:password@host:port?from=momente@company.example`; without `from`, the name of the account or
 *   `momente@<host>` is the sender
 */
export function createMailer(url: string): Mailer {
  const address = new URL(url);
  const from = address.searchParams.get('from') ?? senderOf(address);
  const isSecure = address.protocol === 'smtps:';
  const transport = createTransport({
    host: address.hostname,
    port: address.port === '' ? (isSecure ? 465 : 587) : Number(address.port),
    secure: isSecure,
    ...(address.username === '' ? {} : { auth: { user: decodeURIComponent(address.username), pass: decodeURIComponent(address.password) } }),
    connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS,
    // A mail is made of our own words; nothing in it may name a file or an address to fetch.
    disableFileAccess: true, disableUrlAccess: true,
  });
  return {
    async send({ to, subject, text }) {
      // As an object, so that a comma or bracket in an address can never name a second reader.
      await transport.sendMail({ from, to: { name: '', address: to }, subject, text, headers: { 'auto-submitted': 'auto-generated' } });
    },
  };
}

function senderOf({ username, hostname }: URL): string {
  const user = decodeURIComponent(username);
  return user.includes('@') ? user : `momente@${hostname}`;
}
