import { EVD, Matrix } from 'ml-matrix';
import { readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { z } from 'zod';
import { indexOf, rawWeights, scaleTo100 } from './barometer-index.ts';
import { momentsOfColumns, spreadsOf, totalOf } from '../drivers/item-moments.ts';
import { fitPathModel, type PathModel, prepareModel } from './path-model.ts';
import { cronbachAlpha } from './reliability.ts';
import { oracle, ORACLE_ABSENT, oracleFile, readOracle } from '../testing/oracle.ts';

const figures = z.record(z.string(), z.number());
const pls = z.object({ iterations: z.number(), outer_weights: z.record(z.string(), figures), loadings: z.record(z.string(), figures), paths: z.record(z.string(), figures), r2: figures, satisfaction_raw_weights: figures, satisfaction_index_0_100: z.number() });
const schema = z.object({
  n: z.number(), item_means: figures, item_sd: figures,
  alpha: z.record(z.string(), z.union([z.number(), z.object({})])),
  index_equal_weight: z.record(z.string(), z.object({ mean: z.number(), sd: z.number(), se: z.number() })),
  pc1_weights: z.record(z.string(), figures), index_pc1: figures, pls_centroid: pls, pls_path: pls,
});

const file = oracleFile('ecsi-mobi', 'mobi.csv');

describe('the customer barometer of a mobile operator (ecsi-mobi, SmartPLS 2.0.M3)', () => {
  it('has the means, spreads, equal-weight indices and reliabilities that R computes', ({ skip }) => {
    skip(file === null, ORACLE_ABSENT);
    const { theirs, moments, prepared, items } = read(file ?? '');
    oracle('ecsi n', moments.n, theirs.n, 0);
    for (const item of items) oracle(`ecsi mean ${item}`, 1 + ((moments.sums[items.indexOf(item)] ?? 0) / moments.n) * 0.09, theirs.item_means[item], 1e-9);
    for (const [block, places] of prepared.items.entries()) {
      const name = prepared.model.blocks[block]?.name ?? '';
      const index = indexOf(moments, places);
      oracle(`ecsi index ${name}`, index.index, theirs.index_equal_weight[name]?.mean, 1e-4);
      oracle(`ecsi sd of index ${name}`, Math.sqrt(index.variance ?? -1), theirs.index_equal_weight[name]?.sd, 1e-4);
      oracle(`ecsi alpha ${name}`, cronbachAlpha(moments, places).alpha, typeof theirs.alpha[name] === 'number' ? theirs.alpha[name] : null, 1e-9);
    }
  });

  it('has the indices by first principal component, whose weights come from the same covariances', ({ skip }) => {
    skip(file === null, ORACLE_ABSENT);
    const { theirs, moments, prepared, items } = read(file ?? '');
    const covariances = spreadsOf(moments)?.covariances ?? new Float64Array();
    for (const [block, places] of prepared.items.entries()) {
      const { name, items: own } = prepared.model.blocks[block] ?? { name: '', items: [] };
      if (places.length < 2) continue;
      // PC1 of standardised items, brought back to the answers.
      const deviation = (place: number) => Math.sqrt(covariances[place * items.length + place] ?? 0);
      const { eigenvectorMatrix, realEigenvalues } = new EVD(new Matrix(places.map((i) => places.map((j) => (covariances[i * items.length + j] ?? 0) / (deviation(i) * deviation(j))))));
      const first = eigenvectorMatrix.getColumn(realEigenvalues.indexOf(Math.max(...realEigenvalues)));
      const raw = rawWeights(moments, places, first) ?? [];
      for (const [place, item] of own.entries()) oracle(`ecsi PC1 weight ${item}`, raw[place], theirs.pc1_weights[name]?.[item], 1e-6);
      oracle(`ecsi PC1 index ${name}`, indexOf(moments, places, { weights: raw }).index, theirs.index_pc1[name], 1e-4);
    }
  });

  it.for(['centroid', 'path'] as const)('has the weights, loadings, paths and R² of the %s scheme', (scheme, { skip }) => {
    skip(file === null, ORACLE_ABSENT);
    const { theirs: all, moments, prepared } = read(file ?? '', scheme);
    const theirs = scheme === 'path' ? all.pls_path : all.pls_centroid;
    const fit = fitPathModel(moments, prepared);
    if (fit.kind === 'refused') throw new Error(fit.reason);
    oracle(`ecsi ${scheme} iterations`, fit.iterations, theirs.iterations, 1);
    for (const [at, block] of fit.blocks.entries()) {
      for (const [place, item] of (prepared.model.blocks[at]?.items ?? []).entries()) {
        oracle(`ecsi ${scheme} weight ${item}`, block.weights[place], theirs.outer_weights[block.name]?.[item], 1e-6);
        oracle(`ecsi ${scheme} loading ${item}`, block.loadings[place], theirs.loadings[block.name]?.[item], 1e-6);
      }
      oracle(`ecsi ${scheme} R² ${block.name}`, block.r2, theirs.r2[block.name] ?? null, 1e-6);
    }
    for (const { from, to, coefficient } of fit.paths) oracle(`ecsi ${scheme} ${from} → ${to}`, coefficient, theirs.paths[to]?.[from], 1e-6);
    const satisfaction = prepared.items[4] ?? [];
    const raw = rawWeights(moments, satisfaction, fit.blocks[4]?.weights ?? []) ?? [];
    for (const [place, item] of ['CUSA1', 'CUSA2', 'CUSA3'].entries()) oracle(`ecsi ${scheme} raw weight ${item}`, raw[place], theirs.satisfaction_raw_weights[item], 1e-6);
    oracle(`ecsi ${scheme} weighted satisfaction index`, indexOf(moments, satisfaction, { weights: raw }).index, theirs.satisfaction_index_0_100, 1e-4);
  });
});

function read(path: string, scheme: PathModel['scheme'] = 'centroid') {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const items = head.split(',').map((name) => name.replaceAll('"', ''));
  const rows = lines.map((line) => line.split(',').map(Number));
  const columns = items.map((_, place) => rows.map((row) => scaleTo100(row[place] ?? Number.NaN, 1, 10)));
  const moments = totalOf(items, momentsOfColumns(items, columns, { parts: 1 }));
  return { theirs: readOracle('ecsi-mobi', schema), moments, items, prepared: prepareModel(ecsi(scheme), items) };
}

const numbered = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, at) => `${prefix}${at + 1}`);

function ecsi(scheme: PathModel['scheme']): PathModel {
  const acts: Record<string, string[]> = { Image: ['Expectation', 'Satisfaction', 'Loyalty'], Expectation: ['Quality', 'Value', 'Satisfaction'], Quality: ['Value', 'Satisfaction'], Value: ['Satisfaction'], Satisfaction: ['Complaints', 'Loyalty'], Complaints: ['Loyalty'] };
  return {
    scheme,
    blocks: [['Image', numbered('IMAG', 5)], ['Expectation', numbered('CUEX', 3)], ['Quality', numbered('PERQ', 7)], ['Value', numbered('PERV', 2)], ['Satisfaction', numbered('CUSA', 3)], ['Complaints', ['CUSCO']], ['Loyalty', numbered('CUSL', 3)]].map(([name, items]) => ({ name: String(name), items: [items ?? []].flat() })),
    paths: Object.entries(acts).flatMap(([from, targets]) => targets.map((to) => ({ from, to }))),
  };
}
