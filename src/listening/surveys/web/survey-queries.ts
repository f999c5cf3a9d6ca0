import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../ui/api.ts';
import type { Survey } from '../surveys.contract.ts';

interface SurveyPage { items: Survey[]; nextCursor: string | null }

const PAGES = 10;

/** A company has some dozens of surveys; all of them are fetched, up to 2,000. */
export const surveysQuery = queryOptions({
  queryKey: ['surveys'],
  queryFn: async ({ signal }) => {
    const all: Survey[] = [];
    let cursor: string | null = '';
    for (let page = 0; page < PAGES && cursor !== null; page += 1) {
      const answer: SurveyPage = await api.get<SurveyPage>('/api/surveys', { query: { limit: 200, cursor }, signal });
      all.push(...answer.items);
      cursor = answer.nextCursor;
    }
    return all;
  },
});

export const surveyQuery = (code: string) => queryOptions({ queryKey: ['surveys', code], queryFn: ({ signal }) => api.get<Survey>(`/api/surveys/${encodeURIComponent(code)}`, { signal }) });

interface NamedTouchpoint { code: string; nameDe: string; nameEn: string }

/** Names of the inventory, for the choice and the list. */
export const touchpointNamesQuery = queryOptions({
  queryKey: ['surveys', 'touchpoint names'],
  staleTime: 60_000,
  queryFn: async ({ signal }) => (await api.get<{ items: NamedTouchpoint[] }>('/api/touchpoints/inventory', { query: { limit: 1000 }, signal })).items.map(({ code, nameDe, nameEn }) => ({ code, nameDe, nameEn })),
});
