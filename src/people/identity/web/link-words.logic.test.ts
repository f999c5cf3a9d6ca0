import { describe, expect, it } from 'vitest';
import type { Link } from '../identity.contract.ts';
import { countSources, findNewLink, refusalKey, sortLinks } from './link-words.logic.ts';

const link = (id: string, change: Partial<Link> = {}): Link => ({
  id, from: { kind: 'email', value: 'a@b.de' }, to: { kind: 'userId', value: 'NF-1' }, source: 'shop', rule: 'same_event', actor: null, reason: null,
  at: '2026-03-01T10:00:00Z', state: 'active', refusedBecause: null, ...change,
});

describe('links of a customer', () => {
  it('are sorted by what they do, newest first', () => {
    const sorted = sortLinks([link('old'), link('new', { at: '2026-03-02T10:00:00Z' }), link('no', { state: 'refused' }), link('gone', { state: 'removed' })]);
    expect([sorted.active.map(({ id }) => id), sorted.refused.length, sorted.removed.length]).toEqual([['new', 'old'], 1, 1]);
  });
  it('name their sources, the most frequent first', () => {
    expect(countSources([link('a'), link('b', { source: 'app' }), link('c')])).toEqual([{ source: 'shop', n: 2 }, { source: 'app', n: 1 }]);
  });
});

describe('the link of a merge', () => {
  it('is the one by hand that was not there before', () => {
    const after = [link('auto'), link('earlier', { rule: 'manual' }), link('now', { rule: 'manual', at: '2026-03-04T10:00:00Z' })];
    expect(findNewLink(after, new Set(['auto', 'earlier']))?.id).toBe('now');
    expect(findNewLink(after, new Set(['auto', 'earlier', 'now']))).toBeNull();
  });
});

describe('refusals', () => {
  it('have words of their own, unknown ones are shown as they came', () => {
    expect(refusalKey('another_owner')).toBe('another_owner');
    expect(refusalKey('something new')).toBe('other');
    expect(refusalKey(null)).toBe('other');
  });
});
