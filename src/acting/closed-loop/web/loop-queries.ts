import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from '../../../ui/api.ts';
import type { loopCatchListSchema, LoopFigures, LoopRule } from '../closed-loop.contract.ts';

type CatchList = z.infer<typeof loopCatchListSchema>;

export const rulesQuery = queryOptions({ queryKey: ['closed-loop', 'rules'], queryFn: async ({ signal }) => (await api.get<{ items: LoopRule[] }>('/api/loop-rules', { signal })).items });
export const loopFiguresQuery = (days: number) => queryOptions({ queryKey: ['closed-loop', 'figures', days], queryFn: ({ signal }) => api.get<LoopFigures>('/api/loop-figures', { query: { days }, signal }), placeholderData: (before) => before });
export const caseCatchesQuery = (caseId: string) => queryOptions({ queryKey: ['cases', caseId, 'loop'], queryFn: async ({ signal }) => (await api.get<CatchList>('/api/loop-catches', { query: { caseId, limit: 20 }, signal })).items });
export const catchesQuery = (state: string) => infiniteQueryOptions({
  queryKey: ['closed-loop', 'catches', state],
  queryFn: ({ signal, pageParam }) => api.get<CatchList>('/api/loop-catches', { query: { state, cursor: pageParam }, signal }),
  initialPageParam: '',
  getNextPageParam: (page) => page.nextCursor,
  placeholderData: (before) => before,
});
