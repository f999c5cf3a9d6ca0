import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SeededRandom } from '../../../kernel/stats/random.ts';
import { oracle, ORACLE_ABSENT, oracleFile } from '../../../kernel/stats/testing/oracle.ts';
import { makeFolder, run } from '../command-line.builders.ts';

const { file } = makeFolder();

const byItem = z.record(z.string(), z.number()).nullable();
const answer = z.object({
  index: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable(), n: z.number(), leftOut: z.number(),
  blocks: z.array(z.object({ name: z.string(), index: z.number().nullable(), alpha: z.number().nullable(), alphaReason: z.string().nullable(), weights: byItem, plsIndex: z.number().nullable(), plsLow: z.number().nullable(), plsHigh: z.number().nullable(), plsWeights: byItem })),
  paths: z.array(z.object({ from: z.string(), to: z.string(), coefficient: z.number(), low: z.number().nullable(), high: z.number().nullable() })),
  refused: z.object({ reason: z.string(), names: z.array(z.string()), text: z.string() }).nullable(),
});
const fields = async (...args: string[]) => {
  const { code, out, error } = await run('barometer', ...args, '--json');
  expect({ code, error: code === 2 ? error : '' }).toEqual({ code: 0, error: '' });
  return answer.parse(JSON.parse(out));
};

const small = { scale: { low: 1, high: 5 }, blocks: { Image: ['i1', 'i2'], Satisfaction: ['s1', 's2'] }, paths: [['Image', 'Satisfaction']] };
const model = (changes: object = {}): string => file('model.json', JSON.stringify({ ...small, ...changes }));

/** 50 rows in which satisfaction follows image. */
function answers(changes: (row: number, cells: number[]) => (number | string)[] = (_, cells) => cells): string {
  const random = new SeededRandom(4);
  const rows = Array.from({ length: 50 }, (_, row) => {
    const image = 1 + random.integer(4);
    const near = () => Math.min(5, Math.max(1, image + random.integer(3) - 1));
    return changes(row, [near(), near(), near(), near()]).join(',');
  });
  return file('answers.csv', ['i1,i2,s1,s2', ...rows].join('\n'));
}

