/* oxlint-disable no-control-regex -- they are what is taken out */
import type { LeftOutReason, MailAttachment } from '../mail.contract.ts';

export const MAX_ATTACHMENTS = 50;
export const MAX_ATTACHMENT_BYTES = 25_000_000;

/** How files begin; the first that fits decides. Archives are recognised and never opened. */
const beginnings: readonly { type: string; hex: string; at?: number }[] = [
  { type: 'program', hex: '4d5a' }, { type: 'program', hex: '7f454c46' }, { type: 'program', hex: 'cafebabe' }, { type: 'program', hex: 'feedface' }, { type: 'program', hex: 'feedfacf' }, { type: 'program', hex: 'cffaedfe' },
  { type: 'program', hex: '4c00000001140200' },
  { type: 'image/png', hex: '89504e470d0a1a0a' }, { type: 'image/jpeg', hex: 'ffd8ff' }, { type: 'image/gif', hex: '47494638' }, { type: 'image/webp', hex: '57454250', at: 8 }, { type: 'image/bmp', hex: '424d' }, { type: 'image/tiff', hex: '49492a00' }, { type: 'image/tiff', hex: '4d4d002a' },
  { type: 'image/heic', hex: '6674797068656963', at: 4 }, { type: 'image/heic', hex: '667479706d696631', at: 4 }, { type: 'video/mp4', hex: '66747970', at: 4 },
  { type: 'application/pdf', hex: '255044462d' }, { type: 'application/zip', hex: '504b0304' }, { type: 'application/zip', hex: '504b0506' }, { type: 'application/x-7z-compressed', hex: '377abcaf271c' }, { type: 'application/vnd.rar', hex: '526172211a07' }, { type: 'application/gzip', hex: '1f8b' },
  { type: 'application/x-ole', hex: 'd0cf11e0a1b11ae1' }, { type: 'audio/mpeg', hex: '494433' }, { type: 'audio/ogg', hex: '4f676753' }, { type: 'audio/wav', hex: '57415645', at: 8 }, { type: 'audio/amr', hex: '2321414d52' },
];
/** Endings that a double click runs, on any system staff may sit at; office files with macros too. */
const PROGRAM_NAME = /\.(exe|com|scr|pif|bat|cmd|msi|msp|mst|dll|cpl|jar|js|jse|mjs|vb|vbs|vbe|ws|wsf|wsh|wsc|hta|ps1|psm1|psd1|lnk|inf|reg|sct|application|gadget|iso|img|vhd|vhdx|appx|msix|apk|dmg|pkg|app|deb|rpm|sh|bash|command|desktop|url|chm|docm|dotm|xlsm|xltm|xlam|xlsb|pptm|potm|ppam|ppsm|sldm|one|library-ms|search-ms|settingcontent-ms|svg|svgz|html?|xhtml|shtml|mht|mhtml|xml|xsl|swf)[\s.]*$/i;
const OFFICE = /^application\/(vnd\.openxmlformats-|vnd\.oasis\.opendocument|zip|x-zip|epub|vnd\.ms-|msword|octet-stream)/;
const OLE = /^application\/(msword|vnd\.ms-|x-ole|octet-stream)/;

/**
 * What becomes of an attachment: taken under the type that its content has, or left out. Pages and drawings (HTML, SVG) are
 * programs: they run in whoever opens them.
 */
export function judgeAttachment({ name, mediaType, content }: Pick<MailAttachment, 'name' | 'mediaType' | 'content'>): { mediaType: string } | { reason: LeftOutReason } {
  if (content.length === 0) return { reason: 'empty' };
  if (content.length > MAX_ATTACHMENT_BYTES) return { reason: 'too_large' };
  const said = mediaType.toLowerCase();
  if (PROGRAM_NAME.test(name.replaceAll(/[\u0000-\u001f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '')) || /html|svg|javascript|x-msdownload|x-sh\b/.test(said)) return { reason: 'program' };
  const found = typeOf(content);
  if (found === 'program' || /^\s*<(!doctype|html|script|svg|\?xml)/i.test(Buffer.from(content.subarray(0, 300)).toString('latin1')) || Buffer.from(content.subarray(0, 2)).toString('latin1') === '#!') return { reason: 'program' };
  if (found === null) return /^(image|video|audio)\/|^application\/pdf/.test(said) ? { reason: 'type_unlike_content' } : { mediaType: /^(text\/(plain|csv|calendar|vcard|x-vcard)|message\/rfc822)$/.test(said) ? said : 'application/octet-stream' };
  if (found === 'application/zip') return { mediaType: OFFICE.test(said) ? said : 'application/zip' };
  if (found === 'application/x-ole') return { mediaType: OLE.test(said) ? said : 'application/x-ole' };
  // Said to be a picture and is a PDF: whoever opens it would be surprised, and so should we be.
  return found.split('/')[0] === said.split('/')[0] || said === 'application/octet-stream' || found === said ? { mediaType: found } : { reason: 'type_unlike_content' };
}

function typeOf(content: Uint8Array): string | null {
  const head = Buffer.from(content.subarray(0, 16)).toString('hex');
  return beginnings.find(({ hex, at = 0 }) => head.startsWith(hex, at * 2))?.type ?? null;
}

/** A name to show and to save under: one line, no path, no letters that turn the reading direction. */
export function plainName(name: string | null | undefined, index: number): string {
  const cleaned = (name ?? '').toWellFormed().replaceAll(/[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '').split(/[/\\]/).at(-1)?.trim().slice(-120) ?? '';
  return cleaned === '' || /^\.+$/.test(cleaned) ? `attachment-${index + 1}` : cleaned;
}
