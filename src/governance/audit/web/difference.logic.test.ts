import { describe, expect, it } from 'vitest';
import { askedOf, noFilter } from './audit-filter.logic.ts';
import { fieldChanges, humaniseField, kindOfValue } from './difference.logic.ts';

describe('what an entry changed', () => {
  it('is told field by field, in objects one level deeper, without inner numbers', () => {
    expect(fieldChanges({ before: { name: 'Ann', traits: { city: 'Bonn' }, id: 'x' }, after: { name: 'Anna', traits: { city: 'Köln', age: 44 } } })).toEqual([
      { field: 'name', before: 'Ann', after: 'Anna' }, { field: 'traits.city', before: 'Bonn', after: 'Köln' }, { field: 'traits.age', before: undefined, after: 44 },
    ]);
  });
  it('names fields without a word of their own readably', () => {
    expect([humaniseField('monthly_cents'), humaniseField('traits.firstName'), humaniseField('traits.PLZ')]).toEqual(['monthly cents', 'first name', 'PLZ']);
  });
  it('shows values by their kind', () => {
    expect([null, '', '[hidden]', true, false, '2026-01-02T03:04:05Z', ['a'], [], 'x', 0, { a: 1 }].map(kindOfValue)).toEqual(['none', 'none', 'hidden', 'yes', 'no', 'instant', 'list', 'none', 'text', 'text', 'structure']);
  });
});

it('asks for whole days of the own time zone, and for texts of three letters or more', () => {
  expect(askedOf({ ...noFilter, from: '2026-03-28', to: '2026-03-29', search: ' an ' })).toEqual({ from: new Date(2026, 2, 28).toISOString(), to: new Date(2026, 2, 30).toISOString() });
  expect(askedOf({ ...noFilter, from: '28.3.', search: 'ann ', kind: 'look' })).toEqual({ search: 'ann', kind: 'look' });
});
