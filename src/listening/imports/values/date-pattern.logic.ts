import type { LocalMs } from '../../../kernel/time/zones.ts';

/** A date read by a pattern: what the clock showed, and the offset where the text names one. */
export interface ReadDate {
  local: LocalMs;
  /** Minutes east of UTC; null where the text names no zone. */
  offsetMinutes: number | null;
  hasTime: boolean;
}

export type DateReading = ReadDate | 'not_in_pattern' | 'impossible' | 'out_of_range';

export interface DatePattern {
  pattern: string;
  hasTime: boolean;
  read(text: string): DateReading;
}

export const FIRST_YEAR = 1850;
export const LAST_YEAR = 2200;

const months = new Map<string, number>();
for (const [number, names] of [
  'januar jänner january jan', 'februar feber february feb', 'märz maerz march mär mrz mar', 'april apr', 'mai may', 'juni june jun', 'juli july jul', 'august aug',
  'september sep sept', 'oktober october okt oct', 'november nov', 'dezember december dez dec',
].entries()) for (const name of names.split(' ')) months.set(name, number + 1);
const monthName = String.raw`(\p{L}{3,9})\.?`;

/** Letters of a pattern, as in Java and Excel: what they match, and what it means. */
const tokens: Record<string, { source: string; part: string }> = {
  yyyy: { source: String.raw`(\d{4})`, part: 'year' }, yy: { source: String.raw`(\d{2})`, part: 'shortYear' },
  MMMM: { source: monthName, part: 'monthName' }, MMM: { source: monthName, part: 'monthName' }, MM: { source: String.raw`(\d{2})`, part: 'month' }, M: { source: String.raw`(\d{1,2})`, part: 'month' },
  dd: { source: String.raw`(\d{2})`, part: 'day' }, d: { source: String.raw`(\d{1,2})`, part: 'day' },
  HH: { source: String.raw`(\d{2})`, part: 'hour' }, H: { source: String.raw`(\d{1,2})`, part: 'hour' }, hh: { source: String.raw`(\d{2})`, part: 'halfHour' }, h: { source: String.raw`(\d{1,2})`, part: 'halfHour' },
  mm: { source: String.raw`(\d{2})`, part: 'minute' }, m: { source: String.raw`(\d{1,2})`, part: 'minute' }, ss: { source: String.raw`(\d{2})`, part: 'second' }, s: { source: String.raw`(\d{1,2})`, part: 'second' },
  SSS: { source: String.raw`(\d{1,9})`, part: 'fraction' }, a: { source: String.raw`([AaPp]\.?[Mm]\.?)`, part: 'half' },
  XXX: { source: String.raw`(Z|[+-]\d{2}:?\d{2}|[+-]\d{2})`, part: 'offset' }, EEEE: { source: String.raw`(\p{L}+)\.?`, part: 'weekday' }, EEE: { source: String.raw`(\p{L}+)\.?`, part: 'weekday' },
};
const tokenOrText = /yyyy|yy|MMMM|MMM|MM|M|dd|d|HH|H|hh|h|mm|m|ss|s|SSS|a|XXX|EEEE|EEE|'(?:[^']|'')*'|[^A-Za-z']|(.)/g;

/**
 * Makes a pattern such as `d.M.yy H:mm` or `yyyy-MM-dd'T'HH:mm:ssXXX` into a reader.
 * @param twoDigitYearFrom - first year that two digits can mean
 * @returns null where the pattern is none: unknown letters, or no day, month and year
 */
export function compileDatePattern(pattern: string, twoDigitYearFrom: number): DatePattern | null {
  if (pattern in specials) return { pattern, hasTime: true, read: specials[pattern as keyof typeof specials] };
  const parts: string[] = [];
  let source = '';
  for (const [text, unknown] of pattern.matchAll(tokenOrText)) {
    const token = tokens[text];
    if (unknown !== undefined) return null;
    if (token) {
      if (parts.includes(token.part)) return null;
      parts.push(token.part);
      source += token.source;
    } else source += text === ' ' ? String.raw`[\s\u00a0\u202f]+` : escape(text.startsWith("'") ? (text === "''" ? "'" : text.slice(1, -1).replaceAll("''", "'")) : text);
  }
  const has = (...names: string[]) => names.some((name) => parts.includes(name));
  if (!has('year', 'shortYear') || !has('month', 'monthName') || !has('day') || (has('halfHour') && !has('half'))) return null;
  const regex = new RegExp(`^${source}$`, 'u');
  const hasTime = has('hour', 'halfHour');
  return { pattern, hasTime, read: (text) => readParts(regex.exec(text), parts, hasTime, twoDigitYearFrom) };
}

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);

