import { wrong } from './faults.logic.ts';
import type { Fault, FoundVoice, VoiceField, VoiceMapping, Wrong } from '../sources/voice-sources.contract.ts';
import { languageOf } from './guess-language.logic.ts';
import { plainLine, plainText } from './plain-text.logic.ts';
import { readInstant } from './read-instant.logic.ts';
import { readStars, type Scale } from './read-stars.logic.ts';

export const MAX_TEXT = 20_000;
const MAX_IDENTIFIERS = 5;

/** One item of a source: what stands at a field's place, and how that place is called when it is wrong. */
export interface Item {
  valueOf(place: string): unknown;
  placeOf(place: string): string;
}
export interface Reading extends Scale {
  mapping: VoiceMapping;
  now: Date;
}

/** Makes a voice of an item, or says what is wrong with it and where. An item that says nothing is no voice. */
export function makeVoice(item: Item, { mapping, now, ...scale }: Reading): { voice: FoundVoice } | { faults: Fault[] } {
  const faults: Fault[] = [];
  const raw = (field: VoiceField): unknown => {
    const place = mapping.fields[field];
    return place === undefined ? undefined : item.valueOf(place);
  };
  const words = (field: VoiceField): string => textOf(raw(field));
  const note = (field: VoiceField, { code, details, reason }: Wrong) => faults.push({ at: item.placeOf(mapping.fields[field] ?? field), code, details, reason });
  const writing = { pattern: mapping.pattern, timeZone: mapping.timeZone };
  const stars = readStars(raw('stars') ?? null, scale);
  if ('reason' in stars) note('stars', stars);
  const at = readInstant(raw('at'), writing, now);
  if ('reason' in at) note('at', at);
  const answeredAt = readInstant(raw('answeredAt'), writing, now);
  const answer = plainText(words('answer'), MAX_TEXT);
  const title = plainLine(words('title'), 500);
  const text = plainText(words('text'), MAX_TEXT);
  const found = 'stars' in stars ? stars.stars : null;
  if (title === '' && text === '' && found === null && faults.length === 0) faults.push({ at: item.placeOf(mapping.fields.text ?? mapping.fields.stars ?? ''), ...wrong('nothing') });
  if (faults.length > 0) return { faults };
  const url = words('url').trim();
  return { voice: {
    externalId: words('id').trim().slice(0, 500) || null, at: 'at' in at ? at.at : null, title, text, stars: found, author: plainLine(words('author'), 200), url: /^https?:\/\/\S{3,1990}$/.test(url) ? url : null,
    place: plainLine(words('place'), 200), product: plainLine(words('product'), 200), language: languageOf(words('language')),
    identifiers: mapping.identifiers.slice(0, MAX_IDENTIFIERS).flatMap(({ kind, at: place }) => {
      const value = textOf(item.valueOf(place)).trim().slice(0, 320);
      return value === '' ? [] : [{ kind, value }];
    }),
    answer, answeredAt: answer === '' ? null : 'at' in answeredAt ? answeredAt.at : null,
  } };
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  // Lists of words (JSON feeds name several authors or topics).
  return Array.isArray(value) ? value.slice(0, 10).filter((one) => typeof one === 'string').join(', ') : '';
}
