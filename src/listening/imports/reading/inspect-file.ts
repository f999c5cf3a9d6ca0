import { extname } from 'node:path';
import { Problem } from '../../../kernel/problem.ts';
import { formatSchema, type Format, type ImportWarning, type Inspection, type SourceRow } from '../imports.contract.ts';
import { hasRefusalColumns } from '../profiles/heading-words.logic.ts';
import { countHeaderRows, inspectColumn } from '../profiles/inspect-column.logic.ts';
import { rankTargets } from '../profiles/suggest-target.logic.ts';
import { detectKind } from './detect-kind.ts';
import { HEAD_ROWS, MAX_COLUMNS, SAMPLED_ROWS } from './limits.ts';
import { joinHeadings, readRowBatches } from './read-rows.ts';
import { chooseSheet } from './read-xlsx.ts';
import { sniffDelimiter } from './sniff-delimiter.ts';
import { openWorkbook } from './workbook.ts';

const SAMPLED_CELLS = 400_000;
const COUNTED_ROWS = 50_000;

export interface InspectOptions {
  /** Name under which the file came; its ending is compared with the content. */
  name?: string;
  /** What a person has decided already; the rest is found out. */
  format?: Partial<Omit<Format, 'kind'>>;
}

/**
 * Says what a file is and what its columns look like, from its content and its first rows.
 * @throws import.file_empty, import.file_kind, import.file_damaged, import.file_protected, import.file_too_large_inside, import.sheet_not_found, import.quote_open
 */
export async function inspectFile(path: string, { name = '', format: decided = {} }: InspectOptions = {}): Promise<Inspection> {
  const warnings: ImportWarning[] = [];
  const warn: Warn = (code, message, details = {}) => warnings.push({ code, message, details });
  const { format, sheets } = await findFormat(path, decided, warn);
  warnOfName(name, format.kind, warn);
  const sample = await readSample(path, format);
  if (sample.rows.length === 0) throw new Problem('import.file_empty', format.kind === 'xlsx' ? 'The sheet holds no filled cell.' : 'The file holds no filled row.');
  const counted = countHeaderRows(sample.rows.slice(0, 40).map(({ cells }) => cells));
  const headerRows = decided.headerRows ?? counted;
  const headings = joinHeadings(sample.rows.slice(0, headerRows).map(({ cells }) => cells));
  const body = sample.rows.slice(headerRows);
  if (hasRefusalColumns(headings)) warn('refusal_columns', 'This is a file of refused rows. Its columns with the reasons are left out.');
  warnOfRows({ headings, headerRows, counted, body }, warn);
  const width = Math.min(MAX_COLUMNS, Math.max(headings.length, ...body.slice(0, 200).map(({ cells }) => cells.length)));
  const columns = Array.from({ length: width }, (_, position) => inspectColumn(position, headings[position] ?? '', body.map(({ cells }) => cells[position] ?? ''), body.map(({ kinds }) => kinds?.charAt(position) ?? '')));
  return {
    format: { ...format, headerRows },
    sheets,
    columns,
    head: sample.rows.slice(0, HEAD_ROWS).map(({ row, cells }) => ({ row, cells: cells.map((cell) => cell.slice(0, 200)) })),
    rows: { n: Math.max(0, sample.n - headerRows), exact: sample.exact },
    sampledRows: body.length,
    warnings,
    targets: rankTargets(columns),
  };
}

type Warn = (code: ImportWarning['code'], message: string, details?: ImportWarning['details']) => void;

