import fCdf from '@stdlib/stats-base-dists-f-cdf';
import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { CONFIDENCE, criticalT, twoSidedPOfT } from '../distributions.ts';
import { addBlocks, type BlockMoments, chooseColumns, type Moments, momentsOfSums, momentsSize } from './moments.ts';

/** A driver whose own part of its variance is smaller follows from the others (VIF above a thousand million). */
const SMALLEST_TOLERANCE = 1e-9;

/** A driver that cannot take part: it never varies, or it follows from drivers before it. */
export interface DroppedDriver {
  name: string;
  reason: 'constant' | 'collinear';
  /** For collinear ones the drivers that it follows from, strongest first; else empty */
  from: string[];
}

/** Which drivers enter, as places in the list of names, and which do not. */
export interface DriverChoice {
  kept: number[];
  dropped: DroppedDriver[];
}

/** One driver in the model; coefficients per unit of the driver, `beta` per standard deviation of both sides. */
export interface Coefficient {
  name: string;
  coefficient: number;
  standardError: number | null;
  low: number | null;
  high: number | null;
  t: number | null;
  p: number | null;
  beta: number;
  /** Variance inflation 1 / (1 − R²_j) ≥ 1; from about 10 on, the coefficient says little on its own */
  vif: number;
}

/** How standard errors are judged: as if every row had the same spread, or from the scores of rows and clusters. */
export type ErrorKind = 'classical' | 'robust';

export interface Regression {
  n: number;
  clusters: number;
  /** (Σw)² / Σw² (Kish); n without weights */
  nEff: number;
  r2: number;
  adjustedR2: number | null;
  /** Test of all coefficients together on min(nEff, clusters) independent rows; null where too few of them are there */
  f: number | null;
  fP: number | null;
  intercept: number;
  interceptError: number | null;
  coefficients: Coefficient[];
  df: number;
}

/**
 * Says which drivers can enter together. In the order of their names, a driver stays out when it has one value only or
 * follows from those before it, so the first of two equal drivers stays.
 * @param names - of the drivers; the moments have one column more, the outcome
 * @returns places of those kept, ascending, and the others with the reason and from whom they follow
 */
export function chooseDrivers(moments: Moments, names: readonly string[]): DriverChoice {
  const kept: number[] = [];
  const dropped: DroppedDriver[] = [];
  names.forEach((name, place) => {
    if (moments.isConstant[place]) {
      dropped.push({ name, reason: 'constant', from: [] });
      return;
    }
    const follows = explainedBy(moments, place, kept);
    if (1 - follows.r2 > SMALLEST_TOLERANCE) kept.push(place);
    else dropped.push({ name, reason: 'collinear', from: follows.from.map((other) => names[other] ?? '') });
  });
  return { kept, dropped };
}

function explainedBy(moments: Moments, place: number, kept: readonly number[]): { r2: number; from: number[] } {
  if (kept.length === 0) return { r2: 0, from: [] };
  const { beta, r2 } = standardised(chooseColumns(moments, [...kept, place]));
  const parts = kept.map((other, index) => ({ other, size: Math.abs(beta[index] ?? 0) })).filter(({ size }) => size > 1e-4);
  return { r2, from: parts.sort((a, b) => b.size - a.size).map(({ other }) => other) };
}

/** Standardised coefficients, R² and the inverse of the drivers' correlations; the outcome is the last column. */
function standardised({ correlations, columns }: Moments): { beta: number[]; r2: number; inverse: Matrix } {
  const p = columns - 1;
  const at = (row: number, column: number) => correlations[row * columns + column] ?? 0;
  const between = new Matrix(Array.from({ length: p }, (_, j) => Array.from({ length: p }, (__, l) => at(j, l))));
  const inverse = new CholeskyDecomposition(between).solve(Matrix.eye(p));
  const beta = Array.from({ length: p }, (_, j) => Array.from({ length: p }, (__, l) => inverse.get(j, l) * at(l, p)).reduce((sum, part) => sum + part, 0));
  const r2 = beta.reduce((sum, value, j) => sum + value * at(j, p), 0);
  return { beta, r2: Math.max(0, Math.min(1, r2)), inverse };
}

