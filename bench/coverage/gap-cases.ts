import type { SeededRandom } from '../../src/kernel/stats/random.ts';
import { cellsOf, type CellSums } from '../../src/understanding/gaps/heat-map.logic.ts';
import { times } from './populations.ts';
import type { CoverageCase } from './simulate.ts';

/** Each customer has a level of their own and gives 1 to 4 pairs of answers around it; half of the variance lies between customers. */
function cellOf(random: SeededRandom, customers: number, gap: number): CellSums {
  const sums: CellSums = { touchpoint: 't', dimension: 'd', n: 0, customers, sumExpectation: 0, sumGap: 0, sumSqOfClusterSums: 0, sumClusterSumTimesSize: 0, sumSqClusterSizes: 0, below: 0, belowSumSqOfClusterSums: 0, belowSumClusterSumTimesSize: 0, shortfall: 0 };
  for (let customer = 0; customer < customers; customer += 1) {
    const level = gap + random.normal();
    const gaps = times(1 + random.integer(4), () => level + random.normal());
    const sum = gaps.reduce((total, one) => total + one, 0);
    const below = gaps.filter((one) => one < 0).length;
    sums.n += gaps.length;
    sums.sumGap += sum;
    sums.sumSqOfClusterSums += sum ** 2;
    sums.sumClusterSumTimesSize += sum * gaps.length;
    sums.sumSqClusterSizes += gaps.length ** 2;
    sums.below += below;
    sums.belowSumSqOfClusterSums += below ** 2;
    sums.belowSumClusterSumTimesSize += below * gaps.length;
  }
  return sums;
}

const SAMPLES = 10_000;
const all = () => true;
const nothingElse = { against: [], targets: [], unpaired: [], hidden: null };
/** P(gap < 0) of a normal gap with mean m and variance 2: Φ(−m / √2). */
const SHARES = [{ gap: -0.5, share: 0.638163 }, { gap: 0.8, share: 0.285804 }, { gap: -2, share: 0.92135 }];

const below = SHARES.flatMap(({ gap, share }) => [30, 100].map((n): CoverageCase => ({
  kind: 'share below expectation, several answers of a customer', situation: `${Math.round(100 * share)} % below`, n, samples: SAMPLES,
  draw: (random) => cellsOf({ cells: [cellOf(random, n, gap)], before: null, ...nothingElse }, all).map((cell) => ({ low: cell.below?.low ?? null, high: cell.below?.high ?? null, truth: share })),
})));

const change = [[30, 30], [100, 40]].map(([now = 0, before = 0]): CoverageCase => ({
  kind: 'change of a gap', situation: `${now} customers against ${before} others`, n: Math.min(now, before), samples: SAMPLES,
  draw: (random) => cellsOf({ cells: [cellOf(random, now, -1)], before: { cells: [cellOf(random, before, -0.4)], against: [] }, ...nothingElse }, all).map((cell) => ({ low: cell.change?.low ?? null, high: cell.change?.high ?? null, truth: -0.6 })),
}));

export const gapCases: readonly CoverageCase[] = [...below, ...change];
