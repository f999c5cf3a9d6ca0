import { Matrix, solve } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { addBlocks, errorsOfMeans, momentsOfRows, momentsOfSums } from './moments.ts';
import { regression } from './regression.ts';
import { SeededRandom } from '../random.ts';

const random = new SeededRandom(17);
const n = 120;
const a = Float64Array.from({ length: n }, () => random.normal());
const b = Float64Array.from({ length: n }, (_, row) => 100 + 30 * random.normal() + 10 * (a[row] ?? 0));
const weights = Float64Array.from({ length: n }, () => 0.5 + random.next());
const y = a.map((value, row) => 3 + 2 * value - 0.05 * (b[row] ?? 0) + random.normal() * (1 + Math.abs(value)));

/** White's or Liang & Zeger's sandwich over the rows, written out with plain matrices. */
function byHand(w: Float64Array, clusterOf: (row: number) => number, factor: (clusters: number) => number) {
  const x = new Matrix(Array.from({ length: n }, (_, row) => [1, a[row] ?? 0, b[row] ?? 0]));
  const xw = new Matrix(Array.from({ length: n }, (_, row) => x.getRow(row).map((value) => value * (w[row] ?? 0))));
  const gram = xw.transpose().mmul(x);
  const beta = solve(gram, xw.transpose().mmul(Matrix.columnVector([...y])));
  const scores = new Map<number, number[]>();
  for (let row = 0; row < n; row += 1) {
    const residual = (y[row] ?? 0) - x.getRow(row).reduce((sum, value, j) => sum + value * beta.get(j, 0), 0);
    const own = scores.get(clusterOf(row)) ?? [0, 0, 0];
    scores.set(clusterOf(row), own.map((value, j) => value + xw.get(row, j) * residual));
  }
  const meat = [...scores.values()].reduce((sum, score) => Matrix.add(sum, Matrix.columnVector(score).mmul(Matrix.rowVector(score))), Matrix.zeros(3, 3));
  const bread = solve(gram, Matrix.eye(3));
  const covariance = bread.mmul(meat).mmul(bread).mul(factor(scores.size));
  return { beta: beta.to1DArray(), errors: [0, 1, 2].map((j) => Math.sqrt(covariance.get(j, j))) };
}

