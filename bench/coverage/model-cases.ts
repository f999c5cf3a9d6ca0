import { indexOf } from '../../src/kernel/stats/barometer/barometer-index.ts';
import { bootstrapDrivers, type ImportanceMethod } from '../../src/kernel/stats/drivers/driver-bootstrap.ts';
import { criticalities } from '../../src/kernel/stats/gaps/importance-performance.ts';
import { addRow, type ItemMoments, momentsOfColumns, noMoments } from '../../src/kernel/stats/drivers/item-moments.ts';
import { compareShares } from '../../src/kernel/stats/drivers/driver-comparison.ts';
import { momentsOfRows } from '../../src/kernel/stats/drivers/moments.ts';
import { bootstrapPathModel } from '../../src/kernel/stats/barometer/path-bootstrap.ts';
import { fitPathModel, prepareModel } from '../../src/kernel/stats/barometer/path-model.ts';
import type { SeededRandom } from '../../src/kernel/stats/random.ts';
import { regression } from '../../src/kernel/stats/drivers/regression.ts';
import { johnsonFromCorrelations, lmgFromCorrelations } from '../../src/kernel/stats/drivers/relative-importance.ts';
import { drawPoint, meanOf, skewedOfTen, times } from './populations.ts';
import type { CoverageCase } from './simulate.ts';

/** Four drivers that hang together (ρ = 0.3) and matter differently; R² is about a half. */
const BETAS = [0.5, 0.35, 0.2, 0.1] as const;
const RHO = 0.3;
const NOISE = 0.75;
const k = BETAS.length + 1;
const covariance = (a: number, b: number): number => {
  const rho = (i: number, j: number): number => (i === j ? 1 : RHO);
  const withOutcome = (i: number): number => BETAS.reduce((sum, beta, j) => sum + beta * rho(i, j), 0);
  if (a < BETAS.length && b < BETAS.length) return rho(a, b);
  if (a === BETAS.length && b === BETAS.length) return BETAS.reduce((sum, beta, j) => sum + beta * withOutcome(j), 0) + NOISE ** 2;
  return withOutcome(Math.min(a, b));
};
const correlations = Float64Array.from(times(k * k, (place) => covariance(Math.floor(place / k), place % k) / Math.sqrt(covariance(Math.floor(place / k), Math.floor(place / k)) * covariance(place % k, place % k))));

function driverRows(random: SeededRandom, n: number): Float64Array[] {
  const columns = times(k, () => new Float64Array(n));
  for (let row = 0; row < n; row += 1) {
    const common = Math.sqrt(RHO) * random.normal();
    let outcome = NOISE * random.normal();
    for (const [j, beta] of BETAS.entries()) {
      const value = common + Math.sqrt(1 - RHO) * random.normal();
      const column = columns[j];
      if (column) column[row] = value;
      outcome += beta * value;
    }
    const last = columns[BETAS.length];
    if (last) last[row] = outcome;
  }
  return columns;
}

/** The page asks for a hundred customers; on a file, a note says below fifty rows that intervals are a little too narrow. */
const SIZES = [50, 100, 400];
const coefficients = SIZES.map((n): CoverageCase => ({
  kind: 'coefficient, robust', situation: 'four drivers', n, samples: 5_000,
  draw: (random) => {
    const data = momentsOfRows({ columns: driverRows(random, n) });
    return regression(data, BETAS.map((_, j) => `x${j}`), BETAS.map((_, j) => j)).coefficients.map(({ low, high }, j) => ({ low, high, truth: BETAS[j] ?? 0 }));
  },
}));

const truthOf = { lmg: lmgFromCorrelations(correlations), johnson: johnsonFromCorrelations(correlations) };
const importance = ([['lmg', 'importance, LMG bootstrap'], ['johnson', 'importance, Johnson bootstrap']] as const satisfies readonly (readonly [ImportanceMethod, string])[]).flatMap(([method, kind]) => SIZES.map((n): CoverageCase => ({
  kind, situation: 'four drivers that matter, share of R²', n, samples: 1_500,
  draw: (random) => {
    const found = bootstrapDrivers(momentsOfRows({ columns: driverRows(random, n) }), BETAS.map((_, j) => j), method, { draws: 200, seed: random.integer(1_000_000) });
    const all = truthOf[method].reduce((sum, value) => sum + value, 0);
    return found === null ? [] : found.drivers.map(({ shareLow, shareHigh }, j) => ({ low: shareLow, high: shareHigh, truth: (truthOf[method][j] ?? 0) / all }));
  },
})));
const driverPlaces = [30, 100, 400].map((n): CoverageCase => ({
  kind: 'places of drivers', situation: 'four drivers', n, samples: 1_000, isOfPlaces: true,
  draw: (random) => {
    const found = bootstrapDrivers(momentsOfRows({ columns: driverRows(random, n) }), BETAS.map((_, j) => j), 'lmg', { draws: 200, seed: random.integer(1_000_000) });
    return found === null ? [] : found.drivers.map(({ rankLow, rankHigh }, j) => ({ low: rankLow, high: rankHigh, truth: j + 1 }));
  },
}));

