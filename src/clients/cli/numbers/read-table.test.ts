import { parse } from 'csv-parse/sync';
import { fc } from '../../../kernel/testing/properties.ts';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../command-line.builders.ts';
import { UsageError } from '../command.ts';
import type { Reading } from './options.ts';
import { readTable } from './read-table.ts';
import { completeRows, pickRows, readWeights } from './rows.ts';
import { splitRows } from './split-rows.ts';

const { file, pathOf } = makeFolder();
const asSeen: Reading = { missing: [], decimal: null, delimiter: null, reverse: [], scale: null };
const read = (content: string | Buffer, numbers: string[], reading: Partial<Reading> = {}, texts: string[] | 'all' = []) => readTable(file('f.csv', content), { ...asSeen, ...reading, numbers, texts });
const numbersOf = (content: string | Buffer, column: string, reading: Partial<Reading> = {}): number[] => [...read(content, [column], reading).numbers(column)];
const none = Number.NaN;

describe('a file of answers', () => {
  it('separates by what cuts all rows alike: comma, semicolon, tab', () => {
    for (const [delimiter, content] of [[',', 'a,b\n1,2\n'], [';', 'a;b\n1;2\n'], ['\t', 'a\tb\n1\t2\n'], [';', 'a, or so;b\n1;2,5\n']] as const) {
      const table = read(content, ['b']);
      expect([table.delimiter, table.headers.length, table.rows]).toEqual([delimiter, 2, 1]);
    }
    expect(numbersOf('a\n1\n\n3\n', 'a')).toEqual([1, none, 3]);
    expect(numbersOf('a|b,c\n1|2,3\n', 'c', { delimiter: ',' })).toEqual([3]);
  });

  it('is read with byte order mark, quotes, carriage returns, and without a last line end', () => {
    const content = '\ufeff"name","q1","note"\r\n"Müller, ""Max""",7,"two\r\nlines"\r\n\r\nLee,8,';
    const table = read(content, ['q1'], {}, ['name', 'note']);
    expect([...table.numbers('q1')]).toEqual([7, 8]);
    expect(table.texts('name')).toEqual(['Müller, "Max"', 'Lee']);
    expect(table.texts('note')).toEqual(['two\r\nlines', null]);
    // the empty line is row 3, as in a spreadsheet
    expect([table.rowOf(0), table.rowOf(1)]).toEqual([2, 4]);
    expect(numbersOf('a,b\r1,2\r3,4\r', 'b')).toEqual([2, 4]);
  });

  it('is UTF-8 or what Excel writes on Windows', () => {
    expect(read(Buffer.from('Grö\u00dfe;Ort\n1;K\u00f6ln\n', 'latin1'), ['Größe'], {}, ['Ort']).texts('Ort')).toEqual(['Köln']);
    expect(() => read(Buffer.from('a,b\n1,2\n', 'utf16le'), ['a'])).toThrow('save it as "CSV UTF-8"');
    expect(() => read('PK\u0003\u0004 sheet', ['a'])).toThrow('XLSX');
  });

  it('may have no row or one', () => {
    expect(read('a,b\n', ['a']).rows).toBe(0);
    expect([...read('a,b', ['a']).numbers('a')]).toEqual([]);
    expect(numbersOf('a,b\n1,2', 'a')).toEqual([1]);
    expect(() => read('', ['a'])).toThrow('must name the columns');
    expect(() => readTable(pathOf('absent.csv'), { ...asSeen, numbers: ['a'] })).toThrow('There is no file');
  });
});

