/** Columns with NaN for missing, made complete row by row. */
export interface CompleteRows {
  /** Rows in which nothing is missing */
  n: number;
  /** Rows that were left out */
  leftOut: number;
  /** How many values each column lacks, over all rows */
  missing: number[];
  columns: Float64Array[];
  weights: Float64Array | undefined;
  /** Number of the cluster of each row, from 0 without holes */
  clusters: Int32Array | undefined;
}

/** What stands beside the columns: NaN or null = missing, which leaves the row out. */
export interface BesideRows {
  weights?: Float64Array | undefined;
  /** Whose answer a row is: a word or number */
  clusters?: readonly (string | number | null)[] | undefined;
}

/**
 * Keeps the rows in which nothing is missing (listwise): correlations from pairwise complete rows can contradict each
 * other. Rows of weight 0 count for nothing and stay out.
 * @param columns - of equal length, NaN = missing
 * @returns the rows that are left, in their order, and how many each column lacked
 * @throws RangeError when a weight is negative
 */
export function completeRows(columns: readonly Float64Array[], { weights, clusters }: BesideRows = {}): CompleteRows {
  const rows = columns[0]?.length ?? 0;
  const isOut = new Uint8Array(rows);
  const missing = columns.map((column) => markMissing(column, isOut));
  if (weights) markWithoutWeight(weights, isOut);
  clusters?.forEach((cluster, row) => {
    if (cluster === null || Number.isNaN(cluster)) isOut[row] = 1;
  });
  const kept = keptRows(isOut);
  const choose = (column: Float64Array): Float64Array => {
    const chosen = new Float64Array(kept.length);
    for (let place = 0; place < kept.length; place += 1) chosen[place] = column[kept[place] ?? 0] ?? Number.NaN;
    return chosen;
  };
  return { n: kept.length, leftOut: rows - kept.length, missing, columns: columns.map(choose), weights: weights && choose(weights), clusters: clusters && numberClusters(clusters, kept) };
}

function markMissing(column: Float64Array, isOut: Uint8Array): number {
  let missing = 0;
  for (let row = 0; row < column.length; row += 1) {
    if (!Number.isNaN(column[row])) continue;
    missing += 1;
    isOut[row] = 1;
  }
  return missing;
}

function markWithoutWeight(weights: Float64Array, isOut: Uint8Array): void {
  for (let row = 0; row < weights.length; row += 1) {
    const weight = weights[row] ?? Number.NaN;
    if (weight < 0) throw new RangeError(`weight ${weight} is below 0`);
    if (!(weight > 0)) isOut[row] = 1;
  }
}

function keptRows(isOut: Uint8Array): Int32Array {
  const kept = new Int32Array(isOut.length);
  let count = 0;
  for (let row = 0; row < isOut.length; row += 1) {
    if (isOut[row] === 0) kept[count++] = row;
  }
  return kept.subarray(0, count);
}

function numberClusters(clusters: readonly (string | number | null)[], kept: Int32Array): Int32Array {
  const numbers = new Map<string | number | null, number>();
  return kept.map((row) => {
    const label = clusters[row] ?? null;
    const number = numbers.get(label) ?? numbers.size;
    numbers.set(label, number);
    return number;
  });
}
