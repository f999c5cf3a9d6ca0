import { touchpointCodeSchema } from '../../../journeys/touchpoints/touchpoints.contract.ts';

const yes = new Set(['yes', 'ja', 'true', 'wahr', '1', 'x', 'y', 'j', 'on', 'aktiv', 'active']);
const no = new Set(['no', 'nein', 'false', 'falsch', '0', 'n', 'off', 'inaktiv', 'inactive']);

/** @returns null for what says neither */
export function readBoolean(text: string): boolean | null {
  const word = text.toLowerCase();
  if (yes.has(word)) return true;
  return no.has(word) ? false : null;
}

let countries: Map<string, string> | null = null;
let languages: Map<string, string> | null = null;

/** ISO 3166 code of a country written as code or by its German or English name; null if there is none. */
export function readCountry(text: string): string | null {
  countries ??= namesOf('region', (code) => code.toUpperCase());
  return countries.get(text.toLowerCase()) ?? null;
}

/** ISO 639 code of a language written as code, as `de-AT`, or by its German or English name; null if there is none. */
export function readLanguage(text: string): string | null {
  languages ??= namesOf('language', (code) => code);
  const tag = /^([a-z]{2,3})[-_]/i.exec(text);
  return languages.get((tag?.[1] ?? text).toLowerCase()) ?? null;
}

function namesOf(type: 'region' | 'language', write: (code: string) => string): Map<string, string> {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const names = new Map<string, string>();
  for (const language of ['en', 'de']) {
    const display = new Intl.DisplayNames(language, { type, fallback: 'none' });
    for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
      const name = display.of(write(code));
      if (name === undefined) continue;
      // retired codes (DD, SU …) share the name of a living one, which sorts by its own letters: the first stays
      if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), write(code));
      names.set(code, write(code));
    }
  }
  if (type === 'region') for (const [name, code] of [['deutschland', 'DE'], ['germany', 'DE'], ['d', 'DE'], ['a', 'AT'], ['uk', 'GB'], ['usa', 'US'], ['schweiz', 'CH']] as const) names.set(name, code);
  return names;
}

const umlauts: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', ø: 'o', '&': ' und ' };

/** A code for a touchpoint from its name: "Sitz & Beinfreiheit" → sitz_und_beinfreiheit. */
export function touchpointCodeOf(name: string): string {
  const plain = name.toLowerCase().replaceAll(/[äöüßæø&]/g, (letter) => umlauts[letter] ?? letter).normalize('NFD').replaceAll(/\p{M}/gu, '');
  const code = plain.replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '').slice(0, 60).replace(/_+$/, '');
  if (touchpointCodeSchema.safeParse(code).success) return code;
  return `t_${code === '' ? fingerprint(name) : code}`.slice(0, 60);
}

/** Names in other alphabets leave no letter for a code; they get one that tells them apart. @source FNV-1a, 32 bit */
function fingerprint(name: string): string {
  let hash = 0x81_1c_9d_c5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01_00_01_93) >>> 0;
  return hash.toString(36);
}
