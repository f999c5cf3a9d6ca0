import { describe, expect, it } from 'vitest';
import { areaUnderCurve, logisticRegression } from './logistic.ts';
import { separatingDrivers } from './separation.ts';

const x = Float64Array.of(1, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 10);
const y = Float64Array.of(0, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1, 1, 0);
/** 40 customers, 20 of them a yes. */
const half = Float64Array.from({ length: 40 }, (_, row) => Number(row >= 20));
const steps = Float64Array.from({ length: 40 }, (_, row) => row % 7);

function fit(...args: Parameters<typeof logisticRegression>) {
  const found = logisticRegression(...args);
  if (found.kind === 'refused') throw new Error(found.refusal.code);
  return found;
}

describe('logistic regression', () => {
  // R: glm(y ~ x, binomial, control = list(epsilon = 1e-14)); exp(confint.default(m))
  it('gives the odds of R’s glm', () => {
    const { n, events, intercept, deviance, auc, drivers: [one] } = fit({ columns: [x], outcome: y }, ['speed']);
    expect({ n, events, name: one?.name }).toEqual({ n: 24, events: 12, name: 'speed' });
    expect(intercept).toBeCloseTo(-2.427578018318, 9);
    expect(one?.coefficient).toBeCloseTo(0.427726746891, 9);
    // R takes the errors of the step before the last
    expect(one?.standardError).toBeCloseTo(0.198731748994, 7);
    expect(one?.p).toBeCloseTo(0.0313751582778, 7);
    expect(one?.low).toBeCloseTo(1.0389594425545, 7);
    expect(one?.odds).toBeCloseTo(1.5337669171227, 8);
    expect(one?.high).toBeCloseTo(2.264227899287, 7);
    expect(deviance).toBeCloseTo(27.2281058693, 8);
    expect(auc).toBe(0.78125);
  });
  it('takes errors from the scores of rows where rows have weights, and from those of customers where they answered twice', () => {
    const weighted = fit({ columns: [x], outcome: y, weights: Float64Array.from(x, (_, row) => [1, 2, 0.5][row % 3] ?? 1) }, ['speed']);
    expect(weighted.drivers[0]?.coefficient).toBeCloseTo(0.469149697382, 9);
    expect(weighted.drivers[0]?.standardError).toBeCloseTo(0.202416424306, 9);
    expect(weighted.auc).toBeNull();
    const twice = (column: Float64Array): Float64Array => Float64Array.of(...column, ...column);
    const [clustered] = fit({ columns: [twice(x)], outcome: twice(y), clusters: Int32Array.from(twice(x), (_, row) => Math.floor(row / 2)) }, ['speed']).drivers;
    expect(clustered?.coefficient).toBeCloseTo(0.427726746891, 9);
    expect(clustered?.standardError).toBeCloseTo(0.130259820636, 9);
    expect(clustered?.p).toBeCloseTo(0.00325585124689, 9);
    expect(clustered?.low).toBeCloseTo(1.17147516286, 8);
    expect(clustered?.high).toBeCloseTo(2.00810143538, 8);
  });
  it('gives the same odds for weights of 3 as for weights of 1, and for a column far from zero', () => {
    const shifted = fit({ columns: [x.map((value) => value + 1e6)], outcome: y }, ['speed']);
    expect(shifted.drivers[0]?.odds).toBeCloseTo(Math.exp(0.427726746891), 6);
    const [once, thrice] = [1, 3].map((weight) => fit({ columns: [x], outcome: y, weights: x.map(() => weight) }, ['speed']).drivers[0]);
    expect(thrice?.standardError).toBeCloseTo(once?.standardError ?? 0, 12);
  });
  it('has null for odds that no float holds, never infinity', () => {
    const [tiny] = fit({ columns: [x.map((value) => value / 1e6)], outcome: y }, ['speed']).drivers;
    expect(tiny).toMatchObject({ odds: null, low: null, high: null });
    expect(tiny?.coefficient).toBeCloseTo(427726.746891, 3);
  });
});

