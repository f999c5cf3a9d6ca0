import { describe, expect, it } from 'vitest';
import { codeFrom, emptyForm, inOrder, isComplete } from './survey-form.logic.ts';

describe('the form of a survey', () => {
  it.each([['Nach der Reparatur!', 'nach_der_reparatur'], ['  Größe & Übung ', 'groesse_uebung'], ['24 h später', 'h_spaeter'], ['Café', 'cafe'], ['!!!', ''], ['x'.repeat(80), 'x'.repeat(60)]])('makes of %j the short name %j', (heading, code) => {
    expect(codeFrom(heading)).toBe(code);
  });
  it('can be saved when both headings, a touchpoint and a dimension are there', () => {
    const full = { ...emptyForm, code: 'a1', touchpoint: 'shop', nameDe: 'A', nameEn: 'B' };
    expect(isComplete(full)).toBe(true);
    expect(isComplete({ ...full, nameEn: ' ' })).toBe(false);
    expect(isComplete({ ...full, dimensions: [] })).toBe(false);
  });
  it('keeps dimensions in the order in which they are offered', () => {
    expect(inOrder(['ease', 'speed'], ['speed', 'ease', 'information'])).toEqual(['speed', 'ease']);
  });
});
