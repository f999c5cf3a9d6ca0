import { expect, it } from 'vitest';
import { readRecent, rememberRecent } from './recent-touchpoints.logic.ts';

it('keeps the last four touchpoints of this device, each once, and bears what others stored', () => {
  let stored = '';
  const keep = (text: string) => void (stored = text);
  expect(['a', 'b', 'c', 'a', 'd', 'e'].reduce<string[]>((recent, code) => rememberRecent(recent, code, keep), [])).toEqual(['e', 'd', 'a', 'c']);
  expect([readRecent(stored), readRecent(null), readRecent('{'), readRecent('[1,"x"]')]).toEqual([['e', 'd', 'a', 'c'], [], [], ['x']]);
});
