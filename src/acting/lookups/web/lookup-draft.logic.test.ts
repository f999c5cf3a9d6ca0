import { describe, expect, it } from 'vitest';
import { codeOf, emptyDraft, emptyField, inputOf } from './lookup-draft.logic.ts';

describe('the draft of a lookup', () => {
  it('leaves a secret that is not typed again as it is, and takes it away with its header', () => {
    expect('secret' in inputOf({ ...emptyDraft, secretHeader: 'authorization' }, false)).toBe(false);
    expect(inputOf({ ...emptyDraft, secretHeader: 'authorization', secret: 'Bearer x' }, false).secret).toBe('Bearer x');
    expect(inputOf({ ...emptyDraft, secretHeader: ' ' }, false)).toMatchObject({ secret: null, secretHeader: null });
  });
  it('reads headers line by line', () => {
    expect(inputOf({ ...emptyDraft, headers: 'accept-language: de\nx-a:b:c\nnonsense' }, true).headers).toEqual({ 'accept-language': 'de', 'x-a': 'b:c' });
  });
  it('says a verdict in words only when all three are there in both languages', () => {
    const words = { good: { de: 'gut', en: 'good' }, fair: { de: 'mittel', en: 'fair' }, bad: { de: '', en: 'bad' } };
    expect(inputOf({ ...emptyDraft, fields: [{ ...emptyField, goodFrom: 75, words }] }, true).fields[0]).toMatchObject({ goodFrom: 75, badFrom: null, words: null });
  });
  it('makes a code out of a name', () => {
    expect(codeOf('1. Netz für Größen!')).toBe('netz_fuer_groessen');
  });
});
