import { describe, expect, it } from 'vitest';
import { addRow, momentsOfColumns, noMoments, totalOf } from '../drivers/item-moments.ts';
import { bootstrapPathModel } from './path-bootstrap.ts';
import { fitPathModel, type PathModel, prepareModel } from './path-model.ts';
import { SeededRandom } from '../random.ts';

const items = ['a1', 'a2', 'b1', 'b2', 'c1'];
const model: PathModel = { scheme: 'centroid', blocks: [{ name: 'A', items: ['a1', 'a2'] }, { name: 'B', items: ['b1', 'b2'] }, { name: 'C', items: ['c1'] }], paths: [{ from: 'A', to: 'B' }, { from: 'A', to: 'C' }, { from: 'B', to: 'C' }] };

/** B follows A, C follows B and not A. */
function columns(n: number, change: (row: number[]) => number[] = (row) => row): number[][] {
  const random = new SeededRandom(11);
  const rows = Array.from({ length: n }, () => {
    const a = random.normal();
    const b = 0.7 * a + 0.7 * random.normal();
    return change([a + 0.3 * random.normal(), a + 0.3 * random.normal(), b + 0.3 * random.normal(), b + 0.3 * random.normal(), 0.8 * b + 0.6 * random.normal()]);
  });
  return items.map((_, at) => rows.map((row) => row[at] ?? 0));
}
const parts = (of: number[][], count = 1_000) => momentsOfColumns(items, of, { parts: count });
const fit = (of: number[][], changes: Partial<PathModel> = {}) => fitPathModel(totalOf(items, parts(of)), prepareModel({ ...model, ...changes }, items));

describe('a path model', () => {
  it.each(['centroid', 'path'] as const)('finds what acts and what does not (%s scheme)', (scheme) => {
    const found = fit(columns(4_000), { scheme });
    if (found.kind === 'refused') throw new Error(found.reason);
    const [ab, ac, bc] = found.paths.map(({ coefficient }) => coefficient);
    expect(ab).toBeCloseTo(0.66, 1);
    expect(ac).toBeCloseTo(0, 0);
    expect(bc).toBeGreaterThan(0.6);
    expect(found.blocks.map(({ r2 }) => r2 === null)).toEqual([true, false, false]);
  });

  it('points the way its items point, also where a block works against another', () => {
    const found = fit(columns(500, ([a1 = 0, a2 = 0, b1 = 0, b2 = 0, c1 = 0]) => [a1, a2, -b1, -b2, c1]));
    if (found.kind === 'refused') throw new Error(found.reason);
    expect(found.blocks.flatMap(({ loadings }) => loadings).every((loading) => loading > 0)).toBe(true);
    expect(found.paths[0]?.coefficient).toBeLessThan(-0.5);
  });

  it('does not care for units', () => {
    const [one, other] = [fit(columns(200)), fit(columns(200, (row) => row.map((value, at) => 50 + 10 * (at + 1) * value)))];
    if (one.kind === 'refused' || other.kind === 'refused') throw new Error('refused');
    for (const [at, { coefficient }] of one.paths.entries()) expect(other.paths[at]?.coefficient).toBeCloseTo(coefficient, 9);
  });

  it('refuses what has no answer, and says what is to blame', () => {
    expect(fit([[], [], [], [], []])).toEqual({ kind: 'refused', reason: 'too_few', n: 0, needed: 4 });
    expect(fit(columns(1))).toMatchObject({ reason: 'too_few', n: 1 });
    expect(fit(columns(2))).toMatchObject({ reason: 'too_few', n: 2 });
    expect(fit(columns(50, ([a1 = 0, , ...rest]) => [a1, 3, ...rest]))).toEqual({ kind: 'refused', reason: 'constant', names: ['a2'] });
    expect(fit(columns(50, () => [1, 1, 1, 1, 1]))).toMatchObject({ reason: 'constant', names: items });
    expect(fit(columns(50, ([a1 = 0, a2 = 0, , , c1 = 0]) => [a1, a2, a1, a2, c1]))).toEqual({ kind: 'refused', reason: 'collinear', names: ['A', 'B'] });
  });

  it('takes items that say the same, because nothing is inverted within a block', () => {
    const found = fit(columns(50, ([a1 = 0, , ...rest]) => [a1, a1, ...rest]));
    if (found.kind === 'refused') throw new Error(found.reason);
    expect(found.blocks[0]?.weights[0]).toBeCloseTo(0.5, 9);
    expect(found.blocks[0]?.loadings).toEqual([expect.closeTo(1, 9), expect.closeTo(1, 9)]);
  });

  it.each([
    [{ blocks: [...model.blocks, { name: 'A', items: ['x'] }] }, 'block "A" is there twice'],
    [{ blocks: model.blocks.map((block) => ({ ...block, items: [...block.items, 'a1'] })) }, 'item "a1" is there twice'],
    [{ blocks: [...model.blocks, { name: 'D', items: ['x'] }] }, 'block "D" has no path'],
    [{ blocks: model.blocks.map((block) => (block.name === 'C' ? { ...block, items: [] } : block)) }, 'block "C" has no items'],
    [{ paths: [...model.paths, { from: 'C', to: 'A' }] }, 'the paths go in a circle through A, B, C'],
    [{ paths: [...model.paths, { from: 'A', to: 'A' }] }, 'the paths go in a circle through A, B, C'],
    [{ paths: [...model.paths, { from: 'A', to: 'Z' }] }, 'there is no block "Z"'],
    [{ paths: [...model.paths, ...model.paths] }, 'path "A → B" is there twice'],
  ] satisfies [Partial<PathModel>, string][])('refuses a model that makes no sense', (changes, message) => {
    expect(() => prepareModel({ ...model, ...changes }, items)).toThrow(message);
  });
});

