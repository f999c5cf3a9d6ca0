import { createTransport } from 'nodemailer';
import type { Context } from '../../platform/context.ts';
import type { ChannelAdapter } from './channel-adapter.logic.ts';
import { missingOf, type OpenChannel, openChannel } from './channel-settings.actions.ts';
import type { Outgoing, SendOutcome } from './channels.contract.ts';
import { frameHtml, frameText, paragraphsOf } from './mail-frame.logic.ts';
import { SmtpPool } from './smtp-pool.actions.ts';

type MailChannel = OpenChannel<'mail'>;

/** Everything that says who wrote to whom about what, and the two headers with which one unsubscribes (RFC 8058, section 4). */
const SIGNED_HEADERS = 'From:Sender:Reply-To:Subject:Date:Message-ID:To:Cc:MIME-Version:Content-Type:Content-Transfer-Encoding:In-Reply-To:References:List-Unsubscribe:List-Unsubscribe-Post:Auto-Submitted';

interface Open {
  version: string;
  pool: SmtpPool;
}
const pools = new WeakMap<Context['vault'], Open>();

export function createMailAdapter(channel: MailChannel, timeoutMs?: number): ChannelAdapter<Context> {
  return {
    channel: 'mail',
    isIdempotent: false,
    parallel: channel.settings.connections,
    isReady: async (context) => {
      const missing = missingOf(context, channel);
      return missing.length === 0 ? { isReady: true } : { isReady: false, missing };
    },
    send: (context, message, signal) => sendMail(context, { channel, timeoutMs }, message, signal),
  };
}

/** Who mails come from, e.g. for the domain of Message-IDs. */
export async function readMailSender(context: Context): Promise<{ name: string; address: string; replyTo: string }> {
  const { settings } = await openChannel(context, 'mail');
  return { name: settings.fromName, address: settings.fromAddress, replyTo: settings.replyTo || settings.fromAddress };
}

async function sendMail(context: Context, { channel, timeoutMs }: { channel: MailChannel; timeoutMs: number | undefined }, message: Outgoing, signal: AbortSignal): Promise<SendOutcome> {
  const url = channel.settings.server === 'own' ? channel.secrets.smtpUrl : context.settings.smtpUrl;
  if (url === undefined) return { kind: 'retry', reason: 'no mail server is set up' };
  const from = channel.settings.bounceAddress || channel.settings.fromAddress;
  return poolOf(context, channel, url, timeoutMs).send({ from, to: message.to }, await composeMail(channel, message, context.clock.now()), signal);
}

/** One pool as long as nothing is changed, so that connections are kept between messages. */
function poolOf({ vault }: Context, { version, settings }: MailChannel, url: string, timeoutMs: number | undefined): SmtpPool {
  const known = pools.get(vault);
  const wanted = `${version} ${url}`;
  if (known?.version === wanted) return known.pool;
  known?.pool.close();
  const pool = new SmtpPool({ url, tls: settings.tls, connections: settings.connections, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
  pools.set(vault, { version: wanted, pool });
  return pool;
}

/** The whole mail as it goes over the line, signed where a key is there. */
export async function composeMail({ settings, secrets }: MailChannel, message: Outgoing, at: Date): Promise<Buffer> {
  const frame = { brandName: settings.brandName || settings.fromName, brandColor: settings.brandColor, imprint: settings.imprint, unsubscribeUrl: message.unsubscribeUrl ?? null, language: message.language };
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message: raw } = await transport.sendMail({
    // Addresses as objects, so that a comma or bracket in one can never name a second reader.
    from: { name: settings.fromName, address: settings.fromAddress },
    to: { name: message.toName, address: message.to },
    ...(replyToOf(settings.replyTo, message) === null ? {} : { replyTo: replyToOf(settings.replyTo, message) ?? '' }),
    subject: message.subjectLine,
    date: at,
    text: frameText(message.text, frame),
    html: frameHtml(message.html ?? paragraphsOf(message.text), frame),
    headers: Object.entries(message.headers).filter(([name]) => !/^(message-id|reply-to)$/i.test(name)).map(([key, value]) => ({ key, value })),
    ...(messageIdIn(message) === undefined ? {} : { messageId: messageIdIn(message) }),
    attachments: message.attachments.map(({ name, type, content }) => ({ filename: name, contentType: type, content })),
    ...(settings.dkim && secrets.dkimKey ? { dkim: { domainName: settings.dkim.domain, keySelector: settings.dkim.selector, privateKey: secrets.dkimKey, headerFieldNames: SIGNED_HEADERS } } : {}),
    // What customers and staff wrote may name no file and no address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  if (!Buffer.isBuffer(raw)) throw new Error('a mail that was composed into memory is a buffer');
  return raw;
}

/** Where answers go: a message may put a mark of its own there. */
const replyToOf = (address: string, { headers }: Outgoing): string | { name: string; address: string } | null => Object.entries(headers).find(([name]) => /^reply-to$/i.test(name))?.[1] ?? (address === '' ? null : { name: '', address });
const messageIdIn = ({ headers }: Outgoing): string | undefined => Object.entries(headers).find(([name]) => /^message-id$/i.test(name))?.[1];
