import { describe, expect, it } from 'vitest';
import { chiSquared, kruskalWallis } from './group-tests.ts';

describe('χ² test of independence', () => {
  it('compares three groups with three kinds of answers as R does', () => {
    // R: chisq.test(matrix(c(20,30,50, 35,30,35, 40,25,35), 3, byrow = TRUE))
    const found = chiSquared([[20, 30, 50], [35, 30, 35], [40, 25, 35]]);
    expect(found).toMatchObject({ df: 4, isRough: false });
    expect(found?.statistic).toBeCloseTo(11.18034, 5);
    expect(found?.p).toBeCloseTo(0.02461028, 8);
  });
  it('sees no difference where the shares are the same', () => {
    expect(chiSquared([[10, 30], [20, 60]])).toEqual({ statistic: 0, df: 1, p: 1, isRough: false });
  });
  it('leaves out groups without answers and kinds that nobody gave', () => {
    expect(chiSquared([[10, 0, 30], [0, 0, 0], [20, 0, 40]])).toEqual(chiSquared([[10, 30], [20, 40]]));
  });
  it('says that few answers make it rough', () => {
    expect(chiSquared([[3, 2], [1, 4]])?.isRough).toBe(true);
    // one of six expected counts is 4.5: below a fifth of the cells
    expect(chiSquared([[5, 85], [4, 86], [60, 60]])?.isRough).toBe(false);
  });
  it('has nothing to compare with one group, one kind of answer or none', () => {
    expect([chiSquared([]), chiSquared([[]]), chiSquared([[5, 6]]), chiSquared([[5, 0], [7, 0]]), chiSquared([[0, 0], [0, 0]])]).toEqual([null, null, null, null, null]);
  });
  it('refuses what is no count', () => {
    expect(() => chiSquared([[1, -2], [3, 4]])).toThrow('a count');
    expect(() => chiSquared([[1, Number.NaN], [3, 4]])).toThrow(RangeError);
    expect(() => chiSquared([[1, 2], [3]])).toThrow('all groups need the same categories');
  });
});

describe('Kruskal–Wallis test', () => {
  it('compares three groups with ties as R does', () => {
    // R: kruskal.test(list(c(1,2,3,4,5,5), c(2,3,3,4,1,2), c(5,5,4,5,3,5)))
    const found = kruskalWallis([[1, 2, 3, 4, 5, 5], [2, 3, 3, 4, 1, 2], [5, 5, 4, 5, 3, 5]]);
    expect(found).toMatchObject({ df: 2, isRough: false });
    expect(found?.statistic).toBeCloseTo(6.30765027322, 10);
    expect(found?.p).toBeCloseTo(0.0426885247274, 10);
  });
  it('is rough below five answers in a group, and leaves out groups without any', () => {
    expect(kruskalWallis([[1, 2, 3], [4, 5, 6], []])).toMatchObject({ df: 1, isRough: true });
  });
  it('has nothing to compare with one group, equal answers or none', () => {
    expect([kruskalWallis([]), kruskalWallis([[1, 2, 3], []]), kruskalWallis([[4, 4], [4, 4, 4]])]).toEqual([null, null, null]);
  });
  it('refuses an answer that is none', () => {
    expect(() => kruskalWallis([[1, Number.NaN], [2, 3]])).toThrow('answer must be a finite number');
  });
});
