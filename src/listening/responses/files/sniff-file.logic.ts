import type { fileTypes } from '../../surveys/definition.contract.ts';

export type FileType = (typeof fileTypes)[number];
export interface SniffedFile {
  type: FileType;
  contentType: string;
}

/** How many bytes at the beginning say what a file is. */
export const SNIFFED_BYTES = 4_096;

const starts: readonly { at: number; bytes: string; contentType: string }[] = [
  { at: 0, bytes: '89504e470d0a1a0a', contentType: 'image/png' },
  { at: 0, bytes: 'ffd8ff', contentType: 'image/jpeg' },
  { at: 0, bytes: '474946383761', contentType: 'image/gif' },
  { at: 0, bytes: '474946383961', contentType: 'image/gif' },
  { at: 8, bytes: '57454250', contentType: 'image/webp' },
  { at: 4, bytes: '6674797068656963', contentType: 'image/heic' },
  { at: 4, bytes: '6674797068656978', contentType: 'image/heic' },
  { at: 4, bytes: '667479706d696631', contentType: 'image/heic' },
  { at: 4, bytes: '6674797061766966', contentType: 'image/avif' },
  { at: 0, bytes: '255044462d', contentType: 'application/pdf' },
];
const OLD_OFFICE = 'd0cf11e0a1b11ae1';
const ZIP = '504b0304';
const officeParts: readonly [part: string, contentType: string][] = [
  ['word/', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xl/', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ppt/', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
];

/**
 * What a file is, by its first bytes; names and what the sender says do not count. null = nothing that we take: programs,
 * archives, pages and drawings with scripts.
 */
export function sniffFile(head: Buffer): SniffedFile | null {
  const found = starts.find(({ at, bytes }) => head.toString('hex', at, at + bytes.length / 2) === bytes);
  if (found) return { type: found.contentType.startsWith('image/') ? 'image' : 'pdf', contentType: found.contentType };
  if (head.toString('hex', 0, 8) === OLD_OFFICE) return { type: 'office', contentType: 'application/x-ole-storage' };
  if (head.toString('hex', 0, 4) === ZIP) return sniffZip(head);
  return isPlainText(head) ? { type: 'text', contentType: 'text/plain' } : null;
}

function sniffZip(head: Buffer): SniffedFile | null {
  const names = head.toString('latin1');
  const mimetype = /mimetype(application\/vnd\.oasis\.opendocument\.[a-z]+)/.exec(names)?.[1];
  if (mimetype !== undefined) return { type: 'office', contentType: mimetype };
  if (!names.includes('[Content_Types].xml')) return null;
  return { type: 'office', contentType: officeParts.find(([part]) => names.includes(part))?.[1] ?? 'application/vnd.openxmlformats-officedocument' };
}

/** Words without markup: a page or a drawing that a browser would run is no text. */
function isPlainText(head: Buffer): boolean {
  if (head.length === 0) return false;
  // The last character may be cut in the middle.
  const text = head.toString('utf8').replace(/�{1,3}$/u, '');
  return !/\ufffd|[^\P{Cc}\n\r\t\f]/u.test(text) && !/<\s*(!doctype|html|head|body|script|svg|iframe|object|embed|\?xml|[a-z]+[^>]*\bon[a-z]+\s*=)/i.test(text);
}

/** What a double click runs, whatever its bytes are: a PDF may be a page as well, and any text a program. */
const runsWhenOpened = /\.(html?|xhtml|shtml|mht(ml)?|svgz?|xml|xsl|hta|js|jse|mjs|vbs?|vbe|wsf?|wsh|ps1|psm1|bat|cmd|com|exe|scr|pif|msi|msp|cpl|dll|jar|lnk|url|website|reg|inf|chm|scf|sh|bash|command|py|rb|pl|php|app|desktop|iqy|slk|settingcontent-ms)$/i;

/** A name that may stand in a header and on a disk: without paths, control characters, or a second meaning. */
export function safeFileName(sent: string | undefined, contentType: string): string {
  const decoded = decode(sent ?? '');
  const last = decoded.toWellFormed().split(/[\\/]/).at(-1) ?? '';
  const clean = last.replace(/[\p{Cc}\p{Cf}"<>|:*?]/gu, '').replace(/^\.+/, '').trim().slice(0, 120);
  if (clean !== '' && runsWhenOpened.test(clean)) return `${clean}.${contentType === 'text/plain' ? 'txt' : contentType === 'application/pdf' ? 'pdf' : 'bin'}`;
  return clean === '' ? `file.${contentType.split('/').at(-1)?.replace(/[^a-z0-9]/g, '').slice(-8) ?? 'bin'}` : clean;
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