describe('numbers', () => {
  it('have decimals by comma or by point, as the file shows', () => {
    expect(numbersOf('a;b\n1,5;x\n-2,25;y\n;z\n+3;w\n', 'a')).toEqual([1.5, -2.25, none, 3]);
    expect(numbersOf('a,b\n1.5,x\n.5,y\n3.,z\n1e-3,w\n0.1234567890123456,v\n', 'a')).toEqual([1.5, 0.5, 3, 0.001, 0.1234567890123456]);
    expect(numbersOf('a,b\n"1,5",x\n', 'a')).toEqual([1.5]);
  });

  it('may have commas in the only column', () => {
    expect(numbersOf('n\n8,5\n7\n', 'n')).toEqual([8.5, 7]);
    expect(numbersOf('n\n1.234\n', 'n')).toEqual([1.234]);
    expect(() => numbersOf('n\n8,5\n"x;y"\n1;2\n', 'n')).toThrow('row 2 has 2 cells, the header has 1');
  });
  it('are refused where decimals can be read in two ways, until somebody says which', () => {
    expect(() => numbersOf('a;b\n1,5;x\n2.5;y\n', 'a')).toThrow('"1,5" (row 2, column a) and "2.5" (row 3, column a). Say --decimal');
    expect(() => numbersOf('a;b\n1.234;x\n2.500;y\n', 'a')).toThrow('"1.234" (row 2, column a) may be a thousand');
    expect(numbersOf('a;b\n1.234;x\n', 'a', { decimal: 'point' })).toEqual([1.234]);
    // 0.125 is no thousand, and where commas separate a point is a decimal point
    expect(numbersOf('a;b\n0.125;x\n1.234;y\n', 'a')).toEqual([0.125, 1.234]);
    expect(numbersOf('a,b\n1.234,x\n', 'a')).toEqual([1.234]);
    expect(() => numbersOf('a,b\n"1,234",x\n', 'a')).toThrow('may be a thousand');
    expect(() => numbersOf('a;b\n1.5;x\n', 'a', { decimal: 'comma' })).toThrow('row 2, column a: "1.5" is no number with a decimal comma');
    expect(() => numbersOf('a;b\n1.234.567;x\n', 'a')).toThrow('"1.234.567" is no number');
  });

  it('are missing where a code says so, in every column or in one', () => {
    expect(numbersOf('a,b\n99,1\n99.0,1\n-1,1\nN/A,1\nNA,1\n 7 ,1\n', 'a', { missing: ['99', '-1', 'n/a'] })).toEqual([none, none, none, none, none, 7]);
    const table = read('a,b\n0,0\n1,1\n', ['a', 'b'], { missing: ['a:0'] });
    expect([[...table.numbers('a')], [...table.numbers('b')]]).toEqual([[none, 1], [0, 1]]);
    expect(read('a,g\n1,99\n2,north\n', ['a'], { missing: ['99'] }, ['g']).texts('g')).toEqual([null, 'north']);
  });

  it('name text in their place by row and column: the first five and how many more', () => {
    const content = `q1,q3\n${Array.from({ length: 7 }, (_, row) => `${row},abc${row}`).join('\n')}\n`;
    let message = '';
    try {
      read(content, ['q1', 'q3']);
    } catch (error) {
      message = error instanceof UsageError ? error.message : 'another error';
    }
    expect(message).toContain('row 2, column q3: "abc0" is no number (use --missing to name codes)');
    expect(message.split('\n')).toHaveLength(6);
    expect(message).toContain('row 6, column q3: "abc4"');
    expect(message).toContain('and 2 more.');
    for (const word of ['NaN', 'Infinity', '1e999', '0x10', '1 000', '1,2,3', '--1', '.', 'e5']) expect(() => numbersOf(`a;b\n${word};1\n`, 'a')).toThrow('is no number');
  });

  it('turn round where the scale points the other way: grade 1 of 1 to 6 becomes 6', () => {
    expect(numbersOf('grade,b\n1,1\n6,1\n2.5,1\n,1\n', 'grade', { reverse: ['grade'], scale: { low: 1, high: 6 } })).toEqual([6, 1, 4.5, none]);
    expect(() => numbersOf('grade,b\n1,1\n7,1\n', 'grade', { reverse: ['grade'], scale: { low: 1, high: 6 } })).toThrow('row 3, column grade: 7 lies outside of the scale 1:6');
    expect(numbersOf('grade,b\n1,1\n99,1\n', 'grade', { reverse: ['grade'], scale: { low: 1, high: 6 }, missing: ['99'] })).toEqual([6, none]);
    expect(() => numbersOf('grade,b\n1,1\n', 'grade', { reverse: ['b'], scale: { low: 1, high: 6 } })).toThrow('--reverse names "b", which this analysis does not use');
  });

  it('are the same that JavaScript reads, however they are written', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.integer({ min: -9999, max: 9999 }).map((cents) => cents / 100)), { minLength: 1, maxLength: 20 }), (values) => {
        expect(numbersOf(`a,b\n${values.map((value) => `${value},x`).join('\n')}\n`, 'a', { decimal: 'point' })).toEqual(values.map((value) => (value === 0 ? 0 : value)));
      }),
      { numRuns: 200 },
    );
  });
});

