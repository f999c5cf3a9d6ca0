import type { Context } from '../../../platform/context.ts';
import { fetchOutside, type OutsideAnswer } from '../../../platform/outgoing/fetch-outside.ts';
import { mapJson, type ReadVoices } from '../reading/map-json.logic.ts';
import { decodeFeed, MAX_FEED_BYTES, readFeed } from '../reading/read-feed.logic.ts';
import type { VoiceMapping } from './voice-sources.contract.ts';

const TIMEOUT_MS = 30_000;
const accepts = { feed: 'application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1', json: 'application/json, application/feed+json, */*;q=0.1' };

/** Asks a feed. Addresses of the own network, redirects and longer answers are refused by the one way out. */
export function askFeed(context: Context, { kind, url, header, etag, lastModified, signal }: { kind: 'feed' | 'json'; url: string; header: { name: string; value: string } | null; etag: string | null; lastModified: string | null; signal?: AbortSignal }): Promise<OutsideAnswer> {
  const headers = { accept: accepts[kind], ...(etag === null ? {} : { 'if-none-match': etag }), ...(lastModified === null ? {} : { 'if-modified-since': lastModified }), ...(header === null ? {} : { [header.name]: header.value }) };
  return fetchOutside(url, { headers, timeoutMs: TIMEOUT_MS, maxBytes: MAX_FEED_BYTES, ...(signal ? { signal } : {}) }, context.settings);
}

interface Read { kind: 'feed' | 'json'; body: Buffer; contentType: string; mapping: VoiceMapping | null; worst: number; best: number; now: Date }

/** Understands what a feed has answered. @returns a reason, with line and column where there is one */
export function readSource({ kind, body, contentType, mapping, ...reading }: Read): (ReadVoices & { format: string }) | { reason: string } {
  const decoded = decodeFeed(body, contentType);
  if ('reason' in decoded) return decoded;
  if (kind === 'feed' && !/^\s*[[{]/.test(decoded.text)) return readFeed(decoded.text, reading);
  const parsed = parseJson(decoded.text);
  if ('reason' in parsed) return parsed;
  const how = mapping ?? jsonFeedMapping;
  const read = mapJson(parsed.body, { ...reading, mapping: how });
  return 'reason' in read ? read : { ...read, format: 'json' };
}

/** JSON Feed 1.0 and 1.1. */
const jsonFeedMapping: VoiceMapping = { items: 'items', fields: { id: 'id', at: 'date_published', title: 'title', text: 'content_html', author: 'authors[0].name', url: 'url', language: 'language' }, identifiers: [], pattern: null, timeZone: 'UTC' };

export function parseJson(text: string): { body: unknown } | { reason: string } {
  try {
    return { body: JSON.parse(text) as unknown };
  } catch (error) {
    const place = error instanceof Error ? (/position (\d+)/.exec(error.message)?.[1] ?? null) : null;
    const before = place === null ? null : text.slice(0, Number(place)).split('\n');
    return { reason: `it is no JSON${before === null ? (text.trim() === '' ? ': it is empty' : ': it ends too early') : ` (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`}` };
  }
}
