import { describe, expect, it } from 'vitest';
import { forget, parseRecent, remember } from './recent.logic.ts';

const seen = (id: string) => ({ id, name: `Kunde ${id}`, seenAt: '2026-03-04T10:00:00Z' });

describe('customers looked at lately', () => {
  it('come newest first and only once', () => {
    expect(remember([seen('a'), seen('b')], seen('b')).map(({ id }) => id)).toEqual(['b', 'a']);
  });
  it('are twelve at most', () => {
    const twelve = Array.from({ length: 12 }, (_, n) => seen(String(n)));
    expect(remember(twelve, seen('new')).map(({ id }) => id)).toEqual(['new', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
  });
  it('are forgotten when they no longer exist', () => {
    expect(forget([seen('a'), seen('b')], ['a'])).toEqual([seen('b')]);
  });
  it('survive nonsense in the browser', () => {
    expect(parseRecent('{"no": "list"}')).toEqual([]);
    expect(parseRecent('broken')).toEqual([]);
    expect(parseRecent('[null, 3, {"id": "a"}]')).toEqual([]);
    expect(parseRecent(null)).toEqual([]);
  });
});
