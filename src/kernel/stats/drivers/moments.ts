import { dealUnits } from '../deal.ts';
import { requireCount, requireFinite, sumOfSquaresWithoutNoise } from '../inputs.ts';

/**
 * Sums that regression, relative importance and their bootstrap need, kept apart for blocks of rows.
 *
 * A block holds whole clusters (all rows of one customer) or, where rows are independent, rows put together by chance.
 * Nothing after this looks at rows again: standard errors come from the scores of the blocks, a bootstrap draws blocks.
 * With one row a block both are the usual ones (HC1, ordinary bootstrap); with thousands of rows a block they estimate
 * the same thing from at least a thousand independent parts (decision 0080). The same shape comes out of one SQL statement.
 */
export interface BlockMoments {
  /** k: columns of the data, the outcome last */
  columns: number;
  blocks: number;
  /** Rows counted, all complete */
  rows: number;
  /** Clusters (customers) among them; rows where nothing clusters */
  clusters: number;
  /** Σw² over rows, for the effective number of rows */
  sumSqWeights: number;
  /** What was subtracted from each column before summing, so that large values lose no digits */
  shifts: Float64Array;
  /** blocks × {@link momentsSize}: Σw, then Σw·z_j, then Σw·z_j·z_l for l ≤ j, row by row of the triangle */
  sums: Float64Array;
}

/** What one set of sums says: weighted means, standard deviations (n − 1) and correlations. */
export interface Moments {
  columns: number;
  /** Σw */
  weight: number;
  means: Float64Array;
  /** Centred sums of products Σw(x_j − x̄_j)(x_l − x̄_l), k × k; exactly 0 where a column does not vary */
  products: Float64Array;
  /** Correlations, k × k; 0 beside the diagonal where a column does not vary */
  correlations: Float64Array;
  /** Whether a column has one value only */
  isConstant: boolean[];
}

/** Rows to sum up: columns of equal length without missing values, the outcome last. */
export interface Rows {
  columns: readonly Float64Array[];
  /** ≥ 0, one a row; all 1 where absent */
  weights?: Float64Array | undefined;
  /** Number of the cluster of each row, from 0 without holes; every row its own where absent */
  clusters?: Int32Array | undefined;
}

/** More blocks than this say nothing more: the relative error of a standard error is already √(1/8192) = 1.1 %. */
const MOST_BLOCKS = 4096;
const MOST_NUMBERS = 4_000_000;

/** Numbers of one block: 1 + k + k(k + 1)/2. */
export const momentsSize = (columns: number): number => 1 + columns + (columns * (columns + 1)) / 2;

/**
 * Sums up rows by blocks in one pass (15 columns × 130,000 rows: about 50 ms).
 * @param seed - decides which rows share a block where there are more rows than blocks
 * @throws RangeError when a value is missing or infinite, a weight negative, or lengths differ
 */
export function momentsOfRows({ columns, weights, clusters }: Rows, seed?: number): BlockMoments {
  const k = columns.length;
  const rows = columns[0]?.length ?? 0;
  if (columns.some((column) => column.length !== rows)) throw new RangeError('all columns must have the same number of rows');
  const units = clusters === undefined ? rows : 1 + clusters.reduce((most, cluster) => Math.max(most, cluster), -1);
  const size = momentsSize(k);
  const blocks = Math.min(units, MOST_BLOCKS, Math.max(256, Math.floor(MOST_NUMBERS / size)));
  const blockOf = dealUnits(units, blocks, seed);
  const shifts = Float64Array.from(columns, (column) => plainMean(column));
  const sums = new Float64Array(blocks * size);
  const z = new Float64Array(k);
  let sumSqWeights = 0;
  for (let row = 0; row < rows; row += 1) {
    const weight = weights === undefined ? 1 : requireCount('a weight', weights[row] ?? Number.NaN);
    sumSqWeights += weight * weight;
    for (let j = 0; j < k; j += 1) z[j] = (columns[j]?.[row] ?? Number.NaN) - (shifts[j] ?? 0);
    const unit = clusters === undefined ? row : (clusters[row] ?? 0);
    addRow(sums, (blockOf[unit] ?? 0) * size, z, weight);
  }
  return { columns: k, blocks, rows, clusters: units, sumSqWeights, shifts, sums };
}

