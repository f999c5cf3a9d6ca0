import { describe, expect, it } from 'vitest';
import { BASELINE_PERIODS } from '../../../kernel/stats/watching/watch-series.ts';
import { neededWeeks } from '../warnings.contract.ts';
import { summariseWarnings } from './warnings-sentence.logic.ts';

const calm = { open: 0, watched: 8, judgeable: 8, longestWeeks: 20, countedTo: '2026-06-29' };

describe('what the page of warnings says', () => {
  it('is that all is calm only where everything could be judged', () => {
    expect(summariseWarnings(calm)).toEqual({ kind: 'judged', open: 0, watched: 8, unjudged: 0 });
    expect(summariseWarnings({ ...calm, judgeable: 5 })).toEqual({ kind: 'judged', open: 0, watched: 8, unjudged: 3 });
  });
  it('is how far the longest series is while none can be judged', () => {
    expect(summariseWarnings({ ...calm, judgeable: 0, longestWeeks: 12 })).toEqual({ kind: 'unjudged', watched: 8, weeks: 12 });
  });
  it('keeps warnings that are open though the usual level was begun anew', () => {
    expect(summariseWarnings({ ...calm, open: 2, judgeable: 0, longestWeeks: 3 })).toEqual({ kind: 'judged', open: 2, watched: 8, unjudged: 8 });
  });
  it('is that nobody has looked yet, or that there is nothing to look at', () => {
    expect(summariseWarnings({ ...calm, judgeable: 0, longestWeeks: 0, countedTo: null })).toEqual({ kind: 'not_yet' });
    expect(summariseWarnings({ ...calm, watched: 0, judgeable: 0, longestWeeks: 0, countedTo: null })).toEqual({ kind: 'nothing_watched' });
  });
  it('names as many weeks as judging needs', () => {
    expect(neededWeeks).toBe(BASELINE_PERIODS);
  });
});
