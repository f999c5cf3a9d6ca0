import { describe, expect, it } from 'vitest';
import { judgeField, toField } from './field-draft.logic.ts';

const draft = { key: '', labelDe: 'Treuestufe', labelEn: 'Loyalty level', type: 'choice' as const, choices: 'Gold\n\n Silber \nGold', isPersonal: true };

describe('a custom field', () => {
  it('gets its key from the English name and each choice once', () => {
    expect(toField(draft)).toEqual({ key: 'loyaltyLevel', labelDe: 'Treuestufe', labelEn: 'Loyalty level', type: 'choice', choices: ['Gold', 'Silber'], isPersonal: true });
  });
  it('takes the German name where no English one was given', () => {
    expect(toField({ ...draft, labelEn: '', type: 'text' })).toEqual({ key: 'treuestufe', labelDe: 'Treuestufe', labelEn: 'Treuestufe', type: 'text', choices: null, isPersonal: true });
  });
  it('is not saved without a name, with a bad or taken key, or without choices', () => {
    expect(judgeField(toField({ ...draft, labelDe: ' ' }), [])).toBe('label');
    expect(judgeField(toField({ ...draft, key: 'Große Zahl' }), [])).toBe('key');
    expect(judgeField(toField(draft), ['loyaltyLevel'])).toBe('taken');
    expect(judgeField(toField({ ...draft, choices: '\n' }), [])).toBe('choices');
    expect(judgeField(toField(draft), [])).toBeNull();
  });
});
