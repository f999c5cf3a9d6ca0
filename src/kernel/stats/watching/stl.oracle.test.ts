import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { outliersOf, stl, type StlParts, type StlSettings } from './stl.ts';
import { ORACLE_ABSENT, oracle, oracleFile, readOracle } from '../testing/oracle.ts';

const numbers = z.array(z.number());
const parts = z.object({
  seasonal1_12: numbers, win: z.object({ t: z.number() }), var_rem: z.number(), trend_first_last: numbers, rem_sd: z.number(), rem_first3: numbers, strength_trend: z.number(), strength_seasonal: z.number(),
  out_iqr3: z.union([numbers, z.number().transform((place) => [place])]),
});
const schema = z.object({ periodic: parts, s7_robust: parts, spiked_obs100_plus25_robust: parts });
const FILE = oracleFile('nottem-stl', 'nottem.csv');

/** Temperatures of Nottingham, 1920–1939, by month. */
function nottem(): number[] {
  return FILE === null ? [] : readFileSync(FILE, 'utf8').trim().split('\n').slice(1).map((line) => Number(line.split(',')[1]));
}

/** @returns places of the outliers, counted from 1 */
function compare(name: string, { seasonal, trend, remainder }: StlParts, theirs: z.output<typeof parts>): number[] {
  for (const [index, value] of theirs.seasonal1_12.entries()) oracle(`nottem ${name} season ${index + 1}`, seasonal[index], value, 1e-6);
  oracle(`nottem ${name} first trend`, trend[0], theirs.trend_first_last[0], 1e-6);
  oracle(`nottem ${name} last trend`, trend.at(-1), theirs.trend_first_last[1], 1e-6);
  for (const [index, value] of theirs.rem_first3.entries()) oracle(`nottem ${name} remainder ${index + 1}`, remainder[index], value, 1e-6);
  oracle(`nottem ${name} sd of the remainder`, Math.sqrt(varianceOf(remainder)), theirs.rem_sd, 1e-6);
  oracle(`nottem ${name} variance of the remainder`, varianceOf(remainder), theirs.var_rem, 1e-6);
  const strength = (part: Float64Array): number => Math.max(0, 1 - varianceOf(remainder) / varianceOf(part.map((value, index) => value + (remainder[index] ?? 0))));
  oracle(`nottem ${name} strength of the season`, strength(seasonal), theirs.strength_seasonal, 1e-6);
  oracle(`nottem ${name} strength of the trend`, strength(trend), theirs.strength_trend, 1e-6);
  return outliersOf(remainder).map((place) => place + 1);
}

function varianceOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

describe.skipIf(FILE === null)(`STL as R's stl (${ORACLE_ABSENT})`, () => {
  it.each<[string, keyof z.output<typeof schema>, Partial<StlSettings>]>([['periodic', 'periodic', {}], ['window 7, robust', 's7_robust', { seasonal: 7, robust: true }]])('%s', (name, key, settings) => {
    const theirs = readOracle('nottem-stl', schema)[key];
    const found = compare(name, stl(nottem(), { period: 12, ...settings }), theirs);
    oracle(`nottem ${name} outliers`, found.join(), theirs.out_iqr3.join(), 0);
  });
  it.each<[string, keyof z.output<typeof schema>, Partial<StlSettings>]>([['periodic', 'periodic', {}], ['window 7, robust', 's7_robust', { seasonal: 7, robust: true }], ['periodic, robust', 'spiked_obs100_plus25_robust', { robust: true }]])('%s chooses the window of the trend that R chooses', (name, key, settings) => {
    const { win } = readOracle('nottem-stl', schema)[key];
    const [chosen, told] = [stl(nottem(), { period: 12, ...settings }), stl(nottem(), { period: 12, ...settings, trend: win.t })];
    oracle(`nottem ${name} first trend with R's window of ${win.t}`, chosen.trend[0], told.trend[0], 0);
  });
  it('finds a planted jump of 25 degrees at observation 100, and nothing else', () => {
    const spiked = nottem().map((value, index) => (index === 99 ? value + 25 : value));
    expect(compare('spiked, robust', stl(spiked, { period: 12, robust: true }), readOracle('nottem-stl', schema).spiked_obs100_plus25_robust)).toEqual([100]);
  });
});
