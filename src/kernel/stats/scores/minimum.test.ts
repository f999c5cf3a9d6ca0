import { describe, expect, it } from 'vitest';
import { hasEnough, MINIMUM_N, showOrWithhold } from './minimum.ts';

describe('the minimum', () => {
  it('is 30 answers', () => {
    expect(MINIMUM_N).toBe(30);
    expect(hasEnough(29)).toBe(false);
    expect(hasEnough(30)).toBe(true);
  });

  it('withholds the figure of 12 answers and says of how many', () => {
    expect(showOrWithhold(12, 8.6)).toEqual({ kind: 'withheld', n: 12, minimum: 30, value: null });
  });

  it('shows the figure of 30 answers, also when it is 0', () => {
    expect(showOrWithhold(30, 0)).toEqual({ kind: 'shown', n: 30, value: 0 });
  });

  it('withholds what could not be computed, however many answers there are', () => {
    expect(showOrWithhold(500, null)).toMatchObject({ kind: 'withheld', n: 500 });
  });

  it('follows another minimum where one is set', () => {
    expect(showOrWithhold(12, 8.6, 10)).toEqual({ kind: 'shown', n: 12, value: 8.6 });
  });
});
