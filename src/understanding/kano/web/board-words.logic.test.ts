import { describe, expect, it } from 'vitest';
import type { KanoPair } from '../../../kernel/stats/gaps/kano.ts';
import { judgeFeature, quarterPeriod } from '../board.logic.ts';
import { columnsOf, countDifferences, doubtful, nameOf, strongest, summariseBoard } from './board-words.logic.ts';

const feature = (part: string, ...pairs: [first: number, second: number, n: number][]) =>
  judgeFeature({ question: 'features', part, label: { de: `${part} auf Deutsch.`, en: `${part} in English.` }, pairs: pairs.map(([first, second, n]): KanoPair => ({ first, second, n })) }, { minimum: 30, independence: 1 });
const bill = feature('bill', [2, 5, 50], [1, 5, 10]);
const person = feature('person', [1, 3, 40]);
const tracking = feature('tracking', [1, 3, 20], [3, 3, 19]);
const rare = feature('rare', [1, 3, 12]);
const muddle = feature('muddle', [3, 3, 40], [1, 1, 10]);

describe('the board in words', () => {
  it('names what is taken for granted, what delights and what is undecided', () => {
    expect(summariseBoard({ features: [person, bill, tracking, rare], minimum: 30 }, 'en')).toEqual({ kind: 'found', mustBe: ['bill in English'], attractive: ['person in English'], performance: [], undecided: ['tracking in English'] });
    expect(summariseBoard({ features: [rare], minimum: 30 }, 'de')).toEqual({ kind: 'too_few', n: 12, minimum: 30 });
    expect(summariseBoard({ features: [], minimum: 30 }, 'de')).toEqual({ kind: 'too_few', n: 0, minimum: 30 });
    expect(summariseBoard({ features: [feature('any', [3, 3, 40])], minimum: 30 }, 'de')).toEqual({ kind: 'indifferent', n: 1 });
  });
  it('has a column for each kind that there is; what is undecided or too small stands apart', () => {
    expect(columnsOf([rare, tracking, person, bill]).map(({ key, features }) => [key, features.map(({ part }) => part)])).toEqual([['must_be', ['bill']], ['attractive', ['person']], ['undecided', ['tracking']], ['withheld', ['rare']]]);
    expect(nameOf({ label: { fr: 'Une facture claire.' }, part: 'bill' }, 'de')).toBe('Une facture claire');
  });
  it('doubts a question that a tenth answers against themselves', () => {
    expect(doubtful([bill, muddle, rare]).map(({ part }) => part)).toEqual(['muddle']);
  });
  it('counts features that groups surely see differently, where at least two groups are shown', () => {
    const part = (key: string, features: ReturnType<typeof feature>[]) => ({ key, responses: 40, features });
    expect(countDifferences([part('a', [bill, person, tracking]), part('b', [bill, feature('person', [3, 5, 40]), feature('tracking', [3, 3, 40])]), part('c', [rare])])).toEqual({ different: 1, all: 3 });
  });
  it('finds what pleases and what annoys most', () => {
    // better: bill 10 of 60, person 40 of 40; worse: bill 60 of 60
    const parts = (features: Parameters<typeof strongest>[0]) => [strongest(features)?.pleasing.map(({ part }) => part), strongest(features)?.annoying.map(({ part }) => part)];
    expect([parts([bill, person]), strongest([rare])]).toEqual([[['person'], ['bill']], null]);
    // An offer that 36 of 40 would be glad of (76 to 97 %) may please as much as the person that all 40 would (91 to 100 %).
    expect(parts([bill, feature('offer', [1, 3, 36], [3, 3, 4]), person])[0]).toEqual(['person', 'offer']);
  });
  it('knows the days of a quarter', () => {
    expect([quarterPeriod('2026-Q1'), quarterPeriod('2028-Q4')]).toEqual([{ from: '2026-01-01', to: '2026-03-31' }, { from: '2028-10-01', to: '2028-12-31' }]);
  });
});
