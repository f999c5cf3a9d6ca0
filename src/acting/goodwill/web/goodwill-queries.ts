import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from '../../../ui/api.ts';
import type { Allowance, bookingListSchema, GoodwillFigures, GoodwillKind, GoodwillState, LimitRow } from '../goodwill.contract.ts';

type BookingList = z.infer<typeof bookingListSchema>;

export const allowanceQuery = (caseId: string) => queryOptions({ queryKey: ['cases', caseId, 'goodwill', 'allowance'], queryFn: ({ signal }) => api.get<Allowance>(`/api/cases/${caseId}/goodwill/allowance`, { signal }) });

export const caseBookingsQuery = (caseId: string) => queryOptions({ queryKey: ['cases', caseId, 'goodwill', 'bookings'], queryFn: ({ signal }) => api.get<BookingList>('/api/goodwill', { query: { caseId, limit: 20 }, signal }) });

export const bookingsQuery = (state: GoodwillState | '') => infiniteQueryOptions({
  queryKey: ['goodwill', 'list', state],
  queryFn: ({ signal, pageParam }) => api.get<BookingList>('/api/goodwill', { query: { state, cursor: pageParam }, signal }),
  initialPageParam: '',
  getNextPageParam: (page) => page.nextCursor,
  placeholderData: (before) => before,
});

export const kindsQuery = queryOptions({ queryKey: ['goodwill', 'kinds'], queryFn: async ({ signal }) => (await api.get<{ items: GoodwillKind[] }>('/api/goodwill-kinds', { signal })).items });
export const limitsQuery = queryOptions({ queryKey: ['goodwill', 'limits'], queryFn: async ({ signal }) => (await api.get<{ items: LimitRow[] }>('/api/goodwill-limits', { signal })).items });
export const figuresQuery = (days: number) => queryOptions({ queryKey: ['goodwill', 'figures', days], queryFn: ({ signal }) => api.get<GoodwillFigures>('/api/goodwill-figures', { query: { days }, signal }), placeholderData: (before) => before });
