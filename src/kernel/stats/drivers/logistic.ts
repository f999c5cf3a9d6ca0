import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { CONFIDENCE, criticalT, criticalZ, twoSidedPOfT, twoSidedPOfZ } from '../distributions.ts';
import { type Design, designOf, finiteExp, linearPredictor, logLoss, type LogisticSums, summedUp } from './logistic-sums.ts';
import { separatingDrivers } from './separation.ts';

/** Complete rows with an outcome of 0 (no) and 1 (yes); columns of equal length, all finite. */
export interface BinaryRows {
  columns: readonly Float64Array[];
  outcome: Float64Array;
  /** > 0, one a row; all 1 where absent */
  weights?: Float64Array | undefined;
  /** Number of the cluster (customer) of each row, from 0 without holes; every row its own where absent */
  clusters?: Int32Array | undefined;
}

/** Why there are no odds. */
export type LogisticRefusal =
  | { code: 'one_value' }
  /** Independent rows with the rarer of the two values */
  | { code: 'too_few'; n: number; needed: number }
  /** These drivers have one value only, or follow from those before them */
  | { code: 'dependent'; names: string[] }
  /** These drivers tell yes and no apart without any mistake: their odds have no upper end */
  | { code: 'separated'; names: string[] };

/** One driver with the others held constant. Odds are null where they are larger than a float holds (a unit that is far too large). */
export interface DriverOdds {
  name: string;
  /** Change of ln(p / (1 − p)) for one unit of the driver */
  coefficient: number;
  standardError: number;
  p: number;
  /** exp(coefficient): 1.5 = the odds of a yes are half as large again with one unit more */
  odds: number | null;
  low: number | null;
  high: number | null;
}

export type LogisticRegression =
  | { kind: 'refused'; n: number; events: number; refusal: LogisticRefusal }
  | {
    kind: 'fitted';
    n: number;
    /** Rows that say yes */
    events: number;
    intercept: number;
    drivers: DriverOdds[];
    /** −2 ln L, with weights scaled to a mean of 1 */
    deviance: number;
    /** Chance that a yes is ranked above a no, ties half, in [0, 1]; null with weights */
    auc: number | null;
    iterations: number;
  };

/** Rows with the rarer value for each driver: below it odds and their intervals are biased away from 1. */
const EVENTS_PER_DRIVER = 5;
const FEWEST_EVENTS = 10;
/** The own part of a driver's variance that is too small to tell it from the others, as in regression.ts. */
const SMALLEST_TOLERANCE = 1e-9;
/** In standard deviations of the drivers; steps shrink quadratically, so the next one would be 1e-16. */
const LAST_STEP = 1e-8;
/** A maximum that exists is reached in 5 to 15 steps; where yes and no are separated each step goes on by about 1. */
const MOST_STEPS = 30;

/**
 * Logistic regression of yes and no on drivers: odds ratios per unit of each driver, the others held constant.
 *
 * `ln(p/(1 − p)) = a + Σ b_j x_j`, fitted by IRLS (Newton with halved steps over standardised columns). Standard errors
 * come from the information matrix as in R's `glm`; with weights or clusters from the scores of rows or customers,
 * `V = G/(G − 1)·H⁻¹(Σ_g s_g s_g')H⁻¹`, and t at G − 1. Intervals are Wald's on the log scale. The likelihood has no
 * maximum where drivers separate yes from no: that is refused by name, never answered with huge numbers.
 * @param names - of the columns, in their order; odds are per unit of the column (one scale point)
 * @param confidence - share in ]0, 1[
 * @source McCullagh & Nelder (1989), Generalized Linear Models, 2.5 and 4; Albert & Anderson (1984), Biometrika 71, for
 *   separation; Vittinghoff & McCulloch (2007), Am. J. Epidemiology 165, for five events a driver
 * @throws RangeError when lengths differ, a value is not finite, an outcome neither 0 nor 1, or a weight not above 0
 */
