import { describe, expect, it } from 'vitest';
import { firstFilledView, isNarrowed, startFilters, toCaseQuery, toSavedView } from './desk-filters.logic.ts';

describe('the filters of the desk', () => {
  it('begin with the own cases', () => {
    expect(toCaseQuery(startFilters)).toEqual({ view: 'mine' });
    expect(isNarrowed(startFilters)).toBe(false);
  });
  it('narrow the chosen view', () => {
    expect(toCaseQuery({ ...startFilters, view: 'all', priority: 'urgent', sort: 'newest' })).toEqual({ view: 'all', priority: 'urgent', sort: 'newest' });
    expect(isNarrowed({ ...startFilters, view: 'all', sort: 'newest' })).toBe(false);
    expect(isNarrowed({ ...startFilters, search: 'router' })).toBe(true);
  });
  it('become a view of their own together with the view they narrow', () => {
    const view = { id: 'overdue', kind: 'built_in' as const, name: '', filter: { due: 'overdue' as const }, sort: 'due' as const, n: 3, countedAt: null };
    expect(toSavedView({ ...startFilters, view: 'overdue', status: 'new,open', department: 'service' }, view)).toEqual({
      filter: { due: 'overdue', status: ['new', 'open'], department: 'service' }, sort: 'due',
    });
  });
});

describe('the view with which the desk begins', () => {
  const views = [{ id: 'mine', n: 0 }, { id: 'unassigned', n: 0 }, { id: 'overdue', n: 4 }, { id: 'all', n: 9 }];
  it('is the first in which something waits, where nothing waits for oneself', () => {
    expect(firstFilledView(views, startFilters)).toBe('overdue');
    expect(firstFilledView(views.map((view) => ({ ...view, n: 0 })), startFilters)).toBeNull();
  });
  it('is the own one, or what the address says', () => {
    expect(firstFilledView([{ id: 'mine', n: 1 }, { id: 'overdue', n: 4 }], startFilters)).toBeNull();
    expect(firstFilledView(views, { ...startFilters, view: 'mine' })).toBeNull();
    expect(firstFilledView(views, { ...startFilters, search: 'Petersen' })).toBeNull();
  });
});
