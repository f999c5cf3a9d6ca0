import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHARED_STRINGS_IN_MEMORY } from './limits.ts';

const BLOCK_BYTES = 64 * 1024;
const BLOCKS_KEPT = 256;

/**
 * The texts that the cells of a workbook point to, by number. Up to a bound they stay in memory; a workbook with more
 * text writes them to a temporary file and remembers only where each one begins.
 */
export class SharedStrings {
  #texts: string[] = [];
  #letters = 0;
  #file: { folder: string; descriptor: number } | null = null;
  #ends = new Float64Array(1024);
  #count = 0;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #writtenBytes = 0;
  readonly #blocks = new Map<number, Buffer>();
  readonly #limit: number;

  constructor(limit: number = SHARED_STRINGS_IN_MEMORY) {
    this.#limit = limit;
  }

  get length(): number {
    return this.#count;
  }

  add(text: string): void {
    this.#count += 1;
    if (this.#file) return this.#append(text);
    this.#texts.push(text);
    this.#letters += text.length + 16;
    if (this.#letters > this.#limit) this.#moveToFile();
    return undefined;
  }

  get(index: number): string {
    if (!this.#file) return this.#texts[index] ?? '';
    if (!(index >= 0 && index < this.#count)) return '';
    this.#flush();
    const from = index === 0 ? 0 : (this.#ends[index - 1] ?? 0);
    return this.#read(from, (this.#ends[index] ?? from) - from);
  }

  close(): void {
    if (!this.#file) return;
    closeSync(this.#file.descriptor);
    rmSync(this.#file.folder, { recursive: true, force: true });
    this.#file = null;
    this.#count = 0;
  }

  #moveToFile(): void {
    const folder = mkdtempSync(join(tmpdir(), 'momente-strings-'));
    this.#file = { folder, descriptor: openSync(join(folder, 'strings'), 'w+', 0o600) };
    const texts = this.#texts;
    this.#texts = [];
    this.#count = 0;
    for (const text of texts) {
      this.#count += 1;
      this.#append(text);
    }
  }

  #append(text: string): void {
    const bytes = Buffer.from(text);
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    if (this.#count > this.#ends.length) {
      const wider = new Float64Array(this.#ends.length * 2);
      wider.set(this.#ends);
      this.#ends = wider;
    }
    this.#ends[this.#count - 1] = this.#writtenBytes + this.#pendingBytes;
    if (this.#pendingBytes > 2 ** 20) this.#flush();
  }

  #flush(): void {
    if (this.#pendingBytes === 0 || !this.#file) return;
    writeSync(this.#file.descriptor, Buffer.concat(this.#pending), 0, this.#pendingBytes, this.#writtenBytes);
    this.#writtenBytes += this.#pendingBytes;
    this.#pending = [];
    this.#pendingBytes = 0;
  }

  #read(from: number, length: number): string {
    const parts: Buffer[] = [];
    for (let at = from; at < from + length; ) {
      const block = this.#block(Math.floor(at / BLOCK_BYTES));
      const start = at % BLOCK_BYTES;
      const part = block.subarray(start, Math.min(block.length, start + from + length - at));
      if (part.length === 0) break;
      parts.push(part);
      at += part.length;
    }
    return (parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)).toString('utf8');
  }

  #block(number: number): Buffer {
    const known = this.#blocks.get(number);
    if (known) return known;
    const buffer = Buffer.alloc(BLOCK_BYTES);
    const read = this.#file ? readSync(this.#file.descriptor, buffer, 0, BLOCK_BYTES, number * BLOCK_BYTES) : 0;
    const block = buffer.subarray(0, read);
    // the oldest block leaves; cells mostly point to neighbouring texts
    const oldest = this.#blocks.keys().next().value;
    if (this.#blocks.size >= BLOCKS_KEPT && oldest !== undefined) this.#blocks.delete(oldest);
    // a block that is not full may still grow
    if (read === BLOCK_BYTES) this.#blocks.set(number, block);
    return block;
  }
}