/**
 * Least squares of the outcome (last column) on drivers, with intercept, from the sums of blocks.
 *
 * b = (X'WX)⁻¹X'Wy over centred, scaled columns by Cholesky; the scale keeps 12 digits on data like R's `swiss`, and
 * drivers that would spoil it are told by {@link chooseDrivers} beforehand. A binary outcome (0/1) is the linear
 * probability model: coefficients are differences of shares, and only robust errors hold.
 *
 * Robust errors: `V = c·A⁻¹(Σ_g s_g s_g')A⁻¹` with the score s_g = Σ w·x·e of a block. One row a block: HC1 with
 * c = n/(n − k). One cluster a block: CR1 with c = G/(G − 1) · (n − 1)/(n − k), t at G − 1. k counts the intercept.
 * @param data - the outcome is its last column; columns that `chosen` does not name stay out
 * @param chosen - places of the drivers; names for them in the same order as the columns
 * @source White (1980); MacKinnon & White (1985) HC1; Liang & Zeger (1986); Cameron & Miller (2015) for the factor
 * @throws RangeError unless n > number of drivers + 1, or when a driver or the outcome is constant
 */
export function regression(data: BlockMoments, names: readonly string[], chosen: readonly number[], { errors = 'robust', confidence = CONFIDENCE }: { errors?: ErrorKind; confidence?: number } = {}): Regression {
  const outcome = data.columns - 1;
  const moments = chooseColumns(momentsOfSums(addBlocks(data), data.shifts), [...chosen, outcome]);
  const k = chosen.length + 1;
  const n = data.rows;
  if (n <= k) throw new RangeError(`${chosen.length} drivers need more than ${k} rows, got ${n}`);
  if (moments.isConstant.some(Boolean)) throw new RangeError('a constant column cannot take part in a regression');
  const { beta, r2, inverse } = standardised(moments);
  const spread = (j: number) => Math.sqrt(moments.products[j * k + j] ?? 0);
  const slopes = beta.map((value, j) => (value * spread(k - 1)) / spread(j));
  const meanOf = (j: number) => moments.means[j] ?? 0;
  const intercept = meanOf(k - 1) - slopes.reduce((sum, slope, j) => sum + slope * meanOf(j), 0);
  const isClustered = data.clusters < n;
  const df = errors === 'robust' && isClustered ? data.clusters - 1 : n - k;
  // In units of the outcome for columns [1, z] with z = (x − x̄) / spread: no digits are lost between unlike scales.
  const bread = breadOf(inverse, moments.weight);
  const covariance = errors === 'classical' ? classicalCovariance(bread, r2, spread(k - 1), n - k) : robustCovariance(data, bread, () => meatOf(data, chosen, moments, slopes));
  const variance = (j: number) => (covariance === null ? null : Math.max(0, covariance.get(j + 1, j + 1)) / spread(j) ** 2);
  const critical = df > 0 ? criticalT(df, confidence) : null;
  const nEff = data.sumSqWeights > 0 ? moments.weight ** 2 / data.sumSqWeights : 0;
  return {
    n, clusters: data.clusters, nEff, r2, df, intercept,
    adjustedR2: 1 - ((1 - r2) * (n - 1)) / (n - k),
    ...overallTest(r2, k - 1, Math.min(nEff, data.clusters)),
    interceptError: interceptError(covariance, moments),
    coefficients: slopes.map((coefficient, j) => {
      const own = variance(j);
      const standardError = own === null ? null : Math.sqrt(own);
      const t = standardError === null || standardError === 0 ? null : coefficient / standardError;
      const half = standardError === null || critical === null ? null : critical * standardError;
      return {
        name: names[chosen[j] ?? -1] ?? '', coefficient, standardError, t,
        low: half === null ? null : coefficient - half,
        high: half === null ? null : coefficient + half,
        p: t === null || df <= 0 ? null : twoSidedPOfT(t, df),
        beta: beta[j] ?? 0,
        vif: Math.max(1, inverse.get(j, j)),
      };
    }),
  };
}

