import { describe, expect, it } from 'vitest';
import type { HeatCell } from '../heat-map.contract.ts';
import { cellAddress } from './heat-links.logic.ts';
import { countStandings, distanceIn, standingIn, summariseGaps } from './heat-map-words.logic.ts';

const cell = (change: Partial<HeatCell>): HeatCell => ({ touchpoint: 'repair', dimension: 'speed', n: 40, customers: 40, expectation: 9, experience: 6, gap: -3, gapLow: -3.3, gapHigh: -2.7, expectationIsTarget: false, withheld: null, p: 0, pAdjusted: 0, below: null, change: null, shortfall: 120, ...change });
const withheld = cell({ expectation: null, experience: null, gap: null, gapLow: null, gapHigh: null, p: null, pAdjusted: null, customers: 12, withheld: 'too_few' });
const touchpoints = [{ code: 'repair', name: 'Repair status', stage: 'service' as const, channel: 'web', department: null, momentOfTruth: false }];

describe('the sentence above the map', () => {
  it('names the widest certain gap and how many there are', () => {
    expect(summariseGaps({ touchpoints, cells: [cell({ dimension: 'ease', gap: -1, experience: 8 }), cell({}), cell({ dimension: 'style', gap: -5, pAdjusted: 0.2 }), withheld] }))
      .toEqual({ kind: 'short', touchpoint: 'Repair status', dimension: 'speed', expected: 9, lived: 6, below: 2, shown: 3 });
  });
  it('calls nothing short that may be chance', () => {
    expect(summariseGaps({ touchpoints, cells: [cell({ pAdjusted: 0.2 })] })).toEqual({ kind: 'met', shown: 1 });
  });
  it('says what is missing: an expectation, answers, or everything', () => {
    expect(summariseGaps({ touchpoints, cells: [withheld, { ...withheld, withheld: 'no_expectation' }] })).toEqual({ kind: 'no_expectation', cells: 1 });
    expect(summariseGaps({ touchpoints, cells: [withheld] })).toEqual({ kind: 'too_few', customers: 12 });
    expect(summariseGaps({ touchpoints: [], cells: [] })).toEqual({ kind: 'nothing' });
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
