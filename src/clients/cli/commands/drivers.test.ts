import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SeededRandom } from '../../../kernel/stats/random.ts';
import { ORACLE_ABSENT, oracleFile } from '../../../kernel/stats/testing/oracle.ts';
import { makeFolder, run } from '../command-line.builders.ts';

const { file } = makeFolder();

const driver = z.object({ name: z.string(), lmg: z.number().nullable(), johnson: z.number(), share: z.number(), beta: z.number(), low: z.number(), high: z.number(), vif: z.number(), rank: z.number(), first: z.number() });
const answer = z.object({ n: z.number(), leftOut: z.number(), missing: z.record(z.string(), z.number()), r2: z.number().nullable(), method: z.string().nullable(), drivers: z.array(driver), refused: z.array(z.object({ code: z.string(), text: z.string() })).nullable(), dropped: z.array(z.object({ name: z.string(), reason: z.string() })) });

/** 60 rows: outcome = 2·pace + care + noise, idle has nothing to do with it, twin = pace + 1; row 5 lacks care. */
function planted(): string[] {
  const random = new SeededRandom(9);
  const rows = Array.from({ length: 60 }, (_, row) => {
    const [pace, care, idle] = [random.integer(10), random.integer(10), random.integer(10)];
    const score = 2 * pace + care + random.integer(4);
    return [score, pace, row === 3 ? '' : care, idle, pace + 1, 5, score > 14 ? 'gut' : 'schlecht'].join(';');
  });
  return ['score;pace;care;idle;twin;five;word', ...rows];
}

