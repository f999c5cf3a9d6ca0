import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, it } from 'vitest';
import { z } from 'zod';
import { chiSquared, kruskalWallis } from './group-tests.ts';
import { agrestiCoull, clopperPearson } from '../testing/share-intervals.ts';
import { ORACLE_ABSENT, oracle, oracleFile, readOracle } from '../testing/oracle.ts';

const FILE = oracleFile('nps-waves', 'nps_testdata.csv');
const TOLERANCE = 1e-6;
const limits = z.tuple([z.number(), z.number()]);
const schema = z.object({
  agresti_coull: z.object({ x9_n10: limits, x81_n263: limits }), clopper_pearson_81_263: limits,
  two_prop_z_56_70_48_80: z.object({ chi2: z.number(), z: z.number(), p: z.number() }),
  dataset: z.object({
    chisq_region: z.object({ chi2: z.number(), df: z.number(), p: z.number() }), kruskal_region: z.object({ H: z.number(), df: z.number(), p: z.number() }),
    by_region: z.record(z.string(), z.object({ counts: z.array(z.number()) })),
  }),
});

describe.skipIf(FILE === null)(`tests of several groups and exact intervals of shares (R; ${ORACLE_ABSENT})`, () => {
  const theirs = FILE === null ? null : readOracle('nps-waves', schema, 'oracle_nps.json');
  const rows: Record<string, string>[] = FILE === null ? [] : parse(readFileSync(FILE), { columns: true });
  const scores = [...Map.groupBy(rows, (row) => row['Region'] ?? '')].map(([region, own]) => ({ region, own: own.map((row) => Number(row['REC'])) }));
  const count = (own: readonly number[]): number[] => [own.filter((one) => one >= 9).length, own.filter((one) => one === 7 || one === 8).length, own.filter((one) => one < 7).length];

  it('promoters, passives and detractors by region: χ² test of independence', () => {
    for (const { region, own } of scores) oracle(`waves ${region} promoters/passives/detractors`, count(own).join('/'), theirs?.dataset.by_region[region]?.counts.join('/'), 0);
    const ours = chiSquared(scores.map(({ own }) => count(own)));
    oracle('waves χ² of regions', ours?.statistic, theirs?.dataset.chisq_region.chi2, TOLERANCE);
    oracle('waves χ² of regions, df', ours?.df, theirs?.dataset.chisq_region.df, 0);
    oracle('waves χ² of regions, p', ours?.p, theirs?.dataset.chisq_region.p, TOLERANCE);
  });
  it('scores by region: Kruskal–Wallis', () => {
    const ours = kruskalWallis(scores.map(({ own }) => own));
    oracle('waves H of regions', ours?.statistic, theirs?.dataset.kruskal_region.H, TOLERANCE);
    oracle('waves H of regions, df', ours?.df, theirs?.dataset.kruskal_region.df, 0);
    oracle('waves H of regions, p', ours?.p, theirs?.dataset.kruskal_region.p, TOLERANCE);
  });
  it('56 of 70 against 48 of 80: χ² of two shares is the square of z', () => {
    const ours = chiSquared([[56, 14], [48, 32]]);
    oracle('56/70 against 48/80 χ²', ours?.statistic, theirs?.two_prop_z_56_70_48_80.chi2, TOLERANCE);
    oracle('56/70 against 48/80 z', Math.sqrt(ours?.statistic ?? -1), theirs?.two_prop_z_56_70_48_80.z, TOLERANCE);
    oracle('56/70 against 48/80 p of χ²', ours?.p, theirs?.two_prop_z_56_70_48_80.p, TOLERANCE);
  });
  it('Clopper–Pearson and Agresti–Coull', () => {
    const exact = clopperPearson({ hits: 81, n: 263 });
    oracle('Clopper–Pearson 81/263 low', exact.low, theirs?.clopper_pearson_81_263[0], TOLERANCE);
    oracle('Clopper–Pearson 81/263 high', exact.high, theirs?.clopper_pearson_81_263[1], TOLERANCE);
    const [few, many] = [agrestiCoull({ hits: 9, n: 10 }), agrestiCoull({ hits: 81, n: 263 })];
    oracle('Agresti–Coull 9/10 low', few.low, theirs?.agresti_coull.x9_n10[0], TOLERANCE);
    // the formula gives 1.004: ours is cut at 1
    oracle('Agresti–Coull 9/10 high', few.high, Math.min(1, theirs?.agresti_coull.x9_n10[1] ?? 0), TOLERANCE);
    oracle('Agresti–Coull 81/263 low', many.low, theirs?.agresti_coull.x81_n263[0], TOLERANCE);
    oracle('Agresti–Coull 81/263 high', many.high, theirs?.agresti_coull.x81_n263[1], TOLERANCE);
  });
});
