import type { Part } from './parts.logic.ts';

/**
 * Counting millions of answers is fast when each counts under one small number: the line of figures it belongs to and
 * the point or option that was chosen. History keeps both as texts of a dictionary, which is looked up once per word.
 */
export interface Coding {
  items: string[];
  /** First code of each item. */
  bases: number[];
  options: string[];
  /** Codes of one line. */
  width: number;
  parts: readonly Part[];
}

/** What a code means: a point of the scale (`point`), an option, or only that it was answered. */
export interface Counted {
  part: Part;
  version: number;
  point: number | null;
  option: string | null;
  cannotSay: boolean;
  n: number;
}

export interface CodedRow {
  version: number;
  code: number;
  isNa: number;
  /** The point of the first column, where this is the second of a pair. */
  first: number | null;
  n: number;
}

/** How often a point of the second column of a pair came with a point of the first: the gap, and the classes of Kano. */
export interface CountedPair {
  part: Part;
  version: number;
  first: number;
  second: number;
  n: number;
}

/** Points go from −10 to 20; 0 stays free for "none". */
const SHIFT = 11;
const POINTS = 32;

export function codingOf(parts: readonly Part[]): Coding {
  const options = [...new Set(parts.flatMap((part) => part.options.map(({ id }) => id)))];
  const width = Math.max(POINTS, options.length + 1, ...parts.map(({ scale, role }) => (scale === null || role === 'number' ? 0 : scale.high + SHIFT + 1)));
  return { items: parts.map(({ item }) => item), bases: parts.map((_, place) => place * width), options, width, parts };
}

/** Pieces of the statement: the code of a row of `answers`. Rows of no known line get `NO_CODE`. */
const NO_CODE = 4_294_967_295;
export const codeOf = (alias: string): string => `
  toUInt32(transform(${alias}.item, {items:Array(String)}, {bases:Array(UInt32)}, ${NO_CODE - 100_000}) + multiIf(
    ${alias}.role = 'choice', transform(${alias}.option, {options:Array(String)}, {optionCodes:Array(UInt32)}, 0),
    ${alias}.role = 'number', 0,
    toUInt32(ifNull(${alias}.raw, -${SHIFT}) + ${SHIFT})))`;

/** History keeps the first answer of a pair on the standard scale 0–10; this is the point that was chosen, null where there is none. */
export const firstOf = (alias: string): string => `
  if(${alias}.role in ('experience', 'dysfunctional') and ${alias}.paired is not null and ${alias}.raw is not null,
    toInt16(round(if(${alias}.role = 'experience', ifNull(${alias}.scale_low, 0) + assumeNotNull(${alias}.paired) / 10 * (ifNull(${alias}.scale_high, 10) - ifNull(${alias}.scale_low, 0)), assumeNotNull(${alias}.paired)))),
    null)`;

export const codingParams = ({ items, bases, options }: Coding) => ({ items, bases, options: options.length === 0 ? [''] : options, optionCodes: options.length === 0 ? [0] : options.map((_, place) => place + 1) });

export function decode(coding: Coding, rows: readonly CodedRow[]): { answers: Counted[]; pairs: CountedPair[] } {
  return { answers: decodeAnswers(coding, rows), pairs: decodePairs(coding, rows) };
}

function decodePairs({ parts, width }: Coding, rows: readonly CodedRow[]): CountedPair[] {
  return rows.flatMap(({ version, code, first, n }) => {
    const part = parts[Math.floor(code / width)];
    return part && first !== null ? [{ part, version, first, second: (code % width) - SHIFT, n }] : [];
  });
}

function decodeAnswers({ parts, width, options }: Coding, rows: readonly CodedRow[]): Counted[] {
  return rows.flatMap(({ version, code, isNa, n }) => {
    const part = parts[Math.floor(code / width)];
    if (!part) return [];
    const rest = code % width;
    const isPoint = part.scale !== null && part.role !== 'number';
    return [{
      part, version, n,
      cannotSay: isPoint && isNa === 1,
      point: isPoint && isNa === 0 ? rest - SHIFT : null,
      option: part.role === 'choice' && part.part === '' ? (options[rest - 1] ?? null) : null,
    }];
  });
}
