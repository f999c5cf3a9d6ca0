import type { RecordValues } from '../../../people/customers/whole-records.logic.ts';

/** One record that an import changed: what was there (null: nothing) and what the import said of it. */
export interface RecordChange {
  seq: number;
  before: RecordValues | null;
  said: RecordValues;
}

export type Unwound =
  | { kind: 'keep' }
  | { kind: 'remove' }
  | { kind: 'restore'; row: RecordValues };

/**
 * Takes one change of an import out of a record as if it had never been made. What somebody else said later stays: a
 * column counts as changed later when it no longer says what the import said, or when a later import said it too. In that
 * case what was there before moves on to the later import, so that undoing that one as well gives the beginning.
 * @param later - changes of the same record by other imports and by later rows, in their order; these may be rewritten
 * @param current - the record as it is; null = somebody removed it
 * @returns what to do with the record
 */
export function unwind(change: RecordChange, later: RecordChange[], current: RecordValues | null): Unwound {
  const [next] = later;
  if (next && change.before === null) {
    const madeBefore = next.before === null || sameColumns(next.before, change.said);
    // Who comes next is the one who made it, with all that such a record cannot do without.
    if (madeBefore) Object.assign(next, { before: null, said: { ...Object.fromEntries(Object.entries(change.said).filter(([column]) => isNeeded(column))), ...next.said } });
    if (madeBefore) return current === null ? { kind: 'keep' } : takeColumns(change, later, current);
  }
  for (const [column, value] of Object.entries(change.said)) {
    const following = later.find((one) => column in one.said);
    if (following?.before && same(following.before[column], value)) following.before = { ...following.before, [column]: change.before?.[column] ?? null };
  }
  if (current === null) return { kind: 'keep' };
  if (change.before === null && later.length === 0) return sameColumns(current, change.said) ? { kind: 'remove' } : takeColumns(change, later, current);
  return takeColumns(change, later, current);
}

/** Columns that nobody said later go back to what they were. */
function takeColumns(change: RecordChange, later: readonly RecordChange[], current: RecordValues): Unwound {
  const row = { ...current };
  for (const [column, value] of Object.entries(change.said)) {
    const isSaidLater = later.some((one) => column in one.said);
    if (isSaidLater || !same(current[column], value)) continue;
    const before = change.before?.[column] ?? null;
    // A record that a later import completed cannot lose what every record must have.
    if (change.before === null && isNeeded(column)) continue;
    row[column] = before;
  }
  return Object.keys(row).every((column) => same(row[column], current[column])) ? { kind: 'keep' } : { kind: 'restore', row };
}

/** Columns that may be empty; every other one a record must have. */
const mayBeEmpty = new Set(['ends_on', 'monthly_cents', 'account', 'maker', 'serial', 'software', 'owned_to', 'cell', 'valid_from', 'valid_to', 'role', 'department']);
const isNeeded = (column: string) => !mayBeEmpty.has(column);
const same = (a: unknown, b: unknown) => (a ?? null) === (b ?? null);
const sameColumns = (row: RecordValues, said: RecordValues) => Object.entries(said).every(([column, value]) => same(row[column], value));
