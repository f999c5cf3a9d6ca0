import type { ReadMail } from '../mail.contract.ts';

/**
 * Who wrote: a person; a program that answered by itself (out of office); a program that tells something (an order, a report);
 * one mail to many (newsletter, mailing list); ourselves, coming back.
 */
export type MailNature = 'person' | 'auto_reply' | 'automatic' | 'bulk' | 'own';

const OUT_OF_OFFICE = /^\s*((re|aw):\s*)*(\[?(automatische antwort|auto(matic)?[- ]?reply|autoreply|auto:|abwesenheits|abwesenheit\b|abwesend|out of (the )?office|ooo:|automatisch antwoord|réponse automatique|respuesta automática|eingangsbestätigung:))/i;

/** By RFC 3834 and what mail programs do in fact. */
export function natureOf({ headers, subjectLine, messageId, from }: Pick<ReadMail, 'headers' | 'subjectLine' | 'messageId' | 'from'>, isOurMessageId: (id: string) => boolean): MailNature {
  const first = (name: string) => (headers[name]?.[0] ?? '').trim().toLowerCase();
  if (Object.keys(headers).some((name) => name.startsWith('x-momente-')) || (messageId !== null && isOurMessageId(messageId))) return 'own';
  const submitted = first('auto-submitted').split(/[\s;]/)[0] ?? '';
  if (submitted === 'auto-replied' || submitted === 'auto-notified') return 'auto_reply';
  if (['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-response'].some((name) => headers[name] !== undefined && first(name) !== 'no')) return 'auto_reply';
  if (first('precedence') === 'auto_reply' || first('x-precedence') === 'auto_reply' || OUT_OF_OFFICE.test(subjectLine)) return 'auto_reply';
  if (submitted !== '' && submitted !== 'no') return 'automatic';
  if (['list-id', 'list-unsubscribe', 'list-post', 'feedback-id', 'x-campaign-id'].some((name) => headers[name] !== undefined) || /^(bulk|list|junk)$/.test(first('precedence'))) return 'bulk';
  return from === null || isRobotAddress(from.address) || first('return-path') === '<>' ? 'automatic' : 'person';
}

/** Addresses that read nothing: an answer there comes back at best. */
export function isRobotAddress(address: string): boolean {
  return /^(no-?reply|do-?not-?reply|noreply[+._-].*|mailer-daemon|postmaster|bounces?([+._-].*)?|nicht-?antworten|keine-?antwort|root|daemon|listserv|majordomo)@/i.test(address);
}

/** Whether the own server or one before it has judged this to be spam. */
export function isSpam({ headers }: Pick<ReadMail, 'headers'>): boolean {
  const first = (name: string) => (headers[name]?.[0] ?? '').trim().toLowerCase();
  return first('x-spam-flag').startsWith('yes') || first('x-spam-status').startsWith('yes');
}

/** A mail that says nothing but that its sender wants no more of them; the word with which lists are left, and no letter below. */
export function isOptOut({ subjectLine, text }: Pick<ReadMail, 'subjectLine' | 'text'>): boolean {
  return /^\s*((re|aw):\s*)*(unsubscribe|abmelden|abbestellen|newsletter (abbestellen|abmelden)|opt-?out)(\s+[\w.~-]{8,})?\s*[.!]?$/i.test(subjectLine) && text.trim().length <= 40;
}

export type Trust = 'verified' | 'failed' | 'unknown';

/**
 * Whether the From of a mail is who it says, as our own server judged (RFC 8601). Only lines of that server count, which is
 * the topmost one: everybody can write such a line into a mail, but not above those of our server.
 * @param trustedServer - its name in the line; null: nothing is believed, so nothing is known
 */
export function trustOf({ headers, from }: Pick<ReadMail, 'headers' | 'from'>, trustedServer: string | null): Trust {
  if (trustedServer === null || from === null) return 'unknown';
  const line = headers['authentication-results']?.[0];
  if (line === undefined) return 'unknown';
  const [server = '', ...results] = withoutComments(line).split(';').map((part) => part.trim());
  if (server.split(/\s/)[0]?.toLowerCase() !== trustedServer.toLowerCase()) return 'unknown';
  const domain = from.address.split('@').at(-1)?.toLowerCase() ?? '';
  const resultOf = (method: string) => results.filter((result) => new RegExp(`^${method}\\s*=`, 'i').test(result)).map((result) => ({ is: /=\s*(\w+)/.exec(result)?.[1]?.toLowerCase() ?? '', result }));
  const isAligned = (found: string | undefined) => found !== undefined && (found === domain || domain.endsWith(`.${found}`) || found.endsWith(`.${domain}`));
  const [dmarc] = resultOf('dmarc');
  // Of a mail with two senders the server may have judged the other one.
  const judged = /header\.from\s*=\s*"?(?:[^@\s;"]*@)?([\w.-]+)/i.exec(dmarc?.result ?? '')?.[1]?.toLowerCase();
  if (dmarc?.is === 'pass') return judged === undefined || judged === domain ? 'verified' : isAligned(judged) ? 'unknown' : 'failed';
  if (dmarc?.is === 'fail') return 'failed';
  if (resultOf('dkim').some(({ is, result }) => is === 'pass' && isAligned(/header\.(?:d|i)\s*=\s*"?(?:[^@\s;"]*@)?([\w.-]+)/i.exec(result)?.[1]?.toLowerCase()))) return 'verified';
  if (resultOf('spf').some(({ is, result }) => is === 'pass' && isAligned(/smtp\.mailfrom\s*=\s*"?(?:[^@\s;"]*@)?([\w.-]+)/i.exec(result)?.[1]?.toLowerCase()))) return 'verified';
  return resultOf('spf').some(({ is }) => is === 'fail') ? 'failed' : 'unknown';
}

/** Comments may hold semicolons, and others comments in them. */
function withoutComments(line: string): string {
  let depth = 0;
  return Array.from(line.slice(0, 4_000)).filter((char) => {
    if (char === '(') depth += 1;
    const isInside = depth > 0;
    if (char === ')' && depth > 0) depth -= 1;
    return !isInside;
  }).join('');
}
