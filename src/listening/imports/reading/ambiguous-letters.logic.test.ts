import { expect, it } from 'vitest';
import { isAmbiguous } from './ambiguous-letters.logic.ts';

const latin = (text: string) => Buffer.from(text, 'latin1');

it.each([
  ['Müller;Straße 4;größer;Ärger über Öl', latin('Müller;Straße 4;größer;Ärger über Öl')],
  ['Crème brûlée, garçon, señor, Åse', latin('Crème brûlée, garçon, señor, Åse')],
  ['12 € „gut“ – geht’s', latin('12 \u0080 \u0084gut\u0093 \u0096 geht\u0092s')],
  ['§ 3, 20 °C, 5 m², © Nordfunk', latin('\u00a7 3, 20 \u00b0C, 5 m\u00b2, \u00a9 Nordfunk')],
])('is sure of %s in Windows-1252', (_text, bytes) => {
  expect(isAmbiguous(bytes)).toBe(false);
});

it.each([
  ['Müller of DOS (CP850)', Uint8Array.of(0x4d, 0x81, 0x6c, 0x6c, 0x65, 0x72)],
  ['Jörg of DOS (CP850)', Uint8Array.of(0x4a, 0x94, 0x72, 0x67)],
  ['Jörg of an old Macintosh', Uint8Array.of(0x4a, 0x9a, 0x72, 0x67)],
  ['Привет in Windows-1251', Uint8Array.of(0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2)],
  ['Łódź złoty in ISO 8859-2', Uint8Array.of(0x7a, 0xb3, 0x6f, 0x74, 0x79)],
  ['€ in ISO 8859-15', Uint8Array.of(0x31, 0x20, 0xa4)],
  ['Şahin in ISO 8859-9', Uint8Array.of(0xde, 0x61, 0x68, 0x69, 0x6e)],
])('is not sure of %s', (_text, bytes) => {
  expect(isAmbiguous(bytes)).toBe(true);
});
