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
  throw invalid();
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const invalid = (): Problem => new Problem('request.cursor_invalid', 'This cursor is not valid. Start again without a cursor.');

/** Where a list goes on that is sorted by an instant and an id; null at its beginning. @throws request.cursor_invalid */
export function placeByInstant(cursor: string | undefined): { at: string; id: string } | null {
  const place = placeByText(cursor);
  if (!place) return null;
  const at = new Date(place.text);
  if (Number.isNaN(at.getTime())) throw invalid();
  return { at: at.toISOString(), id: place.id };
}

/** Where a list goes on that is sorted by a text and an id; null at its beginning. @throws request.cursor_invalid */
export function placeByText(cursor: string | undefined): { text: string; id: string } | null {
  if (cursor === undefined) return null;
  const [text, id] = decodeCursor(cursor, 2);
  if (text === undefined || id === undefined || !UUID.test(String(id)) || String(text).includes('\0')) throw invalid();
  return { text: String(text), id: String(id) };
}