describe('its intervals', () => {
  it('hold the coefficient, are the same every time, and narrow with more respondents', () => {
    const prepared = prepareModel(model, items);
    const [few, same, many] = [columns(100), columns(100), columns(1_600)].map((of) => bootstrapPathModel(parts(of), prepared, { draws: 200 }));
    if (few?.kind !== 'fitted' || many?.kind !== 'fitted') throw new Error('refused');
    expect(same).toEqual(few);
    expect(few.draws).toBe(200);
    const width = ({ low, high }: { low: number | null; high: number | null } | undefined = { low: 0, high: 0 }) => (high ?? 0) - (low ?? 0);
    for (const [at, path] of few.paths.entries()) {
      expect(path.low).toBeLessThan(path.coefficient);
      expect(path.high).toBeGreaterThan(path.coefficient);
      expect(width(path) / width(many.paths[at])).toBeGreaterThan(2.5);
    }
  });

  it('change little when respondents are drawn in groups', () => {
    const prepared = prepareModel(model, items);
    const [single, grouped] = [5_000, 200].map((count) => bootstrapPathModel(parts(columns(5_000), count), prepared, { draws: 200 }));
    if (single?.kind !== 'fitted' || grouped?.kind !== 'fitted') throw new Error('refused');
    const width = (at: number, { paths }: typeof single) => (paths[at]?.high ?? 0) - (paths[at]?.low ?? 0);
    expect(width(0, grouped) / width(0, single)).toBeGreaterThan(0.8);
    expect(width(0, grouped) / width(0, single)).toBeLessThan(1.25);
  });

  it('are left out where there is nothing to draw from', () => {
    const one = bootstrapPathModel([totalOf(items, parts(columns(60)))], prepareModel(model, items), { draws: 50 });
    expect(one).toMatchObject({ kind: 'fitted', draws: 0 });
    expect(one.kind === 'fitted' && one.paths.every(({ low, high }) => low === null && high === null)).toBe(true);
  });
});

describe('moments', () => {
  it('name the item whose value is no number, and refuse weights below 0', () => {
    expect(() => addRow(noMoments(['q1', 'q2']), [1, Number.NaN])).toThrow('q2 must be a finite number');
    expect(() => addRow(noMoments(['q1']), [1], -1)).toThrow('weight');
  });

  it('keep one customer’s answers together, and leave out rows that weigh nothing', () => {
    const dealt = momentsOfColumns(['q'], [[1, 2, 3, 4, 5, 6]], { clusters: [0, 0, 1, 1, 2, 2], parts: 1_000 });
    expect(dealt.map(({ n }) => n)).toEqual([2, 2, 2]);
    expect(momentsOfColumns(['q'], [[1, 2, 3]], { weights: [1, 0, 2], parts: 10 }).map(({ n, weight }) => [n, weight])).toEqual([[1, 1], [1, 2]]);
    expect(momentsOfColumns(['q'], [[]], { parts: 10 })).toEqual([noMoments(['q'])]);
  });
});
