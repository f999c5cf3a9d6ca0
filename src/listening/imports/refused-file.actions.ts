import { stringify } from 'csv-stringify/sync';
import { Readable } from 'node:stream';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import { defuseFormula } from '../../kernel/formula-cells.ts';
import type { Refusal, SourceRow } from './imports.contract.ts';
import { findImport } from './imports.queries.ts';
import { readRows } from './reading/read-rows.ts';
import { sayRefusal } from './refusal-words.logic.ts';
import { listRefusals } from './refusals.queries.ts';

const headings = { de: ['Zeile', 'Spalte', 'Grund'], en: ['Row', 'Column', 'Reason'] };
const REFUSALS_AT_ONCE = 1_000;

/**
 * The refused rows as they stood in the file, with why at their end: corrected, the file can be imported again, and the
 * three columns are left out. Read from the raw file, so it is there as long as that is.
 * @throws import.not_found, import.file_removed
 */
export async function readRefusedFile(context: Context, id: string, language: 'de' | 'en'): Promise<{ name: string; content: Readable }> {
  const row = await findImport(context.db, id);
  if (!row) throw new Problem('import.not_found', 'There is no such import.', { id });
  if (!row.profile || row.fileId === null || !context.files.has('imports', row.fileId)) throw new Problem('import.file_removed', 'The file of this import was removed, so its rows cannot be read any more.');
  const { format } = row.profile;
  const delimiter = format.kind === 'csv' ? format.delimiter : ';';
  const line = (cells: readonly string[]) => stringify([cells.map(defuseFormula)], { delimiter, record_delimiter: 'windows', quoted_match: /[\r\n]/ });
  const rows = readRows(context.files.pathOf('imports', row.fileId), format);
  async function* lines(): AsyncGenerator<string> {
    yield '\uFEFF'; // tells a spreadsheet that this is UTF-8
    let width = 0;
    let headerRows = 0;
    const waiting = new RefusalReader(context, id);
    for await (const source of rows) {
      if (headerRows < format.headerRows) {
        headerRows += 1;
        width = Math.max(width, source.cells.length);
        yield line([...padded(source, width), ...(headerRows === format.headerRows ? headings[language] : [])]);
        continue;
      }
      const refusals = await waiting.take(source.row);
      if (refusals === 'none left') break;
      if (refusals) yield line([...padded(source, width), String(source.row), refusals.map((one) => one.heading).filter((heading) => heading !== '').join(', '), refusals.map((one) => sayRefusal(one.code, one.details, language)).join(' ')]);
    }
  }
  return { name: `${row.name.replace(/\.[^.]*$/, '')}-refused.csv`, content: Readable.from(lines()) };
}

const padded = ({ cells }: SourceRow, width: number): string[] => [...cells, ...Array.from({ length: Math.max(0, width - cells.length) }, () => '')];

/** Refusals in the order of their rows, some at a time. */
class RefusalReader {
  readonly #context: Context;
  readonly #importId: string;
  #ahead: { row: number; refusals: Refusal[] }[] = [];
  #lastRow = 0;
  #isAtEnd = false;
  constructor(context: Context, importId: string) {
    this.#context = context;
    this.#importId = importId;
  }

  /** @returns null for a row that was not refused */
  async take(row: number): Promise<Refusal[] | null | 'none left'> {
    if (this.#ahead.length === 0 && !this.#isAtEnd) {
      this.#ahead = await listRefusals(this.#context.db, this.#importId, this.#lastRow, REFUSALS_AT_ONCE);
      this.#lastRow = this.#ahead.at(-1)?.row ?? this.#lastRow;
      this.#isAtEnd = this.#ahead.length === 0;
    }
    const [next] = this.#ahead;
    if (!next) return 'none left';
    if (next.row !== row) return null;
    this.#ahead.shift();
    return next.refusals;
  }
}