describe('momente drivers', () => {
  it('gives the documented fields, the planted driver first', async () => {
    const { code, out } = await run('drivers', file('planted.csv', planted()), '--outcome', 'score', '--drivers', 'idle,care,pace', '--json');
    const found = answer.parse(JSON.parse(out));
    expect(code).toBe(0);
    expect(found).toMatchObject({ n: 59, leftOut: 1, missing: { idle: 0, care: 1, pace: 0, score: 0 }, method: 'lmg', refused: null, dropped: [] });
    expect(found.drivers.map(({ name }) => name)).toEqual(['pace', 'care', 'idle']);
    expect(found.drivers[0]).toMatchObject({ rank: 1, first: 1 });
    for (const { low, high, share } of found.drivers) expect(low <= share && share <= high).toBe(true);
  });

  it('gives R’s numbers for swiss', async ({ skip }) => {
    const path = oracleFile('swiss', 'swiss.csv');
    if (path === null) return skip(ORACLE_ABSENT);
    const { out } = await run('drivers', path, '--outcome', 'Fertility', '--drivers', 'Agriculture,Examination,Education,Catholic,Infant.Mortality', '--json');
    const found = answer.parse(JSON.parse(out));
    expect(found.r2).toBeCloseTo(0.706735, 6);
    const education = found.drivers.find(({ name }) => name === 'Education');
    expect(education?.lmg).toBeCloseTo(0.260135, 6);
    expect(education?.johnson).toBeCloseTo(0.271964, 6);
    expect(education?.beta).toBeCloseTo(-0.670401, 6);
    expect(education?.vif).toBeCloseTo(2.774943, 6);
    expect(education?.share).toBeCloseTo(0.36808, 5);
  });

  it('takes words for yes and no', async () => {
    const { out } = await run('drivers', file('words.csv', planted()), '--outcome', 'word', '--yes', 'gut', '--drivers', 'pace,care', '--json');
    expect(answer.parse(JSON.parse(out)).drivers[0]?.name).toBe('pace');
    const wrong = await run('drivers', file('words.csv', planted()), '--outcome', 'word', '--yes', 'Gut', '--drivers', 'pace,care');
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.error).toContain('no row of column word says "Gut"');
  });

  it('drops what never varies or follows from others, and says so', async () => {
    const { out, error } = await run('drivers', file('dropped.csv', planted()), '--outcome', 'score', '--drivers', 'pace,care,twin,five', '--json');
    expect(answer.parse(JSON.parse(out)).dropped).toMatchObject([{ name: 'twin', reason: 'collinear' }, { name: 'five', reason: 'constant' }]);
    expect(error).toBe('twin was dropped: it follows from pace.\nfive was dropped: it has one value only.\n');
  });

  it('refuses with reasons and no figures, in both forms', async () => {
    const path = file('few.csv', planted().slice(0, 3));
    const { code, out, error } = await run('drivers', path, '--outcome', 'score', '--drivers', 'pace,care', '--json');
    expect(code).toBe(0);
    expect(answer.parse(JSON.parse(out))).toMatchObject({ n: 2, r2: null, method: null, drivers: [], refused: [{ code: 'too_few', text: 'too few independent rows: 2, needed are 30' }] });
    expect(error).toContain('Refused: too few independent rows');
    expect((await run('drivers', path, '--outcome', 'score', '--drivers', 'pace,care')).out).toBe('n = 2\n');
    const idle = await run('drivers', file('idle.csv', planted()), '--outcome', 'score', '--drivers', 'idle');
    expect(idle.error).toContain('Refused: the drivers explain 0.0');
  });

  it.each([
    ['an outcome that drives itself', ['--outcome', 'score', '--drivers', 'score,pace'], 'score cannot drive itself'],
    ['no drivers', ['--outcome', 'score'], 'Say the drivers'],
    ['text where numbers belong', ['--outcome', 'score', '--drivers', 'word,pace'], 'row 2, column word'],
    ['an unknown column', ['--outcome', 'score', '--drivers', 'speed'], 'no column "speed"'],
    ['a seed that is none', ['--outcome', 'score', '--drivers', 'pace', '--seed', 'x'], '--seed is a whole number'],
  ])('refuses %s with exit code 2', async (_, args, message) => {
    const { code, out, error } = await run('drivers', file('bad.csv', planted()), ...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toContain(message);
  });

  it('names the columns that left too few rows', async () => {
    const holes = file('holes.csv', ['y;a;b', ...Array.from({ length: 40 }, (_, row) => `${row};${row < 3 ? '' : row};`)]);
    const { code, error } = await run('drivers', holes, '--outcome', 'y', '--drivers', 'a,b', '--json');
    expect({ code, error }).toEqual({ code: 0, error: 'Refused: too few independent rows: 0, needed are 30.\n40 of 40 rows were left out: b lacks 40 values, a 3.\n' });
  });
  it('names the row of a weight that is negative or missing', async () => {
    const { code, error } = await run('drivers', file('weights.csv', ['y;a;w', '1;2;1', '2;3;-1']), '--outcome', 'y', '--drivers', 'a', '--weight', 'w');
    expect(code).toBe(2);
    expect(error).toContain('row 3, column w: -1 is no weight');
    expect((await run('drivers', file('weights.csv', ['y;a;w', '1;2;', '2;3;1']), '--outcome', 'y', '--drivers', 'a', '--weight', 'w')).error).toContain('row 2, column w: a weight is missing');
  });
});

const map = z.object({
  n: z.number(), lines: z.object({ rule: z.string(), importance: z.number(), performance: z.number() }).nullable(), satisfaction: z.number().nullable(),
  items: z.array(z.object({ name: z.string(), n: z.number(), importance: z.number().nullable(), performance: z.number().nullable(), quadrant: z.string().nullable(), criticality: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable(), rank: z.number().nullable() })),
});
const kiosk = Array.from({ length: 24 }, (_, place) => place + 1);

