import { describe, expect, it } from 'vitest';
import { revealedLeaves } from './differencing.ts';

describe('what figures give away together', () => {
  it('is the one group that the whole leaves without the others', () => {
    expect(revealedLeaves([50, 40, 4], [[0, 1, 2], [0], [1]], 30)).toEqual([[2]]);
    expect(revealedLeaves([50, 40, 4], [[0, 1, 2], [0]], 30)).toEqual([]);
    expect(revealedLeaves([50, 20, 4], [[0, 1, 2], [0]], 30)).toEqual([[1, 2]]);
    expect(revealedLeaves([50, 28, 4], [[0, 1, 2], [0]], 30)).toEqual([]);
  });
  it('is also what only three sums together say', () => {
    // (a + b) + (b + c) − (a + c) = 2 b; a and c are large, b is not.
    expect(revealedLeaves([50, 4, 60], [[0, 1], [1, 2], [0, 2]], 30)).toEqual([[1]]);
  });
  it('is nothing where nobody answered or nothing is shown', () => {
    expect(revealedLeaves([], [], 30)).toEqual([]);
    expect(revealedLeaves([0, 50], [[0, 1], [0]], 30)).toEqual([]);
    expect(revealedLeaves([4, 50], [], 30)).toEqual([]);
    expect(revealedLeaves([4], [[0]], 30)).toEqual([[0]]);
  });
});
