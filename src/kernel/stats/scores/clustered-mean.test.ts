import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { fc } from '../../testing/properties.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { clusteredMeanFromSums } from './clustered-mean.ts';
import type { ClusterSums } from './clustered-mean.ts';

/** Adds up as SQL would, for answers written as one list per customer. */
function sumsOf(answersByCustomer: readonly (readonly number[])[]): ClusterSums {
  const sums: ClusterSums = {
    n: 0,
    clusters: answersByCustomer.length,
    sum: 0,
    sumSqOfClusterSums: 0,
    sumClusterSumTimesSize: 0,
    sumSqClusterSizes: 0,
  };
  for (const answers of answersByCustomer) {
    const own = answers.reduce((sum, answer) => sum + answer, 0);
    sums.n += answers.length;
    sums.sum += own;
    sums.sumSqOfClusterSums += own ** 2;
    sums.sumClusterSumTimesSize += own * answers.length;
    sums.sumSqClusterSizes += answers.length ** 2;
  }
  return sums;
}

describe('clusteredMeanFromSums', () => {
  it('gives the worked example of three customers and six answers', () => {
    // mean 24/6 = 4; residuals: 2+4 − 8 = −2, 5+5+6 − 12 = 4, 2 − 4 = −2; Σe² = 24; V = 3/2 · 24/36 = 1; df 2
    const mean = clusteredMeanFromSums(sumsOf([[2, 4], [5, 5, 6], [2]]));
    expect(mean.mean).toBe(4);
    expect(mean.standardError).toBeCloseTo(1, 12);
    expect(mean.df).toBe(2);
    expect(mean.high).toBeCloseTo(4 + 4.30265272975, 9);
    // 6² / (4 + 9 + 1)
    expect(mean.effectiveClusters).toBeCloseTo(36 / 14, 12);
  });

  it('does not believe that copying every answer ten times tells more', () => {
    const once = clusteredMeanFromSums(sumsOf([[1], [4], [4], [7]]));
    const tenTimes = clusteredMeanFromSums(sumsOf([1, 4, 4, 7].map((answer) => Array.from({ length: 10 }, () => answer))));
    expect(tenTimes.n).toBe(40);
    expect(tenTimes.low).toBeCloseTo(once.low ?? Number.NaN, 12);
    expect(tenTimes.effectiveClusters).toBe(4);
  });

  it('says that one customer with 500 answers among five others is hardly more than one voice', () => {
    const loud = Array.from({ length: 500 }, () => 1);
    // 505² / (500² + 5) = 1.02008
    expect(clusteredMeanFromSums(sumsOf([loud, [5], [5], [5], [5], [5]])).effectiveClusters).toBeCloseTo(1.02008, 5);
  });

  it('gets the residuals of any answers from their sums, without a second pass', () => {
    const answers = fc.array(fc.integer({ min: -10, max: 10 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(answers, { minLength: 2, maxLength: 30 }), (answersByCustomer) => {
        const { mean, standardError, n, clusters } = clusteredMeanFromSums(sumsOf(answersByCustomer));
        const residuals = answersByCustomer.map((own) => own.reduce((sum, answer) => sum + answer - (mean ?? 0), 0));
        const squares = residuals.reduce((sum, residual) => sum + residual ** 2, 0);
        expect((standardError ?? 0) ** 2).toBeCloseTo(((clusters / (clusters - 1)) * squares) / n ** 2, 8);
      }),
    );
  });

  it('refuses more customers than answers, and answers of nobody', () => {
    expect(() => clusteredMeanFromSums({ ...sumsOf([[1], [2]]), clusters: 3 })).toThrow('2 answers cannot form 3 clusters');
    expect(() => clusteredMeanFromSums({ ...sumsOf([[1], [2]]), clusters: 0 })).toThrow(RangeError);
  });

  it('finds the published standard error of the schools in ../shared/data/api-raking', ({ skip }) => {
    const file = '../shared/data/api-raking/apiclus1.csv';
    skip(!existsSync(file), `${file} is absent here`);
    const rows = z
      .array(z.object({ dnum: z.string(), api00: z.coerce.number() }))
      .parse(parse(readFileSync(file), { columns: true }));
    const mean = clusteredMeanFromSums(sumsOf([...Map.groupBy(rows, (row) => row.dnum).values()].map((own) => own.map((row) => row.api00))));
    expect(mean.clusters).toBe(15);
    expect(mean.mean).toBeCloseTo(644.1693989, 5);
    // The manual of the R package survey prints 23.542 for svymean(~api00, dclus1), with 15 of 757 districts drawn.
    expect((mean.standardError ?? Number.NaN) * Math.sqrt(1 - 15 / 757)).toBeCloseTo(23.542, 3);
  });
});
