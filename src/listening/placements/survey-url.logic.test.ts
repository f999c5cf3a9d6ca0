import { expect, it } from 'vitest';
import { darkRuns, qrModules, qrSvg } from './qr-code.logic.ts';
import { asPrinted, surveyUrl } from './survey-url.logic.ts';

it('an address says what it should, and no value takes the place of our own words', () => {
  expect(surveyUrl('https://m.example', 'after_call')).toBe('https://m.example/s/after_call');
  expect(surveyUrl('https://m.example', 'after_call', { language: 'de', token: 'abc', source: 'qr', values: { store: 'Altona & Mitte', lang: 'xx', t: 'stolen', empty: '' }, skipsPrefilled: true, isEmbedded: true }))
    .toBe('https://m.example/s/after_call?t=abc&lang=de&source=qr&store=Altona+%26+Mitte&skipPrefilled=true&embed=true');
  expect(asPrinted('https://m.example/k/k7m4p')).toBe('m.example/k/k7m4p');
});

it('a QR code has its three corners, covers all dark modules once, and says in words what it is', () => {
  const modules = qrModules('https://m.example/k/k7m4p');
  // Version 2 (25 × 25) holds it; ISO/IEC 18004, 6.3: three finder patterns of 7 × 7.
  expect(modules.length).toBe(25);
  const corner = (x: number, y: number) => modules.slice(y, y + 7).map((row) => row.slice(x, x + 7).map(Number).join('')).join(' ');
  const finder = '1111111 1000001 1011101 1011101 1011101 1000001 1111111';
  expect([corner(0, 0), corner(18, 0), corner(0, 18)]).toEqual([finder, finder, finder]);
  expect(darkRuns(modules).reduce((sum, { width }) => sum + width, 0)).toBe(modules.flat().filter(Boolean).length);
  expect(qrSvg('x', 'A <b> & "c"')).toContain('aria-label="A &#60;b&#62; &#38; &#34;c&#34;"');
});
