import { Button, Group } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { type Column, DataTable } from '../../../ui/table/DataTable.tsx';
import { FilterBar } from '../../../ui/table/FilterBar.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import type { Inquiry } from '../inquiries.contract.ts';
import { toneOf, useDepartmentName } from './InquiryLine.tsx';
import { departmentsQuery, inquiryListQuery } from './inquiry-queries.ts';

const defaults = { state: 'open', department: '' };

/** Who waits for whose answer: what my department was asked, and what we asked others. */
export function InquiriesPage() {
  const { t } = useTranslation('inquiries');
  const format = useFormat();
  const go = useGo();
  const nameOf = useDepartmentName();
  const [filters, setFilters] = useUrlState(defaults);
  const list = useInfiniteQuery(inquiryListQuery(filters));
  const departments = useQuery(departmentsQuery).data ?? [];
  const mayKeepPartners = useCan('create', 'inquiry');
  const mayReadFigures = useCan('read', 'metric');
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const columns = useColumns();
  const overdue = rows.filter(({ state }) => state === 'overdue').length;
  return (
    <>
      <PageHeader
        question={t('list.question')}
        answer={list.data && (rows.length === 0 ? t('list.answerNone') : t('list.answer', { count: rows.length, formatted: `${format.integer(rows.length)}${list.hasNextPage ? '+' : ''}`, overdue: t('list.overdue', { count: overdue, formatted: format.integer(overdue) }) }))}
        actions={<Group gap="xs">{mayReadFigures && <Button variant="default" onClick={() => go('/desk/inquiry-figures')}>{t('figures.link')}</Button>}{mayKeepPartners && <Button variant="default" onClick={() => go('/desk/partners')}>{t('partners.link')}</Button>}</Group>}
      />
      <FilterBar
        state={filters} onChange={(change) => setFilters(change)}
        filters={[
          { key: 'state', start: 'open', label: t('list.state'), options: ['open', 'waiting', 'overdue', 'answered', 'closed'].map((value) => ({ value, label: t(value === 'open' ? 'list.allOpen' : `state.${value}`) })) },
          { key: 'department', label: t('list.asked'), options: departments.map(({ code }) => ({ value: code, label: nameOf(code) })) },
        ]}
      />
      {list.isError ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !list.data ? <TableSkeleton /> : rows.length === 0 ? <EmptyState>{t('list.empty')}</EmptyState> : (
        <DataTable caption={t('list.caption')} rows={rows} columns={columns} rowId={({ id }) => id} rowHref={({ id }) => `/desk/inquiries/${id}`} onEndReached={() => list.hasNextPage && !list.isFetchingNextPage && void list.fetchNextPage()} isLoadingMore={list.isFetchingNextPage} />
      )}
    </>
  );
}

function useColumns(): Column<Inquiry>[] {
  const { t } = useTranslation('inquiries');
  const nameOf = useDepartmentName();
  return [
    { key: 'subject', header: t('list.subject'), cell: ({ id, subjectLine }) => <AppLink to={`/desk/inquiries/${id}`} look="quiet">{subjectLine}</AppLink> },
    { key: 'to', header: t('list.to'), widthPx: 200, cell: ({ partner, toDepartment }) => partner?.name ?? nameOf(toDepartment) },
    { key: 'case', header: t('list.case'), from: 'md', widthPx: 120, cell: ({ caseId, caseNumber }) => (caseNumber === null ? '–' : <AppLink to={`/desk/${caseId}`} look="quiet">{caseNumber}</AppLink>) },
    { key: 'by', header: t('list.by'), from: 'lg', widthPx: 190, cell: ({ askedBy }) => askedBy },
    { key: 'due', header: t('list.due'), widthPx: 150, cell: ({ dueAt }) => <When at={dueAt} /> },
    { key: 'state', header: t('list.state'), widthPx: 130, cell: ({ state }) => <Tag tone={toneOf[state]}>{t(`state.${state}`)}</Tag> },
  ];
}
