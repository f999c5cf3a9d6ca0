import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from '../../../ui/api.ts';
import type { CustomerConsents, Preferences, Purpose, suppressionListSchema } from '../consent.contract.ts';

export const purposesQuery = queryOptions({ queryKey: ['consent', 'purposes'], queryFn: ({ signal }) => api.get<{ items: Purpose[] }>('/api/consent-purposes', { signal }) });
export const consentsQuery = (customerId: string) => queryOptions({ queryKey: ['consent', 'customer', customerId], queryFn: ({ signal }) => api.get<CustomerConsents>(`/api/customers/${customerId}/consents`, { signal }) });
export const preferencesQuery = (customerId: string) => queryOptions({ queryKey: ['consent', 'preferences', customerId], queryFn: ({ signal }) => api.get<Preferences>(`/api/customers/${customerId}/preferences`, { signal }) });
export const suppressedQuery = (search: string) => infiniteQueryOptions({
  queryKey: ['consent', 'suppressed', search],
  queryFn: ({ pageParam, signal }) => api.get<z.infer<typeof suppressionListSchema>>('/api/suppressed-addresses', { query: { limit: 50, cursor: pageParam, search }, signal }),
  initialPageParam: '',
  getNextPageParam: ({ nextCursor }) => nextCursor,
});
