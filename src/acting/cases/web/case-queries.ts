import { infiniteQueryOptions, queryOptions, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from '../../../ui/api.ts';
import type { Case, caseListSchema, CaseItem, DeskChoices, entryListSchema, PresentPerson, viewListSchema } from '../cases.contract.ts';

export type CasePage = z.infer<typeof caseListSchema>;
export type EntryPage = z.infer<typeof entryListSchema>;
type ViewPage = z.infer<typeof viewListSchema>;

/** What a list is asked for, as it stands in the address. */
export type CaseQuery = Record<string, string>;

export const casePath = (id: string): string => `/api/cases/${encodeURIComponent(id)}`;

export const caseListQuery = (query: CaseQuery) =>
  infiniteQueryOptions({
    queryKey: ['cases', 'list', query],
    queryFn: ({ signal, pageParam }) => api.get<CasePage>('/api/cases', { query: { ...query, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    // The last list stays in sight until the next one is there.
    placeholderData: (before) => before,
  });

export const caseQuery = (id: string) => queryOptions({ queryKey: ['cases', id], queryFn: ({ signal }) => api.get<Case>(casePath(id), { signal }) });

/** Newest page first; older ones on demand. */
export const entriesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['cases', id, 'entries'],
    queryFn: ({ signal, pageParam }) => api.get<EntryPage>(`${casePath(id)}/entries`, { query: { limit: 50, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });

export const viewsQuery = queryOptions({ queryKey: ['case-views'], queryFn: ({ signal }) => api.get<ViewPage>('/api/case-views', { signal }) });

/** Colleagues, categories and departments that a case may be given. */
export const choicesQuery = queryOptions({ queryKey: ['desk-choices'], queryFn: ({ signal }) => api.get<DeskChoices>('/api/desk/choices', { signal }), staleTime: 5 * 60_000 });

/** Who else has a case open; told by the server as it happens. */
export const presenceKey = (id: string) => ['case-presence', id] as const;
export const presenceQuery = (id: string) => queryOptions<PresentPerson[]>({ queryKey: presenceKey(id), queryFn: () => [], staleTime: Infinity });

/** Writes what is known of one case into every list that shows it. */
export function patchLists(queries: QueryClient, id: string, change: Partial<CaseItem>): void {
  queries.setQueriesData<InfiniteData<CasePage>>({ queryKey: ['cases', 'list'] }, (list) => list && {
    ...list,
    pages: list.pages.map((page) => (page.items.some((item) => item.id === id) ? { ...page, items: page.items.map((item) => (item.id === id ? { ...item, ...change } : item)) } : page)),
  });
}

/** After something about a case has changed: the case with all that hangs on it, the lists and the counters. */
export async function refreshCase(queries: QueryClient, id: string): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: ['cases', id] }),
    queries.invalidateQueries({ queryKey: ['cases', 'list'] }),
    queries.invalidateQueries({ queryKey: viewsQuery.queryKey }),
  ]);
}
