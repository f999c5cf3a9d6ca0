import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from '../../../ui/api.ts';
import type { Department } from '../../../journeys/touchpoints/touchpoints.contract.ts';
import type { Inquiry, InquiryFigures, inquiryListSchema, InquiryWithEntries, OfferedField, Partner } from '../inquiries.contract.ts';

type InquiryList = z.infer<typeof inquiryListSchema>;

export const caseInquiriesQuery = (caseId: string) => queryOptions({ queryKey: ['cases', caseId, 'inquiries'], queryFn: async ({ signal }) => (await api.get<{ items: Inquiry[] }>(`/api/cases/${caseId}/inquiries`, { signal })).items });
export const offeredQuery = (caseId: string, language: string) => queryOptions({ queryKey: ['cases', caseId, 'inquiry-fields', language], queryFn: async ({ signal }) => (await api.get<{ items: OfferedField[] }>(`/api/cases/${caseId}/inquiry-fields`, { query: { language }, signal })).items });
export const inquiryQuery = (id: string) => queryOptions({ queryKey: ['inquiries', 'one', id], queryFn: ({ signal }) => api.get<InquiryWithEntries>(`/api/inquiries/${id}`, { signal }) });
export const partnersQuery = queryOptions({ queryKey: ['inquiries', 'partners'], queryFn: async ({ signal }) => (await api.get<{ items: Partner[] }>('/api/partners', { query: { limit: 200 }, signal })).items });
export const departmentsQuery = queryOptions({ queryKey: ['inquiries', 'departments'], queryFn: async ({ signal }) => (await api.get<{ items: Department[] }>('/api/departments', { signal })).items });
export const inquiryListQuery = (filters: { state: string; department: string }) => infiniteQueryOptions({
  queryKey: ['inquiries', 'list', filters],
  queryFn: ({ signal, pageParam }) => api.get<InquiryList>('/api/inquiries', { query: { ...filters, cursor: pageParam }, signal }),
  initialPageParam: '',
  getNextPageParam: (page) => page.nextCursor,
  placeholderData: (before) => before,
});
export const inquiryFiguresQuery = (days: number) => queryOptions({ queryKey: ['inquiries', 'figures', days], queryFn: ({ signal }) => api.get<InquiryFigures>('/api/inquiry-figures', { query: { days }, signal }), placeholderData: (before) => before });

/** After something about an inquiry has changed: the case and the lists are asked again. */
export async function refreshInquiries(queries: QueryClient, caseId: string): Promise<void> {
  await Promise.all([queries.invalidateQueries({ queryKey: ['cases', caseId] }), queries.invalidateQueries({ queryKey: ['inquiries'] })]);
}
