import type { Random } from '../random.ts';

const PLAIN: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue' };

/** Slips of people who type in a hurry: swapped, lost and doubled letters, no capitals, no umlauts. */
export function withSlips(text: string, random: Random): string {
  const roll = random.next();
  if (roll < 0.16) return text.toLowerCase();
  if (roll < 0.24) return text.replace(/[äöüßÄÖÜ]/g, (character) => PLAIN[character] ?? character);
  if (roll < 0.3) return text.replace(/(?<!\d)\.(?= |$)/g, '!!');
  let written = text;
  for (let slip = random.int(1, 2); slip > 0; slip -= 1) {
    const at = 1 + Math.floor(random.next() * (written.length - 3));
    const pair = written.slice(at, at + 2);
    // Only inside words, so that amounts, dates and order numbers stay right.
    if (!/^[a-zäöüß]{2}$/.test(pair)) continue;
    const kind = random.next();
    const slipped = kind < 0.45 ? `${pair[1]}${pair[0]}` : kind < 0.75 ? pair[0] : `${pair[0]}${pair}`;
    written = written.slice(0, at) + slipped + written.slice(at + 2);
  }
  return written;
}
