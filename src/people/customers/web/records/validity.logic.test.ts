import { describe, expect, it } from 'vitest';
import { splitByTime } from './validity.logic.ts';

const span = (item: [string, string | null, string | null]) => ({ from: item[1], to: item[2] });

describe('now, later and earlier', () => {
  it('counts the last day as now and the day after as earlier', () => {
    const split = splitByTime<[string, string | null, string | null]>(
      [['until today', '2024-01-01', '2026-03-04'], ['until yesterday', '2024-01-01', '2026-03-03'], ['from tomorrow', '2026-03-05', null], ['always', null, null]], '2026-03-04', span);
    expect(split.now.map(([name]) => name)).toEqual(['until today', 'always']);
    expect(split.earlier.map(([name]) => name)).toEqual(['until yesterday']);
    expect(split.later.map(([name]) => name)).toEqual(['from tomorrow']);
  });
});
