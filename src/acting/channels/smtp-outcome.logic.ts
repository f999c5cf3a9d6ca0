import type { SendOutcome } from './channels.contract.ts';

/** What goes wrong with SMTP, as the library says it. */
export interface SmtpFailure {
  message: string;
  code?: string | undefined;
  responseCode?: number | undefined;
  command?: string | undefined;
}

const MINUTE_MS = 60_000;
/** Enhanced status codes (RFC 3463, RFC 7505) of addresses at which nobody will ever be reached. */
const DEAD_ADDRESS = /\b5\.(1\.(1|2|3|6|10)|2\.1)\b/;
const ENHANCED = /\b[245]\.\d{1,3}\.\d{1,3}\b/;

/**
 * What became of a message that a server did not simply take.
 * @param isWholeMessageOut - whether everything up to its end had left: then a lost connection leaves us not knowing (RFC 5321 4.5.4.1)
 */
export function judgeFailure(failure: SmtpFailure, isWholeMessageOut: boolean): SendOutcome {
  const reason = shortReason(failure);
  const { responseCode, command = '', code } = failure;
  if (responseCode === undefined) {
    if (code === 'EENVELOPE') return { kind: 'refused', reason, isAddressDead: true }; // the library finds no address in it
    if (code === 'EMESSAGE') return { kind: 'refused', reason, isAddressDead: false }; // larger than the server takes
    return isWholeMessageOut ? { kind: 'unclear', reason } : { kind: 'retry', reason };
  }
  if (responseCode < 500) return { kind: 'retry', reason, afterMs: responseCode === 421 ? MINUTE_MS : 5 * MINUTE_MS };
  // Who we are was refused, not whom we write to: somebody has to set it right, and no address is to blame.
  if (!command.startsWith('RCPT') && !command.startsWith('DATA')) return { kind: 'retry', reason, afterMs: 15 * MINUTE_MS };
  const isAddressDead = command.startsWith('RCPT') && (DEAD_ADDRESS.test(failure.message) || (!ENHANCED.test(failure.message) && [550, 551, 553].includes(responseCode)));
  return { kind: 'refused', reason, isAddressDead };
}

const shortReason = ({ message, code }: SmtpFailure): string => `${code ?? 'SMTP'}: ${message.replaceAll(/\s+/g, ' ')}`.slice(0, 300);
