import { UsageError } from '../command.ts';
import type { Table } from './read-table.ts';

/** Rows (from 0) in which no column is missing; how many were left out is `table.rows − length`, to be told. */
export function completeRows(columns: readonly Float64Array[], rows: number): Uint32Array {
  const complete = new Uint32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row += 1) {
    let isComplete = true;
    for (const column of columns) if (Number.isNaN(column[row])) isComplete = false;
    if (isComplete) {
      complete[count] = row;
      count += 1;
    }
  }
  return complete.subarray(0, count);
}

/** The values of some rows, in their order. */
export function pickRows(column: Float64Array, rows: Uint32Array): Float64Array {
  const picked = new Float64Array(rows.length);
  for (const [place, row] of rows.entries()) picked[place] = column[row] ?? Number.NaN;
  return picked;
}

/**
 * The weights of all rows, or null where nobody asked for weights.
 * @throws UsageError for a weight that is missing or negative: leaving it out would change the sample without a word
 */
export function readWeights(table: Table, column: string | null): Float64Array | null {
  if (column === null) return null;
  const weights = table.numbers(column);
  const wrong = weights.findIndex((weight) => !(weight >= 0));
  if (wrong !== -1) throw new UsageError(`row ${table.rowOf(wrong)}, column ${column}: ${Number.isNaN(weights[wrong]) ? 'a weight is missing' : `${weights[wrong] ?? ''} is no weight`}.`);
  if (weights.length > 0 && weights.every((weight) => weight === 0)) throw new UsageError(`column ${column}: all weights are 0.`);
  return weights;
}
