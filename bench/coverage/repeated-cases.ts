import { clusterEffectFromSums } from '../../src/kernel/stats/scores/design-effect.ts';
import type { SeededRandom } from '../../src/kernel/stats/random.ts';
import { compareScores, NO_SCORE, type ScoreKind, scoreOf, type ScoreSums } from '../../src/kernel/stats/scores/scores.ts';
import { drawOf } from './populations.ts';
import type { CoverageCase } from './simulate.ts';

const SAMPLES = 10_000;

/** Customers who mostly praise, who mostly shrug, who mostly complain: answers 10, 8, 3 of each, and how many there are of them. */
const kinds = [{ share: 0.5, answers: [0.75, 0.2, 0.05] }, { share: 0.2, answers: [0.2, 0.6, 0.2] }, { share: 0.3, answers: [0.1, 0.2, 0.7] }] as const;
const VALUES = [10, 8, 3] as const;
const average = (of: readonly [number, number, number]): number => kinds.reduce((sum, { share, answers }) => sum + share * (answers[0] * of[0] + answers[1] * of[1] + answers[2] * of[2]), 0);
const truths: Record<ScoreKind, number> = { nps: 100 * average([1, 0, -1]), share: average([1, 1, 0]), mean: average(VALUES) };

/** Customers with one to five answers each, added up as the page of scores does. */
function draw(random: SeededRandom, customers: number, kind: ScoreKind): { sums: ScoreSums; deff: number } {
  const sums = { ...NO_SCORE };
  const clusters = { n: 0, clusters: customers, sum: 0, sumSq: 0, sumSqOfClusterSums: 0, sumClusterSumTimesSize: 0, sumSqClusterSizes: 0 };
  for (let customer = 0; customer < customers; customer += 1) {
    const own = kinds[drawOf(random, kinds.map(({ share }) => share))]?.answers ?? kinds[0].answers;
    const size = 1 + random.integer(5);
    let said = 0;
    for (let answer = 0; answer < size; answer += 1) {
      const value = VALUES[drawOf(random, own)] ?? 8;
      const coded = kind === 'nps' ? Number(value >= 9) - Number(value < 7) : kind === 'share' ? Number(value >= 4) : value;
      sums.n += 1;
      sums.sum += value;
      sums.sumSq += value ** 2;
      sums.promoters += Number(value >= 9);
      sums.detractors += Number(value < 7);
      sums.hits += Number(value >= 4);
      clusters.sumSq += coded ** 2;
      said += coded;
    }
    clusters.n += size;
    clusters.sum += said;
    clusters.sumSqOfClusterSums += said ** 2;
    clusters.sumClusterSumTimesSize += said * size;
    clusters.sumSqClusterSizes += size ** 2;
  }
  return { sums: { ...sums, weight: sums.n, weightSq: sums.n }, deff: clusterEffectFromSums(clusters) };
}

const names: Record<ScoreKind, string> = { nps: 'NPS', share: 'share', mean: 'mean' };
const situation = '1 to 5 answers each, three kinds of customers';

/** What the page of scores shows where customers answered several times; n counts customers. */
export const repeatedCases: readonly CoverageCase[] = (['nps', 'share', 'mean'] as const).flatMap((kind) => [
  ...[30, 60, 200].map((n): CoverageCase => ({
    kind: `${names[kind]}, effective n`, situation, n, samples: SAMPLES,
    draw: (random) => {
      const { sums, deff } = draw(random, n, kind);
      const { low, high } = scoreOf(kind, sums, { clusterDeff: deff });
      return [{ low, high, truth: truths[kind] }];
    },
  })),
  ...[[30, 30], [200, 60]].map(([a = 0, b = 0]): CoverageCase => ({
    kind: `${names[kind]}, effective n, two groups`, situation: `${a} against ${b} customers with ${situation.slice(0, 19)}`, n: Math.min(a, b), samples: SAMPLES,
    draw: (random) => {
      const [first, second] = [draw(random, a, kind), draw(random, b, kind)];
      const compared = compareScores(kind, first.sums, second.sums, { deffs: { first: first.deff, second: second.deff } });
      return [{ low: compared?.low ?? null, high: compared?.high ?? null, truth: 0 }];
    },
  })),
]);
