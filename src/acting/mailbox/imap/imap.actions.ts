import { ImapFlow } from 'imapflow';
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import { assertPublicHost } from '../../../platform/outgoing/public-host.ts';
import { MAX_MAIL_BYTES } from '../mail.contract.ts';
import type { AccountTest, TestResult } from '../mailbox.contract.ts';

export interface ImapServer { host: string; port: number; security: 'tls' | 'starttls' | 'none'; login: string; password: string }
/** A server that says nothing for so long is gone. */
export interface ImapPatience { connectMs: number; silenceMs: number }
export const usualPatience: ImapPatience = { connectMs: 15_000, silenceMs: 90_000 };
const LITERAL_LIMIT_BYTES = MAX_MAIL_BYTES + 1_000_000;

/**
 * Signs in to a mail server; the caller closes. Connects to the address that was checked, whatever DNS says a moment later.
 * @throws mail_account.unreachable, mail_account.refused, address.not_allowed, address.unknown
 */
export async function connectImap({ settings }: Pick<Context, 'settings'>, server: ImapServer, { connectMs, silenceMs }: ImapPatience = usualPatience): Promise<ImapFlow> {
  if (server.security === 'none' && settings.allowsInternalAddresses !== true) throw new Problem('mail_account.refused', 'Without encryption a mailbox is read only inside of the own network.');
  const host = await assertPublicHost(server.host, settings);
  const client = new ImapFlow({
    host, port: server.port, secure: server.security === 'tls', doSTARTTLS: server.security === 'starttls', servername: server.host, auth: { user: server.login, pass: server.password }, logger: false,
    connectionTimeout: connectMs, greetingTimeout: connectMs, socketTimeout: silenceMs, maxIdleTime: Math.floor(silenceMs / 2), autoIdleDelay: 500, disableCompression: true,
    maxLiteralSize: LITERAL_LIMIT_BYTES, maxResponseSize: LITERAL_LIMIT_BYTES + 1_000_000, maxLineLength: 5_000_000, clientInfo: { name: 'Momente' },
  });
  client.on('error', () => undefined); // whoever waits for an answer hears of it; without a listener the process would end
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.close();
    throw problemOf(error);
  }
}

/** Signs in, looks which folders there are, and changes nothing. */
export async function tryImap(context: Context, server: Omit<AccountTest, 'accountId' | 'password'> & { password: string }): Promise<TestResult> {
  const client = await connectImap(context, server, { connectMs: 10_000, silenceMs: 15_000 });
  try {
    const folders = await client.list();
    return { folders: folders.filter(({ flags }) => !flags.has('\\Noselect')).slice(0, 500).map(({ path, specialUse }) => ({ path, use: specialUse ?? null })), canIdle: client.capabilities.has('IDLE'), canMove: client.capabilities.has('MOVE') };
  } catch (error) {
    throw problemOf(error);
  } finally {
    client.close();
  }
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const said = wordsOf(error);
  return isRefusal(error) ? new Problem('mail_account.refused', `The mail server refuses: ${said}`, { said }) : new Problem('mail_account.unreachable', `The mail server cannot be reached: ${said}`, { said });
}

const isRefusal = (error: unknown) => typeof error === 'object' && error !== null && ('authenticationFailed' in error || 'responseStatus' in error);

/** What the server said, else what went wrong on the way there. */
export function wordsOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'responseText' in error && typeof error.responseText === 'string') return error.responseText.slice(0, 300);
  return error instanceof Error ? error.message.slice(0, 300) : String(error).slice(0, 300);
}
