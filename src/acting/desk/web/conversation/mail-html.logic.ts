/** One place of a mail's HTML that would call another house: the company reading it would be told on. */
const REMOTE_PICTURE = /<img\b[^>]*?\s(?:data-remote-src|src)\s*=\s*["']?\s*(?:https?:)?\/\//i;

/** Whether pictures of this mail lie elsewhere, so that showing them is a decision. */
export const hasRemotePictures = (html: string): boolean => REMOTE_PICTURE.test(html);

/** Nothing but paragraphs and lines: then the text says the same, and needs no frame around it. */
export const isOnlyLines = (html: string): boolean => !/<(?!\/?(?:p|br|span|div)\b)/i.test(html);

/**
 * The document in which a mail is shown: no script can run in it, it may load nothing but our own style sheet, and links
 * open elsewhere. The server has cleaned the HTML; this is the second lock.
 */
export function frameDocument(html: string, { styleHref, scheme, language }: { styleHref: string; scheme: 'light' | 'dark'; language: string }): string {
  return `<!doctype html><html lang="${escapeAttribute(language)}" data-scheme="${scheme}"><head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><link rel="stylesheet" href="${escapeAttribute(styleHref)}"></head><body>${html}</body></html>`;
}

/**
 * Whether somebody should see the picture at this address: what lies elsewhere only after they asked for it, and then
 * fetched by the server, so that the sender learns nothing of the reader.
 */
export function pictureAddress(written: string, { areShown, through }: { areShown: boolean; through: (address: string) => string }): string | null {
  const address = written.trim();
  if (/^data:image\/(png|jpe?g|gif|webp);/i.test(address)) return address;
  if (address.startsWith('/api/')) return address;
  const isRemote = /^(https?:)?\/\//i.test(address);
  return isRemote && areShown ? through(address.startsWith('//') ? `https:${address}` : address) : null;
}

const escapeAttribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
