/* oxlint-disable no-control-regex -- they are what is taken out */
import EmailReplyParser from 'email-reply-parser';
import { MailParser, type AddressObject, type HeaderValue } from 'mailparser';
import { judgeAttachment, MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS, plainName } from './attachments.logic.ts';
import { cleanHtml, FOLD } from './clean-html.logic.ts';
import { guessLanguage } from './guess-language.logic.ts';
import { MAX_MAIL_BYTES, type MailAttachment, type ReadMail } from '../mail.contract.ts';
import { readReport } from './read-report.logic.ts';

/** More than any honest mail has; what is beyond is not read. */
const MAX_HEAD_BYTES = 512_000;
const MAX_PARTS = 300;
const MAX_TEXT_LENGTH = 90_000;
const MAX_HTML_TO_TEXT_LENGTH = 1_000_000;
const KEPT_HEADERS = /^(auto-submitted|precedence|x-precedence|x-auto.*|x-spam-(flag|status)|x-momente-.*|list-(id|unsubscribe|post)|feedback-id|x-campaign-id|return-path|authentication-results|content-type)$/;

interface Part { type: string; name: string | null; contentId: string | null; content: Buffer; isTooLarge: boolean }
interface Collected { headers: Map<string, HeaderValue>; lines: readonly { key: string; line: string }[]; text: string; html: string; parts: Part[]; tooMany: number; isBroken: boolean }

/**
 * Reads a raw mail within limits. Never throws for what a stranger wrote: what cannot be read as a mail comes as broken, with the
 * text that could be made of it. Archives are not opened; nothing is fetched.
 */
export async function readMail(raw: Buffer): Promise<ReadMail> {
  if (raw.length > MAX_MAIL_BYTES) return assemble(await collect(raw.subarray(0, MAX_HEAD_BYTES)).catch(() => collectByHand(raw)), true);
  const collected = await collect(raw).catch(() => collectByHand(raw));
  return assemble(collected, collected.isBroken);
}

function collect(raw: Buffer): Promise<Collected> {
  return new Promise((resolve, reject) => {
    const parser = new MailParser({ skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true, maxHtmlLengthToParse: MAX_HTML_TO_TEXT_LENGTH, keepDeliveryStatus: true, maxHeadSize: MAX_HEAD_BYTES, maxChildNodes: MAX_PARTS } as ConstructorParameters<typeof MailParser>[0]); // the limits belong to its splitter and are missing in its types
    const found: Collected = { headers: new Map(), lines: [], text: '', html: '', parts: [], tooMany: 0, isBroken: false };
    parser.on('headers', (headers) => {
      found.headers = headers;
      found.lines = (parser as MailParser & { headerLines?: Collected['lines'] }).headerLines ?? []; // there, but not in its types
    });
    parser.on('error', (error: Error & { code?: string }) => (/html/i.test(error.message) && error.code === undefined ? (found.isBroken = true) : reject(error)));
    parser.on('data', (data) => {
      if (data.type === 'text') {
        found.text = typeof data.text === 'string' ? data.text : '';
        found.html = typeof data.html === 'string' ? data.html : '';
        return;
      }
      const chunks: Buffer[] = [];
      let bytes = 0;
      const isKept = found.parts.length < MAX_ATTACHMENTS;
      data.content.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (isKept && bytes <= MAX_ATTACHMENT_BYTES) chunks.push(chunk);
      });
      data.content.on('end', () => {
        if (isKept) found.parts.push({ type: data.contentType.toLowerCase(), name: data.filename ?? null, contentId: data.contentId ?? null, content: Buffer.concat(chunks), isTooLarge: bytes > MAX_ATTACHMENT_BYTES });
        else found.tooMany += 1;
        data.release();
      });
    });
    parser.on('end', () => resolve(found));
    parser.end(raw);
  });
}

/** The library gave up: the head by hand, the rest as it lies there. */
function collectByHand(raw: Buffer): Collected {
  const text = raw.subarray(0, MAX_HEAD_BYTES).toString('latin1');
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  const lines = text.slice(0, end).replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/).slice(0, 1_000).map((line) => ({ key: line.split(':', 1)[0]?.trim().toLowerCase() ?? '', line: line.slice(0, 2_000) }));
  return { headers: new Map(), lines, text: Buffer.from(text.slice(end).trim(), 'latin1').toString('utf8').slice(0, MAX_TEXT_LENGTH), html: '', parts: [], tooMany: 0, isBroken: true };
}

