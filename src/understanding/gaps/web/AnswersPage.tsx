import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { DataTable, type Column } from '../../../ui/table/DataTable.tsx';
import { FilterBar } from '../../../ui/table/FilterBar.tsx';
import { usePathParam, useUrlState } from '../../../ui/url-state.ts';
import type { Format } from '../../../ui/words/format.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import type { AnswerItem, TouchpointGap } from '../gaps.contract.ts';
import { useDimensionName } from './useDimensionName.ts';
import classes from './gaps.module.css';

const defaults = { from: '', to: '', group: '', dimension: '', experienceFrom: '', experienceTo: '', shortfall: '' };

/** What lies behind a figure: every response, with its customer for those who may know. */
export function AnswersPage() {
  const { t, i18n } = useTranslation('gaps');
  const format = useFormat();
  const dimensionName = useDimensionName();
  const code = usePathParam('touchpointCode');
  const [state, setState] = useUrlState(defaults);
  const lang = i18n.language === 'de' ? 'de' : 'en';
  const path = `/api/touchpoints/${encodeURIComponent(code)}`;
  const gap = useQuery({ queryKey: ['touchpoints', 'gap', code, state.from, '', lang], queryFn: ({ signal }) => api.get<TouchpointGap>(`${path}/gap`, { query: { from: state.from, lang }, signal }) });
  const answers = useInfiniteQuery({
    queryKey: ['touchpoints', 'answers', code, state],
    queryFn: ({ pageParam, signal }) => api.get<{ items: AnswerItem[]; nextCursor: string | null }>(`${path}/answers`, { query: { ...state, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const items = answers.data?.pages.flatMap((page) => page.items) ?? [];
  // Until its name is there, a touchpoint has none: its code is for programs.
  const name = gap.data?.total.name ?? (gap.isError ? code : '…');
  const bar = state.experienceFrom === '' && state.experienceTo === '' ? [] : [{
    key: 'experienceFrom', label: t('answers.only'), options: [{ value: state.experienceFrom, label: t('answers.from', { from: format.decimal(Number(state.experienceFrom)), to: format.decimal(Number(state.experienceTo)) }) }],
  }];
  const back = `/touchpoints/${code}`;
  return (
    <>
      <PageHeader
        question={t('answers.question', { name })} title={name} back={{ to: back, label: name }}
        answer={answers.data && t(answers.hasNextPage ? 'answers.answerMore' : 'answers.answer', { count: items.length, formatted: format.integer(items.length) })}
      />
      <FilterBar
        state={state} onChange={(change) => setState(change['experienceFrom'] === '' ? { ...change, experienceTo: '' } : change)}
        filters={[
          { key: 'dimension', label: t('soll.dimension'), options: (gap.data?.byDimension ?? [state].filter(({ dimension }) => dimension !== '')).map(({ dimension }) => ({ value: dimension, label: dimensionName(dimension) })) },
          { key: 'group', label: t('answers.group'), options: (gap.data?.byGroup ?? []).flatMap(({ group }) => (group === null ? [] : [{ value: group, label: group }])) },
          { key: 'shortfall', label: t('answers.only'), options: [{ value: 'true', label: t('answers.onlyShort') }] },
          ...bar,
        ]}
      />
      {answers.isPending && <TableSkeleton rows={10} />}
      {answers.isError && answers.data === undefined && <ErrorState error={answers.error} onRetry={() => void answers.refetch()} />}
      {answers.data && items.length === 0 && <EmptyState>{t('answers.empty')}</EmptyState>}
      {items.length > 0 && <AnswerTable items={items} isLoadingMore={answers.isFetchingNextPage} onEndReached={() => { if (answers.hasNextPage && !answers.isFetchingNextPage) void answers.fetchNextPage(); }} />}
    </>
  );
}

function AnswerTable({ items, isLoadingMore, onEndReached }: { items: AnswerItem[]; isLoadingMore: boolean; onEndReached: () => void }) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  const columns = makeColumns(t, format);
  return <DataTable caption={t('answers.caption')} rows={items} columns={columns} rowId={(row) => row.responseId} rowHeightPx={52} isLoadingMore={isLoadingMore} onEndReached={onEndReached} />;
}

function makeColumns(t: (key: string) => string, format: Format): Column<AnswerItem>[] {
  const figure = (value: number | null) => (value === null ? <span className={classes.soft}>–</span> : format.decimal(value));
  return [
    { key: 'at', header: t('answers.at'), widthPx: 158, cell: (row) => <When at={row.at} as="dateTime" /> },
    { key: 'customer', header: t('answers.customer'), widthPx: 132, cell: (row) => (row.customerId === null ? <span className={classes.soft}>{t('answers.hidden')}</span> : <AppLink to={`/customers/${row.customerId}`}>{t('answers.open')}</AppLink>) },
    { key: 'expectation', header: t('expectation'), align: 'end', widthPx: 92, cell: (row) => figure(row.expectation) },
    { key: 'experience', header: t('experience'), align: 'end', widthPx: 80, cell: (row) => figure(row.experience) },
    { key: 'gap', header: t('gap'), align: 'end', widthPx: 68, cell: (row) => (row.gap === null ? <span className={classes.soft}>–</span> : <span className={row.gap < 0 ? classes.below : row.gap > 0 ? classes.above : undefined}>{format.signed(row.gap)}</span>) },
    { key: 'score', header: t('answers.score'), align: 'end', widthPx: 134, from: 'md', cell: (row) => (row.score === null ? <span className={classes.soft}>–</span> : format.decimal(row.score, 0)) },
    { key: 'group', header: t('answers.group'), widthPx: 124, from: 'xl', cell: (row) => row.group ?? '' },
    { key: 'comment', header: t('answers.comment'), cell: (row) => <span className={classes.comment} lang={row.language || undefined}>{row.comment ?? ''}</span> },
  ];
}
