import sanitizeHtml from 'sanitize-html';

/** What PostgreSQL takes and a page shows: no NUL, no half characters, line ends of one kind. */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed().replaceAll(/\r\n?/g, '\n');
}

/** One line: as {@link cleanText}, without control characters. */
export function cleanLine(text: string, max: number): string {
  return cleanText(text).replaceAll(/\p{Cc}+/gu, ' ').replaceAll(/\s+/g, ' ').trim().slice(0, max);
}

const tags = ['p', 'div', 'span', 'br', 'hr', 'a', 'b', 'strong', 'i', 'em', 'u', 's', 'strike', 'del', 'ins', 'sub', 'sup', 'small', 'big', 'center', 'font', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'blockquote', 'pre', 'code', 'table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'img', 'details', 'summary'];
const color = [/^#[0-9a-f]{3,8}$/i, /^rgba?\([\d\s,.%]{1,40}\)$/i, /^[a-z]{3,20}$/i];
const length = [/^-?\d{1,3}(\.\d+)?(px|pt|em|rem|%)?$/i];

/**
 * HTML that can do nothing: no scripts, no forms, nothing that covers the page, nothing loaded from elsewhere. Pictures stay
 * as `cid:` or, where they would be loaded from elsewhere, with their address in `data-remote-src`, for who asks to see
 * them. Whoever writes into a case cleans as is right for where it comes from; this holds for all. Doing it twice changes nothing.
 */
export function sanitiseHtml(html: string): string {
  return sanitizeHtml(cleanText(html), {
    allowedTags: tags,
    allowedAttributes: { a: ['href', 'title', 'rel', 'target'], img: ['src', 'data-remote-src', 'alt', 'title', 'width', 'height'], td: ['colspan', 'rowspan', 'align', 'valign'], th: ['colspan', 'rowspan', 'align', 'valign'], ol: ['start', 'type'], details: ['class'], font: ['color'], '*': ['style', 'dir', 'lang'] },
    allowedClasses: { details: ['quoted'] },
    allowedStyles: { '*': {
      color, 'background-color': color, 'font-weight': [/^(bold|normal|[1-9]00)$/], 'font-style': [/^(italic|normal)$/], 'text-decoration': [/^(underline|line-through|none)$/], 'text-align': [/^(left|right|center|justify)$/],
      'margin-left': length, 'padding-left': length, 'list-style-type': [/^[a-z-]{3,20}$/],
    } },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['cid'] },
    allowedSchemesAppliedToAttributes: ['href', 'src'],
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'head', 'template', 'svg', 'math', 'iframe', 'object', 'embed', 'select', 'button', 'audio', 'video', 'canvas', 'xmp', 'plaintext', 'noembed', 'noframes'],
    nestingLimit: 100,
    transformTags: {
      a: (tagName, attribs) => ({ tagName, attribs: { ...attribs, rel: 'noopener noreferrer nofollow', target: '_blank' } }),
      img: (tagName, { src, 'data-remote-src': remote, ...attribs }) => ({ tagName, attribs: { ...attribs, ...addressOf(src, remote) } }),
    },
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && attribs['src'] === undefined && attribs['data-remote-src'] === undefined && (attribs['alt'] ?? '') === '',
  });
}

function addressOf(src: string | undefined, remote: string | undefined): Record<string, string> {
  if (src !== undefined && /^cid:/i.test(src)) return { src };
  const address = remote ?? src ?? '';
  return /^https?:\/\//i.test(address) ? { 'data-remote-src': address } : {};
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
