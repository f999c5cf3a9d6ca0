import { describe, expect, it } from 'vitest';
import { newId } from './ids.ts';

describe('a new id', () => {
  it('sorts by time of creation, also within a millisecond', () => {
    const made = Array.from({ length: 2_000 }, () => newId(1_800_000_000_000));
    expect(made.toSorted()).toEqual(made);
    expect(new Set(made).size).toBe(2_000);
    expect(newId(1_800_000_000_001) > (made.at(-1) ?? '')).toBe(true);
  });

  it('is a UUID of version 7 that says its millisecond', () => {
    expect(newId(1_800_000_000_000)).toMatch(/^01a3185c-5000-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
