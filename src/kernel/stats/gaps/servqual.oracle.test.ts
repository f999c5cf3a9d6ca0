import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { servqual } from './servqual.ts';
import { ORACLE_ABSENT, oracle, oracleFile, readOracle } from '../testing/oracle.ts';

const SET = 'kiosk-servqual-kano-ipa';
const TOLERANCE = 1e-5;
const file = oracleFile(SET, 'kiosk.csv');
const figure = z.number();
const schema = z.object({
  n: figure,
  overall: z.object({ meanE: figure, meanP: figure, gap: figure, t: figure, df: figure, ci: z.tuple([figure, figure]) }),
  gap_items: z.record(z.string(), z.object({ n: figure, meanE: figure, meanP: figure, gap: figure, sd_gap: figure, t: figure, df: figure, p: figure, ci: z.tuple([figure, figure]), dz: figure, wilcox_p: figure })),
});
const numbers = Array.from({ length: 24 }, (_, at) => at + 1);

describe('gaps of the kiosk survey (194 respondents, 24 items)', () => {
  it('meet the published gaps, intervals, tests and Wilcoxon checks', ({ skip }) => {
    skip(file === null, ORACLE_ABSENT);
    const { items, overall } = servqual(readItems());
    const theirs = readOracle(SET, schema);
    oracle('kiosk overall n', overall.n, theirs.n, 0);
    oracle('kiosk overall expectation', overall.expectation, theirs.overall.meanE, TOLERANCE);
    oracle('kiosk overall experience', overall.experience, theirs.overall.meanP, TOLERANCE);
    oracle('kiosk overall gap', overall.gap, theirs.overall.gap, TOLERANCE);
    oracle('kiosk overall t', overall.t, theirs.overall.t, TOLERANCE);
    oracle('kiosk overall df', overall.df, theirs.overall.df, 0);
    oracle('kiosk overall low', overall.low, theirs.overall.ci[0], TOLERANCE);
    oracle('kiosk overall high', overall.high, theirs.overall.ci[1], TOLERANCE);
    for (const item of items) {
      const own = theirs.gap_items[item.name];
      if (own === undefined) throw new Error(`the oracle does not know ${item.name}`);
      for (const [name, value, expected] of [
        ['n', item.n, own.n], ['expectation', item.expectation, own.meanE], ['experience', item.experience, own.meanP], ['gap', item.gap, own.gap], ['sd', item.sd, own.sd_gap],
        ['t', item.t, own.t], ['df', item.df, own.df], ['low', item.low, own.ci[0]], ['high', item.high, own.ci[1]], ['d_z', item.dz, own.dz],
      ] as const) oracle(`kiosk ${item.name} ${name}`, value, expected, TOLERANCE);
      oracle(`kiosk ${item.name} p`, item.p, own.p, TOLERANCE, 'relative');
      oracle(`kiosk ${item.name} Wilcoxon p`, item.wilcoxon?.p, own.wilcox_p, TOLERANCE, 'relative');
    }
  });
  it('tell the widest gaps apart from the rest, and the two in front hardly from each other', ({ skip }) => {
    skip(file === null, ORACLE_ABSENT);
    const { items } = servqual(readItems());
    const byRank = items.toSorted((a, b) => (a.rank.rank ?? 0) - (b.rank.rank ?? 0));
    expect(byRank.slice(0, 4).map(({ name }) => name)).toEqual(['P23', 'P15', 'P16', 'P20']);
    expect(byRank[0]?.rank).toMatchObject({ rank: 1, low: 1 });
    expect(byRank[0]?.rank.high).toBeGreaterThan(1);
    expect(byRank.at(-1)).toMatchObject({ name: 'P4', rank: { rank: 24, low: 24, high: 24 } });
    expect(items.find(({ name }) => name === 'P5')?.pAdjusted).toBeGreaterThan(0.9);
  });
});

function readItems() {
  const rows = z.array(z.record(z.string(), z.string())).parse(parse(readFileSync(file ?? ''), { columns: true }));
  const column = (name: string) => Float64Array.from(rows, (row) => Number(row[name]));
  return numbers.map((number) => ({ name: `P${number}`, expectation: column(`E${number}`), experience: column(`P${number}`) }));
}
