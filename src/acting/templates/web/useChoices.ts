import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Department } from '../../../journeys/touchpoints/touchpoints.contract.ts';
import { useAllTouchpoints, useNameOf } from '../../../journeys/touchpoints/web/inventory-queries.ts';
import { api } from '../../../ui/api.ts';

interface Choice { value: string; label: string }

/** Departments by name, for a select. */
export function useDepartmentChoices(): Choice[] {
  const { i18n } = useTranslation();
  const { data } = useQuery({ queryKey: ['departments'], staleTime: 60_000, queryFn: ({ signal }) => api.get<{ items: Department[] }>('/api/departments', { signal }) });
  return (data?.items ?? []).map(({ code, nameDe, nameEn }) => ({ value: code, label: i18n.language === 'de' ? nameDe : nameEn })).sort((a, b) => a.label.localeCompare(b.label, i18n.language));
}

/** Touchpoints by name, for a select. */
export function useTouchpointChoices(): Choice[] {
  const nameOf = useNameOf();
  const { i18n } = useTranslation();
  const { data } = useAllTouchpoints();
  return (data ?? []).map((touchpoint) => ({ value: touchpoint.code, label: nameOf(touchpoint) })).sort((a, b) => a.label.localeCompare(b.label, i18n.language));
}
