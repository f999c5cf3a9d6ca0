import sanitizeHtml from 'sanitize-html';

const MAX_RAW = 200_000;
const looksLikeHtml = /<\/?[a-z][^<>]{0,2000}>|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,10});/i;
// Strangers write these texts: no pattern may begin again at each of a million blanks.
const lineEnds = /<\s{0,9}(?:br|\/p|\/div|\/li|\/h[1-6]|\/tr|\/blockquote)\s{0,9}\/?\s{0,9}>/gi;
const blanksAtLineEnd = /(?<![ \t])[ \t]+\n/g;
const silent = ['script', 'style', 'textarea', 'option', 'noscript', 'template', 'title', 'iframe', 'object', 'embed', 'svg', 'math', 'head', 'select', 'button', 'audio', 'video', 'canvas'];

/** What people read where a source sends HTML: text with line ends, nothing that runs. What is no HTML stays as it is. */
export function plainText(raw: string, maxLength: number): string {
  const given = raw.slice(0, MAX_RAW);
  const text = looksLikeHtml.test(given) ? stripped(given) : given;
  return text.toWellFormed().replaceAll(/\r\n?/g, '\n').replaceAll(/[^\P{Cc}\n\t]/gu, '').replaceAll(blanksAtLineEnd, '\n').replaceAll(/\n{3,}/g, '\n\n').trim().slice(0, maxLength).toWellFormed();
}

/** The same in one line. */
export const plainLine = (raw: string, maxLength: number): string => plainText(raw, MAX_RAW).replaceAll(/\s+/g, ' ').slice(0, maxLength).toWellFormed().trim();

function stripped(html: string): string {
  const bare = sanitizeHtml(html.replaceAll(lineEnds, '\n'), { allowedTags: [], allowedAttributes: {}, nonTextTags: silent, nestingLimit: 100 });
  return bare.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('\u00a0', ' ').replaceAll('&amp;', '&');
}
