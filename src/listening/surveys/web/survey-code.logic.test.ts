import { expect, it } from 'vitest';
import { codeFrom } from './survey-code.logic.ts';

it.each([['Nach der Reparatur!', 'nach_der_reparatur'], ['  Größe & Übung ', 'groesse_uebung'], ['24 h später', 'h_spaeter'], ['Café', 'cafe'], ['!!!', ''], ['x'.repeat(80), 'x'.repeat(60)]])('makes of %j the short name %j', (heading, code) => {
  expect(codeFrom(heading)).toBe(code);
});
