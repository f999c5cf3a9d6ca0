import { useEffect } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { PageSkeleton } from '../../../ui/page/Skeletons.tsx';
import { ProblemError } from '../../../ui/problem.ts';
import { usePathParam } from '../../../ui/url-state.ts';
import { CustomerView } from './CustomerView.tsx';
import { customerQuery } from './customer-queries.ts';
import { useRecent } from './find/useRecent.ts';

/** "Who is this, and what happened?" The id of a merged customer leads to the one who survived. */
export function CustomerPage() {
  const { t } = useTranslation('customers');
  const id = usePathParam('customerId');
  const customer = useQuery(customerQuery(id));
  const { remember, forget } = useRecent();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { searchStr } = useLocation();
  const { data, error } = customer;
  // 400: an address that cannot be anybody's.
  const isGone = error instanceof ProblemError && (error.status === 404 || error.status === 400);

  useEffect(() => {
    if (data) remember(data.id, data.name);
  }, [data, remember]);
  useEffect(() => {
    if (isGone) forget([id]);
  }, [isGone, id, forget]);
  useEffect(() => {
    if (!data || data.id === id) return;
    forget([id]);
    queries.setQueryData(customerQuery(data.id).queryKey, data);
    const search = { ...Object.fromEntries(new URLSearchParams(searchStr)), mergedFrom: id };
    void navigate({ to: `/customers/${data.id}`, search, replace: true });
  }, [data, id, searchStr, queries, navigate, forget]);

  if (isGone) {
    return (
      <>
        <PageHeader question={t('one.notFound')} title={t('one.notFound')} back={{ to: '/customers', label: t('list.title') }} />
        <EmptyState action={{ label: t('one.toSearch'), to: '/customers' }}>{t('one.notFoundAdvice')}</EmptyState>
      </>
    );
  }
  return <Loaded query={customer} skeleton={<PageSkeleton />}>{(loaded) => <CustomerView key={loaded.id} customer={loaded} />}</Loaded>;
}
