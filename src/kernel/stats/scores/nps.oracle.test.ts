import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, it } from 'vitest';
import { z } from 'zod';
import { meanFromSummary } from './mean.ts';
import { compareNps, type NpsCounts, npsFromCounts, npsWald } from './nps.ts';
import { compareScores, NO_SCORE } from './scores.ts';
import { ORACLE_ABSENT, oracle, oracleFile, readOracle } from '../testing/oracle.ts';

const FILE = oracleFile('nps-waves', 'nps_testdata.csv');
const TOLERANCE = 1e-5;
const limits = z.tuple([z.number(), z.number()]);
const figure = z.object({ n: z.number(), var: z.number(), se: z.number(), moe: z.number(), adjwald_center: z.number(), adjwald_se: z.number(), adjwald: limits, t_mean: limits });
const counted = figure.extend({ counts: z.tuple([z.number(), z.number(), z.number()]) });
const compared = z.object({ diff: z.number(), adj_diff: z.number(), adj_se: z.number(), adj_z: z.number(), adj_p: z.number(), adj_ci: limits });
const schema = z.object({
  nps_cases: z.record(z.string(), figure),
  nps_two: z.object({ small: compared }),
  two_prop_z_56_70_48_80: z.object({ p: z.number() }),
  dataset: z.object({
    overall: counted, by_region: z.record(z.string(), counted), sd_rec: z.number(),
    by_month: z.record(z.string(), z.object({ counts: z.tuple([z.number(), z.number(), z.number()]), nps: z.number(), moe: z.number() })),
    quarters: z.record(z.string(), z.object({ counts: z.tuple([z.number(), z.number(), z.number()]) })),
    q_tests: z.record(z.string(), z.object({ diff: z.number(), adj_p: z.number() })),
  }),
});

const cases: Record<string, NpsCounts> = {
  talkstats_291_476_395: { promoters: 291, passives: 476, detractors: 395 }, small_7_13_16: { promoters: 7, passives: 13, detractors: 16 }, tiny_0_2_3: { promoters: 0, passives: 2, detractors: 3 }, big_4500_3500_2000: { promoters: 4500, passives: 3500, detractors: 2000 },
};
const countsOf = ([promoters, passives, detractors]: readonly [number, number, number]): NpsCounts => ({ promoters, passives, detractors });
const totalOf = ({ promoters, passives, detractors }: NpsCounts): number => promoters + passives + detractors;
const Z = 1.959963984540054;

/** What an interval is made of: margin, variance and error, as the R package NPS gives them; the adjusted centre and error from a score that ±100 does not cut. */
function oracleParts(name: string, counts: NpsCounts, theirs: z.output<typeof figure>): void {
  const [plain, adjusted] = [npsWald(counts), npsFromCounts(counts)];
  const half = (Math.min(100, theirs.adjwald[1]) - Math.max(-100, theirs.adjwald[0])) / 2;
  oracle(`${name} n`, totalOf(counts), theirs.n, 0);
  const isCut = theirs.moe > Math.min(100 - (plain.nps ?? 0), 100 + (plain.nps ?? 0));
  if (!isCut) {
    const moe = ((plain.high ?? Number.NaN) - (plain.low ?? Number.NaN)) / 2;
    oracle(`${name} margin`, moe, theirs.moe, TOLERANCE);
    oracle(`${name} standard error`, moe / Z, theirs.se, TOLERANCE);
    oracle(`${name} variance`, ((moe / Z) ** 2 * theirs.n) / 1e4, theirs.var, TOLERANCE);
  }
  oracle(`${name} adjusted centre`, ((adjusted.high ?? Number.NaN) + (adjusted.low ?? Number.NaN)) / 2, theirs.adjwald_center, TOLERANCE);
  oracle(`${name} adjusted error`, ((adjusted.high ?? Number.NaN) - (adjusted.low ?? Number.NaN)) / 2 / Z, half / Z, TOLERANCE);
  oracle(`${name} adjusted error as given`, half / Z, theirs.adjwald_se, TOLERANCE);
  const score = (counts.promoters - counts.detractors) / theirs.n;
  const variance = ((counts.promoters + counts.detractors) / theirs.n - score ** 2) * (theirs.n / (theirs.n - 1));
  const mean = meanFromSummary({ n: theirs.n, mean: 100 * score, variance: 1e4 * variance });
  oracle(`${name} as a mean of +100, 0, −100, low`, mean.low, theirs.t_mean[0], TOLERANCE);
  oracle(`${name} as a mean of +100, 0, −100, high`, mean.high, theirs.t_mean[1], TOLERANCE);
}

