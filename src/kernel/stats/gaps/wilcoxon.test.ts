import { describe, expect, it } from 'vitest';
import { signedRank } from './wilcoxon.ts';

// Expected values: R 4.2.2, wilcox.test(x) with its defaults.
describe('the signed rank test', () => {
  it('counts p exactly for few differences without ties (Hollander & Wolfe 1973, depression scores)', () => {
    const differences = [1.83 - 0.878, 0.5 - 0.647, 1.62 - 0.598, 2.48 - 2.05, 1.68 - 1.06, 1.88 - 1.29, 1.55 - 1.06, 3.06 - 3.14, 1.3 - 1.29];
    expect(signedRank(differences)).toEqual({ n: 9, zeros: 0, v: 40, p: 0.0390625, method: 'exact' });
    expect(signedRank([1, 2, 3, 4, 5])).toEqual({ n: 5, zeros: 0, v: 15, p: 0.0625, method: 'exact' });
  });
  it('counts p exactly up to 49 differences', () => {
    const normal45 = [-0.326454, 0.483643, -0.535629, 1.895281, 0.629508, -0.520468, 0.787429, 1.038325, 0.875781, -0.005388, 1.811781, 0.689843, -0.321241, -1.9147, 1.424931, 0.255066, 0.28381, 1.243836, 1.121221, 0.893901, 1.218977, 1.082136, 0.374565, -1.689352, 0.919826, 0.243871, 0.144204, -1.170752, -0.17815, 0.717942, 1.65868, 0.197212, 0.687672, 0.246195, -1.07706, -0.114995, -0.09429, 0.240687, 1.400025, 1.063176, 0.135476, 0.046638, 0.996963, 0.856663, -0.388756];
    const { v, p, method } = signedRank(normal45);
    expect([v, method]).toEqual([779, 'exact']);
    expect(p).toBeCloseTo(0.0026280905651106, 12);
  });
  it('takes the normal distribution where ratings tie or stay the same', () => {
    const { n, zeros, v, p, method } = signedRank([-3, -3, -2, -2, -1, -1, 0, 0, 1, 1, 2, -4, -5, -2]);
    expect([n, zeros, v, method]).toEqual([12, 2, 11.5, 'normal']);
    expect(p).toBeCloseTo(0.0327306593526839, 12);
  });
  it('ties what is the same on paper', () => {
    expect(signedRank([8.1 - 7, 5.1 - 4, 0.1 + 0.2 - 0.3]).method).toBe('normal');
  });
  it('says nothing where nothing differs, and p = 1 where the signs balance', () => {
    expect(signedRank([])).toEqual({ n: 0, zeros: 0, v: 0, p: null, method: 'exact' });
    expect(signedRank([0, 0])).toEqual({ n: 0, zeros: 2, v: 0, p: null, method: 'exact' });
    expect(signedRank([3])).toEqual({ n: 1, zeros: 0, v: 1, p: 1, method: 'exact' });
    expect(signedRank([2, -2])).toMatchObject({ n: 2, v: 1.5, p: 1, method: 'normal' });
    expect(signedRank(Array.from({ length: 60 }, () => -1)).p).toBeLessThan(1e-10);
  });
  it('refuses what is no number', () => {
    expect(() => signedRank([1, Number.NaN])).toThrow(RangeError);
  });
});