/** (X'WX)⁻¹ for the columns [1, z]: centred z makes it the inverse of the correlations beside 1/Σw. */
function breadOf(inverse: Matrix, weight: number): Matrix {
  const bread = Matrix.zeros(inverse.rows + 1, inverse.rows + 1);
  bread.set(0, 0, 1 / weight);
  bread.setSubMatrix(inverse, 1, 1);
  return bread;
}

function classicalCovariance(bread: Matrix, r2: number, outcomeSpread: number, df: number): Matrix {
  return Matrix.mul(bread, ((1 - r2) * outcomeSpread ** 2) / df);
}

/** Null where there is one cluster only: nothing says how much customers differ. */
function robustCovariance({ rows: n, clusters, blocks }: BlockMoments, bread: Matrix, meat: () => Matrix): Matrix | null {
  if (clusters < 2 || blocks < 2) return null;
  const k = bread.rows;
  const factor = clusters < n ? (clusters / (clusters - 1)) * ((n - 1) / (n - k)) : n / (n - k);
  return Matrix.mul(bread.mmul(meat()).mmul(bread), factor);
}

/** Σ_g s_g s_g' with s_g = Σ w·[1, z]·e over a block, all from its sums. */
function meatOf(data: BlockMoments, chosen: readonly number[], moments: Moments, slopes: readonly number[]): Matrix {
  const k = chosen.length + 1;
  const size = momentsSize(data.columns);
  const places = [...chosen, data.columns - 1];
  const meat = Array.from({ length: k }, () => new Float64Array(k));
  const score = new Float64Array(k);
  // The residual is a sum over columns: e = (y − ȳ) − Σ b_j (x_j − x̄_j).
  const signs = [...slopes.map((slope) => -slope), 1];
  const centres = places.map((place, j) => (moments.means[j] ?? 0) - (data.shifts[place] ?? 0));
  const spreads = places.map((_, j) => Math.sqrt(moments.products[j * k + j] ?? 0));
  const pairAt = places.map((a) => places.map((b) => 1 + data.columns + (Math.max(a, b) * (Math.max(a, b) + 1)) / 2 + Math.min(a, b)));
  for (let block = 0; block < data.blocks; block += 1) {
    const start = block * size;
    const at = (place: number) => data.sums[start + place] ?? 0;
    const weight = at(0);
    const firstOf = (j: number) => at(1 + (places[j] ?? 0));
    let constant = 0;
    for (let l = 0; l < k; l += 1) constant += (signs[l] ?? 0) * (firstOf(l) - weight * (centres[l] ?? 0));
    score[0] = constant;
    for (let j = 0; j < k - 1; j += 1) {
      let sum = 0;
      for (let l = 0; l < k; l += 1) {
        const [cj, cl] = [centres[j] ?? 0, centres[l] ?? 0];
        sum += (signs[l] ?? 0) * (at(pairAt[j]?.[l] ?? 0) - cl * firstOf(j) - cj * firstOf(l) + weight * cj * cl);
      }
      score[j + 1] = sum / (spreads[j] ?? 1);
    }
    for (let a = 0; a < k; a += 1) {
      const row = meat[a];
      if (row) for (let b = 0; b < k; b += 1) row[b] = (row[b] ?? 0) + (score[a] ?? 0) * (score[b] ?? 0);
    }
  }
  return new Matrix(meat.map((row) => [...row]));
}

/** The intercept at x = 0: that at the means, moved by −Σ b_j x̄_j. */
function interceptError(covariance: Matrix | null, moments: Moments): number | null {
  if (covariance === null) return null;
  const k = moments.columns;
  const gradient = Matrix.columnVector([1, ...Array.from({ length: k - 1 }, (_, j) => -(moments.means[j] ?? 0) / Math.sqrt(moments.products[j * k + j] ?? 1))]);
  return Math.sqrt(Math.max(0, gradient.transpose().mmul(covariance).mmul(gradient).get(0, 0)));
}

function overallTest(r2: number, p: number, independent: number): { f: number | null; fP: number | null } {
  const df = independent - p - 1;
  if (p === 0 || df <= 0 || r2 >= 1) return { f: null, fP: r2 >= 1 ? 0 : null };
  const f = r2 / p / ((1 - r2) / df);
  return { f, fP: Math.max(0, 1 - fCdf(f, p, df)) };
}
