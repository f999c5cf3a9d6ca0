import sanitizeHtml from 'sanitize-html';

const MAX_HTML_LENGTH = 400_000;
const MAX_DEPTH = 100;
/** Marks earlier mails below what was written now; the page folds them. */
export const FOLD = '<details data-quote="1">';
const color = [/^#[0-9a-f]{3,8}$/i, /^rgba?\([\d\s,.%]{1,40}\)$/i, /^[a-z]{3,20}$/i];
const length = [/^-?\d{1,3}(\.\d+)?(px|pt|em|rem|%)?$/i];

/**
 * HTML of a stranger made harmless: text, lists, tables and links stay; nothing runs, is sent, covers the page or calls home.
 * Pictures of others keep their address under data-remote-src, so that somebody can choose to see them; pictures that came
 * along (cid:) stay. Earlier mails below are folded into <details>.
 */
export function cleanHtml(html: string): string {
  const cleaned = sanitizeHtml(html.slice(0, MAX_HTML_LENGTH), {
    allowedTags: ['p', 'div', 'span', 'br', 'hr', 'a', 'b', 'strong', 'i', 'em', 'u', 's', 'strike', 'sub', 'sup', 'small', 'big', 'center', 'font', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'blockquote', 'pre', 'code', 'table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'img', 'details', 'summary'],
    disallowedTagsMode: 'discard',
    // Their content is no text either.
    nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'template', 'title', 'iframe', 'object', 'embed', 'applet', 'svg', 'math', 'xmp', 'noembed', 'noframes', 'plaintext', 'select', 'button', 'audio', 'video', 'canvas', 'frameset', 'head'],
    allowedAttributes: { a: ['href', 'title', 'rel', 'target'], img: ['src', 'data-remote-src', 'alt', 'width', 'height'], td: ['colspan', 'rowspan', 'align', 'valign'], th: ['colspan', 'rowspan', 'align', 'valign'], ol: ['start'], details: ['data-quote'], font: ['color'], '*': ['style', 'dir', 'lang'] },
    allowedStyles: { '*': {
      color, 'background-color': color, 'font-weight': [/^(bold|normal|[1-9]00)$/], 'font-style': [/^(italic|normal)$/], 'text-decoration': [/^(underline|line-through|none)$/], 'text-align': [/^(left|right|center|justify)$/],
      'margin-left': length, 'padding-left': length, 'list-style-type': [/^[a-z-]{3,20}$/],
    } },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['cid'] },
    allowedSchemesAppliedToAttributes: ['href', 'src'],
    allowProtocolRelative: false,
    nestingLimit: MAX_DEPTH,
    parseStyleAttributes: true,
    enforceHtmlBoundary: false,
    transformTags: {
      a: (tagName, { href, title }) => ({ tagName, attribs: { ...(href === undefined ? {} : { href: href.trim() }), ...(title === undefined ? {} : { title }), rel: 'noopener noreferrer nofollow', target: '_blank' } }),
      img: (tagName, attribs) => ({ tagName, attribs: pictureOf(attribs) }),
      blockquote: (tagName, attribs) => (attribs['type']?.toLowerCase() === 'cite' || /gmail_quote/.test(attribs['class'] ?? '') ? folded() : { tagName, attribs: styleOf(attribs) }),
      div: (tagName, attribs) => (/(^|\s)(gmail_quote|gmail_quote_container|yahoo_quoted|protonmail_quote|moz-signature-quote)(\s|$)/.test(attribs['class'] ?? '') || /^(divRplyFwdMsg_wrap|isForwardContent|isReplyContent)$/.test(attribs['id'] ?? '') ? folded() : { tagName, attribs: styleOf(attribs) }),
      details: 'div',
      summary: 'div',
    },
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && attribs['src'] === undefined && attribs['data-remote-src'] === undefined && (attribs['alt'] ?? '') === '',
  });
  return cleaned.replaceAll(FOLD, `${FOLD}<summary>…</summary>`);
}

const folded = () => ({ tagName: 'details', attribs: { 'data-quote': '1' } });
const styleOf = ({ style, dir, lang }: Record<string, string>): Record<string, string> => ({ ...(style === undefined ? {} : { style }), ...(dir === undefined ? {} : { dir }), ...(lang === undefined ? {} : { lang }) });

/** Pictures of one or two points tell somebody that the mail was read; they show nothing. */
function pictureOf({ src = '', alt = '', width, height }: Record<string, string>): Record<string, string> {
  const address = src.trim();
  const size = { ...(isSize(width) ? { width } : {}), ...(isSize(height) ? { height } : {}) };
  if (/^cid:[^\s"'<>]{1,250}$/i.test(address)) return { src: address, alt, ...size };
  if (!/^https?:\/\/[^\s"'<>]{3,2000}$/i.test(address) || isDot(width) || isDot(height)) return alt === '' ? {} : { alt };
  return { 'data-remote-src': address, alt, ...size };
}
const isSize = (value: string | undefined): value is string => value !== undefined && /^\d{1,4}$/.test(value);
const isDot = (value: string | undefined) => value !== undefined && /^[0-2](px)?$/.test(value.trim());
