import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { Problem } from '../../../kernel/problem.ts';
import type { Format, SourceRow } from '../imports.contract.ts';
import { decodeText, hasStrayBytes, readStrayBytes, type Seen } from './decode-text.ts';
import { MAX_CELL_LENGTH, MAX_COLUMNS, MAX_ROW_BYTES, ROWS_PER_BATCH } from './limits.ts';

export interface RowBatch {
  rows: SourceRow[];
  /** How much of the file has been read by the end of this batch, 0–1. */
  share: number;
}

/** Excel's own first line that names the delimiter. */
const delimiterLine = /^sep=(.)?$/i;

/**
 * The rows of a CSV file in batches, on flat memory. Blank rows are left out but counted, so that `row` is what a
 * spreadsheet shows. A quotation mark inside a cell that is not quoted is taken as it stands.
 * @throws import.quote_open
 */
export async function* readCsv(path: string, format: Format): AsyncGenerator<RowBatch> {
  const { size } = await stat(path);
  const seen: Seen = { bytes: 0, strayBytes: false, nul: false };
  const parser = parse({ delimiter: format.delimiter, record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, relax_quotes: true, max_record_size: MAX_ROW_BYTES });
  // for-await below reports what goes wrong in any of the three
  pipeline(createReadStream(path, { highWaterMark: 1 << 18 }), decodeText(format.encoding, seen), parser, () => {});
  let row = 0;
  let rows: SourceRow[] = [];
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      row += 1;
      if (record.every((cell) => cell === '')) continue;
      if (row === 1 && (delimiterLine.test(record.join(format.delimiter)) || isDelimiterLine(record))) continue;
      // what no profile can name is not carried along: a row of 64 MiB may hold 30 million cells
      rows.push(sourceRow(row, record.length > MAX_COLUMNS ? record.slice(0, MAX_COLUMNS) : record, format, seen));
      if (rows.length < ROWS_PER_BATCH) continue;
      yield { rows, share: Math.min(1, seen.bytes / size) };
      rows = [];
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Problem('import.quote_open', `Row ${row + 1} does not end within ${MAX_ROW_BYTES / 2 ** 20} MiB: most likely a quotation mark is opened there and never closed.`, { row: row + 1 });
  }
  if (rows.length > 0) yield { rows, share: 1 };
}

/** "sep=;" is cut into two cells by its own delimiter. */
const isDelimiterLine = (record: readonly string[]): boolean => record.length === 2 && record[0]?.toLowerCase() === 'sep=' && record[1] === '';

function sourceRow(row: number, cells: string[], { encoding }: Format, seen: Seen): SourceRow {
  const isLong = cells.some((cell) => cell.length > MAX_CELL_LENGTH);
  if (!isLong && !seen.strayBytes && !seen.nul) return { row, cells };
  const faults: NonNullable<SourceRow['faults']> = [];
  for (const [position, cell] of cells.entries()) {
    if (cell.length > MAX_CELL_LENGTH) {
      cells[position] = cell.slice(0, 200);
      faults.push({ position, code: 'cell.too_long', details: { limit: MAX_CELL_LENGTH } });
    } else if (seen.strayBytes && hasStrayBytes(cell)) {
      const read = readStrayBytes(cell);
      cells[position] = read;
      faults.push({ position, code: 'cell.wrong_encoding', details: { encoding, read: read.slice(0, 200) } });
    } else if (seen.nul && cell.includes('\0')) {
      cells[position] = cell.replaceAll('\0', '');
      faults.push({ position, code: 'cell.nul', details: {} });
    }
  }
  return faults.length === 0 ? { row, cells } : { row, cells, faults };
}
