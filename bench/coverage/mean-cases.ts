import { clusteredMeanFromSums, type ClusterSums } from '../../src/kernel/stats/scores/clustered-mean.ts';
import { correlationFromSums } from '../../src/kernel/stats/drivers/correlation.ts';
import { decomposeChange, type SegmentSummary } from '../../src/kernel/stats/scores/decomposition.ts';
import { type WeightedAnswer, weightedClusteredMean, weightedMean } from '../../src/kernel/stats/scores/design-effect.ts';
import { compareMeans, meanFromSummary } from '../../src/kernel/stats/scores/mean.ts';
import { pairedGap } from '../../src/kernel/stats/gaps/paired.ts';
import type { SeededRandom } from '../../src/kernel/stats/random.ts';
import { rankByRespondents, rankFromEstimates } from '../../src/kernel/stats/gaps/rank-uncertainty.ts';
import { rake } from '../../src/kernel/stats/scores/raking.ts';
import { contentOfFive, drawPoint, evenOfEleven, meanOf, type Points, skewedOfTen, summaryOf, times } from './populations.ts';
import type { CoverageCase, Drawn } from './simulate.ts';

const SAMPLES = 20_000;
const limits = (of: { low: number | null; high: number | null } | null, truth: number): Drawn => ({ low: of?.low ?? null, high: of?.high ?? null, truth });

const mean = [contentOfFive, skewedOfTen, evenOfEleven].flatMap((points) => [30, 100, 400].map((n): CoverageCase => ({
  kind: 'mean, Student', situation: points.name, n, samples: SAMPLES,
  draw: (random) => [limits(meanFromSummary(summaryOf(times(n, () => drawPoint(random, points)))), meanOf(points))],
})));

const meanDifference = [[30, 30], [100, 40], [400, 100]].map(([a = 0, b = 0]): CoverageCase => ({
  kind: 'two means, Welch', situation: `${a} skewed against ${b} even`, n: Math.min(a, b), samples: SAMPLES,
  draw: (random) => [limits(compareMeans(summaryOf(times(a, () => drawPoint(random, skewedOfTen))), summaryOf(times(b, () => drawPoint(random, evenOfEleven)))), meanOf(skewedOfTen) - meanOf(evenOfEleven))],
}));

const EXPECTED: Points = { name: '', shares: [0.01, 0.02, 0.05, 0.12, 0.3, 0.5], lowest: 5 };
/** Experience follows expectation a little, and falls short of it. */
const livedOf = (random: SeededRandom, expected: number): number => drawPoint(random, expected > 8 ? { name: '', shares: [0.05, 0.05, 0.1, 0.15, 0.25, 0.25, 0.15], lowest: 4 } : { name: '', shares: [0.1, 0.1, 0.15, 0.25, 0.25, 0.1, 0.05], lowest: 3 });
const LIVED_MEANS = { high: 4 + 0.05 + 0.2 + 0.45 + 1 + 1.25 + 0.9, low: 3 + 0.1 + 0.3 + 0.75 + 1 + 0.5 + 0.3 };
const HIGH_SHARE = 0.8;
const GAP = HIGH_SHARE * LIVED_MEANS.high + (1 - HIGH_SHARE) * LIVED_MEANS.low - meanOf(EXPECTED);
function pairsOf(random: SeededRandom, n: number): { expectation: number[]; experience: number[] } {
  // points 5 to 10; 9 and 10 are "high": 0.3 + 0.5
  const expectation = times(n, () => drawPoint(random, EXPECTED));
  return { expectation, experience: expectation.map((expected) => livedOf(random, expected)) };
}
const gap = [30, 100, 400].map((n): CoverageCase => ({
  kind: 'gap, paired', situation: 'expectation 5–10, experience follows', n, samples: SAMPLES,
  draw: (random) => [limits(pairedGap(pairsOf(random, n)), GAP)],
}));

/** A customer's own level, and 1 to 5 answers around it: about half of the variance lies between customers. */
const clustered = [30, 60, 200].map((n): CoverageCase => ({
  kind: 'mean, several answers of a customer', situation: '1 to 5 answers each, half of the variance between customers', n, samples: SAMPLES,
  draw: (random) => {
    const sums: ClusterSums = { n: 0, clusters: n, sum: 0, sumSqOfClusterSums: 0, sumClusterSumTimesSize: 0, sumSqClusterSizes: 0 };
    for (let customer = 0; customer < n; customer += 1) {
      const size = 1 + random.integer(5);
      const level = 5 + 1.5 * random.normal();
      const sum = times(size, () => level + 1.5 * random.normal()).reduce((total, answer) => total + answer, 0);
      sums.n += size;
      sums.sum += sum;
      sums.sumSqOfClusterSums += sum ** 2;
      sums.sumClusterSumTimesSize += sum * size;
      sums.sumSqClusterSizes += size ** 2;
    }
    return [limits(clusteredMeanFromSums(sums), 5)];
  },
}));

