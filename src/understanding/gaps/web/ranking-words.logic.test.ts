import { describe, expect, it } from 'vitest';
import type { GapFigure, RankedTouchpoint } from '../gaps.contract.ts';
import { choosePeriods, evenly } from './months.logic.ts';
import { firstDay } from './period.logic.ts';
import { dumbbellScale } from './dumbbell-scale.logic.ts';
import { summariseRanking } from './ranking-sentence.logic.ts';

const touchpoint = (name: string, change: Partial<RankedTouchpoint>): RankedTouchpoint => ({
  code: name, name, stage: 'use', kind: 'main', channel: 'web', department: null, momentOfTruth: false, n: 0, customers: 0, expectation: null, experience: null, gap: null, gapLow: null, gapHigh: null,
  expectationIsTarget: false, experiences: 0, lacksExpectation: false, reach: 0, contacts: 0, importance: null, shortfall: null, priority: null, ...change,
});
const short = (name: string, n: number, experience: number, priority: number | null) => touchpoint(name, { n, customers: n, expectation: 8, experience, gap: experience - 8, gapLow: experience - 8.5, gapHigh: experience - 7.5, priority, reach: 0.41 });

describe('the sentence above the list', () => {
  it('names the two most urgent touchpoints with their common figures, weighted by answers', () => {
    expect(summariseRanking([short('Roaming', 100, 5, 10), short('Repair', 300, 7, 60), short('Shop', 50, 6, 1)])).toEqual({ kind: 'short', names: ['Repair', 'Roaming'], expected: 8, lived: 6.5, reach: null, more: 1 });
  });
  it('tells how many customers a single one concerns', () => {
    expect(summariseRanking([short('Repair', 300, 7, null)])).toMatchObject({ names: ['Repair'], reach: 0.41, more: 0 });
  });
  it('does not call short what may be chance', () => {
    expect(summariseRanking([touchpoint('Repair', { n: 40, customers: 40, gap: -0.3, gapLow: -0.8, gapHigh: 0.2 })])).toEqual({ kind: 'met', count: 1 });
  });
  it('says that a Soll is missing rather than that answers are', () => {
    expect(summariseRanking([touchpoint('Shop', { customers: 3 }), touchpoint('Repair', { experiences: 25_976, lacksExpectation: true })])).toEqual({ kind: 'no_soll', count: 1 });
  });
  it('says that there is too little, and how little', () => {
    expect(summariseRanking([touchpoint('Shop', { customers: 3 }), touchpoint('Repair', { customers: 12 })])).toEqual({ kind: 'too_few', name: 'Repair', customers: 12 });
    expect(summariseRanking([touchpoint('Shop', {})])).toEqual({ kind: 'no_answers' });
  });
});

describe('the axis of time', () => {
  const figure = (gap: number | null): GapFigure => ({ n: 40, customers: 40, expectation: 8, experience: 7, gap, gapLow: gap, gapHigh: gap, expectationIsTarget: false });
  it('is even over months without answers and over the turn of the year', () => {
    expect(evenly([{ month: '2027-02', ...figure(-1) }, { month: '2026-11', ...figure(-2) }], 1).map(({ month, gap }) => [month, gap])).toEqual([['2026-11', -2], ['2026-12', null], ['2027-01', null], ['2027-02', -1]]);
    expect(evenly([{ month: '2026-07', ...figure(-1) }, { month: '2027-01', ...figure(-2) }], 3).map(({ month }) => month)).toEqual(['2026-07', '2026-10', '2027-01']);
  });
  it('goes by quarters where most months have too few answers', () => {
    const byMonth = [{ month: '2026-01', ...figure(null) }, { month: '2026-02', ...figure(null) }, { month: '2026-03', ...figure(-1) }];
    expect(choosePeriods({ byMonth, byQuarter: [{ month: '2026-01', ...figure(-1) }] })).toMatchObject({ step: 'quarter', figures: [{ month: '2026-01' }] });
    expect(choosePeriods({ byMonth: byMonth.slice(1), byQuarter: [] })).toMatchObject({ step: 'month' });
  });
});

describe('the period', () => {
  it('begins on a whole day', () => {
    expect(firstDay('90', new Date('2026-03-31T22:15:00Z'))).toBe('2025-12-31');
    expect(firstDay('all', new Date('2026-03-31T22:15:00Z'))).toBeUndefined();
    expect(firstDay('nonsense', new Date('2026-03-31T22:15:00Z'))).toBeUndefined();
  });
});

describe('the scale of the dumbbells', () => {
  it('begins one point below the lowest value, so that differences can be seen', () => {
    expect(dumbbellScale([short('Repair', 300, 5.4, 1)])).toEqual({ min: 3, max: 10 });
    expect(dumbbellScale([touchpoint('Shop', {})])).toEqual({ min: 0, max: 10 });
  });
});
