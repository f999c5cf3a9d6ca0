import { useState } from 'react';
import { Button, Group, TextInput } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { useTell, useTellFailure } from '../../../ui/feedback/undo.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import { FilterBar } from '../../../ui/table/FilterBar.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { When } from '../../../ui/words/When.tsx';
import type { Correction } from '../my-page.contract.ts';
import classes from './my-page.module.css';

const noFilters = { state: '' };

/** What customers say is wrong about them: somebody looks, then it is changed or not. */
export function CorrectionsPage() {
  const { t } = useTranslation('my-page');
  const [filters, setFilters] = useUrlState(noFilters);
  const list = useInfiniteQuery({
    queryKey: ['corrections', filters],
    queryFn: ({ signal, pageParam }) => api.get<{ items: Correction[]; nextCursor: string | null }>('/api/corrections', { query: { state: filters.state, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader question={t('list.question')} answer={list.isSuccess && filters.state === '' ? t('list.answer', { count: items.length }) : undefined} />
      <FilterBar state={filters} onChange={setFilters} filters={[{ key: 'state', label: t('list.state'), options: [{ value: 'decided', label: t('list.decided') }] }]} />
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton lines={6} />}
      {list.isSuccess && items.length === 0 && <EmptyState>{t('list.empty')}</EmptyState>}
      <ul className={classes.rows}>{items.map((correction) => <Row key={correction.id} correction={correction} />)}</ul>
      {list.hasNextPage && <Button variant="subtle" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('list.more')}</Button>}
    </>
  );
}

function Row({ correction }: { correction: Correction }) {
  const { t } = useTranslation('my-page');
  const queryClient = useQueryClient();
  const tell = useTell();
  const tellFailure = useTellFailure();
  const [isDeclining, setDeclining] = useState(false);
  const [reason, setReason] = useState('');
  const renew = () => Promise.all([queryClient.invalidateQueries({ queryKey: ['corrections'] }), queryClient.invalidateQueries({ queryKey: ['customers'] })]);
  const decide = (body: { decision: 'accepted' | 'declined'; reason?: string }) => api.post(`/api/corrections/${correction.id}/decision`, { body }).then(renew);
  const accept = useMutation({ mutationFn: () => decide({ decision: 'accepted' }), onSuccess: () => tell(t('list.accepted')), onError: tellFailure });
  return (
    <li className={classes.row}>
      <div className={classes.rowText}>
        <span><AppLink to={`/customers/${correction.customerId}`}>{correction.customerName}</AppLink> · {t(`what.${correction.what}`)}</span>
        <span><s className={classes.soft}>{shownValue(correction.before)}</s> → <strong>{shownValue(correction.after)}</strong></span>
        {correction.note !== '' && <span className={classes.soft}>„{correction.note}“</span>}
        <span className={classes.soft}><When at={correction.proposedAt} />{correction.decision !== null && <> · {t(`list.was.${correction.decision}`, { who: correction.decidedBy ?? '' })}{correction.reason && <> – {correction.reason}</>}</>}</span>
      </div>
      {correction.decision === null && <Group gap="xs"><Button size="compact-md" loading={accept.isPending} onClick={() => accept.mutate()}>{t('list.accept')}</Button><Button size="compact-md" variant="default" onClick={() => setDeclining(true)}>{t('list.decline')}</Button></Group>}
      <Confirm isOpen={isDeclining} onClose={() => setDeclining(false)} title={t('list.declineTitle')} confirmLabel={t('list.decline')} isBlocked={reason.trim() === ''} onConfirm={() => decide({ decision: 'declined', reason: reason.trim() })}>
        <TextInput label={t('list.reason')} description={t('list.reasonHint')} value={reason} maxLength={300} onChange={(event) => setReason(event.currentTarget.value)} />
      </Confirm>
    </li>
  );
}

function shownValue(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (Array.isArray(value)) return value.join(', ') || '–';
  if (typeof value === 'object') return Object.entries(value).filter(([key]) => key !== 'id').map(([, part]) => String(part)).join(', ');
  return String(value);
}
