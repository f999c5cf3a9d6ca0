import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { useNames } from './names.ts';
import { listKinds, noFilters, type TimelineFilters } from './timeline-filters.logic.ts';
import { isNamedKind, readEventName } from './contact-words.logic.ts';
import { readToday } from './today.ts';
import classes from './timeline.module.css';

export interface ContactCounts {
  total: number;
  byChannel: { channel: string; n: number }[];
  byDepartment: { department: string; n: number }[];
}

interface TimelineFilterBarProps {
  filters: TimelineFilters;
  onChange: (change: Partial<TimelineFilters>) => void;
  counts: ContactCounts;
  seen: readonly { kind: string }[];
  names: ReturnType<typeof useNames>;
}

export function TimelineFilterBar({ filters, onChange, counts, seen, names }: TimelineFilterBarProps) {
  const { t } = useTranslation('timeline');
  const format = useFormat();
  const withCount = (label: string, n: number) => (n > 0 ? `${label} (${format.integer(n)})` : label);
  const isSet = Object.values(filters).some((value) => value !== '');
  return (
    <div className={classes.filters} role="group" aria-label={t('filter.label')}>
      <NativeSelect label={t('filter.channel')} size="sm" value={filters.channel} onChange={(event) => onChange({ channel: event.currentTarget.value })}
        data={[{ value: '', label: t('filter.allChannels') }, ...counts.byChannel.map(({ channel, n }) => ({ value: channel, label: withCount(t(`channel.${channel}`), n) }))]} />
      <NativeSelect label={t('filter.kind')} size="sm" value={filters.kind} onChange={(event) => onChange({ kind: event.currentTarget.value })}
        data={[{ value: '', label: t('filter.allKinds') }, ...listKinds(seen, filters.kind).map(({ kind }) => ({ value: kind, label: isNamedKind(kind) ? t(`kind.${kind}`) : readEventName(kind) }))]} />
      {counts.byDepartment.length > 0 && (
        <NativeSelect label={t('filter.department')} size="sm" value={filters.department} onChange={(event) => onChange({ department: event.currentTarget.value })}
          data={[{ value: '', label: t('filter.allDepartments') }, ...counts.byDepartment.filter(({ department }) => department !== '').map(({ department, n }) => ({ value: department, label: withCount(names.department(department), n) }))]} />
      )}
      <TextInput type="date" label={t('filter.until')} size="sm" value={filters.until} max={readToday()} onChange={(event) => onChange({ until: event.currentTarget.value })} />
      {isSet && <Button variant="subtle" size="sm" className={classes.clear} onClick={() => onChange(noFilters)}>{t('filter.clear')}</Button>}
    </div>
  );
}
