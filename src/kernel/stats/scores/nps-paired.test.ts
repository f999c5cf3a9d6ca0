import { describe, expect, it } from 'vitest';
import { compareNps } from './nps.ts';
import { comparePairedNps, type NpsMove } from './nps-paired.ts';

const moves: NpsMove[] = [{ before: 1, now: 1, n: 40 }, { before: 0, now: 1, n: 12 }, { before: 0, now: 0, n: 20 }, { before: -1, now: 0, n: 6 }, { before: 1, now: -1, n: 2 }, { before: -1, now: -1, n: 20 }];

describe('comparePairedNps', () => {
  it('gives the paired t test of the differences', () => {
    // 12 + 6 up by one, 2 down by two of 100: mean 0.14, Σd² = 18 + 8 = 26, s² = (26 − 1.96) / 99
    const paired = comparePairedNps(moves);
    expect(paired).toMatchObject({ n: 100, before: 16, now: 30 });
    expect(paired.difference).toBeCloseTo(14, 10);
    expect(paired.t).toBeCloseTo(0.14 / Math.sqrt(24.04 / 99 / 100), 10);
    expect(paired.low).toBeCloseTo(100 * (0.14 - 1.9842169516 * Math.sqrt(24.04 / 9900)), 6);
  });
  it('is surer than two waves of strangers with the same counts', () => {
    const strangers = compareNps({ promoters: 52, passives: 26, detractors: 22 }, { promoters: 42, passives: 32, detractors: 26 });
    expect(strangers?.low).toBeLessThan(0);
    expect(comparePairedNps(moves).low).toBeGreaterThan(0);
  });
  it('says null where there is no test: nobody, one person, nobody moved', () => {
    const nothing = { low: null, high: null, t: null, p: null };
    expect(comparePairedNps([])).toEqual({ n: 0, before: null, now: null, difference: null, ...nothing });
    expect(comparePairedNps([{ before: 0, now: 1, n: 1 }])).toEqual({ n: 1, before: 0, now: 100, difference: 100, ...nothing });
    expect(comparePairedNps([{ before: 1, now: 1, n: 9 }])).toMatchObject({ difference: 0, low: 0, high: 0, t: null, p: null });
  });
});