function readParts(match: readonly (string | undefined)[] | null, parts: readonly string[], hasTime: boolean, twoDigitYearFrom: number): DateReading {
  if (!match) return 'not_in_pattern';
  let [year, month, day, hour, minute, second, ms] = [0, 0, 0, 0, 0, 0, 0];
  let isAfternoon: boolean | null = null;
  let offsetMinutes: number | null = null;
  for (let index = 0; index < parts.length; index += 1) {
    const text = match[index + 1] ?? '';
    switch (parts[index]) {
      case 'year': year = Number(text); break;
      case 'shortYear': year = fullYear(Number(text), twoDigitYearFrom); break;
      case 'month': month = Number(text); break;
      case 'monthName': {
        const named = months.get(text.toLowerCase());
        if (named === undefined) return 'not_in_pattern';
        month = named;
        break;
      }
      case 'day': day = Number(text); break;
      case 'hour': hour = Number(text); break;
      case 'halfHour': hour = Number(text); break;
      case 'minute': minute = Number(text); break;
      case 'second': second = Number(text); break;
      case 'fraction': ms = Number(text.slice(0, 3).padEnd(3, '0')); break;
      case 'half': isAfternoon = /^p/i.test(text); break;
      case 'offset': offsetMinutes = offsetOf(text); break;
      default:
    }
  }
  if (isAfternoon !== null) {
    if (hour < 1 || hour > 12) return 'impossible';
    hour = (hour % 12) + (isAfternoon ? 12 : 0);
  }
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 59 || (offsetMinutes !== null && Math.abs(offsetMinutes) > 14 * 60)) return 'impossible';
  if (year < FIRST_YEAR || year > LAST_YEAR) return 'out_of_range';
  return { local: Date.UTC(year, month - 1, day, hour, minute, second, ms), offsetMinutes, hasTime };
}

/** The year that ends in these two digits, in the hundred years from `from` on. */
export function fullYear(twoDigits: number, from: number): number {
  const year = from - (from % 100) + twoDigits;
  return year < from ? year + 100 : year;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function offsetOf(text: string): number {
  if (text === 'Z') return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(3).replace(':', '') || 0);
  return text.startsWith('-') ? -minutes : minutes;
}

/** How a spreadsheet's typed dates come out of the reading: no pattern is needed. */
const isoText = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?(Z|[+-]\d{2}:?\d{2})?$/;
const isoParts = ['year', 'month', 'day', 'hour', 'minute', 'second', 'fraction', 'offset'] as const;
export function readIsoDate(text: string): DateReading {
  const match = isoText.exec(text);
  if (!match) return 'not_in_pattern';
  const parts = isoParts.filter((_part, index) => match[index + 1] !== undefined);
  return readParts(match.filter((part) => part !== undefined), parts, match[4] !== undefined, 1950);
}

/** Instants as numbers. Days since 1900 are local, as the spreadsheet showed them; seconds since 1970 are UTC. */
const specials = {
  excel: (text: string): DateReading => {
    const days = Number(text.replace(',', '.'));
    if (!/^\d+([.,]\d+)?$/.test(text)) return 'not_in_pattern';
    if (days < 1 || Math.floor(days) === 60 || days >= 109_575) return 'impossible';
    return { local: Date.UTC(1899, 11, 30) + Math.round((days < 60 ? days + 1 : days) * 86_400_000), offsetMinutes: null, hasTime: days % 1 !== 0 };
  },
  unix: (text: string): DateReading => ofSeconds(text, 1_000),
  unix_ms: (text: string): DateReading => ofSeconds(text, 1),
};

function ofSeconds(text: string, unitMs: number): DateReading {
  if (!/^-?\d+([.]\d+)?$/.test(text)) return 'not_in_pattern';
  const atMs = Math.round(Number(text) * unitMs);
  const inRange = atMs >= Date.UTC(FIRST_YEAR, 0, 1) && atMs < Date.UTC(LAST_YEAR + 1, 0, 1);
  return inRange ? { local: atMs, offsetMinutes: 0, hasTime: true } : 'out_of_range';
}