describe('columns', () => {
  it('must be there, once', () => {
    expect(() => read('a,b\n1,2\n', ['q9'])).toThrow('there is no column "q9". There are: a, b');
    expect(() => read('Region,n\nx,2\n', ['region'])).toThrow('there is no column "region". Do you mean "Region"? There are: Region, n');
    expect(() => read('a,a,b\n1,2,3\n', ['a'])).toThrow('the column "a" is there twice');
    expect(numbersOf('a,a,b\n1,2,3\n', 'b')).toEqual([3]);
    expect(() => read('1,2\n3,4\n', ['1'])).toThrow('must name the columns');
    // R writes its row names without a heading
    expect(numbersOf('"","b"\n"1",2\n', 'b')).toEqual([2]);
  });

  it('are as many in each row, and rows end some time', () => {
    expect(() => read('a,b\n1,2\n3\n', ['a'])).toThrow('row 3 has 1 cell, the header has 2');
    expect(() => read('a,b\n1,2,3\n', ['a'], { delimiter: ',' })).toThrow('row 2 has 3 cells, the header has 2');
    expect(() => read(`a,b\n1,${'x'.repeat(1_000_001)}\n`, ['a'])).toThrow('row 2 is longer than a megabyte');
    expect(() => read('a,b\n1,"open\n2,3\n', ['a'])).toThrow('row 2: a quote has no end');
    expect(() => read('a,b\n1,"x"y\n', ['a'])).toThrow('row 2: after the quoted cell "x"');
  });

  it('give the rows without gaps, and refuse weights that are none', () => {
    const table = read('a,b,w\n1,,1\n2,5,1\n,6,0\n4,7,2\n', ['a', 'b', 'w']);
    const rows = completeRows([table.numbers('a'), table.numbers('b')], table.rows);
    expect([...rows]).toEqual([1, 3]);
    expect([...pickRows(table.numbers('b'), rows)]).toEqual([5, 7]);
    expect([...(readWeights(table, 'w') ?? [])]).toEqual([1, 1, 0, 2]);
    expect(() => readWeights(read('w,a\n1,1\n-2,1\n', ['w']), 'w')).toThrow('row 3, column w: -2 is no weight');
    expect(() => readWeights(read('w,a\n1,1\n,1\n', ['w']), 'w')).toThrow('row 3, column w: a weight is missing');
    expect(() => readWeights(read('w,a\n0,1\n0,1\n', ['w']), 'w')).toThrow('all weights are 0');
  });
});

it('splits every file as csv-parse does', () => {
  const cell = fc.oneof(fc.stringMatching(/^[a-z0-9 .]{0,5}$/), fc.stringMatching(/^[a-z",;\n\r]{0,6}$/).map((text) => `"${text.replaceAll('"', '""')}"`));
  const lineEnds = fc.constantFrom('\n', '\r\n');
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }), lineEnds, fc.boolean(), (rows, lineEnd, endsOpen) => {
      const content = `h1,h2,h3${lineEnd}${rows.map((cells) => cells.join(',')).join(lineEnd)}${endsOpen ? '' : lineEnd}`;
      const ours: string[] = [];
      splitRows(Buffer.from(content), ',', [true, true, true], ({ bytes, from, to }) => void ours.push(bytes.toString('utf8', from, to)));
      expect(ours).toEqual(parse(content, { from: 2, record_delimiter: lineEnd }).flat());
    }),
    { numRuns: 500 },
  );
});
