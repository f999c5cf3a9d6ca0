import { useTranslation } from 'react-i18next';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../../../ui/api.ts';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { type Column, DataTable } from '../../../ui/table/DataTable.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import type { Distribution } from '../invitations.contract.ts';
import { StateTag } from './StateTag.tsx';

/** All of them, or those of one survey. */
export function useDistributions(survey: string | null) {
  return useInfiniteQuery({
    queryKey: ['distributions', 'list', survey],
    queryFn: ({ pageParam, signal }) => api.get<{ items: Distribution[]; nextCursor: string | null }>('/api/distributions', { query: { survey: survey ?? '', cursor: pageParam ?? '' }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Whom surveys went to, the newest first, and how many answered. */
export function DistributionTable({ list, survey }: { list: ReturnType<typeof useDistributions>; survey: string | null }) {
  const { t, i18n } = useTranslation('invitations');
  const format = useFormat();
  const canCreate = useCan('create', 'survey');
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const add = { label: t('list.new'), to: newPath(survey) };
  const columns: Column<Distribution>[] = [
    { key: 'title', header: t('list.column.title'), cell: (one) => one.title },
    ...(survey === null ? [{ key: 'survey', header: t('list.column.survey'), cell: (one: Distribution) => (i18n.language === 'de' ? one.surveyNameDe : one.surveyNameEn), from: 'md' as const }] : []),
    { key: 'kind', header: t('list.column.kind'), cell: (one) => t(`kind.${one.kind}`), from: 'md' },
    { key: 'state', header: t('list.column.state'), cell: stateCell, widthPx: 130 },
    { key: 'invited', header: t('list.column.invited'), cell: (one) => format.integer(one.invited), align: 'end', widthPx: 110 },
    { key: 'finished', header: t('list.column.finished'), cell: (one) => format.integer(one.finished), align: 'end', widthPx: 110 },
    { key: 'since', header: t('list.column.since'), cell: sinceCell, from: 'lg', widthPx: 170 },
  ];
  return (
    <Loaded query={list} skeleton={<TableSkeleton />} isEmpty={() => rows.length === 0} empty={<EmptyState {...(canCreate ? { action: add } : {})}>{t(survey === null ? 'list.empty' : 'panel.empty')}</EmptyState>}>
      {() => (
        <DataTable caption={t('list.title')} rows={rows} columns={columns} rowId={(one) => one.id} rowName={(one) => one.title} rowHref={(one) => `/listening/invitations/${one.id}`}
          onEndReached={() => { if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage(); }} isLoadingMore={list.isFetchingNextPage} />
      )}
    </Loaded>
  );
}

export const newPath = (survey: string | null) => `/listening/invitations/new${survey === null ? '' : `?survey=${survey}`}`;
const stateCell = (one: Distribution) => <StateTag state={one.state} />;
const sinceCell = (one: Distribution) => <When at={one.startedAt ?? one.createdAt} />;
