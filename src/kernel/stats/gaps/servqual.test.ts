import { describe, expect, it } from 'vitest';
import { servqual } from './servqual.ts';

const items = [
  { name: 'clean', expectation: [9, 8, 10], experience: [7, 7, 7] }, // gaps −2 −1 −3
  { name: 'modern', expectation: [6, 8, Number.NaN], experience: [6, 8, 5] }, // 0 0 –
  { name: 'in time', expectation: [10, 10, 10], experience: [4, 6, 5] }, // −6 −4 −5
];

describe('SERVQUAL', () => {
  it('takes a dimension as the mean over the items that a respondent answered on both sides', () => {
    const { dimensions, overall } = servqual(items, { dimensions: [{ name: 'tangibles', items: ['clean', 'modern'] }] });
    // (−2 + 0)/2 = −1, (−1 + 0)/2 = −0.5, −3 → mean −1.5
    expect(dimensions).toMatchObject([{ name: 'tangibles', points: null, n: 3, gap: -1.5 }]);
    // −8/3, −5/3, −4 → mean −25/9
    expect(overall.gap).toBeCloseTo(-25 / 9, 12);
  });
  it('weighs dimensions by 100 points', () => {
    const { weighted } = servqual(items, { dimensions: [{ name: 'tangibles', items: ['clean', 'modern'], points: 20 }, { name: 'reliability', items: ['in time'], points: 80 }] });
    // 0.2 · −1.5 + 0.8 · −5 = −4.3
    expect(weighted?.n).toBe(3);
    expect(weighted?.gap).toBeCloseTo(-4.3, 12);
  });
  it('corrects p over the items, ranks the widest gap first, and checks with Wilcoxon', () => {
    const { items: found, weighted } = servqual(items);
    expect(weighted).toBeNull();
    expect(found.map(({ rank }) => rank.rank)).toEqual([2, 3, 1]);
    expect(found.map(({ wilcoxon }) => wilcoxon?.n)).toEqual([3, 0, 3]);
    // 'modern' never differs: no test, so two comparisons; p of 'clean' is the larger and stays
    expect(found[1]).toMatchObject({ p: null, pAdjusted: null });
    expect(found[0]?.pAdjusted).toBeCloseTo(found[0]?.p ?? Number.NaN, 12);
    expect(servqual(items, { weights: [1, 1, 2] }).items[0]?.wilcoxon).toBeNull();
    expect(found[2]?.pAdjusted).toBeCloseTo((found[2]?.p ?? Number.NaN) * 2, 12);
  });
  it('has no figures without items', () => {
    expect(servqual([])).toMatchObject({ items: [], dimensions: [], overall: { n: 0, gap: null }, weighted: null });
  });
  it.each([
    [[...items, items[0] ?? { name: '', expectation: [], experience: [] }], {}, 'named twice'],
    [items, { dimensions: [{ name: 'd', items: ['nothing'] }] }, 'nothing, which is not there'],
    [items, { dimensions: [{ name: 'd', items: ['clean'], points: 60 }, { name: 'e', items: ['modern'], points: 30 }] }, 'add up to 90'],
    [items, { dimensions: [{ name: 'd', items: ['clean'], points: 100 }, { name: 'e', items: ['modern'] }] }, 'dimension e has no points'],
    [items, { dimensions: [{ name: 'd', items: [] }] }, 'no items'],
    [[...items, { name: 'short', expectation: [1], experience: [1] }], {}, 'short has 1 rows'],
  ])('refuses %#', (given, options, reason) => {
    expect(() => servqual(given, options)).toThrow(reason);
  });
});
