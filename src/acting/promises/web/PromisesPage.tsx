import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { type CustomerPromise, promiseKinds } from '../promises.contract.ts';
import { Absences } from './Absences.tsx';
import { KeptFigures } from './KeptFigures.tsx';
import { promiseFigureQuery, promisesKey, type PromisePage as Page } from './promise-queries.ts';
import { PromiseRow } from './PromiseRow.tsx';
import { useNow } from './useNow.ts';
import classes from './promises.module.css';

const noFilters = { whose: 'mine', state: 'open', kind: '' };

/** What we have promised, by due time; on top how well we keep it. */
export function PromisesPage() {
  const { t } = useTranslation('promises');
  const [filters, setFilters] = useUrlState(noFilters);
  const now = useNow();
  const maySeeFigures = useCan('read', 'metric');
  const list = useInfiniteQuery({
    queryKey: [...promisesKey, 'list', filters],
    queryFn: ({ pageParam, signal }) => api.get<Page>('/api/promises', { query: { whose: filters.whose, state: filters.state, ...(filters.kind === '' ? {} : { kind: filters.kind }), ...(pageParam === null ? {} : { cursor: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <PageHeader question={t('page.question')} answer={maySeeFigures ? <Answer /> : undefined} />
      <div className={classes.filters}>
        <SegmentedControl aria-label={t('page.whose')} value={filters.whose} onChange={(whose) => setFilters({ whose })} data={['mine', 'team', 'all'].map((value) => ({ value, label: t(`page.${value}`) }))} />
        <SegmentedControl aria-label={t('page.state')} value={filters.state} onChange={(state) => setFilters({ state })} data={['open', 'settled'].map((value) => ({ value, label: t(`page.${value}`) }))} />
        <NativeSelect aria-label={t('page.kind')} value={filters.kind} onChange={(event) => setFilters({ kind: event.currentTarget.value })} data={[{ value: '', label: t('page.everyKind') }, ...promiseKinds.map((value) => ({ value, label: t(`kind.${value}`) }))]} />
      </div>
      <Loaded query={list} isEmpty={() => rows.length === 0} empty={filters.whose === 'mine' && filters.state === 'open' ? <EmptyState action={{ label: t('page.toDesk'), to: '/desk' }}>{t('page.empty')}</EmptyState> : <EmptyState>{t('page.none')}</EmptyState>}>
        {() => (
          <>
            <ul className={classes.list} aria-label={t('page.title')}>
              {rows.map((promise) => <PromiseRow key={promise.id} promise={promise} now={now}><Place promise={promise} /></PromiseRow>)}
            </ul>
            {list.hasNextPage && <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('page.more')}</Button>}
          </>
        )}
      </Loaded>
      {maySeeFigures && <KeptFigures />}
      <Absences />
    </>
  );
}

/** Whose it is and in which case. */
function Place({ promise: { caseId, caseNumber, customerId, customerName } }: { promise: CustomerPromise }) {
  const { t } = useTranslation('promises');
  return (
    <p className={classes.meta}>
      {customerId !== null && <AppLink to={`/customers/${customerId}`}>{customerName ?? t('page.unnamed')}</AppLink>}
      {customerId !== null && caseId !== null && ' · '}
      {caseId !== null && <AppLink to={`/desk/${caseId}`}>{caseNumber ?? ''}</AppLink>}
    </p>
  );
}

function Answer() {
  const { t } = useTranslation('promises');
  const format = useFormat();
  const figure = useQuery(promiseFigureQuery('none'));
  const all = figure.data?.items[0];
  if (!figure.isSuccess) return null;
  if (!all || all.promises === 0) return t('page.answerNone');
  if (all.kept.value === null) return t('page.answerFew', { count: all.promises });
  const { share, low, high } = all.kept.value;
  return <Trans t={t} i18nKey="page.answer" count={all.promises} values={{ share: format.share(share), low: format.share(low), high: format.share(high), n: format.integer(all.promises) }} components={{ strong: <strong /> }} />;
}
