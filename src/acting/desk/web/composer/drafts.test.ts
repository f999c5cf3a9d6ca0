import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetDraft, keepDraft, listDrafts, readDraft } from './drafts.ts';

describe('a draft in the browser', () => {
  beforeEach(() => {
    const kept: Record<string, string> = {};
    const hidden = (value: unknown) => ({ value, enumerable: false });
    vi.stubGlobal('localStorage', Object.defineProperties(kept, {
      getItem: hidden((key: string) => kept[key] ?? null),
      setItem: hidden((key: string, value: string) => { kept[key] = value; }),
      removeItem: hidden((key: string) => { delete kept[key]; }),
    }));
  });
  afterEach(() => { vi.unstubAllGlobals(); });

  it('is there again after a reload, for the one who wrote it', () => {
    keepDraft('anna', 'c1', { mode: 'note', html: '<p>Router geprüft</p>', at: 1_000 });
    expect(readDraft('anna', 'c1', 2_000)).toEqual({ mode: 'note', html: '<p>Router geprüft</p>', at: 1_000 });
    expect(readDraft('bert', 'c1', 2_000)).toBeNull();
    expect([...listDrafts('anna')]).toEqual(['c1']);
    expect([...listDrafts('bert')]).toEqual([]);
  });

  it('is gone after a week, when it is sent, and when nothing is left of it', () => {
    keepDraft('anna', 'c1', { mode: 'reply', html: '<p>Guten Tag</p>', at: 0 });
    expect(readDraft('anna', 'c1', 604_800_000)).toBeNull();
    forgetDraft('anna', 'c1');
    expect([...listDrafts('anna')]).toEqual([]);
    keepDraft('anna', 'c2', { mode: 'reply', html: '<p>x</p>', at: 0 });
    keepDraft('anna', 'c2', { mode: 'reply', html: '', at: 1 });
    expect([...listDrafts('anna')]).toEqual([]);
  });

  it('is none when something else lies under its name', () => {
    localStorage.setItem('momente.draft.anna.c1', '{"mode":"shout"}');
    localStorage.setItem('momente.draft.anna.c2', 'not json');
    expect(readDraft('anna', 'c1', 0)).toBeNull();
    expect(readDraft('anna', 'c2', 0)).toBeNull();
  });
});
