import { describe, expect, it } from 'vitest';
import { revealedLeaves } from '../../kernel/stats/scores/differencing.ts';
import { fc } from '../../kernel/testing/properties.ts';
import { npsTemplate } from '../../listening/surveys/templates/nps.logic.ts';
import { ecsiTemplate } from '../../listening/surveys/templates/ecsi.logic.ts';
import { asked } from './barometer.builders.ts';
import { differencesOf, figureOf, standingOf, together, without } from './figures.logic.ts';
import { modelOf, pathModelOf } from './model.logic.ts';
import { momentsOfRow } from './moments.logic.ts';
import { poolBoth, poolSmall } from './segments.logic.ts';
import { findOverlap, periodOf, quarterWave } from './waves.logic.ts';

describe('the model of a survey', () => {
  it('takes the questions with a scale, and both branches of a question as one', () => {
    const model = modelOf(ecsiTemplate.definition, 'en');
    expect(model?.items.find(({ factor }) => factor === 'complaints')).toMatchObject({ key: 'complaint_handled', answers: ['complaint_handled', 'complaint_expected'], text: 'How well was your complaint handled? / Suppose you complained one day: how well would we take care of it?' });
    expect(model?.items.filter(({ factor }) => factor === 'loyalty').map(({ key }) => key)).toEqual(['choose_again', 'nps']);
    // What tests insert is what the template asks.
    expect(model?.items.flatMap(({ answers }) => answers).filter((item) => item !== 'complaint_handled')).toEqual(asked.map(({ item }) => item));
  });
  it('has the twelve arrows of the European index', () => {
    const model = modelOf(ecsiTemplate.definition, 'de');
    expect(model && pathModelOf(model, 'path').paths.length).toBe(12);
  });
  it('is none for a survey that asks about something else', () => {
    expect(modelOf(npsTemplate.definition, 'en')).toBeNull();
  });
});

describe('waves', () => {
  it('hold their last day as a whole, and share no day with another', () => {
    expect(periodOf({ from: '2026-03-01', to: '2026-03-31' })).toEqual({ from: new Date('2026-03-01T00:00:00Z'), to: new Date('2026-04-01T00:00:00Z') });
    const waves = [{ id: 'a', from: '2026-01-01', to: '2026-01-31' }, { id: 'b', from: '2026-03-01', to: '2026-03-31' }];
    expect(findOverlap({ id: 'c', from: '2026-02-01', to: '2026-02-28' }, waves)).toBeNull();
    expect(findOverlap({ id: 'c', from: '2026-01-31', to: '2026-02-28' }, waves)?.id).toBe('a');
    expect(findOverlap({ id: 'c', from: '2026-02-01', to: '2026-12-31' }, waves)?.id).toBe('b');
    expect(findOverlap({ id: 'b', from: '2026-03-15', to: '2026-04-15' }, waves)).toBeNull();
  });
  it('are calendar quarters where none are set', () => {
    expect(quarterWave('2026-10-01')).toMatchObject({ id: '2026-q4', from: '2026-10-01', to: '2026-12-31', name: null });
    expect(quarterWave('2028-01-01')).toMatchObject({ id: '2028-q1', to: '2028-03-31' });
  });
});

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
  it('added up and taken out again are what they were', () => {
    const [one, two] = [{ n: 40, mean: 60, variance: 100 }, { n: 60, mean: 80, variance: 225 }];
    const whole = together([one, two]);
    expect(whole.mean).toBeCloseTo(72, 9);
    expect(without(whole, one)).toEqual({ n: 60, mean: expect.closeTo(80, 9), variance: expect.closeTo(225, 6) });
    expect(without(one, one)).toMatchObject({ n: 0 });
  });
});

describe('figures', () => {
  it('are withheld below 30 customers, and never leave the scale', () => {
    expect(figureOf('image', { n: 29, mean: 70, variance: 100 })).toEqual({ factor: 'image', n: 29, index: null, low: null, high: null });
    expect(figureOf('image', { n: 30, mean: 99, variance: 400 }).high).toBe(100);
  });
  it('stand below or above a target only with their whole interval', () => {
    expect(standingOf({ low: 60, high: 64 }, 65)).toBe('below');
    expect(standingOf({ low: 60, high: 66 }, 65)).toBe('at');
    expect(standingOf({ low: 66, high: 70 }, 65)).toBe('above');
    expect(standingOf({ low: null, high: null }, 65)).toBeNull();
    expect(standingOf({ low: 60, high: 64 }, null)).toBeNull();
  });
  it('differ by more than chance only when they still do among all that stand beside them; the planned one is judged by itself', () => {
    const before = { n: 200, mean: 60, variance: 400 };
    // Difference 4 with standard error 2: p = 0.046.
    const close = { n: 200, mean: 64, variance: 400 };
    expect(differencesOf([[before, close]])[0]).toMatchObject({ verdict: 'up', neededN: null });
    const many = differencesOf([[before, close], [before, before], [before, before]]);
    expect(many[0]).toMatchObject({ verdict: 'unclear', neededN: 393 });
    expect(many[1]).toMatchObject({ difference: 0, neededN: null });
    expect(differencesOf([[before, close], [before, before], [before, before]], 0)[0]?.verdict).toBe('up');
    expect(differencesOf([[{ ...before, n: 20 }, close]])).toEqual([null]);
  });
  it('from the store become the kernel’s moments, whole from half', () => {
    const moments = momentsOfRow(['a', 'b'], { n: 2, sums: [3, 7], products: [5, 11, 25] });
    expect([...moments.products]).toEqual([5, 11, 11, 25]);
    expect(moments).toMatchObject({ n: 2, weight: 2, weightSq: 2 });
  });
});
