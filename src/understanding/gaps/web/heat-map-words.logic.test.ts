import { describe, expect, it } from 'vitest';
import type { HeatCell } from '../heat-map.contract.ts';
import { cellAddress } from './heat-links.logic.ts';
import { countStandings, distanceIn, frontRunners, namedOf, standingIn, summariseGaps } from './heat-map-words.logic.ts';

const cell = (change: Partial<HeatCell>): HeatCell => ({ touchpoint: 'repair', dimension: 'speed', n: 40, customers: 40, expectation: 9, experience: 6, gap: -3, gapLow: -3.3, gapHigh: -2.7, expectationIsTarget: false, withheld: null, p: 0, pAdjusted: 0, below: null, change: null, shortfall: 120, ...change });
const withheld = cell({ expectation: null, experience: null, gap: null, gapLow: null, gapHigh: null, p: null, pAdjusted: null, customers: 12, withheld: 'too_few' });
const touchpoints = [{ code: 'repair', name: 'Repair status', stage: 'service' as const, channel: 'web', department: null, momentOfTruth: false }];
const ranked = (dimension: string, [rank, low, high]: [number, number, number], firstProbability = rank === 1 ? 1 : 0) => ({ touchpoint: 'repair', dimension, rank, low, high, firstProbability });

describe('the sentence above the map', () => {
  it('names the widest certain gap and how many there are', () => {
    const cells = [cell({ dimension: 'ease', gap: -1, experience: 8 }), cell({}), cell({ dimension: 'style', gap: -0.5, pAdjusted: 0.2 }), withheld];
    expect(summariseGaps({ touchpoints, cells, ranking: [ranked('speed', [1, 1, 1]), ranked('ease', [2, 2, 2]), ranked('style', [3, 2, 3])] })).toEqual({ kind: 'short', touchpoint: 'Repair status', dimension: 'speed', expected: 9, lived: 6, below: 2, shown: 3 });
  });
  it('names all that may be the widest where they cannot be told apart, certain or not', () => {
    const cells = [cell({ gap: -2.9 }), cell({ dimension: 'ease', gap: -2.8 }), cell({ dimension: 'style', gap: -2.5, pAdjusted: 0.2 }), cell({ dimension: 'care', gap: -1 })];
    expect(summariseGaps({ touchpoints, cells, ranking: [ranked('speed', [1, 1, 3], 0.5), ranked('ease', [2, 1, 3], 0.4), ranked('style', [3, 1, 3], 0.1), ranked('care', [4, 4, 4], 0)] })).toEqual({
      kind: 'tied', more: 0, below: 3, shown: 4,
      gaps: [{ touchpoint: 'Repair status', dimension: 'speed', gap: -2.9 }, { touchpoint: 'Repair status', dimension: 'ease', gap: -2.8 }, { touchpoint: 'Repair status', dimension: 'style', gap: -2.5 }],
    });
  });
  it('names the only certain gap, and none where the one in front is not certain', () => {
    const ranking = [ranked('style', [1, 1, 1]), ranked('speed', [2, 2, 2]), ranked('ease', [3, 2, 3])];
    const style = cell({ dimension: 'style', gap: -5, pAdjusted: 0.2 });
    expect(summariseGaps({ touchpoints, cells: [style, cell({})], ranking })).toMatchObject({ kind: 'short', dimension: 'speed', below: 1 });
    expect(summariseGaps({ touchpoints, cells: [style, cell({}), cell({ dimension: 'ease' })], ranking })).toEqual({ kind: 'several', below: 2, shown: 3 });
  });
  it('calls nothing short that may be chance', () => {
    expect(summariseGaps({ touchpoints, cells: [cell({ pAdjusted: 0.2 })], ranking: [] })).toEqual({ kind: 'met', shown: 1 });
  });
  it('says what is missing: an expectation, answers, or everything', () => {
    expect(summariseGaps({ touchpoints, cells: [withheld, { ...withheld, withheld: 'no_expectation' }], ranking: [] })).toEqual({ kind: 'no_expectation', cells: 1 });
    expect(summariseGaps({ touchpoints, cells: [withheld], ranking: [] })).toEqual({ kind: 'too_few', customers: 12 });
    expect(summariseGaps({ touchpoints: [], cells: [], ranking: [] })).toEqual({ kind: 'nothing' });
  });
});

describe('the front of the ranking', () => {
  const dimensions = (ranking: ReturnType<typeof ranked>[]) => frontRunners(ranking).map(({ dimension }) => dimension);
  it('is one gap where its place is 1 to 1, or where it leads in 95 of 100 draws', () => {
    expect(dimensions([ranked('speed', [1, 1, 1], 0.98), ranked('ease', [2, 2, 3], 0.02)])).toEqual(['speed']);
    expect(dimensions([ranked('speed', [1, 1, 2], 0.95), ranked('ease', [2, 1, 3], 0.05)])).toEqual(['speed']);
  });
  it('is all that reach the first place where the leader leads in half of the draws', () => {
    expect(dimensions([ranked('speed', [1, 1, 3], 0.5), ranked('ease', [2, 1, 4], 0.44), ranked('style', [3, 2, 5], 0.01), ranked('care', [4, 1, 9], 0.05)])).toEqual(['speed', 'ease', 'care']);
  });
  it('is both of two that are equal', () => {
    expect(dimensions([ranked('speed', [1, 1, 1], 1), ranked('ease', [1, 1, 1], 1)])).toEqual(['speed', 'ease']);
    expect(dimensions([])).toEqual([]);
  });
  it('names four of four, and three of five', () => {
    expect([namedOf([1, 2, 3, 4]), namedOf([1, 2, 3, 4, 5])]).toEqual([{ named: [1, 2, 3, 4], more: 0 }, { named: [1, 2, 3], more: 2 }]);
  });
});

describe('a cell', () => {
  it('is coloured only where it is more than chance', () => {
    expect([cell({}), cell({ pAdjusted: 0.06 }), cell({ gap: 0.4 }), withheld].map((one) => standingIn(one, 'gap'))).toEqual(['below', 'at', 'above', 'at']);
    expect(countStandings([cell({}), cell({ pAdjusted: 0.06 }), withheld])).toEqual({ below: 1, at: 1, above: 0, shown: 2, withheld: 1 });
  });
  it('of a change stands for better or worse, not for below or above', () => {
    const better = cell({ change: { difference: 0.8, low: 0.2, high: 1.4, pAdjusted: 0.01 } });
    expect([standingIn(better, 'change'), distanceIn(better, 'change'), distanceIn(better, 'gap')]).toEqual(['above', 0.8, -3]);
    expect(standingIn(cell({ change: { difference: -0.8, low: -1.6, high: -0.01, pAdjusted: 0.2 } }), 'change')).toBe('at');
    expect([standingIn(cell({}), 'change'), distanceIn(cell({}), 'change')]).toEqual(['at', null]);
  });
  it('leads to its answers with the same filters, or to the touchpoint for those who may not read them', () => {
    const filters = { from: '2026-01-01', group: 'business', maySeeAnswers: true };
    expect(cellAddress({ touchpoint: 'repair', dimension: 'speed' }, filters)).toBe('/touchpoints/repair/answers?from=2026-01-01&group=business&dimension=speed');
    expect(cellAddress({ touchpoint: 'repair', dimension: 'speed' }, { ...filters, maySeeAnswers: false })).toBe('/touchpoints/repair?group=business');
  });
});
