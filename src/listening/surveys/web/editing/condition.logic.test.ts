import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../flow/expression.logic.ts';
import { type Condition, isUnfinished, readCondition, startTest, subjectsOf, writeCondition } from './condition.logic.ts';
import { emptyDefinition, newQuestion } from './new-question.logic.ts';

describe('a condition that is clicked together', () => {
  it.each([
    ["nps <= 6 and not answered(comment) and hidden.plan == 'gold'"],
    ["reason in ['price', 'network'] or has(devices, 'phone')"],
    ['pairs.speed.experience >= 4'],
    ['consent == true'],
    ["not has(devices, 'tv') and nps != 10 and n == -3"],
  ])('comes back from its text as it was: %s', (source) => {
    const condition = readCondition(source);
    expect(condition && writeCondition(condition)).toBe(source);
  });
  it.each([['nps + 1 > 6'], ['nps <= 6 and (a == 1 or b == 2)'], ['count(devices) >= 2'], ['nps <='], ['not (a == 1)']])('stays text where it says more than that: %s', (source) => {
    expect(readCondition(source)).toBeNull();
  });
  it('writes texts that can be read, whatever stands in them', () => {
    const odd: Condition = { all: true, tests: [{ name: 'hidden.x', kind: 'is', values: ['it\'s "quoted"'] }] };
    expect(parseExpression(writeCondition(odd)).ok).toBe(true);
  });
  it.each([["language == ''", true], ["nps <= 6 and hidden.plan == ''", true], ["has(devices, '')", true], ["language == 'de'", false], ["hidden.plan != ''", false], ['answered(nps)', false], ['nps + 1 > 6', false]])('tells whether it was finished: %s', (source, expected) => expect(isUnfinished(source)).toBe(expected));
  it('begins with the first language and with the link, never with nothing', () => {
    const definition = emptyDefinition({ de: 'Probe' }, ['de', 'en']);
    expect(subjectsOf(definition).map((subject) => writeCondition({ all: true, tests: [startTest(subject)] }))).toEqual(["language == 'de'", "source == 'link'"]);
  });
  it('offers what was asked before: rows and sides by themselves, then what came with the link', () => {
    const languages = ['en'];
    const definition = { ...emptyDefinition({ en: 'Trial' }, languages), hidden: [{ id: 'plan' }], pages: [{ id: 'p1', questions: [newQuestion('pairs', { id: 'pairs', languages }), newQuestion('statement', { id: 'note', languages })] }, { id: 'p2', questions: [newQuestion('nps', { id: 'nps', languages })] }] };
    expect(subjectsOf(definition, 1).map(({ name }) => name)).toEqual(['pairs.speed.expectation', 'pairs.speed.experience', 'pairs.information.expectation', 'pairs.information.experience', 'hidden.plan', 'language', 'source']);
    expect(subjectsOf(definition, 2, 'nps').map(({ question }) => question?.id ?? '').includes('nps')).toBe(false);
    const nps = subjectsOf(definition).find(({ name }) => name === 'nps');
    expect(nps && writeCondition({ all: true, tests: [startTest(nps)] })).toBe('nps <= 6');
  });
});
