import { describe, expect, it } from 'vitest';
import { oracleFile, ORACLE_ABSENT } from '../../../kernel/stats/testing/oracle.ts';
import { makeFolder, run as runLine } from '../command-line.builders.ts';

const { file } = makeFolder();
const run = (...args: string[]) => runLine('alerts', ...args);
const answerOf = async (...args: string[]) => JSON.parse((await run(...args, '--json')).out);
const nps = ['--time', 'week', '--promoters', 'p', '--passives', 'q', '--detractors', 'd'];

/** 60 answers a week: NPS 20 and a little up and down, from week 31 on −20. Weeks stand in no order. */
const weeks = Array.from({ length: 40 }, (_, at) => (at < 30 ? `${at + 1},${30 + (at % 3)},12,${18 - (at % 3)}` : `${at + 1},18,12,30`)).toReversed();
const fallen = file('fallen.csv', ['week,p,q,d', ...weeks]);
const count = (n: number, line: (at: number) => string) => Array.from({ length: n }, (_, at) => line(at));

describe('momente alerts', () => {
  it('tells a fall of the NPS with method, week, value and limit, and nothing of the 30 weeks before', async () => {
    const { n, baseline, signals, levels } = await answerOf(fallen, ...nps);
    expect(n).toBe(40);
    expect(baseline).toMatchObject({ periods: 30, n: 1800 });
    expect(signals.length).toBeGreaterThanOrEqual(3);
    expect(signals.every(({ at, side }: { at: string; side: string }) => Number(at) > 30 && side === 'down')).toBe(true);
    expect(signals.find(({ method }: { method: string }) => method === 'cusum')).toEqual({ method: 'cusum', at: expect.stringMatching(/^3[1-3]$/), value: expect.any(Number), limit: 5, side: 'down', since: '31' });
    expect(levels.map(({ from, to }: { from: string; to: string }) => [from, to])).toEqual([['1', '30'], ['31', '40']]);
    expect(levels[1].value).toBeCloseTo(-20, 9);
  });
  it('prints it for people, and says when there is nothing', async () => {
    expect((await run(fallen, ...nps)).out).toMatch(/cusum +3[1-3] +down +31/);
    const steady = file('steady.csv', ['week,p,q,d', ...count(30, (at) => `${at},${30 + (at % 3)},12,${18 - (at % 3)}`)]);
    expect((await run(steady, ...nps)).out).toContain('Nothing falls out of the ordinary.');
    expect((await answerOf(steady, ...nps)).signals).toEqual([]);
  });
  it('refuses a file of answers where periods belong, instead of working for minutes', async () => {
    const { code, error } = await run(file('answers.csv', ['week,v', ...count(10_001, (at) => `${at},${at % 7}`)]), '--time', 'week', '--value', 'v');
    expect([code, error]).toEqual([2, expect.stringContaining('has 10001 rows, at most 10000 periods can be judged: one row is one period, not one answer.')]);
  });
  it('takes any figure with its n, missing weeks, German decimals and words as names of periods', async () => {
    const csv = file('value.csv', ['KW;Wert;n', ...count(24, (at) => `KW ${at};${at % 2 === 0 ? '7,9' : '8,1'};20`), 'KW 24;;', 'KW 25;99;20', 'KW 26;5,5;20', 'KW 27;5,5;20']);
    const { signals, n } = await answerOf(csv, '--time', 'KW', '--value', 'Wert', '--n', 'n', '--missing', 'Wert:99');
    expect(n).toBe(28);
    expect(signals[0]).toMatchObject({ at: 'KW 26', side: 'down' });
  });
  it('puts dates in order as they are written here and there, and leaves a turn of the year where it stands', async () => {
    const orderOf = async (...names: string[]) => (await answerOf(file('order.csv', ['t;v', ...names.map((name, at) => `${name};${at % 2}`)]), '--time', 't', '--value', 'v', '--target', '0.5', '--sigma', '1')).levels.map(({ from, to }: { from: string; to: string }) => [from, to]);
    expect(await orderOf('3.2.2026', '28.1.2026', '31.12.2025')).toEqual([['31.12.2025', '3.2.2026']]);
    expect(await orderOf('2026-W9', '2026-W10', '2025-W52')).toEqual([['2025-W52', '2026-W10']]);
    expect(await orderOf('10', '9', '8', '11')).toEqual([['8', '11']]);
    expect(await orderOf('50', '51', '52', '1', '2')).toEqual([['50', '2']]);
    expect(await orderOf('52', '51', '50')).toEqual([['50', '52']]);
    expect(await orderOf('KW 2', 'KW 1')).toEqual([['KW 2', 'KW 1']]);
  });
  it('is that of Montgomery, table 9.1, with a known level: CUSUM 5.28 at observation 29, since 23', async ({ skip }) => {
    const csv = oracleFile('spc-charts', 'montgomery.csv');
    skip(csv === null, ORACLE_ABSENT);
    const { signals, baseline } = await answerOf(csv ?? '', '--time', 'i', '--value', 'x', '--target', '10', '--sigma', '1', '--lambda', '0.1', '--width', '2.7');
    expect(baseline).toBeNull();
    expect(signals).toEqual([{ method: 'cusum', at: '29', value: expect.closeTo(5.28, 2), limit: 5, side: 'up', since: '23' }, { method: 'ewma', at: '29', value: expect.closeTo(0.6468, 4), limit: expect.closeTo(0.6187, 4), side: 'up', since: null }]);
  });
  it('takes the season out, and tells the one planted month of nottem', async ({ skip }) => {
    const csv = oracleFile('nottem-stl', 'nottem.csv');
    skip(csv === null, ORACLE_ABSENT);
    const spiked = file('nottem.csv', (await import('node:fs')).readFileSync(csv ?? '', 'utf8').trim().split('\n').map((line) => line.replace(/^100,([\d.]+)$/, (_all, value: string) => `100,${Number(value) + 25}`)));
    const { signals } = await answerOf(spiked, '--time', 'month', '--value', 'temp', '--season', '12');
    expect(signals.filter(({ method }: { method: string }) => method === 'stl')).toMatchObject([{ at: '100', side: 'up', value: expect.closeTo(25, -1) }]);
  });
  it.each<[string, string[], string[], RegExp]>([
    ['too few periods', ['week,p,q,d', ...count(15, (at) => `${at},3,1,${at % 3}`)], nps, /needs 20 periods with answers .* there are 15/],
    ['nothing that varies', ['week,p,q,d', ...count(30, (at) => `${at},5,0,0`)], nps, /all the same/],
    ['text where numbers belong', ['week,p,q,d', '1,3,1,abc'], nps, /row 2, column d: "abc" is no number/],
    ['a negative count', ['week,p,q,d', '1,3,-1,2'], nps, /row 2, column q: -1 is no number of answers/],
    ['half a count', ['week,p,q,d', '1,3,,2'], nps, /row 2: only some of p, q, d are given/],
    ['a week that is there twice', ['week,p,q,d', '1,3,1,2', '1,3,1,2'], nps, /"1" is there twice/],
    ['a week without a name', ['week,p,q,d', ',3,1,2'], nps, /row 2, column week/],
    ['an unknown column', ['week,p,q', '1,3,1'], nps, /no column "d"/],
    ['no columns', ['week,p,q,d', '1,3,1,2'], ['--time', 'week'], /Say --promoters/],
    ['no time', ['week,p,q,d', '1,3,1,2'], nps.slice(2), /Say --time/],
    ['both kinds', ['week,p,q,d', '1,3,1,2'], [...nps, '--value', 'p'], /either --value or/],
    ['a season that is too long', ['week,p,q,d', ...count(30, (at) => `${at},5,${at % 2},1`)], [...nps, '--season', '52'], /needs 104 periods, there are 30/],
    ['--target alone', ['week,p,q,d', '1,3,1,2'], [...nps, '--target', '3'], /belong together/],
    ['--k 0', ['week,p,q,d', '1,3,1,2'], [...nps, '--k', '0'], /--k must be above 0/],
    ['--confidence, which it has none of', ['week,p,q,d', '1,3,1,2'], [...nps, '--confidence', '0.9'], /confidence/],
    ['an empty file', ['week,p,q,d'], nps, /there are 0/],
  ])('refuses %s', async (name, lines, args, message) => {
    const { code, error, out } = await run(file(`${name.replaceAll(/\W+/g, '-')}.csv`, lines), ...args, '--json');
    expect(error).toMatch(message);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });
});
