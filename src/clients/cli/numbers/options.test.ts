import { describe, expect, it } from 'vitest';
import type { Outside } from '../command.ts';
import { splitList, splitPairs } from './lists.ts';
import { numberOption, parseNumberArgs, wholeOption } from './options.ts';
import { printCell, writeJson, writeTable } from './print.ts';

const parse = (...args: string[]) => parseNumberArgs(args, 'momente kano <file> --pairs "f1:d1"', { pairs: { type: 'string' } });

describe('the options of an analysis', () => {
  it('have defaults', () => {
    expect(parse('f.csv', '--pairs', 'a:b')).toMatchObject({ file: 'f.csv', values: { pairs: 'a:b' }, common: { reading: { missing: [], decimal: null, delimiter: null, reverse: [], scale: null }, weight: null, cluster: null, confidence: 0.95, json: false } });
  });
  it('say how to read a file', () => {
    const { common } = parse('f.csv', '--missing', '-1,99,n/a', '--decimal', 'comma', '--delimiter', 'tab', '--reverse', 'q1,q2', '--scale', '1:6', '--weight', 'w', '--cluster', 'c', '--confidence', '0.9', '--json');
    expect(common).toEqual({ reading: { missing: ['-1', '99', 'n/a'], decimal: 'comma', delimiter: '\t', reverse: ['q1', 'q2'], scale: { low: 1, high: 6 } }, weight: 'w', cluster: 'c', confidence: 0.9, json: true });
  });
  it('are refused by name', () => {
    const wrong: [string[], string][] = [
      [[], 'Say one file: momente kano'],
      [['a.csv', 'b.csv'], 'Say one file'],
      [['f.csv', '--decimal', 'dot'], '--decimal is comma or point, not "dot"'],
      [['f.csv', '--delimiter', 'x'], '--delimiter is comma, semicolon or tab'],
      [['f.csv', '--reverse', 'q1'], '--reverse needs --scale'],
      [['f.csv', '--scale', '6:1'], 'low below high'],
      [['f.csv', '--confidence', '95'], '--confidence is a share between 0 and 1, e.g. 0.95, not "95"'],
      [['f.csv', '--confidence', ''], '--confidence'],
      [['f.csv', '--reverse', 'q1,,q2', '--scale', '1:6'], 'empty name'],
      [['f.csv', '--unknown'], 'Unknown option'],
      [['f.csv', '--missing', '99', '--missing', '-1'], '--missing is said twice'],
      [['f.csv', '--pairs', 'a:b', '--pairs=c:d'], '--pairs is said twice'],
    ];
    for (const [args, message] of wrong) expect(() => parse(...args)).toThrow(message);
    expect(() => parseNumberArgs(['f.csv', '--weight', 'w'], 'momente x <file>', {}, ['weight'])).toThrow('--weight');
  });
  it('name columns and pairs, also with commas in their names', () => {
    expect(splitList('a, "b, c",d e', '--drivers')).toEqual(['a', 'b, c', 'd e']);
    expect(() => splitList('a,b,a', '--drivers')).toThrow('--drivers names "a" twice');
    expect(() => splitList('"a,b', '--drivers')).toThrow('quote without its end');
    expect(splitPairs('e1:p1, "e:2":p2', '--pairs')).toEqual([{ first: 'e1', second: 'p1' }, { first: 'e:2', second: 'p2' }]);
    for (const [said, message] of [['e1', 'not "e1"'], ['e1:', 'not "e1:"'], ['a:b:c', 'not "a:b:c"'], ['', 'not ""'], ['a:a', 'with itself'], ['a:b,a:b', 'twice']] as const) expect(() => splitPairs(said, '--pairs')).toThrow(message);
  });
  it('hold whole numbers within their limits', () => {
    const limits = { fallback: 1000, low: 1, high: 5000 };
    expect([wholeOption(undefined, '--draws', limits), wholeOption('200', '--draws', limits)]).toEqual([1000, 200]);
    for (const said of ['0', '1.5', 'x', '', '5001']) expect(() => wholeOption(said, '--draws', limits)).toThrow('--draws is a whole number from 1 to 5000');
    expect(() => numberOption('x', '--k', 1)).toThrow('--k is a number');
  });
});

describe('what an analysis prints', () => {
  const collect = (write: (outside: Outside) => void): string => {
    let text = '';
    write({ env: {}, write: (part) => void (text += part), writeError: () => undefined });
    return text;
  };
  it('has – for what is undefined, and keeps the size of small p values', () => {
    expect([null, undefined, 3, 0.12345, 2.1e-9, -0.0004, 'word'].map((value) => printCell(value))).toEqual(['–', '–', '3', '0.123', '2.1e-9', '-4.0e-4', 'word']);
    expect(collect((outside) => writeTable(outside, ['name', 'n'], [['a', 5], ['longer', 123]]))).toBe('name      n\na         5\nlonger  123\n');
  });
  it('is JSON with null for what is undefined, and never a NaN', () => {
    expect(collect((outside) => writeJson(outside, { a: undefined, b: null, c: [1] }))).toBe('{"a":null,"b":null,"c":[1]}\n');
    expect(() => collect((outside) => writeJson(outside, { a: Number.NaN }))).toThrow('a is NaN');
  });
});
