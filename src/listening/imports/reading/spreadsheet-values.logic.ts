import { DAY_MS } from '../../../kernel/clock.ts';

/** 1899-12-30: with it, day 61 of a 1900 workbook is 1 March 1900, as everywhere after the day that never was. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);

/**
 * A spreadsheet's day number as local date and time without zone.
 * Workbooks that count from 1900 hold a 29 February 1900 that never was (day 60); days before it are one off.
 * @source ECMA-376 part 1, 18.17.4.1
 * @returns null for what no calendar shows: negative days, and day 60
 */
export function readSerialDay(serial: number, from1904: boolean, kind: 'date' | 'instant' | 'time' | 'duration'): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial >= 2_958_466) return null;
  if (kind === 'duration' || (kind === 'time' && serial < 1)) return clockOf(Math.round(serial * DAY_MS));
  if (!from1904 && Math.floor(serial) === 60) return null;
  const days = !from1904 && serial < 60 ? serial + 1 : serial;
  // 09:05 is stored as 0.378472222…: whole milliseconds are what was meant
  const at = new Date((from1904 ? EPOCH_1904 : EPOCH_1900) + Math.round(days * DAY_MS));
  const text = at.toISOString();
  if (kind === 'date' && serial === Math.floor(serial)) return text.slice(0, 10);
  return `${text.slice(0, 10)} ${text.slice(11, at.getUTCMilliseconds() === 0 ? 19 : 23)}`;
}

function clockOf(ms: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const seconds = Math.floor(ms / 1000);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** A number as the workbook stores it (29.850000000000001) as it was typed (29.85), with a decimal point and without an exponent where it can be. */
export function readStoredNumber(text: string): string {
  const value = Number(text);
  if (!Number.isFinite(value)) return text;
  // digits beyond a double are somebody's long number, not a measure
  if (/^-?\d{16,}$/.test(text)) return text;
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value);
}

/** Position of a cell from its name: A1 → 0, Z9 → 25, AA1 → 26. */
export function positionOf(reference: string): number {
  let position = 0;
  for (let index = 0; index < reference.length; index += 1) {
    const letter = reference.charCodeAt(index);
    if (letter < 65 || letter > 90) break;
    position = position * 26 + letter - 64;
  }
  return position - 1;
}

/** Control characters are written as _x000D_ in workbooks. */
export const readEscapes = (text: string): string => (text.includes('_x') ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text);
