import type { Format, SourceRow } from '../imports.contract.ts';
import { readCsv, type RowBatch } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';

/** All filled rows of a file in their order, headings included; each batch says how far the reading is. */
export function readRowBatches(path: string, format: Format): AsyncGenerator<RowBatch> {
  return format.kind === 'csv' ? readCsv(path, format) : readXlsx(path, format);
}

/** The headings of a file, and its rows below them. Two header rows are read as "upper – lower". */
export interface Table {
  headings: string[];
  /** To be read once, from front to end. */
  batches: AsyncGenerator<RowBatch>;
}

export async function openTable(path: string, format: Format): Promise<Table> {
  const batches = readRowBatches(path, format);
  const first = await batches.next();
  const batch: RowBatch = first.done === true ? { rows: [], share: 1 } : first.value;
  const headings = joinHeadings(batch.rows.slice(0, format.headerRows).map(({ cells }) => cells));
  async function* rest(): AsyncGenerator<RowBatch> {
    yield { ...batch, rows: batch.rows.slice(format.headerRows) };
    yield* batches;
  }
  return { headings, batches: rest() };
}

/** The same row by row, for those who need no speed. */
export async function* readRows(path: string, format: Format): AsyncGenerator<SourceRow> {
  for await (const { rows } of readRowBatches(path, format)) yield* rows;
}

/**
 * One heading per column. In two header rows the upper one often names a group only above its first column
 * (merged cells): it counts until the next one begins.
 */
export function joinHeadings(rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(0, ...rows.map((cells) => cells.length));
  const lowest = rows.at(-1) ?? [];
  const isTitle = (cells: readonly string[]) => width > 2 && cells.filter((cell) => cell.trim() !== '').length === 1;
  const filled = rows.map((cells, level) => {
    if (level === rows.length - 1) return cells;
    // a single text above a table is its title
    if (isTitle(cells)) return [];
    let group = '';
    return Array.from({ length: width }, (_, position) => {
      const cell = (cells[position] ?? '').trim();
      if (cell !== '') group = cell;
      return group;
    });
  });
  return Array.from({ length: width }, (_, position) => {
    const parts = filled.map((cells) => (cells[position] ?? '').trim().replaceAll(/\s+/g, ' ')).filter((part, index, all) => part !== '' && all.indexOf(part) === index);
    return (lowest[position] ?? '').trim() === '' && rows.length > 1 ? (parts[0] ?? '') : parts.join(' – ');
  });
}