describe('momente barometer', () => {
  it('gives the oracle of the mobile operator: index, weights and paths of both schemes', async ({ skip }) => {
    const mobi = oracleFile('ecsi-mobi', 'mobi.csv');
    skip(mobi === null, ORACLE_ABSENT);
    const blocks = { Image: numbered('IMAG', 5), Expectation: numbered('CUEX', 3), Quality: numbered('PERQ', 7), Value: numbered('PERV', 2), Satisfaction: numbered('CUSA', 3), Complaints: ['CUSCO'], Loyalty: numbered('CUSL', 3) };
    const paths = [['Image', 'Expectation'], ['Image', 'Satisfaction'], ['Image', 'Loyalty'], ['Expectation', 'Quality'], ['Expectation', 'Value'], ['Expectation', 'Satisfaction'], ['Quality', 'Value'], ['Quality', 'Satisfaction'], ['Value', 'Satisfaction'], ['Satisfaction', 'Complaints'], ['Satisfaction', 'Loyalty'], ['Complaints', 'Loyalty']];
    const path = file('ecsi.json', JSON.stringify({ scale: [1, 10], blocks, paths }));
    const result = await fields(mobi ?? '', '--model', path, '--draws', '100');
    oracle('cli ecsi index', result.index, 71.9703703704, 1e-4);
    oracle('cli ecsi Quality → Satisfaction', result.paths.find(({ from, to }) => from === 'Quality' && to === 'Satisfaction')?.coefficient, 0.5125452416, 1e-6);
    oracle('cli ecsi weight CUSA3', result.blocks[4]?.weights?.['CUSA3'], 0.4410587165, 1e-6);
    oracle('cli ecsi index with the weights of the model', result.blocks[4]?.plsIndex, 72.5428023005, 1e-4);
    const other = file('ecsi-path.json', JSON.stringify({ scale: [1, 10], blocks, paths, scheme: 'path', weights: 'pls' }));
    const byPath = await fields(mobi ?? '', '--model', other, '--draws', '50');
    oracle('cli ecsi index, path scheme, weights of the model', byPath.index, 72.4541179309, 1e-4);
    oracle('cli ecsi Satisfaction → Loyalty, path scheme', byPath.paths.find(({ from, to }) => from === 'Satisfaction' && to === 'Loyalty')?.coefficient, 0.48547762361, 1e-6);
  });

  it('gives intervals around what it says, the same every time', async () => {
    const [first, second] = [await fields(answers(), '--model', model()), await fields(answers(), '--model', model())];
    expect(first).toEqual(second);
    expect(first).toMatchObject({ n: 50, leftOut: 0, refused: null });
    const [path] = first.paths;
    expect(path?.low).toBeLessThan(path?.coefficient ?? -1);
    expect(path?.high).toBeGreaterThan(path?.coefficient ?? 2);
    expect((await run('barometer', answers(), '--model', model())).out).toContain('Satisfaction: ');
  });

  it('leaves out rows with something missing, and says how many', async () => {
    expect(await fields(answers((row, cells) => (row < 5 ? ['', ...cells.slice(1)] : row < 7 ? [...cells.slice(0, 3), 99] : cells)), '--model', model(), '--missing', '99')).toMatchObject({ n: 43, leftOut: 7 });
  });

  it('understands German grades, where 1 is best', async () => {
    const grades = answers((_, cells) => cells.map((cell) => 6 - cell));
    const [asGrades, asPoints] = [await fields(grades, '--model', model({ scale: { low: 5, high: 1 } })), await fields(answers(), '--model', model())];
    expect(asGrades.index).toBeCloseTo(asPoints.index ?? 0, 9);
    expect(asGrades.paths[0]?.coefficient).toBeCloseTo(asPoints.paths[0]?.coefficient ?? 0, 9);
  });

  it('weighs rows, and knows that one customer’s answers resemble each other', async () => {
    const weighted = file('weighted.csv', ['i1,i2,s1,s2,w,c', ...Array.from({ length: 40 }, (_, row) => `${1 + (row % 5)},${1 + ((row + 1) % 5)},${row < 20 ? 5 : 1 + (row % 2)},${row < 20 ? 4 : 1},${row < 20 ? 3 : 1},${row % 4}`)].join('\n'));
    const [plain, byWeight, byCluster] = [await fields(weighted, '--model', model()), await fields(weighted, '--model', model(), '--weight', 'w'), await fields(weighted, '--model', model(), '--cluster', 'c')];
    // Half of the rows at 87.5, half at 6.25: 46.875; weighted three to one: 67.1875.
    expect(plain.index).toBeCloseTo(46.875, 9);
    expect(byWeight.index).toBeCloseTo(67.1875, 9);
    expect(byCluster.index).toBeCloseTo(46.875, 9);
    expect((await run('barometer', weighted, '--model', model(), '--weight', 'w', '--cluster', 'c')).code).toBe(2);
    // A weighted index is a weighted mean: the same interval as momente metrics gives.
    const one = file('one-item.json', JSON.stringify({ scale: { low: 1, high: 5 }, blocks: { Satisfaction: ['s1'] } }));
    const [score] = JSON.parse((await run('metrics', weighted, '--mean', 's1', '--weight', 'w', '--json')).out).groups;
    const { low, high } = await fields(weighted, '--model', one, '--weight', 'w');
    expect([low, high]).toEqual([expect.closeTo(25 * (score.low - 1), 9), expect.closeTo(25 * (score.high - 1), 9)]);
    expect(await run('barometer', file('no-weight.csv', 'i1,i2,s1,s2,w\n1,2,3,4,1\n2,3,4,5,\n'), '--model', model(), '--weight', 'w')).toMatchObject({ code: 2, error: expect.stringContaining('row 3, column w: a weight is missing') });
  });

  it('is as uncertain in a sorted file as in any other', async () => {
    const random = new SeededRandom(9);
    const rows = Array.from({ length: 5_000 }, () => {
      const mood = random.integer(4);
      return [0, 0, 0, 0].map(() => 1 + mood + random.integer(2));
    });
    const sorted = rows.toSorted((a, b) => a.reduce((sum, value) => sum + value, 0) - b.reduce((sum, value) => sum + value, 0));
    const csv = (answered: readonly number[][]): string => file('many.csv', ['i1,i2,s1,s2', ...answered.map((row) => row.join(','))].join('\n'));
    const [one] = (await fields(csv(sorted), '--model', model())).blocks;
    const [other] = (await fields(csv(rows), '--model', model())).blocks;
    const widthOf = (block: typeof one): number => (block?.plsHigh ?? 0) - (block?.plsLow ?? 0);
    expect(widthOf(one) / widthOf(other)).toBeGreaterThan(0.8);
    expect(widthOf(one) / widthOf(other)).toBeLessThan(1.25);
  });
  it('still gives indices where there is no path model, and says why there is none', async () => {
    expect(await fields(answers((_, cells) => [3, ...cells.slice(1)]), '--model', model())).toMatchObject({ n: 50, paths: [], refused: { reason: 'constant', names: ['i1'] } });
    expect(await fields(file('one.csv', 'i1,i2,s1,s2\n1,2,3,4\n'), '--model', model())).toMatchObject({ index: 62.5, low: null, n: 1, refused: { reason: 'too_few' } });
    expect(await fields(file('none.csv', 'i1,i2,s1,s2\n,,,\n'), '--model', model())).toMatchObject({ index: null, n: 0, leftOut: 1, refused: { reason: 'too_few' } });
    const twins = { blocks: { Image: ['i1'], Copy: ['i2'], Satisfaction: ['s1', 's2'] }, paths: [['Image', 'Satisfaction'], ['Copy', 'Satisfaction']] };
    expect(await fields(answers((_, cells) => [cells[0] ?? 1, cells[0] ?? 1, ...cells.slice(2)]), '--model', model(twins))).toMatchObject({ refused: { reason: 'collinear', names: ['Image', 'Copy'] } });
  });

  it.each([
    ['values outside of the scale', () => [answers((row, cells) => (row === 2 ? [7, ...cells.slice(1)] : cells)), model()], 'row 4, column i1: 7 lies outside of its scale 1 to 5'],
    ['text where numbers belong', () => [answers((row, cells) => (row === 2 ? ['good', ...cells.slice(1)] : cells)), model()], 'row 4, column i1: "good" is no number'],
    ['a column that is not there', () => [answers(), model({ blocks: { Image: ['i9'], Satisfaction: ['s1'] } })], 'there is no column "i9"'],
    ['a path to nowhere', () => [answers(), model({ paths: [['Image', 'Loyalty']] })], 'there is no block "Loyalty"'],
    ['a circle of paths', () => [answers(), model({ paths: [['Image', 'Satisfaction'], ['Satisfaction', 'Image']] })], 'the paths go in a circle through Image, Satisfaction'],
    ['an index that is no block', () => [answers(), model({ index: 'Happiness' })], 'the index "Happiness" is no block'],
    ['a scale without ends', () => [answers(), model({ scale: undefined })], 'say what the worst and the best answer of "i1" is'],
    ['a scale of one point', () => [answers(), model({ scale: [3, 3] })], 'are the same (3)'],
    ['what is no model', () => [answers(), file('list.json', '[]')], 'is no model of a barometer'],
    ['what is no JSON', () => [answers(), file('broken.json', '{')], 'cannot be read as JSON'],
  ])('refuses %s', async (_, files, message) => {
    const [table = '', path = ''] = files();
    const { code, error } = await run('barometer', table, '--model', path, '--json');
    expect(code).toBe(2);
    expect(error).toContain(message);
  });
});

const numbered = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, at) => `${prefix}${at + 1}`);
