import { UsageError } from '../command.ts';
import { type Delimiter, walkRows } from './split-rows.ts';

/** Where two cut alike, not the comma: with decimal commas it may cut numbers. */
const delimiters: readonly Delimiter[] = [';', '\t', ','];
const LOOKED_AT_ROWS = 20;

export interface Header {
  delimiter: Delimiter;
  columns: readonly string[];
}

/** A part of some bytes as text. */
export type Decode = (bytes: Buffer, from: number, to: number) => string;

/**
 * Reads the first row, and finds the delimiter where nobody said it: the one that cuts the first rows into equally many cells.
 * @throws UsageError when there is no header
 */
export function readHeader(bytes: Buffer, said: Delimiter | null, decode: Decode): Header {
  const delimiter = said ?? sniff(bytes);
  const columns: string[] = [];
  walkRows(bytes, delimiter, (_row, { count, starts, ends, escaped }) => {
    for (let column = 0; column < count; column += 1) {
      const name = decode(bytes, starts[column] ?? 0, ends[column] ?? 0);
      columns.push((escaped.has(column) ? name.replaceAll('""', '"') : name).trim());
    }
    return false;
  });
  if (columns.join('') === '') throw new UsageError('the first row is empty: it must name the columns.');
  if (columns.every((name) => name === '' || Number.isFinite(Number(name.replace(',', '.'))))) throw new UsageError(`the first row must name the columns; here it is ${columns.slice(0, 5).join(' ')}.`);
  return { delimiter, columns };
}

function sniff(bytes: Buffer): Delimiter {
  const scores = delimiters.map((delimiter) => {
    const widths = firstWidths(bytes, delimiter);
    const width = widths[0] ?? 1;
    return { delimiter, width, isEven: widths.every((cells) => cells === width) };
  });
  const several = scores.filter(({ width }) => width > 1).sort((a, b) => Number(b.isEven) - Number(a.isEven) || b.width - a.width);
  // One column: a comma in it is before decimals, unless it cuts all rows alike.
  const isCut = (delimiter: Delimiter): boolean => scores.some((score) => score.delimiter === delimiter && !score.isEven);
  return several[0]?.delimiter ?? (isCut(',') && !isCut(';') ? ';' : ',');
}

function firstWidths(bytes: Buffer, delimiter: Delimiter): number[] {
  const widths: number[] = [];
  try {
    walkRows(bytes, delimiter, (row, { count, starts, ends }) => {
      if (count > 1 || starts[0] !== ends[0]) widths.push(count);
      return row < LOOKED_AT_ROWS;
    });
  } catch (error) {
    // With another delimiter the quotes may be in order; if not, reading the whole file names the row.
    if (!(error instanceof UsageError)) throw error;
    widths.push(-1);
  }
  return widths;
}
