import { describe, expect, it } from 'vitest';
import type { Driver } from '../drivers.contract.ts';
import { orderOf } from './driver-sentence.logic.ts';

const driver = (key: string, [shareLow, share, shareHigh]: [number, number, number], [rankLow, rankHigh]: [number, number]): Driver => ({
  key, name: key, share, shareLow, shareHigh, rankLow, rankHigh,
  importance: 0.1, beta: 0.3, betaLow: 0.2, betaHigh: 0.4, p: 0.001, coefficient: 0.3, correlation: 0.4, vif: 1.1, performance: 7, performanceLow: 6.8, performanceHigh: 7.2, quadrant: 'keep', isFieldSure: true, first: 0.5,
});
const keys = (drivers: readonly Driver[]) => {
  const { leading, next } = orderOf(drivers);
  return { leading: leading.map(({ key }) => key), next: next.map(({ key }) => key) };
};

describe('which driver is named first', () => {
  it('is one where its interval lies above all others, and the second likewise', () => {
    expect(keys([driver('network', [0.5, 0.6, 0.7], [1, 1]), driver('price', [0.25, 0.3, 0.35], [2, 2]), driver('shop', [0.05, 0.1, 0.15], [3, 3])])).toEqual({ leading: ['network'], next: ['price'] });
  });
  it('is one where the draws agree on its place though intervals overlap', () => {
    expect(keys([driver('network', [0.4, 0.5, 0.6], [1, 1]), driver('price', [0.3, 0.38, 0.46], [2, 2]), driver('shop', [0.08, 0.12, 0.16], [3, 3])])).toEqual({ leading: ['network'], next: ['price'] });
  });
  it('is a group where any of them may lead, the third as well, and then nobody is called second', () => {
    expect(keys([driver('network', [0.28, 0.34, 0.4], [1, 3]), driver('price', [0.26, 0.33, 0.39], [1, 3]), driver('shop', [0.24, 0.31, 0.38], [1, 3]), driver('phone', [0, 0.02, 0.04], [4, 4])])).toEqual({ leading: ['network', 'price', 'shop'], next: [] });
  });
  it('is a group of two at least, however rarely each of the others leads', () => {
    expect(keys([driver('network', [0.3, 0.4, 0.5], [1, 2]), driver('price', [0.22, 0.31, 0.4], [2, 3]), driver('shop', [0.2, 0.29, 0.38], [2, 3])])).toEqual({ leading: ['network', 'price'], next: [] });
  });
  it('leaves the order behind a sure leader open where it is', () => {
    expect(keys([driver('network', [0.5, 0.6, 0.7], [1, 1]), driver('price', [0.15, 0.21, 0.27], [2, 3]), driver('shop', [0.13, 0.19, 0.25], [2, 3])])).toEqual({ leading: ['network'], next: ['price', 'shop'] });
  });
  it('is the only one there is, or none', () => {
    expect(keys([driver('network', [1, 1, 1], [1, 1])])).toEqual({ leading: ['network'], next: [] });
    expect(keys([])).toEqual({ leading: [], next: [] });
  });
});
