import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { type Column, DataTable } from '../../../ui/table/DataTable.tsx';
import { When } from '../../../ui/words/When.tsx';
import type { Outreach } from '../outreach.contract.ts';
import { StateTag } from './StateTag.tsx';

/** Whom we have told what, the newest first. */
export function OutreachesPage() {
  const { t } = useTranslation('outreach');
  const go = useGo();
  const canCreate = useCan('create', 'outreach');
  const list = useInfiniteQuery({
    queryKey: ['outreaches'],
    queryFn: ({ pageParam, signal }) => api.get<{ items: Outreach[]; nextCursor: string | null }>('/api/outreaches', { query: { cursor: pageParam ?? '' }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const running = rows.filter(({ state }) => state === 'running' || state === 'preparing').length;
  const add = { label: t('list.new'), to: '/desk/outreach/new' };
  const columns: Column<Outreach>[] = [
    { key: 'title', header: t('list.column.title'), cell: (one) => one.title },
    { key: 'state', header: t('list.column.state'), cell: stateCell, widthPx: 150 },
    { key: 'about', header: t('list.column.about'), cell: (one) => one.issueTitle ?? t('list.ownFilter'), from: 'md' },
    { key: 'by', header: t('list.column.by'), cell: (one) => one.startedBy ?? one.createdBy, from: 'lg' },
    { key: 'since', header: t('list.column.since'), cell: sinceCell, from: 'sm', widthPx: 170 },
  ];
  return (
    <>
      <PageHeader question={t('list.question')} answer={list.isSuccess ? t('list.answer', { count: running }) : undefined} actions={canCreate ? <Button onClick={() => go(add.to)}>{add.label}</Button> : undefined} />
      <Loaded query={list} skeleton={<TableSkeleton />} isEmpty={() => rows.length === 0} empty={<EmptyState {...(canCreate ? { action: add } : {})}>{t('list.empty')}</EmptyState>}>
        {() => (
          <DataTable caption={t('list.title')} rows={rows} columns={columns} rowId={(one) => one.id} rowName={(one) => one.title} rowHref={(one) => `/desk/outreach/${one.id}`}
            onEndReached={() => { if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage(); }} isLoadingMore={list.isFetchingNextPage} />
        )}
      </Loaded>
    </>
  );
}

const stateCell = (one: Outreach) => <StateTag state={one.state} />;
const sinceCell = (one: Outreach) => <When at={one.startedAt ?? one.createdAt} />;
