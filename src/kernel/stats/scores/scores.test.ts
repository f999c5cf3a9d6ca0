import { describe, expect, it } from 'vitest';
import { compareNps, npsFromCounts } from './nps.ts';
import { compareScores, NO_SCORE, scoreOf, type ScoreSums } from './scores.ts';
import { compareShares, shareFromCounts } from './share.ts';

const nps = (promoters: number, passives: number, detractors: number): ScoreSums => {
  const n = promoters + passives + detractors;
  return { ...NO_SCORE, n, weight: n, weightSq: n, promoters, detractors };
};
const share = (hits: number, n: number): ScoreSums => ({ ...NO_SCORE, n, weight: n, weightSq: n, hits });

describe('scoreOf', () => {
  it('gives the plain figures where answers weigh the same and each comes from another customer', () => {
    expect(scoreOf('nps', nps(291, 476, 395))).toMatchObject({ n: 1162, nEff: 1162, deff: 1, value: npsFromCounts({ promoters: 291, passives: 476, detractors: 395 }).nps });
    expect(scoreOf('share', share(81, 263)).low).toBeCloseTo(shareFromCounts({ hits: 81, n: 263 }).low ?? 0, 12);
    // 1, 2, 4, 5: mean 3, s² 10/3, t(3) 3.1824
    const mean = scoreOf('mean', { ...NO_SCORE, n: 4, weight: 4, weightSq: 4, sum: 12, sumSq: 46 });
    expect(mean.value).toBe(3);
    expect(mean.low).toBeCloseTo(3 - 3.182446 * Math.sqrt(10 / 12), 5);
  });
  it('keeps the point and widens the interval where customers answered four times', () => {
    const once = scoreOf('nps', nps(400, 300, 300));
    const fourTimes = scoreOf('nps', nps(400, 300, 300), { clusterDeff: 4 });
    expect(fourTimes).toMatchObject({ n: 1000, nEff: 250, deff: 4 });
    expect(fourTimes.value).toBeCloseTo(once.value ?? 0, 10);
    expect(((fourTimes.high ?? 0) - (fourTimes.low ?? 0)) / ((once.high ?? 0) - (once.low ?? 0))).toBeCloseTo(2, 1);
  });
  it('says null without answers and refuses a design effect below 1', () => {
    for (const kind of ['nps', 'share', 'mean'] as const) expect(scoreOf(kind, NO_SCORE)).toEqual({ n: 0, nEff: 0, deff: null, value: null, low: null, high: null });
    expect(() => scoreOf('nps', nps(1, 1, 1), { clusterDeff: 0.5 })).toThrow('a design effect is at least 1');
  });
});

describe('compareScores', () => {
  it('calls +12 points of a thousand answers each more than chance', () => {
    const compared = compareScores('nps', nps(500, 300, 200), nps(430, 320, 250));
    expect(compared).toMatchObject({ verdict: 'higher', difference: compareNps({ promoters: 500, passives: 300, detractors: 200 }, { promoters: 430, passives: 320, detractors: 250 })?.difference });
    expect(compared?.needed).toBe(686); // 7.8489 · 2 · 0.62880 / 0.0144
  });
  it('calls the same difference chance where each customer answered four times, and wants four times the answers', () => {
    expect(compareScores('nps', nps(500, 300, 200), nps(430, 320, 250), { deffs: { first: 4, second: 4 } })).toMatchObject({ verdict: 'chance', needed: 2744 });
  });
  it('compares shares by Newcombe and means by Welch', () => {
    const shares = compareScores('share', share(56, 70), share(48, 80));
    expect(shares?.low).toBeCloseTo(compareShares({ hits: 56, n: 70 }, { hits: 48, n: 80 })?.low ?? 0, 12);
    expect(shares?.p).toBeCloseTo(0.008045081, 8);
    const mean = (n: number, at: number): ScoreSums => ({ ...NO_SCORE, n, weight: n, weightSq: n, sum: n * at, sumSq: n * (at ** 2 + 1) });
    expect(compareScores('mean', mean(200, 6), mean(200, 6.5))).toMatchObject({ verdict: 'lower' });
    expect(compareScores('mean', mean(200, 6), mean(200, 6))).toMatchObject({ verdict: 'chance', needed: null });
  });
  it('says null where a side has fewer than two answers', () => {
    expect(compareScores('nps', nps(1, 0, 0), nps(20, 20, 20))).toBeNull();
    expect(compareScores('share', NO_SCORE, share(2, 4))).toBeNull();
  });
  it('has no p where everybody is satisfied on both sides, and still an interval', () => {
    expect(compareScores('share', share(20, 20), share(30, 30))).toMatchObject({ p: null, verdict: 'chance', difference: 0 });
  });
});
