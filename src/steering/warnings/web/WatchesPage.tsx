import { Button, Group } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { type Column, DataTable } from '../../../ui/table/DataTable.tsx';
import { FilterBar } from '../../../ui/table/FilterBar.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { neededWeeks, type Watch, watchScores } from '../warnings.contract.ts';
import { useWarningWords } from './useWarningWords.ts';
import { SettingsDialog } from './SettingsDialog.tsx';
import { watchesQuery } from './warning-queries.ts';
import { WatchDialog } from './WatchDialog.tsx';

const noFilters = { score: '', state: 'watched', add: '', edit: '', settings: '' };

/** What is watched, and from which change on it is told. */
export function WatchesPage() {
  const { t, i18n } = useTranslation('warnings');
  const [{ add, edit, settings, ...filters }, setState] = useUrlState(noFilters);
  const list = useInfiniteQuery(watchesQuery(filters, i18n.language === 'de' ? 'de' : 'en'));
  const mayAdd = useCan('create', 'warning');
  const mayChange = useCan('update', 'warning');
  const maySet = useCan('manage', 'settings');
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const columns = useWatchColumns(mayChange ? (id) => setState({ edit: id }) : null);
  const close = () => setState({ add: '', edit: '', settings: '' });
  return (
    <>
      <PageHeader
        question={t('watches.question')} answer={t('watches.answer')} back={{ to: '/warnings', label: t('list.title') }}
        actions={<Group gap="xs">{maySet && <Button variant="default" onClick={() => setState({ settings: '1' })}>{t('settings.open')}</Button>}{mayAdd && <Button onClick={() => setState({ add: '1' })}>{t('watches.add')}</Button>}</Group>}
      />
      <FilterBar
        state={filters} onChange={setState}
        filters={[
          { key: 'state', label: t('list.state'), start: 'watched', isRequired: true, options: [{ value: 'watched', label: t('watches.watched') }, { value: 'stopped', label: t('watches.stopped') }] },
          { key: 'score', label: t('list.score'), options: watchScores.map((value) => ({ value, label: t(`score.${value}`) })) },
        ]}
      />
      <Loaded query={list} skeleton={<TableSkeleton />} isEmpty={() => rows.length === 0} empty={<EmptyState>{t('watches.empty')}</EmptyState>}>
        {() => (
          <DataTable
            caption={t('watches.title')} rows={rows} columns={columns} rowId={({ id }) => id}
            onEndReached={() => { if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage(); }} isLoadingMore={list.isFetchingNextPage}
          />
        )}
      </Loaded>
      {mayAdd && <WatchDialog key={`add ${add}`} watchId={null} isOpen={add !== ''} onClose={close} />}
      {mayChange && <WatchDialog key={edit} watchId={edit} isOpen={edit !== ''} onClose={close} />}
      {maySet && <SettingsDialog isOpen={settings !== ''} onClose={close} />}
    </>
  );
}

function useWatchColumns(onEdit: ((id: string) => void) | null): Column<Watch>[] {
  const { t } = useTranslation('warnings');
  const format = useFormat();
  const words = useWarningWords();
  return [
    { key: 'what', header: t('list.what'), cell: (watch) => `${words.place(watch)}: ${t(`score.${watch.score}`)}` },
    { key: 'minimum', header: t('watches.minimum'), align: 'end', widthPx: 128, hint: t('watches.minimumHint'), cell: ({ score, minimumEffect }) => words.effect(score, minimumEffect) },
    { key: 'weeks', header: t('watches.weeks'), align: 'end', widthPx: 186, hint: t('watches.weeksHint', { needed: neededWeeks }), cell: ({ weeks, countedTo }) => (countedTo === null ? t('watches.notYet') : weeks < neededWeeks ? t('watches.of', { weeks: format.integer(weeks), needed: neededWeeks }) : format.integer(weeks)) },
    { key: 'warnings', header: t('watches.warnings'), align: 'end', widthPx: 108, from: 'md', cell: ({ warnings }) => (warnings === 0 ? '–' : format.integer(warnings)) },
    { key: 'origin', header: t('watches.origin'), widthPx: 172, from: 'lg', cell: ({ origin, madeBy }) => (origin === 'automatic' ? t('watches.automatic') : madeBy) },
    ...(onEdit === null ? [] : [{ key: 'edit', header: t('watches.change'), widthPx: 100, cell: (watch: Watch) => <Button size="compact-sm" variant="subtle" aria-label={t('watches.changeOf', { name: `${words.place(watch)}: ${t(`score.${watch.score}`)}` })} onClick={() => onEdit(watch.id)}>{t('watches.change')}</Button> }]),
  ];
}
