import { weightedNps, weightedShare } from '../../src/kernel/stats/scores/design-effect.ts';
import { kanoFromCounts } from '../../src/kernel/stats/gaps/kano.ts';
import { compareNps, type NpsCounts, npsFromCounts, npsScoreInterval } from '../../src/kernel/stats/scores/nps.ts';
import { comparePairedNps, type NpsMove, type NpsSide } from '../../src/kernel/stats/scores/nps-paired.ts';
import type { SeededRandom } from '../../src/kernel/stats/random.ts';
import { compareShares, shareFromCounts } from '../../src/kernel/stats/scores/share.ts';
import { between, drawOf, times } from './populations.ts';
import type { CoverageCase, Drawn } from './simulate.ts';

const SAMPLES = 20_000;
const sizes = [30, 50, 100, 400];

/** Promoters, passives, detractors of a company nobody knows: from −60 to +80. */
interface Company { promoters: number; passives: number; detractors: number }
const anyCompany = (random: SeededRandom): Company => {
  const promoters = between(random, 0.1, 0.8);
  const detractors = between(random, 0.05, 0.95 - promoters > 0.7 ? 0.7 : 0.95 - promoters);
  return { promoters, detractors, passives: 1 - promoters - detractors };
};
const loved: Company = { promoters: 0.7, passives: 0.22, detractors: 0.08 };
const usual: Company = { promoters: 0.41, passives: 0.29, detractors: 0.3 };

const scoreOf = ({ promoters, detractors }: Company): number => 100 * (promoters - detractors);
function answersOf(random: SeededRandom, { promoters, passives, detractors }: Company, n: number): NpsCounts {
  const counts = [0, 0, 0];
  for (let one = 0; one < n; one += 1) {
    const side = drawOf(random, [promoters, passives, detractors]);
    counts[side] = (counts[side] ?? 0) + 1;
  }
  return { promoters: counts[0] ?? 0, passives: counts[1] ?? 0, detractors: counts[2] ?? 0 };
}

const npsKinds = [['NPS, adjusted Wald', npsFromCounts], ['NPS, score interval', npsScoreInterval]] as const;
const npsSituations: readonly [string, (random: SeededRandom) => Company][] = [['any company, −60 to +75', anyCompany], ['NPS +11', () => usual], ['NPS +62', () => loved]];
const nps = npsKinds.flatMap(([kind, interval]) => npsSituations.flatMap(([situation, company]) => sizes.map((n): CoverageCase => ({
  kind, situation, n, samples: kind.includes('score') ? SAMPLES / 4 : SAMPLES,
  draw: (random) => {
    const own = company(random);
    return [{ ...interval(answersOf(random, own, n)), truth: scoreOf(own) }];
  },
}))));

const npsDifference = [[30, 30], [100, 40], [400, 400]].map(([a = 0, b = 0]): CoverageCase => ({
  kind: 'NPS, two groups', situation: `${a} against ${b}, any companies`, n: Math.min(a, b), samples: SAMPLES,
  draw: (random) => {
    const [first, second] = [anyCompany(random), anyCompany(random)];
    const compared = compareNps(answersOf(random, first, a), answersOf(random, second, b));
    return [{ low: compared?.low ?? null, high: compared?.high ?? null, truth: scoreOf(first) - scoreOf(second) }];
  },
}));

const sides: readonly NpsSide[] = [1, 0, -1];
/** Two of three say the same again, the others answer anew, in a company that has changed. */
const npsPaired = [30, 100, 400].map((n): CoverageCase => ({
  kind: 'NPS, same customers again', situation: '65 % say the same', n, samples: SAMPLES,
  draw: (random) => {
    const [before, now] = [anyCompany(random), anyCompany(random)];
    const moves = times(n, (): NpsMove => {
      const first = sides[drawOf(random, [before.promoters, before.passives, before.detractors])] ?? 0;
      const second = random.next() < 0.65 ? first : (sides[drawOf(random, [now.promoters, now.passives, now.detractors])] ?? 0);
      return { before: first, now: second, n: 1 };
    });
    return [{ ...comparePairedNps(moves), truth: 0.35 * (scoreOf(now) - scoreOf(before)) }];
  },
}));

