import { describe, expect, it } from 'vitest';
import { makeFolder, run as runLine, type Said } from '../command-line.builders.ts';

const { file, pathOf } = makeFolder();
const model = file('model.json', JSON.stringify({ scale: { low: 1, high: 10 }, blocks: [{ name: 'A', items: ['a', 'b'] }, { name: 'Satisfaction', items: ['c', 'd'] }], paths: [{ from: 'A', to: 'Satisfaction' }] }));
const targets = file('targets.json', JSON.stringify({ g: { x: 60, y: 40 } }));

/** All analyses of a file with columns a, b, c, d (numbers from 1 to 5), g (a word), t (a week). */
const analyses: readonly [string, readonly string[]][] = [
  ['metrics', ['--nps', 'a', '--by', 'g']], ['metrics', ['--csat', 'a']], ['metrics', ['--mean', 'a', '--by', 'g', '--weight', 'b']], ['metrics', ['--ces', 'a', '--cluster', 'g']],
  ['gap', ['--pairs', 'a:b,c:d']], ['gap', ['--pairs', 'a:b', '--cluster', 'g']],
  ['drivers', ['--outcome', 'a', '--drivers', 'b,c,d']],
  ['ipa', ['--pairs', 'a:b,c:d']], ['ipa', ['--outcome', 'a', '--items', 'b,c']],
  ['kano', ['--pairs', 'a:b,c:d']], ['kano', ['--pairs', 'a:b', '--weight', 'c']],
  ['barometer', ['--model', model]],
  ['weight', ['--targets', targets, '--out', pathOf('weighted.csv'), '--force']],
  ['alerts', ['--time', 't', '--promoters', 'a', '--passives', 'b', '--detractors', 'c']], ['alerts', ['--time', 't', '--value', 'a', '--n', 'b']],
];

const run = (command: string, csv: string, options: readonly string[]) => runLine(command, csv, ...options, '--json');

/** Numbers, words and null only; JSON cannot hold NaN, so a NaN would be a null where the field is not documented to be one, or an error of ours. */
function expectHonest(name: string, { code, out, error }: Said): void {
  expect(`${out}${error}`).not.toMatch(/NaN|Infinity|undefined is not|Cannot read/);
  const isAnswer = code === 0 && typeof JSON.parse(out) === 'object';
  const isReason = code === 2 && out === '' && error.trim().length > 10;
  expect({ name, code, isEither: isAnswer || isReason }).toEqual({ name, code, isEither: true });
}

const rows = (n: number, row: (place: number) => string): string => `a,b,c,d,g,t\n${Array.from({ length: n }, (_, place) => `${row(place)}\n`).join('')}`;
const week = (place: number): string => `2026-W${String(place + 1).padStart(2, '0')}`;
const answer = (place: number, prime: number): number => 1 + ((place * prime) % 5);

const files: readonly [string, string][] = [
  ['a header and no row', rows(0, () => '')],
  ['one row', rows(1, (place) => `1,2,3,4,x,${week(place)}`)],
  ['two rows', rows(2, (place) => `${1 + place},2,3,4,x,${week(place)}`)],
  ['constant columns', rows(40, (place) => `3,3,3,3,x,${week(place)}`)],
  ['one category', rows(40, (place) => `${answer(place, 7)},${answer(place, 3)},${answer(place, 11)},${answer(place, 13)},x,${week(place)}`)],
  ['nothing but missing values', rows(40, () => ',,,,,')],
  ['one column missing', rows(40, (place) => `${answer(place, 7)},${answer(place, 3)},,${answer(place, 13)},x,${week(place)}`)],
  ['perfectly collinear columns', rows(40, (place) => `${answer(place, 7)},${answer(place, 3)},${answer(place, 3)},${6 - answer(place, 3)},${place % 2 === 0 ? 'x' : 'y'},${week(place)}`)],
  ['expectation without its pair', rows(40, (place) => (place % 2 === 0 ? `5,,5,,x,${week(place)}` : `,2,,2,y,${week(place)}`))],
  ['zeros', rows(40, (place) => `0,0,0,0,${place % 2 === 0 ? 'x' : 'y'},${week(place)}`)],
  ['a category that nobody aimed at', rows(40, (place) => `${answer(place, 7)},2,3,4,z,${week(place)}`)],
];

describe.each(files)('a file with %s', (name, content) => {
  it.each(analyses)('ends momente %s %j with an answer or a reason, and never with a silent number', async (command, options) => {
    expectHonest(`${command}: ${name}`, await run(command, file('data.csv', content), options));
  });
});

describe('text where numbers belong', () => {
  // every analysis looks at a, but weights only look at words
  it.each(analyses.filter(([command]) => command !== 'weight'))('is named by row and column by momente %s %j', async (command, options) => {
    const { code, out, error } = await run(command, file('text.csv', rows(3, (place) => (place === 1 ? `abc,2,3,4,x,${week(place)}` : `1,2,3,4,x,${week(place)}`))), options);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toContain('row 3, column a: "abc" is no number');
  });
  it.each(analyses)('and a file that is not there, or no CSV, is said by momente %s %j', async (command, options) => {
    expect(await run(command, pathOf('absent.csv'), options)).toMatchObject({ code: 2, out: '', error: expect.stringContaining('There is no file') });
    expect(await run(command, file('no.csv', '\u0000\u0001\u0002'), options)).toMatchObject({ code: 2, out: '' });
    expect(await run(command, file('other.csv', 'p;q\n1;2\n'), options)).toMatchObject({ code: 2, out: '', error: expect.stringMatching(/there is no column "[a-dgt]"|column/i) });
  });
});