const weighted = [40, 100, 400].map((n): CoverageCase => ({
  kind: 'mean, weighted', situation: 'weights 0.5, 1 and 2', n, samples: SAMPLES,
  draw: (random) => {
    const sums = { weight: 0, sum: 0, sumSq: 0 };
    let squares = 0;
    for (let one = 0; one < n; one += 1) {
      const weight = [0.5, 1, 2][random.integer(3)] ?? 1;
      const value = drawPoint(random, skewedOfTen);
      sums.weight += weight;
      sums.sum += weight * value;
      sums.sumSq += weight * value ** 2;
      squares += weight ** 2;
    }
    return [limits(weightedMean(sums, sums.weight ** 2 / squares), meanOf(skewedOfTen))];
  },
}));

/** Half of all customers live in the north and are less content; the survey reached twice as many in the south. */
const raked = [60, 200, 400].map((n): CoverageCase => ({
  kind: 'mean, raked', situation: 'one group answered half as often', n, samples: SAMPLES / 4,
  draw: (random) => {
    const answers = times(n, () => (random.next() < 1 / 3 ? { region: 'north', value: 5 + 2 * random.normal() } : { region: 'south', value: 7 + 2 * random.normal() }));
    const regions = ['north', 'south'].map((region) => ({ region, own: answers.filter((answer) => answer.region === region).length })).filter(({ own }) => own > 0);
    if (regions.length < 2) return [];
    const { factors } = rake(regions.map(({ region, own }) => ({ categories: [region], n: own, weight: own })), [['region', { north: 500, south: 500 }]]);
    const rows = answers.map(({ region, value }, row): WeightedAnswer => ({ value, weight: factors[regions.findIndex((one) => one.region === region)] ?? 1, cluster: String(row), categories: [region] }));
    return [limits(weightedClusteredMean(rows), 6)];
  },
}));

const correlation = [30, 100, 400].flatMap((n) => [0, 0.5, 0.8].map((rho): CoverageCase => ({
  kind: 'correlation, Fisher', situation: `ρ = ${rho}`, n, samples: SAMPLES,
  draw: (random) => {
    const sums = { n, sumX: 0, sumY: 0, sumXx: 0, sumYy: 0, sumXy: 0 };
    for (let one = 0; one < n; one += 1) {
      const x = random.normal();
      const y = rho * x + Math.sqrt(1 - rho ** 2) * random.normal();
      sums.sumX += x;
      sums.sumY += y;
      sums.sumXx += x * x;
      sums.sumYy += y * y;
      sums.sumXy += x * y;
    }
    return [limits(correlationFromSums(sums), rho)];
  },
})));

/** Two segments of which one grows; a wave of `n`. */
const change = [60, 200, 800].map((n): CoverageCase => ({
  kind: 'change taken apart', situation: 'two segments, both parts', n, samples: SAMPLES / 2,
  draw: (random) => {
    const wave = (share: number, means: readonly [number, number]): SegmentSummary[] => {
      const rows = times(n, () => (random.next() < share ? { segment: 'a', value: means[0] + 15 * random.normal() } : { segment: 'b', value: means[1] + 25 * random.normal() }));
      return ['a', 'b'].flatMap((segment) => {
        const own = rows.filter((row) => row.segment === segment).map(({ value }) => value);
        return own.length < 2 ? [] : [{ segment, ...summaryOf(own) }];
      });
    };
    const found = decomposeChange(wave(0.7, [70, 55]), wave(0.5, [73, 51]));
    // answered: 0.6·3 + 0.4·(−4); composition: −0.2·(71.5 − 53)
    return found === null ? [] : [limits(found.answered, 0.2), limits(found.composition, -3.7), limits(found.change, -3.5)];
  },
}));

const TRUE_GAPS = [-2, -1.5, -1, -0.5, 0, 0.3];
const ranks = [30, 100].flatMap((n): CoverageCase[] => [{
  kind: 'places, from single answers', situation: 'six gaps of the same customers', n, samples: 400, isOfPlaces: true,
  draw: (random) => {
    const moods = times(n, () => random.normal());
    const columns = TRUE_GAPS.map((truth) => moods.map((mood) => truth + mood + 1.2 * random.normal()));
    return rankByRespondents({ columns }, { draws: 400, seed: random.integer(1_000_000) }).map((place, at) => limits(place, at + 1));
  },
}, {
  kind: 'places, from figures', situation: 'six gaps of different customers', n, samples: 1_000, isOfPlaces: true,
  draw: (random) => {
    const figures = TRUE_GAPS.map((truth) => {
      const { mean, variance } = summaryOf(times(n, () => truth + 1.5 * random.normal()));
      return { estimate: mean, standardError: Math.sqrt(variance / n) };
    });
    return rankFromEstimates(figures, { draws: 400, seed: random.integer(1_000_000) }).map((place, at) => limits(place, at + 1));
  },
}]);

export const meanCases: readonly CoverageCase[] = [...mean, ...meanDifference, ...gap, ...clustered, ...weighted, ...raked, ...correlation, ...change, ...ranks];
