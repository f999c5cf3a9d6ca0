import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useGo } from '../../../ui/address.ts';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { type Column, DataTable } from '../../../ui/table/DataTable.tsx';
import { FilterBar } from '../../../ui/table/FilterBar.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { Tag } from '../../../ui/words/Tag.tsx';
import { When } from '../../../ui/words/When.tsx';
import type { KnownIssue } from '../known-issues.contract.ts';
import { useRuleWords } from './useRuleWords.ts';

const noFilters = { search: '', state: '' };

/** What is known to be wrong, the newest first. */
export function KnownIssuesPage() {
  const { t } = useTranslation('known-issues');
  const [filters, setFilters] = useUrlState(noFilters);
  const go = useGo();
  const canCreate = useCan('create', 'known_issue');
  const ruleWords = useRuleWords();
  const list = useInfiniteQuery({
    queryKey: ['known-issues', filters],
    queryFn: ({ pageParam, signal }) => api.get<{ items: KnownIssue[]; nextCursor: string | null }>('/api/known-issues', { query: { ...filters, state: filters.state || 'open', cursor: pageParam ?? '' }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const isPlain = filters.search === '' && filters.state === '';
  const add = { label: t('list.new'), to: '/desk/known-issues/new' };
  const columns: Column<KnownIssue>[] = [
    { key: 'issue', header: t('list.column.issue'), cell: nameCell },
    { key: 'rule', header: t('list.column.rule'), cell: (issue) => ruleWords(issue.rule), from: 'md' },
    { key: 'cases', header: t('list.column.cases'), cell: (issue) => (issue.cases.linked === 0 ? t('list.noCases') : t('list.cases', issue.cases)), from: 'sm' },
    { key: 'since', header: t('list.column.since'), cell: sinceCell, from: 'sm' },
  ];
  return (
    <>
      <PageHeader question={t('list.question')} answer={list.isSuccess && isPlain && list.data.pages[0]?.nextCursor === null ? t('list.answer', { count: rows.length }) : undefined} actions={canCreate ? <Button onClick={() => go(add.to)}>{t('list.new')}</Button> : undefined} />
      <FilterBar state={filters} onChange={(change) => setFilters({ ...filters, ...change })} search={{ key: 'search', label: t('list.search') }} filters={[{ key: 'state', label: t('list.state'), options: [{ value: 'closed', label: t('list.closed') }, { value: 'all', label: t('list.all') }] }]} />
      <Loaded query={list} skeleton={<TableSkeleton />} isEmpty={() => rows.length === 0} empty={isPlain ? <EmptyState {...(canCreate ? { action: add } : {})}>{t('list.empty')}</EmptyState> : <EmptyState>{t('list.none')}</EmptyState>}>
        {() => (
          <DataTable caption={t('list.title')} rows={rows} columns={columns} rowId={(issue) => issue.id} rowName={(issue) => issue.title} rowHref={(issue) => `/desk/known-issues/${issue.id}`}
            onEndReached={() => { if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage(); }} isLoadingMore={list.isFetchingNextPage} />
        )}
      </Loaded>
    </>
  );
}

const nameCell = (issue: KnownIssue) => <NameCell issue={issue} />;
const sinceCell = (issue: KnownIssue) => <When at={issue.createdAt} />;

function NameCell({ issue }: { issue: KnownIssue }) {
  const { t } = useTranslation('known-issues');
  return <><span className="m-num">{issue.number}</span> {issue.title} {issue.isSafetyCritical && <Tag tone="below">{t('one.safety')}</Tag>} {issue.closedAt && <Tag>{t('list.closed')}</Tag>}</>;
}
