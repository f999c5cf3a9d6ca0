import { expect, it } from 'vitest';
import { safeFileName } from './sniff-file.logic.ts';

it('keeps names, without paths and without endings that a double click runs', () => {
  expect(safeFileName('Rechnung%20M%C3%A4rz.pdf', 'application/pdf')).toBe('Rechnung März.pdf');
  expect(safeFileName('..%2F..%2Fetc%2Fpass%0D%0Ass%22wd.html', 'application/pdf')).toBe('passsswd.html.pdf');
  expect(safeFileName('los.BAT', 'text/plain')).toBe('los.BAT.txt');
  expect(safeFileName('bild.svg', 'image/png')).toBe('bild.svg.bin');
  expect(safeFileName('', 'image/png')).toBe('file.png');
});
