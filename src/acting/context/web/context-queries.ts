import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from '../../../ui/api.ts';
import type { contextLookupsSchema, ContextPanel, KeptFacts } from '../context.contract.ts';

const base = (caseId: string | null, customerId: string | null) => (caseId === null ? `/api/customers/${customerId ?? ''}/context` : `/api/cases/${caseId}/context`);
/** Under the case, so that whatever changes it renews the panel too. */
const key = (caseId: string | null, customerId: string | null) => (caseId === null ? ['customers', customerId, 'context'] : ['cases', caseId, 'context', customerId]);

export const panelQuery = (caseId: string | null, customerId: string | null) => queryOptions({ queryKey: [...key(caseId, customerId), 'panel'], queryFn: ({ signal }) => api.get<ContextPanel>(base(caseId, customerId), { signal }), enabled: caseId !== null || customerId !== null });

/** Sources of others: asked by itself, kept a minute whatever happens to the case. */
export const lookupsQuery = (caseId: string | null, customerId: string | null) => queryOptions({ queryKey: ['lookups-of', caseId, customerId], queryFn: ({ signal }) => api.get<z.infer<typeof contextLookupsSchema>>(`${base(caseId, customerId)}/lookups`, { signal }), staleTime: 60_000 });

export const keptQuery = (caseId: string, factsId: string) => queryOptions({ queryKey: ['cases', caseId, 'facts', factsId], queryFn: ({ signal }) => api.get<KeptFacts>(`/api/cases/${caseId}/facts/${factsId}`, { signal }), staleTime: Infinity });
