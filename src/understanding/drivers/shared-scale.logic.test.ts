import { describe, expect, it } from 'vitest';
import { sharedScale } from './shared-scale.logic.ts';

describe('the scale of drivers', () => {
  it('is told where all were asked on the same', () => {
    expect(sharedScale([{ lows: [1, 1], highs: [5, 5] }, { lows: [1, 1], highs: [5, 5] }])).toEqual({ low: 1, high: 5 });
  });
  it('is none where drivers, or the surveys that asked for one, had different ones', () => {
    expect(sharedScale([{ lows: [1, 1], highs: [5, 5] }, { lows: [0, 0], highs: [10, 10] }])).toBeNull();
    expect(sharedScale([{ lows: [0, 1], highs: [5, 10] }])).toBeNull();
    expect(sharedScale([{ lows: [1, 1], highs: [5, 7] }])).toBeNull();
  });
  it('is none without drivers', () => {
    expect(sharedScale([])).toBeNull();
  });
});
