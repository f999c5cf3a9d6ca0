import { describe, expect, it } from 'vitest';
import { endsOf, namedOf, outermostOf } from './ends.logic.ts';

const group = (key: string, value: number | null, low: number | null, high: number | null) => ({ key, value, low, high });
const keys = (groups: readonly ReturnType<typeof group>[]) => {
  const { highest, lowest } = endsOf(groups);
  return { highest: highest.map(({ key }) => key), lowest: lowest.map(({ key }) => key) };
};

describe('the ends of an order of groups', () => {
  it('are named where their intervals overlap no other', () => {
    expect(keys([group('shop', 40, 35, 45), group('web', 20, 14, 26), group('phone', -5, -10, 0)])).toEqual({ highest: ['shop'], lowest: ['phone'] });
  });
  it('are several where intervals overlap, the outermost first', () => {
    expect(keys([group('web', 38, 30, 46), group('shop', 40, 35, 45), group('phone', -5, -10, 0), group('mail', -4, -30, 22)])).toEqual({ highest: ['shop', 'web'], lowest: ['phone', 'mail'] });
  });
  it('look beyond the runner-up: a small group further down may be the highest as well', () => {
    expect(keys([group('shop', 40, 35, 45), group('web', 30, 27, 33), group('fair', 10, -20, 40), group('phone', 5, 2, 8)])).toEqual({ highest: ['shop', 'fair'], lowest: ['phone', 'fair'] });
  });
  it('are not certain without an interval, and not there without figures', () => {
    expect(keys([group('shop', 40, null, null), group('web', 20, 14, 26)])).toEqual({ highest: ['shop', 'web'], lowest: ['web', 'shop'] });
    expect(keys([group('shop', null, null, null)])).toEqual({ highest: [], lowest: [] });
    expect(keys([group('shop', 40, 35, 45)])).toEqual({ highest: ['shop'], lowest: ['shop'] });
  });
  it('name four of four, and three of five', () => {
    expect([namedOf([1, 2, 3, 4]), namedOf([1, 2, 3, 4, 5])]).toEqual([{ named: [1, 2, 3, 4], more: 0 }, { named: [1, 2, 3], more: 2 }]);
  });
  it('are both drawn where there is no room for all: three and two of seven, but five of five', () => {
    expect(outermostOf([1, 2, 3, 4, 5, 6, 7], 5)).toEqual({ first: [1, 2, 3], last: [6, 7] });
    expect(outermostOf([1, 2, 3, 4, 5], 5)).toEqual({ first: [1, 2, 3, 4, 5], last: [] });
  });
});
