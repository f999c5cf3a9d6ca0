import { describe, expect, it } from 'vitest';
import { readMoodTrend } from './mood-trend.logic.ts';

describe('the trend of a mood', () => {
  it('falls when the last months lie half a step below those before', () => {
    const trend = readMoodTrend([{ month: '2026-01', mood: 0.5, n: 4 }, { month: '2026-02', mood: -0.5, n: 2 }, { month: '2026-03', mood: -1, n: 1 }]);
    expect(trend?.trend).toBe('falls');
    expect(trend?.recent).toBeCloseTo(-2 / 3); // (−0.5·2 − 1·1) / 3
  });
  it('rises the other way round, whatever the order of the months', () => {
    expect(readMoodTrend([{ month: '2026-03', mood: 1, n: 3 }, { month: '2026-01', mood: -1, n: 3 }])?.trend).toBe('rises');
  });
  it('is a level when there is nothing to compare with', () => {
    expect(readMoodTrend([{ month: '2026-03', mood: -1.2, n: 3 }])?.trend).toBe('bad');
    expect(readMoodTrend([{ month: '2026-03', mood: 1.2, n: 5 }, { month: '2026-02', mood: -2, n: 2 }])?.trend).toBe('good');
    expect(readMoodTrend([{ month: '2026-03', mood: 0.1, n: 5 }])?.trend).toBe('mixed');
  });
  it('is unknown with two contacts', () => {
    expect(readMoodTrend([{ month: '2026-03', mood: -2, n: 2 }])).toBeNull();
    expect(readMoodTrend([])).toBeNull();
  });
});