export function logisticRegression({ columns, outcome, weights, clusters }: BinaryRows, names: readonly string[], confidence: number = CONFIDENCE): LogisticRegression {
  requireRows({ columns, outcome, weights, clusters }, names);
  const n = outcome.length;
  const events = outcome.reduce((sum, value) => sum + value, 0);
  const refused = (refusal: LogisticRefusal): LogisticRegression => ({ kind: 'refused', n, events, refusal });
  const rarer = Math.min(independentRows(outcome, clusters, 0), independentRows(outcome, clusters, 1));
  const needed = Math.max(FEWEST_EVENTS, EVENTS_PER_DRIVER * columns.length);
  if (n > 0 && (events === 0 || events === n)) return refused({ code: 'one_value' });
  if (rarer < needed) return refused({ code: 'too_few', n: rarer, needed });
  const scaled = standardise(columns, weights);
  const design = designOf(scaled.columns);
  const scaledWeights = scaleWeights(weights);
  const sumsAt = (b: Float64Array): LogisticSums => summedUp(design, { outcome, weights: scaledWeights, b });
  const start = sumsAt(new Float64Array(columns.length + 1));
  const dependent = dependentColumns(start.information, scaled.spreads);
  if (dependent.length > 0) return refused({ code: 'dependent', names: dependent.map((place) => names[place] ?? '') });
  const separating = separatingDrivers(columns, outcome);
  if (separating.length > 0) return refused({ code: 'separated', names: separating.map((place) => names[place] ?? '') });
  const found = climb(start, columns.length, sumsAt);
  if (found.kind === 'endless') return refused({ code: 'separated', names: leading(found.direction).map((place) => names[place] ?? '') });
  const covariance = covarianceOf(found.sums, design, { outcome, weights, scaledWeights, clusters, b: found.b });
  const units = clusters === undefined ? n : 1 + clusters.reduce((most, one) => Math.max(most, one), -1);
  const isRobust = weights !== undefined || clusters !== undefined;
  const critical = isRobust ? criticalT(units - 1, confidence) : criticalZ(confidence);
  const drivers = columns.map((_, place): DriverOdds => {
    const spread = scaled.spreads[place] ?? 1;
    const coefficient = (found.b[place + 1] ?? 0) / spread;
    const standardError = Math.sqrt(Math.max(0, covariance.get(place + 1, place + 1))) / spread;
    const t = coefficient / standardError;
    const half = critical * standardError;
    return {
      name: names[place] ?? '', coefficient, standardError, p: isRobust ? twoSidedPOfT(t, units - 1) : twoSidedPOfZ(t),
      odds: finiteExp(coefficient), low: finiteExp(coefficient - half), high: finiteExp(coefficient + half),
    };
  });
  const intercept = drivers.reduce((sum, { coefficient }, place) => sum - coefficient * (scaled.means[place] ?? 0), found.b[0] ?? 0);
  const auc = weights === undefined ? areaUnderCurve(linearPredictor(design, found.b), outcome) : null;
  return { kind: 'fitted', n, events, intercept, drivers, deviance: 2 * found.sums.loss, auc, iterations: found.iterations };
}

/**
 * Chance that a score of a yes lies above that of a no, ties counted half (Mann–Whitney).
 * @param outcome - 0 or 1, as long as the scores; at least one of both
 * @returns in [0, 1]; null where one value is missing
 * @source Hanley & McNeil (1982), Radiology 143, 29–36
 */
export function areaUnderCurve(scores: Float64Array, outcome: Float64Array): number | null {
  const [yes, no] = [scores.filter((_, row) => outcome[row] === 1).sort(), scores.filter((_, row) => outcome[row] === 0).sort()];
  if (yes.length === 0 || no.length === 0) return null;
  let [below, upTo, won] = [0, 0, 0];
  for (const score of yes) {
    while (below < no.length && (no[below] ?? 0) < score) below += 1;
    while (upTo < no.length && (no[upTo] ?? 0) <= score) upTo += 1;
    won += (below + upTo) / 2;
  }
  return won / (yes.length * no.length);
}

function requireRows({ columns, outcome, weights, clusters }: BinaryRows, names: readonly string[]): void {
  if (columns.length < 1 || columns.length !== names.length) throw new RangeError(`${names.length} names for ${columns.length} drivers`);
  if ([...columns, weights, clusters].some((column) => column !== undefined && column.length !== outcome.length)) throw new RangeError('all columns must have the same number of rows');
  if (columns.some((column) => !column.every((value) => Number.isFinite(value)))) throw new RangeError('a driver has a value that is no finite number');
  if (!outcome.every((value) => value === 0 || value === 1)) throw new RangeError('an outcome of yes and no is 1 or 0');
  if (weights?.every((weight) => weight > 0 && Number.isFinite(weight)) === false) throw new RangeError('a weight must be above 0');
}

/** Customers (or rows) that gave this outcome at least once. */
function independentRows(outcome: Float64Array, clusters: Int32Array | undefined, value: 0 | 1): number {
  if (clusters === undefined) return outcome.reduce((count, one) => count + Number(one === value), 0);
  return new Set(clusters.filter((_, row) => outcome[row] === value)).size;
}

function scaleWeights(weights: Float64Array | undefined): Float64Array | undefined {
  if (weights === undefined) return undefined;
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return weights.map((weight) => weight / mean);
}

interface Standardised {
  columns: Float64Array[];
  means: number[];
  /** 0 where a column has one value only */
  spreads: number[];
}

