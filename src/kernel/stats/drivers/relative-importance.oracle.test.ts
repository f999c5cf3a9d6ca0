import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, it } from 'vitest';
import { z } from 'zod';
import { addBlocks, type BlockMoments, momentsOfRows, momentsOfSums } from './moments.ts';
import { chooseDrivers, regression } from './regression.ts';
import { johnsonFromCorrelations, lmgFromCorrelations } from './relative-importance.ts';
import { oracle, ORACLE_ABSENT, oracleFile, readOracle } from '../testing/oracle.ts';

const byName = z.record(z.string(), z.number());
const full = z.object({ n: z.number(), r2: z.number(), adj_r2: z.number(), F: z.number(), coef: byName, se: byName, t: byName, pval: byName, std_beta: byName, vif: byName, lmg: byName, lmg_pct: byName, relweights: byName, relweights_pct: byName });

function read(path: string, outcome: string, names: readonly string[]): BlockMoments {
  const rows: Record<string, string>[] = parse(readFileSync(path), { columns: true, bom: true });
  return momentsOfRows({ columns: [...names, outcome].map((name) => Float64Array.from(rows, (row) => Number(row[name]))) });
}

const sets = [
  { set: 'swiss', file: 'swiss.csv', numbers: 'oracle.json', outcome: 'Fertility', tolerance: 1e-6 },
  { set: 'customersat-yellowpages', file: 'customerSat.csv', numbers: 'oracle.json', outcome: 'q1', tolerance: 1e-5 },
  { set: 'nps-waves', file: 'nps_testdata.csv', numbers: 'oracle_drivers.json', outcome: 'REC', tolerance: 1e-5 },
];

describe.each(sets)('drivers of $set against R (relaimpo, lm)', ({ set, file, numbers, outcome, tolerance }) => {
  it('gives importance, coefficients, VIF and R²', ({ skip }) => {
    const path = oracleFile(set, file);
    if (path === null) return skip(ORACLE_ABSENT);
    const expected = readOracle(set, full, numbers);
    const names = Object.keys(expected.std_beta);
    const data = read(path, outcome, names);
    const moments = momentsOfSums(addBlocks(data), data.shifts);
    const { kept } = chooseDrivers(moments, names);
    const fitted = regression(data, names, kept, { errors: 'classical' });
    const lmg = lmgFromCorrelations(moments.correlations);
    const johnson = johnsonFromCorrelations(moments.correlations);
    oracle(`${set} n`, fitted.n, expected.n, 0);
    oracle(`${set} R²`, fitted.r2, expected.r2, tolerance);
    oracle(`${set} adjusted R²`, fitted.adjustedR2, expected.adj_r2, tolerance);
    oracle(`${set} F`, fitted.f, expected.F, tolerance);
    oracle(`${set} intercept`, fitted.intercept, expected.coef['(Intercept)'], tolerance);
    oracle(`${set} error of the intercept`, fitted.interceptError, expected.se['(Intercept)'], tolerance);
    names.forEach((name, place) => {
      const one = fitted.coefficients[place];
      oracle(`${set} LMG ${name}`, lmg[place], expected.lmg[name], tolerance);
      oracle(`${set} LMG share ${name}, %`, ((lmg[place] ?? 0) / fitted.r2) * 100, expected.lmg_pct[name], 1e-4);
      oracle(`${set} Johnson ${name}`, johnson[place], expected.relweights[name], tolerance);
      oracle(`${set} Johnson share ${name}, %`, ((johnson[place] ?? 0) / fitted.r2) * 100, expected.relweights_pct[name], 1e-4);
      oracle(`${set} coefficient ${name}`, one?.coefficient, expected.coef[name], tolerance);
      oracle(`${set} standard error ${name}`, one?.standardError, expected.se[name], tolerance);
      oracle(`${set} t ${name}`, one?.t, expected.t[name], tolerance);
      oracle(`${set} p ${name}`, one?.p, expected.pval[name], tolerance);
      oracle(`${set} beta ${name}`, one?.beta, expected.std_beta[name], tolerance);
      oracle(`${set} VIF ${name}`, one?.vif, expected.vif[name], tolerance);
    });
  });
});

const airline = z.object({ complete: z.number(), kda: z.object({ n: z.number(), r2: z.number(), lmg_pct: byName, relweights_pct: byName, std_beta: byName }) });

describe('drivers of airline-satisfaction (14 ratings, binary outcome) against R', () => {
  it('takes 0 for missing and gives the shares of 14 drivers', ({ skip }) => {
    const path = oracleFile('airline-satisfaction', 'airline_satisfaction.csv');
    if (path === null) return skip(ORACLE_ABSENT);
    const { kda } = readOracle('airline-satisfaction', airline);
    const rows: string[][] = parse(readFileSync(path), { from_line: 2 });
    const ratings = Object.keys(kda.std_beta);
    const complete = rows.filter((row) => row.slice(8, 22).every((cell) => cell !== '0'));
    const columns = [...ratings.map((_, place) => Float64Array.from(complete, (row) => Number(row[8 + place]))), Float64Array.from(complete, (row) => Number(row[24] === 'satisfied'))];
    const data = momentsOfRows({ columns });
    const moments = momentsOfSums(addBlocks(data), data.shifts);
    const fitted = regression(data, ratings, ratings.map((_, place) => place));
    const lmg = lmgFromCorrelations(moments.correlations);
    const johnson = johnsonFromCorrelations(moments.correlations);
    oracle('airline n', fitted.n, kda.n, 0);
    oracle('airline R²', fitted.r2, kda.r2, 1e-6);
    ratings.forEach((name, place) => {
      oracle(`airline LMG share ${name}, %`, ((lmg[place] ?? 0) / fitted.r2) * 100, kda.lmg_pct[name], 1e-4);
      oracle(`airline Johnson share ${name}, %`, ((johnson[place] ?? 0) / fitted.r2) * 100, kda.relweights_pct[name], 1e-4);
      oracle(`airline beta ${name}`, fitted.coefficients[place]?.beta, kda.std_beta[name], 1e-6);
    });
  });
});
