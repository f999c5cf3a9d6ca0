import { describe, expect, it } from 'vitest';
import { missingOf, newSourceBodyOf, previewBodyOf, sourceDraftOf, withField } from './source-draft.logic.ts';

const draft = { ...sourceDraftOf(null), name: ' Portal ', kind: 'json' as const, url: ' https://portal.example/reviews ' };

describe('a source in the form', () => {
  it('says what is missing, one thing after the other', () => {
    expect(missingOf({ ...draft, name: ' ' })).toBe('name');
    expect(missingOf({ ...draft, url: 'portal' })).toBe('url');
    expect(missingOf(draft)).toBe('mapping');
    const mapped = { ...draft, mapping: withField(draft.mapping, 'text', 'comment') };
    expect(missingOf({ ...mapped, worst: 5 })).toBe('scale');
    expect(missingOf({ ...mapped, rules: [{ field: 'words', contains: 'x', touchpoint: '' }] })).toBe('rules');
    expect(missingOf(mapped)).toBeNull();
  });
  it('sends no empty texts, and asks for a mapping while there is none', () => {
    expect(newSourceBodyOf(draft)).toMatchObject({ name: 'Portal', url: 'https://portal.example/reviews', touchpoint: null, replyUrl: null, everyMinutes: 60 });
    expect(previewBodyOf(draft, { sourceId: null, example: '' })).toMatchObject({ kind: 'json', url: 'https://portal.example/reviews', mapping: null });
    expect(withField(withField(draft.mapping, 'text', 'a'), 'text', '').fields).toEqual({});
  });
});
