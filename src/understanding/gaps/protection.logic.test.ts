import { describe, expect, it } from 'vitest';
import { fc } from '../../kernel/testing/properties.ts';
import { EVERYBODY, hiddenPlaces, type PlaceSize, sizeKey } from './protection.logic.ts';

const size = (part: PlaceSize['part'], key: string, group: string, customers: number): PlaceSize => ({ part, key, group, pairCustomers: customers, livedCustomers: customers });
const groupsOf = (customers: Record<string, number>) => Object.entries(customers).map(([group, n]) => size('total', '', group, n));
const hiddenOf = (sizes: readonly PlaceSize[]) => sizes.filter((one) => hiddenPlaces(sizes).has(sizeKey(one))).map(({ key, group }) => key || group);

describe('figures of one touchpoint', () => {
  it('hide the smallest other group where all minus the others would be a small one', () => {
    expect(hiddenOf(groupsOf({ private: 200, business: 40, young: 3 }))).toEqual(['business', 'young']);
    // Two small ones: all minus private would be seven customers.
    expect(hiddenOf(groupsOf({ private: 200, business: 4, young: 3 }))).toEqual(['private', 'business', 'young']);
    expect(hiddenOf(groupsOf({ private: 200, business: 40 }))).toEqual([]);
  });
  it('hide a second month of the quarter, not only of the year', () => {
    const months = { '2026-01': 5, '2026-02': 50, '2026-03': 60, '2026-04': 40, '2026-05': 45 };
    expect(hiddenOf([...Object.entries(months).map(([month, n]) => size('month', month, EVERYBODY, n)), size('quarter', '2026-01', EVERYBODY, 115), size('quarter', '2026-04', EVERYBODY, 85)])).toEqual(['2026-01', '2026-02']);
  });
  it('are judged by those who said what they expected and by all who said what they lived', () => {
    const sizes = groupsOf({ private: 200, business: 90, young: 100 }).map((one) => (one.group === 'young' ? { ...one, pairCustomers: 4 } : one));
    expect(hiddenOf(sizes)).toEqual(['business', 'young']);
  });
});

/** Customers of one group in one month, or in one dimension. */
interface Leaf {
  group: string;
  key: string;
  n: number;
}

describe('no combination of figures that are shown', () => {
  const KEYS = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06', '2026-07'];
  const company = fc.integer({ min: 1, max: 4 }).chain((groups) => fc.integer({ min: 1, max: KEYS.length }).chain((keys) =>
    fc.array(fc.array(fc.oneof(fc.integer({ min: 0, max: 60 }), fc.constant(90)), { minLength: keys, maxLength: keys }), { minLength: groups, maxLength: groups })));
  const leavesOf = (rows: readonly (readonly number[])[]): Leaf[] => rows.flatMap((row, group) => row.map((n, at) => ({ group: `g${group}`, key: KEYS[at] ?? '', n }))).filter(({ n }) => n > 0);

  it('gives fewer than thirty customers, by groups, months and quarters', () => {
    fc.assert(fc.property(company, (rows) => {
      const leaves = leavesOf(rows);
      expect(smallSums(leaves, [...figures(leaves, 'total', () => ''), ...figures(leaves, 'month', ({ key }) => key), ...figures(leaves, 'quarter', ({ key }) => firstOfQuarter(key))])).toEqual([]);
    }), { numRuns: 500 });
  });

  it('gives fewer than thirty customers, by groups and dimensions, not even where each was asked about one dimension', () => {
    fc.assert(fc.property(company, (rows) => {
      const leaves = leavesOf(rows);
      expect(smallSums(leaves, [...figures(leaves, 'total', () => ''), ...figures(leaves, 'dimension', ({ key }) => key)])).toEqual([]);
    }), { numRuns: 500 });
  });
});

const firstOfQuarter = (month: string): string => `${month.slice(0, 5)}${String(Math.floor((Number(month.slice(5)) - 1) / 3) * 3 + 1).padStart(2, '0')}`;

interface Figure {
  place: PlaceSize;
  of: Leaf[];
}

function figures(leaves: readonly Leaf[], part: PlaceSize['part'], keyOf: (leaf: Leaf) => string): Figure[] {
  const groups = [...new Set(leaves.map(({ group }) => group)), EVERYBODY];
  return groups.flatMap((group) => [...Map.groupBy(leaves.filter((leaf) => group === EVERYBODY || leaf.group === group), keyOf)].map(([key, of]) => ({ place: size(part, key, group, of.reduce((sum, { n }) => sum + n, 0)), of })));
}

/**
 * What somebody who can solve equations finds out: each figure that is shown is a sum of leaves. Elimination takes the
 * large leaves first, so that the equations that remain are about small ones alone.
 */
function smallSums(leaves: readonly Leaf[], all: readonly Figure[]): string[] {
  const hidden = hiddenPlaces(all.map(({ place }) => place));
  const columns = leaves.toSorted((a, b) => b.n - a.n);
  const rows = all.filter(({ place }) => place.livedCustomers >= 30 && !hidden.has(sizeKey(place))).map(({ of }) => columns.map((leaf) => Number(of.includes(leaf))));
  let rank = 0;
  for (let column = 0; column < columns.length; column += 1) {
    const pivot = rows.findIndex((row, at) => at >= rank && Math.abs(row[column] ?? 0) > 1e-9);
    if (pivot < 0) continue;
    const [own = []] = rows.splice(pivot, 1);
    rows.splice(rank, 0, own);
    for (const row of rows) {
      const times = row === own ? 0 : (row[column] ?? 0) / (own[column] ?? 1);
      if (times !== 0) for (let at = 0; at < row.length; at += 1) row[at] = (row[at] ?? 0) - times * (own[at] ?? 0);
    }
    rank += 1;
  }
  return rows.flatMap((row) => {
    const of = columns.filter((_, at) => Math.abs(row[at] ?? 0) > 1e-9);
    const isSmall = of.length > 0 && of.reduce((sum, { n }) => sum + n, 0) < 30;
    return isSmall ? [of.map(({ group, key, n }) => `${n} of ${group} in ${key}`).join(' + ')] : [];
  });
}
