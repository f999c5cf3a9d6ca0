import { describe, expect, it } from 'vitest';
import { afterContact } from '../../surveys/templates/after-contact.logic.ts';
import { moodOf, scoreOf } from './history-rows.logic.ts';
import { askedItems, judgeAnswers } from './judge-neutral.logic.ts';

const asked = askedItems(afterContact({ dimensions: ['speed', 'ease'], withCsat: true, title: { de: 'Reparatur' } }));

describe('judging the answers of one response', () => {
  it('keeps a pair, a recommendation and a comment', () => {
    expect(judgeAnswers([
      { role: 'expectation', dimension: 'speed', value: 9 },
      { role: 'experience', dimension: 'speed', value: 4, item: 'q2' },
      { role: 'nps', value: 6 },
      { role: 'comment', text: '  <b>slow</b>\u0000 \ud83d ' },
    ], asked)).toEqual({ kind: 'accepted', answers: [
      { item: 'expectation.speed', dimension: 'speed', role: 'expectation', value: 9, text: '' },
      { item: 'q2', dimension: 'speed', role: 'experience', value: 4, text: '' },
      { item: 'nps', dimension: '', role: 'nps', value: 6, text: '' },
      { item: 'comment', dimension: '', role: 'comment', value: null, text: '<b>slow</b> \ufffd' },
    ] });
  });

  it('says of every wrong answer where it is', () => {
    const judgement = judgeAnswers([
      { role: 'experience', dimension: 'speed', value: 11 },
      { role: 'nps', value: 7.5 },
      { role: 'csat', value: 0 },
      { role: 'experience', dimension: 'competence', value: 5 },
      { role: 'experience', value: 5 },
      { role: 'nps', dimension: 'ease', value: 5 },
      { role: 'comment', value: 5 },
      { role: 'expectation', dimension: 'constructor', value: 5 },
      'nothing',
      { role: 'expectation', dimension: 'ease', value: '9' },
      { role: 'expectation', dimension: 'ease', value: 9, extra: true },
      { role: 'overall', value: 9 },
      { role: 'comment', text: 'x'.repeat(5_001) },
      { role: 'expectation', dimension: 'speed' },
    ], asked, 'responses[3].answers');
    expect(judgement.kind === 'refused' && judgement.places.map((place) => place.at)).toEqual([
      'responses[3].answers[0].value', 'responses[3].answers[1].value', 'responses[3].answers[2].value', 'responses[3].answers[3].dimension',
      'responses[3].answers[4].dimension', 'responses[3].answers[5].dimension', 'responses[3].answers[6].value', 'responses[3].answers[7].dimension',
      'responses[3].answers[8]', 'responses[3].answers[9].value', 'responses[3].answers[10]', 'responses[3].answers[11].role', 'responses[3].answers[12].text',
      'responses[3].answers[13].value',
    ]);
  });

  it('refuses the same question twice', () => {
    expect(judgeAnswers([{ role: 'nps', value: 9 }, { role: 'nps', value: 1 }], asked)).toEqual({ kind: 'refused', places: [{ at: 'answers[1]', reason: 'answers nps a second time' }] });
  });

  it('refuses a response in which nothing but blanks was said', () => {
    expect(judgeAnswers([{ role: 'comment', text: ' \n ' }], asked)).toEqual({ kind: 'refused', places: [{ at: 'answers', reason: 'nothing was answered' }] });
  });

  it('takes any role and dimension from elsewhere, with fractions where the scale has them', () => {
    const judgement = judgeAnswers([{ role: 'overall', value: 7.25 }, { role: 'experience', dimension: 'information', value: 6.5 }], null);
    expect(judgement.kind).toBe('accepted');
  });
});

describe('score and mood of a response', () => {
  it('is the recommendation, else the mean experience, else unknown', () => {
    const lived = { role: 'experience', value: 4 } as const;
    const expected = { ...lived, role: 'expectation', value: 10 } as const;
    expect(scoreOf([lived, { role: 'nps', value: 9 }])).toBe(9);
    expect(scoreOf([lived, expected, { ...lived, value: 7 }])).toBe(5.5);
    expect(scoreOf([expected])).toBeNull();
  });

  it('runs from −2 at 0 over 0 at 5 to +2 at 10', () => {
    expect([moodOf(0), moodOf(5), moodOf(10), moodOf(null)]).toEqual([-2, 0, 2, null]);
  });
});
