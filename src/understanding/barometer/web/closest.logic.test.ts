import { describe, expect, it } from 'vitest';
import type { Factor } from '../barometer.contract.ts';
import { closestTo } from './closest.logic.ts';

const path = (from: Factor, [low, coefficient, high]: [number, number, number], to: Factor = 'satisfaction') => ({ from, to, coefficient, low, high, isClear: low > 0 || high < 0 });

describe('what goes most closely with a factor', () => {
  it('is one where its interval lies above all others', () => {
    expect(closestTo('loyalty', [path('satisfaction', [0.4, 0.48, 0.56], 'loyalty'), path('image', [0.04, 0.13, 0.22], 'loyalty'), path('quality', [0.8, 0.9, 1])])).toEqual([{ factor: 'satisfaction', value: 0.48 }]);
  });
  it('are several where intervals overlap', () => {
    expect(closestTo('satisfaction', [path('quality', [0.24, 0.33, 0.42]), path('image', [0.15, 0.24, 0.33]), path('value', [0.05, 0.13, 0.21])]).map(({ factor }) => factor)).toEqual(['quality', 'image']);
  });
  it('counts a path that pulls down by its size', () => {
    expect(closestTo('loyalty', [path('complaints', [-0.6, -0.5, -0.4], 'loyalty'), path('image', [0.1, 0.2, 0.3], 'loyalty')])).toEqual([{ factor: 'complaints', value: 0.5 }]);
  });
  it('is nothing where the strongest may be none', () => {
    expect(closestTo('satisfaction', [path('quality', [-0.05, 0.1, 0.25]), path('image', [-0.1, 0.05, 0.2])])).toEqual([]);
    expect(closestTo('satisfaction', [])).toEqual([]);
  });
});
