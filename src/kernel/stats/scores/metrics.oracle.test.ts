import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, it } from 'vitest';
import { z } from 'zod';
import { finitePopulationFactor } from './design-effect.ts';
import { criticalZ } from '../distributions.ts';
import { compareMeans, meanFromSummary } from './mean.ts';
import { benjaminiHochberg, holm } from '../multiple.ts';
import { compareNps, type NpsCounts, type NpsEstimate, npsFromCounts, npsScoreInterval, npsWald } from './nps.ts';
import { requiredForMargin } from './required-n.ts';
import { compareShares, shareFromCounts } from './share.ts';
import { ORACLE_ABSENT, oracle, oracleFile, readOracle } from '../testing/oracle.ts';

const FILE = oracleFile('nps-waves', 'nps_testdata.csv');
const limits = z.tuple([z.number(), z.number()]);
const figure = z.object({ nps: z.number(), wald: limits, adjwald: limits, score: limits });
const test = z.object({ diff: z.number(), p: z.number(), adj_p: z.number() });
const schema = z.object({
  nps_cases: z.record(z.string(), figure),
  nps_two: z.record(z.string(), z.object({ diff: z.number(), adj_z: z.number(), adj_p: z.number(), adj_ci: limits })),
  wilson: z.record(z.string(), limits),
  newcombe_56_70_48_80: limits,
  fpc_81_263_N1000: limits,
  n_required: z.object({ prop_moe5_p50: z.number(), nps_moe5_worst: z.number(), nps_moe5_p45_d20: z.number() }),
  dataset: z.object({
    overall: figure, by_region: z.record(z.string(), figure), quarters: z.record(z.string(), z.object({ nps: z.number() })),
    q_tests: z.record(z.string(), test.omit({ diff: true })),
    last_vs_prev: z.object({ test: z.object({ diff: z.number(), adj_z: z.number(), adj_p: z.number(), adj_ci: limits }) }),
    mean_rec: z.number(), t_ci: limits, by_month: z.record(z.string(), z.object({ nps: z.number() })),
    welch_t_2groups: z.object({ t: z.number(), df: z.number(), p: z.number(), ci: limits }),
  }),
  multiplicity_example: z.object({ p: z.array(z.number()), BH: z.array(z.number()), holm: z.array(z.number()) }),
});

const TOLERANCE = 1e-5;
/** Ours stay within ±100 and never leave the point outside; theirs are as the formula gives them. */
const within = ([low, high]: readonly [number, number]): [number, number] => [Math.max(-100, low), Math.min(100, high)];

function compared(name: string, estimate: NpsEstimate, nps: number, interval: readonly [number, number]): void {
  const [low, high] = within(interval);
  oracle(`${name} nps`, estimate.nps, nps, TOLERANCE);
  oracle(`${name} low`, estimate.low, low, TOLERANCE);
  oracle(`${name} high`, estimate.high, high, TOLERANCE);
}

function allIntervals(name: string, counts: NpsCounts, theirs: z.output<typeof figure>): void {
  compared(`${name} adjusted Wald`, npsFromCounts(counts), theirs.nps, theirs.adjwald);
  compared(`${name} score`, npsScoreInterval(counts), theirs.nps, theirs.score);
  compared(`${name} Wald`, npsWald(counts), theirs.nps, theirs.wald);
}

const cases: Record<string, NpsCounts> = {
  talkstats_291_476_395: { promoters: 291, passives: 476, detractors: 395 }, small_7_13_16: { promoters: 7, passives: 13, detractors: 16 }, tiny_0_2_3: { promoters: 0, passives: 2, detractors: 3 },
  all_promoters_10: { promoters: 10, passives: 0, detractors: 0 }, big_4500_3500_2000: { promoters: 4500, passives: 3500, detractors: 2000 },
};

const countsOf = (scores: readonly number[]): NpsCounts => ({ promoters: scores.filter((one) => one >= 9).length, passives: scores.filter((one) => one >= 7 && one < 9).length, detractors: scores.filter((one) => one < 7).length });
function summaryOf(values: readonly number[]) {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  return { n: values.length, mean, variance: values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (values.length - 1) };
}
const answers = () => z.array(z.record(z.string(), z.string())).parse(parse(readFileSync(FILE ?? '', 'utf8'), { columns: true })).map((row) => ({ score: Number(row['REC']), on: row['date'] ?? '', region: row['Region'] ?? '' }));
const quarterOf = (on: string) => `${on.slice(0, 4)} Q${Math.ceil(Number(on.slice(5, 7)) / 3)}`;

