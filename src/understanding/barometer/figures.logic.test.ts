import { describe, expect, it } from 'vitest';
import { differencesOf, figureOf, standingOf, together, without } from './figures.logic.ts';

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
  it('of groups added up and taken out again are what they were', () => {
    const [one, two] = [{ n: 40, mean: 60, variance: 100 }, { n: 60, mean: 80, variance: 225 }];
    const whole = together([one, two]);
    expect(whole.mean).toBeCloseTo(72, 9);
    expect(without(whole, one)).toEqual({ n: 60, mean: expect.closeTo(80, 9), variance: expect.closeTo(225, 6) });
    expect(without(one, one)).toMatchObject({ n: 0 });
  });
});
