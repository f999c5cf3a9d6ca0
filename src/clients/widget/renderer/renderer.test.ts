import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { fc } from '../../../kernel/testing/properties.ts';
import { describe, expect, it } from 'vitest';
import type { Definition } from '../../../listening/surveys/definition.contract.ts';
import { wordFaults } from './fault-words.logic.ts';
import { nowWithOffset } from './local-time.ts';
import { prefillFrom } from './prefill.logic.ts';
import { moved } from './questions/ranking.logic.ts';
import { readNumber } from './questions/read-number.logic.ts';
import { firstOpen, placeOf, screensOf, withAnswer } from './screens.logic.ts';
import { paletteOf } from './theme.logic.ts';
import { directionOf, sayIn } from './words.ts';

const built = new URL('../../../../dist/widget/survey.js', import.meta.url);

describe('what a phone has to load', () => {
  it.skipIf(!existsSync(built))('is at most 45 kB for all twenty kinds, and everything is in it', () => {
    const code = readFileSync(built);
    expect(gzipSync(code, { level: 9 }).byteLength).toBeLessThanOrEqual(45_000);
    expect(code.includes('Telefonnummer')).toBe(true);
    expect(/\bfrom\s*["']|ZodError/.test(code.toString())).toBe(false); // no further file, no validator
  });
});

const words = (de: string, en: string) => ({ de, en });
const asked: Definition = {
  languages: ['de', 'en'], title: words('Titel', 'Title'), endings: [{ id: 'end', title: words('Danke', 'Thanks') }], hidden: [{ id: 'campaign' }], look: { showsProgress: true, allowsBack: true, isOneByOne: false },
  pages: [
    { id: 'one', questions: [{ kind: 'nps', id: 'nps', title: words('?', '?') }, { kind: 'choice', id: 'reason', title: words('?', '?'), options: [{ id: 'price', label: words('Der Preis', 'The price') }, { id: 'net', label: words('Das Netz', 'The network') }] }] },
    { id: 'two', questions: [{ kind: 'choices', id: 'all_of', title: words('?', '?'), options: [{ id: 'a', label: words('A', 'A') }, { id: 'b', label: words('B', 'B') }] }, { kind: 'consent', id: 'agreed', title: words('?', '?'), label: words('Ja', 'Yes') }] },
  ],
};

describe('an address', () => {
  const read = (query: string) => prefillFrom(new URLSearchParams(query), asked, '2026-03-31');
  it('brings answers by id or wording, and values for hidden fields', () => {
    expect(read('nps=9&reason=the+price&all_of=a,B&agreed=accepted&campaign=spring')).toEqual({ answers: { nps: 9, reason: 'price', all_of: ['a', 'b'], agreed: true }, hidden: { campaign: 'spring' }, clicked: null });
  });
  it('brings the answer that was clicked in a mail', () => {
    expect(read('t=abc&a=nps:9')).toEqual({ answers: { nps: 9 }, hidden: {}, clicked: 'nps' });
  });
  it('may be wrong in any way: what does not fit is left out', () => {
    expect(read('nps=11&reason=nonsense&all_of=a,x&agreed=maybe&a=nps&utm_source=x')).toEqual({ answers: {}, hidden: {}, clicked: null });
    fc.assert(fc.property(fc.constantFrom('nps', 'reason', 'all_of', 'agreed', 'a', '__proto__'), fc.string(), (name, text) => Object.values(prefillFrom(new URLSearchParams({ [name]: text }), asked, '2026-03-31').hidden).length === 0), { numRuns: 200 });
  });
});

describe('screens', () => {
  const steps = asked.pages.map((page) => ({ page, questions: page.questions }));
  it('are pages, or one question each', () => {
    expect(screensOf({ steps }, false).map(({ id }) => id)).toEqual(['one', 'two']);
    expect(screensOf({ steps }, true).map(({ id }) => id)).toEqual(['nps', 'reason', 'all_of', 'agreed']);
  });
  it('are found by page or question, and begin where something is open', () => {
    const screens = screensOf({ steps }, false);
    expect([placeOf(screens, 'agreed'), placeOf(screens, 'two'), placeOf(screens, 'gone'), firstOpen(screens, { nps: 0, reason: 'net' }), firstOpen(screens, {})]).toEqual([1, 1, 0, 1, 0]);
  });
  it('forget an answer that was taken back', () => {
    expect(withAnswer({ nps: 9, all_of: ['a'] }, 'all_of', [])).toEqual({ nps: 9 });
    expect(withAnswer({}, 'nps', 0)).toEqual({ nps: 0 });
    expect(withAnswer({ agreed: true }, 'agreed', false)).toEqual({ agreed: false });
  });
});

describe('a number as people type it', () => {
  it.each([
    ['12', 'de', 12], ['12,5', 'de', 12.5], ['12.5', 'de', 12.5], ['1.234', 'de', 1234], ['1.234,5', 'de', 1234.5], ['1,234', 'en', 1234], ['1,234.5', 'en', 1234.5], ['12,5', 'en', 12.5], [' 1 234 ', 'de', 1234], ['-3', 'de', -3],
    ['zwölf', 'de', null], ['1.2.3', 'de', null], ['', 'de', null], ['-', 'de', null], ['1e5', 'de', null],
  ])('%s in %s is %s', (text, language, value) => expect(readNumber(text, language)).toBe(value));
});

describe('a theme', () => {
  const channel = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const luminance = (color: string) => [1, 3, 5].map((at) => channel(Number.parseInt(color.slice(at, at + 2), 16) / 255)).reduce((sum, value, at) => sum + value * ([0.2126, 0.7152, 0.0722][at] ?? 0), 0);
  const ratio = (one = '', other = '') => (Math.max(luminance(one), luminance(other)) + 0.05) / (Math.min(luminance(one), luminance(other)) + 0.05);
  const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
  it('of any three colours can be read, by day and by night', () => {
    fc.assert(fc.property(colour, colour, colour, fc.boolean(), (primary, background, text, isDark) => {
      const palette = paletteOf({ primary, background, text }, isDark);
      expect(ratio(palette['--ink'], palette['--ground'])).toBeGreaterThanOrEqual(4.4); // black or white on a middling grey: 4.58
      expect(ratio(palette['--soft'], palette['--ground'])).toBeGreaterThanOrEqual(3.9);
      expect(ratio(palette['--on-accent'], palette['--accent'])).toBeGreaterThanOrEqual(4.4);
      expect(ratio(palette['--accent'], palette['--ground'])).toBeGreaterThanOrEqual(2.9);
    }), { numRuns: 300 });
  });
  it('cannot bring CSS of its own', () => {
    expect(paletteOf({ primary: 'red;background:url(//evil)' }, false)['--accent']).toBe('#653a9b');
  });
});

describe('words', () => {
  it('are German for German surveys and English for all others', () => {
    expect([sayIn('de-AT')('next'), sayIn('en')('next'), sayIn('fr')('next')]).toEqual(['Weiter', 'Next', 'Next']);
    expect([sayIn('de')('fault.summary', { count: 1 }), sayIn('en')('fault.summary', { count: 3 })]).toEqual(['Bitte sehen Sie sich eine Angabe noch einmal an.', 'Please look at 3 answers again.']);
    expect([directionOf('ar-EG'), directionOf('de')]).toEqual(['rtl', 'ltr']);
  });
  it('say each fault once, and what the limit is', () => {
    const say = sayIn('en');
    expect(wordFaults([{ code: 'required', part: 'a' }, { code: 'required', part: 'b' }], 'matrix', say, String)).toBe('Please answer every row.');
    expect(wordFaults([{ code: 'too_high', high: 90 }], 'number', say, String)).toBe('The largest possible value is 90.');
    expect(wordFaults([{ code: 'wrong_shape' }], 'number', say, String)).toBe('Please enter a number.');
    expect(wordFaults([{ code: 'bad_email', part: 'email' }], 'contact', say, String)).toBe(''); // stands at its field
  });
});

it('a ranking keeps all its options wherever one is dragged', () => {
  expect([moved(['a', 'b', 'c'], 'a', 2), moved(['a', 'b', 'c'], 'c', -5), moved(['a', 'b'], 'a', 9)]).toEqual([['b', 'c', 'a'], ['c', 'a', 'b'], ['b', 'a']]);
});

it('a moment carries the offset of the customer’s clock', () => {
  const at = new Date('2026-03-31T07:05:00Z');
  expect(nowWithOffset(at)).toMatch(/^2026-03-3[01]T\d\d:05:00\.000[+-]\d\d:\d\d$/);
  expect(new Date(nowWithOffset(at)).getTime()).toBe(at.getTime());
});
