import { fc } from '../../kernel/testing/properties.ts';
import { describe, expect, it } from 'vitest';
import { isDue, isFor, isOnPage, isRested, placeOf } from './show.logic.ts';

const DAY_MS = 86_400_000;

describe('on which pages a survey shows', () => {
  const at = (address: string) => new URL(address);
  it.each([
    ['/shop/*', 'https://www.nordfunk.example/shop/phones', true],
    ['/shop/*', 'https://www.nordfunk.example/shop', false],
    ['/shop', 'https://www.nordfunk.example/shop/', true],
    ['/shop', 'https://www.nordfunk.example/shopping', false],
    ['*', 'https://www.nordfunk.example/', true],
    ['*/thanks', 'https://www.nordfunk.example/order/4711/thanks', true],
    ['/a*b*c', 'https://www.nordfunk.example/a1b2c', true],
    ['/a*b*c', 'https://www.nordfunk.example/acb', false],
    ['/ab*ba', 'https://www.nordfunk.example/aba', false],
    ['help.nordfunk.example/*', 'https://help.nordfunk.example/start', true],
    ['https://help.nordfunk.example/*', 'https://www.nordfunk.example/start', false],
  ])('%s on %s: %s', (pattern, address, expected) => expect(isOnPage([pattern], at(address))).toBe(expected));

  it('reads a pattern of many stars in no time', () => {
    expect(isOnPage([`/${'a*'.repeat(140)}b`], { host: 'x', pathname: `/${'a'.repeat(2_000)}` })).toBe(false);
  });
});

describe('the sample', () => {
  it('takes the share that was asked for, the same visitors each time, others for another placement', () => {
    const visitors = Array.from({ length: 20_000 }, (_, n) => `visitor-${n}`);
    const chosen = (placement: string) => visitors.filter((visitor) => placeOf(placement, visitor) < 0.2);
    expect(chosen('p1').length / visitors.length).toBeCloseTo(0.2, 1);
    expect(chosen('p1')).toEqual(chosen('p1'));
    const both = new Set(chosen('p2'));
    // Independent of each other: a fifth of a fifth.
    expect(chosen('p1').filter((visitor) => both.has(visitor)).length / visitors.length).toBeCloseTo(0.04, 2);
  });

  it('places everybody in [0, 1)', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (placement, visitor) => {
      const place = placeOf(placement, visitor);
      return place >= 0 && place < 1;
    }));
  });
});

describe('how often', () => {
  const now = 1_000 * DAY_MS;
  const shown = (days: number, answered = false) => ({ shownAtMs: now - days * DAY_MS, ...(answered ? { answeredAtMs: now - days * DAY_MS } : {}) });

  it('once is once, whatever became of it', () => {
    expect([isDue({ kind: 'once' }, {}, now), isDue({ kind: 'once' }, shown(700), now)]).toEqual([true, false]);
  });
  it('until it is answered: again after 30 days, and never again after an answer', () => {
    const rule = { kind: 'until_answered', days: 30 } as const;
    expect([isDue(rule, shown(29), now), isDue(rule, shown(30), now), isDue(rule, shown(300, true), now)]).toEqual([false, true, false]);
  });
  it('again and again: also after an answer', () => {
    expect(isDue({ kind: 'every', days: 90 }, shown(90, true), now)).toBe(true);
  });
  it('rests after any other survey', () => {
    expect([isRested(14, undefined, now), isRested(14, now - 13 * DAY_MS, now), isRested(14, now - 14 * DAY_MS, now), isRested(0, now, now)]).toEqual([true, false, true, true]);
  });
});

describe('for whom', () => {
  const rule = (comparison: 'is' | 'is_not' | 'contains' | 'above' | 'below' | 'known' | 'unknown', value = '') => ({ visitors: 'all' as const, traits: [{ trait: 'plan', comparison, value }] });
  it('knows who is signed in', () => {
    expect([isFor({ visitors: 'signed_in', traits: [] }, null, {}), isFor({ visitors: 'signed_in', traits: [] }, 'u', {}), isFor({ visitors: 'anonymous', traits: [] }, 'u', {})]).toEqual([false, true, false]);
  });
  it.each([
    [rule('is', 'Nord M'), { plan: 'nord m' }, true],
    [rule('is', 'Nord M'), {}, false],
    [rule('is_not', 'Nord M'), {}, true],
    [rule('contains', 'nord'), { plan: 'Nord M' }, true],
    [rule('above', '10'), { plan: 9 }, false],
    [rule('above', '10'), { plan: '11' }, true],
    [rule('below', '10'), { plan: 'many' }, false],
    [rule('known'), { plan: '' }, false],
    [rule('unknown'), {}, true],
    [{ visitors: 'all' as const, traits: [{ trait: 'toString', comparison: 'known' as const, value: '' }] }, {}, false],
  ])('%o for %o: %s', (rules, traits, expected) => expect(isFor(rules, null, traits)).toBe(expected));
});
