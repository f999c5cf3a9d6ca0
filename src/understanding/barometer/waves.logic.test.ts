import { describe, expect, it } from 'vitest';
import { findOverlap, periodOf, quarterWave } from './waves.logic.ts';

describe('waves', () => {
  it('hold their last day as a whole, and share no day with another', () => {
    expect(periodOf({ from: '2026-03-01', to: '2026-03-31' })).toEqual({ from: new Date('2026-03-01T00:00:00Z'), to: new Date('2026-04-01T00:00:00Z') });
    const waves = [{ id: 'a', from: '2026-01-01', to: '2026-01-31' }, { id: 'b', from: '2026-03-01', to: '2026-03-31' }];
    expect(findOverlap({ id: 'c', from: '2026-02-01', to: '2026-02-28' }, waves)).toBeNull();
    expect(findOverlap({ id: 'c', from: '2026-01-31', to: '2026-02-28' }, waves)?.id).toBe('a');
    expect(findOverlap({ id: 'c', from: '2026-02-01', to: '2026-12-31' }, waves)?.id).toBe('b');
    expect(findOverlap({ id: 'b', from: '2026-03-15', to: '2026-04-15' }, waves)).toBeNull();
  });
  it('are calendar quarters where none are set', () => {
    expect(quarterWave('2026-10-01')).toMatchObject({ id: '2026-q4', from: '2026-10-01', to: '2026-12-31', name: null });
    expect(quarterWave('2028-01-01')).toMatchObject({ id: '2028-q1', to: '2028-03-31' });
  });
});
