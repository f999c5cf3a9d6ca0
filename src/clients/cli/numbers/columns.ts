import type { Decode } from './header.ts';
import { cellKinds, NumberCell, readRareNumber } from './number-cell.ts';
import type { Scale } from './options.ts';
import type { CellAt } from './split-rows.ts';

const NAMED_FAULTS = 5;
const SHOWN_CHARACTERS = 40;

/** What is wrong in the cells: the first few by row and column, the rest as a number. */
export class Faults {
  #named: string[] = [];
  #count = 0;

  add(row: number, column: string, complaint: string): void {
    this.#count += 1;
    if (this.#named.length < NAMED_FAULTS) this.#named.push(`row ${row}, column ${column}: ${complaint}`);
  }

  /** null = nothing is wrong */
  get message(): string | null {
    if (this.#count === 0) return null;
    const more = this.#count - this.#named.length;
    return [...this.#named, ...(more > 0 ? [`and ${more} more.`] : [])].join('\n');
  }
}

/** Where commas and points were seen before decimals, to find out which of them the file means. */
export class Decimals {
  comma: string | null = null;
  point: string | null = null;
  /** Whether every such number may as well be a thousand: 1.234 */
  areAllThousands = true;

  see(separator: number, mayBeThousands: boolean, where: () => string): void {
    if (!mayBeThousands) this.areAllThousands = false;
    if (separator === COMMA) this.comma ??= where();
    else this.point ??= where();
  }
}
const COMMA = 44;
const POINT = 46;

export interface Codes {
  numbers: ReadonlySet<number>;
  /** lower case */
  texts: ReadonlySet<string>;
}

export interface NumberColumnOptions {
  name: string;
  codes: Codes;
  decimal: 'comma' | 'point' | null;
  /** set where the scale points the other way */
  reverse: Scale | null;
  decode: Decode;
}

/** Collects one column of numbers; NaN stands for missing, inside of the program only. */
export class NumberColumn {
  #values = new Float64Array(1024);
  #count = 0;
  readonly #cell = new NumberCell();
  readonly #options: NumberColumnOptions;
  readonly #faults: Faults;
  readonly #decimals: Decimals;
  /** Code of the separator that is no decimal one here, or -1. */
  readonly #refused: number;

  constructor(options: NumberColumnOptions, faults: Faults, decimals: Decimals) {
    this.#options = options;
    this.#faults = faults;
    this.#decimals = decimals;
    this.#refused = options.decimal === 'comma' ? POINT : options.decimal === 'point' ? COMMA : -1;
  }

  add(cell: CellAt): void {
    this.#push(this.#read(cell));
  }

  get values(): Float64Array {
    return this.#values.subarray(0, this.#count);
  }

  #push(value: number): void {
    if (this.#count === this.#values.length) {
      const grown = new Float64Array(this.#count * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.#count] = value;
    this.#count += 1;
  }

  #read({ row, bytes, from, to }: CellAt): number {
    const cell = this.#cell;
    cell.read(bytes, from, to);
    if (cell.kind === cellKinds.empty) return Number.NaN;
    const { codes, name, decode } = this.#options;
    let { value, separator, mayBeThousands } = cell;
    if (cell.kind === cellKinds.other) {
      const text = decode(bytes, from, to).trim();
      const isMissing = text === '' || text === 'NA' || codes.texts.has(text.toLowerCase());
      const rare = isMissing ? null : readRareNumber(text);
      if (rare === null) {
        if (!isMissing) this.#faults.add(row, name, `"${shorten(text)}" is no number (use --missing to name codes)`);
        return Number.NaN;
      }
      ({ value, separator } = rare);
      mayBeThousands = false;
    }
    if (separator !== 0) {
      if (separator === this.#refused) {
        this.#faults.add(row, name, `"${shorten(decode(bytes, from, to).trim())}" is no number with a decimal ${this.#options.decimal ?? ''}`);
        return Number.NaN;
      }
      this.#decimals.see(separator, mayBeThousands, () => `"${shorten(decode(bytes, from, to).trim())}" (row ${row}, column ${name})`);
    }
    if (codes.numbers.has(value)) return Number.NaN;
    return this.#turn(row, value);
  }

  #turn(row: number, value: number): number {
    const { reverse, name } = this.#options;
    if (!reverse) return value;
    if (value < reverse.low || value > reverse.high) {
      this.#faults.add(row, name, `${value} lies outside of the scale ${reverse.low}:${reverse.high} that is to be reversed`);
      return Number.NaN;
    }
    return reverse.low + reverse.high - value;
  }
}

/** Collects one column of words; null stands for missing. */
export class TextColumn {
  readonly values: (string | null)[] = [];
  readonly #codes: Codes;
  readonly #decode: Decode;

  constructor(codes: Codes, decode: Decode) {
    this.#codes = codes;
    this.#decode = decode;
  }

  add({ bytes, from, to }: CellAt): void {
    const text = this.#decode(bytes, from, to).trim();
    this.values.push(text === '' || this.#codes.texts.has(text.toLowerCase()) ? null : text);
  }
}

const shorten = (text: string): string => (text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text);
