import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Exact LMG looks at 2^p models; from here on Johnson's weights stand in. */
export const MOST_LMG_DRIVERS = 16;
/** Below this share of own variance a driver adds nothing to those already in the model. */
const NOTHING_OWN = 1e-10;

/**
 * LMG (Shapley) importance: how much R² a driver adds, averaged over all orders in which drivers can enter the model.
 *
 * `φ_j = Σ_S |S|!(p − |S| − 1)!/p! · [R²(S ∪ j) − R²(S)]` over all sets S of other drivers. All φ are ≥ 0 and sum to
 * R². Enumerates the 2^p models by pivoting on one driver after the other; a model costs a few dozen operations.
 * LMG is never negative and gives credit by correlation: show sign and size of the regression coefficient beside it.
 * @param correlations - (p + 1) × (p + 1), row by row, the outcome last; from complete rows (pairwise ones can contradict each other)
 * @returns p importances in shares of the outcome's variance
 * @source Lindeman, Merenda & Gold (1980); Grömping (2006), J. of Statistical Software 17(1)
 * @throws RangeError above 16 drivers or when the matrix is not square
 */
export function lmgFromCorrelations(correlations: Float64Array): Float64Array {
  const p = driversOf(correlations);
  if (p > MOST_LMG_DRIVERS) throw new RangeError(`LMG takes up to ${MOST_LMG_DRIVERS} drivers, got ${p}`);
  const explained = allR2(correlations, p);
  const shareOfSize = sizeShares(p);
  const importance = new Float64Array(p);
  for (let set = 0; set < explained.length; set += 1) {
    const share = shareOfSize[bitCount(set)] ?? 0;
    const without = explained[set] ?? 0;
    for (let j = 0; j < p; j += 1) {
      if ((set & (1 << j)) === 0) importance[j] = (importance[j] ?? 0) + share * ((explained[set | (1 << j)] ?? 0) - without);
    }
  }
  return importance.map((value) => Math.max(0, value));
}

/** R² of all 2^p models; bit j of the index says whether driver j is in it. */
function allR2(correlations: Float64Array, p: number): Float64Array {
  const explained = new Float64Array(2 ** p);
  // The lower triangle with the outcome first: leaving out the last driver is then reading less of it.
  const order = [p, ...Array.from({ length: p }, (_, j) => j)];
  const triangle = Float64Array.from(order.flatMap((row, i) => order.slice(0, i + 1).map((column) => correlations[row * (p + 1) + column] ?? 0)));
  const buffers = Array.from({ length: p }, (_, level) => new Float64Array(((level + 1) * (level + 2)) / 2));
  const descend = (level: number, matrix: Float64Array, set: number): void => {
    if (level === 0) {
      explained[set] = Math.max(0, Math.min(1, 1 - (matrix[0] ?? 0)));
      return;
    }
    descend(level - 1, matrix, set);
    const next = buffers[level - 1];
    if (!next) return;
    pivot(matrix, level, next);
    descend(level - 1, next, set | (1 << (level - 1)));
  };
  descend(p, triangle, 0);
  return explained;
}

/** Takes out of all others what the driver in row `last` explains; into `next`, which is one row smaller. */
function pivot(matrix: Float64Array, last: number, next: Float64Array): void {
  const base = (last * (last + 1)) / 2;
  const own = matrix[base + last] ?? 0;
  const scale = own > NOTHING_OWN ? 1 / own : 0;
  let place = 0;
  for (let row = 0; row < last; row += 1) {
    const factor = (matrix[base + row] ?? 0) * scale;
    for (let column = 0; column <= row; column += 1, place += 1) next[place] = (matrix[place] ?? 0) - factor * (matrix[base + column] ?? 0);
  }
}

/** |S|!(p − |S| − 1)!/p! for every size of S. */
function sizeShares(p: number): Float64Array {
  const shares = new Float64Array(p + 1);
  let share = 1 / p;
  for (let size = 0; size < p; size += 1) {
    shares[size] = share;
    share *= (size + 1) / (p - size - 1);
  }
  return shares;
}

function bitCount(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/**
 * Johnson's relative weights: importance through the uncorrelated variables that lie closest to the drivers.
 *
 * R = EΛEᵀ over the drivers, Λ* = EΛ^½Eᵀ, b = Λ*⁻¹ r_xy, `ε_j = Σ_k Λ*_jk² b_k²`; all ε are ≥ 0 and sum to R². A few
 * milliseconds for 60 drivers. Close to LMG, but not the same: the order of the strongest drivers can differ.
 * @param correlations - as in {@link lmgFromCorrelations}; drivers that follow from others must have been taken out
 * @source Johnson (2000), Multivariate Behavioral Research 35(1), 1–19; equal to Genizi's (1993) measure
 * @throws RangeError when the matrix is not square
 */
export function johnsonFromCorrelations(correlations: Float64Array): Float64Array {
  const p = driversOf(correlations);
  if (p === 0) return new Float64Array(0);
  const at = (row: number, column: number) => correlations[row * (p + 1) + column] ?? 0;
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(new Matrix(Array.from({ length: p }, (_, j) => Array.from({ length: p }, (__, l) => at(j, l)))), { assumeSymmetric: true });
  const toOutcome = Matrix.columnVector(Array.from({ length: p }, (_, j) => at(j, p)));
  const between = (power: number) => {
    const diagonal = Matrix.diag(realEigenvalues.map((value) => (value > NOTHING_OWN ? value ** power : 0)));
    return eigenvectorMatrix.mmul(diagonal).mmul(eigenvectorMatrix.transpose());
  };
  const loadings = between(0.5);
  const weights = between(-0.5).mmul(toOutcome).to1DArray();
  return Float64Array.from({ length: p }, (_, j) => weights.reduce((sum, weight, k) => sum + loadings.get(j, k) ** 2 * weight ** 2, 0));
}

function driversOf(correlations: Float64Array): number {
  const columns = Math.round(Math.sqrt(correlations.length));
  if (columns < 1 || columns * columns !== correlations.length) throw new RangeError(`a correlation matrix must be square, got ${correlations.length} numbers`);
  return columns - 1;
}
