import type { MailReport } from '../mail.contract.ts';

export interface ReportParts {
  /** Parameter report-type of a multipart/report. */
  reportType: string | null;
  /** Bodies of message/delivery-status and message/disposition-notification. */
  statuses: readonly string[];
  /** The mail it is about, or its headers. */
  originals: readonly string[];
  subjectLine: string;
  from: string | null;
  isFromNobody: boolean;
  text: string;
}

const MESSAGE_IDS = /^message-id:\s*(<[^>\s]{1,400}>)/gim;
const BOUNCE_SUBJECT = /^(undeliver(ed|able)|unzustellbar|nicht zugestellt|zustellung fehlgeschlagen|mail delivery (failed|failure|system)|delivery status notification|returned mail|failure notice|delivery failure|rückläufer|nachricht nicht zustellbar)/i;

/** What a mail reports about one of ours, by RFC 3464 (delivery) and RFC 8098 (receipts), or as qmail and old Exchange write it; null: it is no report. */
export function readReport(parts: ReportParts): MailReport | null {
  const messageIds = [...new Set(parts.originals.flatMap((original) => [...original.slice(0, 100_000).matchAll(MESSAGE_IDS)].map(([, id]) => id ?? '')))].slice(0, 20);
  const status = parts.statuses.join('\n\n').slice(0, 50_000).replaceAll('\r\n', '\n');
  if (/disposition-notification/i.test(parts.reportType ?? '') || /^disposition:/im.test(status)) {
    const original = /^original-message-id:\s*(<[^>\s]{1,400}>)/im.exec(status)?.[1];
    return { kind: 'receipt', isHard: false, diagnostic: '', recipient: recipientOf(status), messageIds: original === undefined ? messageIds : [original] };
  }
  if (/^action:/im.test(status)) return fromStatus(status, messageIds);
  const isByServer = parts.isFromNobody || /^(mailer-daemon|postmaster|mail-daemon)@/i.test(parts.from ?? '');
  if (isByServer && (BOUNCE_SUBJECT.test(parts.subjectLine) || /^Hi\. This is the qmail-send program/im.test(parts.text) || parts.reportType === 'delivery-status')) return fromText(parts, messageIds);
  return null;
}

function fromStatus(status: string, messageIds: string[]): MailReport {
  const action = /^action:\s*([\w-]+)/im.exec(status)?.[1]?.toLowerCase();
  const code = /^status:\s*(\d\.\d{1,3}\.\d{1,3})/im.exec(status)?.[1] ?? '';
  const said = /^diagnostic-code:\s*((?:.|\n[ \t])*)/im.exec(status)?.[1]?.replaceAll(/\s+/g, ' ').trim() ?? '';
  const kind = action === 'delayed' ? 'delay' : action === 'delivered' || action === 'relayed' || action === 'expanded' ? 'delivered' : 'bounce';
  // A full mailbox (x.2.2) and what the message itself is to blame for (5.3.4 too large, 5.7.x refused) say nothing against the address.
  const isHard = kind === 'bounce' && code.startsWith('5.') && !/^5\.(2\.[23]|3\.|4\.|6\.|7\.)/.test(code);
  return { kind, isHard, diagnostic: `${code} ${said}`.trim().slice(0, 500), recipient: recipientOf(status), messageIds };
}

/** No machine-readable part: the text names the address, the code and often repeats the mail below a line. */
function fromText({ text, originals }: ReportParts, known: string[]): MailReport {
  const head = text.slice(0, 20_000);
  const ids = known.length > 0 ? known : [...new Set([head, ...originals].flatMap((part) => [...part.matchAll(MESSAGE_IDS)].map(([, id]) => id ?? '')))].slice(0, 20);
  const said = /#?\b([45])\.(\d{1,3})\.(\d{1,3})\b[^\n]*/.exec(head) ?? /\b([45])\d\d[ -][^\n]*/.exec(head);
  const isForEver = said === null || said[1] === '5';
  const isAddressDead = said?.[2] === undefined ? /no such user|user unknown|unknown user|does not exist|no mailbox|unbekannt/i.test(said?.[0] ?? head) : said[2] === '1';
  const isHard = isForEver && isAddressDead;
  return { kind: 'bounce', isHard, diagnostic: (said?.[0] ?? head.split('\n').find((line) => line.trim() !== '') ?? '').replaceAll(/\s+/g, ' ').trim().slice(0, 500), recipient: /<([^<>\s@]{1,64}@[^<>\s]{1,255})>:?/.exec(head)?.[1] ?? null, messageIds: ids };
}

function recipientOf(status: string): string | null {
  return /^(?:final|original)-recipient:\s*(?:rfc822|smtp|utf-8)?\s*;?\s*<?([^\s<>;]{3,320})>?/im.exec(status)?.[1] ?? null;
}
