import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from '../../../ui/api.ts';
import type { acknowledgementsSchema, Playbook, playbookListSchema } from '../playbooks.contract.ts';

type PlaybookPage = z.infer<typeof playbookListSchema>;
type Acknowledgements = z.infer<typeof acknowledgementsSchema>;

export const playbooksQuery = (filters: Record<string, string>) => infiniteQueryOptions({
  queryKey: ['playbooks', 'list', filters],
  queryFn: ({ signal, pageParam }) => api.get<PlaybookPage>('/api/playbooks', { query: { ...filters, cursor: pageParam }, signal }),
  initialPageParam: '',
  getNextPageParam: (page) => page.nextCursor,
  placeholderData: (before) => before,
});

export const playbookQuery = (id: string) => queryOptions({ queryKey: ['playbooks', id], queryFn: ({ signal }) => api.get<Playbook>(`/api/playbooks/${id}`, { signal }) });

export const acknowledgementsQuery = (id: string) => infiniteQueryOptions({
  queryKey: ['playbooks', id, 'acknowledgements'],
  queryFn: ({ signal, pageParam }) => api.get<Acknowledgements>(`/api/playbooks/${id}/acknowledgements`, { query: { cursor: pageParam }, signal }),
  initialPageParam: '',
  getNextPageParam: (page) => page.nextCursor,
});
