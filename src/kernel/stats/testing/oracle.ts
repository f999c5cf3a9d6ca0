import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import type { z } from 'zod';

/** Published or independently computed numbers lie beside the project, never in it; where they are absent their tests are skipped. */
const DATA = join(import.meta.dirname, '../../../../../shared/data');

interface Comparison {
  name: string;
  ours: OracleValue;
  theirs: OracleValue;
  difference: number | null;
  tolerance: number | null;
}
export type OracleValue = number | string | boolean | null | undefined;

const compared: Comparison[] = [];

// Registered once for each test file that imports this one: the list stands where its tests ended.
afterAll(() => {
  if (compared.length > 0) process.stdout.write(`\n${listOf(compared)}\n`);
});

/**
 * Compares a number of ours with that of an oracle and keeps both for the list that is printed when the file is done.
 * @param name - whose number it is, e.g. `swiss lmg Education (relaimpo)`
 * @param allowed - largest absolute difference between numbers; with 'relative', in shares of theirs (for p = 1e-40). Words, facts and
 *   null must be the same.
 */
export function oracle(name: string, ours: OracleValue, theirs: OracleValue, ...allowed: [tolerance: number, how?: 'absolute' | 'relative']): void {
  const [tolerance, how] = allowed;
  const unit = how === 'relative' ? Math.abs(Number(theirs)) || 1 : 1;
  const difference = typeof ours === 'number' && typeof theirs === 'number' ? Math.abs(ours - theirs) / unit : null;
  compared.push({ name, ours, theirs, difference, tolerance: difference === null ? null : tolerance });
  const isMet = difference === null ? ours === theirs : difference <= tolerance;
  expect({ name, ours, isMet, theirs }).toEqual({ name, ours, isMet: true, theirs });
}

/** Path of a file of an oracle's data, or null where the data is absent: `skip(file === null, ORACLE_ABSENT)`. */
export function oracleFile(set: string, file: string): string | null {
  const path = join(DATA, set, file);
  return existsSync(path) ? path : null;
}

export const ORACLE_ABSENT = 'skipped without ../shared/data';

/** The oracle's numbers, checked by a schema that names what is used of them. @throws when the file is absent: skip first */
export function readOracle<Schema extends z.ZodType>(set: string, schema: Schema, file: string = 'oracle.json'): z.output<Schema> {
  return schema.parse(JSON.parse(readFileSync(join(DATA, set, file), 'utf8')));
}

function listOf(comparisons: readonly Comparison[]): string {
  const head = ['oracle', 'theirs', 'ours', 'difference', 'tolerance'];
  const rows = comparisons.map(({ name, ours, theirs, difference, tolerance }) => [name, shown(theirs), shown(ours), difference === null ? '–' : difference.toExponential(1), tolerance === null ? 'same' : tolerance.toExponential(0)]);
  const widths = head.map((title, place) => Math.max(title.length, ...rows.map((row) => row[place]?.length ?? 0)));
  return [head, ...rows].map((row) => row.map((cell, place) => (place === 0 ? cell.padEnd(widths[place] ?? 0) : cell.padStart(widths[place] ?? 0))).join('  ')).join('\n');
}

function shown(value: OracleValue): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(10))) : String(value);
}
