import { describe, expect, it } from 'vitest';
import { readShifts, readTarget, writeShifts, writeTarget } from './shifts.logic.ts';

describe('shifts as they are typed', () => {
  it('are read in the usual ways of writing, and sorted', () => {
    expect(readShifts('8-12, 13-17:30')).toEqual([{ from: 480, to: 720 }, { from: 780, to: 1_050 }]);
    expect(readShifts('13.00 bis 17.00 Uhr; 8:00–12:00')).toEqual([{ from: 480, to: 720 }, { from: 780, to: 1_020 }]);
    expect(readShifts('0-24')).toEqual([{ from: 0, to: 1_440 }]);
    expect(readShifts(' ')).toEqual([]);
  });
  it('are refused when they overlap, end before they begin or are none', () => {
    for (const text of ['8-12, 11-14', '18-8', '8-25', 'morgens', '8:70-9']) expect(readShifts(text)).toBeNull();
  });
  it('are written as they are read', () => expect(readShifts(writeShifts([{ from: 485, to: 720 }, { from: 780, to: 1_440 }]))).toEqual([{ from: 485, to: 720 }, { from: 780, to: 1_440 }]));
});
describe('a target', () => {
  it.each([['4 h', 240], ['4', 240], ['1:30', 90], ['90 min', 90], ['2,5 h', 150], ['1 h 15 min', 75], ['', null]])('%s', (text, minutes) => expect(readTarget(text)).toBe(minutes));
  it.each(['soon', '0', '-3', '1:75x'])('%s is none', (text) => expect(readTarget(text)).toBeUndefined());
  it('is written as it is read', () => expect([240, 90, 45, 3_000].map((minutes) => readTarget(writeTarget(minutes)))).toEqual([240, 90, 45, 3_000]));
});
