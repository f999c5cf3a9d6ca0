import { describe, expect, it } from 'vitest';
import { npsTemplate } from '../../listening/surveys/templates/nps.logic.ts';
import { ecsiTemplate } from '../../listening/surveys/templates/ecsi.logic.ts';
import { asked } from './barometer.builders.ts';
import { modelOf, pathModelOf } from './model.logic.ts';

describe('the model of a survey', () => {
  it('takes the questions with a scale, and both branches of a question as one', () => {
    const model = modelOf(ecsiTemplate.definition, 'en');
    expect(model?.items.find(({ factor }) => factor === 'complaints')).toMatchObject({ key: 'complaint_handled', answers: ['complaint_handled', 'complaint_expected'], text: 'How well was your complaint handled? / Suppose you complained one day: how well would we take care of it?' });
    expect(model?.items.filter(({ factor }) => factor === 'loyalty').map(({ key }) => key)).toEqual(['choose_again', 'nps']);
    // What tests insert is what the template asks.
    expect(model?.items.flatMap(({ answers }) => answers).filter((item) => item !== 'complaint_handled')).toEqual(asked.map(({ item }) => item));
  });
  it('has the twelve arrows of the European index', () => {
    const model = modelOf(ecsiTemplate.definition, 'de');
    expect(model && pathModelOf(model, 'path').paths.length).toBe(12);
  });
  it('is none for a survey that asks about something else', () => {
    expect(modelOf(npsTemplate.definition, 'en')).toBeNull();
  });
});
