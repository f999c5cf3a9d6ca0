import { describe, expect, it } from 'vitest';
import { clusteredMeanFromSums } from './clustered-mean.ts';
import { clusterEffectFromSums, designEffectFromSums, designEffectOf, finitePopulationFactor, weightedClusteredMean, weightedMean, weightedNps, weightedShare } from './design-effect.ts';
import { meanFromSummary } from './mean.ts';
import { npsFromCounts } from './nps.ts';
import { shareFromCounts } from './share.ts';

describe('the design effect of weights', () => {
  it('is 1 for equal weights and 1.8 for 1 and 9', () => {
    expect(designEffectOf([3, 3, 3])).toEqual({ n: 3, sumOfWeights: 9, deff: 1, nEff: 3 });
    // (1 + 9)² / (1 + 81) = 1.2195 of 2: 1.64
    expect(designEffectOf([1, 9]).deff).toBeCloseTo(1.64, 10);
    expect(designEffectOf([1, 9]).nEff).toBeCloseTo(100 / 82, 10);
  });
  it('is nothing without answers, and 1 for a single one', () => {
    expect(designEffectOf([])).toEqual({ n: 0, sumOfWeights: 0, deff: null, nEff: 0 });
    expect(designEffectOf([7])).toMatchObject({ deff: 1, nEff: 1 });
  });
  it('refuses weights below 0, weights that are none, and answers that all weigh nothing', () => {
    expect(() => designEffectOf([1, -1])).toThrow('weight must be a finite number of at least 0');
    expect(() => designEffectOf([1, Number.NaN])).toThrow('weight must be a finite number');
    expect(() => designEffectFromSums({ n: 2, sum: 0, sumSq: 0 })).toThrow('2 answers have no weight above 0');
  });
});

describe('weighted figures', () => {
  it('with equal weights are the plain ones, whatever the weight is', () => {
    expect(weightedNps({ promoters: 80, passives: 60, detractors: 60 }, 100)).toEqual(npsFromCounts({ promoters: 40, passives: 30, detractors: 30 }));
    expect(weightedShare({ hits: 162, n: 526 }, 263)).toEqual(shareFromCounts({ hits: 81, n: 263 }));
    const plain = meanFromSummary({ n: 4, mean: 3, variance: 10 / 3 });
    const weighted = weightedMean({ weight: 8, sum: 24, sumSq: 92 }, 4); // 1, 2, 4, 5 with weight 2 each
    for (const key of ['n', 'mean', 'low', 'high'] as const) expect(weighted[key]).toBeCloseTo(plain[key] ?? Number.NaN, 10);
  });
  it('are as wide as their effective number of answers allows', () => {
    const full = weightedNps({ promoters: 400, passives: 300, detractors: 300 }, 1000);
    const half = weightedNps({ promoters: 400, passives: 300, detractors: 300 }, 500);
    expect(half.nps).toBe(full.nps);
    expect((half.high ?? 0) - (half.low ?? 0)).toBeGreaterThan(1.3 * ((full.high ?? 0) - (full.low ?? 0)));
  });
  it('say null without answers and never NaN', () => {
    expect(weightedNps({ promoters: 0, passives: 0, detractors: 0 }, 0)).toEqual({ n: 0, nps: null, low: null, high: null });
    expect(weightedShare({ hits: 0, n: 0 }, 0)).toEqual({ n: 0, share: null, low: null, high: null });
    expect(weightedMean({ weight: 0, sum: 0, sumSq: 0 }, 0)).toEqual({ n: 0, mean: null, low: null, high: null });
    expect(weightedMean({ weight: 2, sum: 10, sumSq: 50 }, 1)).toEqual({ n: 1, mean: 5, low: null, high: null });
  });
});

describe('weightedClusteredMean', () => {
  it('with equal weights is the clustered mean', () => {
    const answers = [[1, 'a'], [2, 'a'], [9, 'b'], [4, 'c'], [4, 'c'], [5, 'c']] as const;
    const weighted = weightedClusteredMean(answers.map(([value, cluster]) => ({ value, cluster, weight: 2.5 })));
    const plain = clusteredMeanFromSums({ n: 6, clusters: 3, sum: 25, sumSqOfClusterSums: 9 + 81 + 169, sumClusterSumTimesSize: 6 + 9 + 39, sumSqClusterSizes: 4 + 1 + 9 });
    expect(weighted.mean).toBeCloseTo(plain.mean ?? 0, 12);
    expect(weighted.standardError).toBeCloseTo(plain.standardError ?? 0, 12);
    expect(weighted.high).toBeCloseTo(plain.high ?? 0, 12);
  });
  it('has no error with one cluster and none at all without answers', () => {
    expect(weightedClusteredMean([{ value: 3, weight: 1, cluster: 'a' }, { value: 5, weight: 1, cluster: 'a' }])).toEqual({ n: 2, clusters: 1, mean: 4, standardError: null, low: null, high: null });
    expect(weightedClusteredMean([])).toEqual({ n: 0, clusters: 0, mean: null, standardError: null, low: null, high: null });
    expect(() => weightedClusteredMean([{ value: 3, weight: 0, cluster: 'a' }])).toThrow('1 answers have no weight above 0');
  });
});

describe('clusterEffectFromSums', () => {
  /** Answers of each customer. */
  const sumsOf = (customers: readonly (readonly number[])[]) => {
    const sums = { n: 0, clusters: customers.length, sum: 0, sumSq: 0, sumSqOfClusterSums: 0, sumClusterSumTimesSize: 0, sumSqClusterSizes: 0 };
    for (const answers of customers) {
      const sum = answers.reduce((all, one) => all + one, 0);
      sums.n += answers.length;
      sums.sum += sum;
      sums.sumSq += answers.reduce((all, one) => all + one ** 2, 0);
      sums.sumSqOfClusterSums += sum ** 2;
      sums.sumClusterSumTimesSize += sum * answers.length;
      sums.sumSqClusterSizes += answers.length ** 2;
    }
    return sums;
  };
  const customers = (n: number, answers: (customer: number) => number[]) => Array.from({ length: n }, (_, customer) => answers(customer));

  it('is 1 where each customer answered once, and nearly three where each said the same three times', () => {
    expect(clusterEffectFromSums(sumsOf(customers(40, (one) => [one % 5])))).toBe(1);
    // 3 · (n − 1)/n · G/(G − 1), and a little more for having seen 400 customers only
    expect(clusterEffectFromSums(sumsOf(customers(400, (one) => [one % 5, one % 5, one % 5])))).toBeCloseTo(3.05, 1);
  });
  it('is 1 where answers of a customer have nothing to do with each other', () => {
    expect(clusterEffectFromSums(sumsOf(customers(100, (one) => [one % 5, (one * 3) % 5, 4 - (one % 5)])))).toBeLessThan(1.2);
  });
  it('counts customers instead of answers where all are equal or from one customer', () => {
    expect(clusterEffectFromSums(sumsOf(customers(20, () => [5, 5, 5])))).toBe(3);
    expect(clusterEffectFromSums(sumsOf([[1, 2, 9, 4]]))).toBe(4);
    expect(clusterEffectFromSums(sumsOf([]))).toBe(1);
  });
});

describe('finitePopulationFactor', () => {
  it('leaves no doubt where everybody answered, and none of it away where hardly anybody did', () => {
    expect(finitePopulationFactor(50, 50)).toBe(0);
    expect(finitePopulationFactor(1, 1)).toBe(0);
    expect(finitePopulationFactor(1, 1_000_000)).toBe(1);
    expect(() => finitePopulationFactor(51, 50)).toThrow('51 answers from a population of 50');
  });
});
