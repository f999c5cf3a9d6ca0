import { describe, expect, it } from 'vitest';
import { differencesOf, pairedGap } from './paired.ts';

const expectation = [9, 8, 10, 7, 9, 8, 6, 10];
const experience = [5, 7, 6, 8, 4, 8, 5, 7];

describe('the paired gap', () => {
  it('is the paired t test of R (t.test(experience, expectation, paired = TRUE))', () => {
    const gap = pairedGap({ expectation, experience });
    expect(gap).toMatchObject({ n: 8, effectiveN: 8, expectation: 8.375, experience: 6.25, gap: -2.125, df: 7 });
    expect(gap.t).toBeCloseTo(-2.77344825247, 9);
    expect(gap.p).toBeCloseTo(0.0275569271959, 10);
    expect(gap.low).toBeCloseTo(-3.936761416555, 9);
    expect(gap.high).toBeCloseTo(-0.313238583445, 9);
    expect(gap.sd).toBeCloseTo(2.16712449375, 10);
    expect(gap.dz).toBeCloseTo(-0.980562033296, 10);
  });
  it('leaves out rows with one side missing, on both sides', () => {
    const gap = pairedGap({ expectation: [...expectation, 10, Number.NaN], experience: [...experience, Number.NaN, 0] });
    expect(gap).toEqual(pairedGap({ expectation, experience }));
    expect([...differencesOf({ expectation: [9, 1], experience: [5, Number.NaN] })]).toEqual([-4]);
  });
  it('weighs respondents as the formula of the docstring says', () => {
    const gap = pairedGap({ expectation, experience, weights: [1, 2, 1, 3, 1, 1, 2, 1] });
    // Σwd = −4 −2 −4 +3 −5 +0 −2 −3 = −17 over 12; limits computed in R: sqrt(8/7 · Σw²(d − m)² / (Σw)²) · qt(.975, 7)
    expect(gap.gap).toBeCloseTo(-17 / 12, 12);
    expect(gap.low).toBeCloseTo(-3.354861687743, 9);
    expect(gap.high).toBeCloseTo(0.52152835441, 9);
    expect(gap.effectiveN).toBeCloseTo(144 / 22, 12);
    expect(pairedGap({ expectation, experience, weights: [10, 20, 10, 30, 10, 10, 20, 10] }).low).toBeCloseTo(gap.low ?? Number.NaN, 12);
  });
  it('widens for customers who stand in several rows', () => {
    const twice = pairedGap({ expectation: [...expectation, ...expectation], experience: [...experience, ...experience], clusters: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] });
    const once = pairedGap({ expectation, experience });
    expect([twice.n, twice.effectiveN, twice.df]).toEqual([16, 8, 7]);
    expect(twice.low).toBeCloseTo(once.low ?? Number.NaN, 12);
  });
  it('says nothing of nothing, no interval of one, and no test of what never differs', () => {
    expect(pairedGap({ expectation: [], experience: [] })).toMatchObject({ n: 0, expectation: null, gap: null, low: null, dz: null });
    expect(pairedGap({ expectation: [Number.NaN], experience: [3] })).toMatchObject({ n: 0, gap: null });
    expect(pairedGap({ expectation: [9], experience: [7] })).toMatchObject({ n: 1, expectation: 9, gap: -2, low: null, t: null, df: null, sd: null, dz: null });
    expect(pairedGap({ expectation: [9, 9], experience: [7, 7] })).toMatchObject({ n: 2, gap: -2, low: -2, high: -2, t: null, df: 1, p: null, sd: 0, dz: null });
    expect(pairedGap({ expectation, experience, weights: [0, 0, 0, 0, 0, 0, 0, 0] })).toMatchObject({ n: 0, gap: null });
  });
  it('refuses columns of different length and negative weights', () => {
    expect(() => pairedGap({ expectation: [1, 2], experience: [1] })).toThrow('experience has 1 rows, expectation 2');
    expect(() => pairedGap({ expectation: [1], experience: [1], weights: [-1] })).toThrow('weight of row 1');
  });
});
