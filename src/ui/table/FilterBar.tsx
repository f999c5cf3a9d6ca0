import { useState, type ReactNode } from 'react';
import { CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './table.module.css';

export interface Filter {
  /** Name in the address. */
  key: string;
  label: string;
  options: readonly { value: string; label: string }[];
  /** What the page begins with, where that is not everything. */
  start?: string;
  /** One of the options always holds: a period, say. */
  isRequired?: boolean;
}

interface FilterBarProps {
  /** From `useUrlState`; '' means: not filtered. */
  state: Record<string, string>;
  onChange: (change: Record<string, string>) => void;
  filters?: readonly Filter[];
  /** Name in the address and what can be found. */
  search?: { key: string; label: string };
  /** At the right end: count, export. */
  children?: ReactNode;
}

/** Search and filters above a list. Their state is the address, so a link shows the same to everybody. */
export function FilterBar({ state, onChange, filters = [], search, children }: FilterBarProps) {
  const { t } = useTranslation('ui');
  const starts = Object.fromEntries([...filters.map(({ key, start = '' }) => [key, start]), ...(search ? [[search.key, '']] : [])]);
  const isOn = (key: string) => (state[key] ?? '') !== starts[key];
  return (
    <div className={classes.filters} role="search">
      {search && <SearchField label={search.label} value={state[search.key] ?? ''} onChange={(value) => onChange({ [search.key]: value })} />}
      {filters.map((filter) => (
        <NativeSelect
          key={filter.key} aria-label={filter.label} value={state[filter.key] ?? ''} classNames={isOn(filter.key) ? { input: classes.filterOn ?? '' } : {}}
          onChange={(event) => onChange({ [filter.key]: event.currentTarget.value })}
          data={[...(filter.isRequired ? [] : [{ value: '', label: `${filter.label}: ${t('filter.all')}` }]), ...filter.options]}
        />
      ))}
      {Object.keys(starts).some(isOn) && (
        <button type="button" className={classes.reset} onClick={() => onChange(starts)}>{t('filter.clear')}</button>
      )}
      {children && <div className={classes.filtersEnd}>{children}</div>}
    </div>
  );
}

/** Waits 200 ms after the last key before it searches. */
export function SearchField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('ui');
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  const [sent, setSent] = useState(value);
  const send = useDebouncedCallback((text: string) => {
    setSent(text);
    onChange(text);
  }, 200);
  if (value !== seen) {
    setSeen(value);
    if (value !== sent) { // not what was typed here: the way back, a reset
      setSent(value);
      setTyped(value);
    }
  }
  const type = (text: string) => {
    setTyped(text);
    send(text);
  };
  return (
    <TextInput
      className={classes.search ?? ''} type="search" aria-label={label} placeholder={label} value={typed} maxLength={200}
      leftSection={<IconSearch size={16} stroke={1.6} aria-hidden="true" />}
      rightSection={typed ? <CloseButton size="sm" aria-label={t('filter.clear')} onClick={() => type('')} /> : null}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}
