import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from '../../../ui/api.ts';
import type { CustomerPage, CustomField, MergePreview, customerListSchema, unmergePreviewSchema } from '../customers.contract.ts';
import type { SearchTerm } from './find/search-term.logic.ts';

type CustomerList = z.infer<typeof customerListSchema>;
export type UnmergePreview = z.infer<typeof unmergePreviewSchema>;

export const customerPath = (id: string): string => `/api/customers/${encodeURIComponent(id)}`;

export const customerQuery = (id: string) =>
  queryOptions({ queryKey: ['customer', id], queryFn: ({ signal }) => api.get<CustomerPage>(customerPath(id), { signal }) });

export const searchQuery = (term: SearchTerm, limit = 50) => {
  const query = term.kind === 'words' ? { search: term.search } : term.kind === 'identifier' ? { identifier: term.identifier } : {};
  return infiniteQueryOptions({
    queryKey: ['customers', query, limit],
    queryFn: ({ signal, pageParam }) => api.get<CustomerList>('/api/customers', { query: { ...query, limit, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    // The last answer stays in sight until the next one is there.
    placeholderData: (before) => before,
  });
};

export const mergePreviewQuery = (id: string, withId: string) =>
  queryOptions({ queryKey: ['customer', id, 'merge-preview', withId], queryFn: ({ signal }) => api.get<MergePreview>(`${customerPath(id)}/merge-preview`, { query: { with: withId }, signal }), gcTime: 0, staleTime: 0 });

export const unmergePreviewQuery = (linkId: string) =>
  queryOptions({ queryKey: ['link', linkId, 'unmerge-preview'], queryFn: ({ signal }) => api.get<UnmergePreview>(`/api/links/${encodeURIComponent(linkId)}/unmerge-preview`, { signal }), gcTime: 0, staleTime: 0 });

export const customFieldsQuery = queryOptions({
  queryKey: ['custom-fields'], queryFn: ({ signal }) => api.get<{ items: CustomField[] }>('/api/custom-fields', { signal }),
});

/** After something about customers has changed: what is shown is asked again. */
export async function refreshCustomers(queries: QueryClient): Promise<void> {
  await Promise.all(['customer', 'customers', 'timeline', 'links'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
}