describe('least squares from sums of blocks', () => {
  it('gives the robust errors (HC1) that rows give', () => {
    const hand = byHand(new Float64Array(n).fill(1), (row) => row, () => n / (n - 3));
    const fitted = regression(momentsOfRows({ columns: [a, b, y] }), ['a', 'b'], [0, 1]);
    expect(fitted.intercept).toBeCloseTo(hand.beta[0] ?? NaN, 10);
    expect(fitted.interceptError).toBeCloseTo(hand.errors[0] ?? NaN, 9);
    fitted.coefficients.forEach((one, place) => {
      expect(one.coefficient).toBeCloseTo(hand.beta[place + 1] ?? NaN, 10);
      expect(one.standardError).toBeCloseTo(hand.errors[place + 1] ?? NaN, 10);
    });
    expect(fitted.df).toBe(117);
  });

  it('gives weighted coefficients with errors by customer (CR1)', () => {
    const clusterOf = (row: number) => row % 30;
    const hand = byHand(weights, clusterOf, (clusters) => (clusters / (clusters - 1)) * ((n - 1) / (n - 3)));
    const fitted = regression(momentsOfRows({ columns: [a, b, y], weights, clusters: Int32Array.from({ length: n }, (_, row) => clusterOf(row)) }), ['a', 'b'], [0, 1]);
    fitted.coefficients.forEach((one, place) => {
      expect(one.coefficient).toBeCloseTo(hand.beta[place + 1] ?? NaN, 10);
      expect(one.standardError).toBeCloseTo(hand.errors[place + 1] ?? NaN, 10);
    });
    expect(fitted).toMatchObject({ clusters: 30, df: 29 });
    expect(fitted.nEff).toBeLessThan(n);
  });

  it('gives coefficients as differences of shares for a yes or no', () => {
    // 30 of 40 with, 10 of 40 without: shares .75 and .25.
    const had = Float64Array.from({ length: 80 }, (_, row) => Number(row < 40));
    const yes = Float64Array.from({ length: 80 }, (_, row) => Number(row % 40 < (row < 40 ? 30 : 10)));
    const fitted = regression(momentsOfRows({ columns: [had, yes] }), ['had'], [0]);
    expect(fitted.intercept).toBeCloseTo(0.25, 12);
    expect(fitted.coefficients[0]?.coefficient).toBeCloseTo(0.5, 12);
    // HC1: 80/78 · (.75·.25/40 + .25·.75/40)
    expect(fitted.coefficients[0]?.standardError).toBeCloseTo(Math.sqrt((80 / 78) * (0.1875 / 20)), 12);
  });

  it('keeps its digits where the outcome lies far from 0', () => {
    const far = y.map((value) => value + 1e7);
    const near = regression(momentsOfRows({ columns: [a, b, y] }), ['a', 'b'], [0, 1]);
    const fitted = regression(momentsOfRows({ columns: [a, b, far] }), ['a', 'b'], [0, 1]);
    expect(fitted.coefficients[1]?.coefficient).toBeCloseTo(near.coefficients[1]?.coefficient ?? NaN, 7);
    expect(fitted.r2).toBeCloseTo(near.r2, 7);
  });

  it('refuses fewer rows than coefficients and constant columns', () => {
    const three = (column: Float64Array) => column.slice(0, 3);
    expect(() => regression(momentsOfRows({ columns: [three(a), three(b), three(y)] }), ['a', 'b'], [0, 1])).toThrow('2 drivers need more than 3 rows');
    expect(() => regression(momentsOfRows({ columns: [new Float64Array(n).fill(1), y] }), ['one'], [0])).toThrow('constant');
  });

  it('finds a perfect fit without an infinite number', () => {
    const fitted = regression(momentsOfRows({ columns: [a, a.map((value) => 1 + 2 * value)] }), ['a'], [0]);
    expect(fitted.r2).toBeCloseTo(1, 12);
    expect(fitted.coefficients[0]?.coefficient).toBeCloseTo(2, 12);
    expect(Object.values(fitted.coefficients[0] ?? {}).filter((value) => typeof value === 'number').every(Number.isFinite)).toBe(true);
  });
});

describe('sums of blocks', () => {
  it('puts 10,000 rows into 4,096 blocks and keeps their correlation', () => {
    const x = Float64Array.from({ length: 10_000 }, () => random.normal());
    const both = momentsOfRows({ columns: [x, x.map((value) => 2 * value + random.normal())] });
    expect(both).toMatchObject({ blocks: 4096, rows: 10_000, clusters: 10_000 });
    // r = 2 / √5
    expect(momentsOfSums(addBlocks(both), both.shifts).correlations[1]).toBeCloseTo(0.894, 1);
  });
  it('gives the standard error of a mean, s/√n, and by customer where they answered several times', () => {
    // 2, 4, 6, 8: s² = 20/3, s/√n = 1.290994; two customers (2, 4) and (6, 8): residuals −4 and 4, √(2/1 · 32)/4 = 2
    const four = Float64Array.from([2, 4, 6, 8]);
    expect(errorsOfMeans(momentsOfRows({ columns: [four] }))[0]).toBeCloseTo(1.290994, 6);
    expect(errorsOfMeans(momentsOfRows({ columns: [four], clusters: Int32Array.from([0, 0, 1, 1]) }))[0]).toBeCloseTo(2, 12);
    expect(errorsOfMeans(momentsOfRows({ columns: [Float64Array.from([3])] }))).toEqual([null]);
  });
  it('takes a constant column for constant, far from 0 as well', () => {
    const data = momentsOfRows({ columns: [new Float64Array(50).fill(1e9 / 3), a.slice(0, 50)] });
    expect(momentsOfSums(addBlocks(data), data.shifts).isConstant).toEqual([true, false]);
  });
});
