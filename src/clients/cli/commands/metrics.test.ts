import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeFolder, run } from '../command-line.builders.ts';

const { file, pathOf } = makeFolder();
const repeat = (n: number, line: string) => Array.from({ length: n }, () => line);
const csv = file('nps.csv', ['score,region,w', ...repeat(74, '9,APAC,1'), ...repeat(23, '8,APAC,1'), ...repeat(42, '3,APAC,1'), ...repeat(38, '10,LATAM,1'), ...repeat(20, '7,LATAM,1'), ...repeat(37, '0,LATAM,1'), '99,LATAM,1', '5,,1'].join('\n'));

describe('momente metrics', () => {
  it('gives the NPS of each group with its adjusted Wald interval, and says what was left out', async () => {
    const { code, out } = await run('metrics', csv, '--nps', 'score', '--by', 'region', '--missing', '99', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      groups: [{ group: 'APAC', n: 139, nps: expect.closeTo(23.0215827, 6), low: expect.closeTo(8.0399743, 6), high: expect.closeTo(37.0304482, 6) }, { group: 'LATAM', n: 95, nps: expect.closeTo(1.0526316, 6), low: expect.closeTo(-16.4709594, 6), high: expect.closeTo(18.5117757, 6) }],
      missing: { answer: 1, group: 1 },
      differences: [{ first: 'APAC', second: 'LATAM', difference: expect.closeTo(21.969, 3), verdict: 'chance', needed: 256 }],
    });
    const table = await run('metrics', csv, '--nps', 'score', '--by', 'region', '--missing', '99');
    expect(table.out).toContain('could be chance');
    expect(table.out).toContain('Left out: 1 rows without an answer, 1 without a group.');
  });
  it('gives shares and means, also with weights', async () => {
    const scores = file('csat.csv', ['csat;w', '5;1', '4;1', '2;2', ';1'].join('\n'));
    expect(JSON.parse((await run('metrics', scores, '--csat', 'csat', '--json')).out).groups).toEqual([{ group: null, n: 3, csat: 2 / 3, low: expect.closeTo(0.207655, 5), high: expect.closeTo(0.938506, 5), nEff: 3, deff: 1 }]);
    expect(JSON.parse((await run('metrics', scores, '--csat', 'csat', '--weight', 'w', '--json')).out).groups).toMatchObject([{ n: 3, csat: 0.5, nEff: expect.closeTo(16 / 6, 10) }]);
    expect(JSON.parse((await run('metrics', scores, '--mean', 'csat', '--json')).out).groups).toMatchObject([{ mean: 11 / 3 }]);
  });
  it('knows who is satisfied of 1 to 5, and of yes and no, and asks on any other scale', async () => {
    const csat = async (cells: readonly (number | string)[], ...more: string[]) => run('metrics', file('scale.csv', ['v', ...cells].join('\n')), '--csat', 'v', ...more, '--json');
    const shareOf = ({ out }: { out: string }): unknown => JSON.parse(out).groups[0].csat;
    expect(shareOf(await csat([5, 4, 3, 1]))).toBe(0.5);
    // 81 of 263 say yes: Newcombe 1998, table I
    expect(JSON.parse((await csat([...repeat(81, '1'), ...repeat(182, '0')])).out).groups).toMatchObject([{ n: 263, csat: 81 / 263, low: expect.closeTo(0.2553, 4), high: expect.closeTo(0.3662, 4) }]);
    expect(await csat([3, 9, 10])).toMatchObject({ code: 2, out: '', error: expect.stringContaining('row 3, column v: 9 is no answer from 1 to 5. Say from which answer on a customer is satisfied') });
    expect(shareOf(await csat([3, 9, 10, 6], '--satisfied', '8'))).toBe(0.5);
    expect(shareOf(await csat([5, 3, 99, 4, 4], '--missing', '99'))).toBe(0.75);
    expect(shareOf(await csat([1, 1]))).toBe(0);
  });
  it('does not count answers of weight 0, and says how many', async () => {
    const some = file('weights.csv', ['v,w,g', '9,0,a', '5,1,a', '7,2,a', '8,0,b'].join('\n'));
    const found = JSON.parse((await run('metrics', some, '--mean', 'v', '--weight', 'w', '--missing', '8', '--json')).out);
    // nEff = 3²/5
    expect(found).toMatchObject({ groups: [{ n: 2, mean: 19 / 3, nEff: 1.8, deff: 2 / 1.8 }], missing: { answer: 1, group: 0, weight: 1 } });
    expect((await run('metrics', some, '--mean', 'v', '--weight', 'w')).out).toContain('0 without a group, 2 of weight 0.');
    expect((await run('metrics', some, '--mean', 'v', '--weight', 'w', '--by', 'g')).error).toBe('All 1 answers of "b" have the weight 0.\n');
  });
  it('counts a customer once who answered forty times', async () => {
    const often = file('often.csv', ['v,c', ...repeat(40, '9,a'), ...repeat(40, '1,b'), ...repeat(40, '5,c')].join('\n'));
    const [group] = JSON.parse((await run('metrics', often, '--mean', 'v', '--cluster', 'c', '--json')).out).groups;
    expect(group).toMatchObject({ n: 120, mean: 5, low: expect.closeTo(-4.93655, 4), nEff: expect.closeTo(0.4185, 4) });
  });
  it('says null without answers and for the limits of a single one', async () => {
    const empty = file('empty.csv', 'v\n\n');
    expect(JSON.parse((await run('metrics', empty, '--nps', 'v', '--json')).out).groups).toEqual([{ group: null, n: 0, nps: null, low: null, high: null, nEff: 0, deff: null }]);
    expect(JSON.parse((await run('metrics', file('one.csv', 'v\n4'), '--mean', 'v', '--json')).out).groups).toMatchObject([{ n: 1, mean: 4, low: null, high: null }]);
  });
  it.each([
    [['metrics', csv], 'Say one of --nps'],
    [['metrics', csv, '--nps', 'score', '--csat', 'score'], 'Say one of --nps'],
    [['metrics', csv, '--nps', 'score'], 'row 236, column score: 99 is no answer from 0 to 10'],
    [['metrics', csv, '--nps', 'region'], '"APAC" is no number'],
    [['metrics', csv, '--nps', 'nothing'], 'there is no column "nothing"'],
  ])('refuses %j', async (args, message) => {
    const { code, error } = await run(...args);
    expect(code).toBe(2);
    expect(error).toContain(message);
  });
});

