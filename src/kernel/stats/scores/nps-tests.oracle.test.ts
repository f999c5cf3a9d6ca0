import { describe, it } from 'vitest';
import { z } from 'zod';
import { criticalZ, twoSidedPOfZ } from '../distributions.ts';
import { compareMeans } from './mean.ts';
import { compareNps, type NpsCounts, npsFromCounts, npsWald } from './nps.ts';
import { ORACLE_ABSENT, oracle, oracleFile, readOracle } from '../testing/oracle.ts';

const TOLERANCE = 1e-5;
const Z = criticalZ();
const limits = z.tuple([z.number(), z.number()]);
const plain = z.object({ diff: z.number(), se: z.number(), z: z.number(), p: z.number(), ci: limits.optional(), adj_diff: z.number().optional(), adj_se: z.number().optional(), adj_p: z.number(), adj_ci: limits.optional() });
const counted = z.object({ counts: z.tuple([z.number(), z.number(), z.number()]) });
const figure = z.object({ nps: z.number(), var: z.number(), se: z.number(), moe: z.number(), wald: limits, adjwald: limits, adjwald_center: z.number(), adjwald_se: z.number() });
const schema = z.object({
  nps_cases: z.object({ tiny_0_2_3: figure, all_promoters_10: figure }),
  nps_two: z.object({ a_vs_b: plain, small: plain }),
  two_prop_z_56_70_48_80: z.object({ wald_ci: limits }),
  dataset: z.object({
    by_month: z.record(z.string(), counted), quarters: z.record(z.string(), counted), q_tests: z.record(z.string(), plain),
    last_vs_prev: z.object({ months: z.tuple([z.string(), z.string()]), test: plain }),
    welch_t_2groups: z.object({ ci: limits }), sd_rec: z.number(),
  }),
});
const countsOf = ({ counts: [promoters, passives, detractors] }: z.output<typeof counted>): NpsCounts => ({ promoters, passives, detractors });

/** Our default test takes adjusted counts; the plain one is put together from the plain intervals, which are cut at ±100 on one side at most. */
function oraclePlain(name: string, [after, before]: readonly [NpsCounts, NpsCounts], theirs: z.output<typeof plain>): void {
  const error = (counts: NpsCounts): number => {
    const { nps, low, high } = npsWald(counts);
    return nps === null ? Number.NaN : Math.max(high - nps, nps - low) / Z;
  };
  const difference = (npsWald(after).nps ?? Number.NaN) - (npsWald(before).nps ?? Number.NaN);
  const standardError = Math.hypot(error(after), error(before));
  oracle(`${name} plain difference`, difference, theirs.diff, TOLERANCE);
  oracle(`${name} plain error`, standardError, theirs.se, TOLERANCE);
  oracle(`${name} plain z`, difference / standardError, theirs.z, TOLERANCE);
  oracle(`${name} plain p`, twoSidedPOfZ(difference / standardError), theirs.p, TOLERANCE);
  if (theirs.ci) oracle(`${name} plain low`, difference - Z * standardError, theirs.ci[0], TOLERANCE);
  if (theirs.ci) oracle(`${name} plain high`, difference + Z * standardError, theirs.ci[1], TOLERANCE);
  const ours = compareNps(after, before);
  const { adj_ci: interval, adj_diff: adjusted, adj_se: adjustedError } = theirs;
  oracle(`${name} adjusted p`, ours?.p, theirs.adj_p, TOLERANCE);
  if (!ours || !interval) return;
  oracle(`${name} adjusted low`, ours.low, interval[0], TOLERANCE);
  oracle(`${name} adjusted high`, ours.high, interval[1], TOLERANCE);
  oracle(`${name} adjusted difference`, (ours.low + ours.high) / 2, adjusted, TOLERANCE);
  oracle(`${name} adjusted error`, (ours.high - ours.low) / 2 / Z, adjustedError, TOLERANCE);
}

