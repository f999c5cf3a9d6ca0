import type { Definition, Page, Question } from '../definition.contract.ts';

/** Words in both languages of the tests. */
export const both = (de: string, en = de) => ({ de, en });

/** A survey around the given pages: German and English, one ending. */
export function definitionOf(pages: Page[], changes: Partial<Definition> = {}): Definition {
  return {
    languages: ['de', 'en'],
    title: both('Nach dem Kontakt', 'After the contact'),
    pages,
    endings: [{ id: 'thanks', title: both('Danke', 'Thank you') }],
    hidden: [],
    look: { showsProgress: true, allowsBack: true, isOneByOne: false },
    ...changes,
  };
}

export const page = (id: string, questions: Question[], changes: Partial<Page> = {}): Page => ({ id, questions, ...changes });

export const nps = (id = 'nps', changes: Partial<Question> = {}): Question => ({ kind: 'nps', id, title: both('Würden Sie uns empfehlen?', 'Would you recommend us?'), ...changes }) as Question;

export const comment = (id = 'comment', changes: Partial<Question> = {}): Question => ({ kind: 'text', id, lines: 'many', title: both('Warum?', 'Why?'), ...changes }) as Question;

export const choice = (id: string, options: readonly string[], changes: Partial<Question> = {}): Question =>
  ({ kind: 'choice', id, title: both(id), options: options.map((option) => ({ id: option, label: both(option) })), ...changes }) as Question;

export const pairs = (id = 'pairs', changes: Partial<Question> = {}): Question =>
  ({
    kind: 'pairs', id, title: both('Was haben Sie erwartet, was erlebt?', 'What did you expect, what did you experience?'), roles: 'expectation_experience', scale: { low: 1, high: 7, naLabel: both('weiß nicht', 'cannot say') },
    firstLabel: both('Erwartet', 'Expected'), secondLabel: both('Erlebt', 'Experienced'),
    items: [{ id: 'fast', text: both('Tempo', 'Speed'), dimension: 'speed' }, { id: 'clear', text: both('Auskunft', 'Information'), dimension: 'information' }], ...changes,
  }) as Question;