describe.skipIf(FILE === null)(`what NPS intervals are made of (R package NPS; ${ORACLE_ABSENT})`, () => {
  const theirs = FILE === null ? null : readOracle('nps-waves', schema, 'oracle_nps.json');
  it('in published cases and in all regions', () => {
    for (const [name, counts] of Object.entries(cases)) oracleParts(name, counts, figure.parse(theirs?.nps_cases[name]));
    for (const [name, region] of Object.entries({ all: theirs?.dataset.overall, ...theirs?.dataset.by_region })) if (region) oracleParts(`waves ${name}`, countsOf(region.counts), region);
  });
  it('in months and quarters', () => {
    const rows: Record<string, string>[] = parse(readFileSync(FILE ?? ''), { columns: true });
    const scores = rows.map((row) => ({ score: Number(row['REC']), on: row['date'] ?? '' }));
    const summary = { n: scores.length, mean: scores.reduce((sum, { score }) => sum + score, 0) / scores.length };
    oracle('waves standard deviation', Math.sqrt(scores.reduce((sum, { score }) => sum + (score - summary.mean) ** 2, 0) / (summary.n - 1)), theirs?.dataset.sd_rec, TOLERANCE);
    const sides = (own: typeof scores): string => [own.filter(({ score }) => score >= 9).length, own.filter(({ score }) => score === 7 || score === 8).length, own.filter(({ score }) => score < 7).length].join('/');
    for (const [month, { counts, moe }] of Object.entries(theirs?.dataset.by_month ?? {})) {
      oracle(`waves ${month} promoters/passives/detractors`, sides(scores.filter(({ on }) => on.startsWith(month))), counts.join('/'), 0);
      const plain = npsWald(countsOf(counts));
      oracle(`waves ${month} margin`, ((plain.high ?? Number.NaN) - (plain.low ?? Number.NaN)) / 2, moe, TOLERANCE);
    }
    const quarters = theirs?.dataset.quarters ?? {};
    for (const [name, { diff, adj_p: p }] of Object.entries(theirs?.dataset.q_tests ?? {})) {
      const [after, before] = name.split(' vs ').map((quarter) => quarters[quarter]);
      const ours = after && before ? compareNps(countsOf(after.counts), countsOf(before.counts)) : null;
      oracle(`waves ${name} difference`, ours?.difference, diff, TOLERANCE);
      oracle(`waves ${name} p`, ours?.p, p, TOLERANCE);
    }
  });
  it('in a comparison of two small groups, and p of two shares', () => {
    const small = theirs?.nps_two.small;
    const ours = compareNps({ promoters: 7, passives: 13, detractors: 16 }, { promoters: 5, passives: 11, detractors: 15 });
    oracle('small difference', ours?.difference, small?.diff, TOLERANCE);
    oracle('small z', ours?.z, small?.adj_z, TOLERANCE);
    oracle('small p', ours?.p, small?.adj_p, TOLERANCE);
    oracle('small low', ours?.low, small?.adj_ci[0], TOLERANCE);
    oracle('small high', ours?.high, small?.adj_ci[1], TOLERANCE);
    oracle('small adjusted difference', ours && (ours.low + ours.high) / 2, small?.adj_diff, TOLERANCE);
    oracle('small adjusted error', ours && (ours.high - ours.low) / 2 / Z, small?.adj_se, TOLERANCE);
    const side = (hits: number, n: number) => ({ ...NO_SCORE, n, weight: n, weightSq: n, hits });
    oracle('56/70 against 48/80 p', compareScores('share', side(56, 70), side(48, 80))?.p, theirs?.two_prop_z_56_70_48_80.p, TOLERANCE);
  });
});
