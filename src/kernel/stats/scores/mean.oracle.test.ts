import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, it } from 'vitest';
import { z } from 'zod';
import { designEffectFromSums, weightedClusteredMean } from './design-effect.ts';
import { momentsOfColumns, spreadsOf } from '../drivers/item-moments.ts';
import { rake } from './raking.ts';
import { ORACLE_ABSENT, oracle, oracleFile, readOracle } from '../testing/oracle.ts';

const readRows = (path: string | null): Record<string, string>[] => (path === null ? [] : parse(readFileSync(path), { columns: true, bom: true }));
const byName = z.record(z.string(), z.number());

describe('means and their errors (R)', () => {
  const schools = oracleFile('api-raking', 'apiclus1.csv');
  it.skipIf(schools === null)(`of schools as they were drawn, and post-stratified by type (${ORACLE_ABSENT})`, () => {
    const pair = z.tuple([z.number(), z.number()]);
    const theirs = readOracle('api-raking', z.object({ n: z.number(), sample: z.object({ stype: byName, 'sch.wide': byName }), design_mean: pair, poststrat_stype_mean: pair }));
    const rows = readRows(schools).map((row) => ({ type: row['stype'] ?? '', wide: row['sch.wide'] ?? '', weight: Number(row['pw']), api: Number(row['api00']) }));
    oracle('api schools', rows.length, theirs.n, 0);
    for (const [type, n] of Object.entries(theirs.sample.stype)) oracle(`api schools of type ${type}`, rows.filter((row) => row.type === type).length, n, 0);
    for (const [wide, n] of Object.entries(theirs.sample['sch.wide'])) oracle(`api schools that met the target: ${wide}`, rows.filter((row) => row.wide === wide).length, n, 0);
    const drawn = weightedClusteredMean(rows.map((row, place) => ({ value: row.api, weight: row.weight, cluster: String(place) })));
    oracle('api mean as drawn', drawn.mean, theirs.design_mean[0], 1e-6);
    oracle('api SE as drawn', drawn.standardError, theirs.design_mean[1], 1e-4);
    const types = [...Map.groupBy(rows, ({ type }) => type)].map(([type, own]) => ({ type, categories: [type], n: own.length, weight: own.reduce((sum, { weight }) => sum + weight, 0) }));
    const { factors } = rake(types, [['stype', { E: 4421, H: 755, M: 1018 }]]);
    const post = weightedClusteredMean(rows.map((row, place) => ({ value: row.api, weight: row.weight * (factors[types.findIndex(({ type }) => type === row.type)] ?? 0), cluster: String(place), categories: [row.type] })));
    oracle('api mean, post-stratified', post.mean, theirs.poststrat_stype_mean[0], 1e-6);
    oracle('api SE, post-stratified', post.standardError, theirs.poststrat_stype_mean[1], 1e-4);
  });

  const mobi = oracleFile('ecsi-mobi', 'mobi.csv');
  it.skipIf(mobi === null)(`of the barometer: spreads of items, errors of indices (${ORACLE_ABSENT})`, () => {
    const theirs = readOracle('ecsi-mobi', z.object({ item_sd: byName, index_equal_weight: z.record(z.string(), z.object({ sd: z.number(), se: z.number() })) }));
    const rows = readRows(mobi);
    const items = Object.keys(theirs.item_sd);
    const [moments] = momentsOfColumns(items, items.map((item) => Float64Array.from(rows, (row) => Number(row[item]))), { parts: 1 });
    const spreads = moments ? spreadsOf(moments) : null;
    for (const [place, item] of items.entries()) oracle(`ecsi sd ${item}`, Math.sqrt(spreads?.covariances[place * items.length + place] ?? Number.NaN), theirs.item_sd[item], 1e-9);
    const { nEff } = designEffectFromSums({ n: rows.length, sum: rows.length, sumSq: rows.length });
    const prefixes: Record<string, string> = { Image: 'IMAG', Expectation: 'CUEX', Quality: 'PERQ', Value: 'PERV', Satisfaction: 'CUSA', Complaints: 'CUSCO', Loyalty: 'CUSL' };
    for (const [name, { se }] of Object.entries(theirs.index_equal_weight)) {
      const own = items.flatMap((item, place) => (item.startsWith(prefixes[name] ?? '?') ? [place] : []));
      const variance = own.reduce((sum, a) => sum + own.reduce((inner, b) => inner + (spreads?.covariances[a * items.length + b] ?? Number.NaN), 0), 0) / own.length ** 2;
      oracle(`ecsi error of index ${name}`, (100 / 9) * Math.sqrt(variance / nEff), se, 1e-6);
    }
  });
});
