import { describe, expect, it } from 'vitest';
import { changeOver, type Counted, NOTHING } from './explore.logic.ts';

const counted = (promoters: number, detractors: number, n: number, clusterDeff = 1): Counted => ({ ...NOTHING, sums: { ...NOTHING.sums, n, weight: n, weightSq: n, promoters, detractors }, customers: n, clusterDeff });
const shown = (at: string) => ({ at, withheld: null });

describe('the change over a trend', () => {
  it('is that of the latest shown period against the first, whatever lies between', () => {
    const counts = new Map([['2026-01-01', counted(60, 20, 100)], ['2026-02-01', counted(0, 100, 100)], ['2026-03-01', counted(20, 60, 100)]]);
    const change = changeOver('nps', [...counts.keys()].map(shown), counts);
    // Before +40, now −40: a fall by 80 of at most 200 points.
    expect(change).toMatchObject({ from: '2026-01-01', to: '2026-03-01', difference: -80, verdict: 'lower' });
    expect(change?.high).toBeLessThan(-50);
  });
  it('may be chance, and more so where the answers are of few customers', () => {
    const counts = (deff: number) => new Map([['2026-01-01', counted(50, 20, 100, deff)], ['2026-02-01', counted(40, 30, 100, deff)]]);
    const [of100, of20] = [1, 5].map((deff) => changeOver('nps', ['2026-01-01', '2026-02-01'].map(shown), counts(deff)));
    expect([of100?.difference, of100?.verdict, of20?.verdict]).toEqual([-20, 'chance', 'chance']);
    expect((of20?.high ?? 0) - (of20?.low ?? 0)).toBeGreaterThan(2 * ((of100?.high ?? 0) - (of100?.low ?? 0)));
  });
  it('is none of withheld periods, of a single one, or of none', () => {
    const counts = new Map([['2026-01-01', counted(60, 20, 100)], ['2026-02-01', counted(2, 1, 9)]]);
    expect(changeOver('nps', [shown('2026-01-01'), { at: '2026-02-01', withheld: 'too_few' }], counts)).toBeNull();
    expect(changeOver('nps', [shown('2026-01-01')], counts)).toBeNull();
    expect(changeOver('nps', [], new Map())).toBeNull();
  });
});
