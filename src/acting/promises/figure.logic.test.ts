import { describe, expect, it } from 'vitest';
import { showShares } from './figure.logic.ts';

describe('the share of promises kept', () => {
  it('has Wilson’s interval', () => {
    // Newcombe (1998), table I: 81 of 263 gives 0.2553 to 0.3662
    const [row] = showShares([{ promises: 263, kept: 81, customers: 200 }]);
    expect(row?.share).toMatchObject({ kind: 'shown', n: 263 });
    expect(row?.share.value?.low).toBeCloseTo(0.2553, 4);
    expect(row?.share.value?.high).toBeCloseTo(0.3662, 4);
  });
  it('is withheld below 30 customers, however many promises there were', () => {
    expect(showShares([{ promises: 200, kept: 150, customers: 29 }])[0]?.share).toEqual({ kind: 'withheld', n: 200, minimum: 30, value: null });
  });
  it('is withheld for a second group where it is for one, or the difference to the whole would tell', () => {
    const rows = showShares([{ promises: 100, kept: 90, customers: 80 }, { promises: 40, kept: 30, customers: 40 }, { promises: 5, kept: 1, customers: 5 }]);
    expect(rows.map(({ share }) => share.kind)).toEqual(['shown', 'withheld', 'withheld']);
  });
});
