import { UsageError } from '../command.ts';

export type Delimiter = ',' | ';' | '\t';
/** One cell: its bytes go from `from` to before `to`. The same object is used again for the next cell. */
export interface CellAt {
  /** As a spreadsheet counts: the header is row 1. */
  row: number;
  column: number;
  bytes: Buffer;
  from: number;
  to: number;
}

const [LINE_FEED, CARRIAGE_RETURN, QUOTE] = [10, 13, 34];
/** A row of a survey has some thousand characters; more is no table. */
const MAX_ROW_BYTES = 1_000_000;

/**
 * Goes through the rows below the header on the bytes themselves, because making a text of each cell takes most of the time of a parser:
 * RFC 4180 (quoted cells may hold delimiters, line ends and doubled quotes), with line feeds, carriage returns or both.
 * @param wanted - by column: whether anybody wants its cells
 * @param sink - called for each wanted cell, row by row
 * @returns how many rows hold something, and which rows of the file they were
 * @throws UsageError naming the row: too many or too few cells, a quote without its end, a row of more than a megabyte
 */
export function splitRows(bytes: Buffer, delimiter: Delimiter, wanted: readonly boolean[], sink: (cell: CellAt) => void): RowNumbers {
  const columns = wanted.flatMap((isWanted, column) => (isWanted ? [column] : []));
  const numbers = new RowNumbers();
  const cell: CellAt = { row: 1, column: 0, bytes, from: 0, to: 0 };
  walkRows(bytes, delimiter, (row, { count, starts, ends, escaped }) => {
    // A line without anything is no answer, except where one column is all there is.
    if (row === 1 || (count === 1 && starts[0] === ends[0] && wanted.length > 1)) return true;
    if (count !== wanted.length) throw new UsageError(`row ${row} has ${count} ${count === 1 ? 'cell' : 'cells'}, the header has ${wanted.length}.`);
    cell.row = row;
    for (const column of columns) {
      cell.column = column;
      cell.bytes = bytes;
      cell.from = starts[column] ?? 0;
      cell.to = ends[column] ?? 0;
      if (escaped.has(column)) undouble(cell);
      sink(cell);
    }
    numbers.add(row);
    return true;
  });
  return numbers;
}

function undouble(cell: CellAt): void {
  // latin1 keeps every byte as it is
  cell.bytes = Buffer.from(cell.bytes.toString('latin1', cell.from, cell.to).replaceAll('""', '"'), 'latin1');
  cell.from = 0;
  cell.to = cell.bytes.length;
}

/** Where the cells of one row lie: from start to end, quotes left out. */
export interface RowCells {
  count: number;
  starts: readonly number[];
  ends: readonly number[];
  /** Columns with doubled quotes inside. */
  escaped: ReadonlySet<number>;
}

/** Calls `take` for each line until it answers false. The last line end opens no row. @throws UsageError as {@link splitRows} */
export function walkRows(bytes: Buffer, delimiter: Delimiter, take: (row: number, cells: RowCells) => boolean): void {
  const code = delimiter.charCodeAt(0);
  const starts: number[] = [];
  const ends: number[] = [];
  const escaped = new Set<number>();
  const length = bytes.length;
  let count = 0;
  let row = 1;
  let rowAt = 0;
  let at = 0;
  while (at < length) {
    starts[count] = at;
    if (bytes[at] === QUOTE) {
      const end = endOfQuoted(bytes, at, row);
      if (end.isEscaped) escaped.add(count);
      starts[count] = at + 1;
      ends[count] = end.at;
      at = end.at + 1;
      if (at < length && bytes[at] !== code && bytes[at] !== LINE_FEED && bytes[at] !== CARRIAGE_RETURN) throw new UsageError(`row ${row}: after the quoted cell "${bytes.toString('utf8', starts[count], Math.min(end.at, (starts[count] ?? 0) + 40))}" neither a delimiter nor a new row follows; quotes inside of a quoted cell are doubled.`);
    } else {
      let byte = bytes[at];
      while (at < length && byte !== code && byte !== LINE_FEED && byte !== CARRIAGE_RETURN) {
        at += 1;
        byte = bytes[at];
      }
      ends[count] = at;
    }
    count += 1;
    if (at - rowAt > MAX_ROW_BYTES) throw new UsageError(`row ${row} is longer than a megabyte: this is no table of answers, or a quote has no end.`);
    if (at < length && bytes[at] === code) {
      at += 1;
      if (at < length) continue;
      // the file ends behind a delimiter: one more, empty cell
      starts[count] = at;
      ends[count] = at;
      count += 1;
    }
    if (!take(row, { count, starts, ends, escaped })) return;
    if (bytes[at] === CARRIAGE_RETURN && bytes[at + 1] === LINE_FEED) at += 1;
    at += 1;
    row += 1;
    rowAt = at;
    count = 0;
    if (escaped.size > 0) escaped.clear();
  }
}

function endOfQuoted(bytes: Buffer, from: number, row: number): { at: number; isEscaped: boolean } {
  let isEscaped = false;
  for (let at = from + 1; ; ) {
    const quote = bytes.indexOf(QUOTE, at);
    if (quote === -1) throw new UsageError(`row ${row}: a quote has no end.`);
    if (bytes[quote + 1] !== QUOTE) return { at: quote, isEscaped };
    isEscaped = true;
    at = quote + 2;
  }
}

/** Which row of the file each row of the table was. */
export class RowNumbers {
  count = 0;
  #gaps: { index: number; skipped: number }[] = [];
  #last = 1;

  add(row: number): void {
    if (row !== this.#last + 1) this.#gaps.push({ index: this.count, skipped: row - this.count - 2 });
    this.#last = row;
    this.count += 1;
  }

  /** @param index - from 0 */
  rowOf(index: number): number {
    return index + 2 + (this.#gaps.findLast((gap) => gap.index <= index)?.skipped ?? 0);
  }
}