/** Both groups are like each other, so that no driver's share differs. */
const driverDifferences = [[100, 100], [400, 150]].map(([a = 0, b = 0]): CoverageCase => ({
  kind: 'importance, two groups', situation: `${a} against ${b}, alike`, n: Math.min(a, b), samples: 600,
  draw: (random) => {
    const [first, second] = [driverRows(random, a), driverRows(random, b)].map((columns) => momentsOfRows({ columns }));
    const found = first && second ? compareShares(first, second, BETAS.map((_, j) => j), { method: 'lmg', draws: 200, seed: random.integer(1_000_000) }) : null;
    return (found ?? []).map(({ low, high }) => ({ low, high, truth: 0 }));
  },
}));

/** Quality acts on satisfaction, both on loyalty; three items each with loading 0.8. */
const items = ['q1', 'q2', 'q3', 's1', 's2', 's3', 'l1', 'l2', 'l3'];
const model = prepareModel({
  blocks: [{ name: 'quality', items: ['q1', 'q2', 'q3'] }, { name: 'satisfaction', items: ['s1', 's2', 's3'] }, { name: 'loyalty', items: ['l1', 'l2', 'l3'] }],
  paths: [{ from: 'quality', to: 'satisfaction' }, { from: 'quality', to: 'loyalty' }, { from: 'satisfaction', to: 'loyalty' }], scheme: 'centroid',
}, items);
const LOADING = 0.8;
const latent = [[1, 0.6, 0.3 + 0.5 * 0.6], [0.6, 1, 0.5 + 0.3 * 0.6], [0.3 + 0.5 * 0.6, 0.5 + 0.3 * 0.6, 1]] as const;
/** What the method finds in the population itself; the latent coefficients lie further from 0, which no n heals (decision 0082). */
const inPopulation = fitPathModel(population(), model);
function population(): ItemMoments {
  const moments = noMoments(items);
  moments.n = 1e9;
  moments.weight = 1e9;
  moments.weightSq = 1e9;
  for (let a = 0; a < 9; a += 1) for (let b = 0; b < 9; b += 1) moments.products[a * 9 + b] = 1e9 * (a === b ? 1 : LOADING ** 2 * (latent[Math.floor(a / 3)]?.[Math.floor(b / 3)] ?? 0));
  return moments;
}
const LOYALTY_NOISE = Math.sqrt(1 - (0.3 * latent[0][2] + 0.5 * latent[1][2]));
function respondents(random: SeededRandom, n: number): Float64Array[] {
  const columns = times(9, () => new Float64Array(n));
  for (let row = 0; row < n; row += 1) {
    const quality = random.normal();
    const satisfaction = 0.6 * quality + 0.8 * random.normal();
    const loyalty = 0.3 * quality + 0.5 * satisfaction + LOYALTY_NOISE * random.normal();
    for (const [item, column] of columns.entries()) column[row] = LOADING * ([quality, satisfaction, loyalty][Math.floor(item / 3)] ?? 0) + Math.sqrt(1 - LOADING ** 2) * random.normal();
  }
  return columns;
}
const paths = [100, 250].map((n): CoverageCase => ({
  kind: 'path coefficient, PLS bootstrap', situation: 'three blocks of three items', n, samples: 1_000,
  draw: (random) => {
    const found = bootstrapPathModel(momentsOfColumns(items, respondents(random, n), { parts: n }), model, { draws: 200, seed: random.integer(1_000_000) });
    if (found.kind === 'refused' || inPopulation.kind === 'refused') return [];
    return found.paths.map(({ low, high }, place) => ({ low, high, truth: inPopulation.paths[place]?.coefficient ?? Number.NaN }));
  },
}));

const index = [30, 100, 400].map((n): CoverageCase => ({
  kind: 'index of the barometer', situation: 'three items, skewed', n, samples: 10_000,
  draw: (random) => {
    const moments = noMoments(['a', 'b', 'c']);
    // half of the customers answer all three alike
    for (let row = 0; row < n; row += 1) {
      const own = drawPoint(random, skewedOfTen);
      addRow(moments, times(3, () => (100 * ((random.next() < 0.5 ? own : drawPoint(random, skewedOfTen)) - 1)) / 9));
    }
    return [{ ...indexOf(moments, [0, 1, 2]), truth: (100 * (meanOf(skewedOfTen) - 1)) / 9 }];
  },
}));

/** Criticality of an item that falls short by 1.5 of what was expected; stated importance 7 ± 1.5, everybody met it. */
const critical = [30, 100, 400].map((n): CoverageCase => ({
  kind: 'criticality, bootstrap', situation: 'stated importance × shortfall', n, samples: 4_000,
  draw: (random) => {
    const column = (mean: number, spread: number) => Float64Array.from(times(n, () => mean + spread * random.normal()));
    const [found] = criticalities([{ name: 'a', performance: column(6.5, 2), expectation: 8, importance: column(7, 1.5) }], null, { draws: 400, seed: random.integer(1_000_000) });
    return found ? [{ low: found.low, high: found.high, truth: 7 * 1.5 }] : [];
  },
}));

export const modelCases: readonly CoverageCase[] = [...coefficients, ...importance, ...driverPlaces, ...driverDifferences, ...paths, ...index, ...critical];
