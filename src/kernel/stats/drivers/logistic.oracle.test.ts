import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, it } from 'vitest';
import { z } from 'zod';
import { logisticRegression } from './logistic.ts';
import { oracle, ORACLE_ABSENT, oracleFile, readOracle } from '../testing/oracle.ts';

const byName = z.record(z.string(), z.number());
const INTERCEPT = '(Intercept)';

function fitted(...args: Parameters<typeof logisticRegression>) {
  const fit = logisticRegression(...args);
  if (fit.kind === 'refused') throw new Error(fit.refusal.code);
  return fit;
}

describe('odds of being satisfied in airline-satisfaction (14 ratings) against R (glm, binomial)', () => {
  it('gives coefficients, deviance and AUC', ({ skip }) => {
    const path = oracleFile('airline-satisfaction', 'airline_satisfaction.csv');
    if (path === null) return skip(ORACLE_ABSENT);
    const { logit } = readOracle('airline-satisfaction', z.object({ logit: z.object({ auc: z.number(), deviance: z.number(), coef: byName }) }));
    const rows: string[][] = parse(readFileSync(path), { from_line: 2 });
    const ratings = Object.keys(logit.coef).filter((name) => name !== INTERCEPT);
    const complete = rows.filter((row) => row.slice(8, 22).every((cell) => cell !== '0'));
    const columns = ratings.map((_, place) => Float64Array.from(complete, (row) => Number(row[8 + place])));
    const fit = fitted({ columns, outcome: Float64Array.from(complete, (row) => Number(row[24] === 'satisfied')) }, ratings);
    oracle('airline logistic intercept', fit.intercept, logit.coef[INTERCEPT], 1e-6);
    for (const { name, coefficient } of fit.drivers) oracle(`airline logistic ${name}`, coefficient, logit.coef[name], 1e-6);
    oracle('airline logistic deviance', fit.deviance, logit.deviance, 1e-6);
    oracle('airline logistic AUC', fit.auc, logit.auc, 1e-6);
  });
});

const model = z.object({ coef: byName, se: byName, deviance: z.number(), auc: z.number() });

describe('odds of a leaving customer in telco-churn against R (glm, binomial)', () => {
  it('gives coefficients, errors, deviance and AUC of the model of tenure, charges and contract', ({ skip }) => {
    const path = oracleFile('telco-churn', 'Telco-Customer-Churn.csv');
    if (path === null) return skip(ORACLE_ABSENT);
    const theirs = readOracle('telco-churn', z.object({ insample_simple: model })).insample_simple;
    const all: Record<string, string>[] = parse(readFileSync(path), { columns: true, bom: true });
    const rows = all.filter((row) => row['TotalCharges']?.trim() !== '');
    const column = (value: (row: Record<string, string>) => number) => Float64Array.from(rows, value);
    const names = ['tenure', 'MonthlyCharges', 'ContractOne year', 'ContractTwo year'];
    const columns = [column((row) => Number(row['tenure'])), column((row) => Number(row['MonthlyCharges'])), column((row) => Number(row['Contract'] === 'One year')), column((row) => Number(row['Contract'] === 'Two year'))];
    const fit = fitted({ columns, outcome: column((row) => Number(row['Churn'] === 'Yes')) }, names);
    oracle('telco logistic intercept', fit.intercept, theirs.coef[INTERCEPT], 1e-6);
    for (const { name, coefficient, standardError } of fit.drivers) {
      oracle(`telco logistic ${name}`, coefficient, theirs.coef[name], 1e-6);
      // R's glm stops at a change of 1e-8 and takes the errors of the step before; with epsilon 1e-14 it gives ours to 1e-10.
      oracle(`telco logistic error of ${name}`, standardError, theirs.se[name], 1e-5);
    }
    oracle('telco logistic deviance', fit.deviance, theirs.deviance, 1e-6);
    oracle('telco logistic AUC', fit.auc, theirs.auc, 1e-6);
  });
});
