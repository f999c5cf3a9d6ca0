import { describe, expect, it } from 'vitest';
import { changedTraits, keyFromLabel, otherTraits, readField, toLines } from './details.logic.ts';

describe('what else is known', () => {
  it('leaves out what the page shows elsewhere and what is empty', () => {
    const traits = { name: 'Anna', vip: true, plan: 'M', favouriteShop: 'Kassel', language: 'de', nothing: null };
    const customFields = [{ key: 'favouriteShop', labelDe: 'Stammshop', labelEn: 'Favourite shop', type: 'text' as const, choices: null, value: 'Kassel' }];
    expect(otherTraits({ traits, customFields, preferences: { language: 'de' } })).toEqual({ plan: 'M', vip: true });
  });
});

describe('changed traits', () => {
  const before = { age: 41, vip: true, plan: 'M', address: { city: 'Kassel' } };
  it('are only those that changed, with the type they had', () => {
    expect(changedTraits(before, [{ key: 'age', text: '42', isNew: false }, { key: 'vip', text: 'false', isNew: false }, { key: 'plan', text: 'M', isNew: false }])).toEqual({ age: 42, vip: false });
  });
  it('are null when taken away, and never touch what is not edited by hand', () => {
    expect(changedTraits(before, toLines({ age: 41, vip: true }))).toEqual({ plan: null });
  });
  it('take a new one under its trimmed name', () => {
    expect(changedTraits({}, [{ key: ' note ', text: 'ruft gern abends an', isNew: true }, { key: ' ', text: 'x', isNew: true }])).toEqual({ note: 'ruft gern abends an' });
  });
});

describe('custom fields', () => {
  it('read each type and refuse what does not fit', () => {
    expect(readField({ type: 'number', choices: null }, '3,5')).toBe(3.5);
    expect(readField({ type: 'number', choices: null }, 'viel')).toBeUndefined();
    expect(readField({ type: 'boolean', choices: null }, 'false')).toBe(false);
    expect(readField({ type: 'date', choices: null }, '2026-03-04')).toBe('2026-03-04');
    expect(readField({ type: 'choice', choices: ['Gold', 'Silber'] }, 'Bronze')).toBeUndefined();
    expect(readField({ type: 'text', choices: null }, '  ')).toBeNull();
  });
  it('get a key from their name', () => {
    expect(keyFromLabel('Lieblings-Shop (ÖPNV)')).toBe('lieblingsShopOepnv');
    expect(keyFromLabel('2. Ansprechpartner')).toBe('ansprechpartner');
    expect(keyFromLabel('…')).toBe('');
  });
});
