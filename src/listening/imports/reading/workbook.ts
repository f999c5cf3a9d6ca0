import { posix } from 'node:path';
import { Problem } from '../../../kernel/problem.ts';
import { readWholeXml } from './xml-stream.ts';
import { openZip, type OpenZip } from './zip-file.ts';

export interface Sheet {
  name: string;
  hidden: boolean;
  part: string;
}

/** A workbook with everything known but its cells. */
export interface Workbook {
  zip: OpenZip;
  sheets: Sheet[];
  /** Days are counted from 1904 instead of 1900 (old Macintosh workbooks). */
  from1904: boolean;
  hasMacros: boolean;
  /** By number of the cell format: what a number in such a cell is. */
  formats: ('number' | 'date' | 'time' | 'instant' | 'duration')[];
  sharedStringsPart: string | null;
}

/** @throws import.file_kind, import.file_damaged, import.file_protected, import.file_too_large_inside */
export async function openWorkbook(path: string): Promise<Workbook> {
  const zip = await openZip(path);
  try {
    refuseOtherKinds(zip.names);
    const { sheets, from1904 } = await readBook(zip);
    const has = (name: string) => (zip.names.has(name) ? name : null);
    return { zip, sheets, from1904, hasMacros: zip.names.has('xl/vbaproject.bin'), formats: await readFormats(zip), sharedStringsPart: has('xl/sharedstrings.xml') };
  } catch (error) {
    zip.close();
    throw error;
  }
}

function refuseOtherKinds(names: ReadonlySet<string>): void {
  if (names.has('xl/workbook.xml')) return;
  const refuse = (found: string, advice: string) => new Problem('import.file_kind', `The file is ${found}, not CSV or XLSX. ${advice}`, { found });
  if (names.has('xl/workbook.bin')) throw refuse('a binary Excel workbook (.xlsb)', 'Save it as XLSX.');
  if (names.has('content.xml') && names.has('mimetype')) throw refuse('an OpenDocument file (.ods)', 'Save it as XLSX or CSV.');
  if (names.has('word/document.xml')) throw refuse('a Word document', 'Copy the table into a spreadsheet and save it as XLSX.');
  if (names.has('ppt/presentation.xml')) throw refuse('a presentation', 'A table is needed.');
  throw refuse('a ZIP archive', 'Unpack it and import the files in it one by one.');
}

async function readBook(zip: OpenZip): Promise<{ sheets: Sheet[]; from1904: boolean }> {
  const parts = new Map<string, string>();
  if (zip.names.has('xl/_rels/workbook.xml.rels')) {
    await readWholeXml(await zip.read('xl/_rels/workbook.xml.rels'), {
      open(name, { Id: id, Target: target }) {
        if (name === 'Relationship' && id !== undefined && target !== undefined) parts.set(id, (target.startsWith('/') ? target.slice(1) : posix.join('xl', target)).toLowerCase());
      },
    });
  }
  const sheets: Sheet[] = [];
  let from1904 = false;
  await readWholeXml(await zip.read('xl/workbook.xml'), {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = isTrue(attributes['date1904']);
      if (name !== 'sheet') return;
      const part = parts.get(attributes['r:id'] ?? Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '');
      // sheets that are charts or macros have no cells
      if (part !== undefined && zip.names.has(part) && part.includes('worksheet')) sheets.push({ name: (attributes['name'] ?? '').slice(0, 200), hidden: /hidden/i.test(attributes['state'] ?? ''), part });
    },
  });
  if (sheets.length === 0) throw new Problem('import.file_damaged', 'The workbook has no sheet with cells.', { cause: 'no sheet' });
  return { sheets, from1904 };
}

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

/** Numbers of the built-in formats that show a date or a time. @source ECMA-376 part 1, 18.8.30 */
const builtIn: Record<number, Workbook['formats'][number]> = {
  14: 'date', 15: 'date', 16: 'date', 17: 'date', 18: 'time', 19: 'time', 20: 'time', 21: 'time', 22: 'instant',
  27: 'date', 28: 'date', 29: 'date', 30: 'date', 31: 'date', 32: 'time', 33: 'time', 34: 'time', 35: 'time', 36: 'date', 45: 'time', 46: 'duration', 47: 'time',
  50: 'date', 51: 'date', 52: 'date', 53: 'date', 54: 'date', 55: 'time', 56: 'time', 57: 'date', 58: 'date',
};

async function readFormats(zip: OpenZip): Promise<Workbook['formats']> {
  if (!zip.names.has('xl/styles.xml')) return [];
  const own = new Map<number, Workbook['formats'][number]>();
  const formats: Workbook['formats'] = [];
  let inCells = false;
  await readWholeXml(await zip.read('xl/styles.xml'), {
    open(name, attributes) {
      if (name === 'numFmt') own.set(Number(attributes['numFmtId']), kindOfFormat(attributes['formatCode'] ?? ''));
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      const id = Number(attributes['numFmtId'] ?? 0);
      formats.push(own.get(id) ?? builtIn[id] ?? 'number');
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return formats;
}

/** Whether an own number format shows a date: letters of dates outside quotes, brackets and escapes, e.g. `dd\.mm\.yyyy`. */
function kindOfFormat(code: string): Workbook['formats'][number] {
  const first = code.split(';')[0] ?? '';
  if (/\[(h+|m+|s+)\]/i.test(first)) return 'duration';
  const bare = first.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '').replaceAll(/general|am\/pm|a\/p/gi, '');
  const hasDay = /[dy]/i.test(bare);
  const hasTime = /[hs]/i.test(bare);
  if (hasDay) return hasTime ? 'instant' : 'date';
  if (hasTime) return 'time';
  return /m/i.test(bare) ? 'date' : 'number';
}
