import sanitizeHtml from 'sanitize-html';

/** What PostgreSQL takes and a page shows: no NUL, no half characters, line ends of one kind. */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed().replaceAll(/\r\n?/g, '\n');
}

/** One line: as {@link cleanText}, without control characters. */
export function cleanLine(text: string, max: number): string {
  return cleanText(text).replaceAll(/\p{Cc}+/gu, ' ').replaceAll(/\s+/g, ' ').trim().slice(0, max);
}

const tags = ['p', 'br', 'div', 'span', 'b', 'strong', 'i', 'em', 'u', 's', 'del', 'ins', 'sub', 'sup', 'small', 'a', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'blockquote', 'pre', 'code', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'img', 'details', 'summary'];

/**
 * HTML that can do nothing: no scripts, no styles, no forms, nothing loaded from elsewhere. Pictures stay as `cid:` or,
 * where they would be loaded from elsewhere, with their address in `data-remote-src`, for who asks to see them.
 * Doing it twice changes nothing.
 */
export function sanitiseHtml(html: string): string {
  return sanitizeHtml(cleanText(html), {
    allowedTags: tags,
    allowedAttributes: { a: ['href', 'title', 'rel', 'target'], img: ['src', 'alt', 'title', 'width', 'height', 'data-remote-src'], td: ['colspan', 'rowspan', 'align'], th: ['colspan', 'rowspan', 'align'], ol: ['start', 'type'], '*': ['dir', 'lang', 'data-quote'] },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['cid'] },
    allowedSchemesAppliedToAttributes: ['href', 'src'],
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'head', 'template', 'svg', 'math'],
    nestingLimit: 100,
    transformTags: {
      a: (tagName, attribs) => ({ tagName, attribs: { ...attribs, rel: 'noopener noreferrer nofollow', target: '_blank' } }),
      img: (tagName, { src, ...attribs }): { tagName: string; attribs: Record<string, string> } => {
        if (src === undefined || /^cid:/i.test(src)) return { tagName, attribs: { ...attribs, ...(src === undefined ? {} : { src }) } };
        return { tagName, attribs: { ...attribs, ...(/^https?:/i.test(src) ? { 'data-remote-src': src } : {}) } };
      },
    },
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && attribs['src'] === undefined && !/^https?:/i.test(attribs['data-remote-src'] ?? ''),
  });
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** HTML as plain text, for mails that are read without HTML, for search and for previews. */
export function plainText(html: string): string {
  const lines = html
    .replaceAll(/<(br|hr)\b[^>]*>/gi, '\n')
    .replaceAll(/<li\b[^>]*>/gi, '\n- ')
    .replaceAll(/<\/(p|div|h[1-6]|ul|ol|table|blockquote|pre)>/gi, '\n\n')
    .replaceAll(/<\/(tr|dt|dd)>/gi, '\n')
    .replaceAll(/<\/(td|th)>/gi, ' ')
    .replaceAll(/<a\b[^>]*\bhref="(https?:[^"]*)"[^>]*>([^<]*)<\/a>/gi, (_all, href: string, words: string) => (words.trim() === '' || href.includes(words.trim()) ? href : `${words} (${href})`));
  const words = sanitizeHtml(lines, { allowedTags: [], allowedAttributes: {} }).replaceAll(/&(#\d+|#x[\da-f]+|\w+);/gi, (all, name: string) => {
    if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? all;
    const point = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return point > 0 && point <= 0x10_ffff ? String.fromCodePoint(point) : '';
  });
  return cleanText(words).replaceAll(/[ \t]+/g, ' ').replaceAll(/ ?\n ?/g, '\n').replaceAll(/\n{3,}/g, '\n\n').trim();
}
