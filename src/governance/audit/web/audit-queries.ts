import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../../ui/api.ts';
import type { AuditChoices, AuditEntry, AuditState, Look, Verification } from '../audit.contract.ts';

/** A log of millions of entries takes minutes to check. */
const CHECK_TIMEOUT_MS = 900_000;

export interface EntryPage {
  items: AuditEntry[];
  nextCursor: string | null;
}

export const entriesQuery = (filter: Record<string, string>) => infiniteQueryOptions({
  queryKey: ['audit', 'entries', filter],
  queryFn: ({ signal, pageParam }) => api.get<EntryPage>('/api/audit', { query: { ...filter, cursor: pageParam }, signal }),
  initialPageParam: '',
  getNextPageParam: (last) => last.nextCursor ?? undefined,
  placeholderData: keepPreviousData,
});

export const choicesQuery = queryOptions({ queryKey: ['audit', 'choices'], queryFn: ({ signal }) => api.get<AuditChoices>('/api/audit/choices', { signal }) });
export const stateQuery = queryOptions({ queryKey: ['audit', 'state'], queryFn: ({ signal }) => api.get<AuditState>('/api/audit/state', { signal }) });
export const checkAudit = () => api.get<Verification>('/api/audit/verification', { timeoutMs: CHECK_TIMEOUT_MS });
export const looksQuery = (customerId: string) => queryOptions({ queryKey: ['audit', 'looks', customerId], queryFn: ({ signal }) => api.get<{ items: Look[] }>(`/api/audit/customers/${customerId}/looks`, { signal }) });
