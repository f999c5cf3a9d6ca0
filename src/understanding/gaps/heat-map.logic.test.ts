import { describe, expect, it } from 'vitest';
import type { HeatCell } from './heat-map.contract.ts';
import { cellsOf, type CellSums, closable, closingSteps, type HeatCounts, hiddenCells, isCertain, placeKey, rankGaps } from './heat-map.logic.ts';

/** A cell in which each of `n` customers answered once: half of them fell `wide` points short, half one point less. */
function sums(touchpoint: string, n: number, wide: number): CellSums {
  const gaps = Array.from({ length: n }, (_, at) => -(at % 2 === 0 ? wide : wide - 1));
  const sum = gaps.reduce((total, gap) => total + gap, 0);
  const below = gaps.filter((gap) => gap < 0).length;
  return {
    touchpoint, dimension: 'speed', n, customers: n, sumExpectation: 9 * n, sumGap: sum, sumSqOfClusterSums: gaps.reduce((total, gap) => total + gap ** 2, 0), sumClusterSumTimesSize: sum, sumSqClusterSizes: n,
    below, belowSumSqOfClusterSums: below, belowSumClusterSumTimesSize: below, shortfall: gaps.reduce((total, gap) => total + Math.max(0, -gap), 0),
  };
}
const counts = (change: Partial<HeatCounts>): HeatCounts => ({ cells: [], against: [], targets: [], unpaired: [], before: null, hidden: null, ...change });
const all = () => true;

describe('cells', () => {
  it('stand for customers, so the share below expectation of repeated answers is as uncertain as customers are few', () => {
    // 40 customers answered four times each, always the same: 20 below, 20 not. Wilson with n = 160 would be [0.423, 0.577].
    const repeated: CellSums = { ...sums('a', 160, 1), customers: 40, sumSqOfClusterSums: 20 * 16, sumClusterSumTimesSize: -20 * 16, sumSqClusterSizes: 40 * 16, belowSumSqOfClusterSums: 20 * 16, belowSumClusterSumTimesSize: 20 * 16 };
    const [cell] = cellsOf(counts({ cells: [repeated] }), all);
    expect(cell?.below?.share).toBe(0.5);
    // effective n: 0.25 / (40/39 · 40 · 4 / 160²) = 39; Wilson 19.5 of 39
    expect(cell?.below?.low).toBeCloseTo(0.350278, 5);
    expect(cell?.below?.high).toBeCloseTo(0.649722, 5);
  });
  it('are corrected for how many are looked at, and only for those that are seen', () => {
    const two = counts({ cells: [sums('a', 40, 0.6), sums('b', 40, 3)] });
    const seen = cellsOf(two, all);
    const alone = cellsOf(two, (touchpoint) => touchpoint === 'a');
    expect(alone.map(({ touchpoint }) => touchpoint)).toEqual(['a']);
    expect(seen[1]?.pAdjusted).toBeCloseTo((seen[1]?.p ?? 0) * 2, 12);
    expect(alone[0]?.pAdjusted).toBe(alone[0]?.p);
  });
  it('need no test where all said the same', () => {
    const same: CellSums = { ...sums('a', 40, 2), sumGap: -80, sumSqOfClusterSums: 160, sumClusterSumTimesSize: -80 };
    const [cell] = cellsOf(counts({ cells: [same] }), all);
    expect(cell).toMatchObject({ gap: -2, gapLow: -2, gapHigh: -2, p: null, pAdjusted: null });
    expect(cell && isCertain(cell)).toBe(true);
  });
  it('of a group are hidden where another group would come out by subtraction', () => {
    const sizes = (parts: Record<string, number>) => Object.entries(parts).map(([part, customers]) => ({ touchpoint: 'a', dimension: 'speed', group: part, pairCustomers: customers, livedCustomers: customers }));
    // All minus private is business: 4.
    expect(hiddenCells(sizes({ private: 36, business: 4 }), 'private').size).toBe(1);
    // All minus both is young: 10. The smaller of both is hidden with it.
    expect([hiddenCells(sizes({ private: 50, business: 40, young: 10 }), 'business').size, hiddenCells(sizes({ private: 50, business: 40, young: 10 }), 'private').size]).toEqual([1, 0]);
    expect(hiddenCells(sizes({ private: 36, business: 31 }), 'private').size).toBe(0);
    expect(hiddenCells(sizes({ private: 40 }), 'private').size).toBe(0);
  });
  it('take no change from a period with too few customers', () => {
    expect(cellsOf(counts({ cells: [sums('a', 40, 2)], before: { cells: [sums('a', 29, 2)], against: [] } }), all)).toMatchObject([{ change: null }]);
    expect(cellsOf(counts({ cells: [sums('a', 40, 2)], before: { cells: [sums('a', 30, 2)], against: [] } }), all)).toMatchObject([{ change: { difference: 0 } }]);
    // Nor from one that hid the cell: now minus the change would be what was hidden.
    expect(cellsOf(counts({ cells: [sums('a', 40, 2)], before: { cells: [sums('a', 30, 2)], against: [], hidden: new Set([placeKey({ touchpoint: 'a', dimension: 'speed' })]) } }), all)).toMatchObject([{ change: null }]);
  });
});

describe('the widest gaps', () => {
  const cell = (touchpoint: string, gap: number, half: number): HeatCell => ({ touchpoint, dimension: 'speed', n: 100, customers: 100, expectation: 9, experience: 9 + gap, gap, gapLow: gap - half, gapHigh: gap + half, expectationIsTarget: false, withheld: null, p: 0, pAdjusted: 0, below: null, change: null, shortfall: -gap * 100 });
  it('are twelve at most, with the places that fit the data', () => {
    const cells = [cell('far', -0.1, 0.05), cell('first', -3, 0.1), cell('second', -2, 0.4), cell('third', -1.95, 0.4), ...Array.from({ length: 300 }, (_, at) => cell(`other_${at}`, -0.5, 0.05))];
    const ranking = rankGaps(cells);
    expect(ranking).toHaveLength(12);
    expect(ranking.slice(0, 3)).toMatchObject([{ touchpoint: 'first', rank: 1, low: 1, high: 1, firstProbability: 1 }, { touchpoint: 'second', rank: 2, low: 2, high: 3 }, { touchpoint: 'third', rank: 3, low: 2, high: 3 }]);
    expect(ranking[11]?.high).toBeGreaterThan(200);
  });
  it('are none where nothing is known', () => {
    expect(rankGaps([])).toEqual([]);
    expect(rankGaps([{ ...cell('a', -1, 0.1), gap: null, gapLow: null, gapHigh: null }])).toEqual([]);
  });
  it('would be closed in the order of what is gained, counted in shares of all shortfall', () => {
    expect(closable([cell('a', -1, 0.1), cell('b', 1, 0.1), { ...cell('c', -2, 2.1), pAdjusted: 0.06 }], 10)).toEqual([{ touchpoint: 'a', dimension: 'speed', points: 1, target: null }]);
    expect(closingSteps([{ touchpoint: 'a', dimension: 'x', points: 1, removed: 20 }, { touchpoint: 'b', dimension: 'x', points: 2, removed: 50 }], 200, 5)).toEqual([
      { touchpoint: 'b', dimension: 'x', points: 2, removed: 0.25, removedSoFar: 0.25 }, { touchpoint: 'a', dimension: 'x', points: 1, removed: 0.1, removedSoFar: 0.35 },
    ]);
    expect(closingSteps([], 0, 5)).toEqual([]);
  });
});
