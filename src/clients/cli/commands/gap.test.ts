import { describe, expect, it } from 'vitest';
import { oracle, oracleFile, ORACLE_ABSENT } from '../../../kernel/stats/testing/oracle.ts';
import { makeFolder, run as runLine } from '../command-line.builders.ts';

const { file } = makeFolder();
const run = (...args: string[]) => runLine('gap', ...args);
const read = async (...args: string[]) => JSON.parse((await run(...args, '--json')).out);

describe('momente gap', () => {
  // R: t.test(p, e, paired = TRUE)
  const csv = file('gap.csv', ['e1,p1,e2,p2,who', '9,5,8,8,a', '8,7,8,8,b', '10,6,8,8,c', '7,8,8,8,d', '9,4,8,8,e', '8,8,8,8,f', '6,5,8,8,g', '10,7,8,8,h', '10,,8,99,i']);

  it('says expectation, experience and gap with its test; what cannot be tested is null', async () => {
    const { items: [first, second], overall, dimensions, weighted } = await read(csv, '--pairs', 'e1:p1,e2:p2', '--missing', '99');
    expect(first).toMatchObject({ name: 'e1:p1', n: 8, expectation: 8.375, experience: 6.25, gap: -2.125, low: expect.closeTo(-3.936761, 6), high: expect.closeTo(-0.313239, 6), t: expect.closeTo(-2.773448, 6), df: 7, p: expect.closeTo(0.0275569, 7), rank: 1, leftOut: 1, wilcoxonMethod: 'normal' });
    expect([first.halves, first.firstHalves, second.firstHalves]).toEqual([1, [{ row: 10, column: 'p1' }], [{ row: 10, column: 'p2' }]]);
    expect(second).toMatchObject({ name: 'e2:p2', n: 8, gap: 0, low: 0, high: 0, t: null, p: null, pAdjusted: null, wilcoxonP: null, dz: null, rank: 2 });
    expect(overall).toMatchObject({ n: 8, gap: -1.0625 });
    expect([dimensions, weighted]).toEqual([[], null]);
  });
  it('prints a table with the widest gap first, and tells what was left out', async () => {
    const { code, out } = await run(csv, '--pairs', 'e2:p2,e1:p1', '--missing', '99');
    expect(code).toBe(0);
    expect(out.indexOf('e1:p1')).toBeLessThan(out.indexOf('e2:p2'));
    expect(out).toContain('-3.937 … -0.313');
    expect(out).toContain('e1:p1: 1 rows, 1 with only one side (row 10, column p1)');
    expect(out).not.toContain('NaN');
  });
  it('turns grades, reads decimal commas, takes another confidence', async () => {
    const grades = file('grades.csv', ['e;p', '1,0;4,0', '2,0;3,5', '1,5;2,0']);
    // 6 − 3, 5 − 3.5, 5.5 − 5: gaps −3 −1.5 −0.5
    expect(await read(grades, '--pairs', 'e:p', '--reverse', 'e,p', '--scale', '1:6')).toMatchObject({ items: [{ n: 3, expectation: 5.5, gap: expect.closeTo(-5 / 3, 10) }] });
    const { items: [wide] } = await read(grades, '--pairs', 'e:p', '--confidence', '0.99');
    const { items: [usual] } = await read(grades, '--pairs', 'e:p');
    expect(wide.high - wide.low).toBeGreaterThan(usual.high - usual.low);
    expect((await run(grades, '--pairs', 'e:p', '--reverse', 'e', '--scale', '1:6')).error).toContain('only one side of e:p');
  });
  it('counts weights and several answers of one customer', async () => {
    const twice = file('twice.csv', ['e,p,w,c', '9,5,1,a', '9,5,1,a', '8,7,1,b', '8,7,1,b', '7,7,2,c', '7,7,2,c']);
    const { items: [clustered] } = await read(twice, '--pairs', 'e:p', '--cluster', 'c');
    expect(clustered).toMatchObject({ n: 6, df: 2, effectiveN: 3, gap: expect.closeTo(-10 / 6, 10), wilcoxonP: null });
    expect(await read(twice, '--pairs', 'e:p', '--weight', 'w')).toMatchObject({ items: [{ n: 6, gap: -10 / 8, effectiveN: expect.closeTo(64 / 12, 10) }] });
  });
  it('takes dimensions with points', async () => {
    const points = file('points.json', ['{"one": {"items": ["e1:p1"], "points": 80}, "two": {"items": ["e2:p2"], "points": 20}}']);
    expect(await read(csv, '--pairs', 'e1:p1,e2:p2', '--missing', '99', '--dimensions', points)).toMatchObject({ dimensions: [{ name: 'one', points: 80, gap: -2.125 }, { name: 'two', gap: 0 }], weighted: { n: 8, gap: expect.closeTo(-1.7, 10) } });
    const wrong = file('wrong.json', ['{"one": {"items": ["e1:p1"], "points": 80}}']);
    expect(await run(csv, '--pairs', 'e1:p1', '--missing', '99', '--dimensions', wrong)).toMatchObject({ code: 2, error: expect.stringContaining('add up to 80') });
    expect(await run(csv, '--pairs', 'e2:p2', '--missing', '99', '--dimensions', points)).toMatchObject({ code: 2, error: expect.stringContaining('names e1:p1') });
  });
  it('has nothing to say of nothing', async () => {
    const empty = file('empty.csv', ['e,p', ',3', '4,']);
    expect(await read(empty, '--pairs', 'e:p')).toMatchObject({ items: [{ n: 0, expectation: null, gap: null, low: null, p: null, rank: null, leftOut: 2 }], overall: { n: 0, gap: null } });
    const one = file('one.csv', ['e,p', '4,3']);
    expect(await read(one, '--pairs', 'e:p')).toMatchObject({ items: [{ n: 1, gap: -1, low: null, t: null, df: null, p: null }] });
  });
  it.each([
    [['--pairs', 'e1'], 'e1'], [['--pairs', 'e1:e1'], 'itself'], [['--pairs', 'e1:nothing'], 'nothing'], [[], 'Say the pairs'], [['--pairs', 'e1:who'], 'row 2, column who: "a" is no number'], [['--pairs', 'e1:p1', '--draws', '3'], '--draws'],
  ])('refuses %j with code 2', async (args, reason) => {
    const { code, out, error } = await run(csv, ...args);
    expect([code, out]).toEqual([2, '']);
    expect(error).toContain(reason);
  });
  it('gives the published gaps of the kiosk survey', async ({ skip }) => {
    const kiosk = oracleFile('kiosk-servqual-kano-ipa', 'kiosk.csv');
    skip(kiosk === null, ORACLE_ABSENT);
    const { items, overall } = await read(kiosk ?? '', '--pairs', Array.from({ length: 24 }, (_, at) => `E${at + 1}:P${at + 1}`).join(','));
    oracle('momente gap: kiosk overall gap', overall.gap, -1.159364, 1e-5);
    oracle('momente gap: kiosk overall t', overall.t, -19.612563, 1e-5);
    oracle('momente gap: kiosk overall low', overall.low, -1.275955, 1e-5);
    oracle('momente gap: kiosk item 23 gap', items[22].gap, -2.0876, 1e-4);
    oracle('momente gap: kiosk item 4 t', items[3].t, 2.915, 1e-3);
  });
});
