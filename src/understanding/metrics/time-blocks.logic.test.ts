import { describe, expect, it } from 'vitest';
import { fc } from '../../kernel/testing/properties.ts';
import { addMonths } from './buckets.logic.ts';
import { isBetweenBlocks, LEAST_APART, timeBlocks } from './time-blocks.logic.ts';

const months = (...customers: number[]) => customers.map((n, place) => ({ month: addMonths('2026-01-01', place), customers: n }));
const spans = (...customers: number[]) => timeBlocks(months(...customers), [], 30).map(({ first, last }) => `${first.slice(5, 7)}–${last.slice(5, 7)}`);

describe('blocks of time', () => {
  it('gather months until enough customers stand behind each, here thirty', () => {
    expect(spans(40, 10, 25, 30, 100)).toEqual(['01–01', '02–03', '04–04', '05–05']);
  });
  it('give what is left at the end to the block before', () => {
    expect(spans(40, 50, 3)).toEqual(['01–01', '02–03']);
    expect(spans(3, 4)).toEqual(['01–02']);
    expect(spans()).toEqual([]);
  });
  it('leave out months in which nobody answered', () => {
    expect(spans(40, 0, 0, 30)).toEqual(['01–01', '04–04']);
  });
  it('cut nothing that is one block in what they are part of', () => {
    const whole = timeBlocks(months(50, 20, 20, 50), [], 30);
    expect(whole).toEqual([{ first: '2026-01-01', last: '2026-01-01' }, { first: '2026-02-01', last: '2026-03-01' }, { first: '2026-04-01', last: '2026-04-01' }]);
    expect(timeBlocks(months(20, 15, 15, 40), whole, 30)).toEqual([{ first: '2026-01-01', last: '2026-03-01' }, { first: '2026-04-01', last: '2026-04-01' }]);
  });
  it('allow periods that begin and end between them, also in months without anybody', () => {
    const blocks = timeBlocks(months(40, 10, 25, 0, 30), [], 30);
    const isShown = (from: string, to: string) => isBetweenBlocks(blocks, { from, to });
    expect(isShown('2026-01-01', '2026-02-01')).toBe(true);
    expect(isShown('2026-01-01', '2026-03-01')).toBe(false);
    expect(isShown('2026-01-01', '2026-04-01')).toBe(true);
    expect(isShown('2026-05-01', '2149-06-01')).toBe(true);
    expect(isShown('1970-01-01', '2149-06-01')).toBe(true);
  });
  it('let no difference of two shown periods be about fewer than ten', () => {
    const placed = fc.nat(14);
    fc.assert(fc.property(fc.array(fc.nat(25), { minLength: 1, maxLength: 14 }), fc.tuple(placed, placed), fc.tuple(placed, placed), (sizes, first, second) => {
      const blocks = timeBlocks(months(...sizes));
      const [one, other] = [first, second].map(([a, b]) => ({ from: addMonths('2026-01-01', Math.min(a, b)), to: addMonths('2026-01-01', Math.max(a, b)) }));
      fc.pre(one !== undefined && other !== undefined && sizes.reduce((sum, n) => sum + n, 0) >= LEAST_APART && isBetweenBlocks(blocks, one) && isBetweenBlocks(blocks, other));
      const isIn = (range: typeof one, month: string): boolean => range !== undefined && range.from <= month && month < range.to;
      const left = (inOne: boolean): number => months(...sizes).reduce((sum, { month, customers }) => sum + (isIn(one, month) === inOne && isIn(other, month) === !inOne ? customers : 0), 0);
      expect([left(true), left(false)].filter((customers) => customers > 0 && customers < LEAST_APART)).toEqual([]);
    }));
  });
});
