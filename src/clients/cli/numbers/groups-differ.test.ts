import { describe, expect, it } from 'vitest';
import { makeFolder, run } from '../command-line.builders.ts';

const { file } = makeFolder();
const repeat = (n: number, line: string): string[] => Array.from({ length: n }, () => line);
/** Promoters, passives, detractors: 20/30/50, 35/30/35, 40/25/35. */
const three = ['score,region,who', ...[['north', 20, 30, 50], ['south', 35, 30, 35], ['west', 40, 25, 35]].flatMap(([region, ...counts]) => ['9', '7', '2'].flatMap((score, kind) => repeat(Number(counts[kind]), `${score},${region},c`)))];
const differ = async (...args: string[]): Promise<unknown> => JSON.parse((await run('metrics', ...args, '--json')).out).differ;

describe('whether several groups of momente metrics differ at all', () => {
  it('is a χ² test for NPS and for shares, as R computes it', async () => {
    const path = file('three.csv', three);
    expect(await differ(path, '--nps', 'score', '--by', 'region')).toEqual({ test: 'chi-squared', statistic: expect.closeTo(11.18034, 5), df: 4, p: expect.closeTo(0.02461028, 8) });
    // satisfied from 7 on: 50/50, 65/35, 65/35; expected 60/40 in each, so the squares are 100 + 25 + 25 over 60 and over 40
    expect(await differ(path, '--csat', 'score', '--satisfied', '7', '--by', 'region')).toEqual({ test: 'chi-squared', statistic: expect.closeTo(150 / 60 + 150 / 40, 10), df: 2, p: expect.closeTo(Math.exp(-3.125), 10) });
  });
  it('is Kruskal and Wallis’ test for means', async () => {
    const groups = { a: [1, 2, 3, 4, 5, 5], b: [2, 3, 3, 4, 1, 2], c: [5, 5, 4, 5, 3, 5] };
    const path = file('means.csv', ['v;g', ...Object.entries(groups).flatMap(([group, values]) => values.map((value) => `${value};${group}`))]);
    expect(await differ(path, '--mean', 'v', '--by', 'g')).toEqual({ test: 'kruskal-wallis', statistic: expect.closeTo(6.30765027322, 9), df: 2, p: expect.closeTo(0.0426885247274, 9) });
  });
  it('has no p where groups have few answers, and says so', async () => {
    const path = file('few.csv', ['v;g', '9;a', '2;a', '9;b', '9;b', '3;c', '7;c']);
    expect(await differ(path, '--nps', 'v', '--by', 'g')).toMatchObject({ test: 'chi-squared', p: null });
    expect((await run('metrics', path, '--nps', 'v', '--by', 'g')).out).toContain('some groups have too few answers for a p');
  });
  it('is not asked of two groups, of weighted answers or of customers who answered several times', async () => {
    const path = file('three.csv', three);
    expect(await differ(file('two.csv', three.filter((line) => !line.includes('west'))), '--nps', 'score', '--by', 'region')).toBeNull();
    expect(await differ(path, '--nps', 'score')).toBeNull();
    expect(await differ(path, '--nps', 'score', '--by', 'region', '--cluster', 'who')).toBeNull();
    expect(await differ(path, '--nps', 'score', '--by', 'region', '--weight', 'score')).toBeNull();
  });
  it('is printed below the groups', async () => {
    expect((await run('metrics', file('three.csv', three), '--nps', 'score', '--by', 'region')).out).toContain('All groups together: χ² 11.180, df 4, p 0.025.\n');
  });
});