describe.skipIf(oracleFile('nps-waves', 'oracle_nps.json') === null)(`tests of two NPS without the added answers, and what ±100 cuts (${ORACLE_ABSENT})`, () => {
  const read = () => readOracle('nps-waves', schema, 'oracle_nps.json');
  it('two waves, two small groups, months and quarters', () => {
    const { nps_two: two, dataset } = read();
    oraclePlain('a_vs_b', [{ promoters: 500, passives: 300, detractors: 200 }, { promoters: 430, passives: 320, detractors: 250 }], two.a_vs_b);
    oraclePlain('small', [{ promoters: 7, passives: 13, detractors: 16 }, { promoters: 5, passives: 11, detractors: 15 }], two.small);
    const { months: [before, after], test } = dataset.last_vs_prev;
    const of = (from: Record<string, z.output<typeof counted>>, name: string) => countsOf(counted.parse(from[name]));
    oraclePlain(`waves ${after} − ${before}`, [of(dataset.by_month, after), of(dataset.by_month, before)], test);
    for (const [name, theirs] of Object.entries(dataset.q_tests)) {
      const [now = '', earlier = ''] = name.split(' vs ');
      oraclePlain(`waves ${name}`, [of(dataset.quarters, now), of(dataset.quarters, earlier)], theirs);
    }
  });
  it('intervals of few answers before they are cut at ±100', () => {
    const { tiny_0_2_3: tiny, all_promoters_10: all } = read().nps_cases;
    const { nps, high } = npsWald({ promoters: 0, passives: 2, detractors: 3 });
    const margin = (high ?? Number.NaN) - (nps ?? Number.NaN);
    oracle('tiny_0_2_3 margin', margin, tiny.moe, TOLERANCE);
    oracle('tiny_0_2_3 standard error', margin / Z, tiny.se, TOLERANCE);
    oracle('tiny_0_2_3 variance', (5 * (margin / Z) ** 2) / 1e4, tiny.var, TOLERANCE);
    oracle('tiny_0_2_3 low before the cut', (nps ?? Number.NaN) - margin, tiny.wald[0], TOLERANCE);
    // ten of ten: the lower ends at two confidences lie on one line with the centre
    const ten = { promoters: 10, passives: 0, detractors: 0 };
    const [at95, at90] = [0.95, 0.9].map((confidence) => npsFromCounts(ten, confidence).low ?? Number.NaN);
    const error = ((at90 ?? 0) - (at95 ?? 0)) / (Z - criticalZ(0.9));
    const centre = (at95 ?? 0) + Z * error;
    oracle('all_promoters_10 adjusted error', error, all.adjwald_se, TOLERANCE);
    oracle('all_promoters_10 adjusted centre', centre, all.adjwald_center, TOLERANCE);
    oracle('all_promoters_10 high before the cut', centre + Z * error, all.adjwald[1], TOLERANCE);
    const wald = npsWald(ten);
    oracle('all_promoters_10 plain margin', (wald.high ?? 0) - (wald.low ?? 0), all.moe, TOLERANCE);
    oracle('all_promoters_10 plain error', ((wald.high ?? 0) - (wald.low ?? 0)) / 2 / Z, all.se, TOLERANCE);
    oracle('all_promoters_10 plain variance', (10 * (((wald.high ?? 0) - (wald.low ?? 0)) / 2 / Z) ** 2) / 1e4, all.var, TOLERANCE);
  });
  it('the plain interval of two shares, 56 of 70 and 48 of 80, is that of their means', () => {
    const [low, high] = read().two_prop_z_56_70_48_80.wald_ci;
    // compareMeans takes variances with n − 1; a share's is p(1 − p)
    const side = (share: number, n: number) => ({ n, mean: share, variance: share * (1 - share) });
    const ours = compareMeans(side(0.8, 70), side(0.6, 80));
    const error = ours && ours.t !== null ? ours.difference / ours.t : Number.NaN;
    oracle('56/70 − 48/80 plain low', 0.2 - Z * error, low, TOLERANCE);
    oracle('56/70 − 48/80 plain high', 0.2 + Z * error, high, TOLERANCE);
  });
});