describe('momente ipa', () => {
  it('gives cross-hairs, satisfaction and fields of the kiosk survey', async ({ skip }) => {
    const path = oracleFile('kiosk-servqual-kano-ipa', 'kiosk.csv');
    if (path === null) return skip(ORACLE_ABSENT);
    const { code, out } = await run('ipa', path, '--pairs', kiosk.map((item) => `IMP${item}:PERF${item}`).join(), '--draws', '50', '--json');
    const found = map.parse(JSON.parse(out));
    expect({ code, n: found.n }).toEqual({ code: 0, n: 194 });
    expect(found.lines?.importance).toBeCloseTo(5.896263, 6);
    expect(found.lines?.performance).toBeCloseTo(4.917741, 6);
    expect(found.satisfaction).toBeCloseTo(4.968102, 6);
    expect(found.items.filter(({ quadrant }) => quadrant === 'concentrate').map(({ name }) => name)).toEqual(['PERF7', 'PERF10', 'PERF11', 'PERF16', 'PERF23']);
  });

  it('derives importance from an outcome as correlation', async ({ skip }) => {
    const path = oracleFile('kiosk-servqual-kano-ipa', 'kiosk.csv');
    if (path === null) return skip(ORACLE_ABSENT);
    const { out } = await run('ipa', path, '--outcome', 'total1', '--items', 'PERF1,PERF10', '--draws', '50', '--json');
    const { items } = map.parse(JSON.parse(out));
    expect(items[0]?.importance).toBeCloseTo(0.370412, 6);
    expect(items[1]?.importance).toBeCloseTo(0.603997, 6);
  });

  it('crosses in the middle of a scale where that is asked for, and leaves an empty item null', async () => {
    const path = file('ipa.csv', ['i1,p1,i2,p2', '7,2,2,', '5,3,3,', '6,1,1,']);
    const { out } = await run('ipa', path, '--pairs', 'i1:p1,i2:p2', '--lines', 'midpoint', '--scale', '1:7', '--target', '6', '--json');
    const found = map.parse(JSON.parse(out));
    expect(found.lines).toEqual({ rule: 'midpoint', importance: 4, performance: 4 });
    // 6 × (6 − 2) × 1
    expect(found.items[0]).toMatchObject({ name: 'p1', n: 3, importance: 6, performance: 2, quadrant: 'concentrate', criticality: 24, rank: 1 });
    expect(found.items[1]).toMatchObject({ name: 'p2', n: 0, importance: null, performance: null, quadrant: null, criticality: null, rank: null });
    expect((await run('ipa', path, '--pairs', 'i1:p1,i2:p2', '--lines', 'midpoint')).error).toContain('needs --scale');
    expect((await run('ipa', path)).code).toBe(2);
  });
  it('counts weights: means and correlations as R has them (weighted.mean, cov.wt)', async () => {
    const path = file('weighted-ipa.csv', ['p,q,y,i,w', '5,2,9,7,1', '3,2,6,6,2', '4,5,8,5,0.5', '2,4,3,7,1', '5,1,10,4,3', '1,3,2,6,1', '3,5,5,6,0.5', '4,4,9,5,2', '1,1,1,1,0']);
    const derived = JSON.parse((await run('ipa', path, '--outcome', 'y', '--items', 'p,q', '--weight', 'w', '--draws', '50', '--json')).out);
    expect(derived.items).toMatchObject([{ n: 8, performance: expect.closeTo(3.681818182, 8), importance: expect.closeTo(0.9733856646, 8) }, { n: 8, importance: expect.closeTo(-0.4282886167, 8) }]);
    const stated = JSON.parse((await run('ipa', path, '--pairs', 'i:p', '--weight', 'w', '--target', '5', '--draws', '50', '--json')).out);
    expect(stated.items).toMatchObject([{ importance: expect.closeTo(5.409090909, 8), shortfall: expect.closeTo(5 - 3.681818182, 8), reach: 1 }]);
    expect((await run('ipa', file('no-weight.csv', ['i,p,w', '1,2,1', '2,3,']), '--pairs', 'i:p', '--weight', 'w')).error).toContain('row 3, column w: a weight is missing');
  });
});
