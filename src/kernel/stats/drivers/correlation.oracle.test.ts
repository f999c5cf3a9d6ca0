import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { EVD, Matrix } from 'ml-matrix';
import { describe, it } from 'vitest';
import { z } from 'zod';
import { correlationFromSums } from './correlation.ts';
import { twoSidedPOfT } from '../distributions.ts';
import { momentsOfColumns, spreadsOf } from './item-moments.ts';
import { shareFromCounts } from '../scores/share.ts';
import { cronbachAlpha } from '../barometer/reliability.ts';
import { ORACLE_ABSENT, oracle, oracleFile, readOracle } from '../testing/oracle.ts';
import { addBlocks, type Moments, momentsOfRows, momentsOfSums } from './moments.ts';
import { regression } from './regression.ts';

const TOLERANCE = 1e-5;
const byName = z.record(z.string(), z.number());
const readRows = (path: string): Record<string, string>[] => parse(readFileSync(path), { columns: true, bom: true });
const columnOf = (rows: readonly Record<string, string>[], name: string): Float64Array => Float64Array.from(rows, (row) => Number(row[name]));

function correlationOf(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  const sums = { n: x.length, sumX: 0, sumY: 0, sumXx: 0, sumYy: 0, sumXy: 0 };
  for (let row = 0; row < x.length; row += 1) {
    const [a, b] = [x[row] ?? Number.NaN, y[row] ?? Number.NaN];
    sums.sumX += a;
    sums.sumY += b;
    sums.sumXx += a * a;
    sums.sumYy += b * b;
    sums.sumXy += a * b;
  }
  return correlationFromSums(sums).r;
}

const sets = [
  { set: 'swiss', file: 'swiss.csv', numbers: 'oracle.json', outcome: 'Fertility' },
  { set: 'customersat-yellowpages', file: 'customerSat.csv', numbers: 'oracle.json', outcome: 'q1' },
  { set: 'nps-waves', file: 'nps_testdata.csv', numbers: 'oracle_drivers.json', outcome: 'REC' },
];
const drivers = z.object({ sigma: z.number(), t: byName, pval: byName, zero_order_r: byName, first: byName, last: byName, betasq: byName, pratt: byName, car: byName });

describe.each(sets)('simple measures of importance in $set (R package relaimpo)', ({ set, file, numbers, outcome }) => {
  const path = oracleFile(set, file);
  it.skipIf(path === null)(`correlation with the outcome, alone, added last, β², β·r, CAR (${ORACLE_ABSENT})`, () => {
    const theirs = readOracle(set, drivers, numbers);
    const names = Object.keys(theirs.zero_order_r);
    const rows = readRows(path ?? '');
    const columns = [...names, outcome].map((name) => columnOf(rows, name));
    const data = momentsOfRows({ columns });
    const fitted = regression(data, names, names.map((_, place) => place), { errors: 'classical' });
    const moments = momentsOfSums(addBlocks(data), data.shifts);
    const last = names.length;
    oracle(`${set} residual deviation`, Math.sqrt(((1 - fitted.r2) * (moments.products[last * moments.columns + last] ?? Number.NaN)) / fitted.df), theirs.sigma, TOLERANCE);
    const interceptT = fitted.intercept / (fitted.interceptError ?? Number.NaN);
    oracle(`${set} t of the intercept`, interceptT, theirs.t['(Intercept)'], TOLERANCE);
    oracle(`${set} p of the intercept`, twoSidedPOfT(interceptT, fitted.df), theirs.pval['(Intercept)'], 1e-4, 'relative');
    const uncorrelated = correlationsAdjusted(moments);
    for (const [place, name] of names.entries()) {
      oracle(`${set} CAR² ${name}`, (uncorrelated[place] ?? Number.NaN) ** 2, theirs.car[name], TOLERANCE);
      const r = correlationOf(columns[place] ?? [], columns[last] ?? []);
      const { beta = Number.NaN, t = null } = fitted.coefficients[place] ?? {};
      oracle(`${set} r ${name}`, r, theirs.zero_order_r[name], TOLERANCE);
      oracle(`${set} alone ${name}`, r === null ? null : r * r, theirs.first[name], TOLERANCE);
      // what R² gains when a driver comes last: t²(1 − R²)/df
      oracle(`${set} last ${name}`, t === null ? null : (t * t * (1 - fitted.r2)) / fitted.df, theirs.last[name], TOLERANCE);
      oracle(`${set} β² ${name}`, beta * beta, theirs.betasq[name], TOLERANCE);
      oracle(`${set} β·r ${name}`, r === null ? null : beta * r, theirs.pratt[name], TOLERANCE);
    }
  });
});

/** Correlation of the outcome with the drivers after they were made uncorrelated, R^(−½) r (Zuber & Strimmer 2011). */
function correlationsAdjusted({ correlations, columns: k }: Moments): number[] {
  const own = new Matrix(Array.from({ length: k }, (_, j) => Array.from({ length: k }, (__, l) => correlations[j * k + l] ?? Number.NaN)));
  const { eigenvectorMatrix, realEigenvalues } = new EVD(own.subMatrix(0, k - 2, 0, k - 2), { assumeSymmetric: true });
  const root = eigenvectorMatrix.mmul(Matrix.diag(realEigenvalues.map((value) => value ** -0.5))).mmul(eigenvectorMatrix.transpose());
  return root.mmul(own.subMatrix(0, k - 2, k - 1, k - 1)).to1DArray();
}

