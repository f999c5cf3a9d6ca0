import { expect, test } from 'vitest';
import { decodeCursor, encodeCursor, placeByInstant, placeByText } from './cursor.ts';
import { Problem } from './problem.ts';

const id = '0190a000-0000-7000-8000-000000000001';
const codeOf = (read: () => unknown): string => {
  try {
    return JSON.stringify(read());
  } catch (error) {
    return error instanceof Problem ? error.code : String(error);
  }
};

test('a cursor is read back as it was written', () => {
  expect(decodeCursor(encodeCursor(['a', 1]), 2)).toEqual(['a', 1]);
  expect(placeByInstant(encodeCursor(['2026-03-31T10:00:00.000Z', id]))).toEqual({ at: '2026-03-31T10:00:00.000Z', id });
  expect(placeByText(encodeCursor(['Müller', id]))).toEqual({ text: 'Müller', id });
  expect([placeByInstant(undefined), placeByText(undefined)]).toEqual([null, null]);
});

test.each([[''], ['no base64!'], [encodeCursor(['x'])], [encodeCursor(['x', 'no uuid'])], [encodeCursor(['yesterday', id])], [Buffer.from('{"a":1}').toString('base64url')]])('%s is refused', (cursor) => {
  expect(codeOf(() => placeByInstant(cursor))).toBe('request.cursor_invalid');
});

test('a text in a cursor holds nothing that the store cannot compare', () => expect(codeOf(() => placeByText(encodeCursor(['a\0b', id])))).toBe('request.cursor_invalid'));
