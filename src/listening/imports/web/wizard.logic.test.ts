import { describe, expect, it } from 'vitest';
import type { ImportState } from '../imports.contract.ts';
import { mayAssign, remainingSeconds, sayWait, stepOf } from './wizard.logic.ts';

const begun = '2026-03-01T10:00:00Z';
const counts = { rows: 2000, new: 0, changed: 0, merged: 0, unchanged: 0, refused: 0 };

describe('the step of an import', () => {
  it.each<[ImportState, string | null, string]>([
    ['uploaded', null, 'assign'], ['checking', null, 'check'], ['checked', null, 'check'], ['running', begun, 'bring'], ['cancelled', begun, 'bring'],
    ['done', begun, 'bring'], ['failed', null, 'assign'], ['failed', begun, 'bring'], ['undone', begun, 'bring'],
  ])('of one that is %s (begun: %s) is %s', (state, startedAt, step) => {
    expect(stepOf({ state, startedAt }, '')).toBe(step);
  });

  it('lets somebody look back at the assignment as long as no row is in', () => {
    expect(stepOf({ state: 'checked', startedAt: null }, 'assign')).toBe('assign');
    expect(stepOf({ state: 'done', startedAt: begun }, 'assign')).toBe('bring');
    expect(mayAssign({ state: 'undone', startedAt: begun })).toBe(true);
  });
});

describe('the wait that is left', () => {
  it('is what is left of the rows at the present speed', () => {
    // 2,000 of 8,000 rows are in, 6,000 are left at 500 a second
    expect(remainingSeconds({ counts, share: 0.25, rowsPerSecond: 500 })).toBe(12);
  });
  it('is not guessed before there is a speed', () => {
    expect(remainingSeconds({ counts, share: 0.25, rowsPerSecond: null })).toBeNull();
    expect(remainingSeconds({ counts, share: 0, rowsPerSecond: 500 })).toBeNull();
  });
  it('is said in round words', () => {
    expect([3, 12, 54, 61, 3599, 4000].map(sayWait)).toEqual([{ unit: 'moment' }, { unit: 'seconds', n: 20 }, { unit: 'seconds', n: 60 }, { unit: 'minutes', n: 2 }, { unit: 'hours', n: 1 }, { unit: 'hours', n: 2 }]);
  });
});
