import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from '../../../ui/api.ts';
import type { Absence, PromisePolicy } from '../promise-settings.contract.ts';
import type { CustomerPromise, LineSetting, PromiseFigure, promiseListSchema } from '../promises.contract.ts';

export type PromisePage = z.infer<typeof promiseListSchema>;

/** All of them begin with `promises`, so that one word makes them fresh. */
export const promisesKey = ['promises'] as const;

export const promisesOfCaseQuery = (caseId: string) => queryOptions({
  queryKey: [...promisesKey, 'case', caseId],
  queryFn: async ({ signal }) => {
    const list = (state: 'open' | 'settled') => api.get<PromisePage>('/api/promises', { query: { caseId, state, whose: 'all', limit: 50 }, signal });
    const [open, settled] = await Promise.all([list('open'), list('settled')]);
    return [...open.items, ...settled.items];
  },
});

export const lineSettingQuery = (caseId: string) => queryOptions({
  queryKey: [...promisesKey, 'setting', caseId], staleTime: 5 * 60_000,
  queryFn: ({ signal }) => api.get<LineSetting>('/api/promises/setting', { query: { caseId }, signal }),
});

export const promiseListQuery = (filters: Record<string, string>, cursor?: string) => queryOptions({
  queryKey: [...promisesKey, 'list', filters, cursor ?? ''], placeholderData: keepPreviousData,
  queryFn: ({ signal }) => api.get<PromisePage>('/api/promises', { query: { ...filters, ...(cursor === undefined ? {} : { cursor }) }, signal }),
});

export const promiseFigureQuery = (by: string) => queryOptions({
  queryKey: [...promisesKey, 'figure', by], placeholderData: keepPreviousData,
  queryFn: ({ signal }) => api.get<PromiseFigure>('/api/promises/figure', { query: { by }, signal }),
});

export const absencesQuery = queryOptions({ queryKey: [...promisesKey, 'absences'], queryFn: ({ signal }) => api.get<{ items: Absence[] }>('/api/absences', { signal }) });
export const promisePoliciesQuery = queryOptions({ queryKey: [...promisesKey, 'policies'], queryFn: ({ signal }) => api.get<{ items: PromisePolicy[] }>('/api/promise-policies', { signal }) });

export type { CustomerPromise };
