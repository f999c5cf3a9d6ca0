import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { formatSchema, type SourceRow } from '../imports.contract.ts';
import { buildWorkbook, inline, number, row, shared } from '../workbook.builders.ts';
import { inspectFile } from './inspect-file.ts';
import { openTable, readRows } from './read-rows.ts';
import { SharedStrings } from './shared-strings.ts';

const folder = mkdtempSync(join(tmpdir(), 'momente-reading-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const file = (content: string | Buffer, name = 'file.csv'): string => {
  const path = join(folder, `${(files += 1)}-${name}`);
  writeFileSync(path, content);
  return path;
};
const newPath = () => join(folder, `${(files += 1)}.xlsx`);
async function rowsOf(path: string): Promise<SourceRow[]> {
  const { format } = await inspectFile(path);
  const rows: SourceRow[] = [];
  for await (const one of readRows(path, format)) rows.push(one);
  return rows;
}
const cellsOf = async (path: string) => (await rowsOf(path)).map(({ cells }) => cells);
const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('CSV', () => {
  const expected = [['Name', 'Ort'], ['Jürgen', 'Köln'], ['Zoë', 'Fürth']];
  const text = (delimiter: string, end: string) => expected.map((cells) => cells.join(delimiter)).join(end) + end;
  it.each([[';', '\r\n'], [',', '\n'], ['\t', '\r'], ['|', '\n']])('is cut at %j with lines that end in %j', async (delimiter, end) => {
    expect(await cellsOf(file(text(delimiter, end)))).toEqual(expected);
  });
  it.each([
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text(';', '\n')}`)],
    ['UTF-16, little end first', Buffer.from(`\ufeff${text(';', '\n')}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\ufeff${text(';', '\n')}`, 'utf16le').swap16()],
    ['UTF-16 without a mark', Buffer.from(text(';', '\n'), 'utf16le')],
    ['Windows-1252', latin1(text(';', '\n'))],
  ])('is read from %s', async (_name, bytes) => {
    expect(await cellsOf(file(bytes))).toEqual(expected);
  });
  it('keeps line breaks and quotation marks inside quoted cells, and counts rows as a spreadsheet does', async () => {
    const rows = await rowsOf(file('a;b\n"eins\nzwei";"sagt ""ja"""\n\n;\nx;y\n'));
    expect(rows.map(({ row: n, cells }) => [n, cells])).toEqual([[1, ['a', 'b']], [2, ['eins\nzwei', 'sagt "ja"']], [5, ['x', 'y']]]);
  });
  it('names the cell that is written in another encoding than the rest, and reads it as what it most likely is', async () => {
    const path = file(Buffer.concat([Buffer.from('Name;Ort\nJürgen;Köln\n'), latin1('Günther;Ulm\n'), Buffer.from('Zoë;Fürth\n')]));
    const rows = await rowsOf(path);
    expect(rows[2]).toEqual({ row: 3, cells: ['Günther', 'Ulm'], faults: [{ position: 0, code: 'cell.wrong_encoding', details: { encoding: 'utf-8', read: 'Günther' } }] });
    expect(rows[3]).toEqual({ row: 4, cells: ['Zoë', 'Fürth'] });
    expect((await inspectFile(path)).warnings.map(({ code }) => code)).toContain('encoding.mixed');
  });
  it('refuses a cell of 10 MB by its place and reads the rows around it', async () => {
    const rows = await rowsOf(file(`a;b\n1;2\n3;${'x'.repeat(10_000_000)}\n5;6\n`));
    expect(rows[2]?.faults).toEqual([{ position: 1, code: 'cell.too_long', details: { limit: 1_000_000 } }]);
    expect(rows[2]?.cells[1]).toHaveLength(200);
    expect(rows[3]?.cells).toEqual(['5', '6']);
  });
  it('names the row in which a quotation mark is opened and never closed', async () => {
    await expect(rowsOf(file('a;b\n1;2\n"3;4\n5;6\n'))).rejects.toMatchObject({ code: 'import.quote_open', details: { row: 3 } });
  });
  it('names cells with NUL characters', async () => {
    const rows = await rowsOf(file(`name;city\n${'Anna;Ulm\n'.repeat(20)}A\0nna;Ulm\n`));
    expect(rows.at(-1)).toEqual({ row: 22, cells: ['Anna', 'Ulm'], faults: [{ position: 0, code: 'cell.nul', details: {} }] });
  });
  it("follows Excel's own line that names the delimiter", async () => {
    expect(await cellsOf(file('sep=;\nName;Betrag\nAnna;1,5\n'))).toEqual([['Name', 'Betrag'], ['Anna', '1,5']]);
  });
  it('cuts no letter in two where a chunk of the file ends', async () => {
    const name = 'Ü'.repeat(99);
    const rows = await cellsOf(file(`a;b\n${`${name};€\n`.repeat(4_000)}`));
    expect(rows).toHaveLength(4_001);
    expect(rows.slice(1).every((cells) => cells[0] === name && cells[1] === '€')).toBe(true);
  });
});

describe('what a file is', () => {
  it.each([
    ['', 'import.file_empty'], [' \r\n \n', 'import.file_empty'], ['%PDF-1.7 …', 'import.file_kind'], [latin1('\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1'), 'import.file_kind'],
    ['<html><table><tr><td>1</td></tr></table></html>', 'import.file_kind'], ['[{"name":"Anna"}]', 'import.file_kind'], [Buffer.alloc(4_000, '\0\u0001\u0002\u0003', 'latin1'), 'import.file_kind'], ['PK\u0003\u0004 cut off', 'import.file_damaged'],
  ])('is told by its content, not by its name: %j', async (content, code) => {
    await expect(inspectFile(file(content))).rejects.toMatchObject({ code });
  });
  it('says when the name claims something else', async () => {
    const { format, warnings } = await inspectFile(file('a;b\n1;2\n'), { name: 'kunden.xlsx' });
    expect(format.kind).toBe('csv');
    expect(warnings.map(({ code }) => code)).toContain('name.other_kind');
  });
  it('reads two header rows together, a group counting until the next one begins', async () => {
    const { format, columns, warnings } = await inspectFile(file('Kunde;;Bewertung;\nNummer;Name;Wartezeit;Freundlichkeit\n17;Anna;4;5\n18;Bert;2;3\n19;Cem;1;5\n'));
    expect(format.headerRows).toBe(2);
    expect(columns.map(({ heading }) => heading)).toEqual(['Kunde – Nummer', 'Kunde – Name', 'Bewertung – Wartezeit', 'Bewertung – Freundlichkeit']);
    expect(warnings.map(({ code }) => code)).toContain('headings.two_rows');
  });
  it('looks at no more columns than a profile can hold', async () => {
    const path = file(`${Array.from({ length: 50_000 }, (_, position) => `c${position}`).join(',')}\n1,2\n`);
    const { columns, head } = await inspectFile(path);
    expect([columns.length, head[0]?.cells.length, head[1]?.cells]).toEqual([2_000, 2_000, ['1', '2']]);
    expect((await rowsOf(path)).map(({ cells }) => cells.length)).toEqual([2_000, 2]);
  });
  it('tells columns of one name apart by their position, and sees a file without headings', async () => {
    const repeated = await inspectFile(file('Name;Name\nAnna;Bert\n'));
    expect(repeated.columns.map(({ position, samples }) => [position, samples])).toEqual([[0, ['Anna']], [1, ['Bert']]]);
    expect(repeated.warnings.map(({ code }) => code)).toContain('headings.repeated');
    const bare = await inspectFile(file('17;anna@beispiel.de;12.5.2025\n18;bert@beispiel.de;13.5.2025\n'));
    expect(bare.format.headerRows).toBe(0);
    expect(bare.rows).toEqual({ n: 2, exact: true });
  });
});

describe('XLSX', () => {
  it('reads shared and inline text, numbers as typed, booleans, errors, and dates by their number format', async () => {
    const path = await buildWorkbook(newPath(), {
      sheets: [{ name: 'Kunden', rows: [
        row(1, shared('A1', 0) + shared('B1', 1) + inline('C1', 'Betrag') + inline('D1', 'Aktiv') + inline('E1', 'Formel')),
        row(2, inline('A2', 'Anna & Co') + number('B2', '45731.378472222219', 2) + number('C2', '29.850000000000001') + '<c r="D2" t="b"><v>1</v></c><c r="E2" t="e"><v>#N/A</v></c>'),
        row(4, number('B4', 45731, 1) + '<c r="E4" t="str"><f>A1&amp;B1</f><v>Name_x000D_</v></c>'),
      ] }],
      sharedStrings: ['Name', 'Seit'], formats: [0, 14, 165], ownFormats: { 165: 'dd"."mm\\.yyyy hh:mm;@' },
    });
    const rows = await rowsOf(path);
    expect(rows).toEqual([
      { row: 1, cells: ['Name', 'Seit', 'Betrag', 'Aktiv', 'Formel'], kinds: 'sssss' },
      { row: 2, cells: ['Anna & Co', '2025-03-15 09:05:00', '29.85', 'TRUE', '#N/A'], kinds: 'sdnbe' },
      { row: 4, cells: ['', '2025-03-15', '', '', 'Name\r'], kinds: 'sdsss' },
    ]);
  });
  it('counts days from 1904 where the workbook says so, and knows the 29 February 1900 that never was', async () => {
    const rows = (days: number[]) => [row(1, inline('A1', 'Tag')), ...days.map((day, index) => row(index + 2, number(`A${index + 2}`, day, 1)))];
    const since1904 = await buildWorkbook(newPath(), { sheets: [{ name: 'a', rows: rows([0, 44269]) }], formats: [0, 14], from1904: true });
    expect((await cellsOf(since1904)).slice(1)).toEqual([['1904-01-01'], ['2025-03-15']]);
    const since1900 = await buildWorkbook(newPath(), { sheets: [{ name: 'a', rows: rows([1, 59, 60, 61]) }], formats: [0, 14] });
    expect((await cellsOf(since1900)).slice(1)).toEqual([['1900-01-01'], ['1900-02-28'], ['60'], ['1900-03-01']]);
  });
  it('offers all sheets, reads the first visible one, and any other by its name', async () => {
    const path = await buildWorkbook(newPath(), { sheets: [{ name: 'Verborgen', state: 'hidden', rows: [row(1, inline('A1', 'x'))] }, { name: 'März', rows: [row(1, inline('A1', 'Name')), row(2, inline('A2', 'Anna'))] }] });
    const inspection = await inspectFile(path);
    expect(inspection.sheets).toEqual([{ name: 'Verborgen', hidden: true }, { name: 'März', hidden: false }]);
    expect(inspection.format.sheet).toBe('März');
    expect((await inspectFile(path, { format: { sheet: 'Verborgen' } })).warnings.map(({ code }) => code)).toContain('sheet.hidden');
    await expect(inspectFile(path, { format: { sheet: 'April' } })).rejects.toMatchObject({ code: 'import.sheet_not_found' });
  });
  it('reads a workbook with macros without looking at them, and says so', async () => {
    const path = await buildWorkbook(newPath(), { sheets: [{ name: 'a', rows: [row(1, inline('A1', 'Name')), row(2, inline('A2', 'Anna'))] }], parts: { 'xl/vbaProject.bin': Buffer.from('macro') } });
    const { warnings, columns } = await inspectFile(path, { name: 'kunden.xlsm' });
    expect(warnings.map(({ code }) => code)).toEqual(['macros.ignored']);
    expect(columns[0]?.samples).toEqual(['Anna']);
  });
  it('passes over a million blank rows', async () => {
    function* blank() {
      yield '<worksheet><sheetData>' + row(1, inline('A1', 'Name')) + row(2, inline('A2', 'Anna'));
      for (let block = 0; block < 1_000; block += 1) yield Array.from({ length: 1_000 }, (_, index) => `<row r="${block * 1_000 + index + 3}" s="1"/>`).join('');
      yield '</sheetData></worksheet>';
    }
    const path = await buildWorkbook(newPath(), { sheets: [{ name: 'a', xml: Readable.from(blank()) }] });
    expect((await inspectFile(path)).rows).toEqual({ n: 1, exact: true });
  });
  it('refuses what would unpack to far more than a table, without unpacking it', async () => {
    function* zeros() {
      const block = ' '.repeat(1 << 20);
      for (let count = 0; count < 250; count += 1) yield block;
    }
    const path = await buildWorkbook(newPath(), { sheets: [{ name: 'a', xml: Readable.from(zeros()) }] });
    await expect(inspectFile(path)).rejects.toMatchObject({ code: 'import.file_too_large_inside' });
  });
  it('refuses XML that declares a document type, so that no entity reads a file or grows without end', async () => {
    const xml = '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>';
    const path = await buildWorkbook(newPath(), { sheets: [{ name: 'a', xml }] });
    await expect(inspectFile(path)).rejects.toMatchObject({ code: 'import.file_damaged', details: { cause: 'doctype' } });
  });
  it('refuses a cell of 10 MB by its place', async () => {
    const path = await buildWorkbook(newPath(), { sheets: [{ name: 'a', rows: [row(1, inline('A1', 'Text')), row(2, inline('A2', 'x'.repeat(10_000_000))), row(3, inline('A3', 'kurz'))] }] });
    const rows = await rowsOf(path);
    expect(rows[1]?.faults).toEqual([{ position: 0, code: 'cell.too_long', details: { limit: 1_000_000 } }]);
    expect(rows[2]?.cells).toEqual(['kurz']);
  });
  it('keeps more shared text than fits into memory in a file', () => {
    const strings = new SharedStrings(10_000);
    for (let index = 0; index < 20_000; index += 1) strings.add(`Text ${index} ä€`);
    expect([0, 1, 9_999, 19_999].map((index) => strings.get(index))).toEqual(['Text 0 ä€', 'Text 1 ä€', 'Text 9999 ä€', 'Text 19999 ä€']);
    expect(strings.get(20_000)).toBe('');
    strings.close();
  });
  it.each([['[Content_Types].xml', 'xl/workbook.bin', 'binary Excel'], ['mimetype', 'content.xml', 'OpenDocument'], ['a.txt', 'b.txt', 'ZIP archive']])('says what other archive it is: %s, %s', async (...[first, second, words]) => {
    const { ZipFile } = await import('yazl');
    const zip = new ZipFile();
    for (const name of [first, second]) zip.addBuffer(Buffer.from('x'), name);
    zip.end();
    const path = newPath();
    await pipeline(zip.outputStream, createWriteStream(path));
    await expect(inspectFile(path)).rejects.toMatchObject({ code: 'import.file_kind', message: expect.stringContaining(words) });
  });
});

it('stops reading as soon as nobody wants more', async () => {
  const path = file(`a;b\n${'1;2\n'.repeat(100_000)}`);
  const { batches } = await openTable(path, formatSchema.parse({ kind: 'csv', delimiter: ';' }));
  for await (const { rows } of batches) {
    expect(rows[0]?.row).toBe(2);
    break;
  }
});
