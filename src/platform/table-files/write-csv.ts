import { stringify } from 'csv-stringify/sync';
import { csvCell, flavours, headingOf } from './cells.ts';
import type { TableColumn, TableRow } from '../../kernel/tables.ts';

export interface Writing {
  columns: readonly TableColumn[];
  language: 'de' | 'en';
  timeZone: string;
  /** Name of the sheet, where there is one. */
  title: string;
}

/** The library quotes the line end that it writes, not a single LF or CR inside of a cell. */
const lineBreak = /[\r\n]/;

/** CSV as spreadsheets of the language open it without a question: with a mark, and Windows line ends. */
export async function* writeCsv(batches: AsyncIterable<readonly TableRow[]>, format: keyof typeof flavours, { columns, language, timeZone }: Writing): AsyncGenerator<Buffer> {
  const flavour = flavours[format];
  const options = { delimiter: flavour.delimiter, record_delimiter: 'windows' as const, quoted_match: lineBreak };
  yield Buffer.from(`\ufeff${stringify([columns.map((column) => headingOf(column, language, timeZone))], options)}`);
  for await (const rows of batches) {
    if (rows.length === 0) continue;
    yield Buffer.from(stringify(rows.map((row) => columns.map(({ key, type }) => csvCell(row[key], type, flavour, timeZone).toWellFormed())), options));
  }
}