describe('momente weight', () => {
  const people = file('people.csv', ['id;region;note', ...repeat(8, '1;north;"a; b"'), ...repeat(2, '2;south;')].join('\n'));
  const targets = (value: unknown) => file('targets.json', JSON.stringify(value));
  it('writes the file again with weights that meet the targets', async () => {
    const out = pathOf('weighted.csv');
    const { code, out: said } = await run('weight', people, '--targets', targets({ region: { north: 500, south: 500 } }), '--out', out, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(said)).toEqual({ n: 10, iterations: 2, deff: expect.closeTo(1.5625, 10), nEff: expect.closeTo(6.4, 10), total: 1000, trimmed: 0, marginError: 0 });
    const lines = readFileSync(out, 'utf8').trim().split('\n');
    expect([lines[0], lines[1], lines[10]]).toEqual(['id;region;note;weight', '1;north;"a; b";62,5', '2;south;;250']);
    expect((await run('weight', people, '--targets', pathOf('targets.json'), '--out', out)).error).toContain('exists already');
  });
  it('writes what it was given, codes of missing values too, and says where it cannot write', async () => {
    const coded = file('coded.csv', 'g,v,w0\nx,99,1\ny,5,2\n');
    const out = pathOf('coded-out.csv');
    await run('weight', coded, '--targets', targets({ g: { x: 2, y: 2 } }), '--weight', 'w0', '--missing', '99', '--out', out);
    expect(readFileSync(out, 'utf8')).toBe('g,v,w0,weight\nx,99,1,2\ny,5,2,2\n');
    expect(await run('weight', coded, '--targets', targets({ g: { x: 2, y: 2 } }), '--out', pathOf('no/such.csv'), '--json')).toEqual({ code: 2, out: '', error: `${pathOf('no/such.csv')} cannot be written: there is no such folder.\n` });
  });
  it('writes decimals as the file does, so that it can be read again', async () => {
    const out = pathOf('points.csv');
    await run('weight', file('points-in.csv', 'g;v\nx;1.5\nx;2.5\ny;3.5'), '--targets', targets({ g: { x: 1, y: 1 } }), '--out', out);
    expect(readFileSync(out, 'utf8')).toBe('g;v;weight\nx;1.5;0.5\nx;2.5;0.5\ny;3.5;1\n');
    expect(JSON.parse((await run('metrics', out, '--mean', 'v', '--weight', 'weight', '--json')).out).groups).toMatchObject([{ n: 3, mean: 2.75 }]);
  });
  it.each([
    [{ region: { north: 1, south: 1, west: 1 } }, '"west" in "region" has a target of 1, but no answer'],
    [{ region: { north: 1 } }, 'Answers have the category "south" in "region"'],
    [{ country: { de: 1 } }, 'The targets name a column "country" that is not there'],
    [{ Region: { north: 1, south: 1 } }, 'The targets name a column "Region" that is not there. Do you mean "region"? There are: id, region, note'],
    [{ region: { north: 1, south: 1 }, id: { 1: 5, 2: 5 } }, 'contradict each other: "region" has 2 people, "id" has 10'],
    [{ note: { 'a; b': 10 } }, 'row 10, column note is empty'],
    [{ region: { north: 'many' } }, 'must be {"column"'],
  ])('refuses %j', async (value, message) => {
    const { code, error } = await run('weight', people, '--targets', targets(value), '--out', pathOf('never.csv'));
    expect(code).toBe(2);
    expect(error).toContain(message);
  });
});
