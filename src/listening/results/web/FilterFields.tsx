import type { ReactNode } from 'react';
import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { FilterBar } from '../../../ui/table/FilterBar.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { FilterValues, Results } from '../results.contract.ts';
import { choiceOf, chosenOf, type ResultFilters } from './results-filters.logic.ts';
import { useSay } from './useSay.ts';
import { useValueName } from './useValueName.ts';
import classes from './results.module.css';

interface FilterFieldsProps {
  code: string;
  filters: ResultFilters;
  onChange: (change: Partial<ResultFilters>) => void;
  results: Results | undefined;
  actions: ReactNode;
}

export const filterValuesQuery = (code: string) => ({
  queryKey: ['results', code, 'filters'],
  staleTime: 60_000,
  queryFn: ({ signal }: { signal: AbortSignal }) => api.get<FilterValues>(`/api/surveys/${encodeURIComponent(code)}/results/filters`, { signal }),
});

/** By what the results are narrowed down: what there is to choose from, a period, answers. */
export function FilterFields({ code, filters, onChange, results, actions }: FilterFieldsProps) {
  const { t } = useTranslation('results');
  const format = useFormat();
  const say = useSay(results ?? { languages: [] });
  const valueName = useValueName();
  const values = useQuery(filterValuesQuery(code));
  const isOpen = results?.protection.kind === 'open';
  const fields = (values.data?.items ?? []).filter(({ filter, values: all }) => all.length > 1 || chosenOf(filters, filter) !== '').map(({ filter, values: all }) => ({
    key: filter,
    label: filter.startsWith('hidden.') ? filter.slice('hidden.'.length) : t(`filter.${filter}`),
    options: all.map(({ value, n }) => ({ value, label: `${valueName(filter, value)} (${format.integer(n)})` })),
  }));
  const choices = (results?.questions ?? []).flatMap(({ question, kind, title, parts }) => (kind === 'choice' || kind === 'dropdown' || kind === 'nps' || kind === 'csat' ? (kind === 'nps' ? [['0..6', t('standing.detractors')], ['7..8', t('standing.passives')], ['9..10', t('standing.promoters')]] as const : (parts[0]?.buckets ?? []).map(({ key, label }) => [key, say(label) || key] as const)).map(([key, label]) => ({ value: `${question}:${key}`, label: `${say(title)}: ${label}` })) : []));
  const state = Object.fromEntries([...fields.map(({ key }) => [key, chosenOf(filters, key)]), ['answer', filters.answer]]);
  const change = (changes: Record<string, string>) => onChange(Object.assign({}, ...Object.entries(changes).map(([key, value]) => choiceOf(key, value))));
  return (
    <FilterBar state={state} onChange={change} filters={[...fields, ...(isOpen && choices.length > 0 ? [{ key: 'answer', label: t('filter.answer'), options: choices }] : [])]}>
      <div className={classes.ends}>
        {isOpen && <Day label={t('filter.from')} value={filters.from} max={filters.to || undefined} onChange={(from) => onChange({ from })} />}
        {isOpen && <Day label={t('filter.to')} value={filters.to} min={filters.from || undefined} onChange={(to) => onChange({ to })} />}
        {actions}
      </div>
    </FilterBar>
  );
}

interface DayProps {
  label: string;
  value: string;
  min?: string | undefined;
  max?: string | undefined;
  onChange: (day: string) => void;
}

/** One end of the period; its name stands before it, as the field itself says only how a day is written. */
const Day = ({ label, value, min, max, onChange }: DayProps) => (
  <label className={classes.period}>
    <span>{label}</span>
    <TextInput type="date" className={classes.day ?? ''} value={value} min={min} max={max} onChange={(event) => onChange(event.currentTarget.value)} />
  </label>
);
