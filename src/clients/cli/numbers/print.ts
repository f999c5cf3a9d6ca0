import type { Outside } from '../command.ts';

/**
 * Writes the documented fields of an analysis as one line of JSON. What is undefined is null; a NaN or an infinite number is a bug of
 * ours that must not leave as null.
 */
export function writeJson(outside: Outside, value: unknown): void {
  const text = JSON.stringify(value, (key, part: unknown) => {
    if (typeof part === 'number' && !Number.isFinite(part)) throw new Error(`${key} is ${part}: a number that is none must not leave the kernel`);
    return part === undefined ? null : part;
  });
  outside.write(`${text}\n`);
}

export type PrintedCell = string | number | boolean | null | undefined;

/** A table for people: text left, numbers right with at most `decimals` decimals, what is undefined as –. */
export function writeTable(outside: Outside, heads: readonly string[], rows: readonly (readonly PrintedCell[])[], decimals: number = 3): void {
  const isRight = heads.map((_, place) => rows.some((row) => typeof row[place] === 'number'));
  const printed = [heads, ...rows.map((row) => heads.map((_, place) => printCell(row[place], decimals)))];
  const widths = heads.map((_, place) => Math.max(...printed.map((row) => (row[place] ?? '').length)));
  for (const row of printed) outside.write(`${row.map((cell, place) => (isRight[place] ? cell.padStart(widths[place] ?? 0) : cell.padEnd(widths[place] ?? 0))).join('  ').trimEnd()}\n`);
}

/** One value as {@link writeTable} prints it. A p value that rounds to 0 keeps its size: 2.1e-9. */
export function printCell(value: PrintedCell, decimals: number = 3): string {
  if (value === null || value === undefined) return '–';
  if (typeof value !== 'number') return String(value);
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) < 0.5 * 10 ** -decimals ? value.toExponential(1) : value.toFixed(decimals);
}
