import { fc } from '../../testing/properties.ts';
import { describe, expect, it } from 'vitest';
import { countKano, kanoClasses, kanoClassOf, type KanoCounts, kanoFromCounts, kanoLetters, kanoMeans } from './kano.ts';

const counts = (...[M = 0, O = 0, A = 0, I = 0, R = 0, Q = 0]: readonly number[]): KanoCounts => ({ must_be: M, performance: O, attractive: A, indifferent: I, reverse: R, questionable: Q });

describe('the class of two answers', () => {
  it('stands in the published table', () => {
    const table = [1, 2, 3, 4, 5].map((first) => [1, 2, 3, 4, 5].map((second) => kanoLetters[kanoClassOf(first, second)]).join(''));
    expect(table).toEqual(['QAAAO', 'RIIIM', 'RIIIM', 'RIIIM', 'RRRRQ']);
  });
  it('needs both answers on five points', () => {
    for (const [first, second] of [[0, 1], [1, 6], [1.5, 2], [Number.NaN, 1]] as const) expect(() => kanoClassOf(first, second)).toThrow('Kano answers are 1 to 5');
    expect(() => countKano([{ first: 1, second: 5, n: Number.NaN }])).toThrow(RangeError);
  });
});

describe('a feature', () => {
  it('is what most see, with what it is worth', () => {
    // K1 of the kiosk survey: better 90/193, worse −138/193; lead 36, needed 1.65·√(138·250/388) = 15.5589
    const feature = kanoFromCounts(counts(87, 51, 39, 16, 0, 1));
    expect(feature).toMatchObject({ n: 194, mostSeen: 'must_be', byRule: 'must_be', isDecided: true, lead: { answers: 36 } });
    expect(feature.better.value).toBeCloseTo(0.466321, 6);
    expect(feature.worse.value).toBeCloseTo(-0.715026, 6);
    expect(feature.lead?.needed).toBeCloseTo(15.558855, 6);
    expect(feature.strength).toBeCloseTo(36 / 194, 12);
    expect(feature.totalStrength).toBeCloseTo(177 / 194, 12);
    // Wilson of 90 of 193, and of 138 of 193 turned round
    expect([feature.better.low, feature.better.high].map((end) => end?.toFixed(4))).toEqual(['0.3973', '0.5367']);
    expect([feature.worse.low, feature.worse.high].map((end) => end?.toFixed(4))).toEqual(['-0.7740', '-0.6476']);
  });

  it('is undecided where the lead may be chance, and then what matters more', () => {
    // K5: 81 performance, 77 must-be: 4 lead, 15.97 needed, 2.1 % of 194
    expect(kanoFromCounts(counts(77, 81, 16, 17, 0, 3))).toMatchObject({ mostSeen: 'performance', byRule: 'must_be', isDecided: false });
    // K9: must-be lies far behind, so performance stays before attractive
    expect(kanoFromCounts(counts(25, 75, 71, 20, 2, 1))).toMatchObject({ mostSeen: 'performance', byRule: 'performance', isDecided: false });
    // 6 % exactly is a lead
    expect(kanoFromCounts(counts(47, 53, 0, 0)).byRule).toBe('performance');
    expect(kanoFromCounts(counts(48, 52, 0, 0)).byRule).toBe('must_be');
  });

  it('of which nobody wants anything has no better and no worse', () => {
    const refused = kanoFromCounts(counts(0, 0, 0, 0, 40, 2));
    expect(refused).toMatchObject({ n: 42, mostSeen: 'reverse', byRule: 'reverse', isDecided: true, totalStrength: 0 });
    expect([refused.better, refused.worse]).toEqual([{ value: null, low: null, high: null }, { value: null, low: null, high: null }]);
  });

  it('without answers is nothing, with one or two not decided by much', () => {
    expect(kanoFromCounts(countKano([]))).toMatchObject({ n: 0, mostSeen: null, byRule: null, strength: null, totalStrength: null, isDecided: null, lead: null });
    // 1.65·√(1·1/2) = 1.17 > 1
    expect(kanoFromCounts(counts(1, 0, 0, 0))).toMatchObject({ mostSeen: 'must_be', isDecided: false });
    const one = kanoFromCounts(counts(0, 0, 1, 0));
    expect([one.better.value, one.worse.value, one.worse.high]).toEqual([1, 0, 0]);
    expect(kanoMeans([])).toEqual({ functional: null, dysfunctional: null });
    expect(kanoMeans([{ first: 1, second: 5, n: 3 }, { first: 5, second: 1, n: 1 }])).toEqual({ functional: 2.5, dysfunctional: 2.5 });
  });

  it('is less certain where customers answered several times', () => {
    const once = kanoFromCounts(counts(40, 20, 10, 10));
    const twice = kanoFromCounts(counts(80, 40, 20, 20), { independence: 0.5 });
    expect(twice.better).toEqual(once.better);
    expect([once.isDecided, twice.isDecided]).toEqual([true, true]);
    // 30 against 20 of 80 needs 1.65·√(50·110/160) = 9.67; half as certain 13.68
    expect(kanoFromCounts(counts(30, 20, 15, 15)).isDecided).toBe(true);
    expect(kanoFromCounts(counts(30, 20, 15, 15), { independence: 0.5 }).isDecided).toBe(false);
    expect(() => kanoFromCounts(counts(1, 1, 1, 1), { independence: 0 })).toThrow('independence');
  });

  it('never shows a number that is none, whatever was answered', () => {
    const some = fc.oneof(fc.nat(500), fc.double({ min: 0, max: 1000, noNaN: true }));
    fc.assert(
      fc.property(fc.tuple(some, some, some, some, some, some), fc.double({ min: 0.001, max: 1, noNaN: true }), ([M, O, A, I, R, Q], independence) => {
        const feature = kanoFromCounts(counts(M, O, A, I, R, Q), { independence });
        for (const { value, low, high } of [feature.better, feature.worse]) {
          if (value === null || low === null || high === null) continue;
          expect(Number.isFinite(value) && low <= value && value <= high).toBe(true);
        }
        const { mostSeen, byRule, strength } = feature;
        if (mostSeen === null || byRule === null || strength === null) return;
        expect(kanoClasses.indexOf(byRule)).toBeLessThanOrEqual(kanoClasses.indexOf(mostSeen));
        expect(strength >= 0 && strength <= 1).toBe(true);
      }),
    );
  });
});
