/**
 * What is left of personal data for roles that work without it (permission `personal_data`). Pure: the slices call it
 * where customers leave the server. Nothing here can be turned back, and nothing confirms a guess.
 */

/** Stands for what is hidden. */
export const HIDDEN = '•••';

/** A name for telling customers apart: the beginning of the id, the same on every page and in every export. */
export function pseudonymOf(customerId: string): string {
  return `K-${customerId.slice(0, 8)}`;
}

/** What somebody types to find a customer by pseudonym or id: the beginning of an id, or null for anything else. */
export function idStartOf(search: string): string | null {
  const text = search.trim().toLowerCase();
  const start = /^k-([0-9a-f]{4,8})$/.exec(text)?.[1] ?? (/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(text) ? text : undefined);
  return start ?? null;
}

/** `jana@firma.de` → `j•••@•••.de`. */
export function maskEmail(email: string): string {
  const [first = '', top = ''] = [email.trim().slice(0, 1), /\.(\p{L}{2,10})$/u.exec(email.trim())?.[1] ?? ''];
  return `${/[\p{L}\p{N}]/u.test(first) && email.includes('@') ? first : ''}${HIDDEN}@${HIDDEN}${top === '' ? '' : `.${top}`}`;
}

/** The last two digits, enough to compare with what a customer says. */
export function maskPhone(phone: string): string {
  const digits = phone.replaceAll(/\D/g, '');
  return digits.length >= 5 ? `${HIDDEN}${digits.slice(-2)}` : HIDDEN;
}

/** The area: the first two characters of a postcode. */
export function maskPostcode(postcode: string): string {
  const area = postcode.trim().slice(0, 2);
  return area.length === 2 && postcode.trim().length > 2 ? `${area}${HIDDEN}` : HIDDEN;
}

/** Only the year of a day; null when there is none to be seen. */
export function yearOf(value: unknown): string | null {
  return typeof value === 'string' ? (/(?<!\d)(?:1[89]|20)\d\d(?!\d)/.exec(value)?.[0] ?? null) : null;
}

export function maskIdentifier<Identifier extends { kind: string; value: string }>(identifier: Identifier): Identifier {
  const { kind, value } = identifier;
  return { ...identifier, value: kind === 'email' ? maskEmail(value) : kind === 'phone' ? maskPhone(value) : HIDDEN };
}

/** Traits that say nothing about who somebody is, whatever a company keeps beside them. */
const harmlessTraits = new Set(['language', 'locale', 'preferredChannel', 'preferred_channel', 'newsletter', 'contactTime', 'doNotCall']);
const isBirthday = (key: string): boolean => /birth|geburt/i.test(key);

/**
 * Traits that may be seen: harmless ones and own fields that the company marked as not personal (`openKeys`); of a
 * birthday the year. Everything else is left out, because nobody here knows what it means.
 */
export function maskTraits(traits: Readonly<Record<string, unknown>>, openKeys: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(traits).flatMap(([key, value]): [string, unknown][] => {
    if (openKeys.has(key)) return [[key, value]];
    if (isBirthday(key)) return yearOf(value) === null ? [] : [[key, yearOf(value)]];
    if (!harmlessTraits.has(key)) return [];
    return [[key, typeof value === 'string' ? redactText(value) : typeof value === 'boolean' ? value : null]];
  }));
}

/** Properties of a contact: what is counted and what is yes or no. Words and long numbers may say who it was. */
export function maskProperties(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => typeof value === 'boolean' || (typeof value === 'number' && Math.abs(value) < 100_000)));
}

const addresses = /[^\s@<>()"',;:]{1,64}@[^\s@<>()"',;]{1,190}/gu;
const links = /\b(?:https?:\/\/|www\.)\S{1,500}/giu;
const longNumbers = /\+?\d(?:[\s./()–-]{0,3}\d){4,40}/gu;
/** From the beginning of a word on only, or each letter of a long one would be a beginning. */
const streets = /(?<![\p{L}.-])[\p{L}.-]{2,}(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer|street|road|avenue|lane)\s{1,3}\d{1,4}\s?[a-z]?\b/giu;
const titled = /\b(Herrn?|Frau|Hr\.|Fr\.|Familie|Mr\.?|Mrs\.?|Ms\.?|Dr\.)\s{1,3}\p{Lu}[\p{L}-]{1,60}(?:\s\p{Lu}[\p{L}-]{1,60})?/gu;

/**
 * Free text without e-mail addresses, links, streets, numbers of five digits and more, names behind a title, and the
 * words of `names` (of the customer who wrote it, where that is known).
 */
export function redactText(text: string, names: readonly string[] = []): string {
  const plain = text
    // Some devices write ü as u with two dots behind it; names are looked for as one sign.
    .normalize('NFC')
    .replace(addresses, HIDDEN)
    .replace(links, HIDDEN)
    .replace(streets, HIDDEN)
    .replace(longNumbers, HIDDEN)
    .replace(titled, `$1 ${HIDDEN}`);
  const words = wordsOfNames(names);
  if (words.length === 0) return plain;
  return plain.replace(new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'giu'), HIDDEN);
}

/** Longest first; only letters, so they can stand in a pattern as they are. Particles of two letters stay. */
function wordsOfNames(names: readonly string[]): string[] {
  const words = names.flatMap((name) => name.normalize('NFC').split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length >= 3 && word.length <= 60);
  return [...new Set(words.map((word) => word.toLowerCase()))].slice(0, 50).sort((a, b) => b.length - a.length);
}
