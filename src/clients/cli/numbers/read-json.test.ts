import { expect, it } from 'vitest';
import { makeFolder } from '../command-line.builders.ts';
import { readJson } from './read-json.ts';

const { file, pathOf } = makeFolder();

it('reads JSON with and without a byte order mark, and names a file that is none or not there', () => {
  expect([readJson(file('a.json', '{"Straße": 1}')), readJson(file('b.json', '\uFEFF{"Straße": 1}'))]).toEqual([{ Straße: 1 }, { Straße: 1 }]);
  expect(() => readJson(file('c.json', '{'))).toThrow(`${pathOf('c.json')} cannot be read as JSON: `);
  expect(() => readJson(pathOf('d.json'))).toThrow(`There is no file ${pathOf('d.json')}.`);
  expect(() => readJson(pathOf('.'))).toThrow('cannot be read (EISDIR)');
});
