import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { headingOf, localText, moneyText, serialDay, textOf } from './cells.ts';
import type { TableColumn, TableRow, TableValue } from '../../kernel/tables.ts';
import type { Writing } from './write-csv.ts';

/** The last row that a sheet can have; further rows go to a next sheet. */
const ROWS_PER_SHEET = 1_048_576;
/** The longest text that a cell can hold. */
const CELL_LETTERS = 32_767;

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
/** Numbers of the formats in styles.xml. */
const styles = { plain: 0, heading: 1, date: 2, instant: 3, money: 4 } as const;

/** A workbook as a stream: typed cells, the headings frozen. Texts are stored as texts and never run. */
export function writeXlsx(batches: AsyncIterable<readonly TableRow[]>, writing: Writing, rowsPerSheet: number = ROWS_PER_SHEET): Readable {
  const zip = new ZipFile();
  const rows = new RowSource(batches);
  // the types say less than it is: a PassThrough of Node
  const output = zip.outputStream as Readable;
  const fail = (error: unknown) => output.destroy(error instanceof Error ? error : new Error(String(error)));
  // a sheet that breaks off is told twice: by its own end and by the archive
  zip.on('error', fail);
  void fill(zip, rows, writing, rowsPerSheet).catch(fail);
  output.once('close', () => void rows.stop());
  return output;
}

async function fill(zip: ZipFile, rows: RowSource, writing: Writing, rowsPerSheet: number): Promise<void> {
  let sheets = 0;
  do {
    sheets += 1;
    const sheet = Readable.from(sheetXml(rows, writing, rowsPerSheet), { objectMode: false });
    zip.addReadStream(sheet, `xl/worksheets/sheet${sheets}.xml`);
    await finished(sheet);
  } while (await rows.hasMore());
  const names = Array.from({ length: sheets }, (_, index) => ({ id: index + 1, name: sheetName(writing.title, index) }));
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(head + text), name);
  add('[Content_Types].xml', `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${names.map(({ id }) => `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join('')}</Types>`);
  add('_rels/.rels', `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`);
  add('xl/_rels/workbook.xml.rels', `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${names.map(({ id }) => `<Relationship Id="rId${id}" Type="${relations}/worksheet" Target="worksheets/sheet${id}.xml"/>`).join('')}<Relationship Id="rId0" Type="${relations}/styles" Target="styles.xml"/></Relationships>`);
  add('xl/workbook.xml', `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${names.map(({ id, name }) => `<sheet name="${escape(name)}" sheetId="${id}" r:id="rId${id}"/>`).join('')}</sheets></workbook>`);
  add('xl/styles.xml', `<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" xfId="0"/><xf numFmtId="0" fontId="1" xfId="0" applyFont="1"/><xf numFmtId="164" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" xfId="0" applyNumberFormat="1"/><xf numFmtId="4" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`);
  zip.end();
}

/** Sheets may not be called anything: 31 letters, and none of []:*?/\ */
const sheetName = (title: string, index: number): string => `${title.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, 26)}${index === 0 ? '' : ` ${index + 1}`}`;

async function* sheetXml(rows: RowSource, { columns, language, timeZone }: Writing, rowsPerSheet: number): AsyncGenerator<Buffer> {
  const widths = columns.map(({ type }, index) => `<col min="${index + 1}" max="${index + 1}" width="${type === 'instant' ? 20 : type === 'text' || type === 'json' || type === 'list' ? 24 : 14}" customWidth="1"/>`).join('');
  yield Buffer.from(`${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths}</cols><sheetData><row r="1">${columns.map((column) => textCell(headingOf(column, language, timeZone), styles.heading)).join('')}</row>`);
  let number = 1;
  while (number < rowsPerSheet) {
    const batch = await rows.take(Math.min(500, rowsPerSheet - number));
    if (batch.length === 0) break;
    let xml = '';
    for (const row of batch) {
      number += 1;
      xml += `<row r="${number}">${columns.map((column) => cellXml(row[column.key], column, timeZone)).join('')}</row>`;
    }
    yield Buffer.from(xml);
  }
  yield Buffer.from('</sheetData></worksheet>');
}

function cellXml(value: TableValue, { type }: TableColumn, timeZone: string): string {
  // an empty cell still has its place: cells carry no names
  if (value === null || value === undefined || value === '') return '<c/>';
  if (typeof value === 'boolean') return `<c t="b"><v>${value ? 1 : 0}</v></c>`;
  if (typeof value === 'number') return !Number.isFinite(value) ? '<c/>' : type === 'money' ? numberCell(moneyText(value), styles.money) : numberCell(String(value), styles.plain);
  if (value instanceof Date) return dayCell(serialDay(Date.parse(localText(value, timeZone))), styles.instant) ?? textCell(value.toISOString(), styles.plain);
  if (type === 'date' && typeof value === 'string') return dayCell(serialDay(Date.parse(`${value}T00:00:00Z`)), styles.date) ?? textCell(value, styles.plain);
  return textCell(textOf(value), styles.plain);
}

const numberCell = (value: string, style: number): string => `<c s="${style}"><v>${value}</v></c>`;
const dayCell = (day: number | null, style: number): string | null => (day === null ? null : numberCell(String(day), style));
const textCell = (text: string, style: number): string => `<c t="inlineStr"${style === 0 ? '' : ` s="${style}"`}><is><t xml:space="preserve">${escape(text.length > CELL_LETTERS ? `${text.slice(0, CELL_LETTERS - 1)}…` : text)}</t></is></c>`;

/** XML without the control characters that it cannot hold, and without halves of characters. */
function escape(text: string): string {
  return text.toWellFormed().replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign).replaceAll(/[^\P{Cc}\t\n\r]|\ufffe|\uffff/gu, '').replaceAll('\r', '_x000D_');
}
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Hands out rows in the portions that a sheet can take. */
class RowSource {
  readonly #batches: AsyncIterator<readonly TableRow[]>;
  #ready: readonly TableRow[] = [];
  #isOver = false;

  constructor(batches: AsyncIterable<readonly TableRow[]>) {
    this.#batches = batches[Symbol.asyncIterator]();
  }

  async hasMore(): Promise<boolean> {
    while (this.#ready.length === 0 && !this.#isOver) {
      const next = await this.#batches.next();
      if (next.done === true) this.#isOver = true;
      else this.#ready = next.value;
    }
    return this.#ready.length > 0;
  }

  async take(most: number): Promise<readonly TableRow[]> {
    if (!(await this.hasMore())) return [];
    const taken = this.#ready.slice(0, most);
    this.#ready = this.#ready.slice(taken.length);
    return taken;
  }

  /** The reader went away: whoever delivers may stop. */
  async stop(): Promise<void> {
    this.#isOver = true;
    this.#ready = [];
    await this.#batches.return?.();
  }
}
