import { fc } from '../testing/properties.ts';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg, holm } from './multiple.ts';

// 25 p values of the worked example; expected values from R's p.adjust
const P = [
  0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216, 0.222, 0.251, 0.269, 0.275, 0.34, 0.341, 0.384,
  0.569, 0.594, 0.696, 0.762, 0.94, 0.942, 0.975, 0.986,
];
const BENJAMINI_HOCHBERG = [
  0.025, 0.1, 0.21, 0.21, 0.21, 0.25, 0.26428571429, 0.49107142857, 0.49107142857, 0.49107142857, 0.49107142857,
  0.49107142857, 0.49107142857, 0.49107142857, 0.5328125, 0.5328125, 0.56470588235, 0.78157894737, 0.78157894737, 0.87,
  0.90714285714, 0.986, 0.986, 0.986, 0.986,
];

const expectClose = (actual: readonly (number | null)[], expected: readonly number[]): void => {
  expect(actual).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) expect(actual[index]).toBeCloseTo(value, 9);
};

describe('benjaminiHochberg', () => {
  it('gives the values of the worked example', () => {
    expectClose(benjaminiHochberg(P), BENJAMINI_HOCHBERG);
  });

  it('answers in the order of the question', () => {
    // sorted 0.01 · 3/1, 0.02 · 3/2, 0.5 · 3/3
    expectClose(benjaminiHochberg([0.5, 0.01, 0.02]), [0.5, 0.03, 0.03]);
  });

  it('does not count what could not be tested', () => {
    expect(benjaminiHochberg([null, 0.04, null])).toEqual([null, 0.04, null]);
    expect(benjaminiHochberg([])).toEqual([]);
  });

  it('refuses a p of 1.2', () => {
    expect(() => benjaminiHochberg([1.2])).toThrow('p must lie between 0 and 1, got 1.2');
  });
});

describe('holm', () => {
  it('gives the values of the worked example', () => {
    expectClose(holm(P).slice(0, 6), [0.025, 0.192, 0.897, 0.902, 0.902, 1]);
    expectClose(holm(P).slice(6), Array.from({ length: 19 }, () => 1));
  });

  it('answers in the order of the question and leaves nulls out', () => {
    // sorted 0.01 · 3, 0.02 · 2, 0.5 · 1
    expectClose(holm([0.5, 0.01, 0.02]), [0.5, 0.03, 0.04]);
    expect(holm([null, 0.04])).toEqual([null, 0.04]);
  });
});

describe('any p values', () => {
  const anyP = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 80 });

  it('only grow, Holm at least as much as Benjamini–Hochberg, and stay within [0, 1]', () => {
    fc.assert(
      fc.property(anyP, (pValues) => {
        const [byRate, byFamily] = [benjaminiHochberg(pValues), holm(pValues)];
        for (const [index, p] of pValues.entries()) {
          expect(byRate[index]).toBeGreaterThanOrEqual(p);
          expect(byFamily[index]).toBeGreaterThanOrEqual((byRate[index] ?? 0) - 1e-12);
          expect(byFamily[index]).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('keep their order', () => {
    fc.assert(
      fc.property(anyP, (pValues) => {
        const ascending = pValues.toSorted((a, b) => a - b);
        for (const adjust of [benjaminiHochberg, holm]) {
          const adjusted = adjust(ascending).map((p) => p ?? 0);
          expect(adjusted).toEqual(adjusted.toSorted((a, b) => a - b));
        }
      }),
    );
  });
});
