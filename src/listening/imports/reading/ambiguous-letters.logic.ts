const FIRST_LETTER = 0xc0;
/** Longer runs of accented letters are words of another alphabet: Cyrillic and Greek files look like that. */
const LONGEST_RUN = 2;

/** Signs of Windows-1252 that people write: € ‚ „ … Œ ‘ ’ “ ” • – — ™ œ, hard space ¡ £ § © ª « soft hyphen ® ° ± ² ³ ´ µ · º » ¼ ½ ¾ ¿. */
const usualSigns = new Set([
  0x80, 0x82, 0x84, 0x85, 0x8c, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99, 0x9c,
  0xa0, 0xa1, 0xa3, 0xa7, 0xa9, 0xaa, 0xab, 0xad, 0xae, 0xb0, 0xb1, 0xb2, 0xb3, 0xb4, 0xb5, 0xb7, 0xba, 0xbb, 0xbc, 0xbd, 0xbe, 0xbf,
]);
/** Œ œ ’ – soft hyphen ´: these stand inside words. */
const signsInWords = new Set([0x8c, 0x9c, 0x92, 0x96, 0xad, 0xb4]);
/** Ð × Þ ð ÷ þ ý Ý: what Turkish files in their own encoding have for Ğ, Ş and ı. */
const unusualLetters = new Set([0xd0, 0xd7, 0xde, 0xf0, 0xf7, 0xfe, 0xfd, 0xdd]);

const isLetter = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || byte >= FIRST_LETTER);

/**
 * Whether bytes that are no UTF-8 could well be something else than Windows-1252: signs that nobody writes, signs in the
 * midst of words, words of nothing but accents. Files of old DOS, Macintosh and Eastern European programs show one of them.
 */
export function isAmbiguous(bytes: Uint8Array): boolean {
  let run = 0;
  for (const [place, byte] of bytes.entries()) {
    if (byte < 0x80) {
      run = 0;
      continue;
    }
    if (byte >= FIRST_LETTER) {
      run += 1;
      if (run > LONGEST_RUN || unusualLetters.has(byte)) return true;
      continue;
    }
    run = 0;
    if (!usualSigns.has(byte)) return true;
    if (!signsInWords.has(byte) && isLetter(bytes[place - 1]) && isLetter(bytes[place + 1])) return true;
  }
  return false;
}
