import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../ui/api.ts';
import type { Calendar, CaseClock, Figure, Policy } from '../service-levels.contract.ts';

export const serviceKey = ['service-levels'] as const;
export const policiesQuery = queryOptions({ queryKey: [...serviceKey, 'policies'], queryFn: ({ signal }) => api.get<{ items: Policy[] }>('/api/service-policies', { signal }) });
export const calendarsQuery = queryOptions({ queryKey: [...serviceKey, 'calendars'], queryFn: ({ signal }) => api.get<{ items: Calendar[] }>('/api/business-calendars', { signal }) });
export const serviceFigureQuery = queryOptions({ queryKey: [...serviceKey, 'figure'], queryFn: ({ signal }) => api.get<Figure>('/api/service-levels/figure', { signal }) });
export const holidaysQuery = (region: string | null, year: number) => queryOptions({
  queryKey: [...serviceKey, 'holidays', region, year], enabled: region !== null, staleTime: Infinity,
  queryFn: ({ signal }) => api.get<{ items: { on: string; nameDe: string; nameEn: string }[] }>('/api/holidays', { query: { region: region ?? '', year }, signal }),
});
export const clocksQuery = (caseId: string) => queryOptions({ queryKey: ['cases', caseId, 'service-levels'], queryFn: ({ signal }) => api.get<{ items: CaseClock[] }>(`/api/cases/${caseId}/service-levels`, { signal }) });
