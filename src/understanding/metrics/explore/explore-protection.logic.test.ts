import { fc } from '../../../kernel/testing/properties.ts';
import { describe, expect, it } from 'vitest';
import { type SizedCell, withheldCells, withheldParts } from './explore-protection.logic.ts';

describe('protection of small groups', () => {
  it('withholds the smallest large group beside a small one, and nothing where all are large', () => {
    expect([...withheldParts([{ key: 'a', customers: 12 }, { key: 'b', customers: 500 }, { key: 'c', customers: 40 }])]).toEqual(['a', 'c']);
    expect([...withheldParts([{ key: 'a', customers: 31 }, { key: 'b', customers: 500 }])]).toEqual([]);
    expect([...withheldParts([{ key: 'a', customers: 0 }, { key: 'b', customers: 500 }])]).toEqual([]);
  });

  it('gives by subtraction nothing smaller than 30, whatever groups there are', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 80 }), { maxLength: 12 }), (sizes) => {
      const parts = sizes.map((customers, place) => ({ key: String(place), customers }));
      const withheld = withheldParts(parts);
      expect(parts.filter(({ key, customers }) => customers > 0 && customers < 30 && !withheld.has(key))).toEqual([]);
      // The whole minus all groups that are shown; customers of several groups may be the same people, so the largest counts.
      const rest = Math.max(0, ...parts.filter(({ key }) => withheld.has(key)).map(({ customers }) => customers));
      const isNothingShown = parts.every(({ key, customers }) => customers === 0 || withheld.has(key));
      expect(rest === 0 || rest >= 30 || isNothingShown).toBe(true);
    }), { numRuns: 500 });
  });

  it('judges a group the same whether it is asked for alone or with its siblings', () => {
    const parts = [{ key: 'a', customers: 12 }, { key: 'b', customers: 500 }, { key: 'c', customers: 40 }];
    expect(withheldParts(parts)).toEqual(withheldParts(parts.toReversed()));
  });

  it('leaves no withheld cell alone in its period or its group', () => {
    const key = (part: string, bucket: string) => `${part}/${bucket}`;
    const matrix = fc.integer({ min: 1, max: 6 }).chain((width) => fc.array(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }));
    fc.assert(fc.property(matrix, (rows) => {
      const cells = rows.flatMap((row, part) => row.map((customers, bucket): SizedCell => ({ part: String(part), bucket: String(bucket), customers })));
      const withheld = withheldCells(cells, key);
      for (const line of [...Map.groupBy(cells, ({ part }) => part).values(), ...Map.groupBy(cells, ({ bucket }) => bucket).values()]) {
        const hidden = line.filter(({ part, bucket }) => withheld.has(key(part, bucket)));
        const open = line.filter(({ part, bucket, customers }) => customers > 0 && !withheld.has(key(part, bucket)));
        expect(hidden.length !== 1 || open.length === 0).toBe(true);
        expect(hidden.every(({ customers }) => customers < 30) && hidden.length > 0 && open.length > 0).toBe(false);
      }
    }), { numRuns: 300 });
  });
});