function assemble({ headers, lines, text: wholeText, html: wholeHtml, parts, tooMany }: Collected, isBroken: boolean): ReadMail {
  const lineOf = (key: string) => lines.find((line) => line.key === key)?.line.replace(/^[^:]*:/, '').replaceAll(/\s+/g, ' ').trim() ?? '';
  const valuesOf = (key: string) => lines.filter((line) => line.key === key).slice(0, 20).map(({ line }) => line.replace(/^[^:]*:/, '').replaceAll(/\s+/g, ' ').trim().slice(0, 4_000));
  const isReport = /^multipart\/report/i.test(lineOf('content-type'));
  const text = clean(wholeText).slice(0, MAX_TEXT_LENGTH);
  const { now, earlier } = cutQuotes(text);
  const from = addressesOf(headers.get('from'))[0] ?? bareAddress(lineOf('from'));
  const subjectLine = clean(typeof headers.get('subject') === 'string' ? String(headers.get('subject')) : lineOf('subject')).replaceAll(/\s+/g, ' ').trim().slice(0, 500);
  const kept = keepAttachments(parts, tooMany);
  const date = headers.get('date');
  return {
    messageId: idsIn(lineOf('message-id'))[0] ?? null, inReplyTo: idsIn(lineOf('in-reply-to')).slice(0, 20), references: idsIn(lineOf('references')).slice(-50),
    subjectLine, from, replyTo: addressesOf(headers.get('reply-to'))[0]?.address ?? null,
    recipients: ['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to'].flatMap(valuesOf).slice(0, 50),
    date: date instanceof Date && !Number.isNaN(date.getTime()) ? date : null,
    text: now, html: wholeHtml !== '' && !isReport ? notEmpty(cleanHtml(clean(wholeHtml))) : earlier === '' ? null : `${paragraphs(now)}${FOLD}<summary>…</summary>${paragraphs(earlier)}</details>`,
    language: guessLanguage(`${subjectLine} ${now}`), ...kept,
    headers: Object.fromEntries([...new Set(lines.map(({ key }) => key))].filter((key) => KEPT_HEADERS.test(key)).slice(0, 100).map((key) => [key, valuesOf(key)])),
    report: readReport({
      reportType: /report-type\s*=\s*"?([\w-]+)/i.exec(lineOf('content-type'))?.[1]?.toLowerCase() ?? null,
      statuses: parts.filter(({ type }) => type === 'message/delivery-status' || type === 'message/disposition-notification' || type === 'message/global-delivery-status').map(({ content }) => content.toString('utf8')),
      originals: parts.filter(({ type }) => /^(message\/(rfc822|global)|text\/rfc822-headers|message\/rfc822-headers)$/.test(type)).map(({ content }) => content.subarray(0, 100_000).toString('utf8')),
      subjectLine, from: from?.address ?? null, isFromNobody: lineOf('return-path') === '<>', text,
    }),
    isBroken,
  };
}

function keepAttachments(parts: readonly Part[], tooMany: number): Pick<ReadMail, 'attachments' | 'leftOut'> {
  const attachments: MailAttachment[] = [];
  const leftOut: ReadMail['leftOut'] = [];
  for (const [index, { type, name: given, contentId, content, isTooLarge }] of parts.entries()) {
    const name = plainName(given, index);
    if (type === 'message/delivery-status' || type === 'message/disposition-notification') continue;
    const judged = isTooLarge ? { reason: 'too_large' as const } : judgeAttachment({ name, mediaType: type, content });
    if ('reason' in judged) leftOut.push({ name, reason: judged.reason });
    else attachments.push({ name, mediaType: judged.mediaType, contentId: contentId?.replaceAll(/[<>\s]/g, '').slice(0, 250) ?? null, content: new Uint8Array(content) });
  }
  if (tooMany > 0) leftOut.push({ name: `+${tooMany}`, reason: 'too_many' });
  return { attachments, leftOut };
}

/** What was written now and what is repeated below; without any words of now all of it is now. */
function cutQuotes(text: string): { now: string; earlier: string } {
  const fragments = new EmailReplyParser().read(text).getFragments();
  const now = fragments.filter((fragment) => !fragment.isQuoted()).map((fragment) => fragment.getContent()).join('\n').trim();
  const earlier = fragments.filter((fragment) => fragment.isQuoted()).map((fragment) => fragment.getContent()).join('\n').trim();
  return now === '' ? { now: text.trim(), earlier: '' } : { now, earlier };
}

function addressesOf(value: HeaderValue | undefined): { address: string; name: string }[] {
  if (typeof value !== 'object' || value === null || !('value' in value)) return [];
  const { value: people } = value as AddressObject; // addresses are the only objects with a list of values that have an address
  return Array.isArray(people) ? people.flatMap((person) => (person.address && isAddress(person.address) ? [{ address: person.address.trim(), name: clean(person.name ?? '').slice(0, 200).trim() }] : [])) : [];
}
function bareAddress(line: string): { address: string; name: string } | null {
  const address = /[^\s<>",;:]{1,64}@[^\s<>",;:]{1,255}/.exec(line)?.[0];
  return address !== undefined && isAddress(address) ? { address, name: '' } : null;
}
const isAddress = (address: string) => /^[^\s<>@,;:"]{1,64}@[^\s<>@,;:"]{1,255}$/.test(address);
const idsIn = (line: string) => [...new Set(line.slice(0, 20_000).match(/<[^<>\s]{1,400}>/g) ?? [])];
/** Characters that a records store does not take, or that are no text. */
const clean = (text: string) => text.toWellFormed().replaceAll('\r\n', '\n').replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\uE000\uE001]/g, '');
const notEmpty = (html: string) => (html.trim() === '' ? null : html);
const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const paragraphs = (text: string) => text.split(/\n{2,}/).map((part) => `<p>${escape(part).replaceAll('\n', '<br>')}</p>`).join('');