const kiosk = z.object({
  gap_items: z.record(z.string(), z.object({ sdE: z.number(), sdP: z.number() })),
  alpha: z.object({ E: z.number(), P: z.number(), gap: z.number(), total: z.number() }),
  cor_with_total1: z.object({ servqual_gap: z.number(), servperf: z.number() }),
  ipa: z.object({ gap: z.array(z.number()) }),
  ipa_derived_importance: z.object({ cor_perf_total1: z.array(z.number()) }),
});
const ITEMS = Array.from({ length: 24 }, (_, place) => place + 1);

describe('the kiosk survey (R)', () => {
  const path = oracleFile('kiosk-servqual-kano-ipa', 'kiosk.csv');
  it.skipIf(path === null)(`spreads, reliability, gaps of performance, and what goes with satisfaction (${ORACLE_ABSENT})`, () => {
    const theirs = readOracle('kiosk-servqual-kano-ipa', kiosk);
    const rows = readRows(path ?? '');
    const columns = (prefix: string): Float64Array[] => ITEMS.map((item) => columnOf(rows, `${prefix}${item}`));
    const [expected, lived, stated, performed] = [columns('E'), columns('P'), columns('IMP'), columns('PERF')];
    const total = columnOf(rows, 'total1');
    const momentsOf = (own: readonly Float64Array[]) => momentsOfColumns(own.map((_, place) => String(place)), own, { parts: 1 })[0];
    const sds = (own: readonly Float64Array[]): number[] => {
      const moments = momentsOf(own);
      const spreads = moments && spreadsOf(moments);
      return own.map((_, place) => Math.sqrt(spreads?.covariances[place * own.length + place] ?? Number.NaN));
    };
    const [sdE, sdP] = [sds(expected), sds(lived)];
    const meanOf = (own: Float64Array): number => own.reduce((sum, value) => sum + value, 0) / own.length;
    for (const [place, item] of ITEMS.entries()) {
      oracle(`kiosk P${item} sd of expectation`, sdE[place], theirs.gap_items[`P${item}`]?.sdE, TOLERANCE);
      oracle(`kiosk P${item} sd of experience`, sdP[place], theirs.gap_items[`P${item}`]?.sdP, TOLERANCE);
      oracle(`kiosk performance − importance ${item}`, meanOf(performed[place] ?? new Float64Array()) - meanOf(stated[place] ?? new Float64Array()), theirs.ipa.gap[place], TOLERANCE);
      oracle(`kiosk derived importance ${item}`, correlationOf(performed[place] ?? [], total), theirs.ipa_derived_importance.cor_perf_total1[place], TOLERANCE);
    }
    const gaps = lived.map((column, place) => column.map((value, row) => value - (expected[place]?.[row] ?? Number.NaN)));
    const totals = [1, 2, 3, 4].map((one) => columnOf(rows, `total${one}`));
    for (const [name, own] of [['E', expected], ['P', lived], ['gap', gaps], ['total', totals]] as const) {
      const moments = momentsOf(own);
      oracle(`kiosk alpha ${name}`, moments && cronbachAlpha(moments, own.map((_, place) => place)).alpha, theirs.alpha[name], TOLERANCE);
    }
    const meanByRow = (own: readonly Float64Array[]): Float64Array => Float64Array.from(rows, (_, row) => own.reduce((sum, column) => sum + (column[row] ?? Number.NaN), 0) / own.length);
    oracle('kiosk gap with satisfaction', correlationOf(meanByRow(gaps), total), theirs.cor_with_total1.servqual_gap, TOLERANCE);
    oracle('kiosk experience with satisfaction', correlationOf(meanByRow(lived), total), theirs.cor_with_total1.servperf, TOLERANCE);
  });
});

describe('the airline survey (R)', () => {
  const path = oracleFile('airline-satisfaction', 'airline_satisfaction.csv');
  it.skipIf(path === null)(`rows, codes for "does not apply", means and top two boxes of the rows without them (${ORACLE_ABSENT})`, () => {
    const theirs = readOracle('airline-satisfaction', z.object({ rows: z.number(), satisfied: z.number(), complete: z.number(), na_arrival: z.number(), zeros: byName, mean: byName, top2box: byName }));
    const rows = readRows(path ?? '');
    const names = Object.keys(theirs.zeros);
    const headers = Object.keys(rows[0] ?? {});
    // R writes a point for each character that names cannot hold
    const headerOf = (name: string): string => headers.find((header) => header.replaceAll(/[^A-Za-z0-9]/g, '.') === name) ?? name;
    oracle('airline rows', rows.length, theirs.rows, 0);
    oracle('airline satisfied', shareFromCounts({ hits: rows.filter((row) => row['satisfaction'] === 'satisfied').length, n: rows.length }).share, theirs.satisfied, TOLERANCE);
    oracle('airline arrival delays missing', rows.filter((row) => row['Arrival Delay in Minutes'] === '').length, theirs.na_arrival, 0);
    const columns = new Map(names.map((name) => [name, columnOf(rows, headerOf(name))]));
    const complete = rows.map((_, row) => row).filter((row) => names.every((name) => columns.get(name)?.[row] !== 0));
    oracle('airline complete', complete.length, theirs.complete, 0);
    for (const name of names) {
      const column = columns.get(name) ?? new Float64Array();
      const own = complete.map((row) => column[row] ?? Number.NaN);
      oracle(`airline zeros ${name}`, column.filter((value) => value === 0).length, theirs.zeros[name], 0);
      oracle(`airline mean ${name}`, own.reduce((sum, value) => sum + value, 0) / own.length, theirs.mean[name], TOLERANCE);
      oracle(`airline top two boxes ${name}`, shareFromCounts({ hits: own.filter((value) => value >= 4).length, n: own.length }).share, theirs.top2box[name], TOLERANCE);
    }
  });
});