function addRow(sums: Float64Array, start: number, z: Float64Array, weight: number): void {
  const k = z.length;
  sums[start] = (sums[start] ?? 0) + weight;
  let place = start + 1 + k;
  for (let j = 0; j < k; j += 1) {
    const wz = weight * (z[j] ?? 0);
    sums[start + 1 + j] = (sums[start + 1 + j] ?? 0) + wz;
    for (let l = 0; l <= j; l += 1, place += 1) sums[place] = (sums[place] ?? 0) + wz * (z[l] ?? 0);
  }
}

function plainMean(column: Float64Array): number {
  let sum = 0;
  for (const value of column) sum += value;
  return column.length === 0 ? 0 : requireFinite('the sum of a column', sum) / column.length;
}

/**
 * Adds blocks up, each as often as it was drawn.
 * @param counts - one a block; every block once where absent
 * @returns one set of sums of {@link momentsSize} numbers
 */
export function addBlocks({ columns, blocks, sums }: BlockMoments, counts?: Int32Array): Float64Array {
  const size = momentsSize(columns);
  const total = new Float64Array(size);
  for (let block = 0; block < blocks; block += 1) {
    const times = counts === undefined ? 1 : (counts[block] ?? 0);
    if (times === 0) continue;
    const start = block * size;
    for (let place = 0; place < size; place += 1) total[place] = (total[place] ?? 0) + times * (sums[start + place] ?? 0);
  }
  return total;
}

/**
 * Means, centred products and correlations of one set of sums.
 * @returns for no rows: means 0, every column constant
 */
export function momentsOfSums(total: Float64Array, shifts: Float64Array): Moments {
  const k = shifts.length;
  const weight = total[0] ?? 0;
  const mean = (j: number) => (weight > 0 ? (total[1 + j] ?? 0) / weight : 0);
  const products = new Float64Array(k * k);
  let place = 1 + k;
  for (let j = 0; j < k; j += 1) {
    for (let l = 0; l <= j; l += 1, place += 1) {
      const raw = total[place] ?? 0;
      const centred = raw - weight * mean(j) * mean(l);
      // Not for products of two columns: near 0 is what they are where columns have nothing to do with each other.
      const kept = j === l ? sumOfSquaresWithoutNoise(centred, raw) : centred;
      products[j * k + l] = kept;
      products[l * k + j] = kept;
    }
  }
  const spread = (j: number) => Math.sqrt(products[j * k + j] ?? 0);
  const isConstant = Array.from({ length: k }, (_, j) => spread(j) === 0);
  const correlations = Float64Array.from(products, (product, index) => {
    const [j, l] = [Math.floor(index / k), index % k];
    if (j === l) return 1;
    return isConstant[j] || isConstant[l] ? 0 : Math.max(-1, Math.min(1, product / (spread(j) * spread(l))));
  });
  return { columns: k, weight, means: Float64Array.from(shifts, (shift, j) => shift + mean(j)), products, correlations, isConstant };
}

/** The same moments for a choice of columns, in the order of the choice. */
export function chooseColumns(moments: Moments, chosen: readonly number[]): Moments {
  const k = moments.columns;
  const square = (from: Float64Array) => Float64Array.from(chosen.flatMap((j) => chosen.map((l) => from[j * k + l] ?? 0)));
  return {
    columns: chosen.length,
    weight: moments.weight,
    means: Float64Array.from(chosen, (j) => moments.means[j] ?? 0),
    products: square(moments.products),
    correlations: square(moments.correlations),
    isConstant: chosen.map((j) => moments.isConstant[j] ?? true),
  };
}

/**
 * Standard errors of the means, from the sums of blocks: rows of one customer count as one.
 * `V(x̄) = G/(G − 1) · Σ_g (Σw·x − x̄·Σw)² / (Σw)²` over blocks g; with one row a block s²/n.
 * @returns one a column; null where there is one cluster or block only
 * @source as in clustered-mean.ts (Liang & Zeger 1986, CR1)
 */
export function errorsOfMeans(data: BlockMoments): (number | null)[] {
  const { columns, blocks, clusters, shifts, sums } = data;
  const { means, weight } = momentsOfSums(addBlocks(data), shifts);
  if (blocks < 2 || clusters < 2 || !(weight > 0)) return Array.from({ length: columns }, () => null);
  const size = momentsSize(columns);
  return Array.from({ length: columns }, (_, j) => {
    const centre = (means[j] ?? 0) - (shifts[j] ?? 0);
    let squares = 0;
    for (let block = 0; block < blocks; block += 1) {
      const residual = (sums[block * size + 1 + j] ?? 0) - centre * (sums[block * size] ?? 0);
      squares += residual * residual;
    }
    return Math.sqrt((clusters / (clusters - 1)) * squares) / weight;
  });
}
