import { Matrix } from 'ml-matrix';

/** What one Newton step of a logistic regression needs, at one choice of b. */
export interface LogisticSums {
  /** −ln L ≥ 0 */
  loss: number;
  /** Σ w (y − p) [1, z] */
  score: number[];
  /** Σ w p(1 − p) [1, z][1, z]' */
  information: Matrix;
}

/**
 * −ln L, its gradient and the information of a logistic model in one pass over the rows.
 * @param columns - standardised drivers of equal length
 * @param at - outcome 0 or 1, weights (all 1 where absent) and b: the constant, then one a column
 */
export function summedUp(columns: readonly Float64Array[], { outcome, weights, b }: { outcome: Float64Array; weights: Float64Array | undefined; b: Float64Array }): LogisticSums {
  const k = columns.length + 1;
  const score = new Float64Array(k);
  const triangle = new Float64Array((k * (k + 1)) / 2);
  const z = new Float64Array(k).fill(1, 0, 1);
  let loss = 0;
  for (let row = 0; row < outcome.length; row += 1) {
    let eta = b[0] ?? 0;
    for (let j = 1; j < k; j += 1) {
      const value = columns[j - 1]?.[row] ?? 0;
      z[j] = value;
      eta += (b[j] ?? 0) * value;
    }
    const weight = weights?.[row] ?? 1;
    const one = logLoss(eta, outcome[row] ?? 0);
    loss += weight * one.loss;
    for (let j = 0, place = 0; j < k; j += 1) {
      const value = z[j] ?? 0;
      score[j] = (score[j] ?? 0) + weight * one.residual * value;
      const part = weight * one.variance * value;
      for (let l = 0; l <= j; l += 1, place += 1) triangle[place] = (triangle[place] ?? 0) + part * (z[l] ?? 0);
    }
  }
  const at = (j: number, l: number): number => (l <= j ? (triangle[(j * (j + 1)) / 2 + l] ?? 0) : at(l, j));
  return { loss, score: [...score], information: new Matrix(Array.from({ length: k }, (_, j) => Array.from({ length: k }, (__, l) => at(j, l)))) };
}

/** −ln L of one row, y − p and p(1 − p). All from exp(−|η|), so that p near 0 and 1 keeps its digits. */
export function logLoss(eta: number, outcome: number): { loss: number; residual: number; variance: number } {
  const small = Math.exp(-Math.abs(eta));
  const [near, far] = [1 / (1 + small), small / (1 + small)];
  const isAgainst = outcome === 1 ? eta < 0 : eta > 0;
  return { loss: Math.log1p(small) + (isAgainst ? Math.abs(eta) : 0), residual: (outcome === 1 ? 1 : -1) * (isAgainst ? near : far), variance: near * far };
}

/** exp(x), or null where a float cannot hold it. */
export function finiteExp(x: number): number | null {
  const value = Math.exp(x);
  return Number.isFinite(value) ? value : null;
}
