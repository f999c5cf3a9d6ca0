import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { type Column, DataTable } from '../../../ui/table/DataTable.tsx';
import { FilterBar } from '../../../ui/table/FilterBar.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { Tag } from '../../../ui/words/Tag.tsx';
import { When } from '../../../ui/words/When.tsx';
import { useNames } from '../../../people/timeline/web/names.ts';
import type { PlaybookItem } from '../playbooks.contract.ts';
import { playbooksQuery } from './playbook-queries.ts';

const noFilters = { search: '', unread: '', archived: '' };

/** What to do and say, and what every member of staff has to know. */
export function PlaybooksPage() {
  const { t } = useTranslation('playbooks');
  const [filters, setFilters] = useUrlState(noFilters);
  const list = useInfiniteQuery(playbooksQuery(filters));
  const go = useGo();
  const mayCreate = useCan('create', 'playbook');
  const mayUpdate = useCan('update', 'playbook');
  const columns = useColumns();
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const unread = rows.filter(({ needsAcknowledgement, versionId, acknowledgedAt }) => needsAcknowledgement && versionId !== null && acknowledgedAt === null).length;
  const isFiltered = Object.values(filters).some((value) => value !== '');
  return (
    <>
      <PageHeader question={t('list.question')} answer={list.isSuccess && !isFiltered && rows.length > 0 ? t(unread === 0 ? 'list.allRead' : 'list.unread', { count: unread }) : undefined} actions={mayCreate ? <Button onClick={() => go('/desk/playbooks/new')}>{t('edit.new')}</Button> : undefined} />
      <FilterBar state={filters} onChange={setFilters} search={{ key: 'search', label: t('list.search') }} filters={[{ key: 'unread', label: t('list.reading'), options: [{ value: 'true', label: t('list.onlyUnread') }] }, ...(mayUpdate ? [{ key: 'archived', label: t('list.place'), options: [{ value: 'true', label: t('list.onlyArchived') }] }] : [])]} />
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <TableSkeleton />}
      {list.isSuccess && rows.length === 0 && (isFiltered || !mayCreate ? <EmptyState>{t(isFiltered ? 'list.nothing' : 'list.empty')}</EmptyState> : <EmptyState action={{ label: t('edit.new'), to: '/desk/playbooks/new' }}>{t('list.empty')}</EmptyState>)}
      {rows.length > 0 && <DataTable caption={t('list.title')} rows={rows} columns={columns} rowId={(row) => row.id} rowHref={(row) => `/desk/playbooks/${row.id}`} onEndReached={() => void (list.hasNextPage && list.fetchNextPage())} isLoadingMore={list.isFetchingNextPage} />}
    </>
  );
}

function useColumns(): Column<PlaybookItem>[] {
  const { t, i18n } = useTranslation('playbooks');
  const names = useNames();
  return [
    { key: 'title', header: t('field.title'), cell: (row) => <>{i18n.language === 'de' ? row.titleDe : row.titleEn} {row.version === null ? <Tag>{t('one.draft')}</Tag> : row.hasDraft && <Tag>{t('one.hasDraft')}</Tag>}</> },
    { key: 'kind', header: t('field.kind'), widthPx: 120, from: 'md', cell: (row) => t(`kind.${row.kind}`) },
    { key: 'where', header: t('field.where'), cell: (row) => [row.touchpoint === null ? t('one.everywhere') : names.touchpoint(row.touchpoint), row.category].filter(Boolean).join(' · ') },
    { key: 'published', header: t('field.published'), widthPx: 150, from: 'sm', cell: (row) => <When at={row.publishedAt} /> },
    { key: 'read', header: t('field.read'), widthPx: 170, cell: (row) => <Reading row={row} /> },
  ];
}

function Reading({ row }: { row: PlaybookItem }) {
  const { t } = useTranslation('playbooks');
  if (row.version === null || !row.needsAcknowledgement) return <span>–</span>;
  return <>{row.acknowledgedAt === null ? <Tag tone="accent">{t('list.toRead')}</Tag> : t('list.read')} {t('list.of', { n: row.acknowledgedCount, all: row.staffCount })}</>;
}
