/** Words that say nothing about what is wrong, German and English; short words are left out anyway. */
const empty = new Set(['haben', 'hatte', 'werden', 'wurde', 'wurden', 'nicht', 'nichts', 'diese', 'dieser', 'dieses', 'meine', 'meinem', 'meinen', 'immer', 'schon', 'wieder', 'leider', 'bitte', 'guten', 'hallo', 'danke', 'gruss', 'grüße', 'gruesse', 'kunde', 'kundin', 'damen', 'herren', 'sehr', 'geehrte', 'please', 'hello', 'there', 'their', 'would', 'could', 'should', 'about', 'again', 'always', 'because', 'customer', 'thanks', 'thank', 'regards', 'since', 'which', 'while', 'being', 'still']);

/**
 * The beginnings of the words that tell what a text is about, the rare-looking (long) ones first. Beginnings, because
 * German and English bend their words at the end: "Gesprächsabbruch" and "Gespräche" share "gespräc".
 */
export function tellingWords(text: string, most = 12): string[] {
  const words = text.toLowerCase().normalize('NFC').match(/\p{L}{5,}/gu) ?? [];
  const telling = [...new Set(words)].filter((word) => !empty.has(word)).sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return [...new Set(telling.map((word) => word.slice(0, Math.min(7, Math.max(5, Math.ceil(word.length * 0.6))))))].slice(0, most);
}

/** For `ilike any`: letters with accents match the bare ones too. */
export const patternOf = (word: string): string => `%${word.replaceAll(/[^a-z]/g, '_')}%`;

const bare = (text: string): string => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

/** How many of the telling words a text has, as a share of them. */
export function likenessOf(words: readonly string[], text: string): number {
  if (words.length === 0) return 0;
  const read = bare(text);
  return words.filter((word) => read.includes(bare(word))).length / words.length;
}