describe('scores, intervals and tests (R packages NPS and stats, Newcombe 1998)', () => {
  it('meet every published case', ({ skip }) => {
    skip(FILE === null, ORACLE_ABSENT);
    const theirs = readOracle('nps-waves', schema, 'oracle_nps.json');
    for (const [name, counts] of Object.entries(cases)) allIntervals(name, counts, figure.parse(theirs.nps_cases[name]));
    const pairs: Record<string, [NpsCounts, NpsCounts]> = { a_vs_b: [{ promoters: 500, passives: 300, detractors: 200 }, { promoters: 430, passives: 320, detractors: 250 }] };
    for (const [name, [a, b]] of Object.entries(pairs)) {
      const ours = compareNps(a, b);
      oracle(`${name} difference`, ours?.difference, theirs.nps_two[name]?.diff, TOLERANCE);
      oracle(`${name} z`, ours?.z, theirs.nps_two[name]?.adj_z, TOLERANCE);
      oracle(`${name} p`, ours?.p, theirs.nps_two[name]?.adj_p, TOLERANCE);
      oracle(`${name} low`, ours?.low, theirs.nps_two[name]?.adj_ci[0], TOLERANCE);
      oracle(`${name} high`, ours?.high, theirs.nps_two[name]?.adj_ci[1], TOLERANCE);
    }
    for (const [name, [low, high]] of Object.entries(theirs.wilson)) {
      const [hits = 0, n = 0] = (/^x(\d+)_n(\d+)$/.exec(name) ?? []).slice(1).map(Number);
      const ours = shareFromCounts({ hits, n });
      oracle(`Wilson ${hits}/${n} low`, ours.low, low, TOLERANCE);
      oracle(`Wilson ${hits}/${n} high`, ours.high, high, TOLERANCE);
    }
    const shares = compareShares({ hits: 56, n: 70 }, { hits: 48, n: 80 });
    oracle('Newcombe 56/70 − 48/80 low', shares?.low, theirs.newcombe_56_70_48_80[0], TOLERANCE);
    oracle('Newcombe 56/70 − 48/80 high', shares?.high, theirs.newcombe_56_70_48_80[1], TOLERANCE);
    const share = 81 / 263;
    const half = criticalZ() * Math.sqrt((share * (1 - share)) / 263) * finitePopulationFactor(263, 1000);
    oracle('81/263 of 1,000 low', share - half, theirs.fpc_81_263_N1000[0], TOLERANCE);
    oracle('81/263 of 1,000 high', share + half, theirs.fpc_81_263_N1000[1], TOLERANCE);
    oracle('n for a share ± 5 %', requiredForMargin(0.05, 0.25), theirs.n_required.prop_moe5_p50, 0);
    oracle('n for an NPS ± 5, worst', requiredForMargin(0.05, 1), theirs.n_required.nps_moe5_worst, 0);
    oracle('n for an NPS ± 5, 45/20', requiredForMargin(0.05, 0.65 - 0.25 ** 2), theirs.n_required.nps_moe5_p45_d20, 0);
    const { p, BH, holm: holms } = theirs.multiplicity_example;
    for (const [place, value] of benjaminiHochberg(p).entries()) oracle(`Benjamini–Hochberg ${place + 1}`, value, BH[place], TOLERANCE);
    for (const [place, value] of holm(p).entries()) oracle(`Holm ${place + 1}`, value, holms[place], TOLERANCE);
  });

  it('meet the survey of a thousand answers: regions, quarters, months', ({ skip }) => {
    skip(FILE === null, ORACLE_ABSENT);
    const { dataset } = readOracle('nps-waves', schema, 'oracle_nps.json');
    const rows = answers();
    const scoresOf = (keep: (row: (typeof rows)[number]) => boolean) => rows.filter(keep).map(({ score }) => score);
    allIntervals('waves all', countsOf(scoresOf(() => true)), dataset.overall);
    for (const [region, theirs] of Object.entries(dataset.by_region)) allIntervals(`waves ${region}`, countsOf(scoresOf((row) => row.region === region)), theirs);
    const ofQuarter = (quarter: string) => countsOf(scoresOf(({ on }) => quarterOf(on) === quarter));
    for (const [quarter, { nps }] of Object.entries(dataset.quarters)) oracle(`waves ${quarter}`, npsFromCounts(ofQuarter(quarter)).nps, nps, TOLERANCE);
    for (const [month, { nps }] of Object.entries(dataset.by_month)) oracle(`waves ${month}`, npsFromCounts(countsOf(scoresOf(({ on }) => on.startsWith(month)))).nps, nps, TOLERANCE);
    for (const [name, { adj_p }] of Object.entries(dataset.q_tests)) {
      const [now = '', before = ''] = name.split(' vs ');
      oracle(`waves ${name} p`, compareNps(ofQuarter(now), ofQuarter(before))?.p, adj_p, TOLERANCE);
    }
    const ofMonth = (month: string) => countsOf(scoresOf(({ on }) => on.startsWith(month)));
    const last = compareNps(ofMonth('2012-12'), ofMonth('2012-11'));
    oracle('waves December − November', last?.difference, dataset.last_vs_prev.test.diff, TOLERANCE);
    oracle('waves December − November z', last?.z, dataset.last_vs_prev.test.adj_z, TOLERANCE);
    oracle('waves December − November low', last?.low, dataset.last_vs_prev.test.adj_ci[0], TOLERANCE);
    const mean = meanFromSummary(summaryOf(scoresOf(() => true)));
    oracle('waves mean', mean.mean, dataset.mean_rec, TOLERANCE);
    oracle('waves mean low (t)', mean.low, dataset.t_ci[0], TOLERANCE);
    oracle('waves mean high (t)', mean.high, dataset.t_ci[1], TOLERANCE);
    const welch = compareMeans(summaryOf(scoresOf(({ region }) => region === 'APAC')), summaryOf(scoresOf(({ region }) => region === 'EMEA')));
    oracle('waves APAC − EMEA t (Welch)', welch?.t, dataset.welch_t_2groups.t, TOLERANCE);
    oracle('waves APAC − EMEA df', welch?.df, dataset.welch_t_2groups.df, TOLERANCE);
    oracle('waves APAC − EMEA p', welch?.p, dataset.welch_t_2groups.p, TOLERANCE);
    oracle('waves APAC − EMEA low', welch?.low, dataset.welch_t_2groups.ci[0], TOLERANCE);
    oracle('waves APAC − EMEA high', welch?.high, dataset.welch_t_2groups.ci[1], TOLERANCE);
  });
});
