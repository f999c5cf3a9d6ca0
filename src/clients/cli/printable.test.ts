import { expect, it } from 'vitest';
import { printable } from './printable.ts';

it('what a terminal would obey is not printed, everything else is', () => {
  expect(printable('\u001b[31mred\u001b]0;title\u0007\u009b2J\tähm 😀\r\n')).toBe('[31mred]0;title2J\tähm 😀\r\n');
});
