import { fc } from '../../testing/properties.ts';
import { describe, expect, it } from 'vitest';
import { rake, type RakingCell } from './raking.ts';

const cell = (categories: string[], n: number, weight: number = n): RakingCell => ({ categories, n, weight });
const weightsOf = (cells: readonly RakingCell[], factors: readonly number[]) => cells.map(({ weight, n }, place) => (weight * (factors[place] ?? 0)) / n);

describe('rake', () => {
  it('post-stratifies by one margin in one round and one that sees that nothing moves', () => {
    const cells = [cell(['north'], 80), cell(['south'], 20)];
    const raked = rake(cells, [['region', { north: 500, south: 500 }]]);
    expect(weightsOf(cells, raked.factors)).toEqual([6.25, 25]);
    expect(raked).toMatchObject({ iterations: 2, total: 1000, trimmed: 0, marginError: 0 });
  });

  it('meets both margins at once', () => {
    const cells = [cell(['north', 'shop'], 40), cell(['north', 'app'], 40), cell(['south', 'shop'], 5), cell(['south', 'app'], 15)];
    const [a = 0, b = 0, c = 0, d = 0] = rake(cells, [['region', { north: 60, south: 40 }], ['channel', { shop: 50, app: 50 }]]).factors.map((factor, place) => factor * (cells[place]?.weight ?? 0));
    expect([a + b, c + d, a + c, b + d].map((sum) => sum.toFixed(9))).toEqual(['60.000000000', '40.000000000', '50.000000000', '50.000000000']);
  });

  it('cuts weights at five medians, hands on what they lose, and says how far the margin is from its target', () => {
    const cells = [cell(['usual'], 99), cell(['rare'], 1)];
    const raked = rake(cells, [['kind', { usual: 90, rare: 10 }]]);
    // 90/99 each and 10 for one: the limit is 5 · 0.909 = 4.545, and the others share the missing 5.4545.
    const [usual = 0, rare = 0] = weightsOf(cells, raked.factors);
    expect(rare).toBeCloseTo(4.545455, 6);
    expect(usual * 99 + rare).toBeCloseTo(100, 9);
    expect(raked.trimmed).toBe(1);
    expect(raked.marginError).toBeCloseTo(0.054545, 6);
    expect(rake(cells, [['kind', { usual: 90, rare: 10 }]], { trimAtMedians: null })).toMatchObject({ trimmed: 0, marginError: 0 });
  });

  it.each([
    ['no answers at all', [], { region: { north: 1 } }, 'no_answers', 'There are no answers to weight.'],
    ['a category without a target', [cell(['north'], 3), cell(['east'], 1)], { region: { north: 4 } }, 'missing_category', 'the category "east" in "region"'],
    ['a target without answers', [cell(['north'], 3)], { region: { north: 4, south: 2 } }, 'empty_category', '"south" in "region" has a target of 2, but no answer'],
    ['totals that contradict each other', [cell(['north', 'shop'], 3)], { region: { north: 4 }, channel: { shop: 5 } }, 'contradictory_totals', '"region" has 4 people, "channel" has 5'],
    ['a target of nobody', [cell(['north'], 3)], { region: { north: 0 } }, 'bad_total', 'The target of "north" in "region" must be a number above 0, got 0.'],
    ['a weight of 0', [cell(['north'], 3, 0)], { region: { north: 4 } }, 'bad_weight', 'A weight must be a number above 0, got 0.'],
    ['no margin', [cell([], 3)], {}, 'no_target', 'Say at least one margin'],
    // Who is in the north is in the shop and nobody else is, but 60 people live there and 50 go there.
    ['margins that nobody in between could reconcile', [cell(['north', 'shop'], 50), cell(['south', 'app'], 50)], { region: { north: 60, south: 40 }, channel: { shop: 50, app: 50 } }, 'no_convergence', 'contradict each other in the answers'],
  ] as const)('refuses %s and says where', (...[, cells, margins, fault, message]) => {
    expect(() => rake([...cells], Object.entries(margins))).toThrow(expect.objectContaining({ fault, message: expect.stringContaining(message) }));
  });

  it('meets any margins that some weights can meet', () => {
    const weights = fc.array(fc.double({ min: 0.2, max: 5, noNaN: true }), { minLength: 6, maxLength: 6 });
    const counts = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 6, maxLength: 6 });
    fc.assert(fc.property(weights, counts, (truth, ns) => {
      const cells = ns.map((n, place) => cell([String(place % 2), String(place % 3)], n));
      const margin = (at: 0 | 1) => Object.fromEntries([...Map.groupBy(cells.keys(), (place) => cells[place]?.categories[at] ?? '')].map(([category, own]) => [category, own.reduce((sum, place) => sum + (truth[place] ?? 0) * (ns[place] ?? 0), 0)]));
      const raked = rake(cells, [['a', margin(0)], ['b', margin(1)]], { trimAtMedians: null });
      for (const at of [0, 1] as const) {
        for (const [category, target] of Object.entries(margin(at))) {
          const sum = cells.reduce((all, { categories, weight }, place) => all + (categories[at] === category ? weight * (raked.factors[place] ?? 0) : 0), 0);
          expect(Math.abs(sum / target - 1)).toBeLessThan(1e-9);
        }
      }
    }), { numRuns: 100 });
  });
});
