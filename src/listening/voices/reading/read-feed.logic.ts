import { parseFeed } from 'feedsmith';
import { SaxesParser } from 'saxes';
import { gather, type ReadVoices } from './map-json.logic.ts';
import { makeVoice, type Reading } from './make-voice.logic.ts';
import type { VoiceMapping } from '../sources/voice-sources.contract.ts';

export const MAX_FEED_BYTES = 10_000_000;
const MAX_DEPTH = 64;
/** Whoever reads names of people looks at each sign again for each bracket: a long one would take minutes. */
const LONGEST_AUTHOR = 1_000;
const people = new Set(['author', 'managingeditor', 'webmaster', 'creator', 'contributor']);
const MAX_ELEMENTS = 300_000;
/** Elements that hold the stars of a review: App Store (im:rating), Media RSS, and what portals call it themselves. */
const ratings = new Set(['rating', 'starrating', 'stars', 'score', 'ratingvalue', 'note', 'bewertung', 'sterne']);
const feedMapping: VoiceMapping = { items: '', fields: { id: 'id', at: 'at', title: 'title', text: 'text', stars: 'stars', author: 'author', url: 'url' }, identifiers: [], pattern: null, timeZone: 'UTC' };

export type FeedReading = (ReadVoices & { format: string }) | { reason: string };

/** RSS, Atom, RDF. Entities of their own are refused before anything is unpacked: with them few bytes can become many. */
export function readFeed(text: string, reading: Omit<Reading, 'mapping'>): FeedReading {
  const checked = checkXml(text);
  if ('reason' in checked) return checked;
  const parsed = parse(text);
  if (parsed === null) return { reason: 'it is XML, but neither RSS nor Atom nor RDF' };
  const items = parsed.items.map((item, index) => ({ ...item, stars: checked.stars[index] }));
  const made = items.map((item, index) => makeVoice({ valueOf: (place) => item[place as keyof typeof item], placeOf: (place) => `item ${index + 1}, ${place}` }, { ...reading, mapping: feedMapping })); // feedMapping names only these
  return { ...gather(made), format: parsed.format };
}

type Item = { id?: unknown; at?: unknown; title?: unknown; text?: unknown; author?: unknown; url?: unknown };

function parse(text: string): { format: string; items: Item[] } | null {
  try {
    const { format, feed } = parseFeed(text);
    if (format === 'atom') return { format, items: (feed.entries ?? []).map((one) => ({ id: one.id, at: one.updated ?? one.published, title: one.title?.value, text: one.content?.value ?? one.summary?.value, author: one.authors?.[0]?.name, url: (one.links?.find(({ rel }) => rel === 'alternate') ?? one.links?.[0])?.href })) };
    if (format === 'rss') return { format, items: (feed.items ?? []).map((one) => ({ id: one.guid?.value ?? one.link, at: one.pubDate ?? one.dc?.dates?.[0], title: one.title, text: one.content?.encoded ?? one.description, author: one.dc?.creators?.[0] ?? one.authors?.[0]?.name, url: one.link })) };
    if (format === 'rdf') return { format, items: (feed.items ?? []).map((one) => ({ id: one.link, at: one.dc?.dates?.[0], title: one.title, text: one.content?.encoded ?? one.description, author: one.dc?.creators?.[0], url: one.link })) };
    return null;
  } catch {
    return null;
  }
}

/** Reads through it once, without building anything: is it whole, is it harmless, and which item has how many stars. */
function checkXml(text: string): { stars: (string | undefined)[] } | { reason: string } {
  const stars: (string | undefined)[] = [];
  const open: string[] = [];
  let elements = 0;
  let refusal: string | null = null;
  let rating: string | null = null;
  let authorLength = 0;
  const isInPerson = () => open.some((one) => people.has(one));
  const parser = new SaxesParser({ xmlns: false, position: true });
  const refuse = (why: string) => {
    refusal ??= `${why} (line ${parser.line}, column ${parser.column})`;
  };
  parser.on('doctype', (doctype) => {
    if (/<!ENTITY|\[/i.test(doctype)) refuse('it declares entities of its own, which is refused because a few bytes can become gigabytes');
  });
  parser.on('opentag', ({ name }) => {
    const local = name.slice(name.indexOf(':') + 1).toLowerCase();
    if (!isInPerson()) authorLength = 0;
    open.push(local);
    elements += 1;
    if (open.length > MAX_DEPTH) refuse(`it is nested more than ${MAX_DEPTH} deep`);
    if (elements > MAX_ELEMENTS) refuse(`it has more than ${MAX_ELEMENTS} elements`);
    if (local === 'item' || local === 'entry') stars.push(undefined);
    rating = stars.length > 0 && ratings.has(local) && open.some((one) => one === 'item' || one === 'entry') ? '' : null;
  });
  const addText = (part: string) => {
    if (rating !== null && rating.length < 50) rating += part;
    if (isInPerson()) authorLength += part.length;
    if (authorLength > LONGEST_AUTHOR) refuse(`an author has a name of more than ${LONGEST_AUTHOR} signs`);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    if (rating !== null && rating.trim() !== '') stars[stars.length - 1] ??= rating.trim();
    rating = null;
    open.pop();
  });
  parser.on('error', (error) => refuse(`it is no whole XML: ${error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '').slice(0, 200)}`));
  const STEP = 65_536;
  const isRefused = () => refusal !== null;
  for (let start = 0; start < text.length && !isRefused(); start += STEP) parser.write(text.slice(start, start + STEP));
  if (!isRefused()) parser.close();
  return refusal === null ? { stars } : { reason: refusal };
}

/** The letters of a feed: what its first bytes, its first line or the answer's header say; else UTF-8. */
export function decodeFeed(body: Buffer, contentType: string): { text: string } | { reason: string } {
  const head = body.toString('latin1', 0, 200);
  const mark = body[0] === 0xff && body[1] === 0xfe ? 'utf-16le' : body[0] === 0xfe && body[1] === 0xff ? 'utf-16be' : null;
  const said = mark ?? /charset\s*=\s*"?([\w-]{2,30})/i.exec(contentType)?.[1] ?? /<\?xml[^>]{0,100}encoding\s*=\s*["']([\w-]{2,30})/i.exec(head)?.[1] ?? 'utf-8';
  try {
    return { text: new TextDecoder(said, { fatal: true }).decode(body).replace(/^\ufeff/, '') };
  } catch (error) {
    return { reason: error instanceof RangeError ? `it is written in ${said}, which is not known here` : `not all of it is ${said}` };
  }
}
