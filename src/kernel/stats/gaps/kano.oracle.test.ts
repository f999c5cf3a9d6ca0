import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { countKano, type KanoCounts, kanoFromCounts, kanoLetters, kanoMeans } from './kano.ts';
import { ORACLE_ABSENT, oracle, oracleFile, readOracle } from '../testing/oracle.ts';

const SET = 'kiosk-servqual-kano-ipa';
const TOLERANCE = 1e-5;
const letter = z.enum(['M', 'O', 'A', 'I', 'R', 'Q']);
const feature = z.object({
  N: z.number(), counts: z.record(letter, z.number()), max_category: letter, m_o_a_i_rule: letter, category_strength: z.number(), total_strength: z.number(),
  better: z.number(), worse: z.number(), fong_lhs: z.number(), fong_rhs: z.number(), fong_sig: z.boolean(), func_mean_berger: z.number(), dysf_mean_berger: z.number(),
});

describe('the Kano pairs of the kiosk survey in ../shared/data', () => {
  const file = oracleFile(SET, 'kiosk.csv');
  it.skipIf(file === null)(`have the recomputed classes, strengths, better and worse of all 29 features (${ORACLE_ABSENT})`, () => {
    const rows = z.array(z.record(z.string(), z.string())).parse(parse(readFileSync(file ?? ''), { columns: true }));
    const features = Object.entries(readOracle(SET, z.object({ kano: z.record(z.string(), feature) })).kano);
    expect(features).toHaveLength(29);
    for (const [name, theirs] of features) {
      const number = name.slice(1);
      const pairs = rows.map((row) => ({ first: Number(row[`KF${number}`]), second: Number(row[`KD${number}`]), n: 1 }));
      const ours = kanoFromCounts(countKano(pairs));
      const means = kanoMeans(pairs);
      const say = (what: string): string => `kiosk ${name} ${what}`;
      oracle(say('N'), ours.n, theirs.N, 0);
      oracle(say('counts M/O/A/I/R/Q'), lettersOf(ours.counts), (['M', 'O', 'A', 'I', 'R', 'Q'] as const).map((one) => theirs.counts[one]).join('/'), 0);
      oracle(say('most seen'), ours.mostSeen && kanoLetters[ours.mostSeen], theirs.max_category, 0);
      oracle(say('by M > O > A > I'), ours.byRule && kanoLetters[ours.byRule], theirs.m_o_a_i_rule, 0);
      oracle(say('category strength'), ours.strength, theirs.category_strength, TOLERANCE);
      oracle(say('total strength'), ours.totalStrength, theirs.total_strength, TOLERANCE);
      oracle(say('better'), ours.better.value, theirs.better, TOLERANCE);
      oracle(say('worse'), ours.worse.value, theirs.worse, TOLERANCE);
      oracle(say('Fong lead'), ours.lead?.answers, theirs.fong_lhs, 0);
      oracle(say('Fong needed'), ours.lead?.needed, theirs.fong_rhs, TOLERANCE);
      oracle(say('Fong decided'), ours.isDecided, theirs.fong_sig, 0);
      oracle(say('functional mean'), means.functional, theirs.func_mean_berger, TOLERANCE);
      oracle(say('dysfunctional mean'), means.dysfunctional, theirs.dysf_mean_berger, TOLERANCE);
    }
  });
});

const lettersOf = ({ must_be, performance, attractive, indifferent, reverse, questionable }: KanoCounts): string => [must_be, performance, attractive, indifferent, reverse, questionable].join('/');
