import { cutUtf8 } from './cut-utf8.ts';

export type SavMeasure = 'nominal' | 'ordinal' | 'scale';

export interface SavVariable {
  /** Unique without regard to case; letters, digits, _ and . ; a letter first; at most 64 bytes. See savNames. */
  name: string;
  label: string;
  /** Bytes of a text, 1–32,767; 0 = a number. */
  width: number;
  /** How numbers are shown. */
  format: 'number' | 'date' | 'instant';
  decimals: number;
  measure: SavMeasure;
  valueLabels: readonly (readonly [value: number, label: string])[];
  /** At most three. */
  missing: readonly number[];
}

/** Seconds since the first day of the Gregorian calendar, as SPSS counts. */
const EPOCH_MS = Date.UTC(1582, 9, 14);
export const savSeconds = (localMs: number): number => (localMs - EPOCH_MS) / 1000;

/** Widths of the pieces of a string: one up to 255 bytes, else pieces of 255, each counting for 252. */
export function segmentsOf(width: number): number[] {
  if (width <= 255) return [width];
  const n = Math.ceil(width / 252);
  return Array.from({ length: n }, (_, place) => (place < n - 1 ? 255 : width - (n - 1) * 252));
}

const formats = { text: 1, number: 5, date: 20, instant: 22 } as const;
const measures: Record<SavMeasure, number> = { nominal: 1, ordinal: 2, scale: 3 };
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LABEL_BYTES = 250;
const VALUE_LABEL_BYTES = 120;

/** Everything before the cases. */
export function writeDictionary(variables: readonly SavVariable[], { title, at, bias, cases }: { title: string; at: Date; bias: number; cases: number }): Buffer {
  const placed = placeAll(variables);
  const out = new Bytes();
  const two = (n: number) => String(n).padStart(2, '0');
  out.text('$FL2', 4).text('@(#) SPSS DATA FILE Momente', 60).int(2).int(placed.reduce((sum, { octets }) => sum + octets, 0)).int(1).int(0).int(cases).double(bias);
  out.text(`${two(at.getUTCDate())} ${months[at.getUTCMonth()] ?? ''} ${two(at.getUTCFullYear() % 100)}`, 9).text(at.toISOString().slice(11, 19), 8).text(title, 64).text('', 3);
  for (const one of placed) writeVariable(out, one);
  for (const { variable, index } of placed) if (variable.valueLabels.length > 0) writeValueLabels(out, variable, index);
  // version, machine, floating point IEEE 754, compressed, little-endian, UTF-8
  extension(out, 3, 'int', [1, 0, 0, -1, 1, 1, 2, 65_001]);
  extension(out, 4, 'double', [-Number.MAX_VALUE, Number.MAX_VALUE, -1.797_693_134_862_315_5e308]);
  extension(out, 11, 'int', placed.flatMap(({ variable, segments }) => segments.flatMap((segment) => [measures[variable.measure], variable.width === 0 ? 10 : Math.min(40, segment), variable.width === 0 ? 1 : 0])));
  textExtension(out, 13, placed.map(({ short, variable }) => `${short}=${variable.name}`).join('\t'));
  const long = placed.filter(({ segments }) => segments.length > 1);
  if (long.length > 0) textExtension(out, 14, long.map(({ short, variable }) => `${short}=${String(variable.width).padStart(5, '0')}\0\t`).join(''));
  textExtension(out, 20, 'UTF-8');
  return out.int(999).int(0).bytes();
}

interface Placed {
  variable: SavVariable;
  /** At most eight letters. */
  short: string;
  /** Of the first octet, counted from 1. */
  index: number;
  octets: number;
  segments: readonly number[];
}

function placeAll(variables: readonly SavVariable[]): Placed[] {
  let index = 1;
  return variables.map((variable, place) => {
    const segments = variable.width === 0 ? [0] : segmentsOf(variable.width);
    const octets = segments.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / 8)), 0);
    const placed = { variable, short: `V${place + 1}`, index, octets, segments };
    index += octets;
    return placed;
  });
}

function writeVariable(out: Bytes, { variable, short, segments }: Placed): void {
  segments.forEach((width, segment) => {
    const code = variable.width === 0 ? (formats[variable.format] << 16) | ((variable.format === 'number' ? 10 + variable.decimals : variable.format === 'date' ? 11 : 20) << 8) | (variable.format === 'number' ? variable.decimals : 0) : (formats.text << 16) | (width << 8);
    const label = segment === 0 ? cutUtf8(variable.label, LABEL_BYTES) : Buffer.alloc(0);
    const missing = variable.width === 0 ? variable.missing.slice(0, 3) : [];
    out.int(2).int(width).int(label.length > 0 ? 1 : 0).int(missing.length).int(code).int(code).text(segment === 0 ? short : segmentName(short, segment), 8);
    if (label.length > 0) out.int(label.length).raw(label).pad(4, label.length);
    for (const value of missing) out.double(value);
    for (let octet = 1; octet < Math.ceil(width / 8); octet += 1) out.int(2).int(-1).int(0).int(0).int(code).int(code).text('', 8);
  });
}

/** Pieces of long texts need names that nobody sees: S, the number of the variable and of the piece in base 36. */
const segmentName = (short: string, segment: number): string => `S${Number(short.slice(1)).toString(36).padStart(4, '0')}${segment.toString(36).padStart(3, '0')}`.toUpperCase();

function writeValueLabels(out: Bytes, { valueLabels }: SavVariable, index: number): void {
  out.int(3).int(valueLabels.length);
  for (const [value, text] of valueLabels) {
    const label = cutUtf8(text, VALUE_LABEL_BYTES);
    out.double(value).byte(label.length).raw(label).pad(8, label.length + 1);
  }
  out.int(4).int(1).int(index);
}

function extension(out: Bytes, subtype: number, as: 'int' | 'double', values: readonly number[]): void {
  out.int(7).int(subtype).int(as === 'int' ? 4 : 8).int(values.length);
  for (const value of values) out[as](value);
}

function textExtension(out: Bytes, subtype: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  out.int(7).int(subtype).int(1).int(bytes.length).raw(bytes);
}

/** Little-endian pieces, put together at the end. */
class Bytes {
  readonly #parts: Buffer[] = [];

  int(value: number): this {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(value);
    return this.raw(bytes);
  }

  double(value: number): this {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(value);
    return this.raw(bytes);
  }

  byte(value: number): this {
    return this.raw(Buffer.from([value]));
  }

  /** Cut or filled with spaces to a length in bytes. */
  text(value: string, length: number): this {
    const bytes = cutUtf8(value, length);
    return this.raw(bytes).raw(Buffer.alloc(length - bytes.length, 0x20));
  }

  /** Fills up to a multiple of `to`. */
  pad(to: number, written: number): this {
    return this.raw(Buffer.alloc((to - (written % to)) % to, 0));
  }

  raw(bytes: Buffer): this {
    this.#parts.push(bytes);
    return this;
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }
}
