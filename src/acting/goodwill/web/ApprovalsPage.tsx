import { Button, Group, Textarea } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { useTell, useTellFailure } from '../../../ui/feedback/undo.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { FilterBar } from '../../../ui/table/FilterBar.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import { type Booking, type GoodwillState, goodwillStates } from '../goodwill.contract.ts';
import { toneOf, useGiven } from './BookingLine.tsx';
import { GoodwillFigures } from './GoodwillFigures.tsx';
import { bookingsQuery } from './goodwill-queries.ts';
import classes from './goodwill.module.css';

const defaults: { state: GoodwillState | '' } = { state: 'waiting' };

/** What waits for an approval, what became of the rest, and what it all cost. */
export function ApprovalsPage() {
  const { t } = useTranslation('goodwill');
  const format = useFormat();
  const [filters, setFilters] = useUrlState(defaults);
  const state = goodwillStates.find((one) => one === filters.state) ?? '';
  const list = useInfiniteQuery(bookingsQuery(state));
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const mayReadFigures = useCan('read', 'metric');
  return (
    <>
      <PageHeader question={t('page.question')} answer={list.data && state === 'waiting' && (rows.length === 0 ? t('page.none') : t('page.answer', { count: rows.length, formatted: format.integer(rows.length) }))} />
      <FilterBar state={filters} onChange={(change) => setFilters({ state: goodwillStates.find((one) => one === change['state']) ?? '' })} filters={[{ key: 'state', start: 'waiting', label: t('page.state'), options: goodwillStates.map((value) => ({ value, label: t(`state.${value}`) })) }]} />
      {list.isError ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !list.data ? <TableSkeleton /> : rows.length === 0 ? <EmptyState>{t(state === 'waiting' ? 'page.empty' : 'page.emptyFilter')}</EmptyState> : (
        <ul className={classes.cards}>{rows.map((booking) => <BookingCard key={booking.id} booking={booking} />)}</ul>
      )}
      {list.hasNextPage && <Button variant="default" mt="md" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('page.more')}</Button>}
      {mayReadFigures && <GoodwillFigures />}
    </>
  );
}

function BookingCard({ booking }: { booking: Booking }) {
  const { t, i18n } = useTranslation('goodwill');
  const format = useFormat();
  const given = useGiven();
  return (
    <li className={classes.card}>
      <div className={classes.cardHead}>
        <h2 className={classes.cardTitle}>{i18n.language === 'de' ? booking.kindNameDe : booking.kindNameEn}: {given(booking)} ({format.money(booking.valueCents)})</h2>
        <Tag tone={toneOf[booking.state]}>{t(`state.${booking.state}`)}</Tag>
      </div>
      <p className={classes.words}>{booking.reason}</p>
      <p className={classes.soft}>
        {booking.askedBy} · <When at={booking.askedAt} />{booking.customerName !== null && <> · {booking.customerName}</>}
        {booking.caseId !== null && booking.caseNumber !== null && <> · <AppLink to={`/desk/${booking.caseId}`}>{booking.caseNumber}</AppLink></>}
      </p>
      {booking.over.length > 0 && <p className={classes.soft}>{booking.over.map((one) => t(`over.${one}`)).join(' · ')}</p>}
      {booking.refusedBecause !== null && <p className={classes.soft}>{t('line.refused', { by: booking.refusedBy, because: booking.refusedBecause })}</p>}
      {booking.mayApprove && <Decide booking={booking} />}
    </li>
  );
}

function Decide({ booking: { id } }: { booking: Booking }) {
  const { t } = useTranslation('goodwill');
  const queries = useQueryClient();
  const tell = useTell();
  const tellFailure = useTellFailure();
  const [isRefusing, setRefusing] = useState(false);
  const [because, setBecause] = useState('');
  const refresh = () => Promise.all([queries.invalidateQueries({ queryKey: ['goodwill'] }), queries.invalidateQueries({ queryKey: ['cases'] })]);
  const approve = useMutation({ mutationFn: () => api.post<Booking>(`/api/goodwill/${id}/approve`), onSuccess: async () => { tell(t('page.approved')); await refresh(); }, onError: tellFailure });
  const refuse = async () => {
    await api.post<Booking>(`/api/goodwill/${id}/refuse`, { body: { because: because.trim() } });
    await refresh();
  };
  return (
    <Group gap="xs">
      <Button loading={approve.isPending} onClick={() => approve.mutate()}>{t('page.approve')}</Button>
      <Button variant="default" onClick={() => setRefusing(true)}>{t('page.refuse')}</Button>
      <Confirm isOpen={isRefusing} onClose={() => setRefusing(false)} title={t('page.refuseTitle')} confirmLabel={t('page.refuse')} isBlocked={because.trim() === ''} onConfirm={refuse}>
        <Textarea label={t('line.because')} description={t('page.refuseText')} value={because} maxLength={1000} autosize minRows={2} data-autofocus onChange={(event) => setBecause(event.currentTarget.value)} />
      </Confirm>
    </Group>
  );
}
