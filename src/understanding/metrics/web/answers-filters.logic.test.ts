import { describe, expect, it } from 'vitest';
import { isFiltered, listSaid, noFilters, standingOfCsat, standingOfNps } from './answers-filters.logic.ts';

describe('filters of the list of answers', () => {
  it('says those that no field shows', () => {
    expect(listSaid({ ...noFilters, survey: 'repair', standing: 'promoter', from: '2026-03-01' })).toEqual([{ key: 'survey', value: 'repair' }, { key: 'from', value: '2026-03-01' }]);
    expect(isFiltered(noFilters)).toBe(false);
    expect(isFiltered({ ...noFilters, search: 'lang' })).toBe(true);
  });
  it('puts scores on the three sides of "as expected"', () => {
    expect([0, 6, 7, 8, 9, 10].map(standingOfNps)).toEqual(['below', 'below', 'at', 'at', 'above', 'above']);
    expect([1, 2, 3, 4, 5].map(standingOfCsat)).toEqual(['below', 'below', 'at', 'above', 'above']);
  });
});
