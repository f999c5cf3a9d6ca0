import { describe, expect, it } from 'vitest';
import { askedBy, customersShown } from './looks.logic.ts';

const anna = '00000000-0000-8000-8000-00000000000a';
const ben = '00000000-0000-8000-8000-00000000000b';
const response = '00000000-0000-8000-8000-00000000000c';

describe('whom an answer shows', () => {
  it('is the customer in the address', () => {
    expect(customersShown('/api/customers/:id/timeline', { id: anna }, { items: [{ id: response }] })).toEqual([anna]);
    expect(customersShown('/api/links/:id/unmerge-preview', { id: anna }, null)).toEqual([]);
  });
  it('is everybody in a list of customers, in its order', () => {
    const items = [{ id: anna, identifiers: [], traits: {} }, { id: ben, identifiers: [], traits: {} }];
    expect(customersShown('/api/customers', {}, { items, nextCursor: null })).toEqual([anna, ben]);
  });
  it('is whoever gave the answers that are shown, and nobody where that is hidden', () => {
    expect(customersShown('/api/answers', {}, { items: [{ responseId: response, customerId: ben }, { customerId: null }] })).toEqual([ben]);
  });
});

it('names what was asked for without what was searched', () => {
  expect(askedBy({ search: 'Anna Meier', limit: 25, cursor: 'x' })).toEqual(['search']);
});
