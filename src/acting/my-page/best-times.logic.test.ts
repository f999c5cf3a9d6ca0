import { describe, expect, it } from 'vitest';
import { isChosen, toggled } from './best-times.logic.ts';

describe('best times', () => {
  it('are chosen and taken back, and what staff wrote down otherwise stays', () => {
    const own = { days: [7], from: '10:00', to: '11:00' };
    const chosen = toggled([own], 'evening');
    expect(chosen).toEqual([own, { days: [1, 2, 3, 4, 5], from: '17:00', to: '20:00' }]);
    expect(isChosen(chosen, 'evening')).toBe(true);
    expect(toggled(chosen, 'evening')).toEqual([own]);
  });
});
