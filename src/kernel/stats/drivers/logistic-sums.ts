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

/** Rows of a model one after the other, each beginning with the 1 of the constant: a pass reads memory in its order. */
export interface Design {
  rows: number;
  /** Numbers a row: the constant and one a driver */
  width: number;
  values: Float64Array;
}

/** @param columns - one a driver, of equal length, without missing values */
export function designOf(columns: readonly Float64Array[]): Design {
  const [rows, width] = [columns[0]?.length ?? 0, columns.length + 1];
  const values = new Float64Array(rows * width).fill(1);
  for (const [place, column] of columns.entries()) {
    for (let row = 0; row < rows; row += 1) values[row * width + place + 1] = column[row] ?? 0;
  }
  return { rows, width, values };
}

/**
 * −ln L, its gradient and the information of a logistic model in one pass over the rows.
 * @param at - outcome 0 or 1, weights (all 1 where absent) and b: the constant, then one a driver
 */
export function summedUp(design: Design, { outcome, weights, b }: { outcome: Float64Array; weights: Float64Array | undefined; b: Float64Array }): LogisticSums {
  const { rows, width, values } = design;
  const score = new Float64Array(width);
  const triangle = new Float64Array((width * (width + 1)) / 2);
  const eta = linearPredictor(design, b);
  let loss = 0;
  for (let row = 0, from = 0; row < rows; row += 1, from += width) {
    const weight = weights === undefined ? 1 : (weights[row] ?? 0);
    const one = logLoss(eta[row] ?? 0, outcome[row] ?? 0);
    loss += weight * one.loss;
    const [residual, variance] = [weight * one.residual, weight * one.variance];
    for (let j = 0, place = 0; j < width; j += 1) {
      const value = values[from + j] ?? 0;
      score[j] = (score[j] ?? 0) + residual * value;
      const part = variance * value;
      for (let l = 0; l <= j; l += 1, place += 1) triangle[place] = (triangle[place] ?? 0) + part * (values[from + l] ?? 0);
    }
  }
  const at = (j: number, l: number): number => (l <= j ? (triangle[(j * (j + 1)) / 2 + l] ?? 0) : at(l, j));
  return { loss, score: [...score], information: new Matrix(Array.from({ length: width }, (_, j) => Array.from({ length: width }, (__, l) => at(j, l)))) };
}

/** η = a + Σ b_j z_j of every row. */
export function linearPredictor({ rows, width, values }: Design, b: Float64Array): Float64Array {
  const eta = new Float64Array(rows);
  for (let row = 0, from = 0; row < rows; row += 1, from += width) {
    let sum = 0;
    for (let j = 0; j < width; j += 1) sum += (b[j] ?? 0) * (values[from + j] ?? 0);
    eta[row] = sum;
  }
  return eta;
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
