import type { CaseFilter, CaseSort, View } from '../../../cases/cases.contract.ts';

/** What the list shows, as it stands in the address. '' means: as the view says. */
export const startFilters = { view: '', status: '', priority: '', assignee: '', department: '', touchpoint: '', channel: '', due: '', knownIssue: '', customerId: '', search: '', sort: '' };
export type DeskFilters = typeof startFilters;

/** Those that narrow a view; sorting and the view itself do not. */
export const narrowing = ['status', 'priority', 'assignee', 'department', 'touchpoint', 'channel', 'due', 'knownIssue', 'customerId', 'search'] as const;

const FIRST_VIEW = 'mine';
export const viewOf = ({ view }: DeskFilters): string => (view === '' ? FIRST_VIEW : view);

/** The address's filters as the list is asked for. */
export function toCaseQuery(filters: DeskFilters): Record<string, string> {
  const given = Object.entries({ ...filters, view: viewOf(filters) }).filter(([, value]) => value !== '');
  return Object.fromEntries(given);
}

export const isNarrowed = (filters: DeskFilters): boolean => narrowing.some((name) => filters[name] !== '');

/** View and filters together, to be saved under a name. What is typed into the address wins over the view. */
export function toSavedView(filters: DeskFilters, view: View | undefined): { filter: CaseFilter; sort: CaseSort } {
  const listed = (text: string) => text.split(',').filter((one) => one !== '');
  const own: Record<string, unknown> = {};
  for (const name of narrowing) {
    const value = filters[name];
    if (value !== '') own[name] = name === 'status' || name === 'priority' ? listed(value) : value;
  }
  const sort = (['due', 'newest', 'oldest', 'priority'] as const).find((one) => one === filters.sort);
  return { filter: { ...view?.filter, ...own } as CaseFilter, sort: sort ?? view?.sort ?? 'due' }; // the server checks every value
}

/** Whoever has nothing of their own begins where something waits; null: where the address says. */
export function firstFilledView(views: readonly Pick<View, 'id' | 'n'>[], filters: DeskFilters): string | null {
  const isFilled = (id: string) => (views.find((view) => view.id === id)?.n ?? 0) > 0;
  if (filters.view !== '' || isNarrowed(filters) || isFilled(FIRST_VIEW)) return null;
  return ['unassigned', 'overdue', 'waiting', 'all'].find(isFilled) ?? null;
}
