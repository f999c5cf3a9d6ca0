import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../../ui/api.ts';
import type { Erasure, ErasurePreview, PrivacySettings, RetentionKind } from '../privacy.contract.ts';

export const erasuresQuery = (identifier: string) => queryOptions({
  queryKey: ['privacy', 'erasures', identifier],
  queryFn: ({ signal }) => api.get<{ items: Erasure[] }>('/api/privacy/erasures', { query: { identifier }, signal }),
  // Work under way shows how far it is without being asked.
  refetchInterval: ({ state }) => (state.data?.items.some((item) => item.state === 'erasing' || item.state === 'scrubbing') ? 3_000 : false),
});
export const retentionQuery = queryOptions({ queryKey: ['privacy', 'retention'], queryFn: ({ signal }) => api.get<{ items: RetentionKind[] }>('/api/privacy/retention', { signal }) });
export const settingsQuery = queryOptions({ queryKey: ['privacy', 'settings'], queryFn: ({ signal }) => api.get<PrivacySettings>('/api/privacy/settings', { signal }) });

export const previewQuery = (customerId: string, identifiers: readonly string[] | null) => queryOptions({
  queryKey: ['privacy', 'preview', customerId, identifiers],
  queryFn: ({ signal }) => api.post<ErasurePreview>(`/api/customers/${customerId}/erasure-preview`, { body: { identifiers }, signal }),
  placeholderData: keepPreviousData,
});
