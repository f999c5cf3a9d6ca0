import { describe, expect, it } from 'vitest';
import { answersOf, languageOf, questionsOf, stepsOf } from './answer-steps.logic.ts';

describe('the screens of the customer’s page', () => {
  it('put both sides of a dimension on one screen', () => {
    const steps = stepsOf({ dimensions: ['speed', 'ease'], withCsat: true });
    expect(steps.map(questionsOf)).toEqual([['expectation.speed', 'experience.speed'], ['expectation.ease', 'experience.ease'], ['csat'], ['nps'], ['comment']]);
  });
  it('send what was answered and nothing else', () => {
    expect(answersOf({ values: { 'expectation.speed': 0, nps: 10 }, comment: ' ' })).toEqual([{ role: 'expectation', dimension: 'speed', value: 0 }, { role: 'nps', value: 10 }]);
    expect(answersOf({ values: {}, comment: 'Danke' })).toEqual([{ role: 'comment', text: 'Danke' }]);
  });
  it('speak the language of the address, else of the browser, else English', () => {
    expect(languageOf('de', ['en-GB'])).toBe('de');
    expect(languageOf('fr', ['fr', 'de-AT'])).toBe('de');
    expect(languageOf(null, ['fr'])).toBe('en');
  });
});
