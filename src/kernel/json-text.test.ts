import { expect, it } from 'vitest';
import { jsonText } from './json-text.ts';

it('leaves out NUL and mends half characters, and keeps what only looks like them', () => {
  expect(jsonText({ a: 'x\0y', 'k\0': 1 })).toBe('{"a":"xy","k":1}');
  expect(jsonText('\ud800!')).toBe('"\ufffd!"');
  expect(jsonText('\\u0000')).toBe(String.raw`"\\u0000"`);
  expect(jsonText('\\\0')).toBe(String.raw`"\\"`);
});
