const [SPACE, TAB, PLUS, COMMA, MINUS, POINT, ZERO, NINE] = [32, 9, 43, 44, 45, 46, 48, 57];
/** Up to here a fraction of whole numbers below 2^53 by a power of ten is the nearest float of what was written. */
const EXACT_POWERS = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);
const MAX_EXACT_DIGITS = 15;

/** What a cell was: a number, nothing, or something else that has to be looked at as text. */
export const cellKinds = { number: 0, empty: 1, other: 2 } as const;

/**
 * Reads numbers straight from bytes, without making a text of each cell: most of the time of reading a file of ratings.
 * After `read` its fields say what the cell was.
 */
export class NumberCell {
  kind: (typeof cellKinds)[keyof typeof cellKinds] = cellKinds.empty;
  value = 0;
  /** The character before the decimals: 0 none, else the code of comma or point. */
  separator = 0;
  /** 1.234 may be a thousand with a separator or a one with three decimals. */
  mayBeThousands = false;

  read(bytes: Uint8Array, from: number, to: number): void {
    let start = from;
    let end = to;
    while (start < end && isBlank(bytes[start])) start += 1;
    while (end > start && isBlank(bytes[end - 1])) end -= 1;
    this.separator = 0;
    this.mayBeThousands = false;
    if (start === end) {
      this.kind = cellKinds.empty;
      return;
    }
    this.kind = cellKinds.other;
    const sign = bytes[start];
    if (sign === MINUS || sign === PLUS) start += 1;
    let whole = 0;
    let digits = 0;
    let separatorAt = -1;
    for (let at = start; at < end; at += 1) {
      const code = bytes[at] ?? 0;
      if (code >= ZERO && code <= NINE) {
        whole = whole * 10 + (code - ZERO);
        digits += 1;
      } else if ((code === POINT || code === COMMA) && separatorAt === -1) {
        separatorAt = at;
        this.separator = code;
      } else {
        return;
      }
    }
    if (digits === 0 || digits > MAX_EXACT_DIGITS) return;
    const decimals = separatorAt === -1 ? 0 : end - separatorAt - 1;
    this.kind = cellKinds.number;
    this.mayBeThousands = decimals === 3 && separatorAt - start >= 1 && separatorAt - start <= 3 && bytes[start] !== ZERO;
    const size = whole / (EXACT_POWERS[decimals] ?? Number.NaN);
    this.value = sign === MINUS && whole !== 0 ? -size : size;
  }
}

const isBlank = (code: number | undefined): boolean => code === SPACE || code === TAB;

/** Numbers that {@link NumberCell} leaves to others: 1e-3, more than 15 digits, a typographic minus. null = no number. */
export function readRareNumber(text: string): { value: number; separator: number } | null {
  const match = /^([+-])?(\d*)(?:([.,])(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text.replace('\u2212', '-'));
  if (!match || `${match[2] ?? ''}${match[4] ?? ''}` === '') return null;
  const value = Number(`${match[1] ?? ''}${match[2] || '0'}.${match[4] || '0'}e${match[5] ?? '0'}`);
  if (!Number.isFinite(value)) return null;
  return { value: value === 0 ? 0 : value, separator: match[3]?.charCodeAt(0) ?? 0 };
}
