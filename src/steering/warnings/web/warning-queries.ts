import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../../ui/api.ts';
import type { WarningDetail, WarningList, WarningSettings, Watch } from '../warnings.contract.ts';

type Language = 'de' | 'en';

export const warningsQuery = (filters: { state: string; score: string; worse: string }, lang: Language) => infiniteQueryOptions({
  queryKey: ['warnings', 'list', filters, lang],
  queryFn: ({ signal, pageParam }) => api.get<WarningList>('/api/warnings', { query: { ...filters, lang, cursor: pageParam }, signal }),
  initialPageParam: '',
  getNextPageParam: (page) => page.nextCursor,
  placeholderData: (before) => before,
});
export const warningQuery = (id: string, lang: Language) => queryOptions({ queryKey: ['warnings', 'one', id, lang], queryFn: ({ signal }) => api.get<WarningDetail>(`/api/warnings/${id}`, { query: { lang }, signal }) });
export const watchesQuery = (filters: { score: string; state: string }, lang: Language) => infiniteQueryOptions({
  queryKey: ['warnings', 'watches', filters, lang],
  queryFn: ({ signal, pageParam }) => api.get<{ items: Watch[]; nextCursor: string | null }>('/api/watches', { query: { ...filters, lang, cursor: pageParam }, signal }),
  initialPageParam: '',
  getNextPageParam: (page) => page.nextCursor,
  placeholderData: (before) => before,
});
export const settingsQuery = queryOptions({ queryKey: ['warnings', 'settings'], queryFn: ({ signal }) => api.get<WarningSettings>('/api/warnings/settings', { signal }) });
