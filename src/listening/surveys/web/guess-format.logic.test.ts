import { describe, expect, it } from 'vitest';
import { guessFormat } from './guess-format.logic.ts';

describe('which program a definition comes from', () => {
  it('is seen in the names of its parts', () => {
    expect(guessFormat({ languages: ['de'], pages: [], endings: [], look: {} })).toBe('momente');
    expect(guessFormat({ pages: [{ elements: [] }] })).toBe('surveyjs');
    expect(guessFormat({ questions: [{ type: 'text', name: 'q1', title: 'Why?' }] })).toBe('surveyjs'); // an old way to write it
    expect(guessFormat({ data: { name: 'Product', blocks: [] } })).toBe('formbricks');
    expect(guessFormat({ name: 'Product', questions: [{ id: 'a', type: 'nps', headline: { default: 'Recommend?' } }] })).toBe('formbricks'); // without endings
  });
});