describe('logistic regression refuses', () => {
  const reason = (...args: Parameters<typeof logisticRegression>) => {
    const found = logisticRegression(...args);
    return found.kind === 'refused' ? found.refusal : null;
  };
  it('a driver that tells yes from no without a mistake', () => {
    const perfect = half.map((value, row) => 5 * value + (row % 3));
    expect(reason({ columns: [steps, perfect], outcome: half }, ['price', 'anger'])).toEqual({ code: 'separated', names: ['anger'] });
  });
  it('one that does so but for the border: all who rate 5 stay, all who rate 1 to 3 leave, some of 3 stay', () => {
    const border = half.map((value, row) => (row % 4 === 0 ? 3 : value === 1 ? 5 : 1 + (row % 2)));
    expect(reason({ columns: [border], outcome: half }, ['trust'])).toEqual({ code: 'separated', names: ['trust'] });
  });
  it('drivers that do so only together', () => {
    const a = half.map((_, row) => row % 10);
    const b = half.map((value, row) => (value === 1 ? 10 : 8.5) - (row % 10));
    expect(separatingDrivers([a, b], half)).toEqual([]);
    expect(reason({ columns: [a, b], outcome: half }, ['a', 'b'])).toEqual({ code: 'separated', names: ['a', 'b'] });
  });
  it('drivers together but for the border, beside one that has nothing to do with it', () => {
    const a = half.map((_, row) => row % 10);
    const b = half.map((value, row) => (row % 5 === 0 ? 9 : value === 1 ? 10 : 8.5) - (row % 10));
    expect(reason({ columns: [steps, a, b], outcome: half }, ['price', 'a', 'b'])).toEqual({ code: 'separated', names: ['a', 'b'] });
  });
  it('columns that never vary or follow from those before them', () => {
    expect(reason({ columns: [steps, half.map(() => 4), steps.map((value) => 10 - 2 * value)], outcome: half }, ['price', 'four', 'twin'])).toEqual({ code: 'dependent', names: ['four', 'twin'] });
  });
  it('too few of the rarer value, counted by customers where they answered several times', () => {
    const few = half.map((_, row) => Number(row < 7));
    expect(reason({ columns: [steps], outcome: few }, ['price'])).toEqual({ code: 'too_few', n: 7, needed: 10 });
    expect(reason({ columns: [steps], outcome: half, clusters: Int32Array.from(half, (_, row) => Math.floor(row / 4)) }, ['price'])).toEqual({ code: 'too_few', n: 5, needed: 10 });
    expect(reason({ columns: [new Float64Array(0)], outcome: new Float64Array(0) }, ['price'])).toEqual({ code: 'too_few', n: 0, needed: 10 });
  });
  it('an outcome with one value', () => {
    expect(reason({ columns: [steps], outcome: half.map(() => 1) }, ['price'])).toEqual({ code: 'one_value' });
  });
  it('what is no number, no yes and no, or no weight', () => {
    expect(() => logisticRegression({ columns: [steps.map((value) => (value === 3 ? Number.NaN : value))], outcome: half }, ['a'])).toThrow('no finite number');
    expect(() => logisticRegression({ columns: [steps], outcome: steps }, ['a'])).toThrow('1 or 0');
    expect(() => logisticRegression({ columns: [steps], outcome: half, weights: steps }, ['a'])).toThrow('weight must be above 0');
    expect(() => logisticRegression({ columns: [steps], outcome: half.subarray(1) }, ['a'])).toThrow('same number of rows');
    expect(() => logisticRegression({ columns: [steps], outcome: half }, [])).toThrow('0 names for 1 drivers');
  });
});

describe('the area under the curve', () => {
  it('counts ties half, and needs a yes and a no', () => {
    // 3 of 4 pairs: (2 > 1), (2 = 2) half, (5 > 1), (5 > 2)
    expect(areaUnderCurve(Float64Array.of(1, 2, 2, 5), Float64Array.of(0, 0, 1, 1))).toBe(3.5 / 4);
    expect(areaUnderCurve(Float64Array.of(1, 2), Float64Array.of(1, 1))).toBeNull();
  });
});
