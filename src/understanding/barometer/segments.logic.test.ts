import { describe, expect, it } from 'vitest';
import { revealedLeaves } from '../../kernel/stats/scores/differencing.ts';
import { fc } from '../../kernel/testing/properties.ts';
import { poolBoth, poolSmall } from './segments.logic.ts';

describe('groups', () => {
  it('of fewer than 30 stand together, with as many others as it takes to hide them', () => {
    expect(poolSmall(new Map([['a', 200], ['b', 40], ['c', 30]]))).toEqual({ own: ['a', 'b', 'c'], pooled: [] });
    expect(poolSmall(new Map([['a', 200], ['b', 20], ['c', 15]]))).toEqual({ own: ['a'], pooled: ['b', 'c'] });
    expect(poolSmall(new Map([['a', 200], ['b', 60], ['c', 5]]))).toEqual({ own: ['a'], pooled: ['c', 'b'] });
    expect(poolSmall(new Map([['a', 10], ['b', 0]]))).toEqual({ own: [], pooled: ['a', 'b'] });
    // Nobody of c answered what all figures need, but they are in the total of another one: a and b by themselves would leave them over.
    expect(poolSmall(new Map([['a', 200], ['b', 60], ['c', 0]]))).toEqual({ own: ['a'], pooled: ['c', 'b'] });
  });
  it('of two waves stand together where they do in either, or the wave by itself would say who is left', () => {
    // In the first wave a and b are shown by themselves and c with d; b with d in both would leave the 5 of d.
    const first = new Map([['a', 100], ['b', 40], ['c', 35], ['d', 5]]);
    const second = new Map([['a', 100], ['b', 28], ['c', 60], ['d', 50]]);
    expect([poolSmall(first), poolSmall(second)]).toEqual([{ own: ['a', 'b'], pooled: ['d', 'c'] }, { own: ['a', 'c'], pooled: ['b', 'd'] }]);
    expect(poolBoth([first, second])).toEqual({ own: ['a'], pooled: ['d', 'c', 'b'] });
    // Who is in one wave only is no group of both.
    expect(poolBoth([new Map([['a', 50], ['b', 40]]), new Map([['a', 50], ['b', 60], ['c', 70]])])).toEqual({ own: ['a'], pooled: ['c', 'b'] });
    expect(poolBoth([new Map([['a', 50], ['b', 40]]), new Map([['a', 50], ['b', 60]])])).toEqual({ own: ['a', 'b'], pooled: [] });
  });
  it('leave by subtraction nobody in groups of fewer than 30, whatever is shown of one wave and of two', () => {
    const wave = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.integer({ min: 0, max: 70 })).map((sizes) => new Map(Object.entries(sizes)));
    fc.assert(fc.property(wave, wave, (first, second) => {
      const both = poolBoth([first, second]);
      const names = [...new Set([...first.keys(), ...second.keys()])];
      for (const sizes of [first, second]) {
        const n = (name: string) => sizes.get(name) ?? 0;
        const alone = poolSmall(sizes);
        const shown = [...both.own.map((name) => [name]), both.pooled, ...alone.own.map((name) => [name]), alone.pooled].filter((group) => group.reduce((sum, name) => sum + n(name), 0) >= 30);
        const known = [names, ...shown].map((group) => group.map((name) => names.indexOf(name)));
        const whole = names.reduce((sum, name) => sum + n(name), 0);
        expect(whole >= 30 ? revealedLeaves(names.map(n), known, 30) : []).toEqual([]);
      }
    }), { numRuns: 500 });
  });
});
