import { describe, expect, it } from 'vitest';
import { agrestiCoull, clopperPearson } from './share-intervals.ts';
import { shareFromCounts } from '../scores/share.ts';

describe('the exact interval of a share', () => {
  it('is that of R’s binom.test', () => {
    const { share, low, high } = clopperPearson({ hits: 7, n: 10 }, 0.9);
    expect(share).toBe(0.7);
    expect(low).toBeCloseTo(0.393375783895, 10);
    expect(high).toBeCloseTo(0.912735566086, 10);
  });
  it('has a width for nobody and for everybody', () => {
    expect(clopperPearson({ hits: 0, n: 20 })).toMatchObject({ low: 0, high: expect.closeTo(0.168433470983, 10) });
    expect(clopperPearson({ hits: 20, n: 20 })).toMatchObject({ low: expect.closeTo(0.831566529017, 10), high: 1 });
    // 1 − 0.025 and 0.025: one answer says next to nothing
    expect(clopperPearson({ hits: 1, n: 1 })).toMatchObject({ low: expect.closeTo(0.025, 12), high: 1 });
  });
  it('is wider than Wilson’s', () => {
    const [exact, wilson] = [clopperPearson({ hits: 81, n: 263 }), shareFromCounts({ hits: 81, n: 263 })];
    expect((exact.high ?? 0) - (exact.low ?? 0)).toBeGreaterThan((wilson.high ?? 0) - (wilson.low ?? 0));
  });
});

describe('both intervals', () => {
  it('have nothing to say without answers', () => {
    expect([clopperPearson({ hits: 0, n: 0 }), agrestiCoull({ hits: 0, n: 0 })]).toEqual([{ n: 0, share: null, low: null, high: null }, { n: 0, share: null, low: null, high: null }]);
  });
  it('stay within 0 and 1', () => {
    expect(agrestiCoull({ hits: 20, n: 20 }).high).toBe(1);
    expect(agrestiCoull({ hits: 0, n: 20 }).low).toBe(0);
  });
  it('refuse more hits than answers and a confidence that is none', () => {
    expect(() => clopperPearson({ hits: 3, n: 2 })).toThrow('hits must not exceed n, got 3 of 2');
    expect(() => agrestiCoull({ hits: -1, n: 2 })).toThrow(RangeError);
    expect(() => clopperPearson({ hits: 1, n: 2 }, 1)).toThrow('confidence must lie between 0 and 1');
  });
});
