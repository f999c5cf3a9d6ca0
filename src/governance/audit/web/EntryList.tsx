import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { writeQuery } from '../../../ui/api.ts';
import { useDownload } from '../../../ui/download.ts';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { FilterBar } from '../../../ui/table/FilterBar.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { entryKinds } from '../audit.contract.ts';
import { askedOf, type FilterState, noFilter } from './audit-filter.logic.ts';
import { choicesQuery, entriesQuery } from './audit-queries.ts';
import { byDay } from './difference.logic.ts';
import { EntryRow } from './EntryRow.tsx';
import { useEntryWords } from './useEntryWords.ts';
import classes from './audit.module.css';

export function EntryList({ filter, onFilter }: { filter: FilterState; onFilter: (change: Partial<FilterState>) => void }) {
  const { t, i18n } = useTranslation('audit');
  const format = useFormat();
  const { subjectName, actorName } = useEntryWords();
  const download = useDownload();
  const { data: choices } = useQuery(choicesQuery);
  const asked = askedOf(filter);
  const list = useInfiniteQuery(entriesQuery(asked));
  const entries = list.data?.pages.flatMap((page) => page.items);
  const filters = [
    { key: 'kind', label: t('filter.kind'), options: entryKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) })) },
    { key: 'actor', label: t('filter.actor'), options: (choices?.actors ?? []).map(({ kind, id, label }) => ({ value: id, label: actorName({ kind, label }) })) },
    { key: 'subject', label: t('filter.subject'), options: (choices?.subjects ?? []).map((subject) => ({ value: subject, label: subjectName(subject) })).toSorted((a, b) => a.label.localeCompare(b.label, i18n.language)) },
  ];
  const exported = (query: Record<string, string>) => download(`/api/audit/export${writeQuery({ ...asked, ...query })}`);
  return (
    <Section
      title={t('list.title')} note={t('list.note')}
      actions={
        <div className={classes.exports}>
          <Button component="a" variant="default" size="xs" {...exported({ format: 'csv', language: i18n.language === 'de' ? 'de' : 'en' })}>{t('list.csv')}</Button>
          <Button component="a" variant="default" size="xs" {...exported({ format: 'jsonl' })}>{t('list.jsonl')}</Button>
        </div>
      }
    >
      <FilterBar state={filter} onChange={onFilter} filters={filters} search={{ key: 'search', label: t('filter.search') }}>
        <div className={classes.days}>
          <Day label={t('filter.from')} value={filter.from} onChange={(from) => onFilter({ from })} />
          <Day label={t('filter.to')} value={filter.to} onChange={(to) => onFilter({ to })} />
        </div>
      </FilterBar>
      {filter.customer !== '' && (
        <p className={classes.line}>{t('list.ofCustomer')} <button type="button" className={classes.quiet} onClick={() => onFilter({ customer: '' })}>{t('list.ofAll')}</button></p>
      )}
      {!entries && !list.isError && <TableSkeleton rows={8} />}
      {!entries && list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {entries?.length === 0 && <EmptyState action={{ label: t('list.reset'), onClick: () => onFilter(noFilter) }}>{t('list.empty')}</EmptyState>}
      {entries && byDay(entries, (at) => format.day(at)).map(([day, ofDay]) => (
        <div key={day}>
          <h3 className={classes.day}>{day}</h3>
          <ul className={classes.list}>{ofDay.map((entry) => <EntryRow key={entry.seq} entry={entry} />)}</ul>
        </div>
      ))}
      {list.hasNextPage && <Button variant="default" mt="sm" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('list.more')}</Button>}
    </Section>
  );
}

function Day({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  return <label className={classes.dayField}>{label} <input type="date" value={value} onChange={(event) => onChange(event.currentTarget.value)} /></label>;
}
