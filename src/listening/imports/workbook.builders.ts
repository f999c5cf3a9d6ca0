import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** The XML of one cell: `<c r="A1" t="s"><v>0</v></c>`. */
export interface BuiltWorkbook {
  /** Rows as XML of their cells, by sheet. */
  sheets: { name: string; rows?: string[]; xml?: string | Readable; state?: 'hidden' | 'veryHidden' }[];
  sharedStrings?: string[];
  /** Number format ids of the cell formats, beginning with format 0. */
  formats?: number[];
  ownFormats?: Record<number, string>;
  from1904?: boolean;
  /** Further parts, e.g. xl/vbaProject.bin. */
  parts?: Record<string, Buffer>;
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
export const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
export const row = (number: number, cells: string): string => `<row r="${number}">${cells}</row>`;
export const shared = (at: string, index: number): string => `<c r="${at}" t="s"><v>${index}</v></c>`;
export const inline = (at: string, text: string): string => `<c r="${at}" t="inlineStr"><is><t>${escapeXml(text)}</t></is></c>`;
export const number = (at: string, value: number | string, format = 0): string => `<c r="${at}" s="${format}"><v>${value}</v></c>`;

/** Writes a small workbook as a spreadsheet program would. */
export async function buildWorkbook(path: string, { sheets, sharedStrings, formats = [0], ownFormats = {}, from1904 = false, parts = {} }: BuiltWorkbook): Promise<string> {
  const zip = new ZipFile();
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(text), name);
  add('[Content_Types].xml', `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`);
  add('xl/_rels/workbook.xml.rels', `${head}<Relationships>${sheets.map((_sheet, index) => `<Relationship Id="rId${index + 1}" Type="worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}</Relationships>`);
  add('xl/workbook.xml', `${head}<workbook xmlns="${main}"><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets>${sheets.map(({ name, state }, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`);
  add('xl/styles.xml', `${head}<styleSheet xmlns="${main}"><numFmts>${Object.entries(ownFormats).map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${escapeXml(code)}"/>`).join('')}</numFmts><cellXfs>${formats.map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`);
  if (sharedStrings) add('xl/sharedStrings.xml', `${head}<sst xmlns="${main}">${sharedStrings.map((text) => `<si><t>${escapeXml(text)}</t></si>`).join('')}</sst>`);
  for (const [index, { rows = [], xml }] of sheets.entries()) {
    const name = `xl/worksheets/sheet${index + 1}.xml`;
    if (xml !== undefined && typeof xml !== 'string') zip.addReadStream(xml, name);
    else add(name, xml ?? `${head}<worksheet xmlns="${main}"><sheetData>${rows.join('')}</sheetData></worksheet>`);
  }
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(content, name);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}
