import { describe, expect, it } from 'vitest';
import { figureOf, lacksExpectation, noFigures, sortRanking, targetFor } from './figures.logic.ts';
import type { RankedTouchpoint } from './gaps.contract.ts';

/** `customers` customers who all expect 9; half live 5, half 7. */
const sums = (customers: number) => ({
  ...noFigures, n: customers, customers, sumGap: -3 * customers, sumSqOfClusterSums: (16 + 4) * (customers / 2), sumClusterSumTimesSize: -3 * customers, sumSqClusterSizes: customers, sumExpectation: 9 * customers, sumExperience: 6 * customers,
  livedN: customers, livedCustomers: customers, livedSum: 6 * customers, livedSumSqOfClusterSums: (25 + 49) * (customers / 2), livedSumClusterSumTimesSize: 6 * customers, livedSumSqClusterSizes: customers,
});

describe('a figure', () => {
  it('is withheld below 30 customers, and never zero', () => {
    expect(figureOf(sums(28), null)).toEqual({ n: 28, customers: 28, expectation: null, experience: null, gap: null, gapLow: null, gapHigh: null, expectationIsTarget: false });
  });
  it('counts customers, not answers', () => {
    expect(figureOf({ ...sums(30), n: 60, customers: 29 }, null).gap).toBeNull();
  });
  it('has the paired interval: gaps −4 and −2 of 30 customers, sd 1.017095, t(29) 2.045230', () => {
    const figure = figureOf(sums(30), null);
    expect(figure).toMatchObject({ expectation: 9, experience: 6, gap: -3 });
    expect(figure.gapLow).toBeCloseTo(-3 - 2.04523 * 1.017095 / Math.sqrt(30), 5);
  });
  it('is held against the Soll where one is set, with the interval of the experience', () => {
    const figure = figureOf({ ...sums(30), n: 0, customers: 0 }, 8);
    expect(figure).toMatchObject({ n: 30, expectation: 8, experience: 6, gap: -2, expectationIsTarget: true });
    expect(figure.gapHigh).toBeCloseTo(-2 + 2.04523 * 1.017095 / Math.sqrt(30), 5);
  });
  it('shows the Soll even where the experience is withheld', () => {
    expect(figureOf(sums(4), 8)).toMatchObject({ n: 4, expectation: 8, experience: null, gap: null, expectationIsTarget: true });
  });
});

describe('a missing expectation', () => {
  const lived = { ...sums(30), n: 0, customers: 0 };
  it('is told where 30 customers said what they lived and nobody what they expected', () => {
    expect([lacksExpectation(lived, null), lacksExpectation({ ...lived, n: 29, customers: 29 }, null)]).toEqual([true, true]);
  });
  it('is none where a Soll or enough expectations are there, or too few experiences', () => {
    expect([lacksExpectation(lived, 8), lacksExpectation(sums(30), null), lacksExpectation({ ...lived, livedCustomers: 29 }, null), lacksExpectation(noFigures, null)]).toEqual([false, false, false, false]);
  });
});

describe('the Soll that holds', () => {
  const targets = [
    { touchpoint: 'a', dimension: '', targetGroup: '', value: 8 }, { touchpoint: 'a', dimension: '', targetGroup: 'business', value: 9 },
    { touchpoint: 'a', dimension: 'speed', targetGroup: '', value: 7 },
  ];
  it('is the one of the group before the one for everybody', () => {
    expect(targetFor(targets, 'a', '', 'business')).toBe(9);
    expect(targetFor(targets, 'a', '', 'young')).toBe(8);
    expect(targetFor(targets, 'a', '', '')).toBe(8);
  });
  it('of a dimension is for that dimension only', () => {
    expect(targetFor(targets, 'a', 'speed', '')).toBe(7);
    expect(targetFor(targets, 'a', 'ease', '')).toBeNull();
    expect(targetFor(targets, 'b', '', '')).toBeNull();
  });
});

describe('the ranking', () => {
  const touchpoint = (code: string, priority: number | null): RankedTouchpoint => ({ code, priority, name: code, stage: 'use', kind: 'main', channel: 'web', department: null, momentOfTruth: false, n: 0, customers: 0, expectation: null, experience: null, gap: null, gapLow: null, gapHigh: null, expectationIsTarget: false, experiences: 0, lacksExpectation: false, reach: 0, contacts: 0, importance: null, shortfall: null });
  const given = [touchpoint('d', null), touchpoint('b', 4), touchpoint('a', 4), touchpoint('c', 60), touchpoint('e', 0)];
  it('puts the widest shortfall first where nobody gave an overall score', () => {
    const fallsShort = (code: string, gap: number | null) => ({ ...touchpoint(code, null), gap });
    expect(sortRanking([fallsShort('app', 0.5), fallsShort('branch', null), fallsShort('hotline', -3.5), fallsShort('invoice', -1.3)], '-priority').map(({ code }) => code)).toEqual(['hotline', 'invoice', 'app', 'branch']);
  });
  it('puts what is withheld last, upwards and downwards', () => {
    expect(sortRanking(given, '-priority').map(({ code }) => code)).toEqual(['c', 'a', 'b', 'e', 'd']);
    expect(sortRanking(given, 'priority').map(({ code }) => code)).toEqual(['e', 'a', 'b', 'c', 'd']);
    expect(sortRanking(given, '-code').map(({ code }) => code)).toEqual(['e', 'd', 'c', 'b', 'a']);
  });
});
