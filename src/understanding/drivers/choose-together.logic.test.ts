import { describe, expect, it } from 'vitest';
import { chooseTogether, countTogether } from './choose-together.logic.ts';

describe('drivers that were rated together', () => {
  it('counts who rated all of them', () => {
    const patterns = [{ pattern: 0b111, units: 50 }, { pattern: 0b011, units: 200 }, { pattern: 0b100, units: 30 }];
    expect(countTogether(patterns, [0, 1])).toBe(250);
    expect(countTogether(patterns, [0, 2])).toBe(50);
    expect(countTogether(patterns, [])).toBe(280);
  });
  it('leaves out the one that would cost most rows', () => {
    expect(chooseTogether(3, [{ pattern: 0b111, units: 50 }, { pattern: 0b011, units: 200 }, { pattern: 0b100, units: 500 }])).toEqual([0, 1]);
  });
  it('keeps all where enough rated all', () => {
    expect(chooseTogether(3, [{ pattern: 0b111, units: 100 }])).toEqual([0, 1, 2]);
  });
  it('asks for ten rows each: 100 rows are not enough for eleven', () => {
    expect(chooseTogether(11, [{ pattern: 2 ** 11 - 1, units: 100 }, { pattern: 2 ** 10 - 1, units: 5 }])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
  it('takes twelve at most, and none of none', () => {
    expect(chooseTogether(20, [{ pattern: 2 ** 20 - 1, units: 5_000 }])).toHaveLength(12);
    expect(chooseTogether(0, [])).toEqual([]);
  });
});
