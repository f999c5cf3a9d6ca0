import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { theme } from './theme.ts';

const danger = theme.colors?.['danger'] ?? [];
const channel = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const luminance = (hex = '#000000') => [0.2126, 0.7152, 0.0722].reduce((sum, weight, place) => sum + weight * channel(Number.parseInt(hex.slice(1 + place * 2, 3 + place * 2), 16) / 255), 0);
const contrast = (one?: string, other?: string) => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

// Which shade a variant takes is Mantine's: filled 7 and 6, outline 7 and 2, light, subtle and menus 9 and 0.
it.each([
  ['filled on a light page', '#ffffff', danger[7]], ['filled on a dark page', '#ffffff', danger[6]],
  ['outline on a light page', danger[7], '#ffffff'], ['outline on a dark page', danger[2], '#151619'],
  ['subtle on a light page', danger[9], '#ffffff'], ['subtle on a dark page', danger[0], '#25262b'],
])('has readable words on a button that takes something away, %s', (_where, one, other) => {
  expect(contrast(one, other)).toBeGreaterThan(4.5);
});
it('has no button in one shade of red for both pages', () => {
  const pages = globSync('src/**/*.tsx', { cwd: join(import.meta.dirname, '../..') }).filter((path) => /<(?:Button|ActionIcon|Menu\.Item)[^>]*color="red/.test(readFileSync(join(import.meta.dirname, '../..', path), 'utf8')));
  expect(pages).toEqual([]);
});
