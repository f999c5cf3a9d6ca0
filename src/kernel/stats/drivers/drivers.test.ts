import { describe, expect, it } from 'vitest';
import { completeRows } from './complete-rows.ts';
import { analyseDrivers, type DriverAnalysis } from './drivers.ts';
import { momentsOfRows, type Rows } from './moments.ts';
import { SeededRandom } from '../random.ts';

const random = (seed: number) => new SeededRandom(seed);
const normals = (n: number, seed: number) => {
  const source = random(seed);
  return Float64Array.from({ length: n }, () => source.normal());
};
const analyse = (rows: Rows, names: string[], draws = 60): DriverAnalysis => analyseDrivers(momentsOfRows(rows), names, { draws });

/** y = 2·a + b + noise; c has nothing to do with it. */
function planted(n: number): { a: Float64Array; b: Float64Array; c: Float64Array; y: Float64Array } {
  const [a, b, c, noise] = [normals(n, 1), normals(n, 2), normals(n, 3), normals(n, 4)];
  return { a, b, c, y: a.map((value, row) => 2 * value + (b[row] ?? 0) + (noise[row] ?? 0)) };
}

describe('what drives an outcome', () => {
  it('puts the planted drivers first, in order, and the null driver last with no effect', () => {
    const { a, b, c, y } = planted(400);
    const found = analyse({ columns: [c, b, a, y] }, ['c', 'b', 'a']);
    if (found.kind !== 'answered') throw new Error(JSON.stringify(found));
    expect(found.drivers.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(found.method).toBe('lmg');
    // Variance of y: 4 + 1 + 1; the shares of a and b are 4/5 and 1/5 of what is explained.
    expect(found.drivers[0]?.share).toBeCloseTo(0.8, 1);
    expect(found.drivers.map(({ share }) => share).reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
    expect(found.drivers[0]?.coefficient).toBeCloseTo(2, 0);
    expect(found.drivers[0]).toMatchObject({ rankLow: 1, rankHigh: 1 });
    expect(found.drivers[0]?.rankProbabilities).toEqual([1, 0, 0]);
    const idle = found.drivers[2];
    expect(idle?.p).toBeGreaterThan(0.05);
    expect((idle?.betaLow ?? 1) * (idle?.betaHigh ?? 1)).toBeLessThan(0);
    // c: mean of 400 standard normal numbers, ± 1.966 standard errors of about 1/20
    expect((idle?.meanHigh ?? 0) - (idle?.meanLow ?? 0)).toBeCloseTo(2 * 1.966 * 0.05, 1);
    for (const { low, high, lmg } of found.drivers) {
      expect(low).toBeLessThanOrEqual(lmg ?? -1);
      expect(high).toBeGreaterThanOrEqual(lmg ?? 2);
    }
  });

  it('says the same again for the same data', () => {
    const { a, b, c, y } = planted(100);
    expect(analyse({ columns: [a, b, c, y] }, ['a', 'b', 'c'])).toEqual(analyse({ columns: [a, b, c, y] }, ['a', 'b', 'c']));
  });

  it('drops constant drivers and those that follow from others, by name', () => {
    const { a, b, y } = planted(200);
    const sum = a.map((value, row) => value + (b[row] ?? 0));
    const found = analyse({ columns: [a, b, sum, new Float64Array(200).fill(7), y] }, ['a', 'b', 'sum', 'seven']);
    expect(found.kind).toBe('answered');
    expect(found.dropped).toEqual([{ name: 'sum', reason: 'collinear', from: ['a', 'b'] }, { name: 'seven', reason: 'constant', from: [] }]);
  });

  it('refuses drivers that all say the same', () => {
    const { a, y } = planted(200);
    const found = analyse({ columns: [a, a.map((value) => 10 - 3 * value), y] }, ['a', 'grade']);
    expect(found).toMatchObject({ kind: 'refused', refusals: [{ code: 'no_drivers', all: 'collinear' }], dropped: [{ name: 'grade', from: ['a'] }] });
  });

  it('refuses drivers or an outcome that never vary', () => {
    const { a, y } = planted(100);
    const seven = new Float64Array(100).fill(7);
    expect(analyse({ columns: [seven, y] }, ['seven'])).toMatchObject({ kind: 'refused', r2: null, refusals: [{ code: 'no_drivers', all: 'constant' }] });
    expect(analyse({ columns: [a, seven] }, ['a'])).toMatchObject({ kind: 'refused', refusals: [{ code: 'outcome_constant' }] });
  });

  it('refuses drivers that explain less than a tenth', () => {
    const [a, y] = [normals(500, 5), normals(500, 6)];
    const found = analyse({ columns: [a, y] }, ['a']);
    expect(found).toMatchObject({ kind: 'refused', refusals: [{ code: 'r2_low', needed: 0.1 }, { code: 'chance' }] });
    expect(found.r2).toBeLessThan(0.1);
  });

  it('refuses what chance alone explains: 8 random columns over 40 rows', () => {
    const columns = [11, 12, 13, 14, 15, 16, 17, 18, 19].map((seed) => normals(40, seed));
    const found = analyse({ columns }, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
    expect(found.kind).toBe('refused');
    expect(found.r2).toBeGreaterThan(0.1);
    expect(found).toMatchObject({ refusals: [{ code: 'chance' }] });
  });

  it.each([0, 1, 2, 29])('refuses %i rows', (n) => {
    const { a, y } = planted(n);
    expect(analyse({ columns: [a, y] }, ['a'])).toMatchObject({ kind: 'refused', n, r2: null, refusals: [{ code: 'too_few', n, needed: 30 }] });
  });

  it('counts customers, not answers: 200 answers of 20 customers are too few', () => {
    const { a, y } = planted(200);
    expect(analyse({ columns: [a, y], clusters: Int32Array.from({ length: 200 }, (_, row) => row % 20) }, ['a'])).toMatchObject({ kind: 'refused', n: 200, clusters: 20, refusals: [{ code: 'too_few', n: 20, needed: 30 }] });
  });

  it('takes what weights leave: 200 rows of which one counts nearly alone are too few', () => {
    const { a, y } = planted(200);
    const weights = Float64Array.from({ length: 200 }, (_, row) => (row === 0 ? 1_000 : 1));
    expect(analyse({ columns: [a, y], weights }, ['a'])).toMatchObject({ kind: 'refused', refusals: [{ code: 'too_few', n: 1, needed: 30 }] });
  });

  it('tells what has the opposite sign and which drivers cannot be told apart', () => {
    const [base, own, noise] = [normals(2_000, 31), normals(2_000, 32), normals(2_000, 33)];
    const twin = base.map((value, row) => value + 0.2 * (own[row] ?? 0));
    const y = base.map((value, row) => 3 * value - (twin[row] ?? 0) + (noise[row] ?? 0));
    const found = analyse({ columns: [base, twin, y] }, ['base', 'twin']);
    if (found.kind !== 'answered') throw new Error('refused');
    expect(found.notes).toEqual([{ code: 'high_vif', names: ['base', 'twin'] }, { code: 'sign_turns', names: ['twin'] }]);
    expect(found.drivers.every(({ lmg }) => (lmg ?? -1) > 0)).toBe(true);
  });

  it('takes Johnson’s weights from 17 drivers on', () => {
    const columns = Array.from({ length: 17 }, (_, place) => normals(300, 100 + place));
    const y = normals(300, 99).map((value, row) => value + 2 * (columns[0]?.[row] ?? 0));
    const found = analyse({ columns: [...columns, y] }, columns.map((_, place) => `d${place}`), 20);
    if (found.kind !== 'answered') throw new Error('refused');
    expect(found.method).toBe('johnson');
    expect(found.drivers[0]).toMatchObject({ name: 'd0', lmg: null });
  });

  it('refuses a wrong number of columns or drivers aloud', () => {
    const { a, y } = planted(50);
    expect(() => analyse({ columns: [a, y] }, [])).toThrow('1 to 60 drivers');
    expect(() => analyse({ columns: [a, y] }, ['a', 'b'])).toThrow('need 3 columns');
    expect(() => momentsOfRows({ columns: [Float64Array.from([1, Number.NaN]), Float64Array.from([1, 2])] })).toThrow(RangeError);
  });
});

describe('complete rows', () => {
  it('leaves a row out for one missing value, and says how many each column lacks', () => {
    const found = completeRows([Float64Array.from([1, 2, Number.NaN, 4]), Float64Array.from([5, Number.NaN, Number.NaN, 8])]);
    expect(found).toMatchObject({ n: 2, leftOut: 2, missing: [1, 2] });
    expect([...(found.columns[0] ?? [])]).toEqual([1, 4]);
  });
  it('leaves out rows without weight or customer, and numbers customers without holes', () => {
    const found = completeRows([Float64Array.from([1, 2, 3, 4, 5])], { weights: Float64Array.from([1, 0, Number.NaN, 2, 1]), clusters: ['k9', 'k1', 'k1', 'k2', 'k9'] });
    expect([...(found.columns[0] ?? [])]).toEqual([1, 4, 5]);
    expect([...(found.clusters ?? [])]).toEqual([0, 1, 0]);
    expect([...(found.weights ?? [])]).toEqual([1, 2, 1]);
  });
  it('refuses negative weights', () => {
    expect(() => completeRows([Float64Array.from([1])], { weights: Float64Array.from([-1]) })).toThrow(RangeError);
  });
});
