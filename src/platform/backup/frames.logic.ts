/**
 * The form in which a running Momente hands out a backup: one JSON line per frame; a frame with `bytes` is followed by
 * that many bytes. Whoever receives it sees the end frame, or knows that something is missing.
 */
export type Frame =
  | { type: 'begin'; at: string; migrations: { records: string[]; history: string[] }; lastBatch: number; sequences: Record<string, number>; keyPlace: 'file' | 'environment' }
  /** A piece of a table of the records, as JSON lines; pieces of one table come in order. */
  | { type: 'records'; table: string; rows: number; bytes: number }
  /** The rows of one range of batches of a history table (`after` < batch ≤ `upTo`), as JSON lines; a large one in several parts. */
  | { type: 'history'; table: string; after: number; upTo: number; rows: number; fingerprint: string; bytes: number }
  /** A range that is what the caller said it has already. */
  | { type: 'history_same'; table: string; after: number; upTo: number; rows: number; fingerprint: string }
  /** A piece of a file, relative to the data folder. */
  | { type: 'file'; path: string; mode: number; isLast: boolean; bytes: number }
  | { type: 'end'; rows: Record<string, number> };

/** A range of batches that a former backup holds. */
export interface KnownRange {
  table: string;
  after: number;
  upTo: number;
  rows: number;
  fingerprint: string;
}

const NEWLINE = 10;

export function encodeFrame(frame: Frame, body?: Uint8Array): Buffer {
  const head = Buffer.from(`${JSON.stringify(frame)}\n`);
  return body ? Buffer.concat([head, body]) : head;
}

/** Reads frames out of pieces of any size. @throws Error when it ends in the middle */
export async function* decodeFrames(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<{ frame: Frame; body: Buffer }> {
  let rest = Buffer.alloc(0);
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let needed = 0;
  let frame: Frame | null = null;
  for await (const piece of pieces) {
    waiting.push(Buffer.from(piece));
    waitingBytes += piece.length;
    // A large body comes in many pieces: joined once, when all of them are there.
    if (rest.length + waitingBytes < needed) continue;
    rest = Buffer.concat([rest, ...waiting]);
    waiting = [];
    waitingBytes = 0;
    for (;;) {
      if (!frame) {
        const end = rest.indexOf(NEWLINE);
        if (end < 0) break;
        frame = JSON.parse(rest.subarray(0, end).toString('utf8')) as Frame;
        rest = rest.subarray(end + 1);
        needed = 'bytes' in frame ? frame.bytes : 0;
      }
      if (rest.length < needed) break;
      yield { frame, body: rest.subarray(0, needed) };
      rest = rest.subarray(needed);
      frame = null;
      needed = 0;
    }
  }
  if (frame || rest.length + waitingBytes > 0) throw new Error('The backup broke off in the middle.');
}

const MIN_PIECE_BYTES = 131_072;
const MAX_PIECE_BYTES = 4_194_304;
/** One line in so many ends a piece: about 1 MB for rows of 250 bytes. */
const LINES_PER_PIECE = 4_096;

/**
 * Cuts rows into pieces at places that the rows themselves decide, so that a changed row changes one piece and the
 * others are those of the former backup.
 */
export class LinePieces {
  #lines: string[] = [];
  #bytes = 0;

  /** @returns a finished piece, or null while it grows */
  add(line: string): { text: string; rows: number } | null {
    this.#lines.push(line);
    this.#bytes += line.length + 1;
    if (this.#bytes >= MAX_PIECE_BYTES || (this.#bytes >= MIN_PIECE_BYTES && hashOf(line) % LINES_PER_PIECE === 0)) return this.finish();
    return null;
  }

  finish(): { text: string; rows: number } | null {
    if (this.#lines.length === 0) return null;
    const piece = { text: `${this.#lines.join('\n')}\n`, rows: this.#lines.length };
    this.#lines = [];
    this.#bytes = 0;
    return piece;
  }
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193) >>> 0;
  return hash;
}

/** Ranges of batches of one table: those of a former backup as they were, then new ones of about `rowsPerRange` rows. */
export function continueRanges(known: readonly { after: number; upTo: number }[], batches: readonly { batch: number; rows: number }[], lastBatch: number, rowsPerRange: number): { after: number; upTo: number }[] {
  const ranges = known.filter((range) => range.upTo <= lastBatch).map(({ after, upTo }) => ({ after, upTo })).sort((a, b) => a.after - b.after);
  let after = ranges.at(-1)?.upTo ?? -1;
  let rows = 0;
  let last = after;
  for (const one of batches) {
    if (one.batch <= after || one.batch > lastBatch) continue;
    rows += one.rows;
    last = one.batch;
    if (rows < rowsPerRange) continue;
    ranges.push({ after, upTo: last });
    after = last;
    rows = 0;
  }
  if (rows > 0) ranges.push({ after, upTo: last });
  return ranges;
}
