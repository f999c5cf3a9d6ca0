import { describe, expect, it } from 'vitest';
import { csatChange, npsChange } from './estimates.logic.ts';

const period = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-02-01T00:00:00Z') };
/** Customers who are all for or all against, and say so as often as said. */
const nps = (promoters: number, detractors: number, each: number) => {
  const clusters = promoters + detractors;
  return { promoters: promoters * each, passives: 0, detractors: detractors * each, n: clusters * each, clusters, sum: (promoters - detractors) * each, sumSqOfClusterSums: clusters * each ** 2, sumClusterSumTimesSize: (promoters - detractors) * each ** 2, sumSqClusterSizes: clusters * each ** 2 };
};
const csat = (satisfied: number, others: number, each: number) => {
  const clusters = satisfied + others;
  const sums = { n: clusters * each, clusters, sum: satisfied * each, sumSqOfClusterSums: satisfied * each ** 2, sumClusterSumTimesSize: satisfied * each ** 2, sumSqClusterSizes: clusters * each ** 2 };
  return { ...sums, rating: sums };
};

describe('a change', () => {
  it('from 0 to +50 among 40 customers each has the interval of the adjusted comparison', () => {
    // (30.75 − 10.75) / 43 = 0.4651; SE √(0.7488/43 + 0.9651/43) = 0.1996
    expect(npsChange(nps(30, 10, 1), nps(20, 20, 1), period)).toMatchObject({ difference: 50, low: expect.closeTo(7.4, 1), high: expect.closeTo(85.6, 1) });
  });
  it('is no surer where the same 40 customers said everything twice', () => {
    // deff 2 · 79/78 · (2.0227/1.9600)² · 39/37 = 2.274: 80 answers are worth 35.18; SE √(0.7484/38.18 + 0.9608/38.18) = 0.2116
    expect(npsChange(nps(30, 10, 2), nps(20, 20, 2), period)).toMatchObject({ difference: expect.closeTo(50, 9), low: expect.closeTo(4.6, 1), high: expect.closeTo(87.5, 1) });
  });
  it('of a share is no surer either', () => {
    const [once, twice] = [csatChange(csat(30, 10, 1), csat(20, 20, 1), period), csatChange(csat(30, 10, 2), csat(20, 20, 2), period)];
    expect([once?.difference, twice?.difference]).toEqual([0.25, expect.closeTo(0.25, 9)]);
    expect((twice?.high ?? 0) - (twice?.low ?? 0)).toBeGreaterThan((once?.high ?? 0) - (once?.low ?? 0));
  });
  it('is withheld where fewer than 30 customers stand on one side', () => {
    expect(npsChange(nps(30, 10, 1), nps(19, 10, 3), period)).toBeNull();
  });
});
