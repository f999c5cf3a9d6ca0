/** A number as written, taken apart into digits; no arithmetic has touched it yet. */
interface Digits {
  negative: boolean;
  whole: string;
  fraction: string;
  exponent: number;
}

const blanks = String.raw`[\s\u00a0\u202f]`;
const grouped = (sign: string) => String.raw`(\d{1,3}(?:[${sign}'’\s\u00a0\u202f]\d{3})+|\d*)`;
const currency = String.raw`(?:€|\$|£|CHF|EUR|USD|GBP|%)?`;
const shapes = {
  ',': new RegExp(`^${currency}${blanks}*([+\\-−]?)${blanks}*${currency}${blanks}*${grouped('.')}(?:,(\\d*))?(?:[eE]([+-]?\\d{1,3}))?${blanks}*(-?)${blanks}*${currency}(?:,-)?$`),
  '.': new RegExp(`^${currency}${blanks}*([+\\-−]?)${blanks}*${currency}${blanks}*${grouped(',')}(?:\\.(\\d*))?(?:[eE]([+-]?\\d{1,3}))?${blanks}*(-?)${blanks}*${currency}$`),
} as const;
const separators = /[.,'’\s\u00a0\u202f]/g;

/** Blanks may stand in seven places, and a long run of them could be shared out among these in more ways than there is time for. */
const longBlanks = /[\s\u00a0\u202f]{3,}/g;
const LONGEST_NUMBER = 1_000;

function readDigits(text: string, decimal: ',' | '.'): Digits | null {
  const written = text.replaceAll(longBlanks, '  ');
  const match = written.length > LONGEST_NUMBER ? null : shapes[decimal].exec(written);
  if (!match) return null;
  const whole = (match[2] ?? '').replaceAll(separators, '');
  const fraction = match[3] ?? '';
  if (whole === '' && fraction === '') return null;
  const minus = (match[1] ?? '') !== '' && match[1] !== '+';
  const trailing = match[5] === '-';
  if ((match[1] ?? '') !== '' && trailing) return null;
  return { negative: minus || trailing, whole: whole === '' ? '0' : whole, fraction, exponent: Number(match[4] ?? 0) };
}

/** A number with the given decimal sign; groups of thousands, currency and percent signs are allowed, `12,50-` is negative. @returns null for anything else */
export function readNumber(text: string, decimal: ',' | '.'): number | null {
  // most cells are small whole numbers
  if (text.length < 16 && /^-?\d+$/.test(text)) return Number(text);
  const digits = readDigits(text, decimal);
  if (!digits) return null;
  const value = Number(`${digits.negative ? '-' : ''}${digits.whole}.${digits.fraction || '0'}e${digits.exponent}`);
  return Number.isFinite(value) ? value : null;
}

/** An amount in cents, exact: 29,85 → 2985. @returns null where it is no number, or has parts of a cent, or more than a safe integer holds */
export function readCents(text: string, decimal: ',' | '.'): number | null {
  const digits = readDigits(text, decimal);
  if (!digits || digits.exponent !== 0) return null;
  if (/[^0]/.test(digits.fraction.slice(2))) return null;
  const cents = Number(digits.whole + digits.fraction.slice(0, 2).padEnd(2, '0'));
  if (!Number.isSafeInteger(cents)) return null;
  return digits.negative && cents !== 0 ? -cents : cents;
}

/**
 * Which decimal signs a written number allows: `1,5` only the comma, `1.234,50` only the comma, `7` both.
 * `1.234` allows both – one or a thousand – and says so by `ambiguous`.
 */
export function decimalsOf(text: string): { decimals: (',' | '.')[]; ambiguous: boolean } {
  const decimals = ([',', '.'] as const).filter((sign) => readDigits(text, sign) !== null);
  const values = new Set(decimals.map((sign) => readNumber(text, sign)));
  return { decimals, ambiguous: values.size > 1 };
}
