/** Careful hands for documents of others, in which anything may be missing or of another type. */
export type Foreign = Readonly<Record<string, unknown>>;

export const isForeign = (value: unknown): value is Foreign => typeof value === 'object' && value !== null && !Array.isArray(value);
const own = (of: Foreign, key: string): unknown => (Object.hasOwn(of, key) ? of[key] : undefined);

export function textIn(of: Foreign, ...keys: string[]): string | undefined {
  for (const key of keys) {
    const value = own(of, key);
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number') return String(value);
  }
  return undefined;
}

export function numberIn(of: Foreign, ...keys: string[]): number | undefined {
  for (const key of keys) {
    const value = own(of, key);
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number === 'number' && Number.isFinite(number)) return number;
  }
  return undefined;
}

export const isSet = (of: Foreign, ...keys: string[]): boolean => keys.some((key) => own(of, key) === true);

/** Only the objects in it. */
export function listIn(of: Foreign, ...keys: string[]): unknown[] {
  for (const key of keys) {
    const value = own(of, key);
    if (Array.isArray(value) && value.length > 0) return value.slice(0, 2_000) as unknown[];
  }
  return [];
}

export const foreignIn = (of: Foreign, key: string): Foreign | undefined => {
  const value = own(of, key);
  return isForeign(value) ? value : undefined;
};

export const valueIn = own;

/** Longer than any text of ours. */
const TEXT_LIMIT = 20_000;

/** Marked-up text as plain text: line breaks stay, tags and entities go. */
export function plainText(text: string): string {
  return text.slice(0, TEXT_LIMIT).toWellFormed()
    .replace(/\0/g, '').replace(/\s{0,20}<(br|\/p|\/div|\/li|\/h\d)\b[^<>]{0,500}>\s{0,20}/gi, '\n').replace(/<(script|style)\b(?:(?!<\1\b)[\s\S])*?<\/\1\s*>/gi, '').replace(/<\/?[a-z!][^<>]{0,2000}>/gi, '')
    .replaceAll('&nbsp;', ' ').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&').trim();
}
