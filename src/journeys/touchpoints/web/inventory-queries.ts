import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import type { InventoryItem, ReapplicationState } from '../inventory.contract.ts';
import type { Department } from '../touchpoints.contract.ts';

export interface InventoryAnswer {
  items: InventoryItem[];
  nextCursor: string | null;
  total: number;
}

/** Names in the language of the page. */
export function useNameOf(): (thing: { nameDe: string; nameEn: string }) => string {
  const { i18n } = useTranslation('touchpoints');
  return ({ nameDe, nameEn }) => (i18n.language === 'de' ? nameDe : nameEn);
}

export const useDepartments = () =>
  useQuery({ queryKey: ['departments'], queryFn: ({ signal }) => api.get<{ items: Department[] }>('/api/departments', { signal }), staleTime: 60_000 });

const PAGES_AT_MOST = 10;

/** The whole inventory without filters; ends after 10,000 touchpoints, where 400 are many. */
export const useAllTouchpoints = () =>
  useQuery({
    queryKey: ['touchpoints', 'inventory', 'all'],
    queryFn: async ({ signal }) => {
      const items: InventoryItem[] = [];
      let cursor: string | null = '';
      for (let page = 0; cursor !== null && page < PAGES_AT_MOST; page += 1) {
        const answer: InventoryAnswer = await api.get<InventoryAnswer>('/api/touchpoints/inventory', { query: { limit: 1000, cursor }, signal });
        items.push(...answer.items);
        cursor = answer.nextCursor;
      }
      return items;
    },
  });

const BUSY_EVERY_MS = 1_500;

/** How far changed rules are applied; asked again and again only while something is under way. */
export const useReapplication = () =>
  useQuery({
    queryKey: ['touchpoints', 'reapplication'],
    queryFn: ({ signal }) => api.get<ReapplicationState>('/api/touchpoints/reapplication', { signal }),
    refetchInterval: (query) => (query.state.data && query.state.data.state !== 'current' ? BUSY_EVERY_MS : false),
  });
