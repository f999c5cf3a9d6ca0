import type { Frequency, Rules, TraitRule } from './placements.contract.ts';

/**
 * Whether a survey may show to this visitor on this page now. Runs in the script on the company's pages, so it is small
 * and imports nothing.
 */

const DAY_MS = 86_400_000;

/** What the visitor's browser remembers of one placement. */
export interface Seen {
  shownAtMs?: number;
  answeredAtMs?: number;
}

/** `/shop/*` is held against the path, `www.nordfunk.example/shop/*` and `https://…` against host and path. */
export function isOnPage(patterns: readonly string[], { host, pathname }: { host: string; pathname: string }): boolean {
  return patterns.some((pattern) => {
    const bare = pattern.replace(/^https?:\/\//, '');
    const subject = bare.startsWith('/') || bare.startsWith('*') ? pathname : host + pathname;
    return matches(trimEnd(bare), trimEnd(subject));
  });
}

const trimEnd = (path: string) => (path.length > 1 ? path.replace(/\/$/, '') : path);

/** Without regular expressions, so that no pattern can keep a page busy: each piece is found from left to right. */
function matches(pattern: string, text: string): boolean {
  const pieces = pattern.split('*');
  const last = pieces.length - 1;
  if (last === 0) return text === pattern;
  const [first = ''] = pieces;
  const end = pieces[last] ?? '';
  if (!text.startsWith(first) || !text.endsWith(end) || text.length < first.length + end.length) return false;
  let from = first.length;
  for (const piece of pieces.slice(1, last)) {
    const found = text.indexOf(piece, from);
    if (found < 0) return false;
    from = found + piece.length;
  }
  return from <= text.length - end.length;
}

/** Where a visitor falls for a placement, in [0, 1): evenly spread, and always the same (FNV-1a, 32 bits). */
export function placeOf(placement: string, visitor: string): number {
  let hash = 0x811c9dc5;
  for (const sign of `${placement} ${visitor}`) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  // The last step spreads what the multiplication leaves in the low bits (finaliser of MurmurHash3).
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** Whether the last time is long enough ago. */
export function isDue(frequency: Frequency, { shownAtMs, answeredAtMs }: Seen, nowMs: number): boolean {
  if (shownAtMs === undefined) return true;
  if (frequency.kind === 'once' || (frequency.kind === 'until_answered' && answeredAtMs !== undefined)) return false;
  return nowMs - shownAtMs >= frequency.days * DAY_MS;
}

/** @param lastOtherMs when the last survey of any other placement was shown here */
export const isRested = (quietDays: number, lastOtherMs: number | undefined, nowMs: number): boolean => lastOtherMs === undefined || nowMs - lastOtherMs >= quietDays * DAY_MS;

export function isFor({ visitors, traits }: Pick<Rules, 'visitors' | 'traits'>, userId: string | null, known: Readonly<Record<string, unknown>>): boolean {
  if (visitors === 'signed_in' ? userId === null : visitors === 'anonymous' && userId !== null) return false;
  return traits.every((rule) => fits(rule, Object.hasOwn(known, rule.trait) ? known[rule.trait] : undefined));
}

function fits({ comparison, value }: TraitRule, said: unknown): boolean {
  const isKnown = said !== undefined && said !== null && said !== '';
  if (comparison === 'known' || comparison === 'unknown') return isKnown === (comparison === 'known');
  if (!isKnown) return comparison === 'is_not';
  const text = String(said).toLowerCase();
  const wanted = value.toLowerCase();
  if (comparison === 'is') return text === wanted;
  if (comparison === 'is_not') return text !== wanted;
  if (comparison === 'contains') return text.includes(wanted);
  // Not a number, neither above nor below.
  return comparison === 'above' ? Number(said) > Number(value) : Number(said) < Number(value);
}
