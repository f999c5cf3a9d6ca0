import { Problem } from '../../../kernel/problem.ts';
import type { Format, SourceRow } from '../imports.contract.ts';
import { MAX_CELL_LENGTH, MAX_COLUMNS, ROWS_PER_BATCH } from './limits.ts';
import type { RowBatch } from './read-csv.ts';
import { SharedStrings } from './shared-strings.ts';
import { positionOf, readEscapes, readSerialDay, readStoredNumber } from './spreadsheet-values.logic.ts';
import { openWorkbook, type Sheet, type Workbook } from './workbook.ts';
import { readWholeXml, readXml, type XmlListener } from './xml-stream.ts';

/**
 * The rows of one sheet in batches, on flat memory: the sheet is unpacked and read as a stream, blank rows cost
 * nothing but their bytes. Formulas count with the value that was stored; macros are never looked at.
 * @throws import.sheet_not_found and all that {@link openWorkbook} refuses
 */
export async function* readXlsx(path: string, format: Format): AsyncGenerator<RowBatch> {
  const book = await openWorkbook(path);
  const strings = new SharedStrings();
  try {
    const sheet = chooseSheet(book, format.sheet);
    await readStrings(book, strings);
    const stream = await book.zip.read(sheet.part);
    const size = book.zip.bytesOf(sheet.part);
    let bytes = 0;
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    stream.pause();
    const rows = new RowListener(book, strings);
    for await (const _chunk of readXml(stream, rows)) {
      if (rows.ready.length >= ROWS_PER_BATCH) yield { rows: rows.take(), share: Math.min(1, bytes / Math.max(1, size)) };
    }
    if (rows.ready.length > 0) yield { rows: rows.take(), share: 1 };
  } finally {
    strings.close();
    book.zip.close();
  }
}

/** The named sheet, else the first visible one. @throws import.sheet_not_found */
export function chooseSheet({ sheets }: Pick<Workbook, 'sheets'>, name: string | null): Sheet {
  const sheet = name === null ? (sheets.find(({ hidden }) => !hidden) ?? sheets[0]) : sheets.find((one) => one.name === name);
  if (!sheet) throw new Problem('import.sheet_not_found', `The workbook has no sheet named ${name}.`, { sheets: sheets.map((one) => one.name).slice(0, 50) });
  return sheet;
}

async function readStrings({ zip, sharedStringsPart }: Workbook, strings: SharedStrings): Promise<void> {
  if (sharedStringsPart === null) return;
  let text = '';
  let inText = false;
  let inPhonetic = false;
  await readWholeXml(await zip.read(sharedStringsPart), {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 't') inText = !inPhonetic;
      else if (name === 'rPh') inPhonetic = true;
    },
    text(part) {
      if (inText && text.length <= MAX_CELL_LENGTH) text += part;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') inPhonetic = false;
      else if (name === 'si') strings.add(text);
    },
  });
}

/** Collects rows from the events of a sheet's XML. */
class RowListener implements XmlListener {
  ready: SourceRow[] = [];
  readonly #book: Workbook;
  readonly #strings: SharedStrings;
  #row = 0;
  #cells: string[] = [];
  #kinds: string[] = [];
  #faults: NonNullable<SourceRow['faults']> = [];
  #position = -1;
  #type = '';
  #style = 0;
  #value = '';
  #listening = false;
  #inSheet = false;
  #isFilled = false;

  constructor(book: Workbook, strings: SharedStrings) {
    this.#book = book;
    this.#strings = strings;
  }

  take(): SourceRow[] {
    const taken = this.ready;
    this.ready = [];
    return taken;
  }

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'c' && this.#inSheet) {
      const reference = attributes['r'];
      this.#position = reference === undefined ? this.#position + 1 : positionOf(reference);
      this.#type = attributes['t'] ?? 'n';
      this.#style = Number(attributes['s'] ?? 0);
      this.#value = '';
    } else if (name === 'v' || name === 't') this.#listening = this.#inSheet;
    else if (name === 'row') {
      this.#row = attributes['r'] === undefined ? this.#row + 1 : Number(attributes['r']);
      this.#position = -1;
      this.#cells = [];
      this.#kinds = [];
      this.#faults = [];
      this.#isFilled = false;
    } else if (name === 'sheetData') this.#inSheet = true;
    else if (name === 'rPh') this.#listening = false;
  }

  text(text: string): void {
    if (this.#listening && this.#value.length <= MAX_CELL_LENGTH) this.#value += text;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#listening = false;
    else if (name === 'c' && this.#inSheet && this.#value !== '') this.#keepCell();
    else if (name === 'row' && this.#isFilled) this.ready.push(this.#finishRow());
    else if (name === 'sheetData') this.#inSheet = false;
  }

  #keepCell(): void {
    const position = this.#position;
    if (position < 0 || position >= MAX_COLUMNS) return;
    const { text, kind } = this.#read();
    while (this.#cells.length < position) {
      this.#cells.push('');
      this.#kinds.push('s');
    }
    this.#kinds[position] = kind;
    if (text.length > MAX_CELL_LENGTH) this.#faults.push({ position, code: 'cell.too_long', details: { limit: MAX_CELL_LENGTH } });
    this.#cells[position] = text.length > MAX_CELL_LENGTH ? text.slice(0, 200) : text.replaceAll('\0', '');
    if (text.trim() !== '') this.#isFilled = true;
  }

  #read(): { text: string; kind: string } {
    const value = this.#value;
    switch (this.#type) {
      case 's':
        return { text: readEscapes(this.#strings.get(Number(value))), kind: 's' };
      case 'str': case 'inlineStr':
        return { text: readEscapes(value), kind: 's' };
      case 'b':
        return { text: value === '1' || value === 'true' ? 'TRUE' : 'FALSE', kind: 'b' };
      case 'e':
        return { text: value, kind: 'e' };
      case 'd':
        return { text: value.replace('T', ' ').replace(/Z$/, ''), kind: 'd' };
      default: {
        const format = this.#book.formats[this.#style] ?? 'number';
        if (format === 'number') return { text: readStoredNumber(value), kind: 'n' };
        const text = readSerialDay(Number(value), this.#book.from1904, format);
        return text === null ? { text: readStoredNumber(value), kind: 'n' } : { text, kind: format === 'date' || format === 'instant' || text.length > 8 ? 'd' : 's' };
      }
    }
  }

  #finishRow(): SourceRow {
    const row = { row: this.#row, cells: this.#cells, kinds: this.#kinds.join('') };
    return this.#faults.length === 0 ? row : { ...row, faults: this.#faults };
  }
}