function standardise(columns: readonly Float64Array[], weights: Float64Array | undefined): Standardised {
  const weightAt = (row: number) => weights?.[row] ?? 1;
  const total = columns[0]?.reduce((sum, _, row) => sum + weightAt(row), 0) ?? 0;
  const means = columns.map((column) => column.reduce((sum, value, row) => sum + weightAt(row) * value, 0) / total);
  const spreads = columns.map((column, place) => {
    const isConstant = column.every((value) => value === column[0]);
    return isConstant ? 0 : Math.sqrt(column.reduce((sum, value, row) => sum + weightAt(row) * (value - (means[place] ?? 0)) ** 2, 0) / total);
  });
  return { means, spreads, columns: columns.map((column, place) => column.map((value) => (spreads[place] ? (value - (means[place] ?? 0)) / spreads[place] : 0))) };
}

/** At b = 0 the information is a quarter of the correlations: the pivots of its Cholesky factor are what each column adds to those before it. */
function dependentColumns(information: Matrix, spreads: readonly number[]): number[] {
  const kept: number[] = [0];
  const dependent: number[] = [];
  for (const [place, spread] of spreads.entries()) {
    const tried = [...kept, place + 1];
    const own = spread === 0 ? 0 : new CholeskyDecomposition(information.selection(tried, tried)).lowerTriangularMatrix.get(kept.length, kept.length) ** 2 / information.get(0, 0);
    if (own > SMALLEST_TOLERANCE) kept.push(place + 1);
    else dependent.push(place);
  }
  return dependent;
}

type Climb =
  | { kind: 'found'; b: Float64Array; sums: LogisticSums; iterations: number }
  /** Always further in one direction */
  | { kind: 'endless'; direction: Float64Array };

function climb(start: LogisticSums, drivers: number, sumsAt: (b: Float64Array) => LogisticSums): Climb {
  let b = new Float64Array(drivers + 1);
  let sums = start;
  let step = new Float64Array(drivers + 1);
  for (let iterations = 1; iterations <= MOST_STEPS; iterations += 1) {
    const cholesky = new CholeskyDecomposition(sums.information);
    if (!cholesky.isPositiveDefinite()) return { kind: 'endless', direction: step };
    step = Float64Array.from(cholesky.solve(Matrix.columnVector(sums.score)).to1DArray());
    let [share, next] = [1, sumsAt(b.map((value, place) => value + (step[place] ?? 0)))];
    while (!(next.loss <= sums.loss * (1 + 1e-12)) && share > 1e-6) {
      share /= 2;
      next = sumsAt(b.map((value, place) => value + share * (step[place] ?? 0)));
    }
    b = b.map((value, place) => value + share * (step[place] ?? 0));
    sums = next;
    if (step.every((part) => Math.abs(part) < LAST_STEP)) return { kind: 'found', b, sums, iterations };
  }
  return { kind: 'endless', direction: step };
}

/** The drivers that lead where the likelihood has no end; the constant is none of them. */
function leading(direction: Float64Array): number[] {
  const parts = [...direction.subarray(1)].map(Math.abs);
  const most = Math.max(...parts);
  return parts.flatMap((part, place) => (part >= most / 10 ? [place] : []));
}

interface At {
  outcome: Float64Array;
  weights: Float64Array | undefined;
  scaledWeights: Float64Array | undefined;
  clusters: Int32Array | undefined;
  b: Float64Array;
}

function covarianceOf(sums: LogisticSums, design: Design, { outcome, weights, scaledWeights, clusters, b }: At): Matrix {
  const k = design.width;
  const bread = new CholeskyDecomposition(sums.information).solve(Matrix.eye(k));
  if (weights === undefined && clusters === undefined) return bread;
  const units = clusters === undefined ? outcome.length : 1 + clusters.reduce((most, one) => Math.max(most, one), -1);
  const scores = new Float64Array(units * k);
  for (const [row, eta] of linearPredictor(design, b).entries()) {
    const residual = (scaledWeights?.[row] ?? 1) * logLoss(eta, outcome[row] ?? 0).residual;
    const from = (clusters?.[row] ?? row) * k;
    for (let j = 0; j < k; j += 1) scores[from + j] = (scores[from + j] ?? 0) + residual * (design.values[row * k + j] ?? 0);
  }
  const meat = Matrix.zeros(k, k);
  for (let unit = 0; unit < units; unit += 1) {
    for (let j = 0; j < k; j += 1) for (let l = 0; l < k; l += 1) meat.set(j, l, meat.get(j, l) + (scores[unit * k + j] ?? 0) * (scores[unit * k + l] ?? 0));
  }
  return bread.mmul(meat).mmul(bread).mul(units / (units - 1));
}
