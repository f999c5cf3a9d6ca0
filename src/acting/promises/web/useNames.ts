import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Department } from '../../../journeys/touchpoints/touchpoints.contract.ts';
import { api } from '../../../ui/api.ts';

/** What departments and touchpoints are called in the language of the page; a code that nobody knows stays as it is. */
export function useNames(needsTouchpoints: boolean): { departments: readonly { code: string; name: string }[]; nameOf: (code: string) => string } {
  const { i18n } = useTranslation();
  const departments = useQuery({ queryKey: ['departments'], queryFn: ({ signal }) => api.get<{ items: Department[] }>('/api/departments', { signal }), staleTime: 60_000 });
  const touchpoints = useQuery({
    queryKey: ['promises', 'touchpoint-names'], enabled: needsTouchpoints, staleTime: 5 * 60_000,
    queryFn: ({ signal }) => api.get<{ items: Department[] }>('/api/touchpoints/inventory', { query: { limit: 1_000 }, signal }),
  });
  const named = (one: Department) => ({ code: one.code, name: i18n.language === 'de' ? one.nameDe : one.nameEn });
  const known = (departments.data?.items ?? []).map(named);
  const all = new Map([...(touchpoints.data?.items ?? []).map(named), ...known].map(({ code, name }) => [code, name]));
  return { departments: known, nameOf: (code) => all.get(code) ?? code };
}
