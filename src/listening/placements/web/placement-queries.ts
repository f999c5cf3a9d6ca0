import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../ui/api.ts';
import type { Survey } from '../../surveys/surveys.contract.ts';
import type { Placement, Site } from '../placements.contract.ts';

const HUNDREDS = 200;

export const placementsQuery = (survey?: string) => queryOptions({ queryKey: ['placements', 'of', survey ?? ''], queryFn: async ({ signal }) => (await api.get<{ items: Placement[] }>('/api/placements', { query: { limit: HUNDREDS, survey }, signal })).items });
export const placementQuery = (id: string) => queryOptions({ queryKey: ['placements', 'one', id], queryFn: ({ signal }) => api.get<Placement>(`/api/placements/${encodeURIComponent(id)}`, { signal }) });
export const sitesQuery = queryOptions({ queryKey: ['placements', 'sites'], queryFn: async ({ signal }) => (await api.get<{ items: Site[] }>('/api/widget-sites', { query: { limit: HUNDREDS }, signal })).items });
/** Surveys that customers can answer, for the choice. */
export const askableQuery = queryOptions({ queryKey: ['placements', 'surveys'], queryFn: async ({ signal }) => (await api.get<{ items: Survey[] }>('/api/surveys', { query: { limit: HUNDREDS }, signal })).items });
export const linksKey = (code: string) => ['placements', 'links', code];
