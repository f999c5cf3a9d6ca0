import { describe, expect, it } from 'vitest';
import { ShortMemory } from './short-memory.ts';

describe('a short memory', () => {
  it('recalls within its time and not at its end', () => {
    const memory = new ShortMemory<string>(5_000, 10);
    memory.remember('a', 'one', 1_000);
    expect(memory.recall('a', 5_999)).toBe('one');
    expect(memory.recall('a', 6_000)).toBeUndefined();
  });
  it('tells a remembered null from nothing', () => {
    const memory = new ShortMemory<string | null>(5_000, 10);
    memory.remember('a', null, 0);
    expect(memory.recall('a', 1)).toBeNull();
    expect(memory.recall('b', 1)).toBeUndefined();
  });
  it('drops the oldest entry when it is full', () => {
    const memory = new ShortMemory<number>(5_000, 2);
    memory.remember('a', 1, 0);
    memory.remember('b', 2, 0);
    memory.remember('a', 3, 0);
    memory.remember('c', 4, 0);
    expect([memory.recall('a', 1), memory.recall('b', 1), memory.recall('c', 1)]).toEqual([3, undefined, 4]);
  });
  it('does not keep an entry for ever when the clock is set back', () => {
    const memory = new ShortMemory<number>(5_000, 2);
    memory.remember('a', 1, 100_000);
    expect(memory.recall('a', 50_000)).toBeUndefined();
  });
});
