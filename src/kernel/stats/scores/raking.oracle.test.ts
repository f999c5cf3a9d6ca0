import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, it } from 'vitest';
import { z } from 'zod';
import { designEffectOf, weightedClusteredMean } from './design-effect.ts';
import { rake } from './raking.ts';
import { ORACLE_ABSENT, oracle, oracleFile, readOracle } from '../testing/oracle.ts';

const FILE = oracleFile('api-raking', 'apiclus1.csv');
const pair = z.tuple([z.number(), z.number()]);
const schema = z.object({
  iterations: z.number(), weights_by_cell: z.record(z.string(), z.number()), sum_w: z.number(), unweighted_mean: z.number(), poststrat_stype_mean: pair, raked_mean_srs: pair,
  raked_mean_cluster: pair, kish_deff: z.number(), n_eff: z.number(), min_w: z.number(), max_w: z.number(), share_api_ge700: z.number(),
});

const targets = [['stype', { E: 4421, H: 755, M: 1018 }], ['sch.wide', { No: 1072, Yes: 5122 }]] as const;
const schools = () => z.array(z.record(z.string(), z.string())).parse(parse(readFileSync(FILE ?? '', 'utf8'), { columns: true }))
  .map((row) => ({ stype: row['stype'] ?? '', wide: row['sch.wide'] ?? '', district: row['dnum'] ?? '', weight: Number(row['pw']), api: Number(row['api00']) }));

describe('raking, as R survey::rake does it', () => {
  it('meets weights, mean, design effect and errors of the schools of California', ({ skip }) => {
    skip(FILE === null, ORACLE_ABSENT);
    const theirs = readOracle('api-raking', schema);
    const rows = schools();
    const cells = [...Map.groupBy(rows, ({ stype, wide }) => `${stype} ${wide}`)].map(([name, own]) => ({ name, categories: name.split(' '), n: own.length, weight: own.reduce((sum, { weight }) => sum + weight, 0) }));
    const raked = rake(cells, targets);
    oracle('api iterations (survey::rake)', raked.iterations, theirs.iterations, 0);
    oracle('api total', raked.total, theirs.sum_w, 0);
    const factors = new Map(cells.map(({ name }, place) => [name, raked.factors[place] ?? 0]));
    const weightOf = ({ stype, wide, weight }: (typeof rows)[number]) => weight * (factors.get(`${stype} ${wide}`) ?? 0);
    for (const [name, weight] of Object.entries(theirs.weights_by_cell)) {
      const one = rows.find(({ stype, wide }) => `${stype} ${wide}` === name);
      oracle(`api weight ${name}`, one && weightOf(one), weight, 1e-6);
    }
    const effect = designEffectOf(rows.map(weightOf));
    oracle('api deff (Kish)', effect.deff, theirs.kish_deff, 1e-6);
    oracle('api n_eff', effect.nEff, theirs.n_eff, 1e-6);
    oracle('api least weight', Math.min(...rows.map(weightOf)), theirs.min_w, 1e-6);
    oracle('api largest weight', Math.max(...rows.map(weightOf)), theirs.max_w, 1e-6);
    const independent = weightedClusteredMean(rows.map((row, place) => ({ value: row.api, weight: weightOf(row), cluster: String(place), categories: [row.stype, row.wide] })));
    oracle('api raked mean', independent.mean, theirs.raked_mean_srs[0], 1e-6);
    oracle('api SE, schools independent (svymean after rake)', independent.standardError, theirs.raked_mean_srs[1], 1e-4);
    const clustered = weightedClusteredMean(rows.map((row) => ({ value: row.api, weight: weightOf(row), cluster: row.district, categories: [row.stype, row.wide] })));
    oracle('api SE, by district (svymean after rake)', clustered.standardError, theirs.raked_mean_cluster[1], 1e-4);
    oracle('api unweighted mean', weightedClusteredMean(rows.map((row, place) => ({ value: row.api, weight: 1, cluster: String(place) }))).mean, theirs.unweighted_mean, 1e-6);
    const passed = rows.filter(({ api }) => api >= 700).reduce((sum, row) => sum + weightOf(row), 0) / raked.total;
    oracle('api share above 700', passed, theirs.share_api_ge700, 1e-6);
    const post = rake(cells.map(({ categories, n, weight }) => ({ categories: categories.slice(0, 1), n, weight })), targets.slice(0, 1));
    const places = new Map(cells.map(({ name }, place) => [name, post.factors[place] ?? 0]));
    oracle('api post-stratified mean', weightedClusteredMean(rows.map((row, place) => ({ value: row.api, weight: row.weight * (places.get(`${row.stype} ${row.wide}`) ?? 0), cluster: String(place) }))).mean, theirs.poststrat_stype_mean[0], 1e-6);
  });
});