const hitsOf = (random: SeededRandom, share: number, n: number): number => times(n, () => Number(random.next() < share)).reduce((sum, hit) => sum + hit, 0);
const anyShare = (random: SeededRandom): number => between(random, 0.05, 0.95);
const share = ([['any share, 5–95 %', anyShare], ['half', () => 0.5], ['four of five', () => 0.8]] as const).flatMap(([situation, shareOf]) => sizes.map((n): CoverageCase => ({
  kind: 'share, Wilson', situation, n, samples: SAMPLES,
  draw: (random) => {
    const truth = shareOf(random);
    return [{ ...shareFromCounts({ hits: hitsOf(random, truth, n), n }), truth }];
  },
})));

const shareDifference = [[30, 30], [100, 40], [400, 400]].map(([a = 0, b = 0]): CoverageCase => ({
  kind: 'two shares, Newcombe', situation: `${a} against ${b}, any shares`, n: Math.min(a, b), samples: SAMPLES,
  draw: (random) => {
    const [first, second] = [anyShare(random), anyShare(random)];
    const compared = compareShares({ hits: hitsOf(random, first, a), n: a }, { hits: hitsOf(random, second, b), n: b });
    return [{ low: compared?.low ?? null, high: compared?.high ?? null, truth: first - second }];
  },
}));

/** M, O, A, I, R, Q of a feature. */
const feature = [0.3, 0.2, 0.22, 0.24, 0.03, 0.01] as const;
const kano = [30, 100, 400].map((n): CoverageCase => ({
  kind: 'Kano, better and worse', situation: 'mixed feature', n, samples: SAMPLES,
  draw: (random): Drawn[] => {
    const counts = [0, 0, 0, 0, 0, 0];
    for (let one = 0; one < n; one += 1) {
      const seen = drawOf(random, feature);
      counts[seen] = (counts[seen] ?? 0) + 1;
    }
    const [must_be = 0, performance = 0, attractive = 0, indifferent = 0, reverse = 0, questionable = 0] = counts;
    const { better, worse } = kanoFromCounts({ must_be, performance, attractive, indifferent, reverse, questionable });
    const [M, O, A, I] = feature;
    return [{ ...better, truth: (A + O) / (M + O + A + I) }, { ...worse, truth: -(O + M) / (M + O + A + I) }];
  },
}));

/** Weights that have nothing to do with the answers, as those of a sample by region mostly are; nEff is about 0.8 n. */
const weighted = [40, 100, 400].flatMap((n): CoverageCase[] => [{
  kind: 'NPS, weighted', situation: 'weights 0.5, 1 and 2', n, samples: SAMPLES,
  draw: (random) => {
    const company = anyCompany(random);
    const counts = { promoters: 0, passives: 0, detractors: 0 };
    let [sum, squares] = [0, 0];
    for (let one = 0; one < n; one += 1) {
      const weight = [0.5, 1, 2][random.integer(3)] ?? 1;
      sum += weight;
      squares += weight ** 2;
      const side = (['promoters', 'passives', 'detractors'] as const)[drawOf(random, [company.promoters, company.passives, company.detractors])] ?? 'passives';
      counts[side] += weight;
    }
    return [{ ...weightedNps(counts, sum ** 2 / squares), truth: scoreOf(company) }];
  },
}, {
  kind: 'share, weighted', situation: 'weights 0.5, 1 and 2', n, samples: SAMPLES,
  draw: (random) => {
    const truth = anyShare(random);
    let [sum, squares, hits] = [0, 0, 0];
    for (let one = 0; one < n; one += 1) {
      const weight = [0.5, 1, 2][random.integer(3)] ?? 1;
      sum += weight;
      squares += weight ** 2;
      if (random.next() < truth) hits += weight;
    }
    return [{ ...weightedShare({ hits, n: sum }, sum ** 2 / squares), truth }];
  },
}]);

export const scoreCases: readonly CoverageCase[] = [...nps, ...npsDifference, ...npsPaired, ...share, ...shareDifference, ...kano, ...weighted];
