import { cutUtf8 } from './cut-utf8.ts';
import { type SavVariable, segmentsOf, writeDictionary } from './sav-dictionary.ts';

/** One case: a number, a text, or null (system-missing; of texts: empty) for each variable. Instants as seconds, see savSeconds. */
export type SavCase = readonly (number | string | null)[];

export interface SavWriting {
  variables: readonly SavVariable[];
  /** At most 64 bytes are kept. */
  title: string;
  at: Date;
  /** −1 = not known before. */
  cases: number;
}

/** Numbers from 1 − 100 to 251 − 100 fit into one byte. */
const BIAS = 100;
const codes = { padding: 0, end: 252, literal: 253, spaces: 254, missing: 255 } as const;
const EIGHT_SPACES = 0x2020202020202020n;

/**
 * A system file of SPSS as a stream: Unicode, little-endian, its cases packed by the simple compression that every reader
 * knows.
 * @source GNU PSPP Developers Guide, "System File Format"; strings of more than 255 bytes lie in segments of 255
 */
export async function* writeSav(batches: AsyncIterable<readonly SavCase[]>, writing: SavWriting): AsyncGenerator<Buffer> {
  yield writeDictionary(writing.variables, { ...writing, bias: BIAS });
  const packer = new Packer();
  for await (const cases of batches) {
    for (const one of cases) writing.variables.forEach((variable, place) => packCell(packer, variable, one[place] ?? null));
    const bytes = packer.take();
    if (bytes.length > 0) yield bytes;
  }
  yield packer.end(writing.cases < 0);
}

function packCell(packer: Packer, variable: SavVariable, value: number | string | null): void {
  if (variable.width === 0) packer.number(typeof value === 'number' && Number.isFinite(value) ? value : null);
  else packText(packer, variable.width, typeof value === 'string' ? value : value === null ? '' : String(value));
}

function packText(packer: Packer, width: number, text: string): void {
  const bytes = cutUtf8(text, width);
  let from = 0;
  for (const segment of segmentsOf(width)) {
    // A segment of 255 bytes takes 256; the last one ends where the string ends.
    const part = bytes.subarray(from, from + Math.min(255, segment));
    from += 255;
    packer.text(part, Math.ceil(segment / 8));
  }
}

/** Eight codes of one byte, then the literals that they announce. */
class Packer {
  #out = Buffer.alloc(1 << 16);
  #length = 0;
  readonly #codes = new Uint8Array(8);
  #count = 0;
  readonly #literals = Buffer.alloc(64);
  #literalBytes = 0;

  number(value: number | null): void {
    if (value === null) this.#code(codes.missing);
    else if (Number.isInteger(value) && value >= 1 - BIAS && value <= 251 - BIAS) this.#code(value + BIAS);
    else {
      this.#literalBytes = this.#literals.writeDoubleLE(value, this.#literalBytes);
      this.#code(codes.literal);
    }
  }

  text(bytes: Buffer, octets: number): void {
    for (let octet = 0; octet < octets; octet += 1) {
      const part = bytes.subarray(octet * 8, octet * 8 + 8);
      if (part.length === 0 || (part.length === 8 && part.readBigUInt64LE() === EIGHT_SPACES)) {
        this.#code(codes.spaces);
        continue;
      }
      this.#literals.fill(0x20, this.#literalBytes, this.#literalBytes + 8);
      part.copy(this.#literals, this.#literalBytes);
      this.#literalBytes += 8;
      this.#code(codes.literal);
    }
  }

  #code(code: number): void {
    this.#codes[this.#count] = code;
    this.#count += 1;
    if (this.#count === 8) this.#flush();
  }

  #flush(): void {
    const size = 8 + this.#literalBytes;
    if (this.#length + size > this.#out.length) {
      const larger = Buffer.alloc(this.#out.length * 2);
      this.#out.copy(larger, 0, 0, this.#length);
      this.#out = larger;
    }
    this.#out.set(this.#codes, this.#length);
    this.#literals.copy(this.#out, this.#length + 8, 0, this.#literalBytes);
    this.#length += size;
    this.#count = 0;
    this.#literalBytes = 0;
  }

  take(): Buffer {
    const bytes = Buffer.from(this.#out.subarray(0, this.#length));
    this.#length = 0;
    return bytes;
  }

  /** What is left, and padding; the mark of the end only where the number of cases is not known, because not every reader takes it. */
  end(isMarked: boolean): Buffer {
    if (isMarked) this.#code(codes.end);
    while (this.#count > 0) this.#code(codes.padding);
    return this.take();
  }
}
