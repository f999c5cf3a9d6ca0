import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../random.ts';
import { rankByRespondents, rankFromEstimates } from './rank-uncertainty.ts';

describe('ranks from estimates', () => {
  it('are certain where figures lie far apart', () => {
    const figures = [{ estimate: -1, standardError: 0.05 }, { estimate: -3, standardError: 0.05 }, { estimate: 0, standardError: 0.05 }];
    expect(rankFromEstimates(figures)).toEqual([
      { rank: 2, low: 2, high: 2, firstProbability: 0 }, { rank: 1, low: 1, high: 1, firstProbability: 1 }, { rank: 3, low: 3, high: 3, firstProbability: 0 },
    ]);
  });
  it('share the places of figures that cannot be told apart', () => {
    const [first, second, third] = rankFromEstimates([{ estimate: -2.01, standardError: 0.5 }, { estimate: -2, standardError: 0.5 }, { estimate: 4, standardError: 0.5 }]);
    expect([first, second, third]).toMatchObject([{ rank: 1, low: 1, high: 2 }, { rank: 2, low: 1, high: 2 }, { rank: 3, low: 3, high: 3 }]);
    // P(first below second) = Φ(0.01 / √0.5) = 0.506
    expect(first?.firstProbability).toBeCloseTo(0.506, 1);
  });
  it('leave out what is not known, and take a figure without spread as certain', () => {
    expect(rankFromEstimates([{ estimate: null, standardError: null }, { estimate: 5, standardError: 0 }])).toEqual([{ rank: null, low: null, high: null, firstProbability: null }, { rank: 1, low: 1, high: 1, firstProbability: 1 }]);
    expect(rankFromEstimates([])).toEqual([]);
    expect(rankFromEstimates([{ estimate: 2, standardError: 0 }, { estimate: 2, standardError: 0 }])).toMatchObject([{ rank: 1, firstProbability: 1 }, { rank: 1, firstProbability: 1 }]);
  });
  it('say only where the first stand, among all', () => {
    const figures = [{ estimate: -2, standardError: 0.5 }, { estimate: -1.5, standardError: 0.5 }, ...Array.from({ length: 40 }, (_, at) => ({ estimate: at / 10, standardError: 0.5 }))];
    const all = rankFromEstimates(figures);
    expect(rankFromEstimates(figures, { only: 2 })).toEqual([all[0], all[1], ...Array.from({ length: 40 }, () => ({ rank: null, low: null, high: null, firstProbability: null }))]);
  });
  it('are the same tomorrow, and others with another seed', () => {
    const close = [{ estimate: 0, standardError: 1 }, { estimate: 0.3, standardError: 1 }];
    expect(rankFromEstimates(close)).toEqual(rankFromEstimates(close));
    expect(rankFromEstimates(close, { seed: 7 })).not.toEqual(rankFromEstimates(close));
  });
  it('refuse nonsense by name', () => {
    expect(() => rankFromEstimates([{ estimate: Number.NaN, standardError: 1 }])).toThrow('estimate must be a finite number');
    expect(() => rankFromEstimates([{ estimate: 1, standardError: -1 }])).toThrow('standard error');
    expect(() => rankFromEstimates([], { draws: 10 })).toThrow('draws');
    expect(() => rankFromEstimates([], { confidence: 1 })).toThrow('confidence');
  });
});

describe('ranks from respondents', () => {
  it('know that answers of one respondent move together', () => {
    // Two items that differ by exactly 0.2 for everybody, while respondents differ by several points.
    const random = new SeededRandom(1);
    const first = Float64Array.from({ length: 200 }, () => random.normal() * 3);
    const second = first.map((value) => value + 0.2);
    expect(rankByRespondents({ columns: [first, second] })).toMatchObject([{ low: 1, high: 1, firstProbability: 1 }, { low: 2, high: 2 }]);
    const apart = [first, second].map((column) => ({ estimate: column.reduce((sum, value) => sum + value, 0) / 200, standardError: 3 / Math.sqrt(200) }));
    expect(rankFromEstimates(apart)).toMatchObject([{ low: 1, high: 2 }, { low: 1, high: 2 }]);
  });
  it('are about as certain in 1,000 groups as in single respondents', () => {
    const random = new SeededRandom(2);
    const columns = [0, 0.05].map((mean) => Float64Array.from({ length: 5_000 }, () => mean + random.normal()));
    const means = columns.map((column) => column.reduce((sum, value) => sum + value, 0) / 5_000);
    const [grouped] = rankByRespondents({ columns });
    const [normal] = rankFromEstimates(means.map((estimate) => ({ estimate, standardError: 1 / Math.sqrt(5_000) })));
    expect(Math.abs((grouped?.firstProbability ?? 0) - (normal?.firstProbability ?? 0))).toBeLessThan(0.03);
  });
  it('are no more certain because a file is sorted: one standard error apart is Φ(1) = 0.84', () => {
    // The difference of both columns is spread evenly from −1 to 1 around a mean of one standard error, √(1/3)/√5,000.
    const error = Math.sqrt(1 / 3) / Math.sqrt(5_000);
    const behind = Float64Array.from({ length: 5_000 }, (_, row) => -1 + (2 * (row + 0.5)) / 5_000 - error);
    const [first] = rankByRespondents({ columns: [behind, new Float64Array(5_000)] });
    expect(first?.rank).toBe(1);
    expect(first?.firstProbability).toBeCloseTo(0.84, 1);
  });
  it('draw a customer with all rows, and count weights', () => {
    const columns = [[0, 0, 0, 0, 9, 9], [1, 1, 1, 1, 1, 1]];
    expect(rankByRespondents({ columns, weights: [1, 1, 1, 1, 0, 0] })).toMatchObject([{ rank: 1 }, { rank: 2 }]);
    expect(rankByRespondents({ columns })).toMatchObject([{ rank: 2 }, { rank: 1 }]);
    expect(rankByRespondents({ columns, clusters: ['a', 'a', 'a', 'a', 'a', 'a'] })).toMatchObject([{ low: 2, high: 2 }, { low: 1, high: 1 }]);
  });
  it('give no rank to a column without answers, and refuse columns of different length', () => {
    expect(rankByRespondents({ columns: [[Number.NaN, Number.NaN], [1, 2]] })).toMatchObject([{ rank: null }, { rank: 1 }]);
    expect(rankByRespondents({ columns: [] })).toEqual([]);
    expect(() => rankByRespondents({ columns: [[1], [1, 2]] })).toThrow('column 2 has 2 rows');
  });
});