async function findFormat(path: string, decided: InspectOptions['format'] & object, warn: Warn): Promise<{ format: Format; sheets: Inspection['sheets'] }> {
  const detected = await detectKind(path);
  if (detected.kind === 'xlsx') {
    const book = await openWorkbook(path);
    try {
      const sheet = chooseSheet(book, decided.sheet ?? null);
      if (book.hasMacros) warn('macros.ignored', 'The workbook holds macros. They are neither run nor looked at.');
      if (book.sheets.length > 1) warn('sheet.several', `The workbook has ${book.sheets.length} sheets; "${sheet.name}" is read.`, { sheets: book.sheets.length, sheet: sheet.name });
      if (sheet.hidden) warn('sheet.hidden', `The sheet "${sheet.name}" is hidden in the workbook.`, { sheet: sheet.name });
      return { format: formatSchema.parse({ kind: 'xlsx', sheet: sheet.name }), sheets: book.sheets.map(({ name, hidden }) => ({ name, hidden })) };
    } finally {
      book.zip.close();
    }
  }
  const encoding = decided.encoding ?? detected.encoding;
  if (decided.encoding === undefined && detected.assumed) warn('encoding.assumed', `The file does not say how its letters are written; it is read as ${encoding}. Look whether ä, ö, ü, ß and € are right.`, { encoding });
  const sniffed = decided.delimiter === undefined ? await sniffDelimiter(path, encoding) : { delimiter: decided.delimiter, isSingleColumn: false };
  if (sniffed.isSingleColumn) warn('delimiter.single_column', 'No sign separates the cells: the file is read as one column.');
  return { format: formatSchema.parse({ kind: 'csv', encoding, delimiter: sniffed.delimiter }), sheets: [] };
}

function warnOfName(name: string, kind: Format['kind'], warn: Warn): void {
  const ending = extname(name).toLowerCase();
  const named = ['.xlsx', '.xlsm', '.xltx', '.xls'].includes(ending) ? 'xlsx' : ['.csv', '.txt', '.tsv', '.tab'].includes(ending) ? 'csv' : null;
  if (named !== null && named !== kind) warn('name.other_kind', `The name ends in ${ending}, but the content is ${kind.toUpperCase()}. The content counts.`, { ending, kind });
}

interface Sample {
  rows: SourceRow[];
  /** Counted, or told from the size where the file goes on for long. */
  n: number;
  exact: boolean;
}

async function readSample(path: string, format: Format): Promise<Sample> {
  const rows: SourceRow[] = [];
  let cells = 0;
  let n = 0;
  for await (const batch of readRowBatches(path, format)) {
    n += batch.rows.length;
    if (n >= COUNTED_ROWS) return { rows, n: Math.round(n / Math.max(batch.share, 1e-6)), exact: false };
    if (rows.length >= SAMPLED_ROWS || cells >= SAMPLED_CELLS) continue;
    rows.push(...batch.rows);
    cells += batch.rows.reduce((sum, row) => sum + row.cells.length, 0);
  }
  return { rows, n, exact: true };
}

function warnOfRows({ headings, headerRows, counted, body }: { headings: string[]; headerRows: number; counted: number; body: SourceRow[] }, warn: Warn): void {
  if (headerRows === 0) warn('headings.none', 'The first row looks like data: the columns have no headings.');
  if (counted === 2) warn('headings.two_rows', 'Two rows seem to name the columns; they are read together.');
  const filled = headings.filter((heading) => heading !== '').map((heading) => heading.toLowerCase());
  const repeated = [...new Set(filled.filter((heading, index) => filled.indexOf(heading) !== index))];
  if (repeated.length > 0) warn('headings.repeated', `Several columns are called "${repeated[0]}"; they are told apart by their position.`, { headings: repeated.slice(0, 5).join(', ') });
  if (headerRows > 0 && headings.some((heading) => heading === '')) warn('headings.empty', 'Some columns have no heading.', { columns: headings.filter((heading) => heading === '').length });
  const ragged = headings.length === 0 ? [] : body.filter(({ cells }) => cells.length !== headings.length && cells.slice(headings.length).some((cell) => cell.trim() !== ''));
  if (ragged[0]) warn('rows.ragged', `${ragged.length} of the first rows have more cells than there are headings, row ${ragged[0].row} is the first.`, { rows: ragged.length, row: ragged[0].row });
  const of = (code: string) => body.find(({ faults }) => faults?.some((fault) => fault.code === code));
  const mixed = of('cell.wrong_encoding');
  if (mixed) warn('encoding.mixed', `Not all of the file is written in one encoding; row ${mixed.row} is the first where it shows.`, { row: mixed.row });
  const nul = of('cell.nul');
  if (nul) warn('cells.nul', `Row ${nul.row} holds NUL characters.`, { row: nul.row });
  const long = of('cell.too_long');
  if (long) warn('cells.too_long', `Row ${long.row} holds a cell longer than a million characters.`, { row: long.row });
  const errors = body.find(({ kinds }) => kinds?.includes('e'));
  if (errors) warn('cells.errors', `Row ${errors.row} holds an error of the spreadsheet such as #N/A.`, { row: errors.row });
}
