import { Problem } from './problem.ts';

/** An opaque mark of where a page ended: the sort values of its last row. */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** @throws request.cursor_invalid when the cursor is not one of ours with `length` values */
export function decodeCursor(cursor: string, length: number): (string | number)[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.length === length && values.every((v) => typeof v === 'string' || typeof v === 'number')) return values;
  } catch {
    // falls through to the same refusal
  }
  throw new Problem('request.cursor_invalid', 'This cursor is not valid. Start again without a cursor.');
}
