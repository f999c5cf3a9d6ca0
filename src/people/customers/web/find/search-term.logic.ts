import type { Identifier } from '../../../identity/identity.contract.ts';

/** What typed words ask for: everything (nothing typed), one exact identifier, or anything that resembles the words. */
export type SearchTerm = { kind: 'all' } | { kind: 'identifier'; identifier: string } | { kind: 'words'; search: string };

/** `email:a@b.de` asks for that identifier exactly when the kind is one that exists; everything else is searched. */
export function readSearchTerm(typed: string, identifierKinds: readonly string[]): SearchTerm {
  const text = typed.trim().replaceAll(/\s+/g, ' ');
  if (text === '') return { kind: 'all' };
  const colon = text.indexOf(':');
  const kind = text.slice(0, colon);
  if (colon > 0 && colon < text.length - 1 && identifierKinds.includes(kind)) return { kind: 'identifier', identifier: `${kind}:${text.slice(colon + 1).trim()}` };
  return { kind: 'words', search: text.slice(0, 200) };
}

export interface Piece {
  text: string;
  isHit: boolean;
}

/** Cuts a text where typed words occur in it, ignoring case and accents. */
export function markHits(text: string, typed: string): Piece[] {
  const plain = fold(text);
  if (plain.length !== text.length) return [{ text, isHit: false }]; // letters that fold to two would shift the marks
  const words = fold(typed).split(/\s+/).filter((word) => word.length >= 2);
  const hits = new Uint8Array(text.length);
  for (const word of words) {
    for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + 1)) hits.fill(1, at, at + word.length);
  }
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const isHit = hits[at] === 1;
    const last = pieces.at(-1);
    if (last && last.isHit === isHit) last.text += text.charAt(at);
    else pieces.push({ text: text.charAt(at), isHit });
  }
  return pieces;
}

const fold = (text: string): string => text.normalize('NFC').toLowerCase().replaceAll(/[àáâäãå]/g, 'a').replaceAll(/[èéêë]/g, 'e').replaceAll(/[ìíîï]/g, 'i').replaceAll(/[òóôöõø]/g, 'o').replaceAll(/[ùúûü]/g, 'u').replaceAll('ç', 'c').replaceAll('ñ', 'n');

const order = ['customerNumber', 'userId', 'email', 'phone'];

/** Identifiers that mean something to a person, best known first; devices' ids last. A hit comes before everything. */
export function pickIdentifiers(identifiers: readonly Identifier[], typed: string, most: number): { shown: Identifier[]; more: number } {
  const rank = ({ kind, value }: Identifier): number => {
    if (typed.trim() !== '' && markHits(value, typed).some(({ isHit }) => isHit)) return -1;
    const at = order.indexOf(kind);
    return at < 0 ? order.length + (kind === 'anonymousId' ? 1 : 0) : at;
  };
  const sorted = [...identifiers].sort((a, b) => rank(a) - rank(b));
  return { shown: sorted.slice(0, most), more: Math.max(0, sorted.length - most) };
}
