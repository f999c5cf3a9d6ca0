import { valueAt } from '../../inlets/map-webhook.logic.ts';
import { makeVoice, type Reading } from './make-voice.logic.ts';
import type { Fault, FoundVoice, VoiceField, VoiceMapping } from '../sources/voice-sources.contract.ts';

export const MAX_ITEMS = 10_000;
const MAX_PATHS = 200;
const MAX_DEPTH = 12;
const EXAMPLE_LENGTH = 80;

export interface ReadVoices {
  voices: FoundVoice[];
  faults: Fault[];
  /** Items that were there, also those that are no voice. */
  found: number;
}

/** The voices of a JSON document. @returns a reason where the list is not there */
export function mapJson(body: unknown, reading: Reading): ReadVoices | { reason: string } {
  const { items } = reading.mapping;
  const there = items === '' ? body : valueAt(body, items);
  if (typeof there !== 'object' || there === null) return { reason: items === '' ? 'the document is neither a list nor an object' : `there is no list at ${items}` };
  const list: unknown[] = Array.isArray(there) ? there : [there];
  if (list.length > MAX_ITEMS) return { reason: `there are ${list.length} items at ${items || 'the top'}; more than ${MAX_ITEMS} are not read at once` };
  const prefix = Array.isArray(there) ? (index: number) => `${items}[${index}]` : () => items;
  return gather(list.map((item, index) => makeVoice({ valueOf: (path) => valueAt(item, path), placeOf: (path) => [prefix(index), path].filter((part) => part !== '').join('.') }, reading)));
}

export function gather(made: readonly ReturnType<typeof makeVoice>[]): ReadVoices {
  return { voices: made.flatMap((one) => ('voice' in one ? [one.voice] : [])), faults: made.flatMap((one) => ('faults' in one ? one.faults : [])), found: made.length };
}

/** All that one can point at in one item, in its order. */
export function listItemPaths(item: unknown): { path: string; example: string }[] {
  const found: { path: string; example: string }[] = [];
  const visit = (value: unknown, path: string, depth: number) => {
    if (found.length >= MAX_PATHS || depth > MAX_DEPTH) return;
    if (Array.isArray(value)) value.slice(0, 2).forEach((inner, index) => visit(inner, `${path}[${index}]`, depth + 1));
    else if (typeof value === 'object' && value !== null) for (const [name, inner] of Object.entries(value).slice(0, MAX_PATHS)) visit(inner, path === '' ? name : `${path}.${name}`, depth + 1);
    else if (path !== '') found.push({ path, example: String(value).slice(0, EXAMPLE_LENGTH) });
  };
  visit(item, '', 0);
  return found;
}

/** Lists of objects in a document, the longest first. */
export function listLists(body: unknown): { path: string; n: number }[] {
  const found: { path: string; n: number }[] = [];
  const visit = (value: unknown, path: string, depth: number) => {
    if (depth > 6 || found.length >= 50) return;
    if (Array.isArray(value)) {
      if (value.some((one) => typeof one === 'object' && one !== null && !Array.isArray(one))) found.push({ path, n: value.length });
    } else if (typeof value === 'object' && value !== null) for (const [name, inner] of Object.entries(value).slice(0, 200)) visit(inner, path === '' ? name : `${path}.${name}`, depth + 1);
  };
  visit(body, '', 0);
  return found.sort((a, b) => b.n - a.n);
}

/** Names under which programs keep the parts of a review; compared without case, blanks and underscores. */
const usualNames: Record<VoiceField, string[]> = {
  id: ['reviewid', 'id.label', 'id', 'guid', 'uuid', 'reviewname', 'referenceid'], at: ['updatetime', 'updated.label', 'updatedat', 'datemodified', 'createtime', 'createdat', 'createdtime', 'datepublished', 'publishedat', 'date', 'timestamp', 'time', 'created', 'attributes.createddate'],
  title: ['title.label', 'title', 'headline', 'subject', 'summary', 'attributes.title'], text: ['content.label', 'reviewtext', 'comment', 'text', 'body', 'content', 'message', 'contenttext', 'contenthtml', 'review', 'attributes.body'],
  stars: ['starrating', 'im:rating.label', 'stars', 'rating', 'ratingvalue', 'reviewrating.ratingvalue', 'score', 'recommendationtype', 'attributes.rating'], author: ['reviewer.displayname', 'author.name.label', 'author.name', 'reviewer.name', 'consumer.displayname', 'reviewername', 'author', 'username', 'nickname', 'name', 'attributes.reviewernickname'],
  url: ['url', 'link', 'reviewurl', 'permalink', 'permalinkurl', 'externalurl'], place: ['locationname', 'location.name', 'location', 'store', 'branch', 'place', 'filiale'], product: ['product.name', 'productname', 'product', 'asin', 'sku'], language: ['languagecode', 'language', 'lang'],
  answer: ['reviewreply.comment', 'reply.text', 'companyreply.text', 'ownerresponse.text', 'response', 'reply', 'answer'], answeredAt: ['reviewreply.updatetime', 'reply.createdat', 'companyreply.createdat', 'ownerresponse.date'],
};

/** A mapping that fits what stands there, as far as the usual names tell; null where no list holds words or stars. */
export function suggestMapping(body: unknown): VoiceMapping | null {
  const [list] = listLists(body);
  const items = list?.path ?? '';
  const there = items === '' ? body : valueAt(body, items);
  const first: unknown = Array.isArray(there) ? there[0] : there;
  const paths = listItemPaths(first).map(({ path }) => path);
  const fields = Object.fromEntries(Object.entries(usualNames).flatMap(([field, names]) => {
    const path = names.map((name) => paths.find((one) => one.toLowerCase().replaceAll(/[\s_]/g, '') === name)).find((one) => one !== undefined);
    return path === undefined ? [] : [[field, path]];
  }));
  return 'text' in fields || 'stars' in fields || 'title' in fields ? { items, fields, identifiers: [], pattern: null, timeZone: 'UTC' } : null;
}
