import { expect, it } from 'vitest';
import { isForeignAnswer, withoutForeignAnswer } from './foreign-answers.logic.ts';

const answer = { channel: 'survey', department: 'sales', text: 'Zu teuer' };

it('whoever is limited to other departments sees that somebody answered, not what', () => {
  expect(withoutForeignAnswer(answer, ['service'], { text: '' })).toEqual({ channel: 'survey', department: 'sales', text: '' });
  expect(withoutForeignAnswer(answer, ['service', 'sales'], { text: '' })).toBe(answer);
  expect(withoutForeignAnswer(answer, null, { text: '' })).toBe(answer);
});

it('a contact that is no answer belongs to the company; an answer of no department to nobody who is limited', () => {
  expect(isForeignAnswer({ channel: 'mail', department: 'sales' }, ['service'])).toBe(false);
  expect(isForeignAnswer({ channel: 'survey', department: null }, ['service'])).toBe(true);
});
