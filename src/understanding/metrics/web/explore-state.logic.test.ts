import { describe, expect, it } from 'vitest';
import { answersAddress, compareQuery, exploreDefaults, lastDayOf, monthsOf, scopeQuery } from './explore-state.logic.ts';

const state = (changes: Partial<typeof exploreDefaults> = {}) => ({ ...exploreDefaults, ...changes });

describe('what the page of scores asks', () => {
  it('is the last months with the running one, all, or those that were chosen', () => {
    expect(monthsOf(state(), '2026-11-22')).toEqual({ from: '2025-11', to: undefined });
    expect(monthsOf(state({ months: 'all' }), '2026-11-22')).toEqual({ from: undefined, to: undefined });
    expect(monthsOf(state({ months: 'own', from: '2026-01', to: 'x' }), '2026-11-22')).toEqual({ from: '2026-01', to: undefined });
  });
  it('compares whole months with as many before', () => {
    expect(compareQuery(state({ months: '3' }), 'de', '2026-11-22')).toMatchObject({ score: 'nps', lang: 'de', from: '2026-08', to: '2026-10' });
    expect(compareQuery(state({ months: 'all' }), 'de', '2026-11-22')).toMatchObject({ from: '2025-11', to: '2026-10' });
    expect(compareQuery(state({ versus: 'group', by: 'channel', first: 'shop' }), 'en', '2026-11-22')).toMatchObject({ by: 'channel', first: 'shop', second: undefined, from: '2025-11' });
    // All time of the page is all time of its comparison.
    expect(compareQuery(state({ versus: 'group', months: 'all', first: 'shop' }), 'en', '2026-11-22')).toMatchObject({ from: '1970-01', to: undefined });
    expect(compareQuery(state({ versus: 'group', months: 'own', to: '2026-03', first: 'shop' }), 'en', '2026-11-22')).toMatchObject({ from: '1970-01', to: '2026-03' });
  });
  it('names the question of a survey, and what is known of customers', () => {
    expect(scopeQuery(state({ score: 'question', question: 'yearly/price.fair', attribute: 'field.tier=gold=1' }), 'en')).toMatchObject({ survey: 'yearly', item: 'price.fair', attribute: 'field.tier', attributeValue: 'gold=1' });
  });
});

describe('the answers behind a figure', () => {
  it('have the same filters, and those of the group and the period', () => {
    expect(answersAddress(state({ group: 'private' }), { by: 'stage', key: 'service', from: '2026-03-01', to: lastDayOf('2026-03-01', 'month') })).toBe('/listening/answers?stage=service&group=private&role=nps&from=2026-03-01&to=2026-03-31');
    expect([lastDayOf('2026-03-02', 'week'), lastDayOf('2026-01-01', 'quarter')]).toEqual(['2026-03-08', '2026-03-31']);
  });
  it('cannot be listed by what is known of customers', () => {
    expect(answersAddress(state({ attribute: 'country=DE' }))).toBeNull();
    expect(answersAddress(state(), { by: 'attribute.country', key: 'DE' })).toBeNull();
  });
});
