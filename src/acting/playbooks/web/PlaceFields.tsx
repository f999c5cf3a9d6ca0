import { Autocomplete, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useSession } from '../../../ui/session.tsx';
import type { Draft } from './playbook-draft.logic.ts';
import classes from './playbooks.module.css';

interface Named {
  code: string;
  nameDe: string;
  nameEn: string;
}

/** Where it holds: touchpoint, category of a case, department. Left open, it holds everywhere. */
export function PlaceFields({ draft, onChange }: { draft: Draft; onChange: (change: Partial<Draft>) => void }) {
  const { t, i18n } = useTranslation('playbooks');
  const { user } = useSession();
  const name = (one: Named) => (i18n.language === 'de' ? one.nameDe : one.nameEn);
  const touchpoints = useQuery({ queryKey: ['playbooks', 'touchpoints'], staleTime: 600_000, queryFn: ({ signal }) => api.get<{ items: Named[] }>('/api/touchpoints/inventory', { query: { limit: 500 }, signal }) });
  const departments = useQuery({ queryKey: ['playbooks', 'departments'], staleTime: 600_000, queryFn: ({ signal }) => api.get<{ items: Named[] }>('/api/departments', { signal }) });
  const options = (list: Named[] | undefined, all: string, chosen: string) => [{ value: '', label: all }, ...(list ?? []).map((one) => ({ value: one.code, label: name(one) })), ...(chosen !== '' && !list?.some(({ code }) => code === chosen) ? [{ value: chosen, label: chosen }] : [])];
  const categories = useQuery({ queryKey: ['playbooks', 'categories'], staleTime: 600_000, retry: false, queryFn: ({ signal }) => api.get<{ categories: string[] }>('/api/desk/choices', { signal }) });
  const own = user?.departments ?? [];
  return (
    <div className={classes.triple}>
      <NativeSelect label={t('field.touchpoint')} value={draft.touchpoint} onChange={(event) => onChange({ touchpoint: event.currentTarget.value })} data={options(touchpoints.data?.items, t('one.everywhere'), draft.touchpoint)} />
      <Autocomplete label={t('field.category')} placeholder={t('one.everyCategory')} value={draft.category} maxLength={100} data={categories.data?.categories ?? []} onChange={(category) => onChange({ category })} />
      <NativeSelect label={t('field.department')} value={draft.department} onChange={(event) => onChange({ department: event.currentTarget.value })} data={options(own.length === 0 ? departments.data?.items : departments.data?.items.filter(({ code }) => own.includes(code)), t('one.wholeCompany'), draft.department)} />
    </div>
  );
}
